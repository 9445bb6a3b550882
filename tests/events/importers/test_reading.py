"""Any bytes: an answer or a refusal with its reason, and the same answer every time."""

from __future__ import annotations

import re
import time
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from events.errors import ProgrammeError
from events.importers import Hint, read

HINT = Hint(time_zone="Europe/Zurich", date=date(2027, 6, 14))
PLAIN = "Conference on Ports\n14 June 2027, Geneva\n\n9:00-10:00 Opening\n10:00-11:00 Panel 1 – Trade\n"


def refusal(data: bytes, hint: Hint = HINT, format: str | None = None) -> tuple[str, str]:
    with pytest.raises(ProgrammeError) as caught:
        read(data, hint=hint, format=format)
    return caught.value.code, str(caught.value)


@pytest.mark.parametrize(
    ("data", "code", "message"),
    [
        (b"", "empty", "The file is empty. Expected a programme: a title, a date, sessions."),
        (b" \n\t\n", "empty", "The file is empty. Expected a programme: a title, a date, sessions."),
        (
            b"Agenda\n\x00\x01",
            "binary",
            "line 2: Found a NUL byte, so this is a binary file. Expected plain text saved as UTF-8.",
        ),
        (
            "Café".encode("latin-1"),
            "encoding",
            "line 1: Found the byte 0xE9, which is not UTF-8. Expected text saved as UTF-8.",
        ),
        (b"x" * 5_000_000, "too_large", "The file has 5.0 MB. Expected at most 4 MB."),
        (b"x" * 4_000_001, "too_large", "The file has 4000001 bytes. Expected at most 4000000."),
        (
            b"x" * 30_000,
            "long_line",
            "line 1: Found a line of 30000 characters. Expected at most 20000.",
        ),
        (
            b"Conference\n\nNothing at a time.\n",
            "no_times",
            "No line has a time, so no session was found. Expected “9:15-9:45 Opening remarks”.",
        ),
        (
            b"9:00-10:00 " + b"very " * 70 + b"long",
            "long_title",
            "line 1: Found a title of 354 characters. Expected at most 300.",
        ),
        (
            b"9:00-10:00 Panel\nKey questions:\n- " + b"why " * 600 + b"?",
            "long_question",
            "line 3: Found a question of 2401 characters. Expected at most 2000.",
        ),
        (
            b"9:00-10:00 Panel\n11:00-10:00 Lunch\n",
            "end_before_start",
            "line 2: Found “11:00–10:00”: the end is not after the start. Expected an end after 11:00.",
        ),
        (
            b"9:00-10:00 Panel\n17h30-17h00 Talk\n",
            "end_before_start",
            "line 2: Found “17:30–17:00”: the end is not after the start. Expected an end after 17:30.",
        ),
        (
            b"31 June 2027\n9:00-10:00 Panel\n",
            "no_such_date",
            "line 1: Found “31 June 2027”, which is no date of the calendar. Expected one that exists.",
        ),
    ],
)
def test_a_bad_source_is_refused_with_line_and_reason(data: bytes, code: str, message: str) -> None:
    assert refusal(data) == (code, message)


def test_a_time_that_the_clocks_skip_is_refused() -> None:
    text = b"Night\n28 March 2027\n1:00-1:45 Before\n2:30-3:30 Gone\n"
    assert refusal(text) == (
        "no_such_time",
        "line 4: Found 02:30 on 2027-03-28, which the clocks skip in Europe/Zurich. "
        "Expected a time that exists.",
    )


def test_without_zone_date_or_year_the_option_to_give_is_named() -> None:
    assert refusal(b"14 June 2027\n9:00-10:00 Panel", Hint()) == (
        "no_zone",
        "No time zone was found. Expected one in the text (“CET”, “UTC+2”, “Europe/Zurich”) or a city. "
        "Say it with --time-zone, e.g. --time-zone Europe/Zurich.",
    )
    assert refusal(b"9:00-10:00 Panel", Hint(time_zone="Europe/Zurich")) == (
        "no_date",
        "No date was found. Expected one in the text (“3 December 2021”). "
        "Say it with --date, e.g. --date 2027-06-14.",
    )
    assert refusal(b"Monday, 14 June\n9:00-10:00 Panel", Hint(time_zone="Europe/Zurich")) == (
        "no_year",
        "line 1: Found the date “14 June” without a year, and the text gives none. "
        "Say it with --date, e.g. --date 2027-06-14.",
    )


