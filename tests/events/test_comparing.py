from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from events.comparing import MOST_WORDS, Pair, Piece, side_by_side


@given(st.text(), st.text())
def test_the_pieces_of_each_side_are_its_text(before: str, after: str) -> None:
    pair = side_by_side("x", before, after)
    assert ("".join(p.text for p in pair.before), "".join(p.text for p in pair.after)) == (before, after)


@given(st.text(), st.text())
def test_what_is_not_marked_is_the_same_on_both_sides(before: str, after: str) -> None:
    pair = side_by_side("x", before, after)
    if before and after:
        kept = [[p.text for p in side if not p.is_marked] for side in (pair.before, pair.after)]
        assert "".join(kept[0]) == "".join(kept[1])


def test_words_are_marked_whole() -> None:
    assert side_by_side("Title", "Old norms", "New norms") == Pair(
        "Title", (Piece("Old", True), Piece(" norms")), (Piece("New", True), Piece(" norms"))
    )


def test_nothing_is_marked_beside_an_empty_text() -> None:
    assert side_by_side("Title", "", "New norms") == Pair("Title", (), (Piece("New norms"),))


def test_very_long_texts_are_shown_without_marks() -> None:
    long = "word " * MOST_WORDS
    assert side_by_side("Text", long, f"{long}more").after == (Piece(f"{long}more"),)
