from __future__ import annotations

import re

import pytest

from cyberconf.web.converters import UnicodeSlugConverter


@pytest.mark.parametrize(
    ("part", "matches"),
    [
        ("cyber-stability-2021", True),
        ("норма_1", True),
        ("网络", True),
        ("الأمن", True),
        ("", False),
        ("a/b", False),
        ("a.ics", False),
        ("a b", False),
    ],
)
def test_a_part_of_an_address_is_a_slug_of_any_script(part: str, matches: bool) -> None:
    assert (re.fullmatch(UnicodeSlugConverter.regex, part) is not None) is matches
