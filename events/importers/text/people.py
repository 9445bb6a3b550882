"""People as programmes name them: "Dr Ada Byron, Director, Institute", "Ada Byron (Institute)"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import zip_longest

from events.importers.text.matching import fold, without_stop
from events.importers.text.names import is_organisation, is_post, key_of, looks_like_name, split_honorific
from events.importers.text.words import (
    DEGREES,
    HAN_POSTS,
    LEGAL_FORMS,
    NOT_A_PERSON,
    PLACEHOLDERS,
    SURNAMES,
    TITLED_POSTS,
    phrases,
)

__all__ = [
    "Named",
    "accompanying",
    "entry",
    "is_placeholder",
    "is_unnamed",
    "is_post",
    "key_of",
    "looks_like_name",
    "names_only",
    "one",
    "several",
    "split_honorific",
    "unlabelled",
    "unnamed_in",
    "until_next",
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


def _any_of(words: frozenset[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


_DEGREE = _any_of(phrases(DEGREES))
_SUFFIX = re.compile(rf"(?:,?\s(?:Jr|Sr|II|III|IV|{_DEGREE})(?!\w)\.?(?=\s*(?:$|[,(，–—-])))+", re.IGNORECASE)
_FORM = re.compile(
    rf"(?:{_any_of(phrases(LEGAL_FORMS) | phrases(DEGREES) | frozenset(('jr', 'sr')))})\.?(?=\s?$|\s?[(-])"
)
_TITLED = phrases(TITLED_POSTS)
_NEXT = re.compile(
    r",\s(?:with|joined by|avec|mit|con|с участием)\s|,?\s(?:followed by|and then|suivie?s? (?:de|d'|par)|gefolgt von|mit anschließender|anschließend"
    r"|seguid[oa]s? (?:de|por)|с последующ\w{2,3}|затем|يليها|تليها)\s"
)
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
_HAN_PLACE = (
    r"[\u4e00-\u9fff]{2,30}(?:大学|学院|研究院|研究所|公司|集团|中心|协会|学会|委员会|银行|部|局|院|厅)"
)
_HAN_LAST = re.compile(
    rf"(?P<place>{_HAN_PLACE})\s?(?P<name>[{SURNAMES}][\u4e00-\u9fff]{{1,2}})\s?(?P<post>(?:副|总|常务)?(?:{HAN_POSTS}))"
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
    if han := _in_han(text):
        return han
    name, rest = _split_name(text)
    honorific, bare = split_honorific(name)
    if titled := _after_post(honorific, bare, rest):
        return titled
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
    if (han := _in_han(text)) and han.name[0] in SURNAMES:
        return han
    name, rest = _split_name(text)
    honorific, bare = split_honorific(name)
    if titled := _after_post(honorific, bare, rest):
        return titled
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
    if len(pieces := _pieces(text, _SEMICOLONS)) > 1:
        groups = [group for piece in pieces for group in _regrouped(_pieces(piece, _COMMAS)) or [piece]]
        return [person for group in groups for person in _joined(group)]
    if _is_list_of_names(text, are_names):
        return [person for piece in _pieces(text, _COMMAS) for person in _joined(piece)]
    if len(groups := _regrouped(_pieces(text, _COMMAS))) > 1:
        return [person for group in groups for person in _joined(group)]
    placed = [_BRACKETED.fullmatch(piece) for piece in _pieces(text, _COMMAS)]
    if len(placed) > 1 and all(placed):
        return [named for each in placed if each for named in _joined(each[0]) or [_as_placed(each)]]
    return _joined(text)


def one(text: str) -> list[Named]:
    """Read ``text`` as people of whom a comma parts nobody: "Ada Byron, Grey Partners" is one."""
    parts = [entry(part) for part in _at_and(_clean(text))] if "," in text and ";" not in text else []
    if len(parts) == 1 and parts[0] is not None and looks_like_name(parts[0].name):
        return [parts[0]] if len(_regrouped(_pieces(_clean(text), _COMMAS))) < 2 else several(text)
    return several(text)


def until_next(text: str) -> tuple[str, str]:
    """Split "Ada Byron (Bank), followed by a discussion" before what follows."""
    found = _NEXT.search(fold(text))
    return (text[: found.start()], text[found.start() :].strip(" ,")) if found else (text, "")


def unnamed_in(text: str) -> bool:
    """Say whether one of the people on a line is still to be found: "Ada Byron, TBC"."""
    pieces = [part for piece in _pieces(_clean(text), _COMMAS + _SEMICOLONS) for part in _AND.split(piece)]
    return any(is_placeholder(piece) for piece in pieces)


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


def is_unnamed(text: str) -> bool:
    """Say whether ``text`` is nothing but a word for somebody still to be found: "TBC", "N.N."."""
    return fold(text).strip(" .*()[]-:?…") in _PLACEHOLDERS


def is_placeholder(text: str) -> bool:
    """Say whether ``text`` stands for a person still to be found ("TBC", "Representative of …")."""
    folded = fold(text).strip(" .*()[]-:?…")
    first = re.split(r"[\s(,:/]", folded, maxsplit=1)[0].rstrip(".")
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
    rest = without_stop(rest.strip())
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


def _in_han(text: str) -> Named | None:
    """Read "王立新教授", "陈静 研究员", "清华大学 李明教授"."""
    if titled := _HAN_TITLED.fullmatch(text):
        return Named(titled["name"], post=titled["post"])
    if last := _HAN_LAST.fullmatch(text):
        return Named(last["name"], post=last["post"], affiliation=last["place"])
    if placed := _HAN_PLACED.fullmatch(text):
        return Named(placed["name"], post=placed["post"])
    return None


def _after_post(honorific: str | None, bare: str, rest: str) -> Named | None:
    """Read "Mayor Ada Byron" and "Staatssekretärin Ute Brandt", a post right before the name."""
    post, _blank, name = bare.partition(" ")
    if honorific or post[:1].islower() or fold(post) not in _TITLED:
        return None
    further, name = split_honorific(name)
    if not looks_like_name(name) or _AND.search(name):
        return None
    told = _with_details(further, name, rest)
    return replace(told, post=", ".join(filter(None, [post, told.post])))


def _regrouped(pieces: list[str]) -> list[str]:
    """Put posts and institutions to those before them: "Ada Byron (UN), Alan Grey, Director, Bank" are two.

    A piece begins a person only where it is told by more than capitals.
    """
    groups: list[str] = []
    for piece, after in zip_longest(pieces, pieces[1:], fillvalue=""):
        name, rest = _split_name(piece)
        honorific, bare = split_honorific(name)
        is_told = (
            honorific or rest.startswith("(") or piece.endswith((")", "）")) or (is_post(after) and not rest)
        )
        is_one = looks_like_name(bare) and not is_post(piece) and is_told
        if is_one or not groups or _after_post(honorific, bare, rest):
            groups.append(piece)
        else:
            groups[-1] += f", {piece}"
    first = entry(groups[0]) if groups else None
    return groups if first and looks_like_name(first.name) else [", ".join(pieces)]


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
    found: list[str] = []
    for piece in filter(None, [*pieces, text[begin:].strip()]):
        if found and _FORM.match(fold(piece)):
            found[-1] += f", {piece}"  # "Acme, Inc."
        else:
            found.append(piece)
    return found
