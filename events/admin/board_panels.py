"""What stands beside the board: a session to be changed, one to be added, a choice between two changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.http import QueryDict
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from cyberconf.accounts.models import User
from cyberconf.web.lists import together
from events import drafts, models, phrases, scheduling, seeing
from events.admin.board_cards import Mend
from events.admin.board_forms import AddForm, ReviseForm, ShiftForm
from events.models import Conference, Edit, Session
from events.phrases import Names
from events.phrases.words import designation, moment, span
from events.scheduling import Part, StaleError
from speakers.models import Speaker

REMEMBERED = timedelta(hours=12)  # how long a change of one's own is offered to be taken back
TIMES = ("starts_at", "ends_at")


@dataclass(frozen=True)
class Revising:
    """The panel of one session."""

    session: Session
    form: ReviseForm
    seen: str
    mends: Sequence[Mend]

    shift = ShiftForm()

    @property
    def label(self) -> str:
        """Kind and number."""
        return designation(self.session.kind, self.session.number)

    @property
    def copy_uid(self) -> str:
        """The permanent id that a copy would get."""
        return str(uuid4())

    @property
    def status(self) -> str:
        """The status in words."""
        return str(Session.Status(self.session.status).label)

    @property
    def is_on(self) -> bool:
        """Whether it is to take place."""
        return self.session.status in {Session.Status.CONFIRMED, Session.Status.TENTATIVE}


@dataclass(frozen=True)
class Difference:
    """One thing that two editors want to be different."""

    label: str
    now: str
    yours: str


@dataclass(frozen=True)
class Choice:
    """Somebody changed what somebody else was changing: both sides, and the form to send again."""

    session: Session
    said: tuple[str, ...]
    by: str
    at: str
    differences: tuple[Difference, ...]
    fields: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Done:
    """A change of one's own that can be taken back, or made again."""

    key: int
    said: str


def seen(session: Session) -> str:
    """Return the token of a session as the board shows it now: three queries."""
    return seeing.token(drafts.shown(drafts.outlined(session)), timezone.now())


def revising(form: ReviseForm, mends: Sequence[Mend]) -> Revising:
    """Return the panel of a session, in its form."""
    return Revising(form.session, form, seen(form.session), mends)


def adding(conference: Conference, day: date, asked: Mapping[str, str]) -> AddForm:
    """Return the form of a new session, with the time and room of the gap it is to fill."""
    initial = {name: asked[name] for name in ("starts", "ends", "room") if asked.get(name)}
    return AddForm(conference=conference, initial={"day": day, "kind": "talk", "uid": uuid4()} | initial)


def choice(refusal: StaleError, data: QueryDict, names: Names) -> Choice:
    """Return what was changed meanwhile, by whom, and what differs from what is wanted."""
    session = refusal.session
    zone = session.conference.zone
    edit = Edit.objects.filter(conference=session.conference).about([session.uid]).told().first()
    fields = [(name, value) for name, values in data.lists() for value in values]
    own = {"seen": seen(session)}
    sent = [(name, own.get(name, value)) for name, value in fields if name != "csrfmiddlewaretoken"]
    return Choice(
        session,
        tuple(phrases.sentences(edit.changes, zone, names)) if edit else (),
        edit.by.name if edit and edit.by else "",
        moment(edit.at, zone) if edit else "",
        tuple(_differences(session, refusal.wanted, zone)),
        tuple(sent),
    )


def last_done(conference: Conference, user: User, names: Names) -> tuple[Done | None, Done | None]:
    """Return the user's last change on the board that stands, and the last that they took back since."""
    since = timezone.now() - REMEMBERED
    own = Edit.objects.filter(conference=conference, by=user, at__gte=since).told()
    newest = own.filter(via=Edit.Via.BOARD).first()
    standing = own.filter(via=Edit.Via.BOARD, is_undone=False).first()
    taken = own.filter(via=Edit.Via.UNDO, is_undone=False, undoes__via=Edit.Via.BOARD).first()
    if taken is not None and newest is not None and taken.pk < newest.pk:
        taken = None
    return _done(standing, names), _done(taken, names)


def _done(edit: Edit | None, names: Names) -> Done | None:
    if edit is None:
        return None
    said = phrases.sentences(edit.changes[:2], edit.conference.zone, names)
    return Done(edit.pk, " ".join(said) + " …" * (len(edit.changes) > len(said)))


def _differences(session: Session, wanted: Mapping[str, Any], zone: ZoneInfo) -> Iterator[Difference]:
    now = {name: getattr(session, name) for name in wanted if name not in {"people", "minutes"}}
    if any(now.get(name) != wanted.get(name) for name in TIMES):
        sides = [{name: each.get(name, getattr(session, name)) for name in TIMES} for each in (now, wanted)]
        yield Difference(_("Time"), *(_span(side, zone) for side in sides))
    for name in ("title", "room", "status"):
        if name in wanted and now[name] != wanted[name]:
            yield Difference(
                capfirst(scheduling.label_of(name)), _named(name, now[name]), _named(name, wanted[name])
            )
    if "people" in wanted and (people := scheduling.people_of(session)) != wanted["people"]:
        yield Difference(_("People"), _people(people), _people(wanted["people"]))
    if "minutes" in wanted:
        shift = _("%(minutes)+d min, and what follows") % {"minutes": wanted["minutes"]}
        yield Difference(_("Time"), _span({name: getattr(session, name) for name in TIMES}, zone), shift)


def _span(times: Mapping[str, Any], zone: ZoneInfo) -> str:
    end = times["ends_at"]
    return span(times["starts_at"].astimezone(zone), end and end.astimezone(zone))


def _named(name: str, value: Any) -> str:
    if name == "status":
        return str(Session.Status(value).label)
    return str(value) if value is not None else _("No room")


def _people(parts: Sequence[Part]) -> str:
    names = dict(Speaker.objects.filter(pk__in=[p.speaker for p in parts]).values_list("pk", "name"))
    roles = dict(models.Appearance.Role.choices)
    return together(f"{names[part.speaker]} ({roles[part.role]})" for part in parts)
