"""The forms in which people write times, days, zones, titles, people and questions."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from events.errors import ProgrammeError
from events.importers import Hint, Imported, Notice, read
from events.importers.ends import fill_ends
from events.programme import Session

HINT = Hint(time_zone="Europe/Zurich", date=date(2027, 6, 14))


def imported(*lines: str, hint: Hint = HINT) -> Imported:
    return read("\n".join(lines).encode(), hint=hint)


def sessions(*lines: str, hint: Hint = HINT) -> tuple[Session, ...]:
    return imported(*lines, hint=hint).programme.sessions


def times(*lines: str) -> list[tuple[str, str | None, str]]:
    return [
        (f"{s.starts_at:%d %H:%M}", f"{s.ends_at:%d %H:%M}" if s.ends_at else None, s.title)
        for s in sessions(*lines)
    ]


def people(*lines: str) -> list[tuple[str, str | None, str, str | None, str | None]]:
    """Return role, honorific, name, post and affiliation of each person billed."""
    programme = imported(*lines).programme
    known = {person.slug: person for person in programme.people}
    return [
        (
            credit.role,
            known[credit.person].honorific,
            known[credit.person].name,
            known[credit.person].post,
            credit.affiliation,
        )
        for session in programme.sessions
        for credit in session.credits
    ]


@pytest.mark.parametrize(
    "line",
    [
        "9:15-9:45: Welcome",
        "09:15 – 09:45 Welcome",
        "9.15 — 9.45 Welcome",
        "9h15-9h45 : Welcome",
        "9 h 15 à 9 h 45\tWelcome",
        "9:15 am to 9:45 am – Welcome",
        "9:15 - 9:45a Welcome",
        "9:15–9:45 a.m. Welcome",
        "- 9:15 - 9:45 Welcome",
        "• 9:15 until 9:45 Welcome",
        "##### 9:15 – 9:45 Welcome",
        "**9:15-9:45** Welcome",
        "[9:15-9:45] Welcome",
        "From 9:15 to 9:45: Welcome",
        "9:15\u00a0–\u00a09:45:\u00a0Welcome",
        "9：15 -9：45 Welcome",
        "٩:١٥ - ٩:٤٥ Welcome",
        "9:15 – 9:45 Uhr\tWelcome",
        "| 9:15-9:45 | Welcome |",
        "09:15:00-09:45:00 Welcome",
        "9:15-9:45\nWelcome",
        "9:15-9:45 CEST: Welcome",
        "Welcome (9:15-9:45)",
        "Welcome, 9:15-9:45",
        "14 June 2027, 9:15-9:45 Welcome",
    ],
)
def test_a_span_of_time_is_read_in_each_form(line: str) -> None:
    assert times(line) == [("14 09:15", "14 09:45", "Welcome")]


@pytest.mark.parametrize(
    ("line", "start", "end"),
    [
        ("noon - 1 pm Lunch", "14 12:00", "14 13:00"),
        ("12 noon to 1:30p Lunch", "14 12:00", "14 13:30"),
        ("11:30 - 1:00 Lunch", "14 11:30", "14 13:00"),
        ("11:00 - 1:00 p.m. Lunch", "14 11:00", "14 13:00"),
        ("1–3 p.m. Lunch", "14 13:00", "14 15:00"),
        ("9h-10h Lunch", "14 09:00", "14 10:00"),
        ("9:30-10 Lunch", "14 09:30", "14 10:00"),
        ("20h00 – 0h30 Lunch", "14 20:00", "15 00:30"),
        ("22:00-24:00 Lunch", "14 22:00", "15 00:00"),
        ("18:00-00:00 Lunch", "14 18:00", "15 00:00"),
        ("18:00 – open end Lunch", "14 18:00", None),
        ("18:00 Lunch", "14 18:00", None),
        ("18.00\tLunch", "14 18:00", None),
    ],
)
def test_halves_of_the_day_and_midnight_are_understood(line: str, start: str, end: str | None) -> None:
    assert times(line) == [(start, end, "Lunch")]


def test_on_a_twelve_hour_clock_the_afternoon_follows_the_morning_and_a_warning_says_so() -> None:
    found = imported("9:00 - 12:00 Talks", "12:00 - 1:00 Lunch", "1:00 - 2:30 Panel")
    assert [
        (f"{s.starts_at:%H:%M}", f"{s.ends_at:%H:%M}") for s in found.programme.sessions if s.ends_at
    ] == [
        ("09:00", "12:00"),
        ("12:00", "13:00"),
        ("13:00", "14:30"),
    ]
    assert [(w.line, w.message) for w in found.warnings if "read as" in w.message] == [
        (2, "“1:00” is read as 13:00."),
        (3, "“1:00” is read as 13:00."),
        (3, "“2:30” is read as 14:30."),
    ]


def test_a_bare_one_o_clock_is_noon_s_hour_beside_a_full_clock_too() -> None:
    assert times("11:30 - 1:00 Lunch", "14:00 - 15:00 Panel") == [
        ("14 11:30", "14 13:00", "Lunch"),
        ("14 14:00", "14 15:00", "Panel"),
    ]


def test_after_midnight_the_small_hours_are_the_next_day_s() -> None:
    assert times("22:00 - 1:00 Music", "0:30 - 2:00 Lights out") == [
        ("14 22:00", "15 01:00", "Music"),
        ("15 00:30", "15 02:00", "Lights out"),
    ]


def test_a_number_with_a_point_is_no_time_where_times_have_colons() -> None:
    assert times("9:00-10:00 Talk", "", "9.30 million people are online.") == [
        ("14 09:00", "14 10:00", "Talk")
    ]


def test_a_name_that_could_be_an_honorific_stays_a_name() -> None:
    assert people("9:00-10:00 Law", "Moderator: Don Miller", "Speakers: Major Lee, M. Paul Roy") == [
        ("moderator", None, "Don Miller", None, None),
        ("speaker", None, "Major Lee", None, None),
        ("speaker", None, "M. Paul Roy", None, None),
    ]


def test_numbers_that_are_no_times_begin_no_session() -> None:
    assert times(
        "9:00-10:00 Talk",
        "",
        "2019-2020 was the last round.",
        "2h of reading",
        "1.2 Annex",
        "16:9 screens",
        "25:00 is late",
    ) == [("14 09:00", "14 10:00", "Talk")]


@pytest.mark.parametrize(
    "heading",
    [
        "Friday, 3 December 2021",
        "Day 1 – Friday 3 December 2021",
        "3rd December 2021",
        "Dec. 3, 2021",
        "2021-12-03",
        "03.12.2021",
        "## Day 1 (Friday December 3, 2021)",
        "Vendredi 3 décembre 2021",
        "пятница, 3 декабря 2021 года",
        "2021年12月3日 星期五",
        "٣ ديسمبر ٢٠٢١",
        "DIA 3 de Diciembre 2021",
        "Date: 3 December 2021",
        "Conference of 3 December 2021",
    ],
)
def test_a_day_is_read_in_each_form(heading: str) -> None:
    assert [s.starts_at.date() for s in sessions(heading, "", "9:00-10:00 Talk")] == [date(2021, 12, 3)]


def test_days_by_date_number_and_weekday_follow_one_another() -> None:
    found = sessions(
        "Forum, 13-15 December 2021",
        "Day 1",
        "9:00-10:00 A",
        "Day 2 – Trade",
        "9:00-10:00 B",
        "Wednesday",
        "9:00-10:00 C",
    )
    assert [(s.title, s.starts_at.day) for s in found] == [("A", 13), ("B", 14), ("C", 15)]


def test_a_weekday_that_is_another_one_is_warned_of() -> None:
    assert [w for w in imported("Monday, 3 December 2021", "9:00-10:00 Talk").warnings if w.line == 1] == [
        Notice(1, "Monday, 3 December 2021", "2021-12-03 is a Friday. The date is taken, not the weekday.")
    ]


def test_a_year_comes_from_the_hint_where_the_text_has_none() -> None:
    assert [s.starts_at.date() for s in sessions("Tuesday, 14 September", "9:00-10:00 Talk")] == [
        date(2027, 9, 14)
    ]


@pytest.mark.parametrize(
    ("line", "zone"),
    [
        ("3 December 2021, 9:00-18:00 CET, Geneva", "Europe/Zurich"),
        ("3 December 2021, 9:00-18:00 CET | Vienna", "Europe/Vienna"),
        ("3 December 2021, 9:00-18:00 (UTC+2)", "Etc/GMT-2"),
        ("3 December 2021, 9:00-18:00 (UTC+1), Paris", "Europe/Paris"),
        ("3 December 2021. All times are EST.", "America/New_York"),
        ("3 December 2021, times in Asia/Kolkata", "Asia/Kolkata"),
        ("3 December 2021, 9:00-18:00 CST, Beijing", "Asia/Shanghai"),
        ("3 December 2021 (US Mountain Daylight Time)", "America/Denver"),
        ("Nairobi, 3 December 2021", "Africa/Nairobi"),
    ],
)
def test_the_zone_is_found_by_name_offset_or_place(line: str, zone: str) -> None:
    assert (
        imported("Forum", line, "", "9:00-10:00 A", "10:00-11:00 B", hint=Hint()).programme.time_zone == zone
    )


def test_what_the_source_says_of_the_zone_goes_before_the_hint_and_the_hint_before_the_place() -> None:
    named = imported("3 December 2021, Asia/Tokyo", "9:00-10:00 A", hint=HINT).programme.time_zone
    placed = imported("Tokyo, 3 December 2021", "9:00-10:00 A", hint=HINT).programme.time_zone
    assert (named, placed) == ("Asia/Tokyo", "Europe/Zurich")


def test_an_abbreviation_out_of_season_is_warned_of() -> None:
    found = imported("14 June 2027, 9:00-18:00 CET, Geneva", "9:00-10:00 A", "10:00-11:00 B")
    assert [w for w in found.warnings if w.line] == [
        Notice(
            1,
            "14 June 2027, 9:00-18:00 CET, Geneva",
            "“CET” is not in force in Europe/Zurich on that day. "
            "Times are read as the time in Europe/Zurich.",
        )
    ]


def test_of_a_time_that_occurs_twice_the_earlier_is_taken_with_a_warning() -> None:
    found = imported("31 October 2027", "2:30-4:00 Night talk")
    assert [s.starts_at.isoformat() for s in found.programme.sessions] == ["2027-10-31T02:30:00+02:00"]
    assert "02:30 occurs twice that night; the earlier one is taken." in [w.message for w in found.warnings]


def test_a_session_over_the_change_of_clocks_keeps_its_wall_time() -> None:
    (dinner,) = sessions("30 October 2027", "23h00 – 4h00 Dinner")
    assert (dinner.starts_at.isoformat(), dinner.ends_at and dinner.ends_at.isoformat()) == (
        "2027-10-30T23:00:00+02:00",
        "2027-10-31T04:00:00+01:00",
    )


@pytest.mark.parametrize(
    ("title", "kind", "number", "text"),
    [
        ("Welcome and opening remarks", "opening", None, "Welcome and opening remarks"),
        ("Keynote: Rules at sea", "keynote", None, "Keynote: Rules at sea"),
        ("Panel 1 – Rules", "panel", "1", "Rules"),
        ("PANEL 1a: Rules", "panel", "1a", "Rules"),
        ("Panel IV. Rules", "panel", "IV", "Rules"),
        ("Panel: Rules for ports", "panel", None, "Panel: Rules for ports"),
        ("Roundtable on rules", "panel", None, "Roundtable on rules"),
        ("Open discussion", "discussion", None, "Open discussion"),
        ("Q&A", "discussion", None, "Q&A"),
        ("Hands-on 1:", "workshop", None, "Hands-on 1"),
        ("Lecture 2: Law", "talk", None, "Lecture 2: Law"),
        ("Coffee break", "break", None, "Coffee break"),
        ("Networking lunch", "break", None, "Networking lunch"),
        ("Welcome reception", "social", None, "Welcome reception"),
        ("Closing remarks", "closing", None, "Closing remarks"),
        ("Registration and coffee", "other", None, "Registration and coffee"),
        ("Breaking barriers", "other", None, "Breaking barriers"),
        ("Session 3 – Law", "other", None, "Session 3 – Law"),
        ("Closing remarks by", "closing", None, "Closing remarks"),
    ],
)
def test_the_title_tells_kind_and_number(title: str, kind: str, number: str | None, text: str) -> None:
    assert [(s.kind, s.number, s.title) for s in sessions(f"9:00-10:00 {title}")] == [(kind, number, text)]


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (
            ["Moderator: Dr Ada Byron, Director, Institute"],
            [("moderator", None, "Dr Ada Byron", "Director", "Institute")],
        ),
        (["Chair: Ada Byron (Institute)"], [("chair", None, "Ada Byron", None, "Institute")]),
        (
            [
                "Speakers:",
                "- H.E. Ada Byron, Ambassador, Mission of Ghana",
                "- Mr. Alan Grey (Researcher, Institute)",
            ],
            [
                ("speaker", None, "H.E. Ada Byron", "Ambassador", "Mission of Ghana"),
                ("speaker", None, "Mr. Alan Grey", "Researcher", "Institute"),
            ],
        ),
        (
            [
                "Panellists",
                "",
                "• Ada Byron",
                "• Prof. Dr. Alan Grey – online",
                "• Representative of Ghana (TBC)",
            ],
            [
                ("panellist", None, "Ada Byron", None, None),
                ("panellist", None, "Prof. Dr. Alan Grey", None, None),
            ],
        ),
        (
            ["Discussants: Ada Byron (Institute), Alan Grey (Bank) and Eve Black (UNESCO)"],
            [
                ("panellist", None, "Ada Byron", None, "Institute"),
                ("panellist", None, "Alan Grey", None, "Bank"),
                ("panellist", None, "Eve Black", None, "UNESCO"),
            ],
        ),
        (["Moderated by Ada Byron (Bank)"], [("moderator", None, "Ada Byron", None, "Bank")]),
        (["Rapporteur: Ada de la Cruz"], [("rapporteur", None, "Ada de la Cruz", None, None)]),
        (["Moderator: TBC"], []),
        (["Amb. Ada Byron"], [("panellist", None, "Amb. Ada Byron", None, None)]),
        (["This panel asks what States, Banks and Others can do."], []),
    ],
)
def test_people_are_read_with_role_post_and_affiliation(lines: list[str], found: list[object]) -> None:
    assert people("9:00-10:00 Panel 1 – Rules", "", *lines) == found


@pytest.mark.parametrize(
    ("title", "text", "found"),
    [
        ("Lecture 1: Law (Ada Byron)", "Lecture 1: Law", [("speaker", None, "Ada Byron", None, None)]),
        (
            "Closing remarks: Ada Byron, chair of the committee",
            "Closing remarks",
            [("closing", None, "Ada Byron", "chair of the committee", None)],
        ),
        (
            "Opening remarks by Dr Ada Byron",
            "Opening remarks",
            [("opening", None, "Dr Ada Byron", None, None)],
        ),
        ("Forum, Ada Byron moderates.", "Forum", [("moderator", None, "Ada Byron", None, None)]),
        (
            "Ada Byron (Institute): On engines",
            "On engines",
            [("speaker", None, "Ada Byron", None, "Institute")],
        ),
        ("Keynote: Building Bridges", "Keynote: Building Bridges", []),
        (
            "Lecture: Ada Byron (School of Law, Institute)",
            "Lecture",
            [("speaker", None, "Ada Byron", None, "School of Law, Institute")],
        ),
        ("Dinner (Grand Hotel)", "Dinner (Grand Hotel)", []),
    ],
)
def test_people_in_a_title_are_taken_out_of_it(title: str, text: str, found: list[object]) -> None:
    assert ([s.title for s in sessions(f"9:00-10:00 {title}")], people(f"9:00-10:00 {title}")) == (
        [text],
        found,
    )


def test_the_same_person_in_two_sessions_is_one() -> None:
    programme = imported(
        "9:00-10:00 A",
        "Moderator: Ada Byron",
        "10:00-11:00 B",
        "Speakers:",
        "Dr Ada Byron, Director, Institute",
    ).programme
    assert [(p.slug, p.honorific, p.name, p.post, p.affiliation) for p in programme.people] == [
        ("ada-byron", None, "Dr Ada Byron", "Director", "Institute")
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ["Guiding questions:", "", "– Who pays?", "", "-Who repairs?"],
        ["Questions for discussion", "1. Who pays?", "2) Who repairs?"],
        ["Key questions:", "• Who pays?", "Who repairs?"],
        ["The panel will consider:", "* Who pays?", "* Who repairs?"],
        ["Guiding questions: Who pays? Who repairs?"],
        ["Who cares about cables at all is our matter. Who pays? Who repairs?"],
    ],
)
def test_guiding_questions_are_read_with_any_bullet_or_none(lines: list[str]) -> None:
    found = sessions("9:00-10:00 Panel 1 – Cables", "", *lines)
    assert [[(q.number, q.text) for q in s.questions] for s in found] == [
        [(1, "Who pays?"), (2, "Who repairs?")]
    ]


def test_background_people_and_questions_of_a_session_stay_apart() -> None:
    found = sessions(
        *[
            "9:00-10:00",
            "Panel 1 – Cables",
            "",
            "First paragraph.",
            "",
            "Second *paragraph*:",
            "- with a list",
        ],
        *["", "Moderator: Ada Byron", "", "Guiding questions:", "- Who pays?", "", "Room: Aula"],
        "10:00-11:00 Lunch",
    )
    assert [(s.title, s.description, len(s.questions), len(s.credits), s.room) for s in found] == [
        ("Cables", "First paragraph.\n\nSecond *paragraph*:\n- with a list", 1, 1, "aula"),
        ("Lunch", None, 0, 0, None),
    ]


def test_parallel_sessions_and_their_rooms_are_kept() -> None:
    found = imported(
        "9:00-10:00 Room A: Cables", "9:00-10:00 Ports (Room B)", "10:00-11:00 Law, Room A"
    ).programme
    assert [(s.title, s.room) for s in found.sessions] == [
        ("Cables", "room-a"),
        ("Ports", "room-b"),
        ("Law", "room-a"),
    ]


def test_a_table_is_read_by_the_heads_of_its_columns() -> None:
    found = imported(
        "Time\tSpeaker\tTitle\tRoom",
        "9:00-10:00\tByron (Institute), Grey\tOn engines\tAula",
        "10:00-11:00\tLunch",
    )
    people_of = [(s.title, [c.person for c in s.credits], s.room) for s in found.programme.sessions]
    assert people_of == [("On engines", ["byron", "grey"], "aula"), ("Lunch", [], None)]


def test_a_room_beside_the_time_leaves_the_title_to_the_next_line() -> None:
    found = sessions(
        "9:00-10:00 | Main Hall", "Keynote: Building Bridges", "10:00-11:00 | Room 12", "On engines"
    )
    assert [(s.title, s.room) for s in found] == [
        ("Keynote: Building Bridges", "main-hall"),
        ("On engines", "room-12"),
    ]


def test_a_session_without_an_end_says_when_the_next_one_starts() -> None:
    found = imported("9:00", "Welcome", "10:30", "Lunch")
    assert [(s.title, s.ends_at) for s in found.programme.sessions] == [("Welcome", None), ("Lunch", None)]
    assert [(w.line, w.message) for w in found.warnings if w.line] == [
        (1, "No end is given; the next session starts at 10:30."),
        (3, "No end is given."),
    ]


def test_ends_can_be_filled_from_the_next_start() -> None:
    filled = fill_ends(imported("9:00", "Welcome", "10:30", "Lunch"))
    assert [(s.title, s.ends_at and f"{s.ends_at:%H:%M}") for s in filled.programme.sessions] == [
        ("Welcome", "10:30"),
        ("Lunch", None),
    ]
    assert filled.warnings[-1] == Notice(
        None, "Welcome", "The end is taken to be 10:30, where the next session starts."
    )


def test_the_hours_of_the_whole_day_are_no_session() -> None:
    assert times("Forum", "14 June 2027, 9:00-18:00, Geneva", "9:00-10:00 A", "10:00-11:00 B") == [
        ("14 09:00", "14 10:00", "A"),
        ("14 10:00", "14 11:00", "B"),
    ]


def test_labelled_facts_are_the_conference_s() -> None:
    programme = imported(
        *["Forum on Cables: Below the waves", "When: 14 June 2027"],
        *["Where: Palais des Nations, Geneva and online", "Organised by the Institute for Ports"],
        *["", "A forum about cables.", "", "Agenda", "9:00-10:00 A"],
        hint=Hint(),
    ).programme
    assert programme.model_dump(
        include={"title", "theme", "description", "organiser", "format", "venue", "time_zone"}
    ) == {
        "title": "Forum on Cables",
        "theme": "Below the waves",
        "description": "A forum about cables.",
        "organiser": {"name": "Institute for Ports", "url": None},
        "format": "hybrid",
        "venue": {"name": "Palais des Nations", "address": "Geneva"},
        "time_zone": "Europe/Zurich",
    }


def test_the_same_title_twice_gets_two_addresses_and_no_title_an_honest_one() -> None:
    assert [(s.slug, s.title) for s in sessions("9:00-10:00 Lunch", "10:00-11:00 Lunch", "11:00-12:00")] == [
        ("lunch", "Lunch"),
        ("lunch-2", "Lunch"),
        ("untitled", "Untitled"),
    ]


FORMS = [
    "{a:%H:%M}-{b:%H:%M} {t}",
    "{a:%H.%M} – {b:%H.%M} {t}",
    "{a:%H}h{a:%M} à {b:%H}h{b:%M} : {t}",
    "{a:%I:%M %p} - {b:%I:%M %p}: {t}",
    "* {a:%H:%M} to {b:%H:%M}\n\n{t}",
    "{a:%H:%M} – {b:%H:%M}\t{t}",
]
TITLES = st.sampled_from(
    ["Ports", "Law at sea", "Coffee break", "Closing remarks", "法律", "Questions of trust"]
)
LENGTHS = st.lists(st.tuples(st.integers(1, 9), TITLES), min_size=2, max_size=12)


@settings(max_examples=100, deadline=None)
@given(LENGTHS, st.sampled_from(FORMS), st.sampled_from(["\n", "\n\n"]))
def test_an_agenda_in_any_form_gives_its_sessions_back(
    parts: list[tuple[int, str]], form: str, gap: str
) -> None:
    rows, at = [], datetime(2027, 6, 14, 8, 0)  # noqa: DTZ001  # wall time
    for fives, title in parts:
        rows.append((at, at + timedelta(minutes=5 * fives), title))
        at = rows[-1][1]
    text = "Meeting\n\n14 June 2027\n\n" + gap.join(form.format(a=a, b=b, t=t) for a, b, t in rows)
    found = sessions(text)
    assert [
        (s.starts_at.replace(tzinfo=None), s.ends_at and s.ends_at.replace(tzinfo=None), s.title)
        for s in found
    ] == rows


@pytest.mark.parametrize("line", ["Time zone: Mars/Phobos", "Timezone: XYZT", "Zone: Atlantis"])
def test_a_zone_that_is_none_is_refused_on_its_line(line: str) -> None:
    text = f"A Conference\n14 June 2027, Geneva\n{line}\n\n9:00-10:00 Opening\n"
    with pytest.raises(ProgrammeError) as refused:
        read(text.encode())
    assert (refused.value.code, refused.value.line) == ("unknown_zone", 3)


@pytest.mark.parametrize(
    "line", ["Time zone: Europe/Zurich", "Time zone: Geneva", "Zone: UTC+2", "Time zone: CEST"]
)
def test_a_zone_is_told_by_name_place_offset_or_abbreviation(line: str) -> None:
    text = f"A Conference\n14 June 2027, Geneva\n{line}\n\n9:00-10:00 Opening\n"
    session = read(text.encode()).programme.sessions[0]
    assert session.starts_at.isoformat() == "2027-06-14T09:00:00+02:00"
