from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from cyberconf.accounts.models import User
from events.models import Release
from speakers.models import Speaker
from tests.builders import NINE, make_appearance, make_conference, make_release, make_session, make_speaker
from tests.events.admin.forms import admin_url, errors, filled, save, told
from tests.pages import Page
from tests.pictures import BLUE, SVG, bomb, opened, picture

pytestmark = pytest.mark.django_db

LIST = admin_url(Speaker, "changelist")


@pytest.fixture(autouse=True)
def _signed_in(client: Client, eve: User) -> None:
    make_conference()
    client.force_login(eve)


def column(client: Client, name: str, query: str = "") -> list[str]:
    return Page(client.get(LIST + query)).words(class_=f"field-{name}")


def test_the_list_names_sessions_by_conference_and_what_is_missing(client: Client) -> None:
    complete = make_speaker(
        name="A",
        biography="Hers.",
        photo_url="https://a.example/a.jpg",
        consents_to_publish=True,
        email="a@b.example",
    )
    make_speaker(name="B")
    calm, storm = make_conference(title="Calm"), make_conference(title="Storm")
    for hour, title in enumerate(("Law", "Norms", "Ports", "Trust")):
        session = make_session(calm, title=title, starts_at=NINE + timedelta(hours=hour))
        make_appearance(session, complete)
    make_appearance(session, complete, role="moderator")
    make_appearance(make_session(storm, title="Cables", starts_at=NINE + timedelta(days=1)), complete)
    assert column(client, "sessions_named") == ["Calm: Law, Norms, Ports and 1 moreStorm: Cables", "-"]
    assert column(client, "what_is_missing") == ["-", "photo, biography, consent, e-mail address"]


def test_people_are_found_by_what_is_missing_by_conference_and_by_words(client: Client) -> None:
    found = make_speaker(name="Ada", biography="Hers.", affiliation="Accra Institute")
    make_speaker(name="Bo", photo_url="https://a.example/b.jpg")
    session = make_session()
    make_appearance(session, found)
    make_appearance(make_session(), make_speaker(name="Cy", photo_url="https://a.example/c.jpg"))
    conference = f"?sessions__conference__id__exact={session.conference.pk}"
    for query in ("?missing=photo", conference, "?q=accra"):
        assert (query, column(client, "name", query)) == (query, ["Ada"])
    assert column(client, "name", "?missing=any") == ["Ada", "Bo", "Cy"]
    assert column(client, "name", "?missing=biography") == ["Bo", "Cy"]
    assert column(client, "name", "?missing=email") == ["Ada", "Bo", "Cy"]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_at_any_length(
    client: Client, django_assert_num_queries: Any, rows: int
) -> None:
    for _row in range(rows):
        make_appearance(make_session())
    with django_assert_num_queries(11):
        client.get(LIST)


def test_speakers_are_offered_by_the_letters_of_their_name(client: Client) -> None:
    ada = make_speaker(name="Ada Adams")
    make_speaker(name="Bo Brown")
    asked = {"app_label": "events", "model_name": "appearance", "field_name": "speaker", "term": "ada"}
    answer = client.get(reverse("admin:autocomplete"), asked).json()
    assert answer["results"] == [{"id": str(ada.pk), "text": "Ada Adams"}]


def test_links_are_typed_as_lines(client: Client) -> None:
    speaker = make_speaker(links=[{"title": "Web page", "url": "https://a.example/"}])
    assert filled(client, admin_url(speaker, "change"))["links"] == "Web page https://a.example/"
    save(client, speaker, links="Her book https://b.example/book\r\n\r\nhttps://c.example/")
    speaker.refresh_from_db()
    assert speaker.links == [
        {"title": "Her book", "url": "https://b.example/book"},
        {"title": "c.example", "url": "https://c.example/"},
    ]


@pytest.mark.parametrize("line", ["Web", "Web javascript:alert(1)", "https://a.example/ Web"])
def test_a_line_without_an_address_is_refused_and_kept(client: Client, line: str) -> None:
    response = save(client, make_speaker(), links=line)
    assert errors(response) == [f"“{line}” has no address that begins with https:// or http:// at its end."]
    assert Page(response).root.first("textarea", name="links").text.strip() == line


def test_whoever_is_on_a_programme_keeps_their_address(client: Client) -> None:
    speaker = make_speaker(slug="ada", name="Ada")
    save(client, speaker, slug="ada-adams")
    make_appearance(make_session(), speaker)
    save(client, speaker, slug="other", name="Ada Adams")
    speaker.refresh_from_db()
    assert (speaker.slug, speaker.name) == ("ada-adams", "Ada Adams")


def test_whoever_is_on_a_programme_is_not_deleted(client: Client) -> None:
    appearance = make_appearance(make_session())
    client.post(admin_url(appearance.speaker, "delete"), {"post": "yes"})
    assert Speaker.objects.exists()


def test_a_change_is_published_in_every_conference_that_asks_for_it(client: Client) -> None:
    speaker, elsewhere = make_speaker(), make_conference(publishes_each_change=True)
    conferences = [make_conference(publishes_each_change=True, title=title) for title in ("Calm", "Storm")]
    for conference in conferences:
        make_appearance(make_session(conference), speaker)
        make_appearance(make_session(conference), speaker)
        make_release(conference)
    make_release(elsewhere)
    response = save(client, speaker, name="Ada Adams")
    assert told(response)[:2] == ["Release 2 of Calm is published.", "Release 2 of Storm is published."]
    assert Release.objects.count() == 5


def sent(data: bytes, name: str = "photo.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, content_type="image/jpeg")


def test_a_photo_is_made_ready_whatever_its_file_is_called(client: Client) -> None:
    speaker = make_speaker()
    save(
        client, speaker, photo=sent(picture("PNG", (300, 200), colour=BLUE), "Me at home.jpg"), photo_left="0"
    )
    speaker.refresh_from_db()
    kept = opened(speaker.photo.read())
    assert (kept.format, kept.size, speaker.photo.name.endswith("/photo.jpg")) == ("JPEG", (200, 200), True)
    save(client, speaker, name="Ada")
    speaker.refresh_from_db()
    assert (speaker.name, bool(speaker.photo)) == ("Ada", True)
    save(client, speaker, **{"photo-clear": "on"})
    speaker.refresh_from_db()
    assert bool(speaker.photo) is False


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (SVG, "This file is SVG, whatever its name says. Expected a photo as JPEG, PNG or WebP."),
        (bytes(30_000_000), "The photo has 30.0 MB. Expected at most 10 MB. Please save it smaller."),
        (bomb(50_000, 50_000), "The photo has more than 24 million pixels. Please save it smaller."),
    ],
    ids=["svg", "30 MB", "bomb"],
)
def test_what_is_no_photo_is_refused_at_its_field_and_nothing_typed_is_lost(
    client: Client, data: bytes, message: str
) -> None:
    speaker = make_speaker()
    response = save(client, speaker, photo=sent(data), biography="What she did.")
    assert errors(response) == [message]
    assert Page(response).root.first("textarea", name="biography").text.strip() == "What she did."
    speaker.refresh_from_db()
    assert (bool(speaker.photo), speaker.biography) == (False, "")
