"""Programmes of any shape, for property tests."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from uuid import UUID

from hypothesis import strategies as st

from events.programme import Programme

words = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=12)
texts = st.none() | words
slugs = st.from_regex(r"[a-z0-9ßé中-]{1,12}", fullmatch=True)
uids = st.integers(min_value=1, max_value=60).map(lambda number: UUID(int=number << 64 | 4 << 76 | 2 << 62))
ROLES = ["chair", "moderator", "keynote", "panellist", "speaker"]


@st.composite
def programmes(draw: st.DrawFn, slug: str = "drawn", offsets: tuple[int, ...] = (1,)) -> Programme:
    """Draw a programme; uids come from a small pool, so that two programmes share some.

    ``offsets`` from UTC, in hours, are what its instants are written in: 1 is that of its zone.
    """
    rooms = draw(st.lists(slugs, unique=True, max_size=3))
    tracks = draw(st.lists(slugs, unique=True, max_size=2))
    people = [
        {"uid": UUID(int=number + 1), "slug": slug, "name": draw(words), "post": draw(texts)}
        for number, slug in enumerate(draw(st.lists(slugs, unique=True, max_size=4)))
    ]
    session_uids = draw(st.lists(uids, unique=True, max_size=5))
    session_slugs = draw(st.lists(slugs, unique=True, min_size=len(session_uids), max_size=len(session_uids)))
    return Programme(
        slug=slug,
        title=draw(words),
        short_title=draw(texts),
        theme=draw(texts),
        description=draw(texts),
        time_zone="Europe/Zurich",
        organiser=draw(st.none() | st.builds(dict, name=words)),
        venue=draw(st.none() | st.builds(dict, name=words, address=texts)),
        rooms=[{"slug": room, "name": room} for room in rooms],
        tracks=[{"slug": track, "name": track} for track in tracks],
        people=people,
        sessions=[
            draw(_sessions(uid, slug, rooms, tracks, [person["slug"] for person in people], offsets))
            for uid, slug in zip(session_uids, session_slugs, strict=True)
        ],
    )


@st.composite
def _sessions(
    draw: st.DrawFn,
    uid: UUID,
    slug: str,
    rooms: list[str],
    tracks: list[str],
    people: list[str],
    offsets: tuple[int, ...],
) -> dict[str, Any]:
    zone = timezone(timedelta(hours=draw(st.sampled_from(offsets))))
    starts_at = datetime(2021, 12, 3, 8, tzinfo=UTC).astimezone(zone) + timedelta(
        minutes=draw(st.integers(0, 600))
    )
    count = draw(st.integers(0, 3))
    credits = draw(
        st.lists(st.tuples(st.sampled_from(people), st.sampled_from(ROLES)), unique=True, max_size=3)
        if people
        else st.just([])
    )
    return {
        "uid": uid,
        "slug": slug,
        "kind": draw(st.sampled_from(["panel", "break", "talk"])),
        "number": draw(st.none() | st.sampled_from(["1", "2a", "IV"])),
        "title": draw(words),
        "description": draw(texts),
        "status": draw(st.sampled_from(["confirmed", "tentative", "cancelled"])),
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(minutes=draw(st.integers(1, 90))),
        "room": draw(st.none() | st.sampled_from(rooms)) if rooms else None,
        "track": draw(st.none() | st.sampled_from(tracks)) if tracks else None,
        "questions": [
            {"uid": UUID(int=(uid.int << 4) + number), "number": number, "text": draw(words)}
            for number in range(1, count + 1)
        ],
        "credits": [{"person": person, "role": role, "affiliation": draw(texts)} for person, role in credits],
        "materials": draw(
            st.lists(st.builds(dict, title=words, url=st.just("https://example.org/a")), max_size=1)
        ),
    }
