from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from events.layout import Layout, days, lay_out
from tests.builders import make_programme, person_node, session_node

NINE = "2021-12-03T09:00:00+01:00"
TEN = "2021-12-03T10:00:00+01:00"
HALF_PAST_TEN = "2021-12-03T10:30:00+01:00"
MIDNIGHT = "2021-12-04T00:00:00+01:00"
NEXT_MORNING = "2021-12-04T09:00:00+01:00"


def laid_out(*sessions: dict[str, Any], **facts: Any) -> Layout:
    return lay_out(make_programme(sessions=sessions, **facts))


def titles(entries: Any) -> list[str]:
    return [entry.session.title for entry in entries]


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def test_days_are_the_venues_and_what_starts_together_shares_a_slot() -> None:
    agenda = laid_out(
        session_node(title="a", room="one"),
        session_node(title="b", room="two"),
        session_node(
            title="late", starts_at="2021-12-03T23:30:00+01:00", ends_at="2021-12-04T00:30:00+01:00"
        ),
        session_node(title="morning", starts_at=NEXT_MORNING, ends_at="2021-12-04T10:00:00+01:00"),
        rooms=[{"slug": "one", "name": "One"}, {"slug": "two", "name": "Two"}],
    )
    found = [(day.date, [titles(slot.entries) for slot in day.slots]) for day in agenda.days]
    assert found == [
        (date(2021, 12, 3), [["a", "b"], ["late"]]),
        (date(2021, 12, 4), [["morning"]]),
    ]


def test_a_slot_has_an_end_only_when_all_end_together() -> None:
    together = laid_out(session_node(), session_node()).days[0].slots[0]
    apart = laid_out(session_node(), session_node(ends_at=HALF_PAST_TEN)).days[0].slots[0]
    assert (together.ends_at, apart.ends_at, apart.is_parallel) == (at(TEN), None, True)


def test_people_are_billed_as_in_the_session() -> None:
    ann = person_node(slug="ann", name="Ann", post="Chair", affiliation="Home")
    agenda = laid_out(
        session_node(credits=[{"person": "ann", "role": "moderator", "affiliation": "Away"}]),
        session_node(credits=[{"person": "ann", "role": "panellist"}], starts_at=TEN, ends_at=HALF_PAST_TEN),
        people=[ann],
    )
    found = [(part.role, part.standing) for entry in agenda.entries for part in entry.parts]
    assert found == [("moderator", "Chair, Away"), ("panellist", "Chair, Home")]
    assert titles(e for e, _part in agenda.of(agenda.programme.people[0])) == titles(agenda.entries)


@pytest.mark.parametrize(
    ("held_in", "language", "spoken"),
    [("fr", "en", "fr"), ("en", "en", ""), (None, "en", ""), ("fr-CH", "fr", "fr-CH"), ("fr", "fr", "")],
)
def test_the_language_that_a_session_is_held_in_is_not_that_of_its_texts(
    held_in: str | None, language: str, spoken: str
) -> None:
    (entry,) = laid_out(session_node(language=held_in, description="Text"), language=language).entries
    assert (entry.language, entry.excerpt_language, entry.spoken) == (language, language, spoken)


def test_a_break_that_says_nothing_more_is_minor() -> None:
    agenda = laid_out(
        session_node(kind="break", title="Lunch"),
        session_node(kind="break", title="Lunch with a talk", summary="A talk."),
        session_node(kind="panel", title="Panel"),
    )
    assert {e.session.title: (e.is_minor, e.variant) for e in agenda.entries} == {
        "Lunch": (True, "minor"),
        "Lunch with a talk": (False, "plain"),
        "Panel": (False, "panel"),
    }


def test_neighbours_leave_breaks_out() -> None:
    agenda = laid_out(
        session_node(title="first"),
        session_node(title="coffee", kind="break", starts_at=TEN, ends_at=HALF_PAST_TEN),
        session_node(title="second", starts_at=HALF_PAST_TEN, ends_at=MIDNIGHT),
    )
    first, coffee, second = agenda.entries
    found = [[e and e.session.title for e in agenda.neighbours(x)] for x in (first, coffee, second)]
    assert found == [[None, "second"], ["first", "second"], ["first", None]]


