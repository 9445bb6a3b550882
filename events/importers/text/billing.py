"""People in the words of a title: "Opening remarks by Dr Ada Byron", "Law – Ada Byron (Bank)"."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from events.importers.results import Notice
from events.importers.text import people
from events.importers.text.kinds import kind_of
from events.importers.text.labels import label_of
from events.importers.text.lines import Line
from events.importers.text.matching import any_of, fold, pattern
from events.importers.text.names import is_organisation
from events.importers.text.people import Named
from events.importers.text.words import (
    CHAIRED_BY,
    GIVEN_BY,
    HAN_POSTS,
    MODERATED_BY,
    ROLE_VERBS,
    SURNAMES,
    phrases,
)
from events.programme import Role, SessionKind

MAX_HEAD = 200  # characters before a colon that can be a person with post and institute
MAX_INITIALS = 2  # letters that stand for a person
MAX_WORDS = 1_000  # characters of a title and the people in it
REMARKS: dict[SessionKind, Role] = {"opening": "opening", "closing": "closing", "keynote": "keynote"}
SPOKEN: dict[SessionKind, Role] = REMARKS | {"talk": "speaker"}

NOBODY = Named("")
_BRACKETS = re.compile(r"\s*\(([^()]{1,120})\)")
_MODERATED, _CHAIRED = any_of(phrases(MODERATED_BY)), any_of(phrases(CHAIRED_BY))
_BY = re.compile(
    rf"(?<!followed)(?<!suivi)(?<!suivie)[\s,](?:(?P<moderator>{_MODERATED})|(?P<chair>{_CHAIRED})"
    r"|presented by|delivered by|by|gehalten von|von|durch|par|a cargo de|impartid[ao] por|por)\s(?=\S)"
)
_WITH = re.compile(r"\s(?:with|mit|avec|con|с участием)\s(?=\S)")
_GIVEN = re.compile(
    rf"(?P<kind>{any_of(phrases(GIVEN_BY))})\s(?:de|del|du|d['’])\s?(?P<who>[^:«»]{{4,200}}?)(?:\s?:\s?.{{4,}})?",
    re.IGNORECASE,
)
_CONVERSING = re.compile(
    r"\s(?:in conversation with|im gespräch mit|en conversation avec|en conversación con)\s"
)
_ARTICLE = re.compile(r"^(?:la|el|le|l'|der|die|the)\s(?=[^\W\d_]{1,12}\.)", re.IGNORECASE)  # "la Dra. Ruiz"
_QUOTED = re.compile(r"(?P<who>[^«\"“„]{4,120}?)\s?[,:–—-]?\s(?P<what>[«\"“„].{3,}[»\"”“])\.?$")
_NAMED_FIRST = re.compile(r"(?P<who>[^(),;:|]{4,60}\([^()]{2,80}\)),\s(?P<what>[^,;|]{8,200})")
_SEGMENT = re.compile(r"[.;,|]\s+|\s[-–—|]\s|\s{2,}")
_HAN_PERSON = re.compile(
    rf"(?P<name>[{SURNAMES}][\u4e00-\u9fff]{{1,2}}?)(?P<post>(?:副|总|常务)?(?:{HAN_POSTS}))"
    r"(?:作|做)?(?:致词|致辞|讲话|讲座|发言|报告|主旨|演讲|主持|总结)"
)
_HAN_LAST = re.compile(  # "开幕致辞 王建国 馆长"
    rf"(?P<what>\S.{{1,60}}?)\s(?P<who>[{SURNAMES}][\u4e00-\u9fff]{{1,2}}\s?(?P<post>[\u4e00-\u9fff]{{2,20}}))"
)
_LAST = re.compile(r"\s*[,，،]\s+|\s[-–—|]\s|(?<=[»”\"])\.?\s+")
_SENTENCE = re.compile(r"([^.]{0,60}[^\W\d_]{4})(\. )(.{4,200})$")
_LECTURED = pattern(
    phrases(
        "lecture|talk|tutorial|presentation|keynote|demo|vortrag|vorlesung|exposé|conférence|доклад|лекция"
    )
)


@dataclass
class Title:
    """A title taken apart; ``body`` is what is left below it."""

    text: str
    kind: SessionKind = "other"
    number: str | None = None
    room: str | None = None
    credits: list[tuple[Role, Named]] = field(default_factory=list)
    body: list[Line] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)


def take_people(title: Title, known: frozenset[str]) -> None:
    """Move the people in ``title``'s words to its credits; ``known`` are keys of people named elsewhere."""
    if len(title.text) > MAX_WORDS:
        return  # too long for a title whoever is taken out of it
    _take_verb(title)
    _take_labelled(title)
    _take_given(title)
    _take_before_quote(title, known)
    _take_before_comma(title)
    _take_before_colon(title, known)
    _take_last(title, known)
    _take_bracketed(title)
    _take_after_colon(title, known)
    _take_after_by(title)
    _take_with(title, known)
    _take_han(title)


