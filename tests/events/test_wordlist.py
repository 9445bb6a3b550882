"""The words of a programme by their first letter."""

from __future__ import annotations

import pytest
from django.test import Client

from events import search, wordlist
from tests.builders import (
    make_appearance,
    make_conference,
    make_question,
    make_release,
    make_session,
    make_speaker,
)
from tests.pages import Page


def listed(*titles: str, kind: search.Kind = "session") -> dict[str, list[tuple[str, int]]]:
    """Each letter with its words, and in how many of the titles each stands."""
    records = tuple(search.Record(kind, title, "", (), title) for title in titles)
    found = wordlist.letters(search.Index(records))
    return {letter.key: [(word.text, len(word.places)) for word in letter.words] for letter in found}


def test_a_word_stands_once_with_all_titles_that_have_it_whatever_its_case_and_accents() -> None:
    assert listed("États and ports", "Ports, PORTS", "The etats") == {
        "e": [("États", 2)],
        "p": [("ports", 2)],
    }


def test_short_words_are_listed_as_names_or_as_abbreviations_alone() -> None:
    assert listed("What will AI do for us in 2021 at EU?") == {
        "0-9": [("2021", 1)],
        "a": [("AI", 1)],
        "e": [("EU", 1)],
    }
    assert listed("Bo Li", kind="person") == {"b": [("Bo", 1)], "l": [("Li", 1)]}


def test_each_script_is_listed_by_its_own_letters() -> None:
    assert listed("网络安全", "العدالة", "Какой мир", "Йемен") == {
        "字": [("网络安全", 1)],
        "ع": [("العدالة", 1)],
        "м": [("мир", 1)],
        "и": [("Йемен", 1)],
    }


def test_a_word_that_stands_in_most_of_many_titles_is_left_out() -> None:
    assert listed(*["Cyber"] * 20) == {"c": [("Cyber", 20)]}
    assert listed(*["Cyber"] * 21) == {}


@pytest.mark.django_db
def test_words_lead_to_sessions_questions_and_people(client: Client) -> None:
    session = make_session(make_conference(slug="ports"), slug="norms", title="Norms")
    make_question(session, text="Which norms?")
    make_appearance(session, make_speaker(slug="ann", name="Ann Norms"))
    make_release(session.conference)
    page = Page(client.get("/ports/words/n/"))
    assert page.words("dt") == ["Norms"]
    assert [link.attributes["href"] for place in page.root.find("dd") for link in place.find("a")] == [
        "/ports/sessions/norms/",
        "/ports/sessions/norms/questions/1/",
        "/ports/speakers/ann/",
    ]
    letters = page.root.first("nav", class_="tabs").find("a")
    assert [link.text for link in letters if "aria-current" in link.attributes] == ["N"]
