"""What differs between two programmes, as ``Change``s that can be phrased, stored and applied again.

Pure: documents in, changes out. ``patch(old, diff(old, new)) == new`` holds for any two programmes.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from events.programme import Person, Programme, Session, SessionKind

Kind = Literal[
    "added",
    "removed",
    "moved",
    "retimed",
    "renamed",
    "cancelled",
    "reinstated",
    "people",
    "questions",
    "text",
]
Subject = Literal["conference", "session", "person"]
Dump = dict[str, Any]

# Which kind of change each field makes; whatever is not named is "text".
KINDS: dict[Subject, dict[Kind, tuple[str, ...]]] = {
    "conference": {
        "retimed": ("time_zone",),
        "moved": ("venue", "format"),
        "renamed": ("title", "short_title", "theme"),
    },
    "session": {
        "cancelled": ("status",),
        "retimed": ("starts_at", "ends_at"),
        "moved": ("room",),
        "renamed": ("kind", "number", "title"),
        "people": ("credits",),
        "questions": ("questions",),
    },
    "person": {"renamed": ("honorific", "name")},
}
INVERSES: dict[Kind, Kind] = {
    "added": "removed",
    "removed": "added",
    "cancelled": "reinstated",
    "reinstated": "cancelled",
}
TRANSLATED: Dump = {"translations": [], "languages": []}
NESTED = ("questions", "rooms", "tracks")  # fields whose parts have translations of their own
LEFT_OUT: Dump = TRANSLATED | {"short_title": None}  # what a document does not write where it is empty
BRIEF = ("slug", "starts_at", "ends_at", "room", "name")  # kept of what came or went


class Change(BaseModel):
    """One thing that differs.

    ``before`` and ``after`` map the fields concerned to their values as in the document's JSON; of a
    thing added or removed the one that exists holds all of its fields. ``uid`` is None for the
    conference itself. ``session_kind`` and ``number`` are those of a session, for its label.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Kind
    subject: Subject
    uid: UUID | None = None
    title: str
    session_kind: SessionKind | None = None
    number: str | None = None
    before: Dump = {}
    after: Dump = {}

    @property
    def brief(self) -> Self:
        """The same change without the texts of a thing that came or went, to store beside a release."""
        if self.kind not in {"added", "removed"}:
            return self
        return self.model_copy(
            update={"before": _only(self.before, BRIEF), "after": _only(self.after, BRIEF)}
        )


def diff(old: Programme, new: Programme) -> tuple[Change, ...]:
    """Return what leads from ``old`` to ``new``: the conference, then sessions in order, then people."""
    return (
        *_of_conference(old, new),
        *_of_parts("session", old.sessions, new.sessions),
        *_of_parts("person", old.people, new.people),
    )


def patch(old: Programme, changes: Iterable[Change]) -> Programme:
    """Return ``old`` with the changes made; they must be whole, not ``brief``.

    Raises:
        KeyError: a change is about a session or person that ``old`` does not have.
        pydantic.ValidationError: the result is not a sound programme.
    """
    whole = old.model_dump(mode="json")
    parts: dict[str, dict[str, Dump]] = {
        "session": {session["uid"]: session for session in whole["sessions"]},
        "person": {person["uid"]: person for person in whole["people"]},
    }
    for change in changes:
        if change.subject == "conference":
            whole |= change.after
        elif change.kind == "added":
            parts[change.subject][str(change.uid)] = change.after
        elif change.kind == "removed":
            del parts[change.subject][str(change.uid)]
        else:
            parts[change.subject][str(change.uid)] |= change.after
    sessions, people = list(parts["session"].values()), list(parts["person"].values())
    return Programme.model_validate(whole | {"sessions": sessions, "people": people})


def inverse(change: Change) -> Change:
    """Return the change that takes this one back; it must be whole, not ``brief``."""
    kind = INVERSES.get(change.kind, change.kind)
    return change.model_copy(update={"kind": kind, "before": change.after, "after": change.before})


def holds(change: Change, programme: Programme) -> bool:
    """Say whether the programme still says what the change, which is whole, made it say."""
    whole = {"conference": [programme], "session": programme.sessions, "person": programme.people}
    found = [part for part in whole[change.subject] if change.uid is None or part.uid == change.uid]  # type: ignore[attr-defined]  # the conference has none
    if change.kind == "removed" or not found:
        return change.kind == "removed" and not found
    dump = LEFT_OUT | found[0].model_dump(mode="json", include=set(change.after))
    return all(dump[name] == value for name, value in change.after.items())


def is_translation(before: Dump, after: Dump) -> bool:
    """Say whether a change, of these two, leaves the original as it was."""
    return _original(before) == _original(after)


def _original(dump: Dump) -> Dump:
    said = {name: value for name, value in dump.items() if name not in TRANSLATED}
    nested = {name: [_original(part) for part in said[name]] for name in NESTED if said.get(name)}
    return said | nested


def _of_conference(old: Programme, new: Programme) -> list[Change]:
    apart = {"sessions", "people"}
    before, after = old.model_dump(mode="json", exclude=apart), new.model_dump(mode="json", exclude=apart)
    return _of_fields("conference", before, after, uid=None, title=new.title)


def _of_parts(
    subject: Literal["session", "person"],
    old: tuple[Session, ...] | tuple[Person, ...],
    new: tuple[Session, ...] | tuple[Person, ...],
) -> list[Change]:
    before, after = {part.uid: part for part in old}, {part.uid: part for part in new}
    changes: list[Change] = []
    for uid, part in after.items():
        if uid not in before:
            changes.append(
                Change(kind="added", subject=subject, after=part.model_dump(mode="json"), **_label(part))
            )
        else:  # by what is stored: two spellings of one instant are equal, and differ in a document
            was, now = before[uid].model_dump(mode="json"), part.model_dump(mode="json")
            changes += _of_fields(subject, was, now, **_label(part))
    for uid, part in before.items():
        if uid not in after:
            changes.append(
                Change(kind="removed", subject=subject, before=part.model_dump(mode="json"), **_label(part))
            )
    return changes


def _label(part: Session | Person) -> Dump:
    if isinstance(part, Person):
        return {"uid": part.uid, "title": part.name}
    return {"uid": part.uid, "title": part.title, "session_kind": part.kind, "number": part.number}


def _of_fields(subject: Subject, before: Dump, after: Dump, **label: Any) -> list[Change]:
    before, after = ({**dump, **_unwritten(dump, before, after)} for dump in (before, after))
    differing = [name for name in after if before[name] != after[name]]
    changes = []
    for kind, names in KINDS[subject].items():
        concerned = [name for name in names if name in differing]
        differing = [name for name in differing if name not in concerned]
        if concerned:
            changes.append(_change(kind, subject, before, after, concerned, label))
    if differing:
        changes.append(_change("text", subject, before, after, differing, label))
    return changes


def _unwritten(dump: Dump, *dumps: Dump) -> Dump:
    """Return, empty, what one of the documents writes and this one leaves out."""
    return {
        name: empty
        for name, empty in LEFT_OUT.items()
        if name not in dump and any(name in each for each in dumps)
    }


def _change(
    kind: Kind, subject: Subject, before: Dump, after: Dump, names: Iterable[str], label: Dump
) -> Change:
    if kind == "cancelled" and after["status"] != "cancelled":
        kind = "reinstated"
    return Change(kind=kind, subject=subject, before=_only(before, names), after=_only(after, names), **label)


def _only(dump: Dump, names: Iterable[str]) -> Dump:
    return {name: dump[name] for name in names if name in dump}