def _take_verb(title: Title) -> None:
    """Take "Ada Byron moderates" from the end of a title."""
    words = title.text.rstrip(".").rsplit(" ", 1)
    role = ROLE_VERBS.get(fold(words[-1]))
    if role is None or len(words) < 2 or "," not in words[0]:
        return
    before, name = words[0].rsplit(",", 1)
    if found := people.names_only(name):
        title.credits += [(role, named) for named in found]
        title.text = before.strip()


def _take_last(title: Title, known: frozenset[str]) -> None:
    """Take "Dr Ada Byron (Institute)" from after the last comma or dash of a title."""
    label = label_of(title.text)
    if title.kind in {"break", "social"} or (label and label.role not in REMARKS.values()):
        return
    for found in reversed(list(_LAST.finditer(title.text))):
        before, last = title.text[: found.start()].strip(), title.text[found.end() :]
        if not before or last.count("(") != last.count(")"):
            continue
        named = _at_and_told(last) or [person for person in [people.entry(last)] if person]
        if named and all(_is_told(each, last, known) and not _shouts(each.name, before) for each in named):
            title.credits += [(REMARKS.get(title.kind, "speaker"), each) for each in named]
            title.text = before
            return


def _at_and_told(text: str) -> list[Named]:
    """Read "Ada Byron (Bank) & Alan Grey (UN)" as the two that it names."""
    named = people.several(text)
    are_told = all(each.affiliation or each.honorific or each.post for each in named)
    return named if len(named) > 1 and are_told else []


def _is_told(person: Named, text: str, known: frozenset[str]) -> bool:
    """Say whether ``text`` tells of a person at a title's end by more than a comma."""
    is_placed = person.post is not None or (person.affiliation is not None and text.endswith((")", "）")))
    is_sure = is_placed or person.honorific is not None or people.key_of(person.name) in known
    return is_sure and people.looks_like_name(person.name)


def _shouts(name: str, before: str) -> bool:
    """Say whether capitals tell nothing of ``name``, since all the title is written in them."""
    return name.isupper() and before.isupper()


def _take_han(title: Title) -> None:
    """Take "王建国 馆长" from a title's end; before what is given, "王立新教授讲座", the name stays."""
    last = _HAN_LAST.fullmatch(title.text)
    if last and people.is_post(last["post"]) and (person := people.unlabelled(last["who"])):
        title.credits.append((REMARKS.get(title.kind, "speaker"), person))
        title.text = last["what"].strip(" :：")
    elif found := _HAN_PERSON.match(title.text):
        title.credits.append((REMARKS.get(title.kind, "speaker"), Named(found["name"], post=found["post"])))


def _take_labelled(title: Title) -> None:
    """Take "Speaker: Ada Byron" from the end of a title."""
    for found in reversed(list(_SEGMENT.finditer(title.text))):
        before, last = title.text[: found.start()].strip(), title.text[found.end() :]
        label = label_of(last)
        if label is None or label.what != "role" or not label.rest or not before:
            continue  # a part of what stands after a label before it: "Title | Chair: A; Speakers: B, C"
        who, after = people.until_next(label.rest)
        named = people.several(who)
        if not named or ":" not in fold(last):
            return
        further = people.accompanying(after)
        title.credits[:0] = [(label.role, each) for each in named] + [("speaker", each) for each in further]
        title.text = before if further or not after else f"{before}, {after}"


