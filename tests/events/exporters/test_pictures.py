"""The picture that stands for a page where its link is passed on."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import pytest
from PIL import Image

from events.exporters import pictures
from events.exporters.pictures import Subject
from events.exporters.pictures.content import content
from events.layout import lay_out
from tests.builders import make_programme, question_node, session_node

MOST = 100_000  # bytes of a picture


def make_subject(level: str = "session", *, panel: dict[str, Any] | None = None, **overrides: Any) -> Subject:
    """A conference, its panel or the question of that."""
    node = {"number": "2", "title": "Rules and norms", "questions": [question_node(text="Which norms?")]}
    fields = {"title": "Cyber Stability Conference", "sessions": [session_node(**(node | (panel or {})))]}
    agenda = lay_out(make_programme(**fields | overrides))
    entry = agenda.entries[0]
    return {
        "conference": Subject(agenda),
        "session": Subject(agenda, entry),
        "question": Subject(agenda, entry, entry.session.questions[0]),
    }[level]


def words(node: Any) -> Any:
    """What stands on it, without the directions in which it is read."""
    if isinstance(node, dict):
        return node["text"] if "text" in node else {name: words(each) for name, each in node.items()}
    return [words(each) for each in node] if isinstance(node, list) else node


WHEN = {"label": "Friday 3 December 2021", "lines": ["09:00–10:00", "Zurich time (CET, UTC+1)"]}
WHOSE = {"label": "Conference", "lines": ["Cyber Stability Conference"]}


def test_a_session_says_what_it_is_when_and_of_which_conference() -> None:
    assert words(content(make_subject(panel={"status": "cancelled"}))) == {
        "direction": "ltr",
        "mark": "blue",
        "is_question": False,
        "label": "Panel 2",
        "status": "Cancelled",
        "title": "Rules and norms",
        "subtitle": None,
        "facts": [WHEN, WHOSE],
    }


def test_a_question_stands_for_itself_below_its_session() -> None:
    assert words(content(make_subject("question"))) == {
        "direction": "ltr",
        "mark": "blue",
        "is_question": True,
        "label": "Panel 2, question 1",
        "status": None,
        "title": "Which norms?",
        "subtitle": "Rules and norms",
        "facts": [WHEN, WHOSE],
    }


def test_a_conference_says_whose_it_is_when_and_where() -> None:
    venue = {"name": "Palais des Nations", "address": "Avenue de la Paix 8\nGeneva"}
    organiser = {"name": "Institute", "url": None}
    subject = make_subject("conference", theme="Towards peace", venue=venue, organiser=organiser)
    assert words(content(subject)) == {
        "direction": "ltr",
        "mark": "ink",
        "is_question": False,
        "label": "Institute",
        "status": None,
        "title": "Cyber Stability Conference",
        "subtitle": "Towards peace",
        "facts": [
            {"label": "Date", "lines": ["Friday 3 December 2021", "09:00–10:00", "Zurich time (CET, UTC+1)"]},
            {"label": "Place", "lines": ["Palais des Nations", "Geneva"]},
        ],
    }


def test_of_a_page_in_another_language_it_is_said_in_that_one_what_it_is_and_when() -> None:
    arabic = replace(make_subject(), language="ar")
    said = words(content(arabic))
    assert (said["direction"], said["label"], said["title"]) == ("rtl", "حلقة نقاش 2", "Rules and norms")
    assert said["facts"][0]["label"] == "الجمعة، 3 ديسمبر 2021"
    assert pictures.fingerprint(arabic) != pictures.fingerprint(make_subject())


@pytest.mark.parametrize(
    ("title", "language"),
    [
        ("#panic() $x^2$ \\ \x00 " + "A title without end " * 15 + "W" * 90, "en"),
        ("القانون الدولي والفضاء السيبراني (ICT)", "ar"),
        ("国际法在网络空间的适用", "zh-hans"),
    ],
)
def test_any_title_makes_a_picture_of_the_size_that_is_asked_for_and_a_light_one(
    title: str, language: str
) -> None:
    written = pictures.write(make_subject(panel={"title": title}, language=language))
    with Image.open(io.BytesIO(written)) as picture:
        colours = picture.convert("RGB").getcolors()
        assert (picture.format, picture.size) == ("PNG", (1200, 630))
    assert len(colours or []) > 10  # something stands on the paper
    assert len(written) < MOST


def test_a_picture_is_named_by_what_stands_on_it() -> None:
    same, other = make_subject(), make_subject(panel={"ends_at": "2021-12-03T10:05:00+01:00"})
    names = [pictures.fingerprint(each) for each in (make_subject(), same, other)]
    assert (names[0] == names[1], names[1] == names[2]) == (True, False)
