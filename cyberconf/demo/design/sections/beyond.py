"""What lasts beyond the day and the site: results, the index of words, the agenda on other sites."""

from __future__ import annotations

from typing import Any

from cyberconf.demo.design import programme
from cyberconf.demo.design.specimens import Section, Specimen
from events import results as came_of
from events import search, wordlist
from events.programme import Material
from events.views import asking, days

MATERIALS = (Material(title="Report of the conference", url="https://example.org/report.pdf"),)


def results() -> Section:
    """Return what came of a conference and of a session."""
    (result,) = came_of.of_all(programme.agenda().entries)
    left = {"entry": result.entry, "outcomes": result.outcomes, "leads": programme.leads()}
    all_of_it = {"results": [result] * 8, "materials": MATERIALS, "leads": programme.leads()}
    return Section(
        "results",
        "What came of it",
        (
            Specimen("Of a conference; many sessions are folded", "events/_results.html", all_of_it),
            Specimen("Materials alone", "events/_results.html", all_of_it | {"results": []}),
            Specimen("Of a session", "events/_session_results.html", left, frame="session"),
        ),
    )


def words() -> Section:
    """Return the index of words."""
    letters = wordlist.letters(search.index(programme.agenda()))
    about = _about() | {"letters": letters, "shown": letters[0]}
    return Section(
        "words",
        "From A to Z",
        (
            Specimen("All words", "events/word_list.html", about, how="main"),
            Specimen("The words of a letter", "events/word_places.html", about, how="main"),
        ),
    )


def embedded() -> Section:
    """Return what other sites show in a frame."""
    agenda = programme.agenda()
    listing = days.show(agenda, asking.read({}, agenda, ()), agenda.entries, programme.NOW)
    panel = programme.entry("panel")
    about = _about() | {"agenda": agenda, "listing": listing, "entry": panel, "page": "/"}
    question = about | {"question": panel.session.questions[0]}
    return Section(
        "embedded",
        "On other sites",
        (
            Specimen("The agenda", "events/embed_programme.html", about, frame="embed", how="main"),
            Specimen("Days of a large one", "events/_embed_days.html", about, frame="embed"),
            Specimen("A session", "events/embed_session.html", about, frame="embed", how="main"),
            Specimen("A question", "events/embed_question.html", question, frame="embed", how="main"),
            Specimen("Where nothing is", "embed_nothing.html", {"page": "/"}, frame="embed", how="main"),
        ),
    )


def _about() -> dict[str, Any]:
    about = {"conference": programme.conference(), "programme": programme.agenda().programme}
    return about | {"leads": programme.leads()}
