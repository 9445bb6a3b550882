"""What an import leaves as it is in the draft."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from events.keeping import keep
from events.programme import Programme
from tests.builders import make_programme, person_node, question_node, session_node

UID = UUID(int=1)
ADA, ALAN = (
    {"uid": UUID(int=number), "slug": slug, "name": name}
    for number, slug, name in [(7, "ada", "Ada Byron"), (8, "alan", "Alan Grey")]
)


def programme(*credits: tuple[str, ...], **fields: Any) -> Programme:
    """One session with these credits: person, role, and what is billed."""
    names = ("person", "role", "affiliation")
    node = session_node(
        uid=UID, slug="s", title="S", credits=[dict(zip(names, c, strict=False)) for c in credits]
    )
    people = [person_node(**ADA), person_node(**ALAN)]
    return make_programme(slug="c", sessions=[node | fields], people=people)


def kept(new: Programme, old: Programme, *silent: str) -> Programme:
    return keep(new, old, frozenset(silent), withdrawn=frozenset())


def credits_of(found: Programme) -> list[tuple[str, str, str | None]]:
    return [(credit.person, credit.role, credit.affiliation) for credit in found.sessions[0].credits]


def test_what_is_billed_stays_with_person_and_role() -> None:
    old = programme(("ada", "chair", "Bank"), ("ada", "keynote", "Port"), ("alan", "speaker", "Sea"))
    new = programme(("ada", "keynote"), ("ada", "chair"), ("alan", "panellist"))
    found = kept(new, old, "credit.affiliation")
    assert credits_of(found) == [
        ("ada", "keynote", "Port"),
        ("ada", "chair", "Bank"),
        ("alan", "panellist", None),
    ]


def test_roles_stay_with_people_who_come_and_go() -> None:
    old = programme(("ada", "chair", "Bank"), ("ada", "keynote"))
    new = programme(("alan", "speaker"), ("ada", "speaker"))
    found = kept(new, old, "credit.role", "credit.affiliation")
    assert credits_of(found) == [
        ("alan", "speaker", None),
        ("ada", "chair", "Bank"),
        ("ada", "keynote", None),
    ]


def test_an_end_that_is_not_said_stays_unless_the_start_is_another() -> None:
    old = programme()
    open_ended = programme(ends_at=None)
    later = programme(ends_at=None, starts_at="2021-12-03T09:30:00+01:00")
    assert kept(open_ended, old, "session.ends_at") == old
    assert kept(later, old, "session.ends_at") == later
    said = programme(ends_at="2021-12-03T11:00:00+01:00")
    assert kept(said, old, "session.ends_at") == said


def test_a_plain_text_leaves_the_marks_of_one_with_the_same_words() -> None:
    old = programme(description="One *day*.\n\n- ships\n- ports")
    same, other = programme(description="One day.\nships\nports"), programme(description="One night.")
    assert kept(same, old, "session.markup") == old
    assert kept(other, old, "session.markup") == other


def test_rooms_that_sessions_alone_name_stay_in_order_and_those_without_sessions_stay() -> None:
    def in_rooms(*slugs: str, used: str) -> Programme:
        rooms = [{"slug": slug, "name": slug.upper()} for slug in slugs]
        return make_programme(slug="c", rooms=rooms, sessions=[session_node(uid=UID, slug="s", room=used)])

    old = in_rooms("a", "b", "spare", "c", used="a")
    found = kept(in_rooms("new", "c", "a", used="a"), old, "room.order")
    assert [room.slug for room in found.rooms] == ["a", "b", "spare", "c", "new"]
    moved = kept(in_rooms("new", used="new"), old, "room.order")
    assert [room.slug for room in moved.rooms] == ["b", "spare", "c", "new"]


def test_rooms_and_tracks_that_sessions_keep_stay_beside_those_that_a_file_lists() -> None:
    """A file that lists rooms and tracks, and in which no session is in one, moves nothing."""
    ours = {"rooms": [{"slug": "main", "name": "Main"}], "tracks": [{"slug": "law", "name": "Law"}]}
    theirs = {"rooms": [{"slug": "hall", "name": "Hall"}], "tracks": [{"slug": "sea", "name": "Sea"}]}
    node = session_node(uid=UID, slug="s", title="S")
    old = make_programme(slug="c", sessions=[node | {"room": "main", "track": "law"}], **ours)
    new = make_programme(slug="c", sessions=[node], **theirs)
    found = kept(new, old, "session.room", "session.track")
    assert found == old.model_copy(
        update={"rooms": (*new.rooms, *old.rooms), "tracks": (*new.tracks, *old.tracks)}
    )


def test_a_withdrawn_question_does_not_come_back_from_a_file_without_questions() -> None:
    gone, stays = question_node(1, text="Who pays?"), question_node(2, text="Who knows?")
    old = programme(questions=[gone, stays])
    found = keep(programme(), old, frozenset({"session.questions"}), withdrawn=frozenset({gone["uid"]}))
    assert found == programme(questions=[stays | {"number": 1}])
