"""What is built like a person's name, and what stands before one."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from events.importers.text.matching import any_of, fold, has
from events.importers.text.words import (
    DEGREES,
    HAN_CALLINGS,
    HAN_POSTS,
    HONORIFICS,
    NO_NAMES,
    ORGANISATIONS,
    PARTICLES,
    POSTS,
    ROLES,
    SHORT_HONORIFICS,
    SURNAMES,
    TITLED_POSTS,
    phrases,
)

MAX_NAME_WORDS = 7
KEPT_WORDS = 4_096  # words of which it is remembered whether names have them
LONGEST_ACRONYM = 3  # letters of each word; "ANN LEE" is rarer than such institutions
MAX_CAPITALS = 4  # words of a name written in capitals

_HONORIFICS = {fold(word).strip(".") for word in phrases(HONORIFICS)}
_SHORT = {fold(word) for word in phrases(SHORT_HONORIFICS)}
_PARTICLES = {fold(word) for word in phrases(PARTICLES)}
_NO_NAMES = {fold(word) for word in phrases(NO_NAMES)}
_POSTS = {fold(word) for word in phrases(POSTS) | phrases(TITLED_POSTS)}
_ROLES = {fold(word) for words in ROLES.values() for word in phrases(words)}
_ORGANISATIONS = phrases(ORGANISATIONS)
_POST_ENDINGS = (  # of German compounds: "Hauptgeschäftsführerin", "Abteilungsleiter"
    *(
        "geschäftsführer",
        "geschäftsführerin",
        "abteilungsleiter",
        "leiterin",
        "direktor",
        "direktorin",
        "referentin",
    ),
    *("architekt", "architektin", "ingenieur", "ingenieurin", "forscherin", "wissenschaftler"),
    *("wissenschaftlerin", "historiker", "historikerin", "jurist", "juristin", "richterin"),
    *("redakteur", "redakteurin", "dolmetscher", "dolmetscherin", "übersetzer", "übersetzerin"),
    *("journalistin", "beraterin", "unternehmer", "unternehmerin", "autorin", "künstlerin"),
    *("schriftsteller", "schriftstellerin", "lehrerin", "psychologin", "soziologin", "ärztin"),
    *(
        "sprecherin",
        "ministerin",
        "präsident",
        "präsidentin",
        "sekretär",
        "sekretärin",
        "beauftragte",
        "beauftragter",
    ),
)
_COMPANY = re.compile(
    r"(?:^|\s)(?:e\.\s?V|S\.\s?A|S\.\s?L|S\.\s?p\.\s?A|S\.\s?r\.\s?l|B\.\s?V|N\.\s?V|Inc|Ltd|LLC|LLP|PLC|plc|Corp|GmbH|AG|KG|SE|SA|SAS"
    r"|SARL|Oy|ApS|ООО|ОАО|ЗАО|АО|ПАО)\.?$"
)
_HAN = re.compile(r"[\u4e00-\u9fff]")
_HAN_POST = re.compile(
    rf"[\u4e00-\u9fff]{{0,30}}?(?:(?P<sure>{HAN_POSTS}|{HAN_CALLINGS})|[\u4e00-\u9fff][员师官长授人者])"
)
LONGEST_HAN_NAME = 3  # characters of most
_HAN_NAME = re.compile(r"[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff]{1,3}[ ·][\u4e00-\u9fff·]{1,9}")
_GLUED = re.compile(r"\b(?:Prof|Dr|Ing)\.(?=[A-ZÄÖÜ])")
_DEGREES = re.compile(rf",?\s(?:{any_of(phrases(DEGREES))})\.?(?=$|,)", re.IGNORECASE)
_LETTER_FORMS = {"iii", "ii", "jr", "sr", "jr.", "sr."}


def split_honorific(text: str) -> tuple[str | None, str]:
    """Split "H.E. Dr Ada Byron" into "H.E. Dr" and "Ada Byron"."""
    words = _GLUED.sub(r"\g<0> ", text).split(" ")
    taken = 0
    while taken < len(words) - 1 and _is_honorific(words, taken):
        taken += 1
        if taken < len(words) - 2 and words[taken] in {"le", "la"} and _is_honorific(words, taken + 1):
            taken += 1  # "M. le Professeur"
    return (" ".join(words[:taken]) or None), " ".join(words[taken:]).strip()


def looks_like_name(name: str, *, is_sure: bool = False) -> bool:
    """Say whether ``name`` is built like a person's: two to seven capitalised words, one if ``is_sure``."""
    words = name.split()
    if (
        not words
        or len(words) > MAX_NAME_WORDS
        or len(name) > 80
        or any(c.isdigit() or c in "()[]?!:;/\\<>=@#_+%&" for c in name)
    ):
        return False
    if not all(_is_name_word(word) for word in words) or (
        _is_particle(words[0]) and words[0].islower() and len(words) < 2
    ):
        return False
    if fold(words[0]) in _PARTICLES - {
        "abu",
        "bin",
        "van",
        "von",
        "de",
        "la",
        "le",
        "el",
        "al",
        "san",
        "ben",
        "mac",
        "del",
        "di",
        "da",
        "d'",
    }:
        return False
    if (
        any(fold(word).strip(".,") in _NO_NAMES for word in words)
        or fold(name) in _ROLES
        or _COMPANY.search(name)
    ):
        return False
    is_short = len(words) > 1 and all(len(word) <= LONGEST_ACRONYM for word in words)
    if is_short and name.isupper() and not _has_no_case(name):
        return False  # "НИУ ВШЭ", an institution by its letters
    if len(words) > MAX_CAPITALS and name.isupper() and not _has_no_case(name):
        return False  # a heading
    if any(_is_post_word(fold(word).strip(".,").removesuffix("s")) for word in words) or has(
        fold(name), _ORGANISATIONS
    ):
        return False
    if _HAN.search(name):
        return _HAN_NAME.fullmatch(name) is not None and (is_sure or name[0] in SURNAMES or " " in name)
    if not words[0][0].isascii() and _has_no_case(name):
        return is_sure or 2 <= len(words) <= 5
    capitalised = sum(1 for word in words if word[:1].isupper())
    return capitalised >= (1 if is_sure else 2)


