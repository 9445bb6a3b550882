"""The pages of a session, a question and a person, in parts."""

from __future__ import annotations

from typing import Any

from django.templatetags.static import static

from cyberconf.demo.design import programme, talk
from cyberconf.demo.design.specimens import Section, Specimen
from events.layout import Entry
from events.views.people import by_letter

LATER = {"at": programme.AFTER}


def sessions() -> Section:
    """Return the parts of a session's page."""
    panel, agenda = programme.entry("panel"), programme.agenda()
    before, after = agenda.neighbours(panel)
    about = {"session": panel.session, "language": panel.language, "leads": programme.leads()}
    ways = about | {"before": before, "after": after}
    return Section(
        "sessions",
        "A session",
        (
            Specimen("Its head, while it runs", "events/_session_head.html", _head(panel), frame="session"),
            Specimen("After it", "events/_session_head.html", _head(panel) | LATER, frame="session"),
            Specimen(
                "Not confirmed",
                "events/_session_head.html",
                _head(programme.entry("discussion")),
                frame="session",
            ),
            Specimen(
                "Cancelled", "events/_session_head.html", _head(programme.entry("closed")), frame="session"
            ),
            Specimen("Its texts", "events/_session_texts.html", about),
            Specimen(
                "Its people", "events/_session_people.html", about | {"parts": panel.parts}, frame="session"
            ),
            Specimen("Its questions", "events/_session_questions.html", _head(panel), frame="session"),
            Specimen(
                "Its questions, in a preview", "events/_preview_questions.html", _head(panel), frame="session"
            ),
            Specimen("Its materials", "events/_session_materials.html", about, frame="session"),
            Specimen("What stands beside it", "events/_session_neighbours.html", ways),
        ),
    )


def questions() -> Section:
    """Return the parts of a question's page."""
    panel = programme.entry("panel")
    first, arabic, last = panel.session.questions
    about = _head(panel) | {"question": first, "language": "en", "before": first, "after": last}
    return Section(
        "questions",
        "A guiding question",
        (
            Specimen("Asked", "events/_question_head.html", about),
            Specimen("Asked in another script", "events/_question_head.html", about | {"question": arabic}),
            Specimen("Its outcome", "events/_question_outcome.html", about),
            Specimen("What stands beside it", "events/_question_neighbours.html", about),
        ),
    )


def people() -> Section:
    """Return people: cards, portraits and the page of one."""
    everybody = programme.agenda().programme.people
    ada = next(person for person in everybody if person.name == "Ada Example")
    long = next(person for person in everybody if programme.LONG_WORD in person.name)
    letters = {"letters": by_letter(everybody), "leads": programme.leads()}
    photo = {"photo": static("icons/icon-192.png"), "name": "Ada Example"}
    return Section(
        "people",
        "People",
        (
            Specimen(
                "Cards", "events/_speaker_cards.html", {"people": everybody, "leads": programme.leads()}
            ),
            Specimen("Cards of many", "events/_speaker_letters.html", letters),
            Specimen("A photo, on a card", "events/_portrait.html", photo, frame="card"),
            Specimen("Initials, on a card", "events/_portrait.html", {"name": "Ada Example"}, frame="card"),
            Specimen("The page of a person", "events/_person.html", _person(ada), frame="sheet"),
            Specimen("With a long name", "events/_person.html", _person(long), frame="sheet"),
        ),
    )


def _head(entry: Entry) -> dict[str, Any]:
    about = {"conference": programme.conference(), "programme": programme.agenda().programme, "entry": entry}
    return about | {"at": programme.NOW, "leads": programme.leads(), "counts": talk.counts()}


def _person(person: Any) -> dict[str, Any]:
    appearances = programme.agenda().of(person)
    return {"person": person, "appearances": appearances, "language": "en", "leads": programme.leads()}
