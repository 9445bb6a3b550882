"""What things are called in a sentence: sessions, people, rooms, days and times."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Self
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import get_language_bidi, gettext_lazy
from django.utils.translation import gettext as _

from cyberconf.web.lists import together
from cyberconf.web.wording import whole_words
from events import models
from events.diffing import Change
from events.programme import Programme, Session

QUOTED_LENGTH = 160  # characters of a text that a sentence quotes: some three lines of a phone
ISOLATED = "\u2068%s\u2069"  # whatever its direction, nothing around it is laid out by it

_isolates: ContextVar[bool] = ContextVar("isolates", default=False)

Dump = dict[str, Any]

FIELDS = {
    "title": gettext_lazy("title"),
    "short_title": gettext_lazy("short title"),
    "theme": gettext_lazy("theme"),
    "time_zone": gettext_lazy("time zone"),
    "venue": gettext_lazy("venue"),
    "format": gettext_lazy("format"),
    "kind": gettext_lazy("kind"),
    "number": gettext_lazy("number"),
    "starts_at": gettext_lazy("start"),
    "ends_at": gettext_lazy("end"),
    "room": gettext_lazy("room"),
    "status": gettext_lazy("status"),
    "credits": gettext_lazy("people"),
    "honorific": gettext_lazy("honorific"),
    "name": gettext_lazy("name"),
    "slug": gettext_lazy("address"),
    "summary": gettext_lazy("summary"),
    "description": gettext_lazy("description"),
    "track": gettext_lazy("track"),
    "language": gettext_lazy("language"),
    "stream_url": gettext_lazy("stream"),
    "recording_url": gettext_lazy("recording"),
    "materials": gettext_lazy("materials"),
    "organiser": gettext_lazy("organiser"),
    "rooms": gettext_lazy("rooms"),
    "tracks": gettext_lazy("tracks"),
    "languages": gettext_lazy("languages"),
    "translations": gettext_lazy("translations"),
    "original": gettext_lazy("language of the original"),
    "schema_version": gettext_lazy("form of the document"),
    "post": gettext_lazy("post"),
    "affiliation": gettext_lazy("affiliation"),
    "country": gettext_lazy("country"),
    "biography": gettext_lazy("biography"),
    "photo": gettext_lazy("photo"),
    "links": gettext_lazy("links"),
}


@dataclass(frozen=True)
class Names:
    """What rooms and people are called, by their slugs."""

    rooms: Mapping[str, str] = field(default_factory=dict)
    people: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, *programmes: Programme) -> Self:
        """Collect the names of all of them; where they differ, the last one's."""
        return cls(
            rooms={room.slug: room.name for document in programmes for room in document.rooms},
            people={person.slug: person.name for document in programmes for person in document.people},
        )

    def knowing(self, changes: Iterable[Change]) -> Self:
        """Add the names that changes tell of rooms and people who came or went."""
        rooms, people = dict(self.rooms), dict(self.people)
        for change in changes:
            for dump in (change.before, change.after):
                if change.subject == "conference":
                    rooms = {room["slug"]: room["name"] for room in dump.get("rooms", ())} | rooms
                elif change.subject == "person" and "slug" in dump:
                    people.setdefault(dump["slug"], change.title)
        return type(self)(rooms, people)

    def room(self, slug: str) -> str:
        """Return the room's name, or its slug made readable."""
        return apart(self.rooms.get(slug) or readable(slug))

    def person(self, slug: str) -> str:
        """Return the person's name, or their slug made readable."""
        return apart(self.people.get(slug) or readable(slug).title())


NO_NAMES = Names()


def label(change: Change) -> str:
    """Call a session “Panel 2” when it is numbered, else by its title in quotes; a person by name."""
    if change.subject == "session":
        return designation(change.session_kind, change.number) if change.number else quoted(change.title)
    return apart(change.title)


def heading(change: Change) -> str:
    """Call the thing by its full name: “Panel 2 – International law”."""
    if change.subject == "session" and change.number:
        return f"{label(change)} – {change.title}"
    return _("The conference") if change.subject == "conference" else change.title


def designation(kind: str | None, number: str | None) -> str:
    """Return the kind with a capital letter, and the number where there is one: “Panel 2”."""
    return " ".join(filter(None, [capfirst(str(models.Session.Kind(kind or "other").label)), number]))


def called(session: Session) -> str:
    """Call a session “Panel 2 (“International law”)”, or by its title alone."""
    title = quoted(session.title)
    return f"{designation(session.kind, session.number)} ({title})" if session.number else title


def quoted(text: str) -> str:
    """Put a text on one line into quotation marks, shortened when it is long."""
    return _("“%(text)s”") % {"text": apart(whole_words(" ".join(text.split()), QUOTED_LENGTH))}


def apart(text: str) -> str:
    """Keep a title or a name, in whatever script, from mixing with the sentence around it, on some pages."""
    return ISOLATED % text if _isolates.get() and text else text


@contextmanager
def isolated() -> Iterator[None]:
    """Set names and quoted texts apart, where the page's language is written from the right.

    Only for what browsers show: mails, feeds and programs get the sentences as they are.
    """
    token = _isolates.set(get_language_bidi())
    try:
        yield
    finally:
        _isolates.reset(token)


def doer(edit: models.Edit) -> str:
    """Name who did it, where that is known."""
    return str(edit.by) if edit.by else _("nobody in particular")


def readable(slug: str) -> str:
    """Make words of a slug."""
    return slug.replace("-", " ").replace("_", " ").strip() or slug


def named_fields(names: Iterable[str]) -> str:
    """List fields in words: “summary, track and materials”."""
    return listed(str(FIELDS[name]) for name in names)


def listed(words: Iterable[str]) -> str:
    """List words: “a, b and c”."""
    *most, last = [*words] or [""]
    return _("%(most)s and %(last)s") % {"most": together(most), "last": last} if most else last


def instant(value: str, zone: ZoneInfo) -> datetime:
    """Read an instant of a document as wall time in the zone."""
    return datetime.fromisoformat(value).astimezone(zone)


def day(at: datetime, *, year: bool = False) -> str:
    """Write the day: “3 December”, with the year where asked for."""
    return date_format(at, _("j F Y") if year else _("j F"))


def time(at: datetime) -> str:
    """Write the time of day: “09:50”."""
    return date_format(at, _("H:i"))


def moment(at: datetime, zone: ZoneInfo) -> str:
    """Write an instant as the clock in the zone shows it: “3 December 2021, 09:50”."""
    return date_format(at.astimezone(zone), _("j F Y, H:i"))


def span(starts_at: datetime, ends_at: datetime | None, *, year: bool = False, days: bool = True) -> str:
    """Write [starts_at, ends_at): “3 December, 10:55–11:15”; the end's day where it is another one.

    Without ``days`` the times alone, if both are on the same day.
    """
    start = time(starts_at)
    if days:
        start = _("%(day)s, %(time)s") % {"day": day(starts_at, year=year), "time": start}
    if ends_at is None:
        return start
    if ends_at.date() == starts_at.date():
        return f"{start}–{time(ends_at)}"
    end = _("%(day)s, %(time)s") % {"day": day(ends_at, year=year), "time": time(ends_at)}
    return f"{start} – {end}"


def zone_of(programme: Programme) -> ZoneInfo:
    """Return the zone of the venue."""
    return ZoneInfo(programme.time_zone)
