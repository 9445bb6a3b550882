from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comments.holding import fold, has_link, listed_word


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("löwe", "Ein LOWE brüllt"),
        ("cafe", "Un CAFÉ, vite"),
        ("niño", "los NINO"),
        ("straße", "die STRASSE"),
        ("ёлка", "ЕЛКА горит"),
        ("мир", "Мир!"),
        ("spam", "ｓｐａｍ"),
        ("spam", "s\u200bp\u00adam"),
        ("spam", "sp**a**m"),
        ("spam", "_spam_"),
        ("spam", "x spam's y"),
        ("free money", "FREE – money"),
        ("free money", "free\n\nmoney"),
        ("كتاب", "كِتَابٌ جديد"),
        ("كتاب", "كـتـاب"),
        ("أحمد", "قال احمد"),
        ("垃圾", "这是垃圾邮件"),
        ("垃圾", "垃 圾"),
        ("istanbul", "İSTANBUL"),
        ("a.b", "a b"),
        ("first\nspam", "spam"),
    ],
)
def test_a_listed_word_is_found_whatever_its_case_accents_and_width(word: str, text: str) -> None:
    assert listed_word(text, word) is not None


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("spam", "spammer"),
        ("ass", "class assessment"),
        ("мир", "мировой"),
        ("كتاب", "مكتبة"),
        ("free money", "money free"),
        ("free money", "free the money"),
        ("", "anything"),
        ("  \n!!!\n", "anything!!!"),
        ("垃圾", "好的"),
    ],
)
def test_a_word_within_another_is_not_found(word: str, text: str) -> None:
    assert listed_word(text, word) is None


@pytest.mark.parametrize("text", ["https://a.example", "HTTP://A", "ｈｔｔｐ://a", "see www.a.example"])
def test_a_link_is_found(text: str) -> None:
    assert has_link(text)


@pytest.mark.parametrize("text", ["a.example", "the http protocol", "awww. Nice"])
def test_what_leads_nowhere_is_no_link(text: str) -> None:
    assert not has_link(text)


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(), st.text())
def test_any_text_and_any_list_have_an_answer(text: str, words: str) -> None:
    assert listed_word(text, words) is None or listed_word(text, words)


def test_the_longest_list_and_text_cost_little() -> None:
    words, text = "\n".join(f"word{number}" for number in range(1200)), "words and more " * 330
    began = time.process_time()
    assert listed_word(text, words) is None
    assert time.process_time() - began < 0.15
