from __future__ import annotations

import pytest

from speakers.names import Entry, folded, likely_duplicates


@pytest.mark.parametrize(
    ("entries", "groups"),
    [
        ([], []),
        ([Entry(1, "Ada Byron"), Entry(2, "Ada Lovelace")], []),
        ([Entry(1, "Ada Byron"), Entry(2, "ADA  BYRON")], [[1, 2]]),
        ([Entry(1, "José Núñez"), Entry(2, "Nunez, Jose")], [[1, 2]]),
        ([Entry(1, "Ada", "a@b.example"), Entry(2, "Augusta", "A@B.example ")], [[1, 2]]),
        ([Entry(1, "", ""), Entry(2, "", "")], []),
        (
            [Entry(3, "A", "x@b.example"), Entry(1, "B", "y@b.example"), Entry(2, "B", "X@b.example")],
            [[3, 1, 2]],
        ),
    ],
    ids=["none", "others", "case", "accents and order", "address", "nothing said", "by way of a third"],
)
def test_who_is_likely_one_person_has_a_like_name_or_the_same_address(
    entries: list[Entry], groups: list[list[int]]
) -> None:
    assert likely_duplicates(entries) == groups


def test_names_are_compared_without_case_and_marks() -> None:
    assert (folded(" Ada-Byron, "), folded("ＡＤＡ byron"), folded("…")) == ("ada byron", "ada byron", None)
