"""What a copy of a conference will be, in words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.copying import A_WEEK, Copy, Odd
from events.phrases.dates import day_of_year, duration
from events.phrases.words import called, listed, moment, quoted, span


def of_days(copy: Copy, first: date | None) -> list[str]:
    """Say where the days go. ``first`` is the first day of what is copied."""
    if first is None or copy.programme.first_day is None:
        return [_("There is no session to move.")]
    new = copy.programme.first_day
    said = {"before": day_of_year(first), "after": day_of_year(new), "zone": copy.programme.time_zone}
    lines = [_("%(before)s becomes %(after)s, and all other days move along.") % said]
    if copy.days % A_WEEK:
        lines.append(_("The weekday becomes another one. Please check that this is meant."))
    lines.append(_("What the clock shows in %(zone)s stays as it is.") % said)
    return lines


def of_contents(copy: Copy) -> list[str]:
    """Say how much is in it, and what of the agenda is not."""
    programme = copy.programme
    questions = sum(len(session.questions) for session in programme.sessions)
    counted = [
        ngettext("%(count)d session", "%(count)d sessions", len(programme.sessions)),
        ngettext("%(count)d room", "%(count)d rooms", len(programme.rooms)),
        ngettext("%(count)d track", "%(count)d tracks", len(programme.tracks)),
        ngettext("%(count)d person", "%(count)d people", len(programme.people)),
        ngettext("%(count)d guiding question", "%(count)d guiding questions", questions),
    ]
    counts = map(len, (programme.sessions, programme.rooms, programme.tracks, programme.people))
    numbers = [*counts, questions]
    parts = [text % {"count": number} for text, number in zip(counted, numbers, strict=True) if number]
    lines = [_("In it: %(things)s.") % {"things": listed(parts)}] if parts else []
    if copy.cancelled:
        names = listed(quoted(session.title) for session in copy.cancelled)
        lines.append(_("Left out, because it was cancelled: %(names)s.") % {"names": names})
    return lines


def of_clocks(copy: Copy, zone: ZoneInfo) -> list[str]:
    """Say what changes of the clocks do to the sessions."""
    return [line for odd in copy.odd for line in _odd(odd, zone)]


def _odd(odd: Odd, zone: ZoneInfo) -> Iterator[str]:
    session, ends_at = odd.session, odd.session.ends_at
    said = {"session": called(session), "zone": zone.key, "wall": span(odd.wall, None, year=True)}
    said["start"] = moment(session.starts_at, zone)
    if odd.kind == "skipped":
        yield (
            _(
                "%(session)s: there is no %(wall)s in %(zone)s, because the clocks go forward then. "
                "It is moved on; it now starts %(start)s."
            )
            % said
        )
    elif odd.kind == "twice":
        message = _("%(session)s: the clocks show %(wall)s twice in %(zone)s. The first of the two is taken.")
        yield message % said
    elif ends_at is not None and odd.lasted is not None:
        said |= {"now": duration(ends_at - session.starts_at), "before": duration(odd.lasted)}
        message = _(
            "%(session)s: its times on the clock stay, and because the clocks change it takes %(now)s "
            "instead of %(before)s."
        )
        yield message % said
