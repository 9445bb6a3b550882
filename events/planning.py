"""Releases at a set time: planned, withdrawn, and carried out once, by whichever process comes first.

Taking a row and all that comes of it is one transaction: of several processes one does it, and where that one
is killed nothing of it has happened and the next does. What is due is done late rather than never.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from django.conf import settings
from django.db import OperationalError, transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cyberconf.accounts.models import User
from cyberconf.accounts.policies import may_sign_in
from cyberconf.web import languages
from cyberconf.web.wording import one_line
from events import informing, outbox, publishing, releasing, reviewing, team
from events.errors import ProgrammeError
from events.models import Conference, Letter, Release, ScheduledRelease
from events.phrases import words

LATE = timedelta(minutes=5)  # from here on it is told that nothing ran in time; until then a queue was busy
FARTHEST = timedelta(days=366)  # ahead: more is a slip of the keyboard

State = ScheduledRelease.State


@dataclass(frozen=True)
class Outcome:
    """What came of it, and the release that it made, if it did."""

    state: State
    message: str
    release: Release | None = None


def plan(
    conference: Conference,
    *,
    by: User,
    at: datetime,
    seen: str,
    note: str = "",
    makes_public: bool = False,
    mails: bool = False,
    only_as_seen: bool = False,
    now: datetime | None = None,
) -> ScheduledRelease:
    """Plan to publish the draft at the instant ``at``: as it stands then, or only as it was ``seen``.

    Raises:
        ProgrammeError: with the code ``at`` where that is past or more than a year ahead; or what would keep
            it from being published now: see ``publishing.ready`` and ``informing.refuse_unseen``.
    """
    now = now or timezone.now()
    _refuse_time(at, now, conference)
    publishing.ready(conference, note=note, seen=seen)
    if mails and not makes_public:
        informing.refuse_unseen(conference)
    row = ScheduledRelease(
        conference=conference,
        at=at,
        note=note,
        makes_public=makes_public,
        mails=mails,
        only_as_seen=only_as_seen,
        seen=seen,
        by=by,
        created_at=now,
    )
    row.full_clean()
    row.save(force_insert=True)
    return row


def withdraw(row: ScheduledRelease, *, now: datetime | None = None) -> bool:
    """Take it back, and say whether it was still to come."""
    rows = ScheduledRelease.objects.filter(pk=row.pk, state=State.PLANNED)
    return bool(rows.update(state=State.WITHDRAWN, finished_at=now or timezone.now()))


def carry_out_due(*, now: datetime | None = None) -> int:
    """Publish what is due, the earliest first, and return how many that were. Each is done once.

    Raises:
        Exception: what one of them failed of, after it was noted and the others were looked after.
    """
    now, count, failure = now or timezone.now(), 0, None
    due = ScheduledRelease.objects.filter(state=State.PLANNED, at__lte=now)
    for key, language in list(due.values_list("pk", "by__language")):
        with languages.speaking(language or settings.LANGUAGE_CODE):  # of whoever planned it, who is told
            try:
                count += _carry_out(key, now)
            except OperationalError:  # the database is away or busy: it stays due
                raise
            except Exception as problem:  # noted in its row; the log has it when all is looked after
                failure = problem
                _give_up(key, now)
    if failure is not None:
        raise failure
    return count


def may_publish(user: User | None, conference: Conference, *, makes_public: bool = False) -> bool:
    """Say whether the user may publish the conference, and make it public, now."""
    rights = ["events.add_release", *(["events.change_conference"] if makes_public else [])]
    return user is not None and all(team.may(user, right, conference.pk) for right in rights)


def _refuse_time(at: datetime, now: datetime, conference: Conference) -> None:
    if now < at <= now + FARTHEST:
        return
    said = {"time": words.moment(at, conference.zone), "zone": conference.zone.key}
    message = _("%(time)s (%(zone)s) is more than a year ahead. Please check the date.")
    if at <= now:
        message = _("%(time)s (%(zone)s) is past. Choose a time to come, or publish now.")
    raise ProgrammeError("at", message % said)


@transaction.atomic
def _carry_out(key: int, now: datetime) -> bool:
    """Do one, unless another process has; say whether it was done here."""
    if not _take(key):
        return False
    row = ScheduledRelease.objects.select_related("conference", "by").get(pk=key)
    try:
        outcome = _published(row, now)
    except ProgrammeError as refusal:
        message = refusal.message
        if refusal.code == "changed":
            message = _("The draft has changed since this was planned, and only what was seen was to go out.")
        outcome = Outcome(State.REFUSED, message)
    _settle(key, outcome, now)
    return True


@transaction.atomic
def _give_up(key: int, now: datetime) -> None:
    """Note that one failed, unless it was withdrawn meanwhile, or done by another process."""
    if _take(key):
        message = _("It failed, and nothing was published. Whoever runs the site finds why in its log.")
        _settle(key, Outcome(State.FAILED, message), now)


def _take(key: int) -> bool:
    """Take one that is still planned, which holds once this transaction does; say whether it was."""
    rows = ScheduledRelease.objects.filter(pk=key, state=State.PLANNED)
    return bool(rows.update(state=State.DONE))


@transaction.atomic
def _published(row: ScheduledRelease, now: datetime) -> Outcome:
    """Publish as was planned.

    Raises:
        ProgrammeError: ``not_allowed``, where the rights of whoever planned it have ended; else see
            ``releasing.release``.
    """
    if not may_publish(row.by, row.conference, makes_public=row.makes_public):
        message = _("Whoever planned it may no longer publish this conference.")
        raise ProgrammeError("not_allowed", message)
    done = releasing.release(
        row.conference,
        by=row.by,
        note=row.note,
        seen=row.seen if row.only_as_seen else None,
        makes_public=row.makes_public,
        mails=row.mails,
    )
    said = {"number": done.release.number, "conference": row.conference}
    lines = [_("Release %(number)d of %(conference)s is published.") % said]
    if not done.is_new:
        lines = [_("Nothing differs from release %(number)d, so no release was made.") % said]
    return Outcome(State.DONE, " ".join([*lines, *_late(row, now), *_more(row, done)]), done.release)


def _more(row: ScheduledRelease, done: releasing.Released) -> list[str]:
    """Say what whoever planned it did not see: another draft, and who was told."""
    programme = publishing.decoded(done.release)
    lines = []
    if done.is_new and programme.content_hash != row.seen:
        lines.append(_("The draft had changed since it was planned; it went out as it stood."))
        (found,) = reviewing.conflicts_of(row.conference, programme)
        lines += [_("Its warnings: %(count)d.") % {"count": len(found)}] if found else []
    return [*lines, *releasing.told(done.affected)]


def _late(row: ScheduledRelease, now: datetime) -> list[str]:
    if now - row.at < LATE:
        return []
    zone = row.conference.zone
    said = {"at": words.moment(row.at, zone), "now": words.moment(now, zone), "zone": zone.key}
    message = _("It was due on %(at)s and went out on %(now)s (%(zone)s): nothing ran in between.")
    return [message % said]


def _settle(key: int, outcome: Outcome, now: datetime) -> None:
    """Note what came of it, and tell whoever planned it."""
    rows = ScheduledRelease.objects.filter(pk=key)
    rows.update(state=outcome.state, message=outcome.message, release=outcome.release, finished_at=now)
    row = rows.select_related("conference", "by").get()
    if row.by is not None and may_sign_in(row.by):
        outbox.post([_letter(row, row.by)])


def _letter(row: ScheduledRelease, to: User) -> Letter:
    with languages.speaking(to.language or settings.LANGUAGE_CODE):
        subjects = {
            State.DONE: _("Published as planned: %(conference)s"),
            State.REFUSED: _("Not published as planned: %(conference)s"),
            State.FAILED: _("Not published as planned: %(conference)s"),
        }
        page = reverse("admin:events_conference_changes", args=[row.conference_id])
        said = {
            "row": row,
            "time": words.moment(row.at, row.conference.zone),
            "address": settings.SITE_URL + page,
            "site_url": settings.SITE_URL,
        }
        return Letter(
            kind=Letter.Kind.PLANNED,
            conference=row.conference,
            email=to.email,
            language=to.language or settings.LANGUAGE_CODE,
            subject=one_line(subjects[State(row.state)] % {"conference": row.conference}),
            text=render_to_string("events/email/planned.txt", said).strip() + "\n",
            press=uuid4(),
        )
