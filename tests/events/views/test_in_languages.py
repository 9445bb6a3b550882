"""Pages and files of a conference in English, Arabic and French, for readers of each."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from icalendar import Calendar
from lxml.etree import fromstring

from events import publishing
from events.models import Conference, Room, Session
from tests.builders import (
    make_appearance,
    make_comment,
    make_conference,
    make_language,
    make_question,
    make_release,
    make_session,
    make_speaker,
    make_translation,
)
from tests.pages import Node, Page

pytestmark = pytest.mark.django_db
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@pytest.fixture(autouse=True)
def norms() -> Session:
    """A panel with its title in Arabic and French, a question in Arabic, a background in English."""
    conference = make_conference(slug="ports", title="Ports", language="en")
    made = make_session(conference, slug="norms", title="Norms", description="**Rules** of the sea.")
    asked = make_question(made, text="Who pays?", outcome="Owners.")
    ada = make_speaker(slug="ada", name="Ada", biography="Repairs.", consents_to_publish=True)
    make_appearance(made, ada, role="moderator")
    arabic, french = make_language(conference, "ar"), make_language(conference, "fr")
    make_translation(arabic, conference, "title", "الموانئ")
    make_translation(arabic, made, "title", "القواعد")
    make_translation(arabic, asked, "text", "من يدفع؟")
    make_translation(french, made, "title", "Les normes")
    make_release(conference)
    return made


def page(path: str, language: str = "en") -> Page:
    return Page(Client(headers={"accept-language": language}).get(path))


def shown(node: Node) -> tuple[str, str, str]:
    """A text with the language that its element, and the direction that it, is said to be in."""
    return " ".join(node.text.split()), node.attributes.get("lang", ""), node.attributes.get("dir", "")


def marks(found: Page) -> list[str]:
    return found.words("small", class_="untranslated")


@pytest.mark.parametrize(
    ("path", "language", "title", "tag"),
    [
        ("/ports/sessions/norms/", "en", "Norms", "en"),
        ("/ports/sessions/norms/", "es", "Norms", "en"),
        ("/ports/sessions/norms/", "ar", "القواعد", "ar"),
        ("/fr/ports/sessions/norms/", "ar", "Les normes", "fr"),
    ],
)
def test_a_session_is_shown_in_the_readers_language_where_it_is_translated(
    path: str, language: str, title: str, tag: str
) -> None:
    assert shown(page(path, language).root.first("h1")) == (title, tag, "auto")


@pytest.mark.parametrize(
    ("path", "accepted", "title"),
    [
        ("/", "de, en;q=0.8", "Das Meer"),  # pages themselves are in English: German is no language of theirs
        ("/", "pt-BR, de;q=0.5", "O mar"),
        ("/", "es, fr;q=0.9", "Das Meer"),
        ("/", "es, en;q=0.9, de;q=0", "The sea"),
        ("/en/", "de", "The sea"),
        ("/fr/", "en", "Das Meer"),
    ],
)
def test_a_programme_is_shown_in_the_dearest_language_of_its_own_whatever_pages_speak(
    path: str, accepted: str, title: str
) -> None:
    conference = make_conference(slug="meer", title="Das Meer", language="de")
    for code, said in (("en", "The sea"), ("pt", "O mar")):
        make_translation(make_language(conference, code), conference, "title", said)
    make_release(conference)
    answer = Client(headers={"accept-language": accepted}).get(f"{path}meer/")
    assert Page(answer).words("h1") == [title]
    assert ("Accept-Language" in answer.headers["Vary"]) == (path == "/")


def test_the_page_of_a_comment_names_the_session_in_the_readers_language(norms: Session) -> None:
    said = make_comment(norms, body="Why?")
    assert "Les normes" in Client().get(f"/fr/comments/{said.pk}/history/").content.decode()


def test_a_feed_of_comments_says_its_own_address_and_has_its_own_tag(settings: Any) -> None:
    answers = [Client().get(f"/ports/comments.atom{query}") for query in ("", "?lang=fr")]
    links = [link.attrib["href"] for link in fromstring(answers[1].content).iterfind("{*}link[@rel='self']")]
    assert links == [f"{settings.SITE_URL}/ports/comments.atom?lang=fr"]
    assert len({answer.headers["ETag"] for answer in answers}) == 2


def test_a_frame_has_a_tag_in_each_language_of_its_content_and_of_its_words() -> None:
    answers = [
        Client(headers={"accept-language": each}).get("/ports/embed/") for each in ("en", "fr", "es", "ar")
    ]
    assert len({answer.headers["ETag"] for answer in answers}) == 4


def test_other_sites_are_told_of_the_original_where_an_address_names_no_language(
    settings: Any,
) -> None:
    conference = make_conference(slug="meer", title="Das Meer", language="de")
    make_translation(make_language(conference, "en"), conference, "title", "The sea")
    make_release(conference)
    told = [
        Client().get("/oembed", {"url": f"{settings.SITE_URL}{path}meer/"}).json()["title"]
        for path in ("/", "/en/")
    ]
    assert told == ["Das Meer", "The sea"]


def test_what_is_not_translated_stands_in_the_original_and_says_so() -> None:
    found = page("/fr/ports/sessions/norms/")
    parts = found.root.first("div", class_="session").find("div", class_="prose")
    prose = next(text for part in parts for text in part.find("div"))  # the outcome, before, has none within
    question = found.root.first("p", class_="asked__text")
    assert [shown(each)[1:] for each in (prose, question)] == [("en", "auto"), ("en", "auto")]
    assert len(marks(found)) == 3  # with the outcome
    assert marks(page("/ports/sessions/norms/")) == []


def test_every_title_that_was_left_in_the_original_says_so(norms: Session) -> None:
    make_session(norms.conference, slug="law", title="Law")
    make_release(norms.conference)
    whole, law, question = (
        page(f"/fr/ports/{each}").root for each in ("", "sessions/law/", "sessions/norms/questions/1/")
    )
    heads = [whole.first(class_="masthead"), whole.first(id="session-law"), whole.first(id="session-norms")]
    heads += [law.first(class_="session__head"), question.first(class_="asking")]
    found = [[node.text for node in head.find("small", class_="untranslated")] for head in heads]
    assert found == [["version originale : Anglais"]] * 5  # in the row of the norms it is of their question
    titles = [shown(head.first(tag))[1:] for head, tag in zip(heads, ("h1", "h3", "h3"), strict=False)]
    assert titles == [("en", "auto"), ("en", "auto"), ("fr", "auto")]


def test_the_mark_names_the_language_of_the_original_in_the_readers() -> None:
    conference = make_conference(slug="mer", title="La mer", language="fr")
    make_translation(make_language(conference, "en"), conference, "title", "The sea")
    make_session(conference, title="Le droit", slug="droit")
    make_release(conference)
    assert marks(page("/mer/sessions/droit/")) == ["in French"]


def test_a_question_and_a_person_are_shown_in_the_language_too() -> None:
    question, person = page("/ar/ports/sessions/norms/questions/1/"), page("/ar/ports/speakers/ada/")
    assert shown(question.root.first("h1").first("bdi")) == ("من يدفع؟", "ar", "")
    assert len(marks(question)) == 1
    assert len(marks(person)) == 1


def test_the_index_of_words_says_what_was_left_in_the_original() -> None:
    links = [*page("/fr/ports/words/n/").root.first("main").find("a", dir="auto")]
    links += page("/fr/ports/words/p/").root.first("main").find("a", dir="auto")
    assert [shown(link)[:2] for link in links] == [("Les normes", "fr"), ("Who pays?", "en")]


def test_the_programme_is_searched_in_the_readers_language() -> None:
    for path, query, hits in (
        ("/fr/", "normes", ["Les normes"]),
        ("/fr/", "norms", ["Les normes"]),
        ("/ar/", "القواعد", ["القواعد"]),
        ("/", "norms", ["Norms"]),
        ("/", "القواعد", ["Norms"]),
    ):
        assert page(f"{path}ports/search/?q={query}").words("h3", class_="hit__title") == hits


@pytest.mark.parametrize(("language", "title"), [("ar-eg", "الموانئ"), ("en", "Ports"), ("fr", "Ports")])
def test_lists_and_series_call_a_conference_by_its_title_in_the_readers_language(
    language: str, title: str
) -> None:
    before = Conference.objects.get(slug="ports")
    make_release(make_session(make_conference(slug="next", title="Next", follows=before)).conference)
    listed = page("/conferences/", language).words("h3", class_="conferences__title")
    assert (title in listed, len(listed)) == (True, 2)
    assert page("/next/", language).root.first("nav", class_="series").first("span").text == title


def test_names_in_sentences_are_set_apart_on_pages_from_the_right_alone(norms: Session) -> None:
    Session.objects.filter(pk=norms.pk).update(title="Why rules?")
    publishing.publish(norms.conference, by=None)
    feed = fromstring(Client().get("/ports/changes.atom?lang=ar").content)
    told = page("/ar/ports/changes/").root.first("ul", class_="changes").text
    counts = [told.count(each) for each in ("\u2068Why rules?\u2069", "\u2068Norms\u2069", "\u2068")]
    assert counts == [1, 1, 2]
    assert "\u2068" not in "".join(feed.itertext()) + page("/ports/changes/").root.text


def test_places_are_called_as_they_are_in_the_readers_language_on_pages_in_files_and_by_search() -> None:
    conference = make_conference(slug="quay", title="Quay", venue_name="Palace", venue_address="Geneva")
    rows = [Room.objects.create(conference=conference, slug=name, name=name) for name in ("Hall", "Attic")]
    hall = make_session(conference, title="Norms", slug="norms", room=rows[0])
    make_session(conference, title="Law", slug="law", room=rows[1], starts_at=hall.ends_at)
    french = make_language(conference, "fr")
    make_translation(french, rows[0], "name", "Salle")
    make_translation(french, conference, "venue_name", "Palais")
    make_release(hall.conference)
    found = page("/fr/quay/")
    rooms = [each.find("bdi") for each in found.root.find("span", class_="entry__room")]
    assert [shown(name)[:2] for names in rooms for name in names] == [("Salle", ""), ("Attic", "en")]
    venue = next(each for each in found.root.find("dd") if "Palais" in each.text)
    spoken = venue.first("span").attributes["lang"], venue.first("small").attributes["lang"]
    assert ("lang" in venue.attributes, *spoken) == (False, "fr", "en")
    calendar = Calendar.from_ical(Client().get("/quay/sessions/norms.ics?lang=fr").content)
    assert [str(event["LOCATION"]) for event in calendar.walk("VEVENT")] == ["Salle, Palais, Geneva"]
    for query in ("salle", "hall"):
        assert page(f"/fr/quay/search/?q={query}").words("h3", class_="hit__title") == ["Norms"]


def test_search_engines_are_told_the_language_and_the_title_in_it() -> None:
    scripts = page("/ar/ports/").root.find("script", type="application/ld+json")
    described = json.loads(next(iter(scripts)).text)
    assert (described["inLanguage"], described["name"]) == ("ar", "الموانئ")


def test_files_follow_what_is_asked_for_and_no_browser() -> None:
    calendar = reverse("events:file", kwargs={"conference": "ports", "format": "ical"})
    found = []
    for query in ("", "?lang=fr", "?lang=ar", "?lang=en"):
        response = Client(headers={"accept-language": "ar"}).get(calendar + query)
        (event,) = Calendar.from_ical(response.content).walk("VEVENT")
        found.append((str(event["SUMMARY"]), response.headers["Content-Language"]))
    assert found == [("Norms", "en"), ("Les normes", "fr"), ("القواعد", "ar"), ("Norms", "en")]


def test_each_language_of_a_file_has_its_own_tag_and_name() -> None:
    answers = [Client().get(f"/ports/programme.json{query}") for query in ("", "?lang=fr", "?lang=ar")]
    assert len({answer.headers["ETag"] for answer in answers}) == 3
    assert answers[1].headers["Content-Disposition"] == 'inline; filename="ports-fr-programme.json"'


def test_a_language_that_the_programme_does_not_come_in_is_not_found() -> None:
    for path in ("/ports/schedule.ics?lang=es", "/api/v1/conferences/ports/programme?language=nowhere"):
        assert Client().get(path).status_code == 404


def test_links_to_files_keep_the_language_of_the_page() -> None:
    links = [a.attributes["href"] for a in page("/fr/ports/").root.find("a") if "href" in a.attributes]
    files = [link for link in links if "/schedule." in link or (".atom" in link and "changes" in link)]
    assert {link.partition("?")[2] for link in files} == {"lang=fr"}
    links = [a.attributes["href"] for a in page("/ports/").root.find("a") if "href" in a.attributes]
    assert [link for link in links if "?lang" in link] == []


def test_the_feed_of_changes_is_in_the_language_asked_for() -> None:
    feed = fromstring(Client().get("/ports/changes.atom?lang=ar").content)
    assert feed.attrib[XML_LANG] == "ar"


def test_the_api_answers_in_the_language_asked_for() -> None:
    def read(path: str) -> Any:
        return Client().get(f"/api/v1/conferences/ports{path}").json()

    assert [read(f"/sessions/norms{query}")["title"] for query in ("", "?language=fr")] == [
        "Norms",
        "Les normes",
    ]
    listed = read("/sessions?language=ar")["items"][0]
    assert (listed["title"], listed["original"]) == ("القواعد", {"language": "en", "fields": ["description"]})
    assert (read("")["languages"], read("/programme?language=ar")["language"]) == (["ar", "fr"], "ar")


def test_a_page_costs_the_same_in_every_language() -> None:
    paths = ("/ports/sessions/norms/", "/fr/ports/sessions/norms/", "/ar/ports/sessions/norms/")
    for path in paths:
        Client().get(path)
    counts = []
    for path in paths:
        with CaptureQueriesContext(connection) as queries:
            Client().get(path)
        counts.append(len(queries))
    assert len(set(counts)) == 1
