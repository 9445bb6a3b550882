"""The releases that the invented conference goes through, each with its note. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from cyberconf.demo.programmes import Plan, standing
from events.programme import Programme

Node = dict[str, Any]

MARK = "Demonstration data"  # how the notes of releases begin that this package has published
TO_FOLLOW = "Keynote: title to follow"


def announcements(plan: Plan) -> list[tuple[Programme, str]]:
    """Return the programme as first announced, as it stands and, after the event, with what came of it."""
    held = standing(replace(plan, stage="running") if plan.stage == "after" else plan)
    found = [
        (first_announced(held, plan), f"{MARK}: the programme as first announced."),
        (held, f"{MARK}: a cancellation, new times and rooms, one more session."),
    ]
    if plan.stage == "after":
        found.append((standing(plan), f"{MARK}: recordings and outcomes."))
    *earlier, (last, note) = found
    return [*earlier, (last, f"{note} {signature(plan)}")]


def signature(plan: Plan) -> str:
    """Return what tells whether a conference was made to the same plan, whatever day it was."""
    return f"[{plan.stage}, {plan.sessions} sessions, seed {plan.seed}]"


def first_announced(programme: Programme, plan: Plan) -> Programme:
    """Return the programme before its last changes, one of every kind that it has sessions for."""
    whole = programme.model_dump(mode="json")
    sessions = whole["sessions"]
    themed = [s for s in sessions if s["questions"] and s["status"] == "confirmed"]
    for session in sessions:
        _before(session)
    if len(themed) > 6:
        _swap_rooms(themed)
        themed[4]["credits"] = themed[4]["credits"][:-1]
        themed[5]["questions"][0]["text"] = "What should we ask first?"
        sessions.remove(themed[6])
        sessions.append(_dropped(themed[6], plan))
    credited = {credit["person"] for session in sessions for credit in session["credits"]}
    people = [person for person in whole["people"] if person["slug"] in credited]
    return Programme.model_validate(whole | {"people": people})


def _before(session: Node) -> None:
    if session["status"] == "cancelled":
        session["status"] = "confirmed"
    if session["kind"] == "keynote":
        session["title"] = TO_FOLLOW
    if session["kind"] == "social":
        session |= {name: _earlier(session[name]) for name in ("starts_at", "ends_at")}


def _earlier(instant: str) -> str:
    return (datetime.fromisoformat(instant) - timedelta(minutes=30)).isoformat()


def _swap_rooms(themed: list[Node]) -> None:
    """Let the first two sessions that share an hour have each other's room."""
    for one, other in pairwise(themed):
        if one["starts_at"] == other["starts_at"]:
            one["room"], other["room"] = other["room"], one["room"]
            return


def _dropped(added: Node, plan: Plan) -> Node:
    """Return a session that was announced once, at the place of one that came later."""
    kept = {name: added[name] for name in ("starts_at", "ends_at", "room", "track")}
    return kept | {
        "uid": plan.uid("dropped"),
        "slug": "round-table-on-procedure",
        "kind": "discussion",
        "title": "Round table on procedure",
        "summary": "How to run a meeting that people would attend again.",
        "questions": [],
        "credits": [],
    }
