"""The pages of translators: languages, texts side by side, and what somebody else has written meanwhile."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cyberconf.accounts.models import User
from events.models import Conference, Edit, Release, Session, Translation
from tests.builders import (
    NINE,
    make_language,
    make_member,
    make_release,
    make_session,
    make_translation,
    make_user,
)
from tests.events.admin.forms import errors, save, told
from tests.pages import Page

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _signed_in(client: Client, eve: User) -> None:
    client.force_login(eve)


@pytest.fixture
def french(conference: Conference, law: Session) -> str:
    """The page of the texts in French, where the title of the panel is to be looked over."""
    translation = make_translation(make_language(conference, "fr"), law, "title", "Droit")
    translation.of = "0" * 16
    translation.save()
    return reverse("admin:events_conference_translation", args=[conference.pk, "fr"])


def languages(conference: Conference) -> str:
    return reverse("admin:events_conference_translations", args=[conference.pk])


def sent(client: Client, url: str, **typed: str) -> dict[str, str]:
    """What the page would send, with texts typed anew by the end of their names."""
    root = Page(client.get(url)).root
    data = {box.attributes["name"]: box.text.strip() for box in root.find("textarea")}
    hidden = [box for box in root.find("input", type="hidden") if box.attributes["name"].startswith("seen")]
    data |= {box.attributes["name"]: box.attributes["value"] for box in hidden}
    for name in list(data):
        for end, text in typed.items():
            if name.startswith("text:") and name.endswith(end):
                data[name] = text
    return data


def boxes(client: Client, url: str) -> list[tuple[str, str, str]]:
    """Each text: its label with what is to be done, the original, and the translation."""
    root = Page(client.get(url)).root
    return [
        (
            " ".join(pair.first("p", class_="texts-label").text.split()),
            pair.first("p", class_="texts-text").text,
            pair.first("textarea").text.strip(),
        )
        for pair in root.find("div")
        if "texts-pair" in pair.attributes.get("class", "").split()
    ]


TITLE = ("Title missing", "Calm", "")
PLACES = [("Name missing", "Hall", ""), ("Name missing", "Attic", "")]
LAW = ("Title to look over: the original was changed since", "Law", "Droit")
ASKED = ("Question missing", "Which question is number 1?", "")


def test_originals_stand_beside_their_translations_and_say_what_is_to_be_done(
    client: Client, french: str
) -> None:
    shown = [boxes(client, french + query) for query in ("", "?show=missing", "?show=stale", "?show=done")]
    assert shown == [[TITLE, *PLACES, LAW, ASKED], [TITLE, *PLACES, ASKED], [LAW], []]
    filters = Page(client.get(french)).words("ul", class_="tongue-filters")
    assert " ".join(filters[0].split()) == "All (5) Missing (4) To look over (1) Translated (0) Languages"


def test_what_is_typed_is_saved_as_an_edit_and_the_rest_left(
    client: Client, french: str, conference: Conference
) -> None:
    response = client.post(french, sent(client, french, title="Calme", text="Laquelle ?"))
    assert told(response) == ["3 translations are saved."]
    assert [row.text for row in Translation.objects.order_by("text")] == ["Calme", "Calme", "Laquelle ?"]
    assert [edit.via for edit in conference.edits.all()] == ["page"]
    client.post(french, sent(client, french))
    assert conference.edits.count() == 1


def test_a_tick_says_that_a_translation_is_still_right(client: Client, french: str, law: Session) -> None:
    client.post(french, sent(client, french) | {f"right:{law.uid}.title": "1"})
    assert boxes(client, french)[3] == ("Title", "Law", "Droit")
    assert Edit.objects.count() == 1


def test_who_saves_second_sees_what_the_first_wrote_and_chooses(
    client: Client, french: str, law: Session
) -> None:
    data = sent(client, french, text="Laquelle ?") | {f"text:{law.uid}.title": "Mien"}
    Translation.objects.update(text="Sien")
    response = client.post(french, data)
    theirs = Page(response).root.first("div", class_="texts-theirs").first("p", class_="texts-text").text
    assert (response.status_code, theirs) == (409, "Sien")
    assert told(response) == [
        "1 translation is saved.",
        "1 text was written by somebody else meanwhile. Look at it below.",
    ]
    again = {
        box.attributes["name"]: box.attributes.get("value", box.text.strip())
        for kind in ("textarea", "input")
        for box in Page(response).root.find(kind)
        if box.attributes.get("name", "").partition(":")[1]
    }
    assert again[f"text:{law.uid}.title"] == "Mien"
    client.post(french, again)
    assert Translation.objects.get(about=law.uid).text == "Mien"


def test_a_title_that_is_too_long_is_refused_beside_it(client: Client, french: str, law: Session) -> None:
    response = client.post(french, sent(client, french) | {f"text:{law.uid}.title": "x" * 301})
    refused = Page(response).words("ul", class_="errorlist")
    assert (response.status_code, [" ".join(each.split()) for each in refused]) == (
        422,
        ["This has 301 characters. Expected at most 300."],
    )


def test_a_language_is_added_and_dropped(client: Client, conference: Conference) -> None:
    client.post(languages(conference), {"code": "zh-hans"})
    assert [row.code for row in conference.content_languages.all()] == ["zh-hans"]
    client.post(languages(conference), {"drop": "zh-hans"})
    assert conference.content_languages.spoken().count() == 0
    assert [len(edit.changes) for edit in conference.edits.all()] == [1, 1]


def test_a_language_is_not_offered_twice_nor_that_of_the_original(
    client: Client, french: str, conference: Conference
) -> None:
    for code in ("fr", "en", "tlh"):
        assert client.post(languages(conference), {"code": code}).status_code == 422
    assert conference.content_languages.count() == 1


def test_a_language_that_is_translated_into_does_not_become_that_of_the_original(
    client: Client, french: str, conference: Conference
) -> None:
    assert errors(save(client, conference, language="fr")) == [
        "The programme is translated into this language. Drop that translation first."
    ]


def test_what_does_not_say_which_original_it_translates_is_refused_in_words(
    client: Client, french: str, law: Session
) -> None:
    data = {name: text.partition(".")[0] for name, text in sent(client, french, title="Calme").items()}
    response = client.post(french, data)
    refused = Page(response).words("ul", class_="errorlist")
    assert (response.status_code, Translation.objects.get().text) == (422, "Droit")
    assert {" ".join(each.split()) for each in refused} == {
        "The draft has changed since this page was opened. Please look again."
    }


def test_where_each_change_is_published_a_translation_is(
    client: Client, french: str, conference: Conference
) -> None:
    make_release(conference)
    Conference.objects.update(publishes_each_change=True)
    client.post(french, sent(client, french, text="Laquelle ?"))
    assert Release.objects.count() == 2


def test_viewers_read_and_others_find_nothing(client: Client, french: str, conference: Conference) -> None:
    client.force_login(make_member(conference, "viewer"))
    assert (client.get(french).status_code, client.post(french, {}).status_code) == (200, 403)
    client.force_login(make_member(make_session().conference, "editor", make_user()))
    assert (client.get(french).status_code, client.post(french, {}).status_code) == (404, 404)


def test_the_page_asks_the_database_as_often_at_any_size(
    client: Client, french: str, conference: Conference
) -> None:
    counts = []
    for size in (1, 3):
        for number in range(size):
            make_session(conference, title=f"More {number}", description="Much.")
        with CaptureQueriesContext(connection) as queries:
            client.get(french)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_hundred_sessions_are_cut_into_pages(client: Client, french: str, conference: Conference) -> None:
    Session.objects.bulk_create(
        [Session(conference=conference, slug=f"s-{n}", title=f"S {n}", starts_at=NINE) for n in range(100)]
    )
    sizes = [len(boxes(client, f"{french}?page={page}")) for page in ("1", "2", "99", "x")]
    assert sizes == [80, 25, 25, 80]
