"""A session's title: the words beside or below its time, without the people, room and length among them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from events.errors import ProgrammeError
from events.importers.results import Notice
from events.importers.text import people
from events.importers.text.kinds import kind_of, numbered, without_dangling
from events.importers.text.labels import label_of
from events.importers.text.lines import Line
from events.importers.text.matching import fold, pattern
from events.importers.text.outline import Draft
from events.importers.text.people import Named
from events.importers.text.words import HAN_POSTS, ROLE_VERBS, ROOM_WORDS, SURNAMES, phrases
from events.programme import Role, SessionKind

MAX_TITLE = 300  # characters, as many as the database holds
MAX_SECOND_LINE = 200
REMARKS: dict[SessionKind, Role] = {"opening": "opening", "closing": "closing", "keynote": "keynote"}
SPOKEN: dict[SessionKind, Role] = REMARKS | {"talk": "speaker"}

_LENGTH = re.compile(r"\s*\(\d{1,3}\s?(?:m|min|mins|minutes|h|hours?)\.?\)\s*$")
_BRACKETS = re.compile(r"\s*\(([^()]{1,60})\)")
_ROOM = rf"(?:{'|'.join(map(re.escape, sorted(phrases(ROOM_WORDS), key=len, reverse=True)))})"
_ROOM_FIRST = re.compile(rf"(?P<room>{_ROOM}\s[\w .-]{{1,30}}?)\s?:\s")
_ROOM_LAST = re.compile(
    rf"(?:\s-\s|,\s|\s\(|\s\[|\s@\s)(?P<room>{_ROOM}\s[\w.-]+(?:\s[\w.-]+){{0,3}})[)\]]?$"
)
_ROOM_ALONE = re.compile(
    rf"(?:{_ROOM}\s[\w-]{{1,12}}|(?:[\w-]+\s){{1,2}}{_ROOM}|{_ROOM}\s[a-z0-9]{{1,5}}\s?)"
)
_BY = re.compile(
    r"[\s,](?P<verb>moderated by|chaired by|facilitated by|presented by|delivered by|by|gehalten von|von"
    r"|animée? par|par|a cargo de|impartid[ao] por|por)\s(?=\S)"
)
_HAN_PERSON = re.compile(
    rf"(?P<name>[{SURNAMES}][\u4e00-\u9fff]{{1,2}}?)(?P<post>(?:副|总|常务)?(?:{HAN_POSTS}))"
    r"(?:作|做)?(?:致词|致辞|讲话|讲座|发言|报告|主旨|演讲|主持|总结)"
)
_LAST = re.compile(r"\s*[,，،]\s+|\s[-–—|]\s")
_SENTENCE = re.compile(r"([^.]{4,60})(\. )(.{4,200})$")
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


def title_of(draft: Draft, *, known: frozenset[str] = frozenset()) -> Title:
    """Take ``draft``'s title apart; ``known`` are the keys of people whom the text names elsewhere.

    Raises:
        ProgrammeError: ``long_title``.
    """
    text, body, line = _words(draft)
    title = Title(_LENGTH.sub("", text).strip(), body=body)
    _take_room(title)
    title.kind = kind_of(
        f"{draft.row.get('kind', '')}: {title.text}" if draft.row.get("kind") else title.text
    )
    _take_people(title, known)
    _take_end(title, line)
    if split := numbered(title.text):
        title.number, title.text, title.kind = *split, "panel"
    if len(title.text) > MAX_TITLE:
        raise ProgrammeError(
            "long_title",
            _("Found a title of %(length)d characters. Expected at most %(limit)d.")
            % {"length": len(title.text), "limit": MAX_TITLE},
            line=line.number,
        )
    return title


def _words(draft: Draft) -> tuple[str, list[Line], Line]:
    """Return the title's words, the lines below them, and the line that they stand on."""
    if draft.words and is_room(draft.words) and draft.body and not draft.body[0].is_blank:
        draft.row.setdefault("room", draft.words)  # "9:00-9:45 | Main Hall", the title below
    elif draft.words:
        if draft.body and _is_gloss(draft.body[0]):
            return f"{draft.words} {draft.body[0].plain}", draft.body[1:], draft.line
        return draft.words, draft.body, draft.line
    at = next((i for i, line in enumerate(draft.body) if not line.is_blank), None)
    if at is None or _is_about_people(draft.body[at].plain):
        return "", draft.body, draft.line
    first = draft.body[at]
    second = draft.body[at + 1] if at + 1 < len(draft.body) else None
    if second is None or not _goes_on(second, draft.body[at + 2 : at + 3]):
        return first.plain, draft.body[at + 1 :], first
    joint = " " if fold(second.plain)[:1] in "\"'«(" or first.plain.endswith((":", "-", "–")) else ". "
    return first.plain + joint + second.plain, draft.body[at + 2 :], first


def _is_gloss(line: Line) -> bool:
    """Say whether ``line``, right below a title, is the same in another language: "(¿Is it an illusion?)"."""
    text = line.plain
    return (
        not line.is_blank
        and not line.bullet
        and text[0] in "(（"
        and text[-1] in ")）"
        and len(text.split()) > 2
        and len(text) <= MAX_SECOND_LINE
        and label_of(text[1:-1]) is None
        and not people.several(text[1:-1])
        and not is_room(text[1:-1])
    )


