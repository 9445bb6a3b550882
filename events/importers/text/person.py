"""One person as a line names them: "Dr Ada Byron, Director, Institute", "Ada Byron (Institute)"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from events.importers.text.matching import any_of, fold, without_stop
from events.importers.text.names import is_calling, is_organisation, is_post, looks_like_name, split_honorific
from events.importers.text.words import (
    DEGREES,
    HAN_POSTS,
    LEGAL_FORMS,
    NOT_A_PERSON,
    ORGANISATIONS,
    PLACEHOLDERS,
    POSTS,
    SURNAMES,
    TITLED_POSTS,
    phrases,
)

MAX_ENTRY = 400  # characters of one person's line
COMMAS, SEMICOLONS = ",，、،", ";；؛"
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
_DEGREE = any_of(phrases(DEGREES))
_SUFFIX = re.compile(rf"(?:,?\s(?:Jr|Sr|II|III|IV|{_DEGREE})(?!\w)\.?(?=\s*(?:$|[,(，–—-])))+", re.IGNORECASE)
_FORM = re.compile(
    rf"(?:{any_of(phrases(LEGAL_FORMS) | phrases(DEGREES) | frozenset(('jr', 'sr')))})\.?(?=\s?$|\s?[(-])"
)
_TITLED = phrases(TITLED_POSTS)
_WAW = any_of(  # words that begin with the letter that is "and" before others
    word for word in phrases(POSTS) | phrases(TITLED_POSTS) | phrases(ORGANISATIONS) if word.startswith("و")
)
AND = re.compile(
    r"\s(?:in (?:conversation|discussion|dialogue) with|im gespräch mit|en conversation avec"
    r"|en conversación con|and|und|et|y|и|&)\s|\s?&\s?"
    rf"|\s(?!{_WAW})و(?=\S)"
)
_HAN_PLACED = re.compile(
    rf"(?P<name>[\u4e00-\u9fff]{{2,4}}|[\u4e00-\u9fff]{{1,6}}·[\u4e00-\u9fff]{{1,6}})\s"
    rf"(?P<post>[\u4e00-\u9fff]{{1,40}}?(?:{HAN_POSTS}|[员师官长授人]))"
)
_HAN_TITLED = re.compile(
    rf"(?P<name>[{SURNAMES}][\u4e00-\u9fff]{{1,3}}?)\s?(?P<post>(?:副|总|常务)?(?:{HAN_POSTS}))"
)
_HAN_PLACE = (
    r"[\u4e00-\u9fff]{2,30}(?:大学|学院|研究院|研究所|公司|集团|中心|协会|学会|委员会|银行|部|局|院|厅)"
)
_HAN_POST_AT = re.compile(  # "清华大学教授"; a department is part of the post: "编辑部主任"
    r"(?P<place>[\u4e00-\u9fff]{2,30}(?:大学|学院|书院|研究院|研究所|事务所|出版社|公司|集团|中心|协会|学会|委员会|银行"
    r"|[交防务育政法]部|局|厅)|《[^《》]{1,30}》)(?P<post>[\u4e00-\u9fff]{2,12})"
)
_HAN_LAST = re.compile(
    rf"(?P<place>{_HAN_PLACE})\s?(?P<name>[{SURNAMES}][\u4e00-\u9fff]{{1,2}})\s?(?P<post>(?:副|总|常务)?(?:{HAN_POSTS}))"
)
_HAN_BEFORE = re.compile(
    rf"(?P<post>[\u4e00-\u9fff]{{3,30}}[员长任授师事家表使])\s(?P<name>[{SURNAMES}][\u4e00-\u9fff]{{1,2}})"
)
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
    text = clean(text)
    if not text or len(text) > MAX_ENTRY or text.endswith((":", "：")) or is_placeholder(text):
        return None
    if marked := _MARKED.match(text):
        person = entry(text[marked.end() :])
        return person and replace(person, name=person.billed, honorific=marked[1].strip(), is_apart=True)
    if han := _in_han(text):
        return han
    name, rest = split_name(text)
    honorific, bare = split_honorific(name)
    if titled := after_post(honorific, bare, rest):
        return titled
    if not looks_like_name(bare, is_sure=True) or (
        not rest and text.endswith((".", "!", "?")) and len(text.split()) > 3
    ):
        return None
    return with_details(honorific, bare, rest)


def unlabelled(text: str) -> Named | None:
    """Read ``text`` as a person though nothing announces one: only with an honorific, post or affiliation."""
    text = clean(text)
    if not text or len(text) > MAX_ENTRY or text.endswith(("?", "!", ":")) or is_placeholder(text):
        return None
    if (han := _in_han(text)) and han.name[0] in SURNAMES:
        return han
    name, rest = split_name(text)
    honorific, bare = split_honorific(name)
    if titled := after_post(honorific, bare, rest):
        return titled
    if not looks_like_name(bare, is_sure=honorific is not None):
        return None
    if honorific is None and (not rest or not _tells_who(text[len(name) :], rest)):
        return None
    if honorific and rest and text[len(name) :].lstrip()[:1] in ":" and len(rest.split()) > 12:
        return None
    return with_details(honorific, bare, rest)


def is_unnamed(text: str) -> bool:
    """Say whether ``text`` is nothing but a word for somebody still to be found: "TBC", "N.N."."""
    return fold(text).strip(" .*()[]-:?…") in _PLACEHOLDERS


def is_placeholder(text: str) -> bool:
    """Say whether ``text`` stands for a person still to be found ("TBC", "Representative of …")."""
    folded = fold(text).strip(" .*()[]-:?…")
    first = re.split(r"[\s(,:/]", folded, maxsplit=1)[0].rstrip(".")
    return (
        folded in _PLACEHOLDERS
        or re.split(r"\s?[(,:/]", folded, maxsplit=1)[0].rstrip(".") in _PLACEHOLDERS
        or first in _PLACEHOLDERS
        or (first in _NOT_A_PERSON)
        or folded.startswith("all ")
    )


def clean(text: str) -> str:
    """Return ``text`` without what tells how somebody takes part: "(online)", "– TBC"."""
    text = _ASIDE.sub("", text)
    text = _AFTER_DASH.sub("", text[: MAX_ENTRY * 10])
    return text.strip().strip("*_ ").rstrip(",;").strip()


def split_name(text: str) -> tuple[str, str]:
    """Split a name from what follows it: "Ada Byron, Jr., Director" before "Director"."""
    found = _NAME_END.search(text)
    if not found:
        return text, ""
    at = found.start()
    if suffix := _SUFFIX.match(text, at):
        at = suffix.end()  # "Ada Byron, Jr., Director"
    return text[:at].strip(), text[at:].strip(" ,，،:;؛、|–—-")


def with_details(honorific: str | None, name: str, rest: str) -> Named:
    """Return the person with the post and the institution that ``rest`` tells."""
    post, affiliation = _post_and_affiliation(rest)
    return Named(name, honorific, post, affiliation)


def after_post(honorific: str | None, bare: str, rest: str) -> Named | None:
    """Read "Mayor Ada Byron" and "Staatssekretärin Ute Brandt", a post right before the name."""
    post, _blank, name = bare.partition(" ")
    if honorific or post[:1].islower() or fold(post) not in _TITLED:
        return None
    further, name = split_honorific(name)
    if not looks_like_name(name) or AND.search(name):
        return None
    told = with_details(further, name, rest)
    return replace(told, post=", ".join(filter(None, [post, told.post])))


def split_at(text: str, marks: str) -> list[str]:
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
    parts = [part for part in split_at(text, COMMAS) if part]
    if not parts:
        return None, None
    if len(parts) == 1 and (han := _HAN_POST_AT.fullmatch(parts[0])) and is_post(han["post"]):
        return han["post"], han["place"]
    if len(parts) == 1:
        is_told = is_post(parts[0]) or (is_calling(parts[0]) and not (is_parenthesis or _is_place(parts[0])))
        return (parts[0], None) if is_told else (None, parts[0])
    is_first = is_calling(parts[0]) and not _is_place(parts[0])
    if not is_first and not any(is_post(part) for part in parts):
        return None, ", ".join(parts)
    if is_parenthesis:
        return parts[0], ", ".join(parts[1:])
    at = next((i for i, part in enumerate(parts) if i and is_organisation(part)), len(parts) - 1)
    return ", ".join(parts[:at]), ", ".join(parts[at:])


def _is_place(text: str) -> bool:
    return is_organisation(text) and not is_post(text)


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
    """Read "王立新教授", "陈静 研究员", "清华大学 李明教授", "李明 教授，清华大学"."""
    name, rest = split_name(text)
    if rest and (told := _in_han(name)) and text[len(name) :].lstrip()[:1] in COMMAS:
        return told if told.affiliation else replace(told, affiliation=rest)
    if titled := _HAN_TITLED.fullmatch(text):
        return Named(titled["name"], post=titled["post"])
    if last := _HAN_LAST.fullmatch(text):
        return Named(last["name"], post=last["post"], affiliation=last["place"])
    if before := _HAN_BEFORE.fullmatch(text):
        return Named(before["name"], post=before["post"])
    if placed := _HAN_PLACED.fullmatch(text):
        return Named(placed["name"], post=placed["post"])
    return None
