"""What staff do to the sessions of a draft."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from cyberconf.accounts.models import User
from events import reverting, scheduling
from events.admin import board_panels
from events.errors import ProgrammeError
from events.models import Appearance, Conference, Edit, Question, Room, Session
from events.scheduling import Part, StaleError
from tests.builders import (
    NINE,
    make_appearance,
    make_conference,
    make_question,
    make_session,
    make_speaker,
)

pytestmark = pytest.mark.django_db

HOUR, TEN = timedelta(hours=1), timedelta(minutes=10)


def make_room(conference: Conference, slug: str = "hall") -> Room:
    return Room.objects.create(conference=conference, slug=slug, name=slug.title())


def asked(session: Session, by: User, **more: Any) -> dict[str, Any]:
    return {"conference": session.conference, "session": session.pk, "by": by} | more


def seen(session: Session) -> str:
    return board_panels.seen(session)


def state(session: Session) -> tuple[Any, ...]:
    session.refresh_from_db()
    return (session.title, session.starts_at, session.ends_at, session.room, session.status)


def told() -> list[list[tuple[str, str]]]:
    """What each edit changed, the oldest first."""
    return [[(change.kind, change.title) for change in edit.changes] for edit in Edit.objects.order_by("pk")]


def test_a_session_is_placed_at_another_time_in_another_room_and_lasts_as_long(eve: User) -> None:
    session = make_session(title="Law")
    hall = make_room(session.conference)
    edit = scheduling.place(**asked(session, eve, starts_at=NINE + HOUR, room=hall, seen=seen(session)))
    assert state(session) == ("Law", NINE + HOUR, NINE + 2 * HOUR, hall, "confirmed")
    assert edit is not None
    assert (edit.by, edit.via, told()) == (eve, "board", [[("retimed", "Law"), ("moved", "Law")]])


def test_a_session_ends_when_that_is_said_and_one_without_an_end_stays_so(eve: User) -> None:
    session, other = make_session(), make_session(ends_at=None)
    scheduling.place(**asked(session, eve, starts_at=NINE, ends_at=NINE + TEN, room=None))
    scheduling.place(**asked(other, eve, starts_at=NINE + HOUR, room=None))
    assert [state(each)[1:3] for each in (session, other)] == [(NINE, NINE + TEN), (NINE + HOUR, None)]


def test_what_is_revised_is_one_edit_and_taken_back_as_one(eve: User) -> None:
    session = make_session(title="Law", kind="talk")
    ann, bo = make_speaker(name="Ann"), make_speaker(name="Bo")
    make_appearance(session, ann)
    before = state(session)
    edit = scheduling.revise(
        **asked(session, eve, seen=seen(session), title="War", starts_at=NINE - HOUR),
        people=[Part(bo.pk, "chair"), Part(ann.pk, "speaker", "Institute")],
    )
    rows = session.appearances.values_list("speaker__name", "role", "affiliation", "position")
    assert (state(session)[:2], list(rows)) == (
        ("War", NINE - HOUR),
        [("Bo", "chair", "", 0), ("Ann", "speaker", "Institute", 1)],
    )
    assert edit is not None
    reverting.undo(edit, by=eve)
    assert (state(session), scheduling.people_of(session)) == (before, [Part(ann.pk, "speaker")])


@pytest.mark.parametrize("status", ["cancelled", "withdrawn"])
def test_a_session_is_cancelled_or_withdrawn_and_put_back(eve: User, status: str) -> None:
    session = make_session(title="Law")
    scheduling.set_status(**asked(session, eve, status=status, seen=seen(session)))
    assert state(session)[-1] == status
    scheduling.set_status(**asked(session, eve, status="confirmed"))
    assert (state(session)[-1], len(told())) == ("confirmed", 2)


DEEDS: dict[str, Callable[[dict[str, Any]], Any]] = {
    "place": lambda own: scheduling.place(**own, starts_at=NINE + HOUR, room=None),
    "rename": lambda own: scheduling.revise(**own, title="War"),
    "people": lambda own: scheduling.revise(**own, people=[Part(make_speaker().pk, "chair")]),
    "cancel": lambda own: scheduling.set_status(**own, status="cancelled"),
    "shift": lambda own: scheduling.shift(**own, minutes=5),
}


@pytest.mark.parametrize("deed", DEEDS.values(), ids=DEEDS)
def test_what_another_changed_meanwhile_is_not_overwritten(eve: User, deed: Callable[..., Any]) -> None:
    session = make_session(title="Law")
    before = seen(session)
    scheduling.revise(**asked(session, eve, ends_at=NINE + TEN))
    with pytest.raises(StaleError) as refusal:
        deed(asked(session, eve, seen=before))
    assert (refusal.value.code, refusal.value.session) == ("stale", session)
    assert (state(session)[:3], len(told())) == (("Law", NINE, NINE + TEN), 1)


def test_a_text_that_another_changed_is_in_nobodys_way(eve: User) -> None:
    session = make_session(title="Law")
    before = seen(session)
    Session.objects.update(description="Another text.")
    scheduling.revise(**asked(session, eve, seen=before, title="War"))
    session.refresh_from_db()
    assert (session.title, session.description) == ("War", "Another text.")


def test_what_is_sent_twice_is_done_once_and_no_refusal(eve: User) -> None:
    session = make_session(title="Law")
    own = asked(session, eve, seen=seen(session), starts_at=NINE + HOUR, ends_at=NINE + 2 * HOUR, room=None)
    edits = [scheduling.place(**own), scheduling.place(**own)]
    assert ([edit is None for edit in edits], len(told())) == ([False, True], 1)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"ends_at": NINE}, "The session must end after it starts."),
        ({"title": ""}, "Title: This field cannot be blank."),
        ({"title": "x" * 301}, "Title: Ensure this value has at most 300 characters (it has 301)."),
    ],
)
def test_what_a_row_cannot_hold_is_refused_in_words(eve: User, values: dict[str, Any], said: str) -> None:
    session = make_session(title="Law")
    before = state(session)
    with pytest.raises(ProgrammeError) as refusal:
        scheduling.revise(**asked(session, eve, **values))
    assert (refusal.value.code, refusal.value.message) == ("unsound", said)
    assert (state(session), told()) == (before, [])


def test_a_room_of_another_conference_is_refused(eve: User) -> None:
    session, theirs = make_session(), make_room(make_conference(), "theirs")
    with pytest.raises(ProgrammeError, match="“Theirs” belongs to another conference"):
        scheduling.place(**asked(session, eve, starts_at=NINE, room=theirs))


def test_nobody_stands_twice_in_the_same_role(eve: User) -> None:
    session, ann = make_session(), make_speaker()
    with pytest.raises(ProgrammeError, match="Somebody stands there twice"):
        scheduling.revise(**asked(session, eve, people=[Part(ann.pk, "chair"), Part(ann.pk, "chair", "x")]))
    scheduling.revise(**asked(session, eve, people=[Part(ann.pk, "chair"), Part(ann.pk, "speaker")]))
    assert Appearance.objects.count() == 2


def test_a_session_of_another_conference_or_none_is_not_there(eve: User) -> None:
    session, theirs = make_session(), make_session()
    codes = []
    for key in (theirs.pk, 0):
        with pytest.raises(ProgrammeError) as refusal:
            scheduling.revise(**asked(session, eve) | {"session": key}, title="War")
        codes.append(refusal.value.code)
    assert codes == ["gone", "gone"]


def make_day() -> tuple[Conference, list[Session]]:
    """Two rooms, a break for all, and the next day."""
    conference = make_conference()
    hall, attic = make_room(conference), make_room(conference, "attic")
    rows = [
        make_session(conference, title=title, kind="talk", room=room, starts_at=NINE + after)
        for title, room, after in (
            ("Law", hall, timedelta(0)),
            ("War", hall, HOUR),
            ("Peace", attic, HOUR),
            ("Coffee", None, 2 * HOUR),
            ("Later", hall, timedelta(days=1)),
        )
    ]
    return conference, rows


def starts(conference: Conference) -> dict[str, int]:
    """How many minutes after nine each session of the first day starts."""
    rows = conference.sessions.exclude(title="Later").values_list("title", "starts_at")
    return {title: int((at - NINE).total_seconds() // 60) for title, at in rows}


def test_a_session_and_what_follows_it_on_its_day_are_shifted_and_taken_back_in_one(eve: User) -> None:
    conference, rows = make_day()
    edit = scheduling.shift(**asked(rows[1], eve, minutes=10, seen=seen(rows[1])))
    assert starts(conference) == {"Law": 0, "War": 70, "Peace": 70, "Coffee": 130}
    assert rows[4].starts_at == conference.sessions.get(title="Later").starts_at
    assert edit is not None
    reverting.undo(edit, by=eve)
    assert starts(conference) == {"Law": 0, "War": 60, "Peace": 60, "Coffee": 120}


def test_one_room_alone_is_shifted_where_that_is_asked_for(eve: User) -> None:
    conference, rows = make_day()
    scheduling.shift(**asked(rows[0], eve, minutes=-15, only_in_room=True))
    assert starts(conference) == {"Law": -15, "War": 45, "Peace": 60, "Coffee": 120}


def test_a_new_session_gets_an_address_and_one_that_is_sent_twice_is_one(eve: User) -> None:
    conference = make_conference()
    make_session(conference, slug="law")
    new = {"title": "Law", "kind": "talk", "starts_at": NINE, "ends_at": NINE + HOUR, "uid": uuid4()}
    made = [scheduling.add(conference=conference, by=eve, **new) for _ in range(2)]
    assert (made[0], made[0].slug, told()) == (made[1], "law-2", [[("added", "Law")]])
    reverting.undo(Edit.objects.get(), by=eve)
    assert state(made[0])[-1] == "withdrawn"


def test_a_uid_of_another_conference_is_refused(eve: User) -> None:
    theirs = make_session()
    with pytest.raises(ProgrammeError) as refusal:
        scheduling.duplicate(**asked(make_session(), eve, uid=theirs.uid))
    assert refusal.value.code == "uid_taken"


def test_a_copy_has_texts_questions_and_people_and_begins_when_the_session_ends(eve: User) -> None:
    session = make_session(title="Law", description="Text.", number="2", slug="law")
    make_question(session, text="Why?")
    make_question(session, text="Withdrawn?", is_withdrawn=True)
    make_appearance(session, make_speaker(name="Ann"), role="chair", affiliation="Institute")
    copy = scheduling.duplicate(**asked(session, eve))
    assert (copy.slug, copy.number, copy.kind, copy.description) == ("law-copy", "", "panel", "Text.")
    assert state(copy) == ("Law (copy)", NINE + HOUR, NINE + 2 * HOUR, None, "confirmed")
    assert list(Question.objects.filter(session=copy).values_list("text", flat=True)) == ["Why?"]
    assert scheduling.people_of(copy) == scheduling.people_of(session)
    assert told() == [[("added", "Law (copy)")]]


def test_a_copy_of_the_longest_title_still_fits(eve: User) -> None:
    copy = scheduling.duplicate(**asked(make_session(title="x" * 300), eve))
    assert (len(copy.title), copy.title[-8:]) == (300, "x (copy)")
