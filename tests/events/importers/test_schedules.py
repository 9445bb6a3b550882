"""Schedules of other programs, small ones of our own making."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from events.errors import ProgrammeError
from events.importers import Hint, format_of, read, sessionize
from events.importers.schedules.prose import markdown
from events.importers.schedules.times import clock_in, length_in
from events.importers.schedules.values import Source
from tests.events.whole import whole_programme

ZURICH = Hint(time_zone="Europe/Zurich")
XML = """<?xml version="1.0" encoding="UTF-8"?>
<schedule>
  <conference><title>Forum on Cables</title><subtitle>Below the waves</subtitle>
    <venue>Palais</venue><city>Geneva</city><day_change>06:00</day_change>
    <base_url>https://forum.example/2027/</base_url><time_zone_name>Europe/Zurich</time_zone_name></conference>
  <day index="1" date="2027-06-14">
    <room name="Aula">
      <event id="7" guid="6f0e5b6c-6f0c-4d61-9a55-0d4f7d2f6a01">
        <start>09:00</start><duration>01:30</duration><room>Aula</room><title>Who &amp; what</title>
        <subtitle>In short</subtitle><track>Repairs</track><type>podium</type><language>en</language>
        <abstract>&lt;p&gt;Ships are &lt;b&gt;few&lt;/b&gt;.&lt;/p&gt;</abstract><description></description>
        <persons><person id="3">Dr Ada Byron</person><person id="4">Ada Byron</person></persons>
        <links><link href="deck.pdf">Slides</link><link href="javascript:alert(1)">Bad</link></links>
        <mood>good</mood>
      </event>
      <event id="8"><start>01:00</start><duration>00:45</duration><title>Night watch</title></event>
    </room>
  </day>
