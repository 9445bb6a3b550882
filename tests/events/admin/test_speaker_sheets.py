from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from cyberconf.accounts.models import User
from speakers.models import Speaker, SpeakerSheet
from tests.builders import (
    make_appearance,
    make_conference,
    make_member,
    make_release,
    make_session,
    make_speaker,
)
from tests.events.admin.forms import errors, told
from tests.pages import Page

pytestmark = pytest.mark.django_db

UPLOAD = reverse("admin:speakers_speaker_import")


@pytest.fixture(autouse=True)
def _signed_in(client: Client, eve: User) -> None:
    make_conference()
    client.force_login(eve)


def upload(client: Client, text: str, name: str = "people.csv") -> Any:
    return client.post(UPLOAD, {"file": SimpleUploadedFile(name, text.encode())})


def look(client: Client, text: str) -> tuple[str, Page]:
    """Upload a sheet; the address and the page of what it would do."""
    url = upload(client, text).headers["Location"]
    return url, Page(client.get(url))


def send(client: Client, url: str, page: Page, **choices: str) -> Any:
    seen = page.root.first("input", name="seen").attributes["value"]
    return client.post(
        url, {"seen": seen} | {name.replace("_", "-"): value for name, value in choices.items()}
    )


def groups(page: Page) -> dict[str, list[str]]:
    """What the rows of each kind say."""
    found = page.root.first("form", id="sheet_form").find(class_="module")
    return {
        each.attributes["data-kind"]: [" ".join(row.text.split()) for row in each.find(class_="sheet-row")]
        for each in found
    }


def test_a_sheet_is_looked_at_row_by_row_before_anything_is_written(client: Client, eve: User) -> None:
    make_speaker(name="Ada Byron", post="Director", email="a@b.example", added_by=eve)
    make_speaker(name="Cy")
    rows = "Ada Byron,Chair,\nBo,,b@b.example\nCy,,\nEve,,a@b.example\n,Chair,\n"
    _url, page = look(client, "Name,Post,E-mail,Shoes\n" + rows)
    assert groups(page) == {
        "doubtful": [
            "Row 5: Eve The e-mail address is that of an entry with another name. Who is in row 5 Leave out "
            "A new entry Ada Byron, Director, a@b.example Name Eve E-mail address a@b.example"
        ],
        "refused": ["Row 6: - A person without a name."],
        "new": ["Row 3: Bo Name Bo E-mail address b@b.example"],
        "changed": ["Row 2: Ada Byron Post Director Chair"],
        "same": ["Row 4: Cy"],
    }
    assert Speaker.objects.count() == 2


def test_what_was_looked_at_is_applied_with_the_answers_that_were_given(client: Client) -> None:
    ada = make_speaker(name="Ada Byron", email="a@b.example")
    conference = make_conference(title="Calm", publishes_each_change=True)
    make_appearance(make_session(conference), ada)
    make_release(conference)
    url, page = look(
        client, "Name,Post,E-mail\nAugusta King,Chair,a@b.example\nBo,,\nADA BYRON,,x@b.example\n"
    )
    response = send(client, url, page, row_2=str(ada.pk))
    assert told(response) == [
        "1 new, 1 changed, 0 as they were, 1 left out.",
        "Release 2 of Calm is published.",
    ]
    ada.refresh_from_db()
    assert (ada.name, ada.post) == ("Augusta King", "Chair")
    assert Speaker.objects.filter(name="Bo", slug="bo").exists()
    assert list(SpeakerSheet.objects.values_list("data", flat=True)) == [b""]
    assert client.get(url).status_code == send(client, url, page).status_code == 404


def test_entries_that_changed_meanwhile_are_looked_at_again_and_answers_stay(client: Client) -> None:
    ada = make_speaker(name="Ada Byron", post="Director")
    url, page = look(client, "Name,Post\nAda Byron,Chair\nByron Ada,\n")
    Speaker.objects.update(post="President")
    response = send(client, url, page, row_3="new")
    again = Page(response)
    assert (again.status, again.words("p", class_="errornote")) == (
        422,
        ["Entries have changed since this page was opened. Please look again."],
    )
    chosen = [
        box.attributes["value"]
        for box in again.root.find("input", type="radio")
        if "checked" in box.attributes
    ]
    assert (chosen, groups(again)["changed"]) == (["new"], ["Row 2: Ada Byron Post President Chair"])
    send(client, url, again, row_3="new")
    ada.refresh_from_db()
    assert (ada.post, Speaker.objects.count()) == ("Chair", 2)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "Hello\n",
            "No row has headings of people. Expected a row such as “Name, Post, Affiliation, E-mail”.",
        ),
        ("Name\n" + "x" * 5_000_000, "The file has 5.0 MB. Expected at most 4 MB."),
        ("", "The submitted file is empty."),
    ],
)
def test_what_is_no_sheet_of_people_is_refused_in_words(client: Client, text: str, message: str) -> None:
    response = upload(client, text)
    assert (response.status_code, errors(response), SpeakerSheet.objects.exists()) == (422, [message], False)


def test_a_sheet_is_seen_by_whoever_uploaded_it_alone(client: Client) -> None:
    url, _page = look(client, "Name\nBo\n")
    client.force_login(make_member(make_conference(), "editor"))
    assert client.get(url).status_code == 404
    upload(client, "Name\nCy\n")
    upload(client, "Name\nDi\n")
    assert SpeakerSheet.objects.count() == 2


@pytest.mark.parametrize("count", [1, 3])
def test_looking_costs_the_same_at_any_length(
    client: Client, django_assert_num_queries: Any, count: int
) -> None:
    names = [f"Ada {number}" for number in range(count)]
    for name in names:
        make_appearance(make_session(), make_speaker(name=name))
    url, _page = look(client, "\n".join(["Name,Post", *(f"{name},Chair" for name in names), "Bo,", "Cy,"]))
    with django_assert_num_queries(10):
        client.get(url)