def test_an_unknown_hint_is_refused() -> None:
    assert refusal(PLAIN.encode(), Hint(time_zone="Europe/Genf")) == (
        "unknown_zone",
        "The time zone “Europe/Genf” is unknown. Expected an IANA name such as Europe/Zurich.",
    )
    assert refusal(PLAIN.encode(), Hint(slug="a b"))[0] == "slug"
    assert refusal(PLAIN.encode(), Hint(date=date(1, 1, 1)))[0] == "no_such_date"
    assert refusal(PLAIN.encode(), format="pigeon")[0] == "unknown_format"


def test_an_abbreviation_of_several_zones_asks_for_one() -> None:
    text = b"14 June 2027, 9:00-17:00 CST\n9:00-10:00 Panel\n"
    assert refusal(text, Hint()) == (
        "no_zone",
        "line 1: “CST” can mean several time zones, and no known place tells which. "
        "Say it with --time-zone, e.g. --time-zone America/Chicago.",
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_text_reads_the_same_in_each_encoding(encoding: str) -> None:
    assert read(PLAIN.encode(encoding)) == read(PLAIN.encode())


@pytest.mark.parametrize("line_end", ["\r\n", "\r"])
def test_line_ends_do_not_matter(line_end: str) -> None:
    assert read(PLAIN.replace("\n", line_end).encode()) == read(PLAIN.encode())


def test_our_own_json_reads_back_what_was_written() -> None:
    programme = read(PLAIN.encode()).programme
    assert read(programme.model_dump_json().encode()).programme == programme


@pytest.mark.parametrize(
    ("data", "code", "message"),
    [
        (b'{"schema_version": 1,', "json", "line 1: Expected JSON; at column 22: "),
        (b'{"schema_version": 1}', "document", "slug: Field required."),
        (
            b"[" * 100_000,
            "json",
            "Expected JSON of a programme; found one that is too deep or has huge numbers.",
        ),
        (b"[]", "document", "Expected a JSON object with the programme's fields."),
        (b'{"schema_version": 1, "rooms": 3}', "document", "Expected the fields of a programme document."),
        (b'{"slug": "a", "slug": "b"}', "json", "The name “slug” stands twice in one object."),
        (b'{"rooms": NaN}', "json", "Found NaN, which JSON does not have."),
        (b'{"rooms": -Infinity}', "json", "Found -Infinity, which JSON does not have."),
        (b'{"title": "\\u0000"}', "document", "Found a NUL character."),
        (b'{"title": "\\ud800"}', "document", "Found one half of a character."),
        (b'{"\\udc00": 1}', "document", "Found one half of a character."),
        (b'{"a": ' + b"[" * 400 + b"]" * 400 + b"}", "json", "Expected JSON of a programme; found one that"),
        (b'{"rooms": [{}, {"slug": 1}]}', "document", "rooms.0.slug: Field required."),
        (b'{"sessions": [{"title": 1}]}', "document", "sessions.0.uid: Field required."),
    ],
)
def test_a_bad_document_is_refused(data: bytes, code: str, message: str) -> None:
    found = refusal(data, format="json")
    assert (found[0], found[1][: len(message)]) == (code, message)


@pytest.mark.parametrize("year", ["0001", "1899", "2101", "9999"])
def test_a_document_of_a_year_out_of_reach_is_refused(year: str) -> None:
    programme = read(PLAIN.encode()).programme.model_dump_json()
    moved = re.sub(r'_at":"\d{4}', f'_at":"{year}', programme)
    assert refusal(moved.encode(), format="json")[0] == "no_such_date"


def test_each_place_that_is_wrong_in_a_document_is_named() -> None:
    data = b'{"slug": "a", "rooms": [{"slug": "a", "name": ""}], "people": [{"uid": "1"}]}'
    with pytest.raises(ProgrammeError) as refused:
        read(data, format="json")
    assert [where for where, _message in refused.value.problems] == [
        ("rooms", 0, "name"),
        ("people", 0, "uid"),
        ("people", 0, "slug"),
        ("people", 0, "name"),
    ]


WORDS = st.sampled_from(
    [
        *[
            "9:15",
            "9.15",
            "10h30",
            "24:00",
            "noon",
            "am",
            "p.m.",
            "-",
            "–",
            "to",
            "|",
            "\t",
            "CET",
            "UTC+2",
            "٩:٠٠",
        ],
        *[
            "3 December 2021",
            "Monday",
            "Day 1",
            "9月",
            "第一天",
            "#",
            "##",
            "*",
            "•",
            "(",
            ")",
            "[",
            "]",
            ":",
            ",",
            ";",
        ],
        *[
            "?",
            ".",
            "Panel",
            "Session",
            "Moderator:",
            "Speakers:",
            "Guiding questions:",
            "Dr",
            "Ada Byron",
            "Chair",
        ],
        *[
            "Room XXVI",
            "Geneva",
            "online",
            "\n",
            "\n",
            "\n\n",
            "~~",
            "**",
            "](a)",
            "[a",
            "---",
            "by",
            *[
                "From: Liv",
                "Subject: Forum",
                "Dear all,",
                "> ",
                "Best regards,",
                "-- ",
                "a@b.example",
                "wrote:",
            ],
            *["N.N.", "TBC", "Modera", "主持人：", "؛", "Участники:", "followed by", "e. V.", ", Inc.", "，"],
            *["15 حزيران", "كانون الثاني", "«", "»", "9h", "Uhr", "ca.", "14. Juni"],
            "½",
            "௰",
            "İ",
        ],
    ]
)


@settings(max_examples=100, deadline=None)
@given(st.one_of(st.text(max_size=300), st.lists(WORDS, max_size=60).map(" ".join)))
@example("9:00 " + "\u0130" * 5)
@example("9:00 ௰")
def test_any_text_gives_a_programme_or_a_refusal_and_the_same_one_again(text: str) -> None:
    data = text.encode(errors="ignore")

    def attempt() -> object:
        try:
            return read(data, hint=HINT)
        except ProgrammeError as problem:
            return str(problem)

    assert attempt() == attempt()


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300), st.sampled_from([None, "text", "json"]))
def test_any_bytes_give_a_programme_or_a_refusal(data: bytes, format: str | None) -> None:
    with suppress(ProgrammeError):
        read(data, format=format, hint=HINT)


