"""The programme of the invented conference. Pure: the same plan, the same document."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import cycle
from random import Random
from typing import Any, Literal, get_args
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from django.utils.text import slugify

from cyberconf.demo import content
from cyberconf.demo.grid import Grid, grids
from cyberconf.demo.people import Cast, people
from events.programme import Programme, Session

Stage = Literal["before", "running", "after"]
Node = dict[str, Any]

STAGES = get_args(Stage)
SLUG = "demonstration"
NAMESPACE = UUID("b7b8e6cc-3f0a-4f0e-9a0e-6d1f6d0e2a11")
KINDS = ("panel", "discussion", "panel", "workshop", "panel", "talk")  # of the parallel sessions, in turn
ANGLES = (
    "the view from the islands",
    "cases",
    "for newcomers",
    "what operators ask",
    "a second look",
    "in practice",
)
FACTS = (
    "title",
    "short_title",
    "theme",
    "summary",
    "description",
    "language",
    "organiser",
    "venue",
)
HOME = "Africa/Nairobi"
SMALLEST_WITH_PLENARY = 12  # fewer sessions are parallel ones alone


@dataclass(frozen=True)
class Plan:
    """What is asked for. The conference begins on ``first_day``, a date in its own zone."""

    stage: Stage
    sessions: int
    seed: int
    first_day: date
    time_zone: str = HOME

    def uid(self, *names: object) -> UUID:
        """Return the permanent id of the thing with those names, the same for the same seed."""
        return uuid5(NAMESPACE, "/".join(map(str, (self.seed, *names))))


def shape(sessions: int) -> Grid:
    """Return the smallest usual conference that has a place for so many sessions in all."""
    return next(grid for grid in grids() if len(grid.places) + len(_daily(sessions, grid.days)) >= sessions)


def standing(plan: Plan) -> Programme:
    """Return the programme as it stands at the plan's stage."""
    grid = shape(plan.sessions)
    plenary = _plenary(plan, grid)
    parallel = _parallel(plan, grid, plan.sessions - len(plenary))
    cast = people(plan.seed, size=max(24, 5 * grid.rooms + 5))
    _bill(plan, cast, plenary, parallel)
    sessions = plenary + parallel
    _mark(plan, sessions, parallel)
    return Programme.model_validate(
        _facts(plan, grid) | {"sessions": sessions, "people": cast.credited(sessions)}
    )


def running(programme: Programme, at: datetime) -> list[Session]:
    """Return what is going on at the instant, breaks and what is cancelled left out."""
    held = [each for each in programme.sessions if each.kind != "break" and each.status != "cancelled"]
    return [each for each in held if each.ends_at and each.starts_at <= at < each.ends_at]


def _facts(plan: Plan, grid: Grid) -> Node:
    frame = content.read("frame")
    rooms = [{"slug": slugify(name), "name": name, "capacity": 60} for name in _room_names(grid.rooms)]
    return {name: frame[name] for name in FACTS} | {
        "slug": SLUG,
        "time_zone": plan.time_zone,
        "stream_url": frame["stream_url"],
        "format": "hybrid",
        "rooms": [frame["hall"], *rooms],
        "tracks": frame["track"],
    }


def _room_names(rooms: int) -> list[str]:
    names: list[str] = content.read("frame")["rooms"]
    return [names[n] if n < len(names) else f"Cabin {n + 1 - len(names)}" for n in range(rooms)]


def _daily(sessions: int, days: int) -> list[tuple[int, Node]]:
    """Return each plenary session and break with the day that it is on; a small meeting has none."""
    if sessions < SMALLEST_WITH_PLENARY:
        return []
    found = []
    for day in range(days):
        kinds = {"every", "first" if day == 0 else "others", "last" if day == days - 1 else "every"}
        found += [(day, entry) for entry in content.read("frame")["daily"] if entry["on"] in kinds]
    return found


def _plenary(plan: Plan, grid: Grid) -> list[Node]:
    return [_as_session(plan, day, entry) for day, entry in _daily(plan.sessions, grid.days)]


