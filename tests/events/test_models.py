"""What the database itself refuses of a draft, and in which words forms say so."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from events import archiving
from events.models import (
    Appearance,
    Conference,
    FormerSlug,
    Material,
    Panel,
    Question,
    Release,
    Room,
    Session,
    TeamMember,
    Track,
)
from tests.builders import (
    NINE,
    make_appearance,
    make_conference,
    make_question,
    make_release,
    make_session,
    make_speaker,
    make_user,
)

pytestmark = pytest.mark.django_db


def said(row: models.Model) -> list[str]:
    """What a form says of the row, and that the database refuses it whoever writes it."""
    with pytest.raises(ValidationError) as refused:
        row.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        models.Model.save_base(row, force_insert=True)
    return refused.value.messages


def test_a_discussion_closes_after_it_opens() -> None:
    conference = Conference(
        slug="c",
        title="C",
        time_zone="UTC",
        discussion_opens_at=NINE,
        discussion_closes_at=NINE,
    )
    assert said(conference) == ["The discussion must close after it opens."]


def test_an_address_is_one_conferences() -> None:
    make_conference(slug="norms")
    assert said(Conference(slug="norms", title="C", time_zone="UTC")) == [
        "Conference with this Address already exists."
    ]


def test_a_session_ends_after_it_starts() -> None:
    session = Session(conference=make_conference(), slug="s", title="S", starts_at=NINE, ends_at=NINE)
    assert said(session) == ["The session must end after it starts."]


@pytest.mark.parametrize("length", [None, timedelta(minutes=1), timedelta(days=3)])
def test_a_session_has_no_end_or_a_later_one(length: timedelta | None) -> None:
    make_session(ends_at=length and NINE + length).full_clean()


@pytest.mark.parametrize(
    ("model", "fields", "message"),
    [
        (
            Session,
            {"title": "T", "starts_at": NINE},
            "This conference has a session with that address already.",
        ),
        (Room, {"name": "N"}, "This conference has a room with that address already."),
        (Track, {"name": "N"}, "This conference has a track with that address already."),
    ],
)
def test_an_address_is_one_things_within_a_conference(
    model: type[models.Model], fields: dict[str, Any], message: str
) -> None:
    conference = make_conference()
    model._default_manager.create(conference=conference, slug="a", **fields)
    model._default_manager.create(conference=make_conference(), slug="a", **fields)

    assert said(model(conference=conference, slug="a", **fields)) == [message]


def test_a_former_address_leads_to_one_session() -> None:
    session = make_session()
    FormerSlug.objects.create(conference=session.conference, session=session, slug="old")
    row = FormerSlug(conference=session.conference, session=session, slug="old")
    assert said(row) == ["Former address with this Conference and Slug already exists."]


def test_a_person_has_a_role_once_in_a_session() -> None:
    row = make_appearance(make_session(), role="chair")
    Appearance.objects.create(session=row.session, speaker=row.speaker, role="speaker")
    again = Appearance(session=row.session, speaker=row.speaker, role="chair")
    assert said(again) == ["This person has that role in this session already."]


def test_a_team_member_has_a_role_once() -> None:
    member = TeamMember.objects.create(conference=make_conference(), user=make_user(), role="editor")
    again = TeamMember(conference=member.conference, user=member.user, role="editor")
    assert said(again) == ["This person has that role already."]


@pytest.mark.parametrize(
    "fields", [{}, {"file": "materials/a.pdf", "url": "https://example.org/a.pdf"}], ids=["neither", "both"]
)
def test_a_material_is_a_file_or_an_address(fields: dict[str, str]) -> None:
    material = Material(conference=make_conference(), title="Paper", **fields)
    assert said(material) == ["Give either a file or an address, not both and not neither."]


@pytest.mark.parametrize("fields", [{"file": "materials/a.pdf"}, {"url": "https://example.org/a.pdf"}])
def test_a_material_with_one_of_them_is_kept(fields: dict[str, str]) -> None:
    Material.objects.create(conference=make_conference(), title="Paper", **fields).full_clean()


def test_a_release_number_is_given_once() -> None:
    release = make_release(make_session().conference)
    again = Release(
        conference=release.conference,
        number=1,
        title=release.title,
        document=release.document,
        content_hash=release.content_hash,
    )
    assert said(again) == ["This release exists already."]


def test_permanent_ids_are_unique() -> None:
    session, question, speaker = make_session(), make_question(), make_speaker()
    rows: list[tuple[models.Model, str]] = [
        (
            Session(uid=session.uid, conference=make_conference(), slug="s", title="S", starts_at=NINE),
            "Session with this Permanent id already exists.",
        ),
        (
            Question(uid=question.uid, session=session, text="Q?"),
            "Guiding question with this Permanent id already exists.",
        ),
    ]
    assert [said(row) for row, _ in rows] == [[message] for _, message in rows]
    assert speaker.uid not in {session.uid, question.uid}


@pytest.mark.parametrize("slug", ["admin", "API", "static", "healthz"])
def test_an_address_of_the_site_itself_is_no_conferences(slug: str) -> None:
    with pytest.raises(ValidationError) as refused:
        Conference(slug=slug, title="C", time_zone="UTC").full_clean()
    assert refused.value.message_dict == {
        "slug": [f"“{slug}” is an address of the site itself. Please choose another."]
    }


def test_a_conferences_zone_is_one_of_the_iana_database() -> None:
    with pytest.raises(ValidationError) as refused:
        Conference(slug="c", title="C", time_zone="CET/Geneva").full_clean()
    assert refused.value.message_dict == {
        "time_zone": ["“CET/Geneva” is not a time zone. Expected a name such as Europe/Zurich."]
    }


@pytest.mark.parametrize("colour", ["red", "#FFF", "#1A4F8B", "#1a4f8b0"])
def test_a_tracks_colour_is_written_as_six_digits(colour: str) -> None:
    with pytest.raises(ValidationError) as refused:
        Track(conference=make_conference(), name="T", slug="t", colour=colour).full_clean()
    assert refused.value.message_dict["colour"][0] == "Expected a colour such as #1a4f8b."


def test_panels_are_the_sessions_of_that_kind_and_new_ones_are_panels() -> None:
    conference = make_conference()
    panel, talk = make_session(conference, kind="panel"), make_session(conference, kind="talk")
    new = Panel.objects.create(conference=conference, slug="new", title="New", starts_at=NINE)
    assert list(Panel.objects.order_by("pk").values_list("pk", "kind")) == [
        (panel.pk, "panel"),
        (new.pk, "panel"),
    ]
    assert Session.objects.get(pk=talk.pk).kind == "talk"


def test_a_speaker_who_appears_is_not_deleted() -> None:
    row = make_appearance(make_session())
    with pytest.raises(models.ProtectedError):
        row.speaker.delete()


def test_a_room_that_goes_leaves_its_sessions() -> None:
    conference = make_conference()
    room = Room.objects.create(conference=conference, name="Aula", slug="aula")
    session = make_session(conference, room=room)
    room.delete()
    session.refresh_from_db()
    assert session.room is None


def test_questions_that_stand_are_those_not_withdrawn() -> None:
    session = make_session()
    stands = make_question(session)
    make_question(session, is_withdrawn=True)
    assert list(Question.objects.standing()) == [stands]


def test_conferences_that_everybody_sees_are_released_and_no_drafts() -> None:
    seen = make_session(make_conference(slug="seen")).conference
    draft = make_session(make_conference(slug="draft", status="draft")).conference
    make_session(make_conference(slug="never"))
    archived = make_session(make_conference(slug="archived")).conference
    for conference in (seen, draft, archived):
        make_release(conference)
    archiving.archive(archived)
    make_session(seen)
    make_release(seen)  # its second release must not list it twice
    assert list(Conference.objects.public().order_by("slug")) == [archived, seen]


def test_things_are_called_by_their_names() -> None:
    conference = make_conference(title="Forum", slug="forum")
    session = make_session(conference, title="Norms")
    row = make_appearance(session, make_speaker(name="Ada Byron", honorific="Dr"), role="chair")
    release = make_release(conference)
    things: list[tuple[object, str]] = [
        (conference, "Forum"),
        (session, "Norms"),
        (row, "Dr Ada Byron (chair)"),
        (release, "Forum 1"),
        (make_question(session, text="Which?"), "Which?"),
        (Room(name="Aula"), "Aula"),
        (Track(name="Law"), "Law"),
        (Material(title="Paper"), "Paper"),
        (FormerSlug(slug="old"), "old"),
        (TeamMember(user=make_user(name="Eve"), role="editor"), "Eve (editor)"),
    ]
    assert [str(thing) for thing, _ in things] == [name for _, name in things]
