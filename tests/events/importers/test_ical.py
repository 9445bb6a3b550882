"""Calendars of other programs, and files that were made to do harm."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from events.errors import ProgrammeError
from events.importers import Hint, Imported, format_of, read

HINT = Hint(time_zone="Europe/Zurich", date=date(2027, 6, 14))


def calendar(*events: str, head: str = "X-WR-CALNAME:Ports\nX-WR-TIMEZONE:Europe/Zurich") -> bytes:
    """A calendar; each event is given by its lines, and has a title if they name none."""
    parts = [event if "SUMMARY" in event else f"{event}\nSUMMARY:Talk" for event in events]
    body = "".join(f"BEGIN:VEVENT\n{part}\nEND:VEVENT\n" for part in parts)
    return f"BEGIN:VCALENDAR\n{head}\n{body}END:VCALENDAR\n".replace("\n", "\r\n").encode()


def imported(data: bytes, hint: Hint = HINT) -> Imported:
    return read(data, format="ical", hint=hint)


def times(data: bytes, hint: Hint = HINT) -> list[tuple[str, str | None]]:
    """Start and end of each session in the conference's zone."""
    found = imported(data, hint).programme.sessions
    return [(f"{s.starts_at:%d %H:%M%z}", f"{s.ends_at:%d %H:%M}" if s.ends_at else None) for s in found]


def notices(data: bytes) -> list[tuple[int | None, str, str]]:
    return [(each.line, each.text, each.message) for each in imported(data).warnings]


def refusal(data: bytes, hint: Hint = HINT) -> tuple[str, str]:
    with pytest.raises(ProgrammeError) as caught:
        imported(data, hint)
    return caught.value.code, str(caught.value)


def test_an_event_is_a_session() -> None:
    data = calendar(
        "UID:6f0e5b6c-6f0c-4d61-9a55-0d4f7d2f6a01@other.example\nDTSTART:20270614T070000Z\n"
        "DTEND:20270614T080000Z\nSUMMARY;LANGUAGE=fr:Ports\\, et\n  havres\nLOCATION:Aula\\, Palais\n"
        "CATEGORIES:Workshop,Repairs\nSTATUS:TENTATIVE\nCONFERENCE;VALUE=URI:https://stream.example/1\n"
        "DESCRIPTION:Ships are few.\\n\\nModerator: Dr Ada Byron\\, Director\\, Institute for Ports\\n\\n"
        "Guiding questions:\\n- Who pays?\\n- Who repairs?"
    )
    programme = imported(data).programme
    (session,) = programme.sessions

    assert format_of(data) == "ical"
    assert session.model_dump(mode="json", exclude={"questions", "credits", "materials"}) == {
        "uid": "6f0e5b6c-6f0c-4d61-9a55-0d4f7d2f6a01",
        "slug": "ports-et-havres",
        "kind": "workshop",
        "number": None,
        "title": "Ports, et havres",
        "summary": None,
        "description": "Ships are few.",
        "starts_at": "2027-06-14T09:00:00+02:00",
        "ends_at": "2027-06-14T10:00:00+02:00",
        "room": "aula-palais",
        "track": "repairs",
        "language": "fr",
        "status": "tentative",
        "stream_url": "https://stream.example/1",
        "recording_url": None,
    }
    assert [question.text for question in session.questions] == ["Who pays?", "Who repairs?"]
    assert [(p.full_name, p.post, p.affiliation) for p in programme.people] == [
        ("Dr Ada Byron", "Director", "Institute for Ports")
    ]
    assert (programme.title, programme.rooms[0].name) == ("Ports", "Aula, Palais")


@pytest.mark.parametrize(
    "tzid",
    [
        "America/New_York",
        "US/Eastern",
        '"America/New_York"',
        "/mozilla.org/20050126_1/America/New_York",
        "/freeassociation.sourceforge.net/America/New_York",
        "Eastern Standard Time",
    ],
)
def test_a_zone_is_known_by_any_of_its_names(tzid: str) -> None:
    data = calendar(f"DTSTART;TZID={tzid}:20270614T090000\nDURATION:PT1H30M", head="X-WR-CALNAME:Ports")
    assert times(data, Hint()) == [("14 09:00-0400", "14 10:30")]


