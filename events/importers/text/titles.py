"""A session's title: the words beside or below its time, without the people, room and length among them."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from events.errors import ProgrammeError
from events.importers.results import Notice
from events.importers.text import people
from events.importers.text.billing import REMARKS, Title, may_name, take_people
from events.importers.text.blocks import IDLE
from events.importers.text.kinds import kind_of, numbered, without_dangling
from events.importers.text.labels import label_of
from events.importers.text.lines import Line
from events.importers.text.matching import fold
from events.importers.text.outline import Draft
from events.importers.text.words import ROOM_WORDS, phrases

MAX_TITLE = 300  # characters, as many as the database holds
MAX_LINE = 3_000  # characters of a title with the people and the room in it
MAX_SECOND_LINE = 200
MAX_PLACE = 60  # characters of a room's name

_WIDE = re.compile(r"\s{3,}")  # more than a slip of the thumb
_BRACKETED = re.compile(r"\s{0,3}[(\[]([^()\[\]]{3,80})[)\]]\s*$")
_LAST = re.compile(r"[,:(\[–—|]\s*|\s-\s|\s(?:by|with|von|mit|par|avec|por|con)\s", re.IGNORECASE)
_LENGTH = re.compile(r"\s{0,3}\(\d{1,3}\s?(?:m|min|mins|minutes|h|hours?)\.?\)\s*$")
_ROOM = rf"(?:{'|'.join(map(re.escape, sorted(phrases(ROOM_WORDS), key=len, reverse=True)))})"
_ROOM_FIRST = re.compile(rf"(?P<room>{_ROOM}\s[\w .-]{{1,30}}?)\s?:\s")
_ROOM_LAST = re.compile(
    rf"(?:\s-\s|,\s|\s\(|\s\[|\s@\s)(?P<room>{_ROOM}\s(?:[«\"][^«»\"]{{1,40}}[»\"]|[\w.-]+(?:\s[\w.-]+){{0,3}}))[)\]]?$"
)
_ROOM_ALONE = re.compile(
    rf"(?:{_ROOM}\s[\w-]{{1,12}}|(?:[\w-]+\s){{1,2}}{_ROOM}|{_ROOM}\s[a-z0-9]{{1,5}}\s?)"
)


def title_of(draft: Draft, *, known: frozenset[str] = frozenset()) -> Title:
    """Take ``draft``'s title apart; ``known`` are the keys of people whom the text names elsewhere.

    Raises:
        ProgrammeError: ``long_title``.
    """
    text, body, line = _words(draft)
    if len(text) > MAX_LINE:
        raise _long_title(len(text), line)
    title = Title(_LENGTH.sub("", text).strip(), body=body)
    _take_columns(title, line)
    _take_room(title)
    title.kind = kind_of(
        f"{draft.row.get('kind', '')}: {title.text}" if draft.row.get("kind") else title.text
    )
    take_people(title, known)
    title.kind = kind_of(title.text) if title.kind == "other" else title.kind
    _take_unnamed(title, line)
    if title.kind not in IDLE and may_name(title.text):
        title.notices.append(
            Notice(line.number, line.plain[:200], _("May name somebody; kept in the title."))
        )
    _take_end(title, line)
    if split := numbered(title.text):
        title.number, title.text, title.kind = *split, "panel"
    if len(title.text) > MAX_TITLE:
        raise _long_title(len(title.text), line)
    return title


def _long_title(length: int, line: Line) -> ProgrammeError:
    message = _("Found a title of %(length)d characters. Expected at most %(limit)d.")
    return ProgrammeError("long_title", message % {"length": length, "limit": MAX_TITLE}, line=line.number)


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
        and not people.accompanying(text)
        and (not following or following[0].is_blank)
    )


def _take_columns(title: Title, line: Line) -> None:
    """Take people and room from columns that blanks keep apart: "Opening      Ada Byron, UN      Hall"."""
    text, *further = _WIDE.split(title.text)
    found = [(column, people.several(column)) for column in further]
    told = [(column, named) for column, named in found if all(map(_is_told, named)) and named]
    places = [column for column, named in found if (column, named) not in told]
    if not further or len(places) > 1 or any(len(place) > MAX_PLACE for place in places):
        return
    title.text = text
    title.credits += [("speaker", each) for _column, named in told for each in named]
    if places:
        title.room = places[0]
        message = _("Stands apart after the title; taken as the room.")
        title.notices.append(Notice(line.number, places[0], message))


def _is_told(named: people.Named) -> bool:
    place = named.affiliation or ""
    return bool(named.honorific or named.post or (place and not any(map(str.isdigit, place))))


def _take_room(title: Title) -> None:
    folded = fold(title.text)
    if title.room:
        return
    if found := _ROOM_FIRST.match(folded):
        title.room = title.text[: found.end("room")].strip()
        title.text = title.text[found.end() :].strip()
    elif found := _ROOM_LAST.search(folded):
        title.room = title.text[found.start("room") : found.end("room")].strip()
        title.text = title.text[: found.start()].strip()
    elif found := _BRACKETED.search(title.text):
        label = label_of(found[1])
        if label and label.what == "room" and label.rest:
            title.room, title.text = label.rest, title.text[: found.start()].strip()


def _take_unnamed(title: Title, line: Line) -> None:
    """Take "(TBC)", "by N.N.", ": tba", who are still to be found, off the end of a title."""
    for found in reversed(list(_LAST.finditer(title.text))):
        last = title.text[found.end() :].strip(" )]")
        if people.is_unnamed(last):
            title.text = title.text[: found.start()].strip()
            message = _("Nobody is named here yet; left out.")
            title.notices.append(Notice(line.number, line.plain[:200], message))
            return


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
