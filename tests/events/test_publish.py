"""The command: what it says of a release, who sees it, and when it refuses."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from events.models import Conference, Release, Room, Session
from tests.builders import make_appearance, make_conference, make_release, make_session, make_speaker

pytestmark = pytest.mark.django_db

DRAFT = "Only staff see it: the conference is a draft. For everybody: manage.py publish norms --public"
PUBLIC = f"Everybody sees it at {settings.SITE_URL}/norms/"


def run(*arguments: str) -> list[str]:
    """Run the command and return the lines that it printed."""
    output = io.StringIO()
    call_command("publish", *arguments, stdout=output)
    return output.getvalue().splitlines()


def make_norms(**overrides: Any) -> Session:
    """A panel of the conference “norms”."""
    return make_session(make_conference(**{"slug": "norms"} | overrides), title="Norms", number="1")


def test_the_first_release_is_told_with_who_sees_it() -> None:
    make_norms()

    assert run("norms", "--note", "As announced") == ["Release 1 of norms, its first.", PUBLIC]
    assert list(Release.objects.values_list("number", "note")) == [(1, "As announced")]


def test_what_a_release_changes_is_told_in_words_with_rooms_and_people_by_name() -> None:
    session = make_norms()
    make_release(session.conference)
    session.room = Room.objects.create(conference=session.conference, slug="xxvi", name="Room XXVI")
    session.save()
    make_appearance(session, make_speaker(name="Ada Byron", slug="a-b"), role="moderator")

    assert run("norms") == [
        "Release 2 of norms, with 4 changes:",
        "- New room: “Room XXVI”.",
        "- Panel 1 takes place in Room XXVI.",
        "- Ada Byron joins Panel 1 (moderator).",
        "- Ada Byron is new among the people.",
        PUBLIC,
    ]


def test_one_change_is_told_in_the_singular() -> None:
    session = make_norms()
    make_release(session.conference)
    Session.objects.update(title="Rules")

    assert run("norms") == [
        "Release 2 of norms, with 1 change:",
        "- Panel 1 is renamed from “Norms” to “Rules”.",
        PUBLIC,
    ]


def test_what_does_not_differ_makes_no_release_and_keeps_no_note() -> None:
    make_release(make_norms().conference)

    assert run("norms", "--note", "Again") == [
        "Nothing differs from release 1 of norms.",
        "The note was not kept: it would have been that of a new release.",
        PUBLIC,
    ]
    assert run("norms") == ["Nothing differs from release 1 of norms.", PUBLIC]
    assert list(Release.objects.values_list("number", "note")) == [(1, "")]


def test_a_draft_stays_one_and_the_way_to_everybody_is_told() -> None:
    make_norms(status="draft")

    assert run("norms") == ["Release 1 of norms, its first.", DRAFT]
    assert Conference.objects.get().status == "draft"


@pytest.mark.parametrize("before", ["draft", "public"])
def test_public_shows_a_draft_to_everybody(before: str) -> None:
    make_release(make_norms(status=before).conference)

    assert run("norms", "--public") == ["Nothing differs from release 1 of norms.", PUBLIC]
    assert Conference.objects.get().status == "public"


def test_a_session_without_an_end_is_refused_and_a_draft_stays_hidden() -> None:
    session = make_norms(status="draft")
    Session.objects.filter(pk=session.pk).update(ends_at=None)

    with pytest.raises(CommandError) as refused:
        run("norms", "--public")

    assert (str(refused.value), refused.value.returncode) == (
        "“norms” is not published. Panel 1 (“Norms”) has no end. Please say when it ends.",
        1,
    )
    assert (Release.objects.count(), Conference.objects.get().status) == (0, "draft")


@pytest.mark.parametrize(
    ("note", "why"),
    [
        ("x" * 2001, "The note has 2001 characters. Expected at most 2000."),
        ("a\0b", "The note holds a null character. Expected text."),
    ],
)
def test_a_note_that_cannot_be_kept_is_refused_and_nothing_published(note: str, why: str) -> None:
    make_norms()

    with pytest.raises(CommandError) as refused:
        run("norms", "--note", note)

    assert (str(refused.value), refused.value.returncode) == (f"“norms” is not published. {why}", 1)
    assert Release.objects.count() == 0


@pytest.mark.parametrize(("slugs", "known"), [([], "none yet"), (["norms", "law"], "law, norms")])
def test_an_unknown_conference_is_refused_with_those_there_are(slugs: list[str], known: str) -> None:
    for slug in slugs:
        make_conference(slug=slug)

    with pytest.raises(CommandError) as refused:
        run("rules")

    assert str(refused.value) == f"There is no conference “rules”. Expected one of: {known}."


def test_without_tables_it_says_what_to_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection.introspection, "table_names", list)

    with pytest.raises(CommandError, match=r"^The database has no tables yet\. Run manage\.py migrate"):
        run("norms")


def test_a_release_is_published_again_and_what_that_changes_told() -> None:
    session = make_norms()
    first = make_release(session.conference)
    Session.objects.update(title="Rules")
    make_release(session.conference)

    assert run("norms", "--release", "1", "--note", "Back") == [
        "Release 3 of norms, with 1 change:",
        "- Panel 1 is renamed from “Rules” to “Norms”.",
        PUBLIC,
    ]
    assert Session.objects.get().title == "Norms"
    made = Release.objects.get(number=3)
    assert (made.document, made.note) == (first.document, "Back")


@pytest.mark.parametrize(
    ("number", "why"),
    [
        ("2", "“norms” is not published. Release 2 is the newest. There is nothing to go back to."),
        ("3", "There is no release 3 of “norms”. Expected one from 1 to 2."),
        ("0", "There is no release 0 of “norms”. Expected one from 1 to 2."),
    ],
)
def test_a_release_that_cannot_be_gone_back_to_is_refused_and_the_draft_left(number: str, why: str) -> None:
    session = make_norms(status="draft")
    make_release(session.conference)
    Session.objects.update(title="Rules")
    make_release(session.conference)
    Session.objects.update(title="Laws")

    with pytest.raises(CommandError) as refused:
        run("norms", "--release", number, "--public")

    assert (str(refused.value), refused.value.returncode) == (why, 1)
    assert (Session.objects.get().title, Release.objects.count()) == ("Laws", 2)
    assert Conference.objects.get().status == "draft"


def test_a_conference_without_releases_has_none_to_go_back_to() -> None:
    make_norms()

    with pytest.raises(CommandError) as refused:
        run("norms", "--release", "1")

    assert str(refused.value) == "There is no release 1 of “norms”: it was never published."