def said_by(text: str) -> tuple[Role, list[Named]] | None:
    """Read a line that is nothing but "Moderated by Ada Byron (Bank)"."""
    found = _BY.match(f" {fold(text)}")
    if found is None or not (found["moderator"] or found["chair"]):
        return None
    named = people.several(text[found.end() - 1 :])
    if not named or not all(each.honorific or people.looks_like_name(each.name) for each in named):
        return None
    return "moderator" if found["moderator"] else "chair", named


def _take_before_comma(title: Title) -> None:
    """Take the person from "Ada Byron (Bank), Cables in the cold"."""
    found = _NAMED_FIRST.fullmatch(title.text)
    named = people.entry(found["who"]) if found else None
    if found is None or named is None or not named.affiliation or kind_of(found["who"]) != "other":
        return
    if people.looks_like_name(named.name) and not people.several(found["what"]):
        title.credits.append((SPOKEN.get(title.kind, "speaker"), named))
        title.text = found["what"].strip()


def _take_before_quote(title: Title, known: frozenset[str]) -> None:
    """Take the person from "Ada Byron (Bank), «The cloud»"."""
    found = _QUOTED.fullmatch(title.text)
    named = people.several(found["who"].rstrip(" ,:–—-")) if found else []
    if found and named and all(_is_sure(each, known) and people.looks_like_name(each.name) for each in named):
        title.credits += [("speaker", each) for each in named]
        title.text = found["what"]
        title.kind = kind_of(title.text)


def _take_bracketed(title: Title) -> None:
    """Take "(Ada Byron)" from a title; a first name alone is one only beside the word lecture or talk."""
    is_lecture = _LECTURED.search(fold(title.text)) is not None
    role = REMARKS.get(title.kind, "speaker")
    if title.kind in {"break", "social"}:
        return
    for found in reversed(list(_BRACKETS.finditer(title.text))):
        if found[1].isupper() and len(found[1]) > MAX_INITIALS:
            continue  # an institution's, unlike "(JM)"
        label = label_of(found[1])
        if label and label.what == "role" and label.rest and (named := people.one(label.rest)):
            title.credits += [(label.role, person) for person in named]
            title.text = (title.text[: found.start()] + title.text[found.end() :]).strip()
            continue
        placed = people.each_with_place(found[1]) if is_lecture else []
        named = placed or people.names_only(found[1], is_sure=is_lecture) or _with_honorific(found[1])
        is_last = not title.text[found.end() :].strip()
        if named and not people.is_placeholder(found[1]) and (is_last or is_lecture):
            title.credits[:0] = [(role, person) for person in named]
            gap = " " if title.text[found.end() : found.end() + 1].isalnum() else ""
            title.text = (title.text[: found.start()] + gap + title.text[found.end() :]).strip()


def may_name(text: str) -> bool:
    """Say whether brackets left in a title may hold somebody: "Ports (Anna Berg, UNIDIR)"."""
    inner = [found[1] for found in _BRACKETS.finditer(text)]
    return any("," in fold(each) and all(map(_has_place, people.one(each) or [NOBODY])) for each in inner)


def _with_honorific(text: str) -> list[Named]:
    """Read "Prof. Ada Byron, University" and "Ada Byron, UN; Bo Lindt, Bank", which can be nothing else."""
    named = people.one(text)
    is_list = len(named) > 1 and ";" in fold(text) and all(map(_has_place, named))
    return named if named and (is_list or all(_is_placed(each) for each in named)) else []


def _has_place(named: Named) -> bool:
    return bool(named.affiliation) and people.looks_like_name(named.name)


def _is_placed(named: Named) -> bool:
    is_told = named.post is not None or is_organisation(named.affiliation or "")
    return bool(named.honorific) or (is_told and people.looks_like_name(named.name))


def _take_given(title: Title) -> None:
    """Take whoever gives it from "Conférence de Paul Roux (Le Monde) : « La mer »"."""
    found = _GIVEN.fullmatch(title.text)
    who, _after = people.until_next(found["who"]) if found else ("", "")
    named = people.several(who)
    if found is None or not named or not all(_is_sure(each, frozenset()) for each in named):
        return
    if all(each.honorific or people.looks_like_name(each.name) for each in named):
        title.credits += [(REMARKS.get(title.kind, "speaker"), each) for each in named]
        title.text = found["kind"] + title.text[found.start("who") + len(who) :]


