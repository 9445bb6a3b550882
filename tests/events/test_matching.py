"""Which session, question and person of an import is which of ours."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from hypothesis import given

from events.importers.identity import all_made_up
from events.matching import MadeUp, reconcile
from events.programme import Programme
from tests.builders import make_programme, person_node, question_node, session_node
from tests.events.programmes import programmes

OURS, OTHER = UUID(int=1), UUID(int=2)
LATER = {"starts_at": "2021-12-03T15:00:00+01:00", "ends_at": "2021-12-03T16:00:00+01:00"}


def reconciled(incoming: list[dict[str, Any]], current: list[dict[str, Any]], **facts: Any) -> list[Any]:
    """Uid and slug of each session that comes in, as ours."""
    found = reconcile(
        make_programme(slug="c", sessions=incoming, **facts),
        make_programme(slug="c", sessions=current, **facts),
    )
    return [(session.uid, session.slug) for session in found.sessions]


@given(programmes())
def test_a_programme_is_itself(programme: Programme) -> None:
    assert reconcile(programme, programme) == programme


@given(programmes(), programmes())
def test_nothing_but_ids_and_addresses_of_an_import_changes(incoming: Programme, current: Programme) -> None:
    found = reconcile(incoming, current)
    apart = {"uid", "slug", "questions", "credits", "room", "track"}

    def texts(programme: Programme) -> list[Any]:
        dumps = [
            s.model_dump(mode="json", exclude=apart) | {"q": [q.text for q in s.questions]}
            for s in programme.sessions
        ]
        return sorted(dumps, key=str)

    assert texts(found) == texts(incoming)
    assert reconcile(found, current) == found


def test_the_same_uid_is_the_same_session_whatever_else_it_says_and_its_address_is_the_new_one() -> None:
    current = [session_node(uid=OURS, slug="norms", title="Norms")]
    incoming = [session_node(uid=OURS, slug="rules", title="Rules", **LATER)]
    assert reconciled(incoming, current) == [(OURS, "rules")]


def test_the_same_title_is_the_same_session_at_another_time_and_keeps_our_address() -> None:
    current = [session_node(uid=OURS, slug="norms", title="Norms & Rules")]
    incoming = [session_node(uid=OTHER, slug="n", title="NORMS,  rules", **LATER)]
    assert reconciled(incoming, current) == [(OURS, "norms")]


def test_the_same_time_and_room_is_the_same_session_under_another_title() -> None:
    facts = {"rooms": [{"slug": "a", "name": "A"}]}
    current = [session_node(uid=OURS, slug="norms", title="Norms", room="a")]
    incoming = [session_node(uid=OTHER, slug="rules", title="Rules", room="a")]
    assert reconciled(incoming, current, **facts) == [(OURS, "norms")]
    elsewhere = [session_node(uid=OTHER, slug="rules", title="Rules", room=None)]
    assert reconciled(elsewhere, current, **facts) == [(OTHER, "rules")]


def test_a_title_that_several_have_is_told_apart_by_its_number_or_its_time() -> None:
    current = [
        session_node(uid=OURS, slug="break-1", title="Break", kind="break"),
        session_node(uid=OTHER, slug="break-2", title="Break", kind="break", **LATER),
    ]
    incoming = [
        session_node(uid=UUID(int=8), slug="x", title="Break", kind="break", **LATER),
        session_node(uid=UUID(int=9), slug="y", title="Break", kind="break"),
    ]
    assert reconciled(incoming, current) == [(OURS, "break-1"), (OTHER, "break-2")]

    numbered = [
        session_node(uid=OURS, slug="p1", title="Law", number="1"),
        session_node(uid=OTHER, slug="p2", title="Law", number="2", **LATER),
    ]
    swapped = [
        session_node(uid=UUID(int=8), slug="x", title="Law", number="2"),
        session_node(uid=UUID(int=9), slug="y", title="Law", number="1", **LATER),
    ]
    assert reconciled(swapped, numbered) == [(OTHER, "p2"), (OURS, "p1")]


def test_what_could_be_either_of_two_is_new() -> None:
    current = [
        session_node(uid=OURS, title="Break", kind="break"),
        session_node(uid=OTHER, title="Break", kind="break"),
    ]
    new = session_node(uid=UUID(int=9), slug="new", title="Break", kind="break", **LATER)
    assert reconciled([new], current) == [(UUID(int=9), "new")]


def test_an_address_that_is_taken_gets_a_number() -> None:
    current = [session_node(uid=OURS, slug="norms", title="Norms")]
    incoming = [
        session_node(uid=UUID(int=8), slug="law", title="Norms"),
        session_node(uid=UUID(int=9), slug="norms", title="Other", **LATER),
    ]
    assert reconciled(incoming, current) == [(OURS, "norms"), (UUID(int=9), "norms-2")]


def test_questions_are_matched_by_their_text_and_then_by_their_number() -> None:
    first, second, third = (question_node(n, text=f"Question {n}?") for n in (1, 2, 3))
    current = [session_node(uid=OURS, questions=[first, second, third])]
    incoming = [
        session_node(
            uid=OURS,
            questions=[
                question_node(1, text="question 2"),
                question_node(2, text="Question 1?"),
                question_node(3, text="Reworded?"),
                new := question_node(4, text="New?"),
            ],
        )
    ]
    found = reconcile(make_programme(slug="c", sessions=incoming), make_programme(slug="c", sessions=current))
    assert [question.uid for question in found.sessions[0].questions] == [
        second["uid"],
        first["uid"],
        third["uid"],
        new["uid"],
    ]


def test_people_are_matched_by_name_and_their_credits_follow() -> None:
    def programme(person: dict[str, Any]) -> Programme:
        node = session_node(uid=OURS, credits=[{"person": person["slug"], "role": "chair"}])
        return make_programme(slug="c", sessions=[node], people=[person])

    ada = person_node(uid=OURS, slug="ada", name="Ada Byron")
    found = reconcile(programme(person_node(slug="byron", name="ADA BYRON", post="Poet")), programme(ada))
    assert [(person.uid, person.slug, person.post) for person in found.people] == [(OURS, "ada", "Poet")]
    assert [credit.person for credit in found.sessions[0].credits] == ["ada"]


def test_titles_in_any_script_are_compared_and_titles_of_signs_alone_as_they_are() -> None:
    current = [session_node(uid=OURS, slug="a", title="Открытие"), session_node(uid=OTHER, title="***")]
    incoming = [
        session_node(uid=UUID(int=8), slug="x", title="ОТКРЫТИЕ!", **LATER),
        session_node(uid=UUID(int=9), slug="y", title="---", **LATER),
    ]
    assert sorted(reconciled(incoming, current)) == [(OURS, "a"), (UUID(int=9), "y")]
    incoming = [session_node(uid=UUID(int=9), slug="y", title="***", **LATER)]
    assert [uid for uid, _ in reconciled(incoming, current)] == [OTHER]


def test_the_same_document_again_finds_what_it_renamed_to_signs_alone() -> None:
    incoming = of(
        session_node(uid=UUID(int=8), title="?", questions=[question_node(1, text="?")]),
        session_node(uid=UUID(int=9), title="Ports", **LATER),
    )
    once = reconcile(incoming, of(session_node(uid=OURS, title="Law", questions=[question_node(1)])))
    assert [session.uid for session in once.sessions] == [OURS, UUID(int=9)]
    assert reconcile(incoming, once) == once


def test_a_name_with_its_honorific_in_one_is_the_person_whose_honorific_we_have_apart() -> None:
    def sung_by(**person: Any) -> Programme:
        node = session_node(uid=OURS, slug="s", title="Songs", credits=[{"person": person["slug"]}])
        return make_programme(slug="c", sessions=[node], people=[person_node(**person)])

    ours = sung_by(uid=OURS, slug="ada", honorific="Dr", name="Ada Byron")
    assert reconcile(sung_by(uid=OTHER, slug="a", name="Dr Ada Byron"), ours) == ours


def of(*sessions: dict[str, Any], people: tuple[dict[str, Any], ...] = ()) -> Programme:
    return make_programme(slug="c", sessions=list(sessions), people=list(people))


def test_a_made_up_uid_does_not_say_that_a_later_break_is_the_one_that_was_taken_out() -> None:
    first = session_node(uid=OURS, slug="break", title="Break")
    second = session_node(uid=OTHER, slug="break-2", title="Break", **LATER)
    incoming = of(session_node(uid=OURS, slug="break", title="Break", **LATER))
    found = reconcile(incoming, of(first, second), made_up=all_made_up(incoming))
    assert [(session.uid, session.slug) for session in found.sessions] == [(OTHER, "break-2")]
    known = reconcile(incoming, of(first, second))
    assert [(session.uid, session.slug) for session in known.sessions] == [(OURS, "break")]


def test_a_made_up_uid_that_something_else_has_is_made_up_anew() -> None:
    question = question_node(1, text="Who?")
    ours = of(session_node(uid=OURS, slug="break", title="Break", questions=[question], **LATER))
    earlier = session_node(uid=OURS, slug="break", title="Break", questions=[question])
    later = session_node(uid=OTHER, slug="break-2", title="Break", **LATER)
    incoming = of(earlier, later)
    found = reconcile(incoming, ours, made_up=all_made_up(incoming))
    new, old = found.sessions
    assert (old.uid, old.slug, new.slug) == (OURS, "break", "break-2")
    assert new.uid not in {OURS, OTHER}
    assert new.questions[0].uid != question["uid"]
    assert reconcile(incoming, found, made_up=all_made_up(incoming)) == found


def test_a_made_up_uid_tells_when_nothing_else_does() -> None:
    ours = of(session_node(uid=OURS, slug="opening", title="Renamed by staff", **LATER))
    incoming = of(session_node(uid=OURS, slug="opening", title="Opening"))
    found = reconcile(incoming, ours, made_up=all_made_up(incoming))
    assert [session.uid for session in found.sessions] == [OURS]


def test_of_several_of_one_title_the_nearest_in_time_was_moved_and_none_where_two_are_as_near() -> None:
    def at(hour: int, **fields: Any) -> dict[str, Any]:
        times = {"starts_at": f"2021-12-03T{hour}:00:00+01:00", "ends_at": None}
        return session_node(title="Break", **times, **fields)

    ours = of(at(10, uid=OURS), at(16, uid=OTHER))
    for hour, expected in [(15, OTHER), (12, OURS), (13, UUID(int=9))]:
        incoming = of(at(hour, uid=UUID(int=9)))
        found = reconcile(incoming, ours, made_up=all_made_up(incoming))
        assert [session.uid for session in found.sessions] == [expected]


def test_what_a_known_source_has_in_the_place_of_another_is_new() -> None:
    stays = session_node(uid=OURS, title="Norms", **LATER)
    ours = of(stays, session_node(uid=OTHER, title="Law"))
    new = session_node(uid=UUID(int=9), title="Ports")
    found = reconcile(of(stays, new), ours)
    assert [session.uid for session in found.sessions] == [UUID(int=9), OURS]


def test_two_people_of_one_name_keep_their_addresses_in_whatever_order_they_are_told() -> None:
    def told(first: UUID, second: UUID) -> Programme:
        people = (
            person_node(uid=first, slug="ada", name="Ada Byron"),
            person_node(uid=second, slug="ada-2", name="Ada Byron"),
        )
        return of(session_node(uid=OURS, credits=[{"person": "ada"}, {"person": "ada-2"}]), people=people)

    one, other = UUID(int=21), UUID(int=22)
    incoming = told(other, one)
    by_order = MadeUp(addresses=frozenset({one, other}))
    found = reconcile(incoming, told(one, other), made_up=by_order)
    assert {person.uid: person.slug for person in found.people} == {one: "ada", other: "ada-2"}
    assert [credit.person for credit in found.sessions[0].credits] == ["ada-2", "ada"]


def test_of_people_of_one_name_whom_a_source_takes_for_one_each_stays_in_their_sessions() -> None:
    people = (person_node(slug="ada", name="Ada Byron"), person_node(slug="ada-2", name="Ada Byron"))
    norms = session_node(uid=OURS, slug="n", title="Norms", credits=[{"person": "ada"}])
    law = session_node(uid=OTHER, slug="l", title="Law", credits=[{"person": "ada-2"}], **LATER)
    ours = of(norms, law, people=people)
    one = person_node(uid=UUID(int=9), slug="ada", name="Ada Byron")
    incoming = of(norms, law | {"credits": [{"person": "ada"}]}, people=(one,))
    assert reconcile(incoming, ours, made_up=all_made_up(incoming)) == ours


def test_of_people_of_one_name_in_one_session_each_is_known_by_the_role() -> None:
    people = (person_node(slug="ada", name="Ada Byron"), person_node(slug="ada-2", name="Ada Byron"))
    leads, speaks = {"person": "ada", "role": "moderator"}, {"person": "ada-2", "role": "panellist"}
    norms = session_node(uid=OURS, slug="n", title="Norms", credits=[leads, speaks])
    ours = of(norms, people=people)
    both = [leads, speaks | {"person": "ada"}]
    incoming = of(
        norms | {"credits": both}, people=(person_node(uid=UUID(int=9), slug="ada", name="Ada Byron"),)
    )
    assert reconcile(incoming, ours, made_up=all_made_up(incoming)) == ours


def test_a_room_and_a_track_are_known_by_their_names_where_one_of_each_bears_them() -> None:
    ours = make_programme(
        slug="c",
        rooms=[
            {"slug": "room-a", "name": "Aula Magna", "capacity": 400},
            {"slug": "room-b", "name": "Foyer"},
        ],
        tracks=[{"slug": "norms", "name": "Norms & Rules", "colour": "#123456"}],
        sessions=[session_node(uid=OURS, slug="law", title="Law", room="room-a", track="norms")],
    )
    incoming = make_programme(
        slug="c",
        rooms=[{"slug": "aula-magna", "name": "AULA MAGNA"}, {"slug": "room-b", "name": "Aula Magna 2"}],
        tracks=[{"slug": "norms-rules", "name": "Norms, Rules"}],
        sessions=[
            session_node(uid=OTHER, slug="rules", title="Rules", room="aula-magna", track="norms-rules")
        ],
    )
    found = reconcile(incoming, ours)
    assert [(room.slug, room.name) for room in found.rooms] == [
        ("room-a", "AULA MAGNA"),
        ("room-b", "Aula Magna 2"),
    ]
    assert [(s.uid, s.room, s.track) for s in found.sessions] == [(OURS, "room-a", "norms")]


def test_a_name_that_two_rooms_have_tells_neither() -> None:
    two = [{"slug": "a", "name": "Hall"}, {"slug": "b", "name": "Hall"}]
    ours = make_programme(slug="c", rooms=two)
    found = reconcile(make_programme(slug="c", rooms=[{"slug": "hall", "name": "Hall"}]), ours)
    assert [room.slug for room in found.rooms] == ["hall"]


def test_a_question_that_moves_to_another_session_is_not_the_one_in_its_place_as_well() -> None:
    norms, law = session_node(uid=OURS, slug="n", title="Norms"), session_node(uid=OTHER, slug="l", **LATER)
    who = question_node(1, text="Who pays?")
    for text in ("Who knows?", "Who pays?"):
        new = question_node(1, text=text)
        incoming = of(norms | {"questions": [new]}, law | {"questions": [who]})
        assert reconcile(incoming, of(norms | {"questions": [who]}, law)) == incoming


def test_the_same_document_again_swaps_no_addresses() -> None:
    ours = of(session_node(uid=OURS, slug="opening", title="Opening", **LATER))
    incoming = of(
        session_node(uid=UUID(int=8), slug="opening", title="Welcome"),
        session_node(uid=UUID(int=9), slug="opening-session", title="Opening", **LATER),
    )
    once = reconcile(incoming, ours)
    assert [(session.title, session.slug) for session in once.sessions] == [
        ("Welcome", "opening-2"),
        ("Opening", "opening"),
    ]
    assert reconcile(incoming, once) == once


def test_who_is_somebody_else_of_an_import_is_not_taken_for_a_namesake_as_well() -> None:
    people = (
        person_node(uid=UUID(int=21), slug="ada", name="Ada Byron"),
        person_node(uid=UUID(int=22), slug="ada-2", name="Ada Byron"),
    )
    ours = of(session_node(uid=OURS, title="Norms", credits=[{"person": "ada-2"}]), people=people)
    renamed = person_node(uid=UUID(int=22), slug="a", name="Ada King")
    named = person_node(uid=UUID(int=9), slug="b", name="Ada Byron")
    both = [{"person": "a"}, {"person": "b"}]
    incoming = of(session_node(uid=OURS, title="Norms", credits=both), people=(renamed, named))
    found = reconcile(incoming, ours, made_up=MadeUp(*[frozenset({named["uid"]})] * 2))
    names = {person.slug: person.name for person in found.people}
    assert [names[credit.person] for credit in found.sessions[0].credits] == ["Ada King", "Ada Byron"]
