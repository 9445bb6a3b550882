# ruff: noqa: E501  # quoted word for word
"""The real programme of 2021, as a careful person reads it."""

from __future__ import annotations

import json
from pathlib import Path

import cyberconf.demo
from events.importers import Notice, read
from tests.shared import shared

TEXT = (Path(cyberconf.demo.__file__).parent / "cyber-stability-2021.txt").read_bytes()

SESSIONS = [
    ("09:15", "09:45", "opening", None, "Welcome and conference opening remarks"),
    ("09:50", "10:55", "panel", "1", "Existing and potential threats"),
    ("10:55", "11:15", "break", None, "Coffee break"),
    ("11:15", "12:30", "panel", "2", "Rules, norms and principles for responsible state behaviour"),
    ("12:30", "13:30", "break", None, "Lunch"),
    ("13:30", "14:40", "panel", "3", "International law"),
    ("14:40", "14:50", "break", None, "Technical break"),
    ("14:50", "15:55", "panel", "4", "Confidence-building Measures"),
    ("15:55", "16:10", "break", None, "Coffee break"),
    ("16:10", "17:10", "panel", "5", "Capacity building"),
    ("17:10", "17:55", "discussion", None, "Closing discussion – Looking back to move forward"),
    ("17:55", "18:00", "closing", None, "Conference closing"),
]
QUESTIONS = {
    "1": [
        "Should the threats already identified be further defined? If yes, how? If not, why not?",
        "Are there important threats that have been missed?",
        "The rapid technological development and convergence dynamics may unlock new behaviours, methods and threats "
        "(e.g. AI-enabled cyber capabilities). How important will it be for a 5-year process to monitor and account "
        "for the rapid evolution of the technological landscape?",
        "To what extent should the OEWG also cover evolving threats from non-state actors?",
    ],
    "2": [
        "Which norms are in need of further development? And how would this development relate to the additional "
        "guidance compiled by the Group of Governmental Experts in its 2021 report?",
        "Are there gaps in the current normative framework that the OEWG should address by elaborating additional "
        "(new) rules of behaviour?",
        "What are the risks and benefits involved in introducing changes to the existing norms? Is the evolutionary "
        "approach implied by changing these norms a necessity? Or will it come into conflict with the norms that "
        "States have already agreed on and that should underpin the OEWG’s work?",
        "How can industry and other non-state actors support the OEWG in the norm development process?",
    ],
    "3": [
        "How can we leverage the OEWG mandate to answer outstanding questions related to how international law applies?",
        "How should the OEWG go about identifying gaps in the international law applicable to the ICT environment?",
        "Is there a role for non-State actors in this endeavour?",
        "Is there a role for the International Law Commission?",
    ],
    "4": [
        "How can the OEWG support States that are not part of a regional organisation or are part of a regional "
        "organisation that has yet to develop their own set of CBMs?",
        "How can the OEWG support States engaging in transparency measures, as with the sharing of relevant "
        "information and lessons learned?",
        "How can the OEWG leverage initiatives led by non-state actors –civil society, the private sector, and the "
        "technical community – that could contribute to shared goals of transparency, information sharing and "
        "cooperation?",
    ],
    "5": [
        "How can the OEWG support South–South, South–North, triangular, and regionally focused cooperation in cyber "
        "capacity-building?",
        "Are there any existing examples of “South-South” or “triangular” cooperation towards cyber capacity-building?",
        "What is missing from the discussion on models for cooperation towards cyber capacity-building?",
    ],
}


def test_the_sessions_are_those_of_the_day() -> None:
    sessions = read(TEXT).programme.sessions
    assert [
        (f"{s.starts_at:%H:%M}", f"{s.ends_at:%H:%M}", s.kind, s.number, s.title)
        for s in sessions
        if s.ends_at
    ] == SESSIONS
    assert {s.starts_at.isoformat()[:10] + s.starts_at.isoformat()[19:] for s in sessions} == {
        "2021-12-03+01:00"
    }