def key_of(name: str) -> str:
    """Return what is the same for the same person: the name without case, accents, points and blanks."""
    name = _DEGREES.sub("", name)
    bare = "".join(c for c in unicodedata.normalize("NFKD", fold(name)) if not unicodedata.combining(c))
    return re.sub(r"[\s.]+", " ", bare).strip()


def is_post(text: str) -> bool:
    """Say whether ``text`` begins like a post: "Director of Research", "总编辑"."""
    if han := _HAN_POST.fullmatch(text.strip()):
        return bool(han["sure"]) or text.strip()[0] not in SURNAMES or len(text.strip()) > LONGEST_HAN_NAME
    return any(map(_is_post_word, fold(text).replace("-", " ").split()[:6]))


def is_calling(text: str) -> bool:
    """Say whether ``text`` is a calling in a language that writes these small: "interprète", "юрист"."""
    first = text.partition(" ")[0]
    return first.isalpha() and first.islower() and not (_is_particle(first) or fold(first) in _NO_NAMES)


def is_organisation(text: str) -> bool:
    """Say whether ``text`` has a word that organisations are called by."""
    return has(fold(text), _ORGANISATIONS)


def _is_post_word(word: str) -> bool:
    bare = word.strip(".,()-")
    return bare in _POSTS or bare.endswith(_POST_ENDINGS)


def _is_honorific(words: list[str], at: int) -> bool:
    word = fold(words[at]).strip("()")
    bare = word.strip(".,")
    if bare not in _HONORIFICS or (bare == "d" and not _is_don(words, at)):
        return False
    if bare not in _SHORT:
        return True
    before = at > 0 and fold(words[at - 1]).strip(".") in _HONORIFICS
    after = fold(words[at + 1]).strip(".") in _HONORIFICS
    return (
        before
        or after
        or word.endswith(".")
        or bare in {"rt", "hon", "me", "pr", "lord", "lady", "judge", "justice", "general"}
    )


def _is_don(words: list[str], at: int) -> bool:
    """Say whether "D." is Don: before a whole name, as in "D. Luis Prieto", unlike "D. Knuth"."""
    after = words[at + 1 :]
    return len(after) > 1 and words[at].endswith(".") and not after[0].endswith(".")


@lru_cache(maxsize=KEPT_WORDS)
def _is_name_word(word: str) -> bool:
    bare = word.strip(".,'’\"“”()-")
    if not bare:
        return word in {"-", "–"}
    if _is_particle(word) or fold(bare) in _LETTER_FORMS:
        return True
    first = bare[0]
    return (first.isalpha() and (first.isupper() or not (first.islower() or first.istitle()))) or bool(
        re.match(r"[dlDLO]['’]\w", bare)
    )


@lru_cache(maxsize=KEPT_WORDS)
def _is_particle(word: str) -> bool:
    return (
        fold(word).strip(".") in _PARTICLES
        or re.match(r"(?:al|el|ad|as|ar|an|ibn)-\w", fold(word)) is not None
    )


def _has_no_case(text: str) -> bool:
    return text.lower() == text.upper()
