"""Last year's programme as next year's: moved by whole days, with other ids, without what came of it. Pure.

What the clock at the venue shows stays. Where that cannot be, because the clocks change that night, the
nearest instant is taken and ``Odd`` says so (TIME.md, cases 1 to 6).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Literal
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from events.programme import Programme, Question, Session
from events.walltimes import wall_time

Part = Literal["people", "questions", "texts", "materials", "recordings", "outcomes"]
PARTS: tuple[Part, ...] = ("people", "questions", "texts", "materials", "recordings", "outcomes")
USUAL: frozenset[Part] = frozenset(
    {"people", "questions", "texts"}
)  # what is copied unless others are asked for
TEXTS = ("theme", "summary", "description")  # of the conference, beside its title
A_WEEK = 7
YEAR = re.compile(r"(?<!\d)(19|20)\d\d(?!\d)")


@dataclass(frozen=True)
class Odd:
    """What a change of clocks does to a session, as it is in the copy.

    ``skipped``: the clock never shows ``wall``; ``twice``: it shows ``wall`` twice, and the first is meant;
    ``lasts``: the times on the clock stay, and between them lies another time than before, ``lasted``.
    """

    kind: Literal["skipped", "twice", "lasts"]
    session: Session
    wall: datetime
    lasted: timedelta | None = None


@dataclass(frozen=True)
class Copy:
    """The new programme, by how many days it was moved, and what is to be looked at."""

    programme: Programme
    days: int
    odd: tuple[Odd, ...]
    cancelled: tuple[Session, ...]  # of the old one; they are not in the copy


def copied(
    programme: Programme,
    *,
    slug: str,
    title: str,
    days: int,
    parts: Iterable[Part] = USUAL,
    new_uid: Callable[[], UUID] = uuid4,
) -> Copy:
    """Return the programme moved by ``days``, with the parts that are named. Streams are never copied."""
    wanted, zone = frozenset(parts), ZoneInfo(programme.time_zone)
    standing = [session for session in programme.sessions if session.status != "cancelled"]
    sessions: list[dict[str, Any]] = []
    odd: list[Odd] = []
    for session in standing:
        kept = _session(session, wanted, new_uid)
        starts_at, ends_at, found = _moved(session, days, zone)
        kept |= {"starts_at": starts_at, "ends_at": ends_at}
        sessions.append(kept)
        odd += [Odd(kind, Session.model_validate(kept), *said) for kind, *said in found]
    fields = programme.model_dump() | {
        "slug": slug,
        "title": title,
        "short_title": None,
        "stream_url": None,
        "rooms": [room.model_dump() | {"stream_url": None} for room in programme.rooms],
        "sessions": sessions,
        "materials": _materials(programme, wanted),
    }
    own = [
        each for each in fields.get("translations", ()) if each["field"] not in ("title", "short_title")
    ]  # it has another
    fields["translations"] = own
    if "texts" not in wanted:
        fields |= dict.fromkeys(TEXTS)
        fields["translations"] = [each for each in own if each["field"] not in TEXTS]
    made = Programme.model_validate(fields)
    cancelled = tuple(session for session in programme.sessions if session.status == "cancelled")
    return Copy(made, days, tuple(odd), cancelled)


def first_day(programme: Programme) -> date | None:
    """Return the day on which the first session that is copied starts; None without any."""
    standing = (session for session in programme.sessions if session.status != "cancelled")
    return next((session.starts_at.date() for session in standing), None)


def suggested(first: date, today: date) -> date:
    """Return the first anniversary after ``today`` with the same weekday: the nearest day that has it."""
    years = 1
    while True:
        day = first + timedelta(days=A_WEEK * round(years * 365.25 / A_WEEK))
        if day > today:
            return day
        years += 1


def of_year(text: str, year: int) -> str:
    """Return the text with the last year that it names replaced: “Ports 2021” becomes “Ports 2022”."""
    found = list(YEAR.finditer(text))
    return f"{text[: found[-1].start()]}{year}{text[found[-1].end() :]}" if found else text


def instant(wall: datetime, zone: ZoneInfo) -> tuple[datetime, Literal["skipped", "twice"] | None]:
    """Return when the clock shows ``wall``: the earlier of two; of none, as far after the gap as it is in."""
    first, second = (wall.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    if wall_time(first, zone) != wall:
        return first.astimezone(UTC).astimezone(zone), "skipped"
    return first, "twice" if first.utcoffset() != second.utcoffset() else None


def _moved(
    session: Session, days: int, zone: ZoneInfo
) -> tuple[datetime, datetime | None, list[tuple[Any, ...]]]:
    """Return the new start and end, and what is odd about them, as ``Odd`` has it after the session."""
    odd: list[tuple[Any, ...]] = []
    ends: list[datetime] = []
    for at in filter(None, [session.starts_at, session.ends_at]):
        wall = at.replace(tzinfo=None, fold=0) + timedelta(days=days)
        moved, problem = instant(wall, zone)
        ends.append(moved)
        odd += [(problem, wall)] if problem else []
    if session.ends_at is None:
        return ends[0], None, odd
    start, end = (each.astimezone(UTC) for each in ends)  # of one zone, Python would subtract the clocks
    lasted = session.ends_at - session.starts_at
    if end <= start:
        end = start + lasted
    if end - start != lasted:
        odd.append(("lasts", wall_time(start, zone), lasted))
    return ends[0], end.astimezone(zone), odd


def _session(session: Session, parts: frozenset[Part], new_uid: Callable[[], UUID]) -> dict[str, Any]:
    fields = session.model_dump() | {
        "uid": new_uid(),
        "stream_url": None,
        "materials": _materials(session, parts),
        "questions": [_question(question, parts) | {"uid": new_uid()} for question in session.questions],
    }
    if "recordings" not in parts:
        fields["recording_url"] = None
    if "questions" not in parts:
        fields["questions"] = []
    if "people" not in parts:
        fields["credits"] = []
    if "texts" not in parts:
        fields |= {"summary": None, "description": None}
        fields["translations"] = _of(session, "title")
    return fields


def _question(question: Question, parts: frozenset[Part]) -> dict[str, Any]:
    fields = question.model_dump()
    if "outcomes" not in parts:
        fields |= {"outcome": None, "translations": _of(question, "text")}
    return fields


def _of(part: Session | Question, field: str) -> list[dict[str, Any]]:
    """Return the translations of one field alone."""
    return [each.model_dump() for each in part.translations if each.field == field]


def _materials(of: Programme | Session, parts: frozenset[Part]) -> list[dict[str, Any]]:
    """Return the materials that are wanted: what was recorded is a recording, all else a material."""
    return [
        material.model_dump()
        for material in of.materials
        if ("recordings" if material.kind == "recording" else "materials") in parts
    ]