OWN_ZONE = """BEGIN:VTIMEZONE
TZID:Customized Time Zone
BEGIN:STANDARD
DTSTART:16010101T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE
"""


@pytest.mark.parametrize(
    ("wall", "expected"),
    [
        ("20270327T120000", "27 11:00"),
        ("20270328T015959", "28 00:59"),
        ("20270328T030000", "28 01:00"),
        ("20270614T090000", "14 07:00"),
        ("20271031T015959", "30 23:59"),
        ("20271031T023000", "31 00:30"),
        ("20271031T030000", "31 02:00"),
        ("20270101T000000", "31 23:00"),
    ],
)
def test_a_zone_that_the_file_defines_holds_for_its_times(wall: str, expected: str) -> None:
    data = calendar(
        f"DTSTART;TZID=Customized Time Zone:{wall}", head=f"X-WR-TIMEZONE:UTC\n{OWN_ZONE.strip()}"
    )
    assert times(data) == [(f"{expected}+0000", None)]


def test_times_without_a_zone_need_one() -> None:
    floating = calendar("DTSTART:20270614T090000", head="X-WR-CALNAME:Ports")
    assert times(floating) == [("14 09:00+0200", None)]
    assert refusal(floating, Hint()) == (
        "no_zone",
        "line 4: Found a time without a zone that is known. Expected TZID with a name such as Europe/Zurich, "
        "or X-WR-TIMEZONE. Say it with --time-zone, e.g. --time-zone Europe/Zurich.",
    )
    utc = calendar("DTSTART:20270614T090000Z", head="X-WR-CALNAME:Ports")
    assert imported(utc, Hint()).warnings[0].message == (
        "All times are in UTC and no zone is named; the days and times are those of UTC."
    )


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("RRULE:FREQ=DAILY;COUNT=3", ["14", "15", "16"]),
        ("RRULE:FREQ=DAILY;INTERVAL=2;UNTIL=20270618T090000", ["14", "16", "18"]),
        ("RRULE:FREQ=DAILY;UNTIL=20270616", ["14", "15", "16"]),
        ("RRULE:FREQ=DAILY;UNTIL=20270616T065959Z", ["14", "15"]),
        ("RRULE:FREQ=WEEKLY;BYDAY=MO,WE;COUNT=4", ["14", "16", "21", "23"]),
        ("RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU;WKST=SU;COUNT=4", ["14", "27", "28", "11"]),
        ("RRULE:FREQ=MONTHLY;COUNT=3", ["14", "14", "14"]),
        ("RRULE:FREQ=MONTHLY;BYDAY=2MO;COUNT=3", ["14", "12", "09"]),
        ("RRULE:FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=3", ["14", "30", "31", "31"]),
        ("RRULE:FREQ=DAILY;COUNT=3\nEXDATE:20270615T090000", ["14", "16"]),
        ("RDATE:20270615T090000,20270617T090000", ["14", "15", "17"]),
        ("RRULE:FREQ=DAILY", ["14"]),
        ("RRULE:FREQ=SECONDLY;COUNT=9", ["14"]),
        ("RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=9", ["14"]),
        ("RRULE:FREQ=DAILY;INTERVAL=0;COUNT=9", ["14"]),
        ("RRULE:nonsense", ["14"]),
    ],
)
def test_an_event_that_repeats_is_taken_each_time(lines: str, expected: list[str]) -> None:
    data = calendar(f"UID:1\nDTSTART:20270614T090000\nDTEND:20270614T100000\n{lines}")
    assert [start for start, _end in times(data)] == [f"{day} 09:00+0200" for day in expected]
    assert len({session.uid for session in imported(data).programme.sessions}) == len(expected)


def test_an_occurrence_that_was_moved_stands_for_the_one_it_replaces() -> None:
    data = calendar(
        "UID:1\nDTSTART:20270614T090000\nDTEND:20270614T100000\nRRULE:FREQ=DAILY;COUNT=3",
        "UID:1\nRECURRENCE-ID:20270615T090000\nDTSTART:20270615T140000\nDTEND:20270615T150000\nSUMMARY:Later",
    )
    assert times(data) == [
        ("14 09:00+0200", "14 10:00"),
        ("15 14:00+0200", "15 15:00"),
        ("16 09:00+0200", "16 10:00"),
    ]


