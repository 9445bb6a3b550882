"""Two editors on one page: the second sees what the first did, and chooses."""

from __future__ import annotations

from typing import Any

import pytest
from django.db.models import Model
from django.test import Client

from cyberconf.accounts.models import User
from events.models import Appearance
from speakers.models import Speaker
from tests.builders import make_appearance, make_conference, make_session, make_speaker
from tests.events.admin.forms import admin_url, errors, filled, save
from tests.pages import Page

pytestmark = pytest.mark.django_db

CHANGED = "Somebody else has changed this since you opened it. Nothing is saved yet."
ADVICE = "Tick “Save what stands here all the same” to overwrite that, or open the page anew."


@pytest.fixture(autouse=True)
def _signed_in(client: Client, eve: User) -> None:
    client.force_login(eve)


def appearing() -> Speaker:
    """Somebody who is on a programme."""
    speaker = make_speaker(name="Ann Li", post="Judge")
    make_appearance(make_session(), speaker)
    return speaker


@pytest.mark.parametrize(
    ("make", "mine", "theirs", "said"),
    [
        (
            lambda: make_session(title="Norms", summary="Old."),
            {"summary": "Mine."},
            {"title": "Rules"},
            [
                "Eve Editor: “Norms” is renamed to “Rules”.",
                "Title: “Rules” now, “Norms” in this form.",
                "Summary: “Old.” now, “Mine.” in this form.",
            ],
        ),
        (
            lambda: make_conference(title="Ports", theme="Old", status="draft"),
            {"theme": "Mine"},
            {"status": "public"},
            [
                "Eve Editor: Changed Status.",
                "Theme: “Old” now, “Mine” in this form.",
                "Status: “public” now, “draft” in this form.",
            ],
        ),
        (
            appearing,
            {"email": "mine@example.org"},
            {"post": "Chair"},
            [
                "Eve Editor: Changed about Ann Li: post.",
                "Post: “Chair” now, “Judge” in this form.",
                "E-mail address: “” now, “mine@example.org” in this form.",
            ],
        ),
    ],
    ids=["session", "conference", "speaker"],
)
def test_the_second_of_two_editors_sees_what_the_first_did_and_overwrites_it_only_when_asked(
    client: Client, make: Any, mine: dict[str, str], theirs: dict[str, str], said: list[str]
) -> None:
    row: Model = make()
    url = admin_url(row, "change")
    typed = filled(client, url, **mine)
    save(client, row, **theirs)
    stored = stored_of(row)
    response = client.post(url, typed)

    assert (stored_of(row), errors(response)) == (stored, ["".join([CHANGED, *said, ADVICE])])
    page = Page(response).root
    kept = next(each for name in mine for each in page.find(name=name))
    assert (kept.attributes.get("value") or kept.text.strip()) == next(iter(mine.values()))
    box = page.first("input", name="overwrites").attributes
    client.post(url, typed | {"overwrites": box["value"]})

    assert stored_of(row) != stored
    assert {name: getattr(row, name) for name in mine} == mine


def stored_of(row: Model) -> dict[str, Any]:
    """What is stored of it now."""
    row.refresh_from_db()
    return {field.name: getattr(row, field.attname) for field in row._meta.concrete_fields}


def test_a_third_change_is_not_overwritten_by_a_tick_for_the_second(client: Client) -> None:
    session = make_session(title="Norms")
    url = admin_url(session, "change")
    mine = filled(client, url, title="Mine")
    save(client, session, title="Rules")
    box = Page(client.post(url, mine)).root.first("input", name="overwrites").attributes
    save(client, session, title="Laws")
    client.post(url, mine | {"overwrites": box["value"]})

    session.refresh_from_db()
    assert session.title == "Laws"


def test_people_whom_another_editor_has_changed_are_seen_as_well(client: Client) -> None:
    session = make_session()
    make_appearance(session)
    url = admin_url(session, "change")
    mine = filled(client, url, title="Mine")
    Appearance.objects.update(role="chair")

    assert client.post(url, mine).status_code == 200
    session.refresh_from_db()
    assert session.title != "Mine"
