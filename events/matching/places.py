"""Rooms and tracks of an import under the addresses that they have with us. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TypeVar

from events.programme import Programme, Room, Track
from speakers.names import folded

Place = TypeVar("Place", Room, Track)


def known(incoming: Programme, current: Programme) -> Programme:
    """Return ``incoming`` with our addresses of rooms and tracks that are called as ours are.

    An address that both have counts before a name, and a name only where one of each bears it: so a room that
    was renamed keeps what a source without addresses, as a sheet or a calendar, cannot say of it.
    """
    rooms, tracks = _ours(incoming.rooms, current.rooms), _ours(incoming.tracks, current.tracks)
    if not rooms and not tracks:
        return incoming
    return incoming.model_copy(
        update={
            "rooms": tuple(_moved(room, rooms) for room in incoming.rooms),
            "tracks": tuple(_moved(track, tracks) for track in incoming.tracks),
            "sessions": tuple(
                session.model_copy(
                    update={
                        "room": rooms.get(session.room or "", session.room),
                        "track": tracks.get(session.track or "", session.track),
                    }
                )
                for session in incoming.sessions
            ),
        }
    )


def _ours(incoming: Sequence[Place], current: Sequence[Place]) -> dict[str, str]:
    """Map the address of each that we know by its name alone to the one that it has with us."""
    both = {place.slug for place in incoming} & {place.slug for place in current}
    theirs = [place for place in incoming if place.slug not in both]
    ours = {folded(place.name): place.slug for place in current if place.slug not in both}
    times = Counter(folded(place.name) for place in (*incoming, *current))
    return {
        place.slug: ours[name]
        for place in theirs
        if (name := folded(place.name)) in ours and name is not None and times[name] == 2
    }


def _moved(place: Place, slugs: dict[str, str]) -> Place:
    return place.model_copy(update={"slug": slugs.get(place.slug, place.slug)})
