"""Rules about what people say of themselves: a name must be readable, and be their own."""

from __future__ import annotations

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}  # Unicode categories that print nothing of their own
BLANKS = set("\u115f\u1160\u2800\u3164\uffa0")  # letters and signs by category, empty to the eye
JOINERS = {"\u200c", "\u200d"}  # needed to write Persian, Hindi and others correctly, and only inside words
UNJOINED = {"LATIN", "GREEK", "CYRILLIC", "ARMENIAN", "HEBREW", "CJK", "HIRAGANA", "KATAKANA", "HANGUL"}

# What reads as another letter, folded to one (after Unicode TR 39): Cyrillic, Greek, digits and signs, Latin.
ALIKE = str.maketrans(
    "авекмнорстухіјѕԁԛԝαβεικνορτυχ0134578@$|!lłıøđ",
    "abekmhopctyxijsdqwabeikvoptyxoieastbasiiiiiod",
)
# What the programme says of people, in our six languages: badges come from there, never from a name.
RESERVED = """
    secretariat secretary chair chairman chairperson chairwoman cochair president moderator moderation
    administrator admin organiser organizer organisers organizers staff support official webmaster system host
    secretaria secretariado presidente presidenta moderador moderadora administrador
    secrétariat président présidente modérateur modératrice administrateur organisateur
    секретариат председатель модератор администратор организатор
    الأمانة الرئيس المشرف المدير رئيس مشرف 主席 秘书处 主持人 管理员
"""
FILLERS = "the of a an and conference panel session site website cyberconf team office le la el de du des"


def validate_display_name(value: str) -> None:
    """Refuse a name that cannot be seen as it is, or that reads as an office of the conference.

    Raises:
        ValidationError: with the code ``invisible``, ``no_letters`` or ``reserved``.
    """
    _refuse_invisible(value)
    if not any(character.isalnum() for character in value):
        raise ValidationError(_("This needs at least one letter or digit."), code="no_letters")
    if reads_as_reserved(value):
        raise ValidationError(
            _("“%(value)s” reads as an office of this conference. Please give the name you are known by."),
            code="reserved",
            params={"value": value},
        )


def reads_as_reserved(value: str) -> bool:
    """Say whether the value consists of reserved words and fillers alone, look-alikes and spacing aside."""
    words = [word for word in re.split(r"[\W_]+", _skeleton(value)) if word]
    if "".join(words) in _RESERVED:
        return True
    return bool(_RESERVED.intersection(words)) and _RESERVED.union(_FILLERS).issuperset(words)


def _refuse_invisible(value: str) -> None:
    for before, character in zip(" " + value, value, strict=False):
        joins = character in JOINERS and before.isalpha() and _script(before) not in UNJOINED
        joins = joins or (character in JOINERS and unicodedata.category(before).startswith("M"))
        hidden = unicodedata.category(character) in INVISIBLE or character in BLANKS
        if hidden and not joins:
            raise ValidationError(
                _("This holds an invisible character (U+%(code)s). Please type it again without."),
                code="invisible",
                params={"code": f"{ord(character):04X}"},
            )


def _script(character: str) -> str:
    return unicodedata.name(character, "").partition(" ")[0]


def _skeleton(value: str) -> str:
    """Return the value in small letters without accents, widths, styles, joiners and look-alikes."""
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", value).casefold())
    marks = {"Mn", "Me", "Cf"}
    return "".join(c for c in decomposed if unicodedata.category(c) not in marks).translate(ALIKE)


_RESERVED = {_skeleton(word) for word in RESERVED.split()}
_FILLERS = {_skeleton(word) for word in FILLERS.split()}
