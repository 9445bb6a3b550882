"""The zone of a schedule: what it names, what its instants keep, the hint, the place."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from events.importers.ical.zones import iana_name, usual_zone
from events.importers.results import Hint
from events.importers.schedules.records import Schedule
from events.importers.text.zones import known_zone, place_in, zone_of


def zone_of_schedule(schedule: Schedule, *, hint: Hint) -> str:
    """Decide the zone. A name that none of the instants keeps goes last.

    Raises:
        ProgrammeError: ``no_zone`` where nothing tells, ``unknown_zone`` for a hint that is none.
    """
    instants = [event.starts_at for event in schedule.events if event.starts_at.tzinfo is not None]
    named = iana_name(schedule.zone) if schedule.zone else None
    if schedule.zone and named is None:
        message = _("The time zone “%(name)s” is unknown.") % {"name": schedule.zone[:60]}
        schedule.say(None, message)
    if named and _keeps(named, instants):
        return named
    hinted = known_zone(hint.time_zone) if hint.time_zone else None
    placed = place_in(f"{schedule.venue} {schedule.city} {schedule.title}")
    nearby = placed[1] if placed and _keeps(placed[1], instants) else None
    usual = usual_zone(instants) if instants else None
    found = hinted or nearby or usual or named
    if found is None:
        return zone_of(None, None, hint=hint, day=schedule.first_day)[0]
    if named:
        message = _("The schedule names %(named)s, but no time in it is of that zone; %(zone)s is taken.")
        schedule.say(None, message % {"named": named, "zone": found})
    elif found == usual:
        message = _("No zone is named; %(zone)s is what the times have. Say another with --time-zone.")
        schedule.say(None, message % {"zone": found})
    elif found == nearby and placed:
        message = _("No zone is named; %(zone)s is that of %(place)s. Say another with --time-zone.")
        schedule.say(None, message % {"zone": found, "place": placed[0]})
    return found


def _keeps(zone: str, instants: list[datetime]) -> bool:
    """Say whether at least one of the instants has the offset that the zone has then, or there is none."""
    info = ZoneInfo(zone)
    return not instants or any(at.astimezone(info).utcoffset() == at.utcoffset() for at in instants)