def test_what_repeats_without_end_or_for_too_long_is_said() -> None:
    endless = calendar("DTSTART:20270614T090000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY")
    many = calendar("DTSTART:20270614T090000\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=300")
    assert notices(endless) == [(7, "Talk", "The event repeats without end; it is taken once.")]
    assert notices(many) == [(7, "Talk", "The event occurs more than 100 times; the first 100 are taken.")]


@pytest.mark.parametrize(
    ("lines", "notice"),
    [
        (
            "DTSTART;VALUE=DATE:20270614\nDTEND;VALUE=DATE:20270616",
            "An event of whole days has no time; left out.",
        ),
        ("DTSTART:tomorrow", "An event without a start that can be read; left out."),
        (
            "DTSTART:20270614T090000\nDTEND:20270614T080000",
            "The end is not after the start; the session is left without an end.",
        ),
        ("DTSTART:20270614T090000", "No end is given."),
        ("DTSTART:20270614T090000\nDURATION:PT1H\nSUMMARY:", "An event without a title; called “Untitled”."),
        (
            "DTSTART:20270614T090000\nDURATION:PT1H\nSTATUS:MAYBE",
            "The status is not understood; taken as confirmed.",
        ),
        ("DTSTART:20270614T090000\nDURATION:PT1H\nGEO:1;2", "GEO is left out, here and in other events."),
        ("DTSTART:20270614T090000\nDURATION:PT1H\nwhat is this", "Expected “NAME:value”; left out."),
        (
            "DTSTART;TZID=Nowhere:20270614T090000\nDURATION:PT1H",
            "The time zone “Nowhere” is unknown; its times are read in Europe/Zurich.",
        ),
    ],
)
def test_what_is_left_out_or_decided_is_said(lines: str, notice: str) -> None:
    sure = "DTSTART:20270614T120000\nDURATION:PT1H"
    assert [message for _line, _text, message in notices(calendar(sure, lines))] == [notice]


def test_events_that_share_a_uid_are_all_sessions() -> None:
    data = calendar(
        "UID:1\nDTSTART:20270614T090000\nDURATION:PT1H\nSUMMARY:A",
        "UID:1\nDTSTART:20270614T090000\nDURATION:PT1H\nSUMMARY:B",
    )
    assert len({session.uid for session in imported(data).programme.sessions}) == 2
    assert notices(data) == [
        (4, "1", "Several events have the same UID; they are told apart by time and title.")
    ]


def test_what_was_cancelled_is_cancelled() -> None:
    event = "DTSTART:20270614T090000\nDURATION:PT1H"
    one = calendar(f"{event}\nSTATUS:CANCELLED", event, head="X-WR-TIMEZONE:UTC")
    every = calendar(event, head="X-WR-TIMEZONE:UTC\nMETHOD:CANCEL")
    assert sorted(each.status for each in imported(one).programme.sessions) == ["cancelled", "confirmed"]
    assert [each.status for each in imported(every).programme.sessions] == ["cancelled"]


def test_descriptions_in_html_become_text() -> None:
    data = calendar(
        "DTSTART:20270614T090000\nDURATION:PT1H\n"
        "DESCRIPTION:<p>Ships &amp\\; ports.</p><ul><li>One</li><li>Two</li></ul><script>x()</script>"
    )
    assert imported(data).programme.sessions[0].description == "Ships & ports.\n\n- One\n- Two"


@pytest.mark.parametrize(
    ("data", "code", "message"),
    [
        (
            calendar(),
            "no_times",
            "The calendar has no event with a time. Expected one such as DTSTART:20270614T090000.",
        ),
        (
            calendar("DTSTART:20270328T023000"),
            "no_such_time",
            "line 5: Found 2027-03-28 02:30, which the clocks skip in Europe/Zurich. "
            "Expected a time that exists.",
        ),
        (
            calendar("DTSTART:20270614T090000Z\nDESCRIPTION:" + "x" * 200_000),
            "long_line",
            "line 6: Found a line of more than 131072 characters. Expected a shorter one.",
        ),
        (b"BEGIN:VCALENDAR\n" * 9, "too_deep", "line 5: Found components 5 deep. Expected at most 4."),
        (
            calendar(*["DTSTART:20270614T090000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=2"] * 501),
            "too_many",
            "Found more than 500 rules of repetition. Expected single events for most.",
        ),
        (
            calendar(*["DTSTART:20270614T090000Z"] * 5_001),
            "too_many",
            "line 20004: Found more than 5000 events. Expected at most so many sessions.",
        ),
        (calendar("DTSTART:20270614T090000Z\nSUMMARY:a\x00"), "binary", None),
    ],
)
def test_hostile_and_broken_calendars_are_refused(data: bytes, code: str, message: str | None) -> None:
    found = refusal(data)
    assert found == (code, message or found[1])