@pytest.mark.parametrize(
    "unit",
    [
        "(",
        "[",
        "[a](b",
        "9:00-",
        "1 ",
        "a.b.",
        "**",
        "~~",
        " -",
        "Dr ",
        "Ada Byron, ",
        "3 May ",
        "<a ",
        "{%",
        "? ",
        "From: a ",
        "Ada Byron (UN), ",
        "Panel: Ada Byron; ",
        "Acme, Inc., ",
        "and Bo ",
        "«a b",
        "+1 2",
        ". ",
        "李明 ",
        "followed by ",
    ],
)
def test_hostile_lines_take_little_longer_than_honest_ones(unit: str) -> None:
    assert seconds(lines_of(unit)) < 60 * seconds(
        lines_of("word ")
    )  # it was 1,900 when a line of dates was quadratic


def lines_of(unit: str) -> str:
    """A text whose lines of every kind are long and consist of the unit."""
    line = (unit * 20_000)[:19_000]
    return "\n".join(
        [line, "9:00-10:00 " + line[:200], "Moderator: " + line, "Key questions:", line, line[:250]]
    )


def seconds(text: str) -> float:
    """The time that the quickest of three readings took, as the others were disturbed."""
    took = []
    for _ in range(3):
        begun = time.process_time()
        with suppress(ProgrammeError):
            read(text.encode(), hint=HINT)
        took.append(time.process_time() - begun)
    return min(took)


@pytest.mark.parametrize(
    "line", ["From: a", "> 9:00-10:00 Law", "Tel. +1 234 567 890", "Regards", "x wrote:"]
)
def test_ten_times_the_lines_of_a_letter_take_some_ten_times_as_long(line: str) -> None:
    some, many = ("Forum\n9:00-10:00 Law\n" + f"{line}\n" * times for times in (100, 1000))
    assert seconds(many) < 50 * seconds(
        some
    )  # 30, as a mail's head is cheap; it would be 100, were it quadratic


def test_ten_times_the_sessions_take_some_ten_times_as_long() -> None:
    some, many = agenda_of(40), agenda_of(400)
    assert len(read(many.encode()).programme.sessions) == 400
    assert seconds(many) < 25 * seconds(some)


def agenda_of(sessions: int) -> str:
    lines = ["Big Forum", "", "Geneva"]
    for number in range(sessions):
        day, index = divmod(number, 50)
        if index == 0:
            lines.append(f"{day + 1} June 2027")
        hour, minute = divmod(8 * 60 + index * 10, 60)
        times = f"{hour}:{minute:02} - {hour}:{minute + 9:02}"
        lines += [
            f"{times} Panel {index + 1} – Theme {day} {index}",
            "",
            "Moderator: Dr Ada Byron (Institute)",
        ]
        lines += ["Guiding questions:", f"- Is {index} enough?", ""]
    return "\n".join(lines)
