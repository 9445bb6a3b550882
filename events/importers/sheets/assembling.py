"""From the sheets of a file to a Programme."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import Any, cast
from uuid import UUID

from django.utils.translation import gettext as _

from events.errors import ProgrammeError
from events.importers.identity import Inventions, Slugs, slug_of, uid
from events.importers.results import Hint, Imported, Notice
from events.importers.sheets import words
from events.importers.sheets.credits import Cast, mentions_in
from events.importers.sheets.frame import Frame
from events.importers.sheets.grid import Sheet, shown
from events.importers.sheets.headings import Table, table_of
from events.importers.sheets.notation import material_in, numbered_in
from events.importers.sheets.places import Places
from events.importers.sheets.second import SLUG, Beside, uuid_of
from events.importers.sheets.silence import silent_on
from events.importers.sheets.timing import Slot, Timing, where
from events.importers.sheets.words import heading_key
from events.importers.text.bodies import ROLES_OF_KINDS
from events.importers.text.kinds import kind_of, numbered
from events.importers.text.questions import listed_in, tidy
from events.programme import MaterialKind, Programme, Role, SessionKind

MAX_TITLE, MAX_QUESTION, MAX_NUMBER = 300, 2_000, 10  # characters, as many as the database holds
NEEDED = [
    {"title", "people", "description"},
    {"start", "date"},
]  # a heading of each makes a sheet of sessions
ROLE_COLUMNS: tuple[Role, ...] = ("chair", "moderator", "keynote", "panellist", "rapporteur", "interpreter")

_BULLET = re.compile(r"^(?:[-–—•*·▪]|\(?\d{1,2}[.)])\s+")


def programme_of(sheets: list[Sheet], *, hint: Hint) -> Imported:
    """Make a programme of the sheets of a file.

    Raises:
        ProgrammeError: with the row and the heading, what was found and what was expected.
    """
    beside, tables, notices = Beside(), [], []
    for sheet in sheets:
        notices += sheet.notices
        if not any(not row.is_blank for row in sheet.rows) or beside.take(sheet):
            continue
        if table := table_of(sheet, words.SESSIONS, needs=NEEDED):
            tables.append(table)
            notices += table.notices
        else:
            message = _("No row of this sheet has headings such as “Title” and “Start”; left out.")
            notices.append(Notice(None, sheet.name, message))
    if not tables:
        message = _(
            "No row has headings of sessions. Expected a row such as “Date, Start, End, Title, Room, People”."
        )
        raise ProgrammeError("no_headings", message)
    return _Assembler(tables, beside, hint, notices).assemble()


class _Assembler:
    def __init__(self, tables: list[Table], beside: Beside, hint: Hint, notices: list[Notice]) -> None:
        self.tables, self.beside, self.hint, self.notices = tables, beside, hint, notices
        self.frame = Frame(tables, beside, hint, notices)
        self.facts, self.title = self.frame.facts, self.frame.title()
        self.slug = hint.slug or self.facts.get("slug") or slug_of(self.title or "", fallback="conference")
        if not SLUG.fullmatch(self.slug):
            self.slug = slug_of(self.slug, fallback="conference")
        self.inventions = Inventions()
        self.cast = Cast(self.slug, self.inventions)
        self.rooms, self.tracks = Places("room"), Places("track")
        self.session_slugs = Slugs()
        self.uids: set[UUID] = set()
        self.called: dict[str, list[dict[str, Any]]] = defaultdict(list)

    def assemble(self) -> Imported:
        for facts, address in self.beside.people:
            self.cast.enlist(facts, address=address)
        for room in self.beside.rooms:
            self.rooms.add(room)
        for track in self.beside.tracks:
            self.tracks.add(track)
        timing = Timing(self.frame.given_day())
        slots = timing.slots(self.tables)
        if not slots:
            self._refuse_nothing(timing)
        zone = self.frame.zone(self.title, timing.first)
        self._reserve_slugs(slots)
        sessions = [self._session(slot, timing, zone) for slot in slots if self._says_something(slot)]
        self._attach(sessions)
        notices = {*self.notices, *timing.notices, *self.beside.notices}
        programme = self._programme(sessions, zone)
        silent = silent_on(self.tables, self.beside, programme, has_title=self.title is not None)
        made_up = self.inventions.made_up
        return Imported(programme, tuple(sorted(notices, key=_order)), silent, made_up)

    def _refuse_nothing(self, timing: Timing) -> None:
        first = min(timing.notices, key=_order, default=None)
        message = _(
            "No row has a start, so no session was found. Expected a time such as 9:15 below “%(heading)s”."
        )
        column = self.tables[0].column("start") or self.tables[0].column("date")
        heading = column.heading if column else ""
        raise ProgrammeError("no_times", message % {"heading": heading}, line=first.line if first else None)

    def _programme(self, sessions: list[dict[str, Any]], zone: str) -> Programme:
        facts, materials = self.facts, [fields for _line, fields in self.beside.materials.get("", [])]
        organiser, venue = facts.get("organiser"), facts.get("venue")
        return Programme.model_validate(
            {
                "slug": self.slug,
                "title": self.title or _("Untitled conference"),
                "short_title": facts.get("short_title"),
                "theme": facts.get("theme"),
                "summary": facts.get("summary"),
                "description": facts.get("description"),
                "organiser": {"name": organiser, "url": self.frame.address("organiser_url")}
                if organiser
                else None,
                "language": facts.get("language", "en"),
                "time_zone": zone,
                "format": self.frame.format(),
                "venue": {"name": venue, "address": facts.get("venue_address")} if venue else None,
                "stream_url": self.frame.address("stream_url"),
                "rooms": self.rooms.rows,
                "tracks": self.tracks.rows,
                "sessions": sessions,
                "people": list(self.cast.people()),
                "materials": materials,
            }
        )

    def _reserve_slugs(self, slots: list[Slot]) -> None:
        """Keep the addresses that rows give, each once, from being made up for others."""
        given = [slot.table.text(slot.row, "slug") for slot in slots]
        self.given = {slug for slug in given if SLUG.fullmatch(slug)}
        self.session_slugs = Slugs(self.given)

    def _says_something(self, slot: Slot) -> bool:
        fields = set(slot.table.columns) - {
            "date",
            "start",
            "end",
            "end_date",
            "duration",
            "time_zone",
            "conference",
        }
        if any(slot.table.text(slot.row, name) for name in fields):
            return True
        self._say(slot.row.number, "", _("A row with a time and nothing else; left out."))
        return False

    def _session(self, slot: Slot, timing: Timing, zone: str) -> dict[str, Any]:
        table, row = slot.table, slot.row
        starts_at = timing.start(slot, zone)
        ends_at = timing.end(slot, starts_at, zone)
        title, number, kind = self._heading(slot)
        session: dict[str, Any] = {
            **self._identity(slot, title),
            "kind": kind,
            "number": number,
            "title": title,
            "starts_at": starts_at,
            "ends_at": ends_at,
            "room": self.rooms.find(table.text(row, "room")),
            "track": self.tracks.find(table.text(row, "track")),
            "status": self._value(slot, "status", words.STATUSES) or "confirmed",
            "questions": self._questions(slot),
            "credits": self._credits(slot, kind),
            "materials": self._materials(slot),
        }
        for name in ("summary", "description", "language"):
            session[name] = table.text(row, name) or None
        for name in ("stream_url", "recording_url"):
            session[name] = self.beside.address(row, table.text(row, name))
        self._call(session, slot)
        return session

    def _heading(self, slot: Slot) -> tuple[str, str | None, SessionKind]:
        """Return title, number and kind; a number stands in the title only where no column has it."""
        table, row = slot.table, slot.row
        title = " ".join(table.text(row, "title").split())
        if len(title) > MAX_TITLE:
            raise self._too_long("long_title", slot, "title", len(title), MAX_TITLE)
        if not title:
            self._say(
                row.number, table.text(row, "description"), _("A row without a title; called “Untitled”.")
            )
            title = _("Untitled")
        number = table.text(row, "number") or None
        if number and len(number) > MAX_NUMBER:
            self._say(row.number, number, _("Expected a number of at most 10 characters; left out."))
            number = None
        kind = cast(SessionKind, self._value(slot, "kind", words.KINDS) or kind_of(title))
        if "number" not in table.columns and (split := numbered(title)):
            number, title = split
        return title, number, kind

    def _identity(self, slot: Slot, title: str) -> dict[str, Any]:
        """Return permanent id and address: the row's own where it has them."""
        slug = slot.table.text(slot.row, "slug")
        is_said = slug in self.given
        if is_said:
            self.given.remove(slug)
        else:
            slug = self.session_slugs.take(title, fallback="session")
        known = self._uid(slot, slug)
        if not is_said:
            self.inventions.address(known)
        return {"uid": known, "slug": slug}

    def _uid(self, slot: Slot, slug: str) -> UUID:
        """Return the row's own id, one made of what it calls its id, or one made of the address."""
        said = slot.table.text(slot.row, "uid")
        known = (uuid_of(said) or uid(self.slug, "session", said)) if said else None
        if known in self.uids:
            self._say(slot.row.number, said, _("This ID stands in another row too; left out."))
            known = None
        known = known or self.inventions.uid(self.slug, "session", slug)
        self.uids.add(known)
        return known

    def _value(self, slot: Slot, name: str, table: words.Words) -> str | None:
        said = slot.table.text(slot.row, name)
        value = table.key_of(said) if said else None
        if said and value is None:
            column = slot.table.column(name)
            message = _("%(where)s: not understood; left out.") % {"where": where(slot.table, column)}
            self._say(slot.row.number, said, message)
        return value

    def _credits(self, slot: Slot, kind: SessionKind) -> list[dict[str, Any]]:
        usual = ROLES_OF_KINDS.get(kind, "speaker")
        found: dict[tuple[str, Role], dict[str, Any]] = {}
        for name, role in [("people", usual), *((role, role) for role in ROLE_COLUMNS)]:
            columns = slot.table.columns.get(name, [])
            for column in columns:
                cell = mentions_in(shown(slot.row.at(column.index)), role=role, is_one=len(columns) > 1)
                for text, message in cell.doubts:
                    self._say(slot.row.number, text, message)
                for said_role, named in cell.mentions:
                    credit = self.cast.credit(said_role, named)
                    found.setdefault((credit["person"], said_role), credit)
        self._add_details(slot, list(found.values()))
        return list(found.values())

    def _add_details(self, slot: Slot, credits: list[dict[str, Any]]) -> None:
        """Give the one person of a row the post and the affiliation that stand in columns beside."""
        details = {name: slot.table.text(slot.row, name) for name in ("post", "affiliation")}
        if not any(details.values()):
            return
        if len(credits) != 1:
            self._say(
                slot.row.number,
                "; ".join(filter(None, details.values())),
                _("Whose this is cannot be told; left out."),
            )
            return
        person = self.cast.person(credits[0]["person"])
        for name, said in details.items():
            person[name] = person.get(name) or said or None

    def _questions(self, slot: Slot) -> list[dict[str, Any]]:
        text = slot.table.text(slot.row, "questions")
        found = numbered_in(text) if text else []
        if found is not None:
            texts = [question for _number, question in found]
        else:
            texts = [_BULLET.sub("", line.strip(), count=1) for line in text.split("\n")]
            texts = listed_in(texts[0]) if len(texts) == 1 else texts
            texts = [tidy(each) for each in texts]
        answers = dict(numbered_in(slot.table.text(slot.row, "outcomes")) or [])
        questions = [
            {"text": each, "outcome": answers.get(at) or None}
            for at, each in enumerate(filter(None, texts), 1)
        ]
        for question in questions:
            if len(str(question["text"])) > MAX_QUESTION:
                raise self._too_long(
                    "long_question", slot, "questions", len(str(question["text"])), MAX_QUESTION
                )
        return questions

    def _materials(self, slot: Slot) -> list[dict[str, Any]]:
        materials = []
        for line in filter(str.strip, slot.table.text(slot.row, "materials").split("\n")):
            found = material_in(line)
            url = self.beside.address(slot.row, found[2] if found else line, is_file=True)
            if found and url:
                kind = cast("MaterialKind | None", words.MATERIAL_KINDS.key_of(found[0] or ""))
                materials.append({"title": found[1] or url, "url": url, "kind": kind or "paper"})
        return materials

    def _call(self, session: dict[str, Any], slot: Slot) -> None:
        """Remember what the other sheets may call the session."""
        names = {session["slug"], session["title"], str(session["uid"]), slot.table.text(slot.row, "uid")}
        if session["number"]:
            names |= {session["number"], f"{session['kind']} {session['number']}"}
        for key in {heading_key(name) for name in names if name}:
            self.called[key].append(session)

    def _attach(self, sessions: list[dict[str, Any]]) -> None:
        """Give sessions the questions and materials of the other sheets, and all questions number and id."""
        by_slug = {heading_key(session["slug"]): session for session in sessions}
        for what in ("questions", "materials"):
            rows: dict[str, list[tuple[int, dict[str, Any]]]] = getattr(self.beside, what)
            for name in [name for name in rows if name]:
                found = [by_slug[name]] if name in by_slug else self.called.get(name, [])
                for line, fields in rows.pop(name):
                    if len(found) == 1:
                        self._add_to(found[0][what], fields, line)
                    else:
                        self._say(line, name, _("No single session is called so; left out."))
        for session in sessions:
            seen: Counter[str] = Counter()
            for number, question in enumerate(session["questions"], start=1):
                seen[question["text"]] += 1
                path = (session["slug"], question["text"], str(seen[question["text"]]))
                question["number"] = number
                if "uid" not in question:
                    question["uid"] = self.inventions.uid(self.slug, "question", *path)

    def _add_to(self, rows: list[dict[str, Any]], fields: dict[str, Any], line: int) -> None:
        if len(fields.get("text", "")) > MAX_QUESTION:
            message = _("Found a question of %(length)d characters. Expected at most %(limit)d.")
            values = {"length": len(fields["text"]), "limit": MAX_QUESTION}
            raise ProgrammeError("long_question", message % values, line=line)
        rows.append(fields)

    def _too_long(self, code: str, slot: Slot, name: str, length: int, limit: int) -> ProgrammeError:
        message = _("%(where)s: found %(length)d characters. Expected at most %(limit)d.")
        column = slot.table.column(name)
        values = {"where": where(slot.table, column), "length": length, "limit": limit}
        return ProgrammeError(code, message % values, line=slot.row.number)

    def _say(self, line: int | None, text: str, message: str) -> None:
        self.notices.append(Notice(line, text[:200], message))


def _order(notice: Notice) -> tuple[int, str, str]:
    return (notice.line or 0, notice.message, notice.text)
