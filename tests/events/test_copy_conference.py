"""``manage.py copy_conference``."""

from __future__ import annotations

from datetime import UTC, datetime
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from events.models import Conference
from tests.builders import make_appearance, make_conference, make_question, make_session

pytestmark = pytest.mark.django_db
LINES = [
    "- Friday 3 December 2021 becomes Friday 2 December 2022, and all other days move along.",
    "- What the clock shows in Europe/Zurich stays as it is.",
    "- In it: 1 session, 1 person and 1 guiding question.",
]


@pytest.fixture(autouse=True)
def ports() -> Conference:
    conference = make_conference(slug="ports-2021", title="Ports 2021")
    session = make_session(conference)
    make_question(session)
    make_appearance(session)
    return conference


def run(*arguments: str) -> tuple[list[str], list[str]]:
    out, warned = StringIO(), StringIO()
    call_command("copy_conference", *arguments, stdout=out, stderr=warned)
    return out.getvalue().splitlines(), warned.getvalue().splitlines()


def test_it_says_what_it_makes_and_makes_it(ports: Conference) -> None:
    asked = ("ports-2021", "--title", "Harbours", "--date", "2022-12-02")
    head = "It would make “Harbours”, a draft at /harbours/."
    assert (run(*asked, "--dry-run"), Conference.objects.count()) == (([head, *LINES], []), 1)
    assert run(*asked) == (["“Harbours” is made, a draft at /harbours/.", *LINES], [])
    new = Conference.objects.latest("pk")
    assert (new.follows, new.status) == (ports, "draft")


def test_without_more_said_it_is_the_same_weekday_of_a_coming_year() -> None:
    run("ports-2021")
    new = Conference.objects.latest("pk")
    first = new.sessions.get().starts_at.date()
    assert (first.weekday(), first > datetime.now(tz=UTC).date()) == (4, True)
    assert new.slug == f"ports-{first.year}"


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("--without", "people", "--without", "questions"), "- In it: 1 session."),
        (("--without", "people"), "- In it: 1 session and 1 guiding question."),
        (("--with", "outcomes"), "- In it: 1 session, 1 person and 1 guiding question."),
    ],
)
def test_parts_are_left_out_or_taken_along(asked: tuple[str, ...], said: str) -> None:
    assert run("ports-2021", "--dry-run", *asked)[0][-1] == said


def test_what_the_clocks_do_is_warned_of() -> None:
    at = datetime(2021, 12, 4, 1, 30, tzinfo=UTC)
    make_session(Conference.objects.get(), title="Night", starts_at=at)
    (warned,) = run("ports-2021", "--date", "2022-03-26", "--dry-run")[1][:1]
    assert warned.startswith("Warning: “Night”: there is no 27 March 2022, 02:30 in Europe/Zurich")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("nowhere",), "There is no conference “nowhere”. Expected one of: ports-2021."),
        (("ports-2021", "--date", "soon"), "--date “soon” is no day. Expected one such as 2022-12-02."),
        (
            ("ports-2021", "--slug", "ports-2021"),
            "“ports-2021” is not copied. “ports-2021” is the address of another conference. "
            "Please choose another.",
        ),
    ],
)
def test_what_cannot_be_is_refused_in_words(asked: Any, said: str) -> None:
    with pytest.raises(CommandError) as refusal:
        run(*asked)
    assert (str(refusal.value), refusal.value.returncode, Conference.objects.count()) == (said, 1, 1)
