"""What does not fit together, in a sentence each that says what was found and what to do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.conflicts import Conflict, Kind
from events.phrases.words import called, listed, moment, quoted, span


def told(conflict: Conflict, zone: ZoneInfo) -> str:
    """Say in plain words what does not fit; times are wall times in the zone."""
    return TELLERS[conflict.kind](conflict, zone)


def brief(conflict: Conflict) -> str:
    """Say in a few words, beside one of the sessions, what does not fit about it."""
    said = str(BRIEFS[conflict.kind])
    return said % {"person": conflict.person.full_name} if conflict.person else said


def _no_end(conflict: Conflict, zone: ZoneInfo) -> str:
    return _("%(session)s has no end. Please say when it ends.") % _names(conflict)


def _room(conflict: Conflict, zone: ZoneInfo) -> str:
    message = _(
        "%(room)s is used twice: %(session)s (%(time)s) and %(other)s (%(other_time)s). "
        "Please give one of them another time or room."
    )
    return message % (_names(conflict) | _times(conflict, zone))


def _days(conflict: Conflict, zone: ZoneInfo) -> str:
    message = _(
        "%(session)s starts on %(moment)s, which is outside the days of the conference. "
        "Please change its day, or the days of the conference."
    )
    return message % (_names(conflict) | {"moment": moment(conflict.sessions[0].starts_at, zone)})


def _person(conflict: Conflict, zone: ZoneInfo) -> str:
    message = _(
        "%(person)s is in two places: %(session)s (%(time)s) and %(other)s (%(other_time)s). "
        "Please move one of them, or ask somebody else."
    )
    return message % (_names(conflict) | _times(conflict, zone))


def _short_break(conflict: Conflict, zone: ZoneInfo) -> str:
    earlier, later = conflict.sessions
    assert earlier.ends_at is not None
    minutes = (later.starts_at - earlier.ends_at).total_seconds() // 60
    message = _(
        "%(person)s has %(minutes)d min to go from %(session)s (%(time)s) to %(other)s (%(other_time)s) "
        "in another room."
    )
    return message % (_names(conflict) | _times(conflict, zone) | {"minutes": minutes})


def _break(conflict: Conflict, zone: ZoneInfo) -> str:
    message = _(
        "%(session)s (%(time)s) takes place during %(other)s (%(other_time)s). "
        "Please move one of them, unless people are to choose."
    )
    conflict = replace(conflict, sessions=conflict.sessions[::-1])
    return message % (_names(conflict) | _times(conflict, zone))


def _moderator(conflict: Conflict, zone: ZoneInfo) -> str:
    return _("%(session)s has neither a moderator nor a chair.") % _names(conflict)


def _questions(conflict: Conflict, zone: ZoneInfo) -> str:
    return _("%(session)s has no guiding question.") % _names(conflict)


def _consent(conflict: Conflict, zone: ZoneInfo) -> str:
    return _("%(person)s has not consented to be published, as far as is noted.") % _names(conflict)


def _title(conflict: Conflict, zone: ZoneInfo) -> str:
    times = listed(span(session.starts_at.astimezone(zone), None) for session in conflict.sessions)
    message = _("Several sessions have the title %(title)s: %(times)s.")
    return message % {"title": quoted(conflict.sessions[0].title), "times": times}


def _stream(conflict: Conflict, zone: ZoneInfo) -> str:
    if not conflict.sessions:
        return _("No stream is named, for the conference or any session, though people take part online.")
    message = _("%(session)s has no stream, and neither its room nor the conference has one.")
    return message % _names(conflict)


TELLERS: dict[Kind, Callable[[Conflict, ZoneInfo], str]] = {
    "no_end": _no_end,
    "room": _room,
    "days": _days,
    "person": _person,
    "short_break": _short_break,
    "break": _break,
    "moderator": _moderator,
    "questions": _questions,
    "consent": _consent,
    "title": _title,
    "stream": _stream,
}

BRIEFS: dict[Kind, Any] = {
    "no_end": gettext_lazy("No end"),
    "room": gettext_lazy("Room used twice"),
    "days": gettext_lazy("Outside the conference's days"),
    "person": gettext_lazy("%(person)s is in two places"),
    "short_break": gettext_lazy("Short break for %(person)s"),
    "break": gettext_lazy("During a break"),
    "moderator": gettext_lazy("No moderator"),
    "questions": gettext_lazy("No guiding question"),
    "consent": gettext_lazy("%(person)s has not consented"),
    "title": gettext_lazy("Title used twice"),
    "stream": gettext_lazy("No stream"),
}


def _names(conflict: Conflict) -> dict[str, str]:
    names = dict(zip(("session", "other"), map(called, conflict.sessions), strict=False))
    if conflict.person:
        names["person"] = conflict.person.full_name
    if conflict.room:
        names["room"] = conflict.room.name
    return names


def _times(conflict: Conflict, zone: ZoneInfo) -> dict[str, str]:
    times = {}
    for name, session in zip(("time", "other_time"), conflict.sessions, strict=False):
        end = session.ends_at and session.ends_at.astimezone(zone)
        times[name] = span(session.starts_at.astimezone(zone), end, days=name == "time")
    return times