def test_a_session_runs_from_its_start_up_to_its_end() -> None:
    entry = laid_out(session_node()).entries[0]
    second = timedelta(seconds=1)
    instants = [at(NINE) - second, at(NINE), at(TEN) - second, at(TEN)]
    assert [(entry.runs(i), entry.is_over(i)) for i in instants] == [
        (False, False),
        (True, False),
        (True, False),
        (False, True),
    ]


def test_what_is_cancelled_does_not_run_and_does_not_follow() -> None:
    agenda = laid_out(
        session_node(status="cancelled"),
        session_node(status="cancelled", starts_at=TEN, ends_at=HALF_PAST_TEN),
        session_node(title="next", starts_at=HALF_PAST_TEN, ends_at=MIDNIGHT),
        session_node(title="tomorrow", starts_at=NEXT_MORNING, ends_at="2021-12-04T10:00:00+01:00"),
    )
    assert (agenda.running(at(NINE)), titles(agenda.following(at(NINE)))) == ([], ["next"])


def test_what_follows_is_of_the_same_day_at_the_venue() -> None:
    agenda = laid_out(session_node(starts_at=NEXT_MORNING, ends_at="2021-12-04T10:00:00+01:00"))
    assert agenda.following(datetime(2021, 12, 3, 22, 59, tzinfo=UTC)) == []
    assert len(agenda.following(datetime(2021, 12, 3, 23, 0, tzinfo=UTC))) == 1


def test_a_session_over_a_change_of_clocks_is_as_long_as_it_really_is() -> None:
    entry = laid_out(
        session_node(starts_at="2027-03-28T01:00:00+01:00", ends_at="2027-03-28T04:00:00+02:00")
    ).entries[0]
    assert entry.duration == timedelta(hours=2)


def test_an_excerpt_is_of_the_words_alone() -> None:
    agenda = laid_out(session_node(description="**Bold** and\n\n- a list " + "word " * 100))
    excerpt = agenda.entries[0].excerpt
    assert (excerpt.startswith("Bold and a list word"), len(excerpt), excerpt[-1]) == (True, 236, "…")


def test_days_of_a_programme_end_before_midnight() -> None:
    programme = make_programme(sessions=[session_node(ends_at=MIDNIGHT)])
    empty = make_programme(sessions=[])
    assert (programme.first_day, programme.last_day) == (date(2021, 12, 3), date(2021, 12, 3))
    assert (empty.first_day, empty.last_day, lay_out(empty).days) == (None, None, ())


def test_a_day_on_which_something_is_still_on_is_a_day_with_what_continues() -> None:
    agenda = laid_out(
        session_node(title="training", starts_at=NINE, ends_at="2021-12-05T18:00:00+01:00"),
        session_node(
            title="party",
            starts_at="2021-12-03T21:00:00+01:00",
            ends_at="2021-12-04T02:00:00+01:00",
        ),
        session_node(title="talk", starts_at=NEXT_MORNING, ends_at="2021-12-04T10:00:00+01:00"),
    )
    assert [(str(d.date), titles(d.continuing), titles(d.entries), d.count) for d in agenda.days] == [
        ("2021-12-03", [], ["training", "party"], 2),
        ("2021-12-04", ["training"], ["talk"], 2),
        ("2021-12-05", ["training"], [], 1),
    ]


ROOMS = [{"slug": slug, "name": slug.title()} for slug in ("one", "two", "three")]


def test_rooms_are_columns_in_the_programmes_order_where_sessions_run_side_by_side() -> None:
    (day,) = laid_out(
        session_node(title="plenary", room="three"),
        session_node(title="a", room="two", starts_at=TEN, ends_at=HALF_PAST_TEN),
        session_node(title="b", room="one", starts_at=TEN, ends_at=MIDNIGHT),
        session_node(title="beside b", room="two", starts_at=HALF_PAST_TEN, ends_at=MIDNIGHT),
        rooms=ROOMS,
    ).days
    assert [(titles(slot.entries), slot.is_parallel) for slot in day.slots] == [
        (["plenary"], False),
        (["b", "a"], True),
        (["beside b"], True),
    ]
    assert (day.columns, day.is_dense, day.hours) == ({"one": 1, "two": 2}, False, [])


