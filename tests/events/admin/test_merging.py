from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cyberconf.accounts.models import User
from events.models import Appearance, Release
from speakers.models import Speaker
from tests.builders import make_appearance, make_conference, make_release, make_session, make_speaker
from tests.events.admin.forms import admin_url, errors, told
from tests.pages import Page

pytestmark = pytest.mark.django_db

MERGE = reverse("admin:speakers_speaker_merge")
DUPLICATES = reverse("admin:speakers_speaker_duplicates")


@pytest.fixture(autouse=True)
def _signed_in(client: Client, eve: User) -> None:
    make_conference()
    client.force_login(eve)


def look(client: Client, *speakers: Speaker) -> Page:
    return Page(client.get(MERGE, {"ids": [speaker.pk for speaker in speakers]}))


def send(client: Client, page: Page, **chosen: Any) -> Any:
    """Press the button of the page, with some choices made."""
    form = page.root.first("form", class_="merge")
    data: dict[str, Any] = {"ids": []}
    for box in form.find("input"):
        name, value = box.attributes.get("name", ""), box.attributes.get("value", "on")
        if name == "ids":
            data["ids"].append(value)
        elif "checked" in box.attributes:
            data[name] = value
    return client.post(MERGE, data | {"confirms": "on"} | chosen)


def choices(page: Page) -> dict[str, str]:
    """What is chosen for each part."""
    boxes = page.root.find("input", type="radio")
    return {box.attributes["name"]: box.attributes["value"] for box in boxes if "checked" in box.attributes}


def test_entries_stand_side_by_side_and_what_is_said_is_chosen_first(client: Client) -> None:
    one = make_speaker(name="Ada Byron", country="UK")
    other = make_speaker(name="A. Byron", country="UK", biography="Hers.", photo="speakers/1/photo.jpg")
    make_appearance(make_session(make_conference(title="Calm"), title="Law"), other, role="chair")
    page = look(client, one, other)
    assert choices(page) == {
        "kept": str(one.pk),
        "name": str(one.pk),
        "biography": str(other.pk),
        "photo": str(other.pk),
    }
    form = page.root.first("form", class_="merge")
    heads = [head.text.strip() for head in form.find("th", scope="row")]
    assert (heads[:3], heads[-1]) == (["The entry that stays", "Honorific", "Name"], "Sessions")
    assert [item.text for item in form.first("div", class_="merge-scroll").find("li")] == [
        "none",
        "Calm: Law (chair)",
    ]
    assert form.first("img").attributes["src"] == "/media/speakers/1/photo.jpg"


def test_what_was_chosen_is_what_becomes_of_them(client: Client) -> None:
    one, other = (
        make_speaker(name="Ada Byron", slug="ada"),
        make_speaker(name="A. Byron", slug="a", post="Chair"),
    )
    make_appearance(make_session(), one)
    response = send(client, look(client, one, other), kept=str(other.pk), name=str(one.pk))
    row = Speaker.objects.get()
    assert (row.pk, row.slug, row.name, row.post) == (other.pk, "a", "Ada Byron", "Chair")
    assert (response.headers["Location"], told(response)) == (
        admin_url(other, "change"),
        ["2 entries are one now."],
    )
    assert Appearance.objects.get().speaker == other


def test_people_who_are_hardly_one_are_merged_only_once_what_differs_is_confirmed(client: Client) -> None:
    one = make_speaker(name="Ada Byron", affiliation="ITU", email="ada@example.org")
    other = make_speaker(name="Bo Lin", affiliation="UN")
    make_appearance(make_session(), one)
    page = look(client, one, other)
    response = send(client, page, confirms="")

    unlike = page.root.first("div", class_="merge-unlike")
    assert [item.text for item in unlike.find("li")] == [
        "Name: “Ada Byron”, “Bo Lin”",
        "Affiliation: “ITU”, “UN”",
    ]
    assert (response.status_code, Speaker.objects.count()) == (422, 2)
    assert errors(response) == ["Please look at what differs, then confirm that they are one person."]
    send(client, page)
    assert Speaker.objects.count() == 1


