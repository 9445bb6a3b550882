"""People as programmes name them: "Dr Ada Byron, Director, Institute", "Ada Byron (Institute)"."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace

from events.importers.text.matching import fold, has
from events.importers.text.words import (
    HONORIFICS,
    NO_NAMES,
    NOT_A_PERSON,
    ORGANISATIONS,
    PARTICLES,
    PLACEHOLDERS,
    POSTS,
    SHORT_HONORIFICS,
    SURNAMES,
    phrases,
)

MAX_ENTRY = 400  # characters of one person's line
MAX_NAME_WORDS = 7
_COMMAS, _SEMICOLONS = ",，、،", ";；؛"
MAX_INITIALS = 5  # letters of an institution's short name
MAX_CAPITALS = 4  # words of a name written in capitals

_HONORIFICS = {fold(word).strip(".") for word in phrases(HONORIFICS)}
_SHORT = {fold(word) for word in phrases(SHORT_HONORIFICS)}
_PARTICLES = {fold(word) for word in phrases(PARTICLES)}
_NO_NAMES = {fold(word) for word in phrases(NO_NAMES)}
_POSTS = {fold(word) for word in phrases(POSTS)}
_ORGANISATIONS = phrases(ORGANISATIONS)
_PLACEHOLDERS, _NOT_A_PERSON = phrases(PLACEHOLDERS), phrases(NOT_A_PERSON)
_ASIDE = re.compile(
    r"\s*[\[(](?:tbc|tba|online|remote|remotely|virtual|virtually|by video|via zoom|in person"
    r"|video message)[\])]",
    re.I,
)
_AFTER_DASH = re.compile(
    r"\s*[-–—]\s*(?:online|remote|remotely|virtual|virtually|by video|via zoom|tbc)\s*$", re.I
)
_NAME_END = re.compile(r"\s?[(,，،؛:;、（]|\s[-–—|]\s|\s[-–—]$")
_AND = re.compile(r"\s(?:and|und|et|y|и|&)\s|\s?&\s?|\sو(?=\S)")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_HAN_NAME = re.compile(r"[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff]{1,3}[ ·][\u4e00-\u9fff·]{1,9}")
_MARKED = re.compile(r"\[([^\[\]]{1,50})\]\s+(?=\S)")
_GLUED = re.compile(r"\b(?:Prof|Dr|Ing)\.(?=[A-ZÄÖÜ])")
_LETTER_FORMS = {"iii", "ii", "jr", "sr", "jr.", "sr."}


@dataclass(frozen=True)
class Named:
    """One person as a line names them."""

    name: str
    honorific: str | None = None
    post: str | None = None
    affiliation: str | None = None
    is_apart: bool = False  # the honorific was marked as one: "[Dr] Ada Byron"

    @property
    def billed(self) -> str:
        """The name as the line has it, with its honorific."""
        return " ".join(filter(None, [self.honorific, self.name]))


def entry(text: str) -> Named | None:
    """Read ``text`` as one person's line in a list of people: a name alone will do."""
    text = _clean(text)
    if not text or len(text) > MAX_ENTRY or text.endswith((":", "：")) or is_placeholder(text):
        return None
    if marked := _MARKED.match(text):
        person = entry(text[marked.end() :])
        return person and replace(person, name=person.billed, honorific=marked[1].strip(), is_apart=True)
    name, rest = _split_name(text)
    honorific, bare = split_honorific(name)
    if not looks_like_name(bare, is_sure=True) or (
        not rest and text.endswith((".", "!", "?")) and len(text.split()) > 3
    ):
        return None
    return _with_details(honorific, bare, rest)