@pytest.mark.parametrize(("rooms", "standing"), [(3, (False, False)), (5, (True, False)), (6, (True, True))])
def test_all_days_are_as_dense_as_that_of_most_rooms_and_few_rooms_fit_a_page(
    rooms: int, standing: tuple[bool, bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(days, "LONG_DAY", 4)
    known = [{"slug": f"room-{n}", "name": f"Room {n}"} for n in range(rooms)]
    first, last = laid_out(
        *(session_node(title=room["slug"], room=room["slug"]) for room in known),
        session_node(title="plenary", starts_at=HALF_PAST_TEN, ends_at=MIDNIGHT),
        *(
            session_node(title=f"next {n}", room=f"room-{n}", starts_at=NEXT_MORNING, ends_at=None)
            for n in (0, 1)
        ),
        rooms=known,
    ).days
    assert ((first.is_dense, first.is_wide), (last.is_dense, last.is_wide)) == (
        standing,
        (standing[0], False),
    )
    assert [slot.anchor for slot in first.hours] == [
        f"at-{at(NINE).timestamp():.0f}",
        f"session-{first.entries[-1].session.slug}",
    ]


def test_what_runs_in_another_room_meanwhile_is_found_in_one_sweep_of_a_day(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    compared: list[bool] = []
    overlap = days._overlap
    monkeypatch.setattr(days, "_overlap", lambda *both: compared.append(found := overlap(*both)) or found)
    hours = [
        ("one", 0, 90), ("two", 5, 10), ("one", 20, 25), ("two", 90, 95), (None, 100, 140),
        ("one", 110, 120), ("three", 119, 130), ("one", 130, 135), ("two", 132, None),
        *(("one", at, at + 1) for at in range(200, 220)),
    ]  # fmt: skip
    midnight = at("2021-12-03T00:00:00+01:00")
    (day,) = laid_out(
        *(
            session_node(
                title=str(start),
                room=room,
                starts_at=(midnight + timedelta(minutes=start)).isoformat(),
                ends_at=(midnight + timedelta(minutes=end)).isoformat() if end else None,
            )
            for room, start, end in hours
        ),
        rooms=ROOMS,
    ).days
    beside = [slot.entries[0].session.title for slot in day.slots if slot.is_parallel]
    assert beside == ["0", "5", "110", "119", "130", "132"]
    assert len(compared) <= 3 * len(hours)


def test_rooms_that_keep_their_own_times_share_the_rows_of_an_hour() -> None:
    day = date(2021, 12, 3)
    talks = [
        session_node(
            title=f"{minute} {room}",
            room=room,
            starts_at=f"{day}T{9 + minute // 60:02}:{minute % 60:02}:00+01:00",
            ends_at=f"{day}T{9 + (minute + 20) // 60:02}:{(minute + 20) % 60:02}:00+01:00",
        )
        for room in ("one", "two")
        for minute in range(0 if room == "one" else 5, 330, 20)
    ]
    (shown,) = laid_out(*talks, rooms=ROOMS).days
    assert [(f"{slot.starts_at:%H:%M}", len(slot.entries), slot.is_of_one_start) for slot in shown.slots] == [
        (f"{hour:02}:00", 6, False) for hour in range(9, 14)
    ] + [("14:00", 4, False)]


def test_a_start_in_the_hour_that_comes_twice_says_which_is_meant() -> None:
    agenda = laid_out(
        session_node(starts_at="2027-10-31T02:30:00+02:00", ends_at="2027-10-31T03:30:00+01:00"),
        session_node(starts_at="2027-10-31T02:30:00+01:00", ends_at="2027-10-31T03:30:00+01:00"),
        session_node(starts_at="2027-10-31T09:00:00+01:00", ends_at="2027-10-31T10:00:00+01:00"),
    )
    assert [entry.hour_name for entry in agenda.entries] == ["CEST", "CET", ""]
