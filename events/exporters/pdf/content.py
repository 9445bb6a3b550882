"""What stands on the pages of a programme's PDF, as plain data in the programme's language."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cyberconf.web.letters import fold
from cyberconf.web.lists import together
from events import models
from events.directions import Direction, direction, direction_of_language
from events.exporters import wording
from events.exporters.context import Context
from events.exporters.pdf.markup import blocks
from events.exporters.typesetting.scripts import breakable, isolated
from events.layout import Day, Entry, Layout, Part, lay_out
from events.phrases import dates, words
from events.phrases.translations import language_name
from events.programme import Material, Person, Programme, Question

Node = dict[str, Any]

MOST_NAMED = 8  # people whom a row of the agenda names before it counts the others
MOST_LISTED = 60  # sessions that the contents name; of more, the agenda gives the pages
MOST_UNBROKEN = 600  # characters of a row that is kept on one page; more might be taller than one
FEW_QUESTIONS = 8  # that are kept on one page where they are no longer together than two such rows


def content(programme: Programme, context: Context) -> Node:
    """Return the whole document; call it within the programme's language."""
    return _Writer(programme, context, lay_out(programme)).document()


@dataclass(frozen=True, eq=False)
class _Writer:
    """What all parts of the document know."""

    programme: Programme
    context: Context
    agenda: Layout

    @property
    def base(self) -> Direction:
        return direction_of_language(self.programme.language)

    def document(self) -> Node:
        """Everything, in the order of the pages."""
        return {
            "title": self.flow(self.programme.title),
            "theme": self.flow(self.programme.theme),
            "organiser": self.flow(self.programme.organiser.name if self.programme.organiser else None),
            "authors": [breakable(self.programme.organiser.name)] if self.programme.organiser else [],
            "facts": list(self.facts()),
            "colophon": list(self.colophon()),
            "words": _words(),
            "lists_sessions": sum(not entry.is_minor for entry in self.agenda.entries) <= MOST_LISTED,
            "summary": blocks(self.programme.summary),
            "description": blocks(self.programme.description),
            "days": [self.day(day) for day in self.agenda.days],
            "people": [self.person(person) for person in _by_name(self.programme.people)],
            "materials": [self.material(material) for material in self.programme.materials],
        }

    def facts(self) -> Iterator[Node]:
        """When, where and how; with dates only where there are sessions."""
        programme, first, last = self.programme, self.programme.first_day, self.programme.last_day
        if first and last and self.agenda.starts_at and self.agenda.ends_at:
            yield self.fact(_("Date"), dates.days(first, last))
            yield self.fact(_("Time"), self.hours(), dates.zone_at(programme, self.agenda.starts_at))
        if venue := programme.venue:
            yield self.fact(_("Place"), venue.name, *(venue.address or "").splitlines())
        labels = models.Conference.Format
        yield self.fact(_("Format"), capfirst(str(labels(programme.format).label)))
        if stream := programme.stream_url:
            yield self.fact(_("Live stream"), stream, address=stream)
        if programme.organiser and programme.organiser.url:
            yield self.fact(_("Organiser"), programme.organiser.name, programme.organiser.url)

    def fact(self, label: str, *lines: str, address: str | None = None) -> Node:
        """A label with its lines; the first stands out."""
        return {"label": label, "lines": [self.flow(line) for line in lines], "address": address}

    def hours(self) -> str:
        """From when to when, or from when on the first of several days."""
        starts_at, ends_at = self.agenda.starts_at, self.agenda.ends_at
        assert starts_at is not None
        assert ends_at is not None
        if len(self.agenda.days) == 1:
            return words.span(starts_at, ends_at, days=False)
        return _("from %(time)s on the first day") % {"time": words.time(starts_at)}

    def colophon(self) -> Iterator[Node]:
        """Which state of the programme this is, and where the newest one is found."""
        release = self.context.history.newest
        published = release.modified_at.astimezone(self.agenda.zone)
        said = {"number": release.sequence + 1, "date": dates.day_of_year(published)}
        yield {"text": self.flow(_("Release %(number)d, published %(date)s.") % said)}
        address = self.context.address(self.programme)
        now = self.flow(_("The programme as it stands now:"))
        yield {"text": now, "address": address, "shown": self.line(address)}

    def day(self, day: Day) -> Node:
        """A day with its sessions."""
        return {
            "title": dates.day_of_year(day.date),
            "short": dates.day(day.date),
            "entries": [self.entry(entry) for entry in day.entries],
        }

    def entry(self, entry: Entry) -> Node:
        """A session, as its row of the agenda and as its part of the text."""
        session = entry.session
        named = self.named(entry)
        return {
            "label": f"session-{entry.index}",
            "is_minor": entry.is_minor,
            "is_marked": entry.variant == "marked",
            "is_cancelled": entry.is_cancelled,
            "is_long": len(session.title) + len(named) > MOST_UNBROKEN,
            "time": words.span(entry.starts_at, entry.ends_at, days=False),
            "when": self.when(entry),
            "kind": isolated(entry.label, self.base),
            "title": self.flow(session.title),
            "status": str(wording.STATUS_NOTES.get(session.status, "")),
            "room": self.line(entry.room.name if entry.room else None),
            "track": self.line(entry.track.name if entry.track else None),
            "language": self.line(capfirst(language_name(entry.spoken))),
            "named": named,
            "people": [self.part(part) for part in entry.parts],
            "summary": blocks(session.summary),
            "description": blocks(session.description),
            "questions": [self.question(question) for question in session.questions],
            "has_few_questions": _are_few(session.questions),
            "materials": [self.material(material) for material in self.materials(entry)],
        }

    def when(self, entry: Entry) -> str:
        """The day and the time, with how long it takes."""
        span = words.span(entry.starts_at, entry.ends_at, days=False)
        length = f" ({dates.duration(entry.duration)})" if entry.duration else ""
        return f"{dates.day(entry.date)}, {span}{length}"

    def named(self, entry: Entry) -> str:
        """Who takes part, by name alone, on one line."""
        names = list(dict.fromkeys(part.person.full_name for part in entry.parts))
        shown = [isolated(name, self.base) for name in names[:MOST_NAMED]]
        if more := len(names) - len(shown):
            shown.append(ngettext("%(count)d more", "%(count)d more", more) % {"count": more})
        return together(shown)

    def part(self, part: Part) -> Node:
        """Somebody with role, post and affiliation as billed there."""
        return {
            "role": capfirst(part.role),
            "name": self.line(part.person.full_name),
            "standing": self.line(part.standing),
        }

    def question(self, question: Question) -> Node:
        """A guiding question, and what came of it."""
        return {
            "number": question.number,
            "text": self.flow(question.text),
            "is_long": len(question.text) > MOST_UNBROKEN,
            "outcome": blocks(question.outcome),
        }

    def materials(self, entry: Entry) -> Iterator[Material]:
        """What there is to read and to see, the recording last."""
        yield from entry.session.materials
        if recording := entry.session.recording_url:
            yield Material(title=_("Recording"), url=recording, kind="recording")

    def material(self, material: Material) -> Node:
        """A title with its full address."""
        is_ours = material.url.startswith("/")
        address = self.context.site_url + material.url if is_ours else material.url
        return {"title": self.flow(material.title), "address": address, "shown": breakable(address)}

    def person(self, person: Person) -> Node:
        """Somebody with their sessions."""
        standing = together([person.post, person.affiliation, person.country])
        return {
            "name": self.flow(person.full_name),
            "standing": self.flow(standing or None),
            "biography": blocks(person.biography),
            "sessions": [self.appearance(entry, part) for entry, part in self.appearances[person.slug]],
        }

    def appearance(self, entry: Entry, part: Part) -> Node:
        """A session of somebody's: by its number where it has one, else by its title, and the role there."""
        name = entry.label if entry.session.number else entry.session.title
        return {
            "label": f"session-{entry.index}",
            "name": self.line(name),
            "role": part.role,
        }

    def line(self, text: str | None) -> str | None:
        """A text within a line."""
        return isolated(" ".join(text.split()), self.base) if text else None

    def flow(self, text: str | None) -> Node | None:
        """A text that stands alone, read in its own direction."""
        return {"text": breakable(text), "direction": direction(text, self.base)} if text else None

    @cached_property
    def appearances(self) -> dict[str, list[tuple[Entry, Part]]]:
        """The sessions of everybody, by their slug."""
        found: dict[str, list[tuple[Entry, Part]]] = defaultdict(list)
        for entry in self.agenda.entries:
            for part in entry.parts:
                found[part.person.slug].append((entry, part))
        return found


def _by_name(people: Iterable[Person]) -> list[Person]:
    return sorted(people, key=lambda person: fold(person.name))


def _are_few(questions: Sequence[Question]) -> bool:
    """Say whether questions fit together on a page, whatever stands there."""
    length = sum(len(question.text) for question in questions)
    has_outcome = any(question.outcome for question in questions)
    return not has_outcome and len(questions) <= FEW_QUESTIONS and length <= 2 * MOST_UNBROKEN


def _words() -> dict[str, str]:
    return {
        "contents": _("Contents"),
        "about": _("About the conference"),
        "agenda": _("Agenda"),
        "sessions": _("Sessions"),
        "people": _("People"),
        "materials": _("Materials"),
        "questions": _("Guiding questions"),
        "outcome": _("Outcome"),
        "time": _("Time"),
        "session": _("Session"),
        "room": _("Room"),
        "page": _("Page"),
        "page-of": _("p."),
        "empty": _("The agenda will stand here once it is published."),
    }