</schedule>
"""


def pretalx(**overrides: Any) -> dict[str, Any]:
    """A submission with a slot."""
    return {
        "code": "ABC123",
        "title": "Who repairs",
        "speakers": [{"code": "XYZ", "name": "Ada Byron", "biography": "Repairs.", "avatar": None}],
        "submission_type": {"en": "Workshop", "fr": "Atelier"},
        "track": {"en": "Repairs"},
        "state": "confirmed",
        "abstract": "In short.",
        "description": "At length.",
        "content_locale": "en",
        "slot": {
            "room": {"en": "Aula"},
            "start": "2027-06-14T09:00:00+02:00",
            "end": "2027-06-14T10:00:00+02:00",
        },
    } | overrides


SESSIONIZE: dict[str, Any] = {
    "sessions": [
        {
            "id": "11",
            "title": " Who repairs ",
            "description": "At length.",
            "startsAt": "2027-06-14T09:00:00",
            "endsAt": "2027-06-14T10:00:00",
            "isServiceSession": False,
            "isPlenumSession": False,
            "speakers": ["2db4d3f6-13f8-4f1d-a805-82ea3513e82e"],
            "categoryItems": [5, 6],
            "roomId": 1,
            "liveUrl": "https://live.example/1",
            "recordingUrl": None,
        },
        {"id": "12", "title": "Some day", "startsAt": None, "endsAt": None, "speakers": []},
    ],
    "speakers": [
        {
            "id": "2db4d3f6-13f8-4f1d-a805-82ea3513e82e",
            "fullName": "Ada Byron",
            "bio": "Repairs.",
            "tagLine": "Director",
            "profilePicture": "https://p.example/a.jpg",
            "links": [{"title": "Page", "url": "https://ada.example"}],
        }
    ],
    "categories": [
        {"id": 1, "title": "Track", "type": "session", "items": [{"id": 5, "name": "Repairs"}]},
        {
            "id": 2,
            "title": "Session format",
            "type": "session",
            "items": [{"id": 6, "name": "Workshop (60 min)"}],
        },
        {"id": 3, "title": "Level", "type": "session", "items": [{"id": 7, "name": "Hard"}]},
    ],
    "rooms": [{"id": 1, "name": "Aula"}],
}


def dumped(document: Any) -> bytes:
    return json.dumps(document, indent=1).encode()


def refusal(data: bytes, hint: Hint = ZURICH) -> ProgrammeError:
    with pytest.raises(ProgrammeError) as caught:
        read(data, hint=hint)
    return caught.value


def test_an_event_of_frab_xml_arrives_with_all_it_says() -> None:
    imported = read(XML.encode())
    programme = imported.programme
    (panel, night) = programme.sessions
    assert (programme.title, programme.theme, programme.venue and programme.venue.name) == (
        "Forum on Cables",
        "Below the waves",
        "Palais, Geneva",
    )
    assert panel.model_dump(mode="json") | {"credits": None} == {
        "uid": "6f0e5b6c-6f0c-4d61-9a55-0d4f7d2f6a01",
        "slug": "who-what",
        "kind": "panel",
        "number": None,
        "title": "Who & what",
        "summary": "In short",
        "description": "Ships are **few**.",
        "starts_at": "2027-06-14T09:00:00+02:00",
        "ends_at": "2027-06-14T10:30:00+02:00",
        "room": "aula",
        "track": "repairs",
        "language": "en",
        "status": "confirmed",
        "stream_url": None,
        "recording_url": None,
        "questions": [],
        "credits": None,
        "materials": [{"title": "Slides", "url": "https://forum.example/2027/deck.pdf", "kind": "slides"}],
    }
    assert night.starts_at.isoformat() == "2027-06-15T01:00:00+02:00"
    assert [(person.honorific, person.name, person.slug) for person in programme.people] == [
        ("Dr", "Ada Byron", "ada-byron"),
        (None, "Ada Byron", "ada-byron-2"),
    ]
    assert [(notice.line, notice.message) for notice in imported.warnings] == [
        (8, "“javascript:alert(1)” is no web address; left out."),
        (14, "<mood> is left out, here and in other events."),
    ]


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        (
            "<start>09:00</start>",
            "<start>nine</start>",
            8,
            "<event> 7: found “nine” as start. Expected a time",
        ),
        ("<start>09:00</start>", "", 8, "<event> 7: found nothing as start."),
        ("01:30", "long", 8, "<event> 7: found “long” as duration. Expected hours and minutes"),
        ('date="2027-06-14"', 'date="2027-02-30"', 6, "<day> 1: found “2027-02-30” as day date."),
        (
            "</event>",
            "</evnt>",
            15,
            "<event>, opened in line 8, is closed by </evnt>. Expected </event>.",
        ),
        (
            "<title>Who &amp; what</title>",
            "<title>&undefined;</title>",
            9,
            "Found &undefined; in <title>, which is not defined. Expected &amp; for an “&”.",
        ),
        ("Who &amp; what", "Who & what", 9, "Found a lone “&” in <title>. Expected it written as &amp;."),
        ("Who &amp; what", "Who < what", 9, "Found a lone “<” in <title>. Expected it written as &lt;."),
        (
            "Who &amp; what",
            "Who \x01 what",
            9,
            "It is no sound XML from column 83 on, in <title>. Expected XML as a program writes it "
            "(the parser says: PCDATA invalid Char value 1).",
        ),
    ],
)
def test_what_is_wrong_in_xml_is_named_with_its_line(old: str, new: str, line: int, said: str) -> None:
    found = refusal(XML.replace(old, new, 1).encode())
    assert said in str(found)
    assert found.line == line


def test_xml_that_is_cut_off_says_within_what() -> None:
    found = refusal(XML[: XML.index("</title>", XML.index("<event"))].encode())
    assert str(found) == (
        "line 9: The file ends within <title>, opened in line 9: perhaps it was cut off. Expected </title>."
    )


BOMB = '<!DOCTYPE s [<!ENTITY a "aaaaaaaaaa">' + "".join(
    f'<!ENTITY {chr(98 + n)} "{"&" + chr(97 + n) + ";"} {"&" + chr(97 + n) + ";"}">' for n in range(20)
)


@pytest.mark.parametrize(
    "head",
    [
        BOMB + "]>",
        '<!DOCTYPE s [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE s SYSTEM "http://x.example/d">',
    ],
    ids=["bomb", "external entity", "external type"],
)
def test_a_document_type_is_refused_and_nothing_of_it_read(head: str) -> None:
    found = refusal(f"<?xml version='1.0'?>{head}<schedule><day>&x;&u;</day></schedule>".encode())
    assert (found.code, found.message) == (
        "xml",
        "Found a document type. Expected a schedule without one: it could hide other files.",
    )


def test_xml_in_other_encodings_is_read_by_its_own_declaration() -> None:
    text = XML.replace("Who &amp; what", "Été à Genève")
    for encoding in ("ISO-8859-1", "windows-1252", "UTF-16"):
        data = text.replace('encoding="UTF-8"', f'encoding="{encoding}"').encode(encoding)
        assert format_of(data) == "frab"
        assert read(data).programme.sessions[0].title == "Été à Genève"


def test_a_submission_of_pretalx_arrives_with_all_it_says() -> None:
    (session,) = read(
        dumped({"count": 1, "next": None, "results": [pretalx()]}), hint=ZURICH
    ).programme.sessions
    assert (
        session.title,
        session.kind,
        session.summary,
        session.description,
        session.room,
        session.track,
    ) == (
        "Who repairs",
        "workshop",
        "In short.",
        "At length.",
        "aula",
        "repairs",
    )


def test_a_submission_with_two_slots_is_two_sessions_and_one_that_was_withdrawn_is_none() -> None:
    room = {"name": {"en": "Aula", "fr": "Grande salle"}, "capacity": 80}
    slots = [
        {"room": room, "start": f"2027-06-1{day}T09:00:00+02:00", "end": f"2027-06-1{day}T10:00:00+02:00"}
        for day in (4, 5)
    ]
    twice = pretalx(slots=slots, content_locale="fr", state="canceled")
    gone = pretalx(code="GONE", state="withdrawn")
    programme = read(dumped([twice, gone, pretalx(code="FR", content_locale="fr")]), hint=ZURICH).programme
    assert [(session.status, session.starts_at.day) for session in programme.sessions] == [
        ("cancelled", 14),
        ("confirmed", 14),
        ("cancelled", 15),
    ]
    assert [(room.name, room.capacity) for room in programme.rooms] == [("Grande salle", 80), ("Aula", None)]


def test_what_pretalx_leaves_to_other_requests_is_said() -> None:
    page = {"count": 90, "next": "https://p.example/?page=2", "results": [pretalx(speakers=["ABC"])]}
    assert [notice.message for notice in read(dumped(page), hint=ZURICH).warnings] == [
        "No title was found. Give the conference one in admin.",
        "This is one page of several. Expected all: ask the API for more at once.",
        "People are named by codes alone. Ask the API with “expand=speakers”.",
    ]


def test_a_session_of_sessionize_arrives_with_all_it_says() -> None:
    imported = read(dumped(SESSIONIZE), hint=ZURICH)
    (session,) = imported.programme.sessions
    assert (session.title, session.kind, session.room, session.track, session.starts_at.isoformat()) == (
        "Who repairs",
        "workshop",
        "aula",
        "repairs",
        "2027-06-14T09:00:00+02:00",
    )
    (person,) = imported.programme.people
    assert (str(person.uid), person.post, person.photo, [link.url for link in person.links]) == (
        "2db4d3f6-13f8-4f1d-a805-82ea3513e82e",
        "Director",
        "https://p.example/a.jpg",
        ["https://ada.example"],
    )
    assert [notice.message for notice in imported.warnings if notice.line] == [
        "“Some day” has no time; left out.",
        "The category “Level” is left out. Expected one of tracks or formats.",
    ]


def test_the_grid_of_sessionize_is_read_by_day_and_room() -> None:
    session = dict(SESSIONIZE["sessions"][0]) | {
        "speakers": [{"id": "a", "name": "Ada Byron"}],
        "room": "Aula",
    }  # type: ignore[call-overload]
    grid = [{"date": "2027-06-14T00:00:00", "rooms": [{"id": 1, "name": "Aula", "sessions": [session]}]}]
    programme = read(dumped(grid), hint=ZURICH).programme
    assert [(each.title, each.room) for each in programme.sessions] == [("Who repairs", "aula")]
    assert [person.name for person in programme.people] == ["Ada Byron"]


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        (("sessions", 0, "startsAt"), "soon", 'sessions[0].startsAt: found "soon". Expected a time such as'),
        (("sessions", 0, "endsAt"), "2027-06-14T08:00:00", "sessions[0].endsAt: found"),
        (("sessions", 0, "title"), 7, "sessions[0].title: found 7. Expected a text."),
        (("sessions",), [], "sessions: found []. Expected a list of sessions."),
        (("speakers",), {}, "speakers: found {}. Expected a list."),
    ],
)
def test_what_is_wrong_in_json_is_named_with_its_path_and_line(path: Any, value: Any, said: str) -> None:
    document = json.loads(dumped(SESSIONIZE))
    at = document
    for name in path[:-1]:
        at = at[name]
    at[path[-1]] = value
    data = dumped(document)
    with pytest.raises(ProgrammeError) as caught:
        sessionize.read(data, hint=ZURICH)
    assert said in caught.value.message
    assert caught.value.line == Source(data.decode()).line_of(path)
    assert f'"{path[-1]}"' in data.decode().split("\n")[(caught.value.line or 0) - 1]


SYMPOSION = {"schedule": [{"conf_key": 1, "name": "Who repairs", "start": "2027-06-14T09:00:00+02:00"}]}
FRAB_V2 = {"schedule": {"conference": {"title": "Forum"}, "events": []}}


@pytest.mark.parametrize(
    ("document", "format"),
    [
        (SESSIONIZE, "sessionize"),
        ([pretalx()], "pretalx"),
        (SYMPOSION, "symposion"),
        (FRAB_V2, "frab-json"),
        (whole_programme().model_dump(mode="json"), "json"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_json_of_every_kind_is_known_in_every_unicode(document: Any, format: str) -> None:
    text = json.dumps(document, ensure_ascii=False, indent=1)
    encodings = ("utf-8", "utf-8-sig", "utf-16", "utf-16-be")
    data = {encoding: text.encode(encoding) for encoding in encodings}
    data["utf-16-be"] = b"\xfe\xff" + data["utf-16-be"]
    assert {encoding: format_of(each) for encoding, each in data.items()} == dict.fromkeys(encodings, format)


def test_json_in_utf_16_is_read_as_in_utf_8() -> None:
    text = json.dumps(SESSIONIZE).replace("Who repairs", "Été à Genève")
    assert read(text.encode("utf-16"), hint=ZURICH) == read(text.encode(), hint=ZURICH)


@pytest.mark.parametrize("data", [b"[]", b'{"a": 1}', b"[[1]]", b'{"results": []}', b'{"a":', b'[{"b"'])
def test_json_that_is_no_programme_is_refused_as_json(data: bytes) -> None:
    assert format_of(data) == "json"
    assert refusal(data).code in {"json", "document"}


def test_an_agenda_that_begins_with_a_bracket_is_no_json() -> None:
    for text in ("[Draft] Forum\n9:00 Welcome", "{draft}\n9:00 Welcome", "[1] 9:00 Welcome"):
        assert format_of(text.encode()) == "text"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<p>A <strong>bold</strong> claim</p><p>Two</p>", "A **bold** claim\n\nTwo"),
        ("<ul><li>one</li><li>two</li></ul>", "- one\n- two"),
        ('<a href="https://a.example">here</a> &amp; there', "[here](https://a.example) & there"),
        ("plain *Markdown* stays <3", "plain *Markdown* stays <3"),
        ("a < b and b > c", "a < b and b > c"),
        ("<script>alert(1)</script>Text<style>p{}</style>", "Text"),
        ("\x00a\x1b\r\nb", "a\nb"),
        ("<p> </p>", None),
    ],
)
def test_texts_become_markdown(text: str, expected: str | None) -> None:
    assert markdown(text) == expected


@given(
    st.text(max_size=400)
    | st.lists(st.sampled_from(["<p>", "</p>", "<a href=x>", "<ul>", "<li>", "a", "&lt;"])).map("".join)
)
def test_any_text_becomes_markdown_or_nothing(text: str) -> None:
    found = markdown(text)
    assert found is None or found.strip()


def test_tags_without_end_are_refused() -> None:
    with pytest.raises(ProgrammeError, match="tags in one another without end"):
        markdown("<div>" * 5_000 + "x")


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("01:30", 90),
        ("1:30:00", 90),
        ("90", 90),
        ("PT1H30M", 90),
        ("P1DT1H", 1500),
        ("00:00", None),
        ("x", None),
        ("P", None),
    ],
)
def test_lengths(text: str, minutes: int | None) -> None:
    length = length_in(text)
    assert (length.total_seconds() / 60 if length else None) == minutes


def test_clocks() -> None:
    assert [
        clock_in(text) and str(clock_in(text)) for text in ("0930", "9:30", "09:30:15", "25:00", "x")
    ] == [
        "09:30:00",
        "09:30:00",
        "09:30:15",
        None,
        None,
    ]


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=12,
)


@given(JSON_VALUES, st.integers(0, 3) | st.none())
def test_the_line_of_a_value_is_that_where_it_begins(document: Any, indent: int | None) -> None:
    source = json.dumps(document, indent=indent)
    found = Source(source)
    for path, value in _paths(document):
        line = found.line_of(path)
        rest = "\n".join(source.split("\n")[line - 1 :])
        assert json.dumps(value, indent=indent).split("\n")[0] in rest.split("\n")[0]


def _paths(document: Any, path: tuple[str | int, ...] = ()) -> list[tuple[tuple[str | int, ...], Any]]:
    inner = (
        document.items()
        if isinstance(document, dict)
        else enumerate(document)
        if isinstance(document, list)
        else ()
    )
    return [(path, document), *(pair for name, value in inner for pair in _paths(value, (*path, name)))]


PIECES = [
    "<event id='1'>",
    "</event>",
    "<day date='2027-06-14'>",
    "</day>",
    "<room name='x'>",
    "<start>09:00</start>",
]
PIECES += [
    "<duration>01:00</duration>",
    "<title>T</title>",
    "<persons><person>A</person></persons>",
    "&amp;",
    "<",
    "é",
]


@settings(deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join), st.integers(0, len(XML)))
def test_no_xml_does_more_than_be_refused(middle: str, cut: int) -> None:
    for data in (
        f"<schedule>{middle}</schedule>".encode(),
        (XML[:cut] + middle + XML[cut:]).encode(),
        XML[:cut].encode(),
    ):
        _answers(data, "frab")


MUTATED = st.sampled_from(
    [None, True, 7, -1, "", "x", [], {}, [None], {"a": 1}, "2027-06-14T09:00:00", 10**400]
)


@settings(deadline=None)
@given(st.sampled_from(["sessionize", "pretalx", "frab-json", "symposion"]), st.data())
def test_no_json_does_more_than_be_refused(format: str, data: st.DataObject) -> None:
    event = {
        "id": 1,
        "guid": "x",
        "title": "T",
        "date": "2027-06-14T09:00:00+02:00",
        "duration": "01:00",
        "persons": [],
    }
    days = [{"date": "2027-06-14", "rooms": {"Aula": [event]}}]
    documents: dict[str, Any] = {
        "sessionize": SESSIONIZE,
        "pretalx": {"results": [pretalx()]},
        "frab-json": {"schedule": {"conference": {"title": "C", "days": days}}},
        "symposion": {
            "schedule": [{"name": "T", "start": "2027-06-14T09:00:00+02:00", "conf_key": 1, "rooms": ["A"]}]
        },
    }
    document = json.loads(json.dumps(documents[format]))
    places = [path for path, _value in _paths(document) if path]
    path = data.draw(st.sampled_from(places))
    at = document
    for name in path[:-1]:
        at = at[name]
    at[path[-1]] = data.draw(MUTATED)
    _answers(json.dumps(document).encode(), format)


def _answers(data: bytes, format: str) -> None:
    """Read it: anything but a programme and a refusal is an error of the test."""
    with suppress(ProgrammeError):
        read(data, format=format, hint=ZURICH)
