"""Names: what a person may be called, and what only the programme calls people."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from cyberconf.accounts.validators import reads_as_reserved, validate_display_name


def code(name: str) -> str | None:
    """Why the name is refused; None when it is not."""
    try:
        validate_display_name(name)
    except ValidationError as refusal:
        return refusal.code
    return None


@pytest.mark.parametrize(
    "name",
    [
        "Ada Byron",
        "José Ñandú",
        "Nguyễn Thị Ánh",
        "O’Brien-Łukasz, Jr.",
        "محمد بن سلمان",
        "王小明",
        "नरेन्द्र",
        "می‌خواهم",  # Persian with the joiner that it needs
        "क्‍ष",
        "Ministry of Foreign Affairs",
        "Chairs Without Borders",
        "The Host Institute",
        "Secretariat of the Pacific Community",
        "Staff College Canberra",
        "President Woodrow Wilson Fellow",
        "4C Offshore",
    ],
)
def test_what_people_are_called_is_taken(name: str) -> None:
    assert code(name) is None


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Ada\u200bByron", "invisible"),
        ("Ada\u202eByron", "invisible"),
        ("Ada\u00adByron", "invisible"),
        ("Ada\nByron", "invisible"),
        ("Ada\u200dByron", "invisible"),  # a joiner where Latin has no use for it
        ("\u200c", "invisible"),
        ("ㅤ", "invisible"),
        ("⠀", "invisible"),
        ("Ada\ufeff", "invisible"),
        ("…", "no_letters"),
        ("- . -", "no_letters"),
        ("🙂", "no_letters"),
        ("", "no_letters"),
        ("Secretariat", "reserved"),
        ("the SECRETARIAT", "reserved"),
        ("Conference Secretariat", "reserved"),
        ("S e c r e t a r i a t", "reserved"),
        ("Sеcrеtаriаt", "reserved"),  # Cyrillic е and а
        ("Ｍｏｄｅｒａｔｏｒ", "reserved"),
        ("Modérateur", "reserved"),
        ("M0derat0r", "reserved"),
        ("Co-Chair", "reserved"),
        ("ADMIN1STRAT0R", "reserved"),
        ("Председатель", "reserved"),
        ("الرئيس", "reserved"),
        ("主席", "reserved"),
        ("Moderator & Staff", "reserved"),
    ],
)
def test_what_cannot_be_seen_or_reads_as_an_office_is_refused(name: str, expected: str) -> None:
    assert code(name) == expected


def test_a_refusal_names_the_character_that_cannot_be_seen() -> None:
    with pytest.raises(ValidationError) as refused:
        validate_display_name("Ada\u202eByron")
    assert refused.value.messages == [
        "This holds an invisible character (U+202E). Please type it again without."
    ]


@given(st.text(max_size=40))
def test_any_text_is_taken_or_refused_for_one_of_three_reasons(name: str) -> None:
    assert code(name) in {None, "invisible", "no_letters", "reserved"}


@given(st.sampled_from(["moderator", "secretariat", "webmaster"]), st.lists(st.booleans(), min_size=11))
def test_capitals_hide_no_office(word: str, capitals: list[bool]) -> None:
    said = "".join(
        letter.upper() if is_capital else letter for letter, is_capital in zip(word, capitals, strict=False)
    )
    assert reads_as_reserved(said)
