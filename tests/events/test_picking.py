"""Taking some of what an import would change, and leaving the rest."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from events.diffing import diff
from events.picking import Parting, Unit, parted, pick
from events.programme import Programme
from tests.builders import make_programme, person_node, question_node, session_node
from tests.events.programmes import programmes

A_LOT = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])

Facts = set[tuple[Any, ...]]


def others(programme: Programme) -> st.SearchStrategy[Programme]:
    """Programmes with the same rows in part: what was drawn anew, or with addresses and questions swapped."""
    return programmes() | st.permutations(programme.sessions).map(lambda order: _swapped(programme, order))


def _swapped(programme: Programme, order: list[Any]) -> Programme:
    """Give each session the address and the questions, and each person the address, of another."""
    people = programme.people
    turned = dict(zip([p.slug for p in people], [p.slug for p in people[1:] + people[:1]], strict=True))
    sessions = [
        session.model_copy(
            update={
                "slug": other.slug,
                "questions": other.questions,
                "credits": tuple(
                    credit.model_copy(update={"person": turned[credit.person]}) for credit in session.credits
                ),
            }
        ).model_dump()
        for session, other in zip(programme.sessions, order, strict=True)
    ]
    renamed = [person.model_copy(update={"slug": turned[person.slug]}) for person in people]
    return Programme.model_validate(programme.model_dump() | {"sessions": sessions, "people": renamed})


pairs = programmes().flatmap(lambda before: st.tuples(st.just(before), others(before)))


@A_LOT
@given(pairs)
def test_with_everything_it_is_what_comes_and_with_nothing_what_was(
    pair: tuple[Programme, Programme],
) -> None:
    before, after = pair
    units = parted(before, after).units
    assert pick(before, after, left_out=[]) == after
    everything = pick(before, after, left_out=["an id that no unit has"])
    assert everything.model_dump_json() == after.model_dump_json()
    nothing = pick(before, after, left_out=[unit.id for unit in units])
    assert nothing.model_dump_json() == before.model_dump_json()


@A_LOT
@given(pairs, st.data())
def test_whatever_is_left_out_the_rest_is_sound_and_no_more_changes_than_was_taken(
    pair: tuple[Programme, Programme], data: st.DataObject
) -> None:
    before, after = pair
    parting = parted(before, after)
    left_out = (
        data.draw(st.sets(st.sampled_from([unit.id for unit in parting.units]))) if parting.units else []
    )
    picked = pick(before, after, left_out=left_out)  # sound, or it would not be a Programme
    taken = [change for unit in parting.units if unit.id not in left_out for change in unit.changes]
    came_of_it = _facts(diff(before, picked))
    assert _needed_alone(came_of_it - _facts(taken), before, after, picked)
    assert {fact for fact in _facts(taken) if _is_kept(fact, picked)} <= came_of_it


@A_LOT
@given(pairs)
def test_every_change_is_in_one_unit_or_follows(pair: tuple[Programme, Programme]) -> None:
    before, after = pair
    parting = parted(before, after)
    told = [*(change for unit in parting.units for change in unit.changes), *parting.followers]
    assert _facts(told) == _facts(diff(before, after))
    assert len({unit.id for unit in parting.units}) == len(parting.units)
    assert parted(before, after) == parting


def _facts(changes: Any) -> Facts:
    """What changes say, field by field."""
    return {
        (
            change.subject,
            change.uid,
            change.kind,
            name,
            repr(change.before.get(name)),
            repr(change.after.get(name)),
        )
        for change in changes
        for name in {**change.before, **change.after}
    }


def _needed_alone(facts: Facts, before: Programme, after: Programme, picked: Programme) -> bool:
    """Whether all else that differs is that rooms, tracks and people stand there who are used, or no more."""
    used = {
        "rooms": {session.room for session in picked.sessions},
        "tracks": {session.track for session in picked.sessions},
    }
    for subject, uid, kind, name, *_values in facts:
        if subject == "conference" and name in used:
            slugs = {part.slug for part in getattr(picked, name)}
            whole = [{part.slug for part in getattr(one, name)} for one in (before, after)]
            assert slugs <= used[name] | whole[0] or slugs <= used[name] | whole[1]
        else:
            assert subject == "person"
            assert kind in {"added", "removed"}
            assert (uid in {person.uid for person in picked.people}) is (kind == "added")
    return True


def _is_kept(fact: tuple[Any, ...], picked: Programme) -> bool:
    """Whether what a fact is about can be seen in what was picked: people may not appear any more."""
    subject, uid, _kind, name, *_values = fact
    if subject == "person":
        return uid in {person.uid for person in picked.people}
    return name not in {"rooms", "tracks"}


# What belongs together


def told(parting: Parting) -> list[list[tuple[str, str]]]:
    return [[(change.kind, change.title) for change in unit.changes] for unit in parting.units]


def unit_of(parting: Parting, kind: str, title: str) -> Unit:
    (unit,) = [u for u in parting.units if (kind, title) in [(c.kind, c.title) for c in u.changes]]
    return unit


def taking(before: Programme, after: Programme, *wanted: tuple[str, str]) -> Programme:
    """Pick the units of these changes alone."""
    parting = parted(before, after)
    ids = {unit_of(parting, *each).id for each in wanted}
    return pick(before, after, left_out=[unit.id for unit in parting.units if unit.id not in ids])


AULA, HALL = {"slug": "aula", "name": "Aula"}, {"slug": "hall", "name": "Hall"}
NORMS = session_node(title="Norms", slug="norms", room="aula")
LAW = session_node(title="Law", slug="law", room="aula")


def document(**facts: Any) -> Programme:
    """A programme in the Aula, of the same conference each time."""
    return make_programme(**{"slug": "c", "title": "Conference", "rooms": [AULA]} | facts)


def test_a_session_brings_its_new_room_and_keeps_the_old_one_while_others_are_in_it() -> None:
    before = document(sessions=[NORMS, LAW])
    after = document(sessions=[NORMS | {"room": "hall"}, LAW | {"room": "hall"}], rooms=[HALL])
    assert told(parted(before, after)) == [[("text", "Conference")], [("moved", "Law")], [("moved", "Norms")]]
    picked = taking(before, after, ("moved", "Norms"))
    assert {(session.title, session.room) for session in picked.sessions} == {
        ("Norms", "hall"),
        ("Law", "aula"),
    }
    assert [room.slug for room in picked.rooms] == ["aula", "hall"]
    assert [room.slug for room in taking(before, after, ("text", "Conference")).rooms] == ["hall", "aula"]


def test_people_come_and_go_with_their_parts_in_sessions() -> None:
    ann, bob = person_node(slug="ann", name="Ann"), person_node(slug="bob", name="Bob")
    by_ann, by_bob = [{"person": "ann"}], [{"person": "bob"}]
    before = document(sessions=[NORMS | {"credits": by_ann}, LAW | {"credits": by_ann}], people=[ann])
    after = document(sessions=[NORMS | {"credits": by_bob}, LAW | {"credits": by_bob}], people=[bob])
    parting = parted(before, after)
    assert told(parting) == [[("people", "Law")], [("people", "Norms")]]
    assert [(change.kind, change.title) for change in parting.followers] == [
        ("added", "Bob"),
        ("removed", "Ann"),
    ]
    assert [person.name for person in taking(before, after, ("people", "Norms")).people] == ["Ann", "Bob"]
    assert [person.name for person in taking(before, after).people] == ["Ann"]


def test_sessions_that_swap_addresses_are_taken_together() -> None:
    before = document(sessions=[NORMS, LAW])
    after = document(sessions=[NORMS | {"slug": "law"}, LAW | {"slug": "norms"}])
    (unit,) = told(parted(before, after))
    assert sorted(unit) == [("text", "Law"), ("text", "Norms")]


def test_a_question_that_goes_to_another_session_leaves_the_first_at_the_same_time() -> None:
    question = question_node(1)
    before = document(sessions=[NORMS | {"questions": [question]}, LAW])
    after = document(sessions=[LAW | {"questions": [question], "title": "Rules"}])
    parting = parted(before, after)
    assert sorted(map(sorted, told(parting))) == [
        [("questions", "Rules"), ("removed", "Norms")],
        [("renamed", "Rules")],
    ]


def test_who_takes_an_address_over_is_not_taken_for_who_had_it() -> None:
    ann, other = person_node(slug="ann", name="Ann"), person_node(slug="ann", name="Ann Other")
    by_ann = [{"person": "ann"}]
    before = document(sessions=[NORMS | {"credits": by_ann}, LAW], people=[ann])
    after = document(sessions=[NORMS | {"credits": by_ann}, LAW | {"credits": by_ann}], people=[other])
    (unit,) = told(parted(before, after))
    assert sorted(unit) == [("added", "Ann Other"), ("people", "Law"), ("removed", "Ann")]


def test_a_time_zone_comes_with_the_times_that_are_meant_in_it() -> None:
    def programme(zone: str, offset: str, title: str) -> Programme:
        times = {"starts_at": f"2021-12-03T10:00:00{offset}", "ends_at": f"2021-12-03T11:00:00{offset}"}
        sessions = [NORMS | times | {"title": title}, LAW | times]
        return document(time_zone=zone, sessions=sessions)

    parting = parted(
        programme("Europe/Zurich", "+01:00", "Norms"), programme("Asia/Tokyo", "+09:00", "Rules")
    )
    assert sorted(map(sorted, told(parting))) == [
        [("renamed", "Rules")],
        [("retimed", "Conference"), ("retimed", "Law"), ("retimed", "Rules")],
    ]


def test_rooms_texts_and_the_rest_of_a_conference_are_taken_one_by_one() -> None:
    before = document(sessions=[NORMS], theme="Old", summary="Old")
    after = document(sessions=[NORMS], rooms=[AULA, HALL], theme="New", summary="New")
    fields = [[*change.after] for unit in parted(before, after).units for change in unit.changes]
    assert fields == [["theme"], ["summary"], ["rooms"]]
    (_theme, summary, _rooms) = parted(before, after).units
    picked = pick(before, after, left_out=[summary.id])
    assert (picked.theme, picked.summary, len(picked.rooms)) == ("New", "Old", 2)


def test_an_id_says_what_changes_and_to_what() -> None:
    def renamed(title: str) -> Unit:
        before = document(sessions=[NORMS])
        (unit,) = parted(before, document(sessions=[NORMS | {"title": title}])).units
        return unit

    assert renamed("Rules").id == renamed("Rules").id != renamed("Laws").id