def test_a_file_that_is_cut_short_gives_what_it_has_and_says_so() -> None:
    data = calendar("DTSTART:20270614T090000Z\nDURATION:PT1H")[:-40]
    assert times(data) == [("14 11:00+0200", "14 12:00")]
    assert (4, "", "The file ends within VEVENT; it may be cut short.") in notices(data)


def test_an_event_that_is_cut_short_between_others_keeps_them_and_says_so() -> None:
    whole = calendar("DTSTART:20270614T090000Z", "DTSTART:20270614T100000Z").decode()
    data = whole.replace("END:VEVENT\r\n", "", 1).encode()
    assert [start for start, _end in times(data)] == ["14 11:00+0200", "14 12:00+0200"]
    assert (4, "", "VEVENT is not ended; it may be cut short.") in notices(data)


LINES = st.sampled_from(
    [
        *("DTSTART:20270614T090000Z", "DTSTART;TZID=X:20270614T090000", "DTEND:20270614T100000"),
        *("DTSTART;VALUE=DATE:00010101", "DTSTART:99991231T235959Z", "DURATION:P999D", "DURATION:PT"),
        *(
            "RRULE:FREQ=YEARLY;COUNT=999999999",
            "RRULE:FREQ=MONTHLY;BYDAY=5MO,-5SU;COUNT=4",
            "RDATE:19000101T000000",
        ),
        *(
            "UID:1",
            "RECURRENCE-ID:20270614T090000Z",
            "EXDATE:20270614T090000Z",
            "SUMMARY:[talk] A",
            "CATEGORIES:,,Panel,a\\",
        ),
        *(
            "DESCRIPTION:Questions:\\n1. A?\\n<p>x",
            "BEGIN:VALARM",
            "END:VALARM",
            "END:VEVENT",
            "BEGIN:VEVENT",
            " folded",
        ),
        *(
            "BEGIN:VTIMEZONE",
            "TZID:X",
            "BEGIN:STANDARD",
            "TZOFFSETFROM:+2359",
            "TZOFFSETTO:-2359",
            "END:VTIMEZONE",
        ),
    ]
)


@settings(deadline=None, max_examples=100)
@given(st.lists(LINES | st.text(max_size=20), max_size=14).map("\n".join))
@example("DTSTART:20270614T090000\nRRULE:FREQ=YEARLY;INTERVAL=999;COUNT=5")
@example("DTSTART:20991231T235959Z\nDURATION:P366D\nRRULE:FREQ=DAILY;COUNT=400")
def test_any_lines_are_an_answer_or_a_refusal(lines: str) -> None:
    source = f"BEGIN:VCALENDAR\nBEGIN:VEVENT\n{lines}\nEND:VEVENT\nEND:VCALENDAR\n".encode("utf-8", "replace")
    with suppress(ProgrammeError):
        assert imported(source) == imported(source)


def test_a_calendar_of_another_program_leaves_alone_what_it_cannot_say() -> None:
    silent = imported(calendar("DTSTART:20270614T090000Z\nLOCATION:Aula")).silent_on
    assert {"session.summary", "session.track", "conference.venue", "person.biography"} <= silent
    assert {"session.room", "conference.rooms"} <= imported(calendar("DTSTART:20270614T090000Z")).silent_on
    assert {"conference.title", "session.room", "session.status"}.isdisjoint(silent)


def test_of_countless_things_to_notice_the_first_thousand_are_told() -> None:
    unknown = "".join(f"\nX-{number}:" for number in range(1_500))
    told = notices(calendar(f"UID:z\nDTSTART:20270614T090000\nDTEND:20270614T100000{unknown}"))
    assert len(told) == 1_000
    assert told[0][2] == "X-0 is left out, here and in other events."
