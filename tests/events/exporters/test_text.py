"""The programme as text: what it looks like, and that reading it gives the programme back."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from events import exporters, importers
from events.errors import ProgrammeError
from events.exporters.context import Context
from events.exporters.revisions import History, Revision
from events.importers import Imported, Notice
from events.importers.text import form
from events.importers.text.labels import Label, label_of
from events.programme import Programme, Role
from tests.builders import make_programme, person_node, session_node
from tests.events.programmes import programmes

FIRST = Revision(0, datetime(2027, 1, 1, tzinfo=UTC))
CONTEXT = Context("https://cyber.example", History(FIRST, FIRST))

FULL = """\
Harbour Forum
=============

Theme: Below the waves
Organiser: Institute for Ports
Organiser’s page: https://ports.example
Venue: Maritime House
Venue address: Rotterdam
Format: hybrid
Time zone: Europe/Amsterdam
Language: en
Stream: https://live.example/forum
Page: https://cyber.example/harbour/
Read back by: Cyberconf, text form 1

Summary:
  One day of panels.

Background:
  Ports collect *more* than they use.

  - who may read it?
  - 9:00 is when it starts

Rooms:
- Main Hall
  Capacity: 300
  Stream: https://live.example/main
- Room 1

Tracks:
- Trade
  Colour: #0055aa

Materials:
- paper: Concept note <https://ports.example/note.pdf>


Monday, 14 June 2027
--------------------

09:00–09:15  Welcome
Room: Main Hall

Opening remarks:
- [H.E.] Rosa Lindqvist, Ambassador, Mission of Sweden

09:15–10:30  Panel 1 – Who owns the data?
Room: Main Hall
Track: Trade
Language: fr
Stream: https://live.example/1
Recording: https://video.example/1

  This panel asks three questions.

Moderator:
- Ines Calder, Editor, Port Review

Panellists:
- Tobias Renner, Port of Hamburg
- Ada Byron (online)
  Name: Ada Byron (online)

Guiding questions:
1. Who owns a ship’s position?
  Outcome:
    Nobody does.
2. What may a port sell?

Materials:
- slides: Slides <https://ports.example/1.pdf>

10:30–11:00  Room 1
Kind: break

11:00–12:00  Panel 3 – A talk
Kind: talk
Number: 7
Status: cancelled

22:00–01:30  Dinner


Tuesday, 15 June 2027
---------------------

09:00  Excursion
Ends: 2027-06-17 10:00
Status: tentative


Details of people
-----------------

- Ines Calder
  Affiliation: –
  Country: Norway
  Photo: https://ports.example/ines.jpg
  Link: Her page <https://ines.example>
  Biography:
    Writes about ports.

    Since 1999.