def unlabelled(text: str) -> Named | None:
    """Read ``text`` as a person though nothing announces one: only with an honorific, post or affiliation."""
    text = _clean(text)
    if not text or len(text) > MAX_ENTRY or text.endswith(("?", "!", ":")) or is_placeholder(text):
        return None
    name, rest = _split_name(text)
    honorific, bare = split_honorific(name)
    if not looks_like_name(bare, is_sure=honorific is not None):
        return None
    if honorific is None and (not rest or not _tells_who(text[len(name) :], rest)):
        return None
    if honorific and rest and text[len(name) :].lstrip()[:1] in ":" and len(rest.split()) > 12:
        return None
    return _with_details(honorific, bare, rest)


def several(text: str, *, are_names: bool = False) -> list[Named]:
    """Read ``text`` as people on one line; ``are_names`` where a surname alone is one."""
    text = _clean(text)
    for pieces in (
        _pieces(text, _SEMICOLONS),
        _pieces(text, _COMMAS) if _is_list_of_names(text, are_names) else [text],
    ):
        if len(pieces) > 1:
            return [person for piece in pieces for person in _joined(piece)]
    return _joined(text)


def names_only(text: str, *, is_sure: bool = False) -> list[Named]:
    """Return the people if ``text`` is nothing but one or several names, else nothing."""
    pieces = [part for piece in _pieces(_clean(text), _COMMAS + ";") for part in _AND.split(piece)]
    found = [split_honorific(piece.strip()) for piece in pieces]
    if not found or not all(
        looks_like_name(bare, is_sure=is_sure or honorific is not None) for honorific, bare in found
    ):
        return []
    return [Named(bare, honorific) for honorific, bare in found]


