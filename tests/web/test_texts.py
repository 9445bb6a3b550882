"""Texts as pages show them, in whichever script."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from cyberconf.web import letters
from cyberconf.web.lists import together
from cyberconf.web.templatetags.text import initials, shortened


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


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Who pays?", "Who pays?"),
        ("Who pays for the cables of others?", "Who pays for the…"),
        ("国际法" * 10, "国际法" * 6 + "国…"),
    ],
)
def test_a_text_is_shortened_between_two_words_where_it_has_blanks(text: str, shown: str) -> None:
    assert shortened(text, 20) == shown
