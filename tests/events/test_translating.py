"""A programme in several languages: what the document of each says, and what was left in the original."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

import pytest
from pydantic import ValidationError

from events import translating
from events.diffing import diff, inverse, patch
from events.phrases import sentences
from events.programme import Original, Programme, fingerprint
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


def test_a_session_that_is_written_in_another_language_is_left_in_that_one() -> None:
    held = session_node(title="Débat", language="fr")
    made = programme(sessions=[held], people=[])
    assert translating.merge(made, "ar").sessions[0].left_in("title") == "fr"
    assert translating.merge(made, "fr").sessions[0].left_in("title") == ""


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
    plain = make_programme(slug="c", sessions=[session_node(questions=[question_node(1)])])
    whole = plain.model_dump(mode="json")
    nodes = [whole, *whole["sessions"], *whole["sessions"][0]["questions"]]
    assert [node.keys() & {"languages", "translations", "original"} for node in nodes] == [set()] * 3


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
    ours = programme()
    silent = ours.model_copy(update={"languages": (), "translations": ()})
    assert translating.kept(silent, ours) == ours
    theirs = programme(languages=["ar"], translations=[said("ar", "title", "ملتقى", "Forum")])
    kept = translating.kept(theirs, ours)
    assert (kept.languages, [each.text for each in kept.translations]) == (("ar", "fr"), ["ملتقى"])