def test_entries_that_say_the_same_in_other_words_are_merged_without_a_question(client: Client) -> None:
    one = make_speaker(name="Müller, Eva", affiliation="ITU", email="eva@example.org")
    other = make_speaker(name="Eva Muller", affiliation="itu.", email="EVA@example.org")
    for speaker in (one, other):
        make_appearance(make_session(), speaker)
    page = look(client, one, other)
    send(client, page, confirms="")

    assert (page.words("div", class_="merge-unlike"), Speaker.objects.count()) == ([], 1)


def test_a_choice_that_none_of_them_is_is_refused(client: Client) -> None:
    one, other, stranger = make_speaker(name="A"), make_speaker(name="B"), make_speaker(name="C")
    response = send(client, look(client, one, other), kept=str(stranger.pk))
    assert (response.status_code, Speaker.objects.count()) == (422, 3)
    assert "is not one of the available choices" in Page(response).words("p", class_="errornote")[0]


def test_values_that_are_no_sound_entry_are_refused_in_words(client: Client) -> None:
    one, other = make_speaker(name="A"), make_speaker(name="B", links=[{"title": "Web"}])
    Speaker.objects.filter(pk=other.pk).update(links=[{"title": "Web", "url": "javascript:alert(1)"}])
    response = send(client, look(client, one, other))
    assert (response.status_code, Speaker.objects.count()) == (422, 2)
    assert Page(response).words("ul", class_="errorlist")[0].startswith("Expected a list such as")


def test_conferences_that_publish_each_change_do(client: Client) -> None:
    one, other = make_speaker(name="A"), make_speaker(name="B")
    conference = make_conference(title="Calm", publishes_each_change=True)
    make_appearance(make_session(conference), other)
    make_release(conference)
    response = send(client, look(client, one, other))
    assert told(response) == ["2 entries are one now.", "Release 2 of Calm is published."]
    assert Release.objects.count() == 2


def test_the_list_leads_to_the_page_with_those_who_were_chosen(client: Client) -> None:
    one, other = make_speaker(name="B"), make_speaker(name="A")
    chosen = {"action": "merge", "_selected_action": [one.pk, other.pk]}
    response = client.post(admin_url(Speaker, "changelist"), chosen)
    assert response.headers["Location"] == f"{MERGE}?ids={other.pk}&ids={one.pk}"
    response = client.post(admin_url(Speaker, "changelist"), chosen | {"_selected_action": [one.pk]})
    assert told(response) == ["Choose from 2 to 10 speakers to merge."]


@pytest.mark.parametrize(
    "ids", [[], ["1"], ["1", "1"], ["1", "none"], ["998", "999"], list(map(str, range(11)))]
)
def test_fewer_than_two_or_strangers_are_not_found(client: Client, ids: list[str]) -> None:
    assert client.get(MERGE, {"ids": ids}).status_code == 404


def test_who_may_not_delete_merges_nothing(client: Client) -> None:
    """Somebody who appears for another team as well is not one's own to take away."""
    one, other = make_speaker(), make_speaker()
    make_appearance(make_session(), one)
    theirs = make_session()
    make_appearance(theirs, one)
    theirs.conference.members.all().delete()
    assert look(client, one, other).status == 403
    assert client.post(MERGE, {"ids": [one.pk, other.pk]}).status_code == 403


def test_likely_duplicates_lead_to_the_page_side_by_side(client: Client) -> None:
    one, other = make_speaker(name="José Núñez"), make_speaker(name="Jose Nunez")
    make_speaker(name="Ada")
    page = Page(client.get(DUPLICATES))
    assert page.words("a", class_="button") == ["Look at the entries of Jose Nunez side by side"]
    assert page.root.first("a", class_="button").attributes["href"] == f"{MERGE}?ids={other.pk}&ids={one.pk}"
    other.delete()
    assert "No two entries look like one person." in Page(client.get(DUPLICATES)).words("p")


@pytest.mark.parametrize("rows", [1, 3])
def test_the_pages_cost_the_same_at_any_length(
    client: Client, django_assert_num_queries: Any, rows: int
) -> None:
    speakers = [make_speaker(name="Ada") for _row in range(rows + 1)]
    for speaker in speakers:
        make_appearance(make_session(), speaker)
    with django_assert_num_queries(7):
        client.get(DUPLICATES)
    with django_assert_num_queries(9):
        look(client, *speakers)