def _as_session(plan: Plan, day: int, entry: Node) -> Node:
    repeated = entry["on"] in {"every", "others"}
    return {
        "uid": plan.uid("plenary", day, entry["title"]),
        "slug": slugify(entry["title"]) + (f"-{day + 1}" if repeated else ""),
        "kind": entry["kind"],
        "title": entry["title"],
        "summary": entry.get("summary"),
        "room": None if entry["kind"] in {"break", "social"} else "great-hall",
        **_times(plan, day, time.fromisoformat(entry["starts"]), time.fromisoformat(entry["ends"])),
    }


def _parallel(plan: Plan, grid: Grid, count: int) -> list[Node]:
    rooms = [slugify(name) for name in _room_names(grid.rooms)]
    sessions = []
    for index, (place, kind) in enumerate(zip(grid.places[:count], cycle(KINDS), strict=False)):
        where = {"kind": kind, "room": rooms[place.room]}
        sessions.append(_themed(plan, index) | _times(plan, place.day, place.starts, place.ends) | where)
    panels = [session for session in sessions if session["kind"] == "panel"]
    panels.sort(key=lambda panel: (panel["starts_at"], rooms.index(panel["room"])))
    for number, panel in enumerate(panels, start=1):
        panel["number"] = str(number)
    return sessions


def _themed(plan: Plan, index: int) -> Node:
    theme = _theme(index)
    title = theme["title"] + _angle(index // len(content.read("themes")["theme"]))
    return {
        "uid": plan.uid("parallel", index),
        "slug": slugify(title),
        "title": title,
        "description": theme["background"].strip(),
        "track": theme["track"],
        "questions": [
            {"uid": plan.uid("question", index, number), "number": number, "text": text}
            for number, text in enumerate(theme["questions"], start=1)
        ],
    }


def _theme(index: int) -> Node:
    themes: list[Node] = content.read("themes")["theme"]
    return themes[index % len(themes)]


def _angle(turn: int) -> str:
    """Return what tells the second and later sessions of one theme from the first."""
    if turn == 0:
        return ""
    part, angle = divmod(turn - 1, len(ANGLES))
    return f": {ANGLES[angle]}" + (f", part {part + 1}" if part else "")


def _times(plan: Plan, day: int, starts: time, ends: time) -> Node:
    zone = ZoneInfo(plan.time_zone)
    date = plan.first_day + timedelta(days=day)
    return {
        "starts_at": datetime.combine(date, starts, zone),
        "ends_at": datetime.combine(date, ends, zone),
    }


def _bill(plan: Plan, cast: Cast, plenary: list[Node], parallel: list[Node]) -> None:
    """Give each session its people. Nobody is in two rooms at once."""
    random = Random(f"{plan.seed}/bill")  # noqa: S311  # to repeat, not to keep a secret
    for session in plenary:
        if session["kind"] in {"opening", "keynote", "discussion", "closing"}:
            session["credits"] = cast.plenary(session["kind"], random)
    for start in sorted({session["starts_at"] for session in parallel}):
        deck = cast.deck(random)
        for session in (s for s in parallel if s["starts_at"] == start):
            session["credits"] = cast.panel(deck, random, of=session["kind"])


def _mark(plan: Plan, sessions: list[Node], parallel: list[Node]) -> None:
    """Set what differs from session to session and from stage to stage."""
    if len(parallel) > 3:
        parallel[2]["status"] = "cancelled"
        parallel[3]["language"] = "fr"
    if len(parallel) > 5 and plan.stage == "before":
        parallel[5]["status"] = "tentative"
    if plan.stage == "after":
        for session in sessions:
            _record(session)
        for index, session in enumerate(parallel):
            _report(session, index)


def _record(session: Node) -> None:
    if session["kind"] not in {"break", "social"} and session.get("status") != "cancelled":
        session["recording_url"] = f"https://lighthouse.example/recordings/{session['slug']}"


def _report(session: Node, index: int) -> None:
    """Write what came of a session that was held."""
    if "recording_url" in session:
        slides = {"title": "Slides", "url": f"https://lighthouse.example/slides/{session['slug']}"}
        session["materials"] = [slides | {"kind": "slides"}]
        session["questions"][0]["outcome"] = _theme(index)["outcome"]
