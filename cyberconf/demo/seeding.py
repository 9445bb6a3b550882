"""The demonstration conference, made or brought to a plan, through the services that staff use."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from cyberconf.demo.accounts import join_team
from cyberconf.demo.announcements import MARK, announcements, signature
from cyberconf.demo.discussion import Span, discuss
from cyberconf.demo.programmes import HOME, SLUG, Plan, Stage, running, shape, standing
from cyberconf.web.progress import Progress, Quiet
from events import publishing
from events.models import Conference, Release
from events.programme import Programme
from events.visibility import make_public

SESSIONS, COMMENTS = 35, 120  # every theme once, with what stands around them; a discussion to scroll through
DISTANCE = timedelta(days=30)  # of a conference that is to come or over
# One for each hour of the day, without summer time: where the invented house may stand.
ZONES = (
    HOME, "Asia/Dubai", "Asia/Karachi", "Asia/Dhaka", "Asia/Bangkok", "Asia/Singapore", "Asia/Tokyo",
    "Australia/Brisbane", "Pacific/Noumea", "Pacific/Fiji", "Pacific/Tongatapu", "Pacific/Honolulu",
    "Pacific/Gambier", "Pacific/Pitcairn", "America/Phoenix", "America/Guatemala", "America/Bogota",
    "America/Puerto_Rico", "America/Sao_Paulo", "America/Noronha", "Atlantic/Cape_Verde", "Africa/Accra",
    "Africa/Lagos", "Africa/Johannesburg", "Pacific/Pago_Pago",
)  # fmt: skip
TALK_BEFORE, TALK_AFTER = timedelta(days=14), timedelta(days=7)


@dataclass(frozen=True)
class Seeded:
    """What seeding did: how many releases and comments it took."""

    conference: Conference
    releases: int
    comments: int


@transaction.atomic
def seed(
    *, stage: Stage, sessions: int, comments: int, seed: int, at: datetime, progress: Progress | None = None
) -> Seeded:
    """Have the demonstration conference there, at a stage relative to ``at``.

    The same arguments change nothing, whatever staff have edited and moderated since, while what is to be
    running runs. Others bring the programme to their plan, and add comments where there are fewer.
    """
    plan = timed(stage, sessions, seed, at)
    conference = Conference.objects.filter(slug=SLUG).first()
    releases = 0
    progress = progress or Quiet()
    if conference is None or not _stands(conference, plan, at):
        progress.step(_("Programme"))
        conference, releases = _release(plan)
        join_team(conference)
    programme = publishing.decoded(conference.releases.latest("number"))
    span = _span(plan, programme, at)
    if releases:
        conference.discussion_closes_at = span.ends if plan.stage == "after" else None
        conference.save(update_fields=["discussion_closes_at"])
    posted = discuss(programme, plan, comments=comments, span=span, progress=progress)
    return Seeded(conference, releases, posted)


def timed(stage: Stage, sessions: int, seed: int, at: datetime) -> Plan:
    """Return a plan on days that ``at`` is before, within or after.

    A conference that is to run takes place where the hour of ``at`` has most sessions, as it is night
    somewhere at any time; then where they go on for longest.
    """
    days = timedelta(days=shape(sessions).days)
    today = at.astimezone(ZoneInfo(HOME)).date()
    if stage != "running":
        return Plan(stage, sessions, seed, today + DISTANCE if stage == "before" else today - DISTANCE - days)
    programme = standing(Plan(stage, sessions, seed, today - days // 2))
    walls = [at.astimezone(ZoneInfo(zone)).replace(tzinfo=None) for zone in ZONES]
    busy = [_busy(programme, datetime.combine(today, wall.time())) for wall in walls]
    best = busy.index(max(busy))
    return Plan(stage, sessions, seed, walls[best].date() - days // 2, ZONES[best])


def _busy(programme: Programme, wall: datetime) -> tuple[int, timedelta]:
    """Return how many sessions run when the house's clock shows this, and how long all of them will."""
    at = wall.replace(tzinfo=ZoneInfo(programme.time_zone))
    left = [each.ends_at - at for each in running(programme, at) if each.ends_at]
    return len(left), min(left, default=timedelta())


def _stands(conference: Conference, plan: Plan, at: datetime) -> bool:
    """Say whether the last release of ours was made to the same plan, and runs where it is to run."""
    notes = Release.objects.filter(conference=conference, note__startswith=MARK).order_by("-number")
    last = notes.values_list("note", flat=True).first()
    if last is None or not last.endswith(signature(plan)):
        return False
    programme = publishing.decoded(conference.releases.latest("number"))
    return plan.stage != "running" or bool(running(programme, at))


def _release(plan: Plan) -> tuple[Conference, int]:
    found = announcements(plan)
    for programme, note in found:
        conference, _changes = publishing.import_programme(programme, by=None)
        publishing.publish(conference, by=None, note=note)
    make_public(conference)
    return conference, len(found)


def _span(plan: Plan, programme: Programme, at: datetime) -> Span:
    """Return when people talk: in the weeks before ``at``, and of what is over around the event."""
    if plan.stage != "after":
        return Span(at - TALK_BEFORE, at)
    ends = max(session.ends_at or session.starts_at for session in programme.sessions)
    return Span(programme.sessions[0].starts_at - TALK_BEFORE, ends + TALK_AFTER)
