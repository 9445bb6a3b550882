from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cyberconf.accounts.models import User
from events import team
from events.models import Conference
from tests.builders import make_appearance, make_conference, make_session, make_speaker
from tests.pages import Page

pytestmark = pytest.mark.django_db


@pytest.fixture
def conference(client: Client, eve: User) -> Conference:
    client.force_login(eve)
    conference = make_conference(title="Calm")
    team.join(conference=conference, user=eve, role=team.Role.EDITOR)
    return conference


def page(client: Client, conference: Conference, missing: str = "") -> Page:
    return Page(
        client.get(reverse("admin:events_conference_speakers", args=[conference.pk]), {"missing": missing})
    )


def rows(found: Page) -> list[list[str]]:
    table = found.root.first(class_="wide-table")
    lines = [line for line in table.find("tr") if line.first("td").tag]
    return [
        [" ".join(cell.text.split()) for cell in line.children if not isinstance(cell, str)] for line in lines
    ]


def test_who_appears_stands_with_their_sessions_and_what_is_missing(
    client: Client, conference: Conference
) -> None:
    law = make_session(conference, title="Law")
    ada = make_speaker(name="Ada", biography="Hers.", email="a@b.example", affiliation="Institute")
    make_appearance(law, ada, role="chair")
    make_appearance(law, ada, role="panellist")
    make_appearance(law, make_speaker(name="Bo", photo="speakers/1/photo.jpg", consents_to_publish=True))
    make_appearance(make_session(conference, status="withdrawn"), make_speaker(name="Withdrawn"))
    make_appearance(make_session(), make_speaker(name="Elsewhere"))
    found = page(client, conference)
    assert rows(found) == [
        ["Ada Institute", "Law (chair)Law (panellist)", "missing", "there", "missing", "there"],
        ["Bo", "Law (speaker)", "there", "missing", "there", "missing"],
    ]
    assert [a.text for a in found.root.first(class_="choices").find("a")] == [
        "everybody (2)",
        "something is missing (2)",
        "without photo (1)",
        "without biography (1)",
        "without consent (1)",
        "without e-mail address (1)",
    ]


@pytest.mark.parametrize(
    ("missing", "names"),
    [("any", ["Ada", "Bo"]), ("photo", ["Ada"]), ("email", ["Bo"]), ("other", ["Ada", "Bo", "Cy"])],
)
def test_the_list_can_be_of_those_of_whom_something_is_missing(
    client: Client, conference: Conference, missing: str, names: list[str]
) -> None:
    session = make_session(conference)
    whole = {
        "biography": "B",
        "photo_url": "https://a.example/",
        "email": "a@b.example",
        "consents_to_publish": True,
    }
    make_appearance(session, make_speaker(**whole | {"name": "Ada", "photo_url": ""}))
    make_appearance(session, make_speaker(**whole | {"name": "Bo", "email": ""}))
    make_appearance(session, make_speaker(**whole | {"name": "Cy"}))
    assert [row[0] for row in rows(page(client, conference, missing))] == names


def test_nobody_sees_it_of_a_conference_that_is_not_theirs(client: Client, conference: Conference) -> None:
    other = make_conference()
    other.members.all().delete()
    assert (page(client, conference).status, page(client, other).status) == (200, 404)


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_at_any_length(
    client: Client, conference: Conference, django_assert_num_queries: Any, count: int
) -> None:
    for _row in range(count):
        make_appearance(make_session(conference))
    with django_assert_num_queries(8):
        page(client, conference)
