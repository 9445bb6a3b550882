"""Texts that are shortened for a list, a title or a mail."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cyberconf.web.wording import whole_words


@given(st.text(), st.integers(1, 40))
@example(" " * 50, 20)
@example("\N{COMBINING ACUTE ACCENT}" * 9, 5)
def test_no_text_is_longer_than_it_may_be_and_a_short_one_stays(text: str, most: int) -> None:
    shown = whole_words(text, most)
    if len(text) > most:
        shown = shown.rstrip("\u200e\u200f")
    assert len(shown) <= most
    assert shown == text if len(text) <= most else shown.endswith("…")
    assert text.startswith(shown.removesuffix("…"))


@pytest.mark.parametrize(
    ("text", "most", "shown"),
    [
        ("The protection of submarine cables", 30, "The protection of submarine…"),
        ("The protection of submarine cables", 28, "The protection of submarine…"),
        ("The protection of submarine cables, and why", 37, "The protection of submarine cables…"),
        ("The first line\nand another line", 21, "The first line\nand…"),
        ("Донаудампфшифффартсгезельшафт", 10, "Донаудамп…"),
        ("Cafe\N{COMBINING ACUTE ACCENT}teria", 5, "Caf…"),
    ],
)
def test_a_text_ends_after_a_word_or_where_one_is_very_long_after_a_letter(
    text: str, most: int, shown: str
) -> None:
    assert whole_words(text, most) == shown
