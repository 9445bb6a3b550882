"""Data for machines within a page."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from cyberconf.web.structured import linked_data

START, END = '<script type="application/ld+json">', "</script>"


def test_data_stand_in_a_block_that_browsers_do_not_run() -> None:
    assert linked_data({"@type": "Event", "name": "Ünïcode"}) == (
        f'{START}{{"@type":"Event","name":"Ünïcode"}}{END}'
    )


def test_no_text_ends_the_block() -> None:
    assert linked_data({"name": "</script><script>alert(1)</script><!-- &amp;"}) == (
        f'{START}{{"name":"\\u003C/script\\u003E\\u003Cscript\\u003Ealert(1)\\u003C/script\\u003E'
        f'\\u003C!-- \\u0026amp;"}}{END}'
    )


@given(st.dictionaries(st.text(), st.text() | st.lists(st.text())))
def test_what_stands_there_is_what_was_given(value: dict[str, object]) -> None:
    written = linked_data(value)
    inside = written.removeprefix(START).removesuffix(END)
    assert (json.loads(inside), "<" in inside) == (value, False)
