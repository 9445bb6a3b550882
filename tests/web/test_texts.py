"""Texts as pages show them, in whichever script."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from cyberconf.web import letters
from cyberconf.web.lists import together
from cyberconf.web.templatetags.text import initials, shortened
from cyberconf.web.wording import one_line


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Ada Example", "AE"),
        ("ada von und zu Example", "AE"),
        ("Ada (Acting)", "A"),
        ("الدكتورة ليلى الحسيني", "د\u200cح"),  # none of the articles, and no letter written on to another
        ("王小明", "王"),
        ("", ""),
    ],
)
def test_initials_are_letters_of_the_first_and_the_last_word(name: str, letters: str) -> None:
    assert initials(name) == letters


def test_of_all_characters_that_somebody_can_type_not_all_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(letters, "MOST_KEPT", 100)
    typed = "".join(map(chr, range(0x4E00, 0x5000)))
    assert letters.fold(typed) == typed
    assert len(letters.FOLDS) <= 100


@pytest.mark.parametrize(("language", "parted"), [("en", "a, b"), ("ar", "a، b"), ("zh-hans", "a、b")])
def test_what_stands_after_each_other_is_parted_as_the_page_does_it(language: str, parted: str) -> None:
    with override(language):
        assert together(["a", "", None, "b"]) == parted


def test_what_is_shortened_ends_with_a_whole_word_beside_its_ellipsis() -> None:
    assert shortened("Methods and threats, such as these", 20) == "Methods and threats…"
    with override("ar"):
        assert shortened("Methods and threats, such as these", 20) == "Methods and threats…\u200e"


@pytest.mark.parametrize(
    ("language", "word", "end"),
    [
        ("en", "norms", "norms…"),
        ("ar", "norms", "norms…\u200e"),
        ("ar", "القواعد", "القواعد…"),
        ("en", "القواعد", "القواعد…\u200f"),
    ],
)
def test_what_is_cut_ends_beside_its_last_word_in_either_direction(
    language: str, word: str, end: str
) -> None:
    with override(language):
        assert one_line(f"{word} " * 50).endswith(f" {end}")
        assert one_line(word) == word
