"""The demonstration conference, made or brought to a plan, through the services that staff use."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from cyberconf.demo import content
from cyberconf.demo.accounts import join_team
from cyberconf.demo.announcements import MARK, announcements, signature
from cyberconf.demo.discussion import Span, discuss
from cyberconf.demo.programmes import SLUG, Plan, Stage, shape
from cyberconf.web.progress import Progress, Quiet
from events import publishing
from events.models import Conference, Release
from events.programme import Programme
from events.visibility import make_public

SESSIONS, COMMENTS = 35, 120  # every theme once, with what stands around them; a discussion to scroll through
DISTANCE = timedelta(days=30)  # of a conference that is to come or over
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

    The same arguments change nothing, whatever staff have edited and moderated since. Others bring the
    programme to their plan, and add comments where there are fewer.
    """
    plan = Plan(stage, sessions, seed, first_day(stage, sessions, at))
    conference = Conference.objects.filter(slug=SLUG).first()
    releases = 0
    progress = progress or Quiet()
    if conference is None or not _stands(conference, plan):
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


def first_day(stage: Stage, sessions: int, at: datetime) -> date:
    """Return the day that the conference begins on, so that ``at`` is before, within or after it."""
    today = at.astimezone(ZoneInfo(content.read("frame")["time_zone"])).date()
    days = timedelta(days=shape(sessions).days)
    return {"before": today + DISTANCE, "running": today - days // 2, "after": today - DISTANCE - days}[stage]


def _stands(conference: Conference, plan: Plan) -> bool:
    """Say whether the last release of ours was made to the same plan."""
    notes = Release.objects.filter(conference=conference, note__startswith=MARK).order_by("-number")
    last = notes.values_list("note", flat=True).first()
    return last is not None and last.endswith(signature(plan))


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
