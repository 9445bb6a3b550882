"""Conferences as a series: last year's copied as the draft of the next, and the links between them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from cyberconf.accounts.models import User
from events import copying, drafts, edits, hooks, publishing, roster, team
from events.copying import USUAL, Copy, Part
from events.errors import ProgrammeError
from events.importers.identity import Slugs
from events.models import Conference, Edit, Release, TeamMember
from events.phrases import copies
from events.programme import Programme
from events.walltimes import wall_time

FARTHEST = timedelta(days=50 * 366)  # that a copy is moved: more is a slip of the keyboard
# What is the same next year, beside the programme. Streams, the status and "publish each change" are not.
SETTINGS = ("time_zone", "discussion_mode")


@dataclass(frozen=True)
class Wish:
    """What the copy is to be: ``slug`` "" is made of the title; ``first_day`` None is the day suggested."""

    title: str
    slug: str = ""
    first_day: date | None = None
    parts: frozenset[Part] = USUAL
    with_team: bool = True


@dataclass(frozen=True)
class Look:
    """What copying makes: ``lines`` say it in words, ``warnings`` what is to be checked."""

    copy: Copy
    lines: tuple[str, ...]
    warnings: tuple[str, ...]
    seen: str = field(repr=False)  # the content hash of what is copied


def suggestion(conference: Conference, *, at: datetime | None = None) -> Wish:
    """Return what is usually wished for: the same weekday a year later, the year in its names put ahead."""
    programme = publishing.build(conference)
    first = copying.first_day(programme) or conference.starts_on
    if first is None:
        return Wish(title=conference.title)
    today = (at or timezone.now()).astimezone(conference.zone).date()
    day = copying.suggested(first, today)
    title = copying.of_year(conference.title, day.year)
    slug = copying.of_year(conference.slug, day.year)
    if slug == conference.slug:
        slug = f"{slug[:115]}-{day.year}"
    return Wish(title=title, slug=Slugs(_taken()).take(slug, fallback="conference"), first_day=day)


def look(conference: Conference, wish: Wish, *, by: User | None, at: datetime | None = None) -> Look:
    """Say what copying would make, and write nothing.

    Raises:
        ProgrammeError: with the codes ``title``, ``slug``, ``first_day`` or ``parts`` for what is wished;
            else see ``publishing.build``.
    """
    try:
        with transaction.atomic():
            _made, found = copy(conference, wish, by=by, at=at)
            transaction.set_rollback(True)
    finally:
        if by is not None:
            team.forget(by)  # who had joined the copy's team for a moment
    return found


@transaction.atomic
def copy(
    conference: Conference,
    wish: Wish,
    *,
    by: User | None,
    seen: str | None = None,
    at: datetime | None = None,
) -> tuple[Conference, Look]:
    """Make a draft of what the conference's draft says, and return it. Whoever makes it joins its team.

    ``seen`` is the content hash of the draft that whoever copies has looked at, if they have. Releases,
    comments, streams and links to previews stay where they are.

    Raises:
        ProgrammeError: see ``look``; or ``changed``, where the draft is no longer as it was ``seen``.
            Nothing is written.
    """
    edits.lock_with_people(conference)
    programme = publishing.build(conference)
    publishing.refuse_unseen(programme, seen)
    days = _days(conference, programme, wish, at or timezone.now())
    new = _row(conference, wish, days)
    made = copying.copied(programme, slug=new.slug, title=new.title, days=days, parts=wish.parts)
    if by is not None:
        _refuse_strangers(made.programme, by)
    publishing.apply(made.programme, new, by=by, via=Edit.Via.COPY)
    _join(conference, new, by=by, with_team=wish.with_team)
    for tell in hooks.copied:
        tell(conference, new)
    new.refresh_from_db()
    lines = [*copies.of_days(made, copying.first_day(programme)), *copies.of_contents(made)]
    warnings = copies.of_clocks(made, conference.zone)
    return new, Look(made, tuple(lines), tuple(warnings), programme.content_hash)


def neighbours(conference: Conference) -> tuple[Release | None, Release | None]:
    """Return the newest releases of the one before and the one after it that everybody sees. One query.

    Where several follow it, the first of them by its days.
    """
    related = Q(conference__follows=conference)
    if conference.follows_id is not None:
        related |= Q(conference=conference.follows_id)
    rows = Release.objects.public().newest().titled().filter(related).order_by("starts_on", "pk")
    before = [row for row in rows if row.conference_id == conference.follows_id]
    after = [row for row in rows if row.conference_id != conference.follows_id]
    return next(iter(before), None), next(iter(after), None)


def _days(conference: Conference, programme: Programme, wish: Wish, at: datetime) -> int:
    """Return by how many days all is moved."""
    first = copying.first_day(programme) or conference.starts_on
    if first is None:
        return 0
    day = wish.first_day or copying.suggested(first, at.astimezone(conference.zone).date())
    if abs(day - first) > FARTHEST:
        message = _("%(day)s is more than 50 years from %(first)s. Please check the year.")
        said = {"day": day.isoformat(), "first": first.isoformat()}
        raise ProgrammeError("first_day", message % said)
    return (day - first).days


def _refuse_strangers(made: Programme, by: User) -> None:
    """Refuse to take along people of conferences that ``by`` only looks at."""
    names = [speaker.name for speaker in roster.strangers(made.people, None, by=by).order_by("name")[:2]]
    if names:
        message = _(
            "You do not edit a conference with %(names)s, and so may not put them on another programme. "
            "Copy it without people, or have its editors copy it."
        )
        raise ProgrammeError("parts", message % {"names": get_text_list(names, _("or"))})


def _title(wish: Wish) -> str:
    if not wish.title.strip():
        raise ProgrammeError("title", _("The copy has no title. Please give it one."))
    return wish.title.strip()


def _slug(wish: Wish) -> str:
    taken = _taken()
    if not wish.slug:
        return Slugs(taken).take(_title(wish), fallback="conference")
    if wish.slug in taken:
        message = _("“%(slug)s” is the address of another conference. Please choose another.")
        raise ProgrammeError("slug", message % {"slug": wish.slug})
    return wish.slug


def _taken() -> set[str]:
    return set(Conference.objects.values_list("slug", flat=True))


def _row(conference: Conference, wish: Wish, days: int) -> Conference:
    """Return the new conference, saved: what is not in the document is as it was, its days moved along."""
    move, zone = timedelta(days=days), conference.zone
    new = Conference(
        slug=_slug(wish),
        title=_title(wish),
        follows=conference,
        starts_on=conference.starts_on and conference.starts_on + move,
        ends_on=conference.ends_on and conference.ends_on + move,
        discussion_opens_at=_moved(conference.discussion_opens_at, move, zone),
        discussion_closes_at=_moved(conference.discussion_closes_at, move, zone),
        **{name: getattr(conference, name) for name in SETTINGS},
    )
    _check(new)
    new.save(force_insert=True)
    return new


def _check(new: Conference) -> None:
    try:
        drafts.check(new)
    except ProgrammeError as refusal:
        cause = getattr(refusal.__cause__, "message_dict", {})
        code = next((name for name in ("title", "slug") if name in cause), refusal.code)
        raise ProgrammeError(code, refusal.message) from refusal


def _moved(at: datetime | None, move: timedelta, zone: ZoneInfo) -> datetime | None:
    return copying.instant(wall_time(at, zone) + move, zone)[0] if at else None


def _join(conference: Conference, new: Conference, *, by: User | None, with_team: bool) -> None:
    members: Iterable[TeamMember] = conference.members.select_related("user") if with_team else ()
    for member in members:
        team.join(conference=new, user=member.user, role=TeamMember.Role(member.role))
    if by is not None:
        team.join(conference=new, user=by, role=team.Role.EDITOR)