def is_placeholder(text: str) -> bool:
    """Say whether ``text`` stands for a person still to be found ("TBC", "Representative of …")."""
    folded = fold(text).strip(" .*()[]-:")
    first = re.split(r"[\s(,:]", folded, maxsplit=1)[0]
    return (
        folded in _PLACEHOLDERS
        or first in _PLACEHOLDERS
        or (first in _NOT_A_PERSON)
        or folded.startswith("all ")
    )


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
    if any(fold(word).strip(".,") in _NO_NAMES for word in words):
        return False
    if len(words) > MAX_CAPITALS and name.isupper() and not _has_no_case(name):
        return False  # a heading
    if any(fold(word).strip(".,").removesuffix("s") in _POSTS for word in words) or has(
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
    bare = "".join(c for c in unicodedata.normalize("NFKD", fold(name)) if not unicodedata.combining(c))
    return re.sub(r"[\s.]+", " ", bare).strip()


def _clean(text: str) -> str:
    text = _ASIDE.sub("", text)
    text = _AFTER_DASH.sub("", text[: MAX_ENTRY * 10])
    return text.strip().strip("*_ ").rstrip(",;").strip()


def _split_name(text: str) -> tuple[str, str]:
    found = _NAME_END.search(text)
    if not found:
        return text, ""
    return text[: found.start()].strip(), text[found.start() :].strip(" ,，،:;؛、|–—-")


def _with_details(honorific: str | None, name: str, rest: str) -> Named:
    post, affiliation = _post_and_affiliation(rest)
    return Named(name, honorific, post, affiliation)


def _post_and_affiliation(rest: str) -> tuple[str | None, str | None]:
    rest = rest.strip().rstrip(".;")
    outer = re.fullmatch(r"[(（]([^()（）]*(?:\([^()]*\)[^()]*)*)[)）]", rest)
    if outer:
        return _from_list(outer[1], is_parenthesis=True)
    bracketed = re.fullmatch(r"([^()]+)\(([^()]+)\)", rest)
    if bracketed and "," not in rest:
        return bracketed[1].strip() or None, bracketed[2].strip() or None
    return _from_list(rest.strip("()（） "), is_parenthesis=False)


def _from_list(text: str, *, is_parenthesis: bool) -> tuple[str | None, str | None]:
    parts = [part for part in _pieces(text, _COMMAS) if part]
    if not parts:
        return None, None
    if len(parts) == 1:
        return (parts[0], None) if is_post(parts[0]) else (None, parts[0])
    if not is_post(parts[0]) and not any(is_post(part) for part in parts):
        return None, ", ".join(parts)
    if is_parenthesis:
        return parts[0], ", ".join(parts[1:])
    return ", ".join(parts[:-1]), parts[-1]


def is_post(text: str) -> bool:
    """Say whether ``text`` begins like a post: "Director of Research"."""
    return any(word.strip(".,()-") in _POSTS for word in fold(text).replace("-", " ").split()[:6])


def _tells_who(separator_and_rest: str, rest: str) -> bool:
    """Say whether what follows a name can be a post or an affiliation rather than the rest of a sentence."""
    mark = separator_and_rest.lstrip()[:1]
    if mark in "(（" and (rest.endswith((")", "）")) or is_post(rest)):
        return not fold(rest).strip("()").replace(".", "").isdigit()
    if mark in ",，،":
        return (
            is_post(rest)
            or has(fold(rest), _ORGANISATIONS)
            or (rest[:1].isupper() and len(rest.split()) <= 8 and not rest.endswith("."))
        )
    return mark in "-–—" and (is_post(rest) or has(fold(rest), _ORGANISATIONS))


def _is_list_of_names(text: str, are_names: bool) -> bool:
    pieces = _pieces(text, _COMMAS)
    return len(pieces) > 1 and all(
        is_placeholder(piece) or _is_list_item(piece, are_names) for piece in pieces
    )


def _is_list_item(piece: str, are_names: bool) -> bool:
    name, rest = _split_name(piece)
    honorific, bare = split_honorific(name)
    if bare.isupper() and bare.isascii() and len(bare) <= MAX_INITIALS:
        return False  # "Ada Byron, ILO" is one person
    if rest and not piece[len(name) :].lstrip().startswith(("(", "（")):
        return False
    return all(
        looks_like_name(part.strip(), is_sure=bool(rest or honorific) or are_names)
        for part in _AND.split(bare)
    )


def _joined(piece: str) -> list[Named]:
    """Read "A and B (Org)" as two people of one organisation, anything else as one."""
    if is_placeholder(piece):
        return []
    name, rest = _split_name(piece)
    parts = [split_honorific(part.strip()) for part in _AND.split(name)]
    if len(parts) > 1 and all(looks_like_name(bare, is_sure=True) for _, bare in parts):
        return [_with_details(honorific, bare, rest) for honorific, bare in parts]
    if len(whole := _at_and(piece)) > 1 and all((p := entry(w)) and looks_like_name(p.name) for w in whole):
        return [person for part in whole if (person := entry(part))]
    person = entry(piece)
    return [person] if person else []


def _at_and(text: str) -> list[str]:
    """Split ``text`` at "and" outside of brackets."""
    pieces, begin = [], 0
    for found in _AND.finditer(text):
        if text.count("(", 0, found.start()) == text.count(")", 0, found.start()):
            pieces.append(text[begin : found.start()])
            begin = found.end()
    return [*pieces, text[begin:]]


def _pieces(text: str, marks: str) -> list[str]:
    """Split ``text`` at ``marks`` that stand outside of brackets."""
    pieces, depth, begin = [], 0, 0
    for at, char in enumerate(text):
        depth += (char in "([（") - (char in ")]）")
        if char in marks and depth <= 0:
            pieces.append(text[begin:at].strip())
            begin = at + 1
    return [piece for piece in [*pieces, text[begin:].strip()] if piece]


def _is_honorific(words: list[str], at: int) -> bool:
    word = fold(words[at])
    bare = word.strip(".,")
    if bare not in _HONORIFICS:
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


def _is_particle(word: str) -> bool:
    return (
        fold(word).strip(".") in _PARTICLES
        or re.match(r"(?:al|el|ad|as|ar|an|ibn)-\w", fold(word)) is not None
    )


def _has_no_case(text: str) -> bool:
    return text.lower() == text.upper()
