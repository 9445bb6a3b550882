"""Cases of the renderer that every release passes (DISCUSSION.md), each under its number.

What it makes of single texts is in tests/web/test_markdown.
"""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comments.models import MAX_LENGTH
from cyberconf.web.markdown import plain, render_comment
from tests.web.test_markdown import NASTY, PROSE, Inspector, seconds, strays_of_comment
from tests.web.vectors import VECTORS

MARKS = "*_`~>#-+=|\\!&;<:/.,'\"()[]{} \n\t@0123456789"
LETTERS = re.compile(r"[^\W\d_]")
WORD = st.text(alphabet=st.characters(categories=["L"]), min_size=1, max_size=12)
MARK = st.text(alphabet=MARKS, min_size=1, max_size=8)


def letters(text: str) -> str:
    return "".join(LETTERS.findall(text))


@given(st.lists(st.one_of(WORD, MARK, st.sampled_from(VECTORS)), max_size=40).map("".join))
@settings(max_examples=120)
def test_s02_whatever_the_text_only_what_is_listed_comes_out(text: str) -> None:
    assert strays_of_comment(text) == []


@given(st.lists(st.one_of(WORD, MARK.filter(lambda marks: "](" not in marks)), max_size=60).map(" ".join))
@settings(max_examples=120)
def test_s02_whatever_the_marks_the_words_are_all_there(text: str) -> None:
    assert letters(Inspector(render_comment(text)).words) == letters(text)


@given(st.lists(st.one_of(WORD, MARK.filter(lambda marks: "](" not in marks)), max_size=60).map(" ".join))
def test_s03_excerpts_have_all_the_words_too(text: str) -> None:
    shown, said = letters(plain(text)), letters(text)
    assert shown == said


@pytest.mark.parametrize(
    "text",
    ["``` see this\ncode\n```", "~~~ both: words\n~~~", "```\n\n```", "> ``` quoted\n> code", "``` only"],
)
def test_s02_words_beside_the_marks_of_code_are_kept(text: str) -> None:
    assert letters(Inspector(render_comment(text)).words) == letters(text) == letters(plain(text))


@pytest.mark.parametrize("pattern", NASTY.values(), ids=NASTY.keys())
def test_s30_a_nasty_text_of_full_length_costs_no_more_than_some_pages_of_prose(pattern: str) -> None:
    assert len(pattern) <= MAX_LENGTH
    assert seconds(render_comment, pattern) < 40 * seconds(render_comment, PROSE)


@given(
    st.lists(
        st.one_of(st.sampled_from([*MARKS, "![", "](", "[a]:", "<a", "> ", "- ", "```\n"]), WORD),
        min_size=1,
        max_size=9,
    ),
)
@settings(max_examples=25, deadline=None)
def test_s30_no_pattern_repeated_to_full_length_costs_more(parts: list[str]) -> None:
    pattern = "".join(parts)
    text = (pattern * (MAX_LENGTH // len(pattern) + 1))[:MAX_LENGTH]
    assert seconds(render_comment, text) < 60 * seconds(render_comment, PROSE)
