"""The programme as plain text: pleasant to read in an e-mail, and read back by the text importer."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby

from events.exporters.context import Context
from events.importers.text import form
from events.programme import Credit, Material, Person, Programme, Question, Session

CONTENT_TYPE = "text/plain; charset=utf-8"

_LINE_ENDS = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")


def write(programme: Programme, context: Context) -> bytes:
    """Return the text in UTF-8, its lines as long as the paragraphs are."""
    return ("\n".join(_Writer(programme, context).lines()) + "\n").encode(errors="ignore")


class _Writer:
    def __init__(self, programme: Programme, context: Context) -> None:
        self.programme = programme
        self.page = context.address(programme)
        self.people = {person.slug: person for person in programme.people}
        names = Counter(map(_full_name, programme.people))
        self.addresses = {each.slug for each in programme.people if names[_full_name(each)] > 1}
        self.rooms = {room.slug: _flat(room.name) for room in programme.rooms}
        self.tracks = {track.slug: _flat(track.name) for track in programme.tracks}

    def lines(self) -> Iterator[str]:
        yield from self._head()
        order = {room.slug: position for position, room in enumerate(self.programme.rooms)}
        written = [(session, list(self._session(session))) for session in self.programme.sessions]
        # Where start, room and title are the same, the text itself decides, so that writing again gives it.
        written.sort(key=lambda pair: (pair[0].starts_at, order.get(pair[0].room or "", -1), pair[1]))
        for day, sessions in groupby(written, key=lambda pair: pair[0].starts_at.date()):
            heading = form.day_line(day)
            yield from ("", "", heading, "-" * len(heading))
            for _session, lines in sessions:
                yield ""
                yield from lines
        yield from self._details()

    def _head(self) -> Iterator[str]:
        programme = self.programme
        title = _flat(programme.title)
        yield from (title, "=" * min(len(title), 80), "")
        organiser, venue = programme.organiser, programme.venue
        yield from _fields(
            [
                ("Short title", programme.short_title),
                ("Theme", programme.theme),
                ("Organiser", organiser.name if organiser else None),
                ("Organiser’s page", organiser.url if organiser else None),
                ("Venue", venue.name if venue else None),
                ("Venue address", venue.address if venue else None),
                ("Format", form.FORMATS[programme.format]),
                ("Time zone", programme.time_zone),
                ("Language", programme.language),
                ("Stream", programme.stream_url),
                ("Page", self.page),
            ]
        )
        yield form.SIGNATURE
        yield from _texts(programme.summary, programme.description)
        yield from self._places()
        yield from _materials(programme.materials)

    def _places(self) -> Iterator[str]:
        rooms, tracks = self.programme.rooms, self.programme.tracks
        if rooms:
            yield from ("", "Rooms:")
        for room in rooms:
            yield f"- {_flat(room.name)}"
            capacity = None if room.capacity is None else str(room.capacity)
            yield from _fields([("Capacity", capacity), ("Stream", room.stream_url)], form.INDENT)
        if tracks:
            yield from ("", "Tracks:")
        for track in tracks:
            yield f"- {_flat(track.name)}"
            yield from _fields([("Colour", track.colour)], form.INDENT)

    def _session(self, session: Session) -> Iterator[str]:
        zone = self.programme.time_zone
        start, end, ends = form.clock_of(session.starts_at, zone), "", None
        if session.ends_at is not None:
            clock = form.clock_of(session.ends_at, zone)
            end = f"–{clock}"
            read = form.end_at(session.starts_at, clock, zone)
            if read is None or read.timestamp() != session.ends_at.timestamp():
                end, ends = "", f"{session.ends_at.date().isoformat()} {clock}"
        title, kind, number = _title(session)
        yield f"{start}{end}  {title}"
        yield from _fields(
            [
                ("Kind", kind),
                ("Number", number),
                ("Ends", ends),
                ("Status", None if session.status == "confirmed" else session.status),
                ("Room", self.rooms.get(session.room or "")),
                ("Track", self.tracks.get(session.track or "")),
                ("Language", session.language),
                ("Stream", session.stream_url),
                ("Recording", session.recording_url),
            ]
        )
        yield from _texts(session.summary, session.description)
        yield from self._credits(session.credits)
        yield from _questions(session.questions)
        yield from _materials(session.materials)

    def _credits(self, credits: Iterable[Credit]) -> Iterator[str]:
        for role, run in groupby(credits, key=lambda credit: credit.role):
            credited = list(run)
            yield from ("", f"{form.ROLE_HEADS[role][len(credited) > 1]}:")
            for credit in credited:
                yield from _person(self.people[credit.person], credit.affiliation)
                yield from self._address(credit.person)

    def _address(self, slug: str) -> Iterator[str]:
        """Write the address of somebody whose name others have too."""
        if slug in self.addresses:
            yield f"{form.INDENT}Address: {slug}"

    def _details(self) -> Iterator[str]:
        """Write what no session's lines can say of a person."""
        billed: dict[str, str] = {}
        for session in self.programme.sessions:
            for credit in session.credits:
                if credit.affiliation and credit.person not in billed:
                    billed[credit.person] = credit.affiliation
        written = [
            (person, lines)
            for person in self.programme.people
            if (lines := list(_details(person, billed.get(person.slug))))
        ]
        if written:
            yield from ("", "", form.DETAILS, "-" * len(form.DETAILS), "")
        for person, lines in sorted(written, key=lambda pair: (_full_name(pair[0]), pair[1])):
            yield f"- {_full_name(person)}"
            yield from self._address(person.slug)
            yield from lines


