"""From the outline of a text to a Programme."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _

from events.errors import ProgrammeError
from events.importers.identity import Slugs, slug_of, uid
from events.importers.results import Hint, Imported, Notice
from events.importers.text import cells, people, questions
from events.importers.text.billing import Title
from events.importers.text.blocks import IDLE, Block
from events.importers.text.bodies import ROLES_OF_KINDS, Body, body_of
from events.importers.text.clock import clockwork_for, instant
from events.importers.text.days import calendar_of
from events.importers.text.facts import Facts, facts_of, venue_parts
from events.importers.text.language import language_in
from events.importers.text.lines import Line
from events.importers.text.matching import fold
from events.importers.text.outline import Draft, Outline
from events.importers.text.people import Named
from events.importers.text.rosters import labelled_names, repeated_names
from events.importers.text.titles import title_of
from events.importers.text.zones import zone_of
from events.programme import Programme, Role, SessionKind

MAX_SESSIONS = 5_000  # five times as many as the largest conferences of the field have
MAX_QUESTION = 2_000  # characters, as many as the database holds


def programme_of(outline: Outline, *, hint: Hint) -> Imported:
    """Make a programme of ``outline``.

    Raises:
        ProgrammeError: for what is missing or cannot be: no times, no date, no zone, an end before its start.
    """
    if not outline.drafts:
        raise ProgrammeError(
            "no_times",
            _("No line has a time, so no session was found. Expected “9:15-9:45 Opening remarks”."),
        )
    if len(outline.drafts) > MAX_SESSIONS:
        message = _("Found more than %(limit)d times. Expected one conference's programme.")
        raise ProgrammeError("too_large", message % {"limit": MAX_SESSIONS})
    facts, calendar = facts_of(outline), calendar_of(outline, hint=hint)
    days = [calendar.date_of(draft.day, draft.day_line or draft.line) for draft in outline.drafts]
    zone, doubts = zone_of(facts.zone, facts.place, hint=hint, day=days[0])
    assembler = _Assembler(facts, zone, hint)
    assembler.notices += [*outline.notices, *calendar.notices, *facts.notices, *doubts]
    return assembler.assemble(outline, days)


@dataclass
class _Person:
    slug: str
    named: Named


@dataclass
class _Assembler:
    facts: Facts
    zone: str
    hint: Hint
    notices: list[Notice] = field(default_factory=list)
    people: dict[str, _Person] = field(default_factory=dict)
    rooms: dict[str, str] = field(default_factory=dict)
    tracks: dict[str, str] = field(default_factory=dict)
    known: frozenset[str] = frozenset()
    language: str = "en"
    silent_on: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        self.title = self.facts.title or _("Untitled conference")
        self.slug = self.hint.slug or slug_of(self.title, fallback="conference")
        self.session_slugs, self.person_slugs = Slugs(), Slugs()
        self.room_slugs, self.track_slugs = Slugs(), Slugs()

    def assemble(self, outline: Outline, days: list[date]) -> Imported:
        drafts = outline.drafts
        self._take_language(outline.texts())
        if self.facts.title is None:
            self._note(None, "", _("No title was found. Give the conference one in admin."))
        self.known = labelled_names(drafts) | repeated_names(drafts)
        clockwork = clockwork_for([draft.slot for draft in drafts])
        sessions = []
        for draft, day in zip(drafts, days, strict=True):
            placed = clockwork.place(draft.slot, day=day, line=draft.line, part=draft.part)
            starts_at = self._instant(day, placed.start, draft.line)
            ends_at = None if placed.end is None else self._end(day, placed.end, draft.line, starts_at)
            sessions.append(self._session(draft, starts_at, ends_at))
        self.notices += clockwork.notices
        self._note_open_ends(drafts, sessions)
        silent = self.silent_on | {name for name, fact in self._defaults() if fact is None}
        return Imported(self._programme(sessions), tuple(sorted(set(self.notices), key=_order)), silent)

    def _defaults(self) -> list[tuple[str, str | None]]:
        """Return what says something even where the text does not."""
        return [("conference.title", self.facts.title), ("conference.format", self.facts.format)]

    def _programme(self, sessions: list[dict[str, Any]]) -> Programme:
        room, name, address = venue_parts(self.facts.venue) if self.facts.venue else (None, None, None)
        if room is not None:
            self._meet_in(room, sessions)
        return Programme.model_validate(
            {
                "slug": self.slug,
                "title": self.title,
                "theme": self.facts.theme,
                "description": "\n\n".join(self.facts.description) or None,
                "organiser": {"name": self.facts.organiser} if self.facts.organiser else None,
                "language": self.language,
                "time_zone": self.zone,
                "format": self.facts.format or "in_person",
                "venue": {"name": name, "address": address} if name else None,
                "rooms": [{"slug": slug, "name": name} for name, slug in self.rooms.items()],
                "tracks": [{"slug": slug, "name": name} for name, slug in self.tracks.items()],
                "sessions": sessions,
                "people": [self._person(person) for person in self.people.values()],
            }
        )

    def _take_language(self, texts: Iterable[str]) -> None:
        """Take the language that the text names, else tell it; what is told does not go before staff's."""
        if self.facts.language:
            self.language = self.facts.language
            return
        self.silent_on = frozenset({"conference.language"})
        if found := language_in(texts):
            self.language = found
        else:
            self._note(
                None, "", _("The text's language is not clear; English, unless staff have set another.")
            )

    def _meet_in(self, room: str, sessions: list[dict[str, Any]]) -> None:
        """Put into the conference's own room whatever has no other, but for breaks."""
        slug = self._room(room)
        for session in sessions:
            if session["room"] is None and session["kind"] not in IDLE:
                session["room"] = slug

    def _instant(self, day: date, minutes: int, line: Line) -> datetime:
        at, is_twice = instant(day, minutes, self.zone, line=line)
        if is_twice:
            self._note(
                line.number,
                line.plain,
                _("%(time)s occurs twice that night; the earlier one is taken.")
                % {"time": at.strftime("%H:%M")},
            )
        return at

    def _end(self, day: date, minutes: int, line: Line, starts_at: datetime) -> datetime:
        """Return the end; in the hour that occurs twice it is the one after the start."""
        at = self._instant(day, minutes, line)
        return at if at.timestamp() > starts_at.timestamp() else at.replace(fold=1)

    def _session(self, draft: Draft, starts_at: datetime, ends_at: datetime | None) -> dict[str, Any]:
        title = title_of(draft, known=self.known)
        body = body_of(title.body, kind=title.kind, known=self.known, is_named=bool(title.credits))
        self.notices += [*title.notices, *body.notices]
        self._take_row(draft, title, body)
        if title.kind == "panel" and not body.questions:
            self._run_in_questions(draft.line, body)
        slug = self.session_slugs.take(title.text, fallback="session")
        return {
            "uid": uid(self.slug, "session", slug),
            "slug": slug,
            "kind": title.kind,
            "number": title.number,
            "title": title.text,
            "description": "\n\n".join(body.paragraphs) or None,
            "starts_at": starts_at,
            "ends_at": ends_at,
            "room": self._room(draft.row.get("room") or title.room or body.room),
            "questions": self._questions(slug, body),
            "track": self._track(draft.block),
            "credits": self._credits([*title.credits, *body.credits, *self._chairs(draft, title.kind)]),
        }

    def _chairs(self, draft: Draft, kind: SessionKind) -> list[tuple[Role, Named]]:
        """Return who presides over the block, unless the session pauses it."""
        if draft.block is None or kind in IDLE:
            return []
        credits = []
        for line, label in draft.block.chairs:
            credits += [(label.role, named) for named in people.several(label.rest)]
            self._note(line.number, line.plain, _("Taken to preside over the sessions that follow."))
        return credits

    def _track(self, block: Block | None) -> str | None:
        if block is None or block.title is None:
            return None
        if block.title not in self.tracks:
            self.tracks[block.title] = self.track_slugs.take(block.title, fallback="track")
        return self.tracks[block.title]

    def _take_row(self, draft: Draft, title: Title, body: Body) -> None:
        """Take in the cells of a table's row beside time and title."""
        for column, role in (
            ("people", ROLES_OF_KINDS.get(title.kind, "speaker")),
            ("moderator", "moderator"),
            ("chair", "chair"),
        ):
            cell = draft.row.get(column, "")
            found = cells.people_in(cell, role)
            body.credits += found
            if cells.is_unnamed(cell):
                self._note(draft.line.number, cell, _("Nobody is named here yet; left out."))
            elif cell and not found:
                self._note(draft.line.number, cell, _("Expected people in this cell; not understood."))
        if note := draft.row.get("note"):
            found = cells.people_alone(note, ROLES_OF_KINDS.get(title.kind, "speaker"))
            body.credits += found
            if people.is_placeholder(note) or (found and cells.is_unnamed(note)):
                self._note(draft.line.number, note, _("Nobody is named here yet; left out."))
            elif not found:
                body.paragraphs[:0] = [note]

    def _run_in_questions(self, line: Line, body: Body) -> None:
        """A panel without a list of questions whose background ends in several of them asks just these."""
        if not body.paragraphs:
            return
        before, asked = questions.run_in(body.paragraphs[-1])
        if asked:
            body.paragraphs[-1:] = [before] if before else []
            body.questions += [(line, text) for text in asked]
            self._note(
                line.number,
                asked[0],
                _("The questions that end the background are taken as the guiding questions."),
            )

    def _questions(self, slug: str, body: Body) -> list[dict[str, Any]]:
        seen: Counter[str] = Counter()
        rows: list[dict[str, Any]] = []
        for line, text in body.questions:
            if not (text := questions.tidy(text)):
                continue
            if len(text) > MAX_QUESTION:
                message = _("Found a question of %(length)d characters. Expected at most %(limit)d.")
                raise ProgrammeError(
                    "long_question", message % {"length": len(text), "limit": MAX_QUESTION}, line=line.number
                )
            seen[text] += 1
            rows.append(
                {
                    "uid": uid(self.slug, "question", slug, text, str(seen[text])),
                    "number": len(rows) + 1,
                    "text": text,
                }
            )
        return rows

    def _credits(self, found: list[tuple[Role, Named]]) -> list[dict[str, Any]]:
        rows: dict[tuple[str, Role], dict[str, Any]] = {}
        for role, named in found:
            person = self._known(named)
            rows.setdefault(
                (person.slug, role), {"person": person.slug, "role": role, "affiliation": named.affiliation}
            )
        return list(rows.values())

    def _known(self, named: Named) -> _Person:
        """Return the person, the same for the same name everywhere; what one line lacks another gives."""
        person = self.people.get(people.key_of(named.name))
        if person is None:
            person = _Person(self.person_slugs.take(named.name, fallback="person"), named)
            self.people[people.key_of(named.name)] = person
        known = person.named
        person.named = Named(
            known.name,
            known.honorific or named.honorific,
            known.post or named.post,
            known.affiliation or named.affiliation,
            known.is_apart or named.is_apart,
        )
        return person

    def _person(self, person: _Person) -> dict[str, Any]:
        named = person.named
        return {
            "uid": uid(self.slug, "person", person.slug),
            "slug": person.slug,
            "honorific": named.honorific if named.is_apart else None,
            "name": named.name if named.is_apart else named.billed,
            "post": named.post,
            "affiliation": named.affiliation,
        }

    def _room(self, name: str | None) -> str | None:
        if not name:
            return None
        known = {fold(each): slug for each, slug in self.rooms.items()}
        if fold(name) not in known:
            self.rooms[name] = self.room_slugs.take(name, fallback="room")
            return self.rooms[name]
        return known[fold(name)]

    def _note_open_ends(self, drafts: list[Draft], sessions: list[dict[str, Any]]) -> None:
        """Say of each session without an end when the next one starts."""
        starts = sorted({session["starts_at"] for session in sessions})
        following = dict(pairwise(starts))
        for draft, session in zip(drafts, sessions, strict=True):
            if session["ends_at"] is not None:
                continue
            after = following.get(session["starts_at"])
            message = _("No end is given.")
            if after is not None and after.date() == session["starts_at"].date():
                message = _("No end is given; the next session starts at %(time)s.") % {
                    "time": after.strftime("%H:%M")
                }
            self._note(draft.line.number, draft.line.plain, message)

    def _note(self, line: int | None, text: str, message: str) -> None:
        self.notices.append(Notice(line, text[:200], message))


def _order(notice: Notice) -> tuple[int, str, str]:
    return (notice.line or 0, notice.message, notice.text)
