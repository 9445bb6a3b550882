"""The draft without its texts."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from events import conflicts, drafts, publishing
from events.models import Appearance, Conference, Room, Session
from speakers.models import Speaker
from tests.builders import (
    NINE,
    make_appearance,
    make_conference,
    make_question,
    make_session,
    make_speaker,
)

pytestmark = pytest.mark.django_db

TEXTS = ("summary", "description", "language", "recording_url", "track", "materials", "questions")


def make_clashes() -> Conference:
    """A hybrid conference with something of everything that does not fit."""
    conference = make_conference(format="hybrid")
    hall = Room.objects.create(conference=conference, slug="hall", name="Hall", position=2)
    attic = Room.objects.create(conference=conference, slug="attic", name="Attic", position=1)
    first = make_session(conference, title="Law", room=hall, description="Text.", number="1")
    make_question(first)
    make_question(first, is_withdrawn=True)
    second = make_session(conference, title="Law", room=hall, starts_at=NINE + timedelta(minutes=30))
    make_session(conference, title="War", room=attic, status=Session.Status.CANCELLED)
    make_session(conference, title="Gone", room=attic, status=Session.Status.WITHDRAWN)
    make_session(conference, title="Open", kind="talk", ends_at=None, stream_url="https://x.example/")
    ann = make_speaker(name="Ann", honorific="Dr")
    make_appearance(first, ann, role="moderator", affiliation="Institute")
    make_appearance(second, ann, role="speaker")
    make_appearance(second, make_speaker(name="Bo", consents_to_publish=True), role="chair", position=1)
    return conference


def test_an_outline_is_the_draft_but_for_its_texts_and_finds_what_clashes_in_it() -> None:
    conference = make_clashes()
    whole, found = publishing.build(conference), drafts.outline(conference)
    dumps = [
        [session.model_dump(exclude=set(TEXTS)) for session in each.sessions]
        for each in (whole, found.programme)
    ]
    for dump in dumps[1]:
        assert dump.keys() <= dumps[0][0].keys()
    assert [{name: dump[name] for name in dumps[1][0]} for dump in dumps[0]] == dumps[1]
    assert [len(session.questions) for session in found.programme.sessions] == [
        len(session.questions) for session in whole.sessions
    ]
    assert [person.full_name for person in found.programme.people] == ["Dr Ann", "Bo"]
    assert found.silent == frozenset(Speaker.objects.filter(name="Ann").values_list("slug", flat=True))
    keys = [
        [conflict.key for conflict in conflicts.find(each, without_consent=found.silent)]
        for each in (whole, found.programme)
    ]
    assert keys[0] == keys[1]
    assert {key[0] for key in keys[1]} == {
        "no_end",
        "room",
        "person",
        "questions",
        "consent",
        "title",
        "stream",
    }


def test_what_was_withdrawn_stands_apart_with_its_key() -> None:
    conference = make_clashes()
    found = drafts.outline(conference)
    assert [session.title for session in found.withdrawn] == ["Gone"]
    assert found.keys == dict(conference.sessions.values_list("uid", "pk"))


@pytest.mark.parametrize("count", [1, 3])
def test_an_outline_costs_the_same_at_any_size(django_assert_num_queries: Any, count: int) -> None:
    conference = make_conference()
    for _ in range(count):
        make_appearance(make_session(conference))
    with django_assert_num_queries(3):
        drafts.outline(conference)


def test_one_session_is_outlined_as_it_is_among_all() -> None:
    conference = make_clashes()
    found = drafts.outline(conference)
    everyone = [*found.programme.sessions, *found.withdrawn]
    alone = {row.uid: drafts.outlined(row) for row in conference.sessions.select_related("conference")}
    assert {each.uid: drafts.shown(each) for each in everyone} == {
        uid: drafts.shown(each) for uid, each in alone.items()
    }


@pytest.mark.parametrize(
    "change",
    [
        {"title": "Peace"},
        {"starts_at": NINE - timedelta(hours=1)},
        {"ends_at": None},
        {"status": "cancelled"},
        {"kind": "talk"},
        {"number": "7"},
        {"room": None},
    ],
)
def test_what_is_shown_tells_one_state_from_another(change: dict[str, Any]) -> None:
    conference = make_clashes()
    row = conference.sessions.get(number="1")
    before = drafts.shown(drafts.outlined(row))
    Session.objects.filter(pk=row.pk).update(description="Another text.")
    assert drafts.shown(drafts.outlined(row)) == before
    Session.objects.filter(pk=row.pk).update(**change)
    assert drafts.shown(drafts.outlined(row)) != before


def test_who_appears_and_as_what_is_part_of_the_state() -> None:
    row = make_clashes().sessions.get(number="1")
    seen = [drafts.shown(drafts.outlined(row))]
    for change in ({"role": "chair"}, {"affiliation": ""}):
        Appearance.objects.filter(session=row).update(**change)
        seen.append(drafts.shown(drafts.outlined(row)))
    Appearance.objects.filter(session=row).delete()
    seen.append(drafts.shown(drafts.outlined(row)))
    assert len(set(map(str, seen))) == len(seen)
