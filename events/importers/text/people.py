"""People as programmes name them: "Dr Ada Byron, Director, Institute", "Ada Byron (Institute)"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from events.importers.text.matching import fold
from events.importers.text.names import is_organisation, is_post, key_of, looks_like_name, split_honorific
from events.importers.text.words import HAN_POSTS, NOT_A_PERSON, PLACEHOLDERS, SURNAMES, phrases

__all__ = [
    "Named",
    "accompanying",
    "entry",
    "is_placeholder",
    "is_post",
    "key_of",
    "looks_like_name",
    "names_only",
    "one",
    "several",
    "split_honorific",
    "unlabelled",
]

MAX_ENTRY = 400  # characters of one person's line
_COMMAS, _SEMICOLONS = ",，、،", ";；؛"
MAX_INITIALS = 5  # letters of an institution's short name

_PLACEHOLDERS, _NOT_A_PERSON = phrases(PLACEHOLDERS), phrases(NOT_A_PERSON)
_ASIDE = re.compile(
    r"\s*[\[(](?:tbc|tba|online|remote|remotely|virtual|virtually|by video|via zoom|in person"
    r"|video message|retired|retd?\.?|a\.\s?d\.|i\.\s?r\.)[\])]",
    re.I,
)
_AFTER_DASH = re.compile(
    r"\s*[-–—]\s*(?:online|remote|remotely|virtual|virtually|by video|via zoom|tbc)\s*$", re.I
)
_NAME_END = re.compile(r"\s?[(,，،؛:;、（]|\s[-–—|]\s|\s[-–—]$")
_SUFFIX = re.compile(r",?\s(?:Jr|Sr|II|III|IV)\b\.?(?=\s*(?:$|[,(，–—-]))")
_AND = re.compile(
    r"\s(?:in (?:conversation|discussion|dialogue) with|im gespräch mit|en conversation avec"
    r"|en conversación con|and|und|et|y|и|&)\s|\s?&\s?|\sو(?=\S)"
)
_HAN_PLACED = re.compile(
    rf"(?P<name>[\u4e00-\u9fff]{{2,4}}|[\u4e00-\u9fff]{{1,6}}·[\u4e00-\u9fff]{{1,6}})\s"
    rf"(?P<post>[\u4e00-\u9fff]{{2,40}}?(?:{HAN_POSTS}|[员师官长授人]))"
)
_ARTICLES = {"le", "la", "les", "the", "die", "das", "el", "los", "las"}
_HAN_TITLED = re.compile(
    rf"(?P<name>[{SURNAMES}][\u4e00-\u9fff]{{1,3}}?)\s?(?P<post>(?:副|总|常务)?(?:{HAN_POSTS}))"
)
_BRACKETED = re.compile(r"(?P<name>[^\W\d_][\w.’' -]{3,60}?)\s?[(（](?P<place>[^()（）]{2,100})[)）]")
_WITH = re.compile(r"(?:^|\s)(?:with|mit|avec|con|с участием)\s(?=\S)")
_MARKED = re.compile(r"\[([^\[\]]{1,50})\]\s+(?=\S)")


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
    if titled := _HAN_TITLED.fullmatch(text):
        return Named(titled["name"], post=titled["post"])
    if placed := _HAN_PLACED.fullmatch(text):
        return Named(placed["name"], post=placed["post"])
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
    placed = [_BRACKETED.fullmatch(piece) for piece in _pieces(text, _COMMAS)]
    if len(placed) > 1 and all(placed):
        return [named for each in placed if each for named in _joined(each[0]) or [_as_placed(each)]]
    return _joined(text)


def one(text: str) -> list[Named]:
    """Read ``text`` as people of whom a comma parts nobody: "Ada Byron, Grey Partners" is one."""
    parts = [entry(part) for part in _at_and(_clean(text))] if "," in text and ";" not in text else []
    if len(parts) == 1 and parts[0] is not None and looks_like_name(parts[0].name):
        return [parts[0]]
    return several(text)


def accompanying(text: str) -> list[Named]:
    """Read "A talk with Ada Byron (Bank) and Alan Grey (UN)": those after "with", if each is surely one."""
    found = _WITH.search(fold(text))
    named = several(text[found.end() :]) if found and len(text) <= MAX_ENTRY else []
    is_sure = all(each.honorific or each.affiliation or each.post for each in named)
    return named if is_sure and all(looks_like_name(each.name) for each in named) else []


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


def _clean(text: str) -> str:
    text = _ASIDE.sub("", text)
    text = _AFTER_DASH.sub("", text[: MAX_ENTRY * 10])
    return text.strip().strip("*_ ").rstrip(",;").strip()


def _split_name(text: str) -> tuple[str, str]:
    found = _NAME_END.search(text)
    if not found:
        return text, ""
    at = found.start()
    if suffix := _SUFFIX.match(text, at):
        at = suffix.end()  # "Ada Byron, Jr., Director"
    return text[:at].strip(), text[at:].strip(" ,，،:;؛、|–—-")


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
    if rest.count("(") != rest.count(")") or rest.startswith(("(", "（")):
        rest = rest.strip("()（） ")
    return _from_list(rest, is_parenthesis=False)


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
    at = next((i for i, part in enumerate(parts) if i and is_organisation(part)), len(parts) - 1)
    return ", ".join(parts[:at]), ", ".join(parts[at:])


def _tells_who(separator_and_rest: str, rest: str) -> bool:
    """Say whether what follows a name can be a post or an affiliation rather than the rest of a sentence."""
    mark = separator_and_rest.lstrip()[:1]
    if mark in "(（" and (rest.endswith((")", "）")) or is_post(rest)):
        return not fold(rest).strip("()").replace(".", "").isdigit()
    if mark in ",，،":
        return (
            is_post(rest)
            or is_organisation(rest)
            or (rest[:1].isupper() and len(rest.split()) <= 8 and not rest.endswith("."))
        )
    return mark in "-–—" and (is_post(rest) or is_organisation(rest))


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
    if honorific is None and len(bare.split()) == 2 and fold(bare).split()[0] in _ARTICLES:
        return False  # and so is "Ada Byron, Le Monde"
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


def _as_placed(found: re.Match[str]) -> Named:
    """Take "Oberst i.G. Kai Rohde (BMVg)", one of a list of such, as it stands."""
    return Named(found["name"].strip(), affiliation=found["place"].strip())


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
