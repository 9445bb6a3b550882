"""Texts that are shortened for a list, a title or a mail."""

from __future__ import annotations

import pytest
from django.utils.translation import override
from hypothesis import example, given
from hypothesis import strategies as st

from cyberconf.web.wording import joined, whole_words


@given(st.text(), st.integers(1, 40))
@example(" " * 50, 20)
@example("\N{COMBINING ACUTE ACCENT}" * 9, 5)
def test_no_text_is_longer_than_it_may_be_and_a_short_one_stays(text: str, most: int) -> None:
    shown = whole_words(text, most)
    assert len(shown) <= most
    assert shown == text if len(text) <= most else shown.endswith("…")
    assert text.startswith(shown.removesuffix("…"))


@pytest.mark.parametrize(
    ("text", "most", "shown"),
    [
        ("The protection of submarine cables", 30, "The protection of submarine…"),
        ("The protection of submarine cables", 28, "The protection of submarine…"),
        ("The protection of submarine cables, and why", 37, "The protection of submarine cables…"),
        ("All of it", 9, "All of it"),
        ("Methods (e.g. AI-enabled capabilities)", 30, "Methods (e.g. AI-enabled…"),
        ("It was said. And heard", 15, "It was said…"),
        ("Methods and threats, such as these", 20, "Methods and threats…"),
        ("Donaudampfschifffahrt", 10, "Donaudamp…"),
        ("A Donaudampfschifffahrt", 10, "A Donauda…"),
        ("哪些规范需要进一步发展", 6, "哪些规范需…"),
        ("The first line\nand another line", 21, "The first line\nand…"),
        ("Донаудампфшифффартсгезельшафт", 10, "Донаудамп…"),
        ("Cafe\N{COMBINING ACUTE ACCENT}teria", 5, "Caf…"),
    ],
)
def test_a_text_ends_after_a_word_or_where_one_is_very_long_after_a_letter(
    text: str, most: int, shown: str
) -> None:
    for language in ("en", "ar"):  # what is kept is for readers of each
        with override(language):
            assert whole_words(text, most) == shown


def test_a_number_stays_with_the_word_after_its_hyphen_but_in_no_address() -> None:
    assert joined("A 5-year plan (a 3-day visit), 10-year-old.") == (
        "A 5-\u2060year plan (a 3-\u2060day visit), 10-\u2060year-old."
    )
    for address in (
        "x5-y@un.org",
        "2021-conf.org",
        "un.org/2021-report",
        "https://x.org/2021-a",
        "10.1/182-abc",
    ):
        assert joined(f"See {address}, please: {address}") == f"See {address}, please: {address}"
