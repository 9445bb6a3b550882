"""What the clock at the venue shows, as instants. Pure."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from events.errors import ProgrammeError

FIRST_YEAR, LAST_YEAR = 1900, 9000  # what a night and every zone's offset can still be added to


def instant(wall: datetime, zone: ZoneInfo) -> datetime:
    """Return when the venue's clock shows ``wall``, a naive time; the earlier of two (TIME.md, case 2).

    Raises:
        ProgrammeError: with the code ``skipped``, where the clock never shows it (TIME.md, case 1); or
            ``far``, at the ends of the calendar.
    """
    if not FIRST_YEAR <= wall.year <= LAST_YEAR:
        years = {"found": wall.year, "first": FIRST_YEAR, "last": LAST_YEAR}
        message = _("The year %(found)d is too far away. Expected one from %(first)d to %(last)d.")
        raise ProgrammeError("far", message % years)
    at = wall.replace(tzinfo=zone, fold=0)
    if wall_time(at, zone) != wall:
        said = {"time": date_format(wall, _("H:i")), "day": date_format(wall, _("j F Y")), "zone": zone.key}
        message = _(
            "There is no %(time)s on %(day)s in %(zone)s: the clocks go forward then. "
            "Please choose another time."
        )
        raise ProgrammeError("skipped", message % said)
    return at


def wall_time(at: datetime, zone: ZoneInfo) -> datetime:
    """Return what the venue's clock shows at an instant, without a zone."""
    return at.astimezone(UTC).astimezone(zone).replace(tzinfo=None, fold=0)
