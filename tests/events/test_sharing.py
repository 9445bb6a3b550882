"""What is told of a page where its link is passed on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.utils.translation import override

from events import sharing, translating
from events.layout import lay_out
from events.programme import Programme, fingerprint
from events.sharing import Picture, Sharing, locale
from tests.builders import make_programme, person_node, question_node, session_node

SITE = "http://127.0.0.1:8000"
PROGRAMME = make_programme(
    slug="c",
    title="Conference",
    language="fr-CH",
    organiser={"name": "Institute", "url": None},
    people=[person_node(slug="ann", honorific="Dr", name="Ann Lee", post="Director", biography="A *life*.")],
    sessions=[
        session_node(
            slug="norms",
            number="2",
            title="Norms",
            description="What **binds** whom.",
            questions=[question_node(text="Which?", outcome="All.")],
            credits=[{"person": "ann"}],
        )
    ],
)
AGENDA = lay_out(PROGRAMME)
(ENTRY,) = AGENDA.entries


@pytest.fixture(autouse=True)
def french() -> Iterator[None]:
    """The page speaks the language of the programme, unless a test says otherwise."""
    with override("fr"):
        yield


def without_picture(told: Sharing) -> Sharing:
    return replace(told, picture=Picture(told.picture.address.partition("?v=")[0], told.picture.alt))


def test_a_session_tells_when_it_is_and_what_it_is_about() -> None:
    when = "vendredi 3 décembre 2021, 09:00–10:00, heure\u00a0: Zurich (CET, UTC+1)."
    assert without_picture(sharing.of_session(AGENDA, ENTRY)) == Sharing(
        type="article",
        site_name="Conference",
        title="Norms",
        description=f"{when} What binds whom.",
        address=f"{SITE}/c/sessions/norms/",
        locale="fr_CH",
        picture=Picture(f"{SITE}/c/sessions/norms/picture.png", f"Table ronde 2 · Norms · {when}"),
        oembed=f"{SITE}/oembed?url=http%3A%2F%2F127.0.0.1%3A8000%2Fc%2Fsessions%2Fnorms%2F&format=json",
    )


def test_what_was_translated_tells_of_its_page_and_has_a_picture_of_its_own() -> None:
    facts = {"field": "title", "language": "en", "text": "Norms, in English", "of": fingerprint("Norms")}
    document = PROGRAMME.model_dump(mode="json") | {"languages": ["en"]}
    document["sessions"][0]["translations"] = [facts]
    agenda = lay_out(translating.merge(Programme.model_validate(document), "en"))
    with override("en"):
        told = sharing.of_session(agenda, agenda.entries[0])
    address, _mark, asked = told.picture.address.partition("?")
    assert (told.title, told.locale, address) == (
        "Norms, in English",
        "en_GB",
        f"{SITE}/c/sessions/norms/picture.png",
    )
    assert (asked[:10], asked[10:] != sharing.of_session(AGENDA, ENTRY).picture.address[-16:]) == (
        "lang=en&v=",
        True,
    )


def test_a_page_in_another_language_than_its_texts_tells_days_and_kinds_in_its_own() -> None:
    with override("en"):
        told = sharing.of_session(AGENDA, ENTRY)
        of_question = sharing.of_question(AGENDA, ENTRY, ENTRY.session.questions[0])
        of_programme = sharing.of_programme(AGENDA)
    when = "Friday 3 December 2021, 09:00–10:00, Zurich time (CET, UTC+1)."
    assert (told.description, told.locale) == (f"{when} What binds whom.", "en_GB")
    assert told.picture.alt == f"Panel 2 · Norms · {when}"
    assert told.picture.address.startswith(f"{SITE}/c/sessions/norms/picture.png?interface=en&v=")
    assert of_question.description == "Panel 2, question 1 · Norms. All."
    assert of_programme.description == "Friday 3 December 2021."


def test_the_programme_a_question_and_a_person_tell_their_own() -> None:
    told = [
        sharing.of_programme(AGENDA),
        sharing.of_question(AGENDA, ENTRY, ENTRY.session.questions[0]),
        sharing.of_person(AGENDA, PROGRAMME.people[0]),
    ]
    found = [(each.type, each.site_name, each.title, each.description, each.address) for each in told]
    assert found == [
        ("website", "Institute", "Conference", "vendredi 3 décembre 2021.", f"{SITE}/c/"),
        (
            "article",
            "Conference",
            "Which?",
            "Table ronde 2, question 1 · Norms. All.",
            f"{SITE}/c/sessions/norms/questions/1/",
        ),
        ("profile", "Conference", "Dr Ann Lee", "Director. A life.", f"{SITE}/c/speakers/ann/"),
    ]
    assert [each.picture.address.partition("?")[0] for each in told] == [
        f"{SITE}/c/picture.png",
        f"{SITE}/c/sessions/norms/questions/1/picture.png",
        f"{SITE}/c/picture.png",
    ]


@pytest.mark.parametrize(
    ("language", "expected"),
    [("en", "en_GB"), ("zh-hans", "zh_CN"), ("ar", "ar_AR"), ("pt-br", "pt_BR"), ("tlh", ""), ("", "")],
)
def test_languages_are_named_with_a_territory(language: str, expected: str) -> None:
    assert locale(language) == expected