"""


def written(programme: Programme) -> str:
    return exporters.write(programme, "text", context=CONTEXT).decode()


def read_back(text: str) -> Imported:
    return importers.read(text.encode())


def carried(programme: Programme) -> Any:
    """What a text can carry: everything but uids and addresses, which names and order stand for."""
    rooms = {room.slug: room.name for room in programme.rooms}
    tracks = {track.slug: track.name for track in programme.tracks}
    names = {person.slug: person.full_name for person in programme.people}

    def session(node: dict[str, Any]) -> dict[str, Any]:
        return node | {
            "uid": None,
            "slug": None,
            "starts_at": node["starts_at"].isoformat(),
            "ends_at": node["ends_at"] and node["ends_at"].isoformat(),
            "room": rooms.get(node["room"] or ""),
            "track": tracks.get(node["track"] or ""),
            "credits": [credit | {"person": names[credit["person"]]} for credit in node["credits"]],
            "questions": [question | {"uid": None} for question in node["questions"]],
        }

    whole = programme.model_dump()
    bare = [{**node, "uid": None, "slug": None} for node in whole["people"]]
    return whole | {
        "rooms": [room | {"slug": None} for room in whole["rooms"]],
        "tracks": [track | {"slug": None} for track in whole["tracks"]],
        "people": sorted(bare, key=lambda person: person["name"]),
        "sessions": sorted(map(session, whole["sessions"]), key=lambda s: (s["starts_at"], repr(s))),
    }


LINES = st.sampled_from(
    [
        *["9:00-10:00 Panel", "Speakers:", "- item", "Friday, 3 December 2021", "-----", "====", ""],
        *["Kind: talk", "Details of people", "\\", "–", "1. one", "  indented", "    indented", "Outcome:"],
        *["[Dr] Ada Byron, Director, Institute", "Dr Ada Byron (tbc)", "TBC", "Ada Byron (A, B)"],
        *["Panel 1 – Ports", "Welcome", "Lunch", "Read back by: me", "a, b; c", "x <https://x.example>"],
        *["blanks that break a line  ", "Address: ada"],
        *[form.SIGNATURE, "Ада Байрон", "李静", "سامي"],
    ]
)
TEXTS = st.none() | st.lists(LINES, min_size=1, max_size=5).map("\n".join).map(
    lambda text: text.strip("\n") or None
)
LINE = LINES.map(str.strip).filter(bool)
LINKS = st.builds(dict, title=LINE, url=st.just("https://x.example"))
URLS = st.none() | st.just("https://example.org/a?b=<c>")


@st.composite
def full(draw: st.DrawFn) -> Programme:
    """Draw a programme with every field, of lines that a careless reader takes for something else."""
    whole = draw(programmes(offsets=(-3, 1, 2))).model_dump()
    names = draw(st.lists(LINE, min_size=len(whole["people"]), max_size=len(whole["people"])))
    for person, name in zip(whole["people"], names, strict=True):
        for key in ("post", "affiliation", "country"):
            person[key] = draw(st.none() | LINE)
        person |= {"name": name, "biography": draw(TEXTS), "photo": draw(URLS)}
        person["links"] = draw(st.lists(LINKS, max_size=2))
    for session in whole["sessions"]:
        session |= {"title": draw(LINE), "summary": draw(TEXTS), "description": draw(TEXTS)}
        session |= {"language": draw(st.none() | LINE), "stream_url": draw(URLS), "recording_url": draw(URLS)}
        for credit in session["credits"]:
            credit["affiliation"] = draw(st.none() | LINE)
        for question in session["questions"]:
            question |= {"text": draw(LINE), "outcome": draw(TEXTS)}
    for room in whole["rooms"]:
        room |= {"capacity": draw(st.none() | st.integers(0, 9)), "stream_url": draw(URLS)}
    whole |= {"title": draw(LINE), "summary": draw(TEXTS), "theme": draw(LINE)}
    return Programme.model_validate(whole)


def assert_reads_back(programme: Programme) -> None:
    text = written(programme)
    again = read_back(text)
    assert carried(again.programme) == carried(programme)
    assert written(again.programme) == text
    assert again.warnings == ()


@settings(max_examples=100, deadline=None)
@given(programmes())
def test_a_text_reads_back_what_it_carries_and_writes_itself_again(programme: Programme) -> None:
    assert_reads_back(programme)


@settings(max_examples=120, deadline=None)
@given(full())
def test_lines_that_look_like_something_else_stay_what_they_are(programme: Programme) -> None:
    assert_reads_back(programme)


def test_people_of_one_name_are_told_apart_by_their_addresses() -> None:
    people = [
        person_node(slug=slug, name="Ada Byron", biography=slug.upper()) for slug in ("ada", "Ada_Byron-2")
    ]
    credits = [{"person": "Ada_Byron-2", "role": "chair"}, {"person": "ada", "role": "keynote"}]
    programme = make_programme(sessions=[session_node(credits=credits)], people=people)
    found = read_back(written(programme))
    assert [(credit.person, credit.role) for credit in found.programme.sessions[0].credits] == [
        ("Ada_Byron-2", "chair"),
        ("ada", "keynote"),
    ]
    assert {each.slug: each.biography for each in found.programme.people} == {
        "ada": "ADA",
        "Ada_Byron-2": "ADA_BYRON-2",
    }
    assert found.made_up.addresses == {found.programme.sessions[0].uid}


def test_every_field_has_its_place_in_the_text() -> None:
    found = read_back(FULL)
    assert found.warnings == ()
    assert written(found.programme) == FULL
    panel = found.programme.sessions[1]
    assert (panel.kind, panel.number, panel.room, panel.track) == ("panel", "1", "main-hall", "trade")
    assert [(c.person, c.role, c.affiliation) for c in panel.credits] == [
        ("ines-calder", "moderator", "Port Review"),
        ("tobias-renner", "panellist", "Port of Hamburg"),
        ("ada-byron-online", "panellist", None),
    ]
    dinner, excursion = found.programme.sessions[-2:]
    assert [s.ends_at and s.ends_at.isoformat() for s in (dinner, excursion)] == [
        "2027-06-15T01:30:00+02:00",
        "2027-06-17T10:00:00+02:00",
    ]


def test_what_is_added_by_hand_is_read_and_what_is_not_in_the_form_is_told() -> None:
    added = "16:00-16:30 Closing remarks\nSpeaker: Ada Byron, Director, Institute\nBring cake!\n"
    text = FULL.replace("\n\nDetails of people", f"\n\n{added}\nDetails of people")
    found = read_back(text)
    (closing,) = (s for s in found.programme.sessions if s.title == "Closing remarks")
    assert (f"{closing.starts_at:%d %H:%M}", closing.kind, closing.description) == (
        "15 16:00",
        "closing",
        "Bring cake!",
    )
    assert [(c.person, c.role, c.affiliation) for c in closing.credits] == [
        ("ada-byron", "speaker", "Institute")
    ]
    line = text.split("\n").index("Bring cake!") + 1
    message = "Not in the form of this text; kept with the background."
    assert found.warnings == (Notice(line, "Bring cake!", message),)


def test_a_night_on_which_clocks_go_back_keeps_which_of_two_hours_is_meant() -> None:
    nodes = [
        {"uid": f"00000000-0000-4000-8000-00000000000{n}", "slug": f"s{n}", "title": f"S{n}"} | times
        for n, times in enumerate(
            [
                {"starts_at": "2027-10-31T02:30:00+02:00", "ends_at": "2027-10-31T02:15:00+01:00"},
                {"starts_at": "2027-10-31T02:30:00+01:00", "ends_at": "2027-10-31T03:00:00+01:00"},
            ]
        )
    ]
    night = Programme.model_validate(
        {"slug": "night", "title": "Night", "time_zone": "Europe/Zurich", "sessions": nodes}
    )
    assert_reads_back(night)
    lines = [line for line in written(night).split("\n") if "  S" in line]
    assert lines == ["02:30–02:15 (UTC+01:00)  S0", "02:30 (UTC+01:00)–03:00  S1"]


@pytest.mark.parametrize("role", form.ROLE_HEADS)
def test_each_role_s_heads_are_read_as_that_role(role: Role) -> None:
    one, several = form.ROLE_HEADS[role]
    assert label_of(f"{one}:") == Label("role", "", role, is_several=one == several)
    assert label_of(f"{several}:") == Label("role", "", role, is_several=True)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "Time zone: Europe/Amsterdam",
            "Time zone: –",
            "No time zone was found. Expected a line such as “Time zone: Europe/Zurich”.",
        ),
        (
            "09:00–09:15  Welcome",
            "29:00–09:15  Welcome",
            "line 42: Found “29:00”, which is no time of day. Expected one from 0:00 to 24:00.",
        ),
        (
            "Monday, 14 June 2027",
            "Monday, 31 June 2027",
            "line 39: Found “Monday, 31 June 2027”, which is no date of the calendar. "
            "Expected one that exists.",
        ),
        (
            "Monday, 14 June 2027\n",
            "",
            "line 41: Found the time “09:00” under no day. "
            "Expected one such as “Monday, 14 June 2027” above it.",
        ),
    ],
)
def test_a_broken_form_is_refused_with_its_line(old: str, new: str, message: str) -> None:
    with pytest.raises(ProgrammeError) as caught:
        read_back(FULL.replace(old, new))
    assert str(caught.value) == message