def test_the_questions_are_word_for_word_those_of_the_panels() -> None:
    sessions = read(TEXT).programme.sessions
    assert {s.number: [q.text for q in s.questions] for s in sessions if s.questions} == QUESTIONS


def test_the_conference_has_its_facts_from_before_and_after_the_agenda() -> None:
    programme = read(TEXT).programme
    facts = programme.model_copy(update={"sessions": (), "description": None})
    assert facts.model_dump(exclude_defaults=True) == {
        "slug": "2021-cyber-stability-conference",
        "title": "2021 Cyber Stability Conference",
        "theme": "Towards A More Secure Cyberspace",
        "time_zone": "Europe/Zurich",
        "format": "hybrid",
        "venue": {"name": "Palais des Nations", "address": "Geneva"},
        "rooms": ({"slug": "room-xxvi", "name": "Room XXVI"},),
    }
    rooms = {session.kind: session.room for session in programme.sessions}
    assert rooms == dict.fromkeys(("opening", "panel", "discussion", "closing"), "room-xxvi") | {
        "break": None
    }


def test_the_answer_beside_the_text_says_the_same() -> None:
    told = json.loads(shared("cyber-stability-2021.json").read_text())
    programme = read(TEXT).programme
    sessions = [
        {
            "date": session.starts_at.date().isoformat(),
            "start": f"{session.starts_at:%H:%M}",
            "end": f"{session.ends_at:%H:%M}",
            "title": f"Panel {session.number} – {session.title}" if session.number else session.title,
            "kind": session.kind,
            "people": [credit.person for credit in session.credits],
            "questions": [question.text for question in session.questions],
        }
        for session in programme.sessions
    ]
    assert sessions == [{name: session[name] for name in sessions[0]} for session in told["sessions"]]
    assert programme.venue is not None
    assert {
        "title": programme.title,
        "theme": programme.theme,
        "timezone": programme.time_zone,
        "format": programme.format,
        "venue": f"{programme.venue.name}, {programme.venue.address}",
        "room": programme.rooms[0].name,
        "days": [programme.first_day.isoformat() if programme.first_day else None],
    } == {name: told[name] for name in ("title", "theme", "timezone", "format", "venue", "room", "days")}


def test_backgrounds_are_kept_whole_and_apart_from_the_questions() -> None:
    programme = read(TEXT).programme
    paragraphs = (programme.description or "").split("\n\n")
    assert [(p[:20], p[-22:]) for p in paragraphs] == [
        ("Over the past two de", "with a 5-year mandate."),
        ("At UNIDIR’s annual f", "d be prioritised next?"),
    ]
    assert [
        (s.number, (s.description or "")[:24], (s.description or "")[-10:])
        for s in programme.sessions
        if s.description
    ] == [
        ("1", "During the 2019-2020 OEW", "ng issues:"),
        ("2", "By increasing predictabi", "s such as:"),
        ("3", "International law – and ", "ng issues:"),
        ("4", "In the 2019-2020 OEWG Fi", "ey issues:"),
        ("5", "Capacity-building is a r", "r context:"),
    ]


def test_what_is_left_out_is_told_by_line() -> None:
    chrome = "Belongs to the web page around the programme; left out."
    warnings = read(TEXT).warnings
    assert warnings[:3] == (
        Notice(
            1,
            "UNIDIR Cyber Stability Conference 3rd December Friday 2021",
            "The date is taken from here; the other words are left out.",
        ),
        Notice(
            9,
            "9:15-9:45: Welcome and conference opening remarks by",
            "The title ends with “by” and nobody is named; left out.",
        ),
        Notice(109, "Leave a Reply", chrome),
    )
    assert [(notice.line, notice.message) for notice in warnings[2:]] == [
        (line, chrome) for line in range(109, 128, 2)
    ]