def is_room(words: str) -> bool:
    """Say whether ``words`` are the name of a room and nothing else."""
    return _ROOM_ALONE.fullmatch(fold(words)) is not None


def _is_about_people(text: str) -> bool:
    """Say whether the first line below a time names people or a room already ("Chair: Ada Byron")."""
    label = label_of(text)
    return (
        label is not None
        and bool(label.rest)
        and label.role not in REMARKS.values()
        and label.what != "questions"
    )


def _goes_on(line: Line, following: list[Line]) -> bool:
    """Say whether the line below a title belongs to it: a line like a title, and a blank one after it."""
    text = line.plain
    return (
        not line.is_blank
        and not line.bullet
        and len(text) <= MAX_SECOND_LINE
        and not text.endswith((".", "?", "!", ":"))
        and label_of(text) is None
        and people.unlabelled(text) is None
        and not people.names_only(text)
        and (not following or following[0].is_blank)
    )


def _take_room(title: Title) -> None:
    folded = fold(title.text)
    if found := _ROOM_FIRST.match(folded):
        title.room = title.text[: found.end("room")].strip()
        title.text = title.text[found.end() :].strip()
    elif found := _ROOM_LAST.search(folded):
        title.room = title.text[found.start("room") : found.end("room")].strip()
        title.text = title.text[: found.start()].strip()


def _take_people(title: Title, known: frozenset[str]) -> None:
    _take_verb(title)
    _take_before_colon(title, known)
    _take_last(title, known)
    _take_bracketed(title)
    _take_after_colon(title, known)
    _take_after_by(title)
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
    if title.kind in {"break", "social"} or label_of(title.text):
        return
    for found in reversed(list(_LAST.finditer(title.text))):
        before, last = title.text[: found.start()].strip(), title.text[found.end() :]
        if last.count("(") == last.count(")"):
            person = people.entry(last)
            if before and person and _is_told(person, last, known) and not _shouts(person.name, before):
                title.credits.append((REMARKS.get(title.kind, "speaker"), person))
                title.text = before
            return


def _is_told(person: Named, text: str, known: frozenset[str]) -> bool:
    """Say whether ``text`` tells of a person at a title's end by more than a comma."""
    is_placed = bool(person.affiliation or person.post) and text.endswith((")", "）"))
    is_sure = is_placed or person.honorific is not None or people.key_of(person.name) in known
    return is_sure and people.looks_like_name(person.name)


def _shouts(name: str, before: str) -> bool:
    """Say whether capitals tell nothing of ``name``, since all the title is written in them."""
    return name.isupper() and before.isupper()


def _take_han(title: Title) -> None:
    """Read "王立新教授讲座", a name with a post before what is given, which all stays the title."""
    if found := _HAN_PERSON.match(title.text):
        title.credits.append((REMARKS.get(title.kind, "speaker"), Named(found["name"], post=found["post"])))


def _take_bracketed(title: Title) -> None:
    """Take "(Ada Byron)" from a title; a first name alone is one only beside the word lecture or talk."""
    is_lecture = _LECTURED.search(fold(title.text)) is not None
    role = REMARKS.get(title.kind, "speaker")
    if title.kind in {"break", "social"}:
        return
    for found in reversed(list(_BRACKETS.finditer(title.text))):
        named = people.names_only(found[1], is_sure=is_lecture)
        is_last = not title.text[found.end() :].strip()
        if named and not people.is_placeholder(found[1]) and (is_last or is_lecture):
            title.credits[:0] = [(role, person) for person in named]
            gap = " " if title.text[found.end() : found.end() + 1].isalnum() else ""
            title.text = (title.text[: found.start()] + gap + title.text[found.end() :]).strip()


def _take_before_colon(title: Title, known: frozenset[str]) -> None:
    """Take "Ada Byron (Institute): " from a title; without an institute only who is known or quoted."""
    head, colon, rest = title.text.partition(": ")
    if not colon or not rest.strip() or len(head) > MAX_SECOND_LINE:
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
    if not colon and (told := _SENTENCE.match(title.text)) and (turned := _turned(told[3])):
        head, colon, rest = told[1], told[2], turned
    role = SPOKEN.get(kind_of(head))
    if not colon or role is None:
        return
    found = people.names_only(rest) or [named for named in [people.unlabelled(rest)] if named]
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
    verb = found["verb"]
    role: Role = (
        "moderator" if verb[0] in "mf" else "chair" if verb[0] == "c" else REMARKS.get(title.kind, "speaker")
    )
    named = people.several(title.text[found.end() :])
    if named and all(each.honorific or people.looks_like_name(each.name) for each in named):
        title.credits += [(role, each) for each in named]
        title.text = title.text[: found.start()].strip(" ,;–—-")


def _take_end(title: Title, line: Line) -> None:
    """Take off what parts the title from what follows, and a last word that leads nowhere."""
    title.text = title.text.rstrip(" :;–—-|*").strip()
    if (whole := without_dangling(title.text)) != title.text and whole:
        message = _("The title ends with “%(word)s” and nobody is named; left out.")
        word = title.text[len(whole) :].strip()
        title.notices.append(Notice(line.number, line.plain[:200], message % {"word": word}))
        title.text = whole
    if not title.text:
        title.text = _("Untitled")
        title.notices.append(
            Notice(line.number, line.plain[:200], _("A time without a title; called “Untitled”."))
        )
