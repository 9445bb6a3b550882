"""Lines of calendars, against icalendar's own; and every format, of a programme alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Event, vText
from icalendar.parser import Contentline

from events import exporters
from events.exporters.content import line, parameter, text
from tests.events.whole import whole_programme

TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=300)


@given(TEXTS)
def test_lines_are_folded_as_icalendar_folds_them(said: str) -> None:
    expected = Contentline(f"SUMMARY:{text(said)}").to_ical() + b"\r\n"
    assert line("SUMMARY", text(said)) == expected
    assert max(len(each) for each in expected.split(b"\r\n")) <= 75


@given(TEXTS | st.sampled_from(["C:\\New", "a\nb", "a;b,c\\n"]))
def test_texts_are_escaped_as_icalendar_reads_them(said: str) -> None:
    written = b"BEGIN:VEVENT\r\n" + line("SUMMARY", text(said)) + b"END:VEVENT\r\n"
    if "\\N" not in said:  # which icalendar takes for a line break even when escaped
        assert Event.from_ical(written)["SUMMARY"] == vText(said)
    assert text("a\nb;c,d\\N") == "a\\nb\\;c\\,d\\\\N"


def test_parameters_are_quoted_where_they_need_it() -> None:
    assert [parameter(said) for said in ("Live stream", 'Live: "now"')] == ["Live stream", "\"Live: 'now'\""]


@pytest.mark.parametrize("format", exporters.EXPORTERS)
def test_a_programme_alone_is_enough_for_any_format(format: str) -> None:
    assert exporters.write(whole_programme(), format)
