"""What an import leaves alone: fields that its format has no way to say stay as they are in the draft. Pure.

A field is named as in ``docs/formats.md``: ``session.recording_url``, ``person.biography``. Three are kept in
part: ``session.ends_at`` where the source says no end of that session, ``person.honorific`` where the whole
name is the same or has none, ``credit.role`` for people whom the session has with us. ``room.order`` and
``track.order`` are those of a source in which only sessions name them, ``session.markup`` and
``conference.markup`` of one whose texts are plain: ours stays where it says the same words.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from cyberconf.web.markdown import plain
from events.picking import with_used
from events.programme import Programme

Dump = dict[str, Any]


def keep(
    incoming: Programme, current: Programme, silent_on: frozenset[str], *, withdrawn: frozenset[UUID]
) -> Programme:
    """Return ``incoming``, which has our uids, with the fields in ``silent_on`` as ``current`` has them.

    What is ``withdrawn`` and comes back has no status to keep: it takes place again. No question comes back
    by being kept.
    """
    if not silent_on:
        return incoming
    new, old = incoming.model_dump(), current.model_dump()
    for session in old["sessions"]:
        session["questions"] = _standing(session["questions"], withdrawn)
    _copy("conference", new, old, silent_on)
    if "conference.markup" in silent_on:
        _keep_marked("summary", [new], [old], by="slug")
    if "session.markup" in silent_on:
        _keep_marked("description", new["sessions"], old["sessions"], by="uid")
    _copy_parts("session", new["sessions"], old["sessions"], silent_on, by="uid", withdrawn=withdrawn)
    if "person.honorific" in silent_on:
        _keep_parted(new["people"], old["people"])
    _copy_parts("person", new["people"], old["people"], silent_on, by="uid")
    _copy_parts("room", new["rooms"], old["rooms"], silent_on, by="slug")
    _copy_parts("track", new["tracks"], old["tracks"], silent_on, by="slug")
    _copy_parts("question", _questions(new), _questions(old), silent_on, by="uid")
    for kind in ("room", "track"):
        if f"{kind}.order" in silent_on and f"conference.{kind}s" not in silent_on:
            new[f"{kind}s"] = _in_our_order(kind, new, old)
    for kind in ("room", "track"):
        used = {session[kind] for session in new["sessions"]}
        new[f"{kind}s"] = with_used(new[f"{kind}s"], used, old[f"{kind}s"])
    _copy_credits(new["sessions"], old["sessions"], silent_on)
    return Programme.model_validate(new)


def _copy_parts(
    kind: str,
    new: list[Dump],
    old: list[Dump],
    silent_on: frozenset[str],
    *,
    by: str,
    withdrawn: frozenset[UUID] = frozenset(),
) -> None:
    ours = {part[by]: part for part in old}
    for part in new:
        if part[by] in ours:
            again = part[by] in withdrawn
            _copy(kind, part, ours[part[by]], silent_on - {"session.status"} if again else silent_on)


def _in_our_order(kind: str, new: Dump, old: Dump) -> list[Dump]:
    """Return the rooms or tracks in our order, further ones last; those stay that no session has with us."""
    used = {session[kind] for session in old["sessions"]}
    named = {place["slug"]: place for place in new[f"{kind}s"]}
    ours = [place for place in old[f"{kind}s"] if place["slug"] in named or place["slug"] not in used]
    return [*(named.pop(place["slug"], place) for place in ours), *named.values()]


def _copy_credits(new: list[Dump], old: list[Dump], silent_on: frozenset[str]) -> None:
    """Keep what is billed, by session, person and role, and roles, by session and person."""
    if "session.credits" in silent_on:
        return
    ours = {session["uid"]: session["credits"] for session in old}
    for session in new:
        told = ours.get(session["uid"], [])
        if "credit.role" in silent_on:
            session["credits"] = _in_our_roles(session["credits"], told)
        billed = {(credit["person"], credit["role"]): credit for credit in told}
        for credit in session["credits"]:
            _copy("credit", credit, billed.get((credit["person"], credit["role"]), {}), silent_on)


def _in_our_roles(credits: list[Dump], told: list[Dump]) -> list[Dump]:
    """Return the credits in the roles that these people have with us, somebody's perhaps several."""
    known: dict[str, list[Dump]] = {}
    for credit in told:
        known.setdefault(credit["person"], []).append(credit)
    said = {credit["person"]: credit for credit in credits}
    if list(said) == list(known):
        return [said[credit["person"]] | {"role": credit["role"]} for credit in told]
    return [
        said[person] | {"role": credit["role"]}
        for person in said
        for credit in known.get(person, [said[person]])
    ]


def _standing(questions: Iterable[Dump], withdrawn: frozenset[UUID]) -> list[Dump]:
    """Return the questions that were not withdrawn, numbered anew."""
    standing = [question for question in questions if question["uid"] not in withdrawn]
    return [question | {"number": number} for number, question in enumerate(standing, start=1)]


def _questions(programme: Dump) -> list[Dump]:
    return [question for session in programme["sessions"] for question in session["questions"]]


def _copy(kind: str, new: Dump, old: Dump, silent_on: frozenset[str]) -> None:
    for name in silent_on:
        part, _, field = name.partition(".")
        if part == kind and field in old and not _says(name, new, old):
            new[field] = old[field]


def _says(name: str, new: Dump, old: Dump) -> bool:
    """Say whether the source tells this all the same: of some parts it may, and of others not."""
    if name == "session.ends_at":
        return new["ends_at"] is not None or new["starts_at"] != old["starts_at"]
    return name == "person.honorific" and new["honorific"] is not None


def _keep_marked(field: str, new: list[Dump], old: list[Dump], *, by: str) -> None:
    """Keep a Markdown text of ours of which a plain one has the words."""
    ours = {part[by]: part[field] for part in old}
    for part in new:
        mine = ours.get(part[by])
        if mine and part[field] and plain(mine).split() == part[field].split():
            part[field] = mine


def _keep_parted(new: list[Dump], old: list[Dump]) -> None:
    """Keep honorific and name as we have them apart, where together they say the same: "Dr Ada Byron"."""
    ours = {person["uid"]: person for person in old}
    for person in new:
        mine = ours.get(person["uid"], person)
        if _full_name(mine) == _full_name(person):
            person |= {"honorific": mine["honorific"], "name": mine["name"]}


def _full_name(person: Dump) -> str:
    return " ".join(filter(None, [person["honorific"], person["name"]]))
