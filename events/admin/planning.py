"""What the page of unpublished changes does about releases at a set time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from cyberconf.accounts.models import User
from cyberconf.web import clocks
from events import planning, walltimes
from events.admin.forms import PublishForm
from events.errors import ProgrammeError
from events.models import Conference, ScheduledRelease
from events.phrases.words import moment

PAST = 3  # planned releases that are over, the latest first


@dataclass(frozen=True)
class Planned:
    """A planned release as the page shows it: ``time`` on the venue's clock."""

    row: ScheduledRelease
    time: str
    is_overdue: bool


def plan(request: HttpRequest, conference: Conference, form: PublishForm, *, seen: str) -> None:
    """Plan what the form asks for, and say for when.

    Raises:
        ProgrammeError: with the code ``at`` for the time; else see ``planning.plan``.
    """
    said = form.cleaned_data
    if said["at"] is None:
        raise ProgrammeError("at", _("Say when: a date and a time are missing."))
    try:
        at = walltimes.instant(said["at"], conference.zone)
    except ProgrammeError as refusal:
        raise ProgrammeError("at", refusal.message) from refusal
    row = planning.plan(
        conference,
        by=user_of(request),
        at=at,
        seen=said["seen"] or seen,
        note=said["note"],
        makes_public=said.get("makes_public", False),
        mails=said.get("mails", False),
        only_as_seen=said["only_as_seen"],
    )
    message = _("It will be published on %(time)s. You are told by mail what came of it.")
    messages.success(request, message % {"time": _time(row, conference)})


def withdraw(request: HttpRequest, conference: Conference, key: Any) -> HttpResponse:
    """Take back what was planned, where it is still to come."""
    row = get_object_or_404(conference.scheduled_releases, pk=key if str(key).isdecimal() else 0)
    if planning.withdraw(row):
        message = _("The release planned for %(time)s is withdrawn.")
        messages.success(request, message % {"time": _time(row, conference)})
    else:
        messages.warning(request, _("It was too late to withdraw it: see below what came of it."))
    return HttpResponseRedirect(request.path)


def shown(conference: Conference, now: datetime) -> list[Planned]:
    """Return what is planned, and what came of the last ones. Two queries at any number."""
    rows = conference.scheduled_releases.select_related("by", "release")
    coming = rows.filter(state=ScheduledRelease.State.PLANNED)
    over = rows.exclude(state=ScheduledRelease.State.PLANNED).order_by("-finished_at", "-pk")[:PAST]
    return [Planned(row, _time(row, conference), row.is_overdue(now)) for row in [*coming, *over]]


def user_of(request: HttpRequest) -> User:
    """Return who asks: admin lets nobody else in."""
    assert isinstance(request.user, User)
    return request.user


def _time(row: ScheduledRelease, conference: Conference) -> str:
    at = row.at.astimezone(conference.zone)
    return f"{moment(row.at, conference.zone)} ({conference.zone.key}, {clocks.offset(at)})"