def _take_with(title: Title, known: frozenset[str]) -> None:
    """Read whom "A talk with Dr Ada Byron and Alan Grey" is with; without them it would be no title.

    One of them at least is surely a person.
    """
    found = None
    for found in _WITH.finditer(fold(title.text)):  # noqa: B007  # the last one is wanted
        pass
    if found is None or title.kind in {"break", "social"}:
        return
    named = people.several(title.text[found.end() :])
    if all(people.looks_like_name(each.name) for each in named) and any(_is_sure(e, known) for e in named):
        title.credits += [(REMARKS.get(title.kind, "speaker"), each) for each in named]


def _take_before_colon(title: Title, known: frozenset[str]) -> None:
    """Take "Ada Byron (Institute): " from a title; without an institute only who is known or quoted."""
    head, colon, rest = title.text.partition(": ")
    if not colon or not rest.strip() or len(head) > MAX_HEAD:
        return
    person = people.entry(head)
    if person is None or not people.looks_like_name(person.name):
        return
    is_named = head.endswith(")") or people.key_of(person.name) in known or fold(rest)[0] in '"«'
    if is_named or person.honorific:
        title.credits.append(("speaker", person))
        title.text = rest.strip()
        title.kind = kind_of(title.text)


def _take_quoted(title: Title) -> None:
    """Where the title's line says only "Lecture: Ada Byron", the quoted line below is its title."""
    at = next((i for i, line in enumerate(title.body) if fold(line.plain)[:1] in {'"', "«"}), None)
    if at is not None and all(label_of(line.plain) is None for line in title.body[:at]):
        title.text = f"{title.text}: {title.body[at].plain}"
        title.body = title.body[:at] + title.body[at + 1 :]


def _take_after_colon(title: Title, known: frozenset[str]) -> None:
    """Take the person from "Closing remarks: Ada Byron, Director, Institute"."""
    head, colon, rest = title.text.partition(": ")
    if not colon and (told := _SENTENCE.match(title.text)) and kind_of(told[1]) in {"opening", "closing"}:
        head, colon, rest = told[1], told[2], _turned(told[3]) or told[3]
    role = SPOKEN.get(kind_of(head))
    alone = people.unlabelled(rest)
    found = people.names_only(rest) or _at_and_told(rest) or ([alone] if alone else [])
    if colon and role is None and found and all(people.key_of(each.name) in known for each in found):
        role = "speaker"
    if colon and role is None and found and _CONVERSING.search(fold(rest)):
        title.credits += [("speaker", named) for named in found]
        title.text = head.strip()
        return
    if not colon or role is None:
        return
    if found and (kind_of(head) in {"opening", "closing"} or any(_is_sure(named, known) for named in found)):
        title.credits += [(role, named) for named in found]
        title.text = head.strip()
        if kind_of(head) == "talk":
            _take_quoted(title)


def _turned(text: str) -> str | None:
    """Turn "Rector of the University, Ada Byron" round, so that the name stands first."""
    post, comma, name = text.strip(" .").rpartition(", ")
    return f"{name}, {post}" if comma and people.names_only(name) and people.is_post(post) else None


def _is_sure(named: Named, known: frozenset[str]) -> bool:
    """Say whether more than capitals tells of a person: "Keynote: Building Bridges" names nobody."""
    return bool(named.honorific or named.post or named.affiliation) or people.key_of(named.name) in known


def _take_after_by(title: Title) -> None:
    """Take the person from "Opening remarks by Dr Ada Byron (Institute)"."""
    found = None
    for found in _BY.finditer(fold(title.text)):  # noqa: B007  # the last one is wanted
        pass
    if found is None:
        return
    role: Role = REMARKS.get(title.kind, "speaker")
    role = "moderator" if found["moderator"] else "chair" if found["chair"] else role
    who, after = people.until_next(title.text[found.end() :])
    named = people.several(_ARTICLE.sub("", who, count=1))
    if named and all(each.honorific or people.looks_like_name(each.name) for each in named):
        title.credits += [(role, each) for each in named]
        title.text = ", ".join(filter(None, [title.text[: found.start()].strip(" ,;–—-"), after]))
