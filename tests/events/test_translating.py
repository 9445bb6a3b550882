"""A programme in several languages: what the document of each says, and what was left in the original."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

import pytest
from pydantic import ValidationError

from events import translating
from events.diffing import diff, inverse, is_translation, patch
from events.phrases import sentences
from events.phrases.sides import pairs
from events.phrases.words import NO_NAMES
from events.programme import Original, Programme, Venue, fingerprint
from tests.builders import make_programme, person_node, question_node, session_node

ZURICH = ZoneInfo("Europe/Zurich")


def said(language: str, field: str, text: str, original: str) -> dict[str, Any]:
    return {"language": language, "field": field, "text": text, "of": fingerprint(original)}


def programme(**overrides: Any) -> Programme:
    """A conference in English, with a title and a question in Arabic, and a session in French."""
    asked = question_node(1, text="Who pays?", outcome="Owners.")
    norms = session_node(
        slug="norms",
        title="Norms",
        summary="On rules.",
        questions=[asked | {"translations": [said("ar", "text", "من يدفع؟", "Who pays?")]}],
        translations=[said("ar", "title", "القواعد", "Norms"), said("fr", "title", "Normes", "Norms")],
        credits=[{"person": "ada"}],
    )
    fields = {
        "slug": "forum",
        "title": "Forum",
        "languages": ["fr", "ar"],
        "translations": [said("ar", "title", "المنتدى", "Forum")],
        "sessions": [norms],
        "people": [person_node(slug="ada", biography="She repairs.")],
    }
    return make_programme(**fields | overrides)


def test_the_document_in_a_language_says_what_is_translated_and_names_what_was_left() -> None:
    arabic = translating.merge(programme(), "ar")
    (norms,) = arabic.sessions
    (asked,) = norms.questions
    assert (arabic.language, arabic.languages, arabic.title, arabic.original) == (
        "ar",
        (),
        "المنتدى",
        Original(language="en"),
    )
    assert (norms.title, norms.summary, norms.original) == (
        "القواعد",
        "On rules.",
        Original(language="en", fields=("summary",)),
    )
    assert (asked.text, asked.outcome, asked.left_in("outcome"), asked.left_in("text")) == (
        "من يدفع؟",
        "Owners.",
        "en",
        "",
    )
    assert arabic.people[0].original == Original(language="en", fields=("biography",))
    assert [part.translations for part in translating.parts(arabic)] == [(), (), (), ()]


def at_the_palace(**overrides: Any) -> Programme:
    """A conference in English with its venue, a room and a track in French; the address is left."""
    fields: dict[str, Any] = {
        "venue": {"name": "Palace", "address": "Geneva"},
        "rooms": [{"slug": "hall", "name": "Hall", "translations": [said("fr", "name", "Salle", "Hall")]}],
        "tracks": [{"slug": "law", "name": "Law", "translations": [said("fr", "name", "Droit", "Law")]}],
        "translations": [said("fr", "venue_name", "Palais", "Palace")],
    }
    return programme(**fields | overrides)


def test_places_are_called_in_the_language_by_the_names_that_they_have_there() -> None:
    french, arabic = (translating.merge(at_the_palace(), code) for code in ("fr", "ar"))
    assert (french.rooms[0].name, french.tracks[0].name, french.venue) == (
        "Salle",
        "Droit",
        Venue(name="Palais", address="Geneva"),
    )
    assert (french.left_in("venue_name"), french.left_in("venue_address")) == ("", "en")
    left = [arabic.rooms[0].left_in("name"), arabic.tracks[0].left_in("name"), arabic.left_in("venue_name")]
    assert (left, arabic.venue) == (["en"] * 3, at_the_palace().venue)


def test_a_place_is_not_called_as_the_one_that_stood_at_its_address_before() -> None:
    tent = {"slug": "hall", "name": "Garden tent", "translations": [said("fr", "name", "Salle", "Hall")]}
    moved = {"name": "Garden", "address": "Geneva"}
    french = translating.merge(at_the_palace(rooms=[tent], venue=moved), "fr")
    assert (french.rooms[0].name, french.rooms[0].left_in("name")) == ("Garden tent", "en")
    assert (french.venue, french.left_in("venue_name")) == (Venue(**moved), "en")
    assert french.tracks[0].name == "Droit"


def test_a_change_of_what_places_are_called_elsewhere_is_one_of_translations_alone() -> None:
    before = at_the_palace()
    hall = before.rooms[0].model_copy(update={"translations": ()})
    after = before.model_copy(update={"rooms": (hall,), "translations": ()})
    changes = diff(after, before)
    assert [is_translation(each.before, each.after) for each in changes] == [True]
    assert sentences(changes, ZURICH) == [
        "The translation of “Hall” into French changes: name. "
        "The translation of the conference into French changes: venue."
    ]
    assert [pair.name for pair in pairs(changes[0], ZURICH, NO_NAMES)] == [
        "Name (French)",
        "Venue (French)",
    ]
    assert patch(after, changes) == before


def test_a_session_is_written_in_the_language_of_the_programme_whichever_it_is_held_in() -> None:
    made = programme(sessions=[session_node(title="Debate", language="fr")], people=[])
    merged = [translating.merge(made, language).sessions[0] for language in ("ar", "fr")]
    assert [(session.left_in("title"), session.language) for session in merged] == [("en", "fr")] * 2


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("ar", "ar"),
        ("AR", "ar"),
        ("fr-CH", "fr"),
        ("en", ""),
        ("en-gb", ""),
        ("es", ""),
        ("", ""),
        ("???", ""),
    ],
)
def test_readers_get_the_nearest_language_else_the_original(wanted: str, found: str) -> None:
    assert translating.nearest(wanted, programme()) == found


def test_the_script_of_a_language_that_is_there_serves_who_asks_for_another_of_it() -> None:
    assert translating.nearest("zh", programme(languages=["zh-hans"])) == "zh-hans"


def test_what_is_missing_and_what_is_to_be_looked_over_is_known_of_each_text() -> None:
    reworded = programme()
    (norms,) = reworded.sessions
    reworded = reworded.model_copy(update={"sessions": (norms.model_copy(update={"title": "Law"}),)})
    assert [(each.field, each.state) for each in translating.pieces(reworded, "ar")] == [
        ("title", "done"),
        ("title", "stale"),
        ("summary", "missing"),
        ("text", "done"),
        ("outcome", "missing"),
        ("biography", "missing"),
    ]


def test_a_programme_without_translations_is_written_as_it_always_was() -> None:
    places = {name: [{"slug": "one", "name": "One"}] for name in ("rooms", "tracks")}
    plain = make_programme(slug="c", sessions=[session_node(questions=[question_node(1)])], **places)
    whole = plain.model_dump(mode="json")
    nodes = [whole, *whole["sessions"], *whole["sessions"][0]["questions"], *whole["rooms"], *whole["tracks"]]
    assert [node.keys() & {"languages", "translations", "original"} for node in nodes] == [set()] * 5


def test_translations_into_languages_that_it_does_not_come_in_are_left_out() -> None:
    fewer = programme(languages=["ar", "en"])
    assert fewer.languages == ("ar",)
    assert [each.language for part in translating.parts(fewer) for each in part.translations] == ["ar"] * 3


@pytest.mark.parametrize(
    "translations",
    [
        [said("fr", "starts_at", "x", "y")],
        [said("fr", "title", "x", "y"), said("fr", "title", "z", "y")],
        [said("fr", "title", "", "y")],
    ],
)
def test_what_is_no_translation_is_refused(translations: list[dict[str, Any]]) -> None:
    with pytest.raises(ValidationError):
        programme(translations=translations)


def test_a_change_of_translations_is_a_change_of_text_that_can_be_told_made_and_taken_back() -> None:
    before = programme()
    (norms,) = before.sessions
    bare = norms.model_copy(
        update={
            "translations": (),
            "questions": tuple(q.model_copy(update={"translations": ()}) for q in norms.questions),
        }
    )
    after = before.model_copy(update={"sessions": (bare,), "translations": (), "languages": ("ar",)})
    changes = diff(after, before)
    assert [(change.subject, change.kind) for change in changes] == [
        ("conference", "text"),
        ("session", "questions"),
        ("session", "text"),
    ]
    assert sentences(changes, ZURICH) == [
        "The programme comes in French as well. "
        "The translation of the conference into Arabic changes: title.",
        "The translation of question 1 of “Norms” into Arabic changes: question.",
        "The translation of “Norms” into Arabic changes: title. "
        "The translation of “Norms” into French changes: title.",
    ]
    assert patch(after, changes) == before
    assert patch(before, [inverse(change) for change in changes]) == after


def test_an_import_without_translations_keeps_ours_and_one_with_some_brings_these() -> None:
    ours = at_the_palace()
    hall = ours.rooms[0].model_copy(update={"translations": ()})
    silent = ours.model_copy(update={"languages": (), "translations": (), "rooms": (hall,)})
    assert translating.kept(silent, ours) == ours
    theirs = at_the_palace(languages=["ar"], translations=[said("ar", "title", "ملتقى", "Forum")])
    kept = translating.kept(theirs, ours)
    assert (kept.languages, [each.text for each in kept.translations]) == (
        ("ar", "fr"),
        ["ملتقى", "Palais"],
    )