def _title(session: Session) -> tuple[str, str | None, str | None]:
    """Return the words beside the time, and kind and number where those words do not tell them."""
    title, number = _flat(session.title), session.number and _flat(session.number)
    told = f"Panel {number} – {title}" if number else title
    if form.title_parts(told) == (session.kind, number, title):
        return told, None, None
    return title, session.kind, number


def _person(person: Person, affiliation: str | None) -> Iterator[str]:
    """Write "[Dr] Ada Byron, Director, Institute", or its parts where that would be misread."""
    parts = tuple(map(_flat_or_none, (person.honorific, person.name, person.post, affiliation)))
    honorific, name, post, place = parts
    marked = f"[{honorific}] {name}" if honorific else name
    for line in (
        ", ".join(filter(None, [marked, post, place])),
        f"{marked} ({', '.join(filter(None, [post, place]))})",
    ):
        if form.person_parts(line) == parts:
            yield f"- {line}"
            return
    yield f"- {_full_name(person)}"
    yield from _fields(
        [("Name", name), ("Honorific", honorific), ("Post", post), ("Affiliation", place)], form.INDENT
    )


def _details(person: Person, billed: str | None) -> Iterator[str]:
    affiliation = _flat_or_none(person.affiliation)
    fields = [("Country", person.country), ("Photo", person.photo)]
    if affiliation != _flat_or_none(billed):
        fields.insert(0, ("Affiliation", affiliation or ""))
    yield from _fields(fields, form.INDENT)
    for link in person.links:
        yield f"{form.INDENT}Link: {_flat(link.title)} <{link.url}>"
    if person.biography and (text := _block(person.biography, form.INDENT * 2)):
        yield f"{form.INDENT}Biography:"
        yield from text


def _questions(questions: Iterable[Question]) -> Iterator[str]:
    for question in questions:
        if question.number == 1:
            yield from ("", "Guiding questions:")
        yield f"{question.number}. {_flat(question.text)}"
        if question.outcome and (text := _block(question.outcome, form.INDENT * 2)):
            yield f"{form.INDENT}Outcome:"
            yield from text


def _materials(materials: Iterable[Material]) -> Iterator[str]:
    for position, material in enumerate(materials):
        if not position:
            yield from ("", "Materials:")
        yield f"- {material.kind}: {_flat(material.title)} <{material.url}>"


def _texts(summary: str | None, description: str | None) -> Iterator[str]:
    if summary and (text := _block(summary)):
        yield from ("", "Summary:", *text)
        if description and (text := _block(description)):
            yield from ("", "Background:", *text)
    elif description and (text := _block(description)):
        yield from ("", *text)


def _block(text: str, indent: str = form.INDENT) -> list[str]:
    """Return the lines of ``text``, indented; empty ones stay so, and no blank one stands first or last.

    Blanks that end a line are kept: two of them break it in Markdown.
    """
    lines = [_printable(line) for line in _LINE_ENDS.split(text)]
    while lines and not lines[0].strip():
        del lines[0]
    while lines and not lines[-1].strip():
        del lines[-1]
    return [f"{indent}{line}" if line else "" for line in lines]


def _fields(fields: Iterable[tuple[str, str | None]], indent: str = "") -> Iterator[str]:
    for label, value in fields:
        if value is not None:
            yield f"{indent}{label}: {form.guarded(_flat_or_none(value))}"


def _full_name(person: Person) -> str:
    return _flat(person.full_name)


def _flat(text: str) -> str:
    """Return ``text`` on one line; what has no letter to show for itself is a dash."""
    return _printable(_LINE_ENDS.sub(" ", text)).replace("\t", " ").strip() or form.NOTHING


def _flat_or_none(text: str | None) -> str | None:
    flat = _flat(text) if text else form.NOTHING
    return None if flat == form.NOTHING and text != form.NOTHING else flat


def _printable(text: str) -> str:
    return "".join(char for char in text if char == "\t" or _shows(char))


def _shows(char: str) -> bool:
    return char != "\ufeff" and unicodedata.category(char) not in {"Cc", "Cs"}
