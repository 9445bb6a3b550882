from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from hypothesis import given
from hypothesis import strategies as st

from comments.identifiers import LENGTH, is_identifier, new_identifier

moments = st.integers(min_value=0, max_value=2**50 - 1)


@given(st.lists(moments, min_size=2, unique=True))
def test_identifiers_sort_bytewise_by_the_moment(found: list[int]) -> None:
    made = {moment: new_identifier(milliseconds=moment) for moment in found}
    assert sorted(made, key=lambda moment: made[moment].encode()) == sorted(made)


@given(moments)
def test_identifiers_have_one_shape(moment: int) -> None:
    made = new_identifier(milliseconds=moment)
    assert (len(made), is_identifier(made)) == (LENGTH, True)


def test_within_a_millisecond_they_sort_in_the_order_of_their_making() -> None:
    made = [new_identifier(milliseconds=1_000) for _ in range(1_000)]
    assert made == sorted(set(made))


def test_threads_make_different_ones() -> None:
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda _: new_identifier(milliseconds=2_000), range(2_000)))
    assert len(set(made)) == 2_000


def test_what_could_not_be_one_is_told_apart() -> None:
    others = ["", "0" * 15, "0" * 17, "U" * 16, "0" * 15 + "\n", "'" * 16, "٠" * 16]
    assert [is_identifier(text) for text in others] == [False] * len(others)
