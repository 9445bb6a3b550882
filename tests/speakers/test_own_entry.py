"""What somebody without an account does with the link to their own entry."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cyberconf.accounts.models import User
from speakers import links, proposing
from speakers.errors import SpeakerError
from speakers.models import EditLink, Proposal, Speaker
from tests.builders import make_speaker
from tests.pages import Page
from tests.pictures import BLUE, SVG, opened, picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def speaker() -> Speaker:
    return make_speaker(
        name="Ada Byron",
        post="Director",
        biography="Hers.\r\nMore.",
        links=[{"title": "Web", "url": "https://a.example/"}],
        email="ada@b.example",
    )


@pytest.fixture
def link(speaker: Speaker) -> EditLink:
    return links.make(speaker, by=None)


def path(link: EditLink) -> str:
    return reverse("speakers:own_entry", args=[links.token(link)])


def fields(page: Page) -> dict[str, str]:
    """What the form would send."""
    form = page.root.first("form", class_="form")
    found = {}
    for box in [*form.find("input"), *form.find("textarea")]:
        name, kind = box.attributes.get("name", ""), box.attributes.get("type", "")
        if box.tag == "textarea":
            found[name] = re.sub(r"\r?\n", "\r\n", box.text.removeprefix("\n"))
        elif kind == "checkbox" and "checked" in box.attributes:
            found[name] = "on"
        elif kind not in {"checkbox", "file"}:
            found[name] = box.attributes.get("value", "")
    return found


def send(client: Client, link: EditLink, **typed: Any) -> Any:
    """Open the page, type and press the button."""
    return client.post(path(link), fields(Page(client.get(path(link)))) | typed)


def sent(data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("me.jpg", data, content_type="image/jpeg")


def waiting() -> dict[str, Any]:
    return dict(Proposal.objects.get(state="waiting").values)


# The link


def test_a_link_opens_the_entry_and_tells_nobody_of_its_address(client: Client, link: EditLink) -> None:
    response = client.get(path(link))
    shown = {name: value for name, value in fields(Page(response)).items() if value}
    assert shown == {
        "name": "Ada Byron",
        "post": "Director",
        "biography": "Hers.\r\nMore.",
        "links": "Web https://a.example/",
    }
    names = ("Cache-Control", "X-Robots-Tag", "Referrer-Policy")
    assert [response.headers[name] for name in names] == [
        "no-store, private",
        "noindex, nofollow",
        "same-origin",
    ]
    assert b"ada@b.example" not in response.content


def test_an_address_that_was_made_up_is_not_found(client: Client, link: EditLink) -> None:
    token = links.token(link)
    for other in (token[:-1], token[1:], link.uid.hex, "x"):
        assert client.get(f"/speakers/{other}/").status_code == 404


def test_a_link_that_is_over_says_so_and_gives_back_what_was_typed(client: Client, link: EditLink) -> None:
    typed = fields(Page(client.get(path(link)))) | {"biography": "Half an hour’s work."}
    EditLink.objects.update(expires_at=timezone.now() - timedelta(minutes=1))
    page = Page(client.post(path(link), typed))
    assert (page.status, Proposal.objects.exists()) == (410, False)
    assert "Its time is over. Please ask whoever sent it for another." in page.words("p")
    assert "Half an hour’s work." in page.given_back
    EditLink.objects.update(expires_at=timezone.now() + timedelta(days=1))
    link.revoke()
    page = Page(client.get(path(link)))
    assert "The organisers have withdrawn it. Please ask whoever sent it for another." in page.words("p")
    assert page.response.headers["Cache-Control"] == "no-store, private"


def test_a_link_holds_for_as_long_as_it_was_made_for(speaker: Speaker) -> None:
    at = timezone.now()
    link = links.make(speaker, by=None, days=30, at=at)
    days = [link.is_live(at + timedelta(days=days)) for days in (0, 29, 30)]
    assert days == [True, True, False]
    assert (link.revoke(), link.revoke()) == (True, False)


# What is sent


def test_what_is_sent_waits_and_changes_nothing(client: Client, speaker: Speaker, link: EditLink) -> None:
    response = send(
        client, link, name="Ada Lovelace", links="Book https://a.example/b", consents_to_publish="on"
    )
    assert (response.status_code, response.headers["Location"]) == (302, path(link))
    assert waiting() == {
        "name": "Ada Lovelace",
        "links": [{"title": "Book", "url": "https://a.example/b"}],
        "consents_to_publish": True,
    }
    before = Proposal.objects.get().before
    assert before == {
        "name": "Ada Byron",
        "links": [{"title": "Web", "url": "https://a.example/"}],
        "consents_to_publish": False,
    }
    now = Speaker.objects.get()
    assert (now.name, now.consents_to_publish) == ("Ada Byron", False)
    page = Page(client.get(path(link)))
    assert fields(page)["name"] == "Ada Lovelace"
    assert page.words("p", class_="message--success")[0].endswith(
        "It stands below, and you can still change it."
    )


def test_what_is_sent_later_goes_on_from_what_waits_and_replaces_it(client: Client, link: EditLink) -> None:
    send(client, link, name="Ada Lovelace", photo=sent(picture()))
    photo = waiting()["photo"]
    send(client, link, post="Chair")
    assert waiting() == {"name": "Ada Lovelace", "post": "Chair", "photo": photo}
    send(client, link)
    assert list(Proposal.objects.values_list("state", flat=True)) == ["waiting", "replaced"]
    send(client, link, name="Ada Byron", post="Director", drops_photo="on")
    assert list(Proposal.objects.values_list("state", flat=True)) == ["replaced", "replaced"]


def test_a_photo_is_made_ready_and_waits_too(client: Client, speaker: Speaker, link: EditLink) -> None:
    send(client, link, photo=sent(picture("PNG", (300, 200), colour=BLUE)))
    kept = opened(Proposal.objects.get().photo.read())
    assert (kept.format, kept.size) == ("JPEG", (200, 200))
    speaker.refresh_from_db()
    assert bool(speaker.photo) is False


def test_a_photo_can_be_taken_away(client: Client, speaker: Speaker, link: EditLink) -> None:
    Speaker.objects.update(photo="speakers/1/photo.jpg")
    send(client, link, drops_photo="on")
    assert waiting() == {"photo": ""}


def test_what_cannot_be_taken_is_said_beside_it_and_nothing_is_lost(client: Client, link: EditLink) -> None:
    page = Page(send(client, link, name="", biography="New.", links="Web", photo=sent(SVG)))
    assert (page.status, Proposal.objects.exists()) == (422, False)
    assert page.errors == [
        "To correct: This field is required.",
        "To correct: “Web” has no address that begins with https:// or http:// at its end.",
        "To correct: This file is SVG, whatever its name says. Expected a photo as JPEG, PNG or WebP.",
    ]
    assert (fields(page)["biography"], fields(page)["links"]) == ("New.", "Web")


def test_a_good_photo_is_kept_while_the_rest_is_corrected(client: Client, link: EditLink) -> None:
    page = Page(send(client, link, name="", photo=sent(picture(colour=BLUE))))
    assert page.root.first("img").attributes["src"].startswith("/media/speakers/")
    again = fields(page) | {"name": "Ada Byron"}
    assert client.post(path(link), again | {"kept_photo": "speakers/other.jpg"}).status_code == 302
    assert Proposal.objects.exists() is False
    client.post(path(link), again)
    assert waiting().keys() == {"photo"}
    assert opened(Proposal.objects.get().photo.read()).size == (30, 30)


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_however_often_something_was_sent(
    client: Client, link: EditLink, django_assert_num_queries: Any, count: int
) -> None:
    for number in range(count):
        send(client, link, name=f"Ada {number}")
    with django_assert_num_queries(3):
        client.get(path(link))


# What staff make of it


def proposed(speaker: Speaker, **values: Any) -> Proposal:
    proposal = proposing.propose(speaker, values, link=None)
    assert proposal is not None
    return proposal


@pytest.mark.parametrize(
    ("parts", "state", "entry", "said"),
    [
        (["name", "post"], "taken", ("Ada Lovelace", "Chair"), "was taken over."),
        (["post", "email"], "partly", ("Ada Byron", "Chair"), "was taken over in part."),
        ([], "declined", ("Ada Byron", "Director"), "was not taken over."),
    ],
)
def test_staff_take_over_all_a_part_or_nothing(
    client: Client,
    speaker: Speaker,
    link: EditLink,
    eve: User,
    parts: list[str],
    state: str,
    entry: tuple[str, str],
    said: str,
) -> None:
    proposal = proposed(speaker, name="Ada Lovelace", post="Chair")
    proposing.decide(proposal, parts=parts, by=eve)
    speaker.refresh_from_db()
    proposal.refresh_from_db()
    assert ((speaker.name, speaker.post), proposal.state, proposal.decided_by) == (entry, state, eve)
    page = Page(client.get(path(link)))
    assert (fields(page)["name"], said in page.words("p", class_="message")[0]) == (entry[0], True)


def test_a_photo_that_is_taken_over_is_the_one_that_was_sent(speaker: Speaker, eve: User) -> None:
    proposal = proposed(speaker, photo="speakers/1/photo.jpg")
    proposing.decide(proposal, parts=["photo"], by=eve)
    speaker.refresh_from_db()
    assert speaker.photo.name == "speakers/1/photo.jpg"


def test_an_import_finds_who_took_another_name(speaker: Speaker, eve: User) -> None:
    proposing.decide(proposed(speaker, name="Ada Lovelace"), parts=["name"], by=eve)
    assert list(speaker.former_entries.values_list("name", flat=True)) == ["Ada Byron"]


def test_nobody_decides_twice_or_on_what_was_replaced(speaker: Speaker, eve: User) -> None:
    first = proposed(speaker, name="A")
    second = proposed(speaker, name="B")
    proposing.decide(second, parts=[], by=eve)
    for proposal in (first, second):
        with pytest.raises(SpeakerError, match="decided already"):
            proposing.decide(proposal, parts=["name"], by=eve)
    speaker.refresh_from_db()
    assert speaker.name == "Ada Byron"
