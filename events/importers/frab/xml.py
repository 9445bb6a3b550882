"""frab/Pentabarf XML: schedules of FOSDEM, the congresses, frab and pretalx, and EuroPython's dialect of it.

Element names and their meaning are those of the schema at https://c3voc.de/wiki/schedule. Entities are never
resolved and a document type is refused, so nothing is fetched and nothing grows (XML bombs).
"""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta

from django.utils.translation import gettext as _
from lxml import etree

from events.errors import ProgrammeError
from events.exporters.frab.content import PRODUCT
from events.importers.decoding import MOST_BYTES, head_of, refuse_size
from events.importers.frab import malformed
from events.importers.results import Hint, Imported
from events.importers.schedules import ours
from events.importers.schedules.assembling import programme_of, refuse_many
from events.importers.schedules.records import Event, Guest, Place, Reference, Room, Schedule
from events.importers.schedules.times import clock_in, day_in, length_in, moment_in
from events.programme import Role

HEAD = 4_000  # bytes in which a file says what it is
MAX_DAY_CHANGE = time(12)  # nobody's day begins in the afternoon
EVENT_TAGS = {"event", "entry"}
# Elements of an event that are read; those of the second group say nothing that a programme could.
READ = set(
    """date start duration end room title subtitle type category track language abstract description persons
    speakers links attachments recording video_download_url url slug""".split()  # noqa: SIM905
)
SILENT = set("logo feedback_url origin_url feedback_rating conflicts".split())  # noqa: SIM905
NEVER_SAID = {
    "conference.summary",
    "conference.description",
    "conference.organiser",
    "conference.language",
    "conference.format",
    "conference.stream_url",
    "conference.materials",
    "room.order",
    "room.capacity",
    "room.stream_url",
    "session.stream_url",
    "question.outcome",
    "person.affiliation",  # what is billed in a session may stand for it
    "person.country",
}
UNSAID_BY_OTHERS = {"session.questions", "session.status"}
_ROOT = re.compile(rb"<schedule[\s>/]")
_DOCTYPE = re.compile(rb"\s*(?:<\?[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)?<!DOCTYPE", re.DOTALL)


def looks_like(data: bytes) -> bool:
    """Say whether it is XML whose first element is a schedule."""
    head = head_of(data, HEAD).lstrip()
    return head[:1] == b"<" and _ROOT.search(head) is not None


def read(data: bytes, *, hint: Hint) -> Imported:
    """Read a programme from a schedule.

    Raises:
        ProgrammeError: ``xml`` where it is not well formed, else with the line of the element that is wrong.
    """
    refuse_size(data, most=MOST_BYTES)
    root = _root(data)
    schedule = _Reader(root).schedule
    schedule.silent_on |= NEVER_SAID if schedule.is_ours else NEVER_SAID | UNSAID_BY_OTHERS
    return programme_of(schedule, hint=hint)


def _root(data: bytes) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as problem:
        if _DOCTYPE.match(head_of(data, HEAD)):
            raise _document_type() from None  # whatever it made the parser stumble over
        raise malformed.refusal(problem, data) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise _document_type()
    if root.tag != "schedule":
        message = _("Found the element <%(tag)s>. Expected <schedule>.") % {"tag": str(root.tag)[:40]}
        raise ProgrammeError("document", message, line=_line(root))
    return root


def _document_type() -> ProgrammeError:
    message = _("Found a document type. Expected a schedule without one: it could hide other files.")
    return ProgrammeError("xml", message)


class _Reader:
    """Walks one document. Elements that it does not know are named once."""

    def __init__(self, root: etree._Element) -> None:
        self.schedule = Schedule()
        self.room_names: set[str] = set()
        self.day_change = time(0)
        self.unread: set[str] = set()
        generator = root.find("generator")
        self.schedule.is_ours = generator is not None and generator.get("name") == PRODUCT
        self._conference(root.find("conference"))
        for track in root.iterfind("tracks/track"):
            self.schedule.tracks.setdefault(_text_of(track), "")
        days = root.findall("day")
        if not days:
            message = _("The schedule has no <day>. Expected one at least.")
            raise ProgrammeError("no_times", message, line=_line(root))
        refuse_many(sum(1 for _event in root.iter("event", "entry")))
        for day in days:
            self._day(day)

    def _conference(self, found: etree._Element | None) -> None:
        if found is None:
            return
        schedule = self.schedule
        schedule.title, schedule.slug = _text(found, "title"), _text(found, "acronym")
        schedule.zone, schedule.base_url = _text(found, "time_zone_name"), _text(found, "base_url")
        schedule.theme = _text(found, "subtitle")
        schedule.venue, schedule.city = _text(found, "venue"), _text(found, "city")
        self.day_change = clock_in(_text(found, "day_change")) or time(0)
        if self.day_change > MAX_DAY_CHANGE:
            self.day_change = time(0)
        for track in found.iterfind("track"):
            schedule.tracks[track.get("name", "")] = track.get("color", "")
        if schedule.is_ours:
            schedule.slug = ours.slug_in(_text(found, "url")) or schedule.slug

    def _day(self, day: etree._Element) -> None:
        for room in day.iterfind("room"):
            name = room.get("name", "")
            if name not in self.room_names:
                self.room_names.add(name)
                self.schedule.rooms.append(Room(name))
        for element in day.iter("event", "entry"):
            self._event(element, day)

    def _event(self, element: etree._Element, day: etree._Element) -> None:
        where = _place(element, _text(element, "title"))
        container = element.getparent()
        room = _text(element, "room")
        if not room and container is not None and container.tag == "room":
            room = container.get("name", "")
        url = _text(element, "url")
        event = Event(
            where=where,
            title=_text(element, "title"),
            starts_at=self._start(element, day),
            length=self._length(element),
            key=element.get("id", ""),
            uid=element.get("guid", ""),
            slug=ours.slug_in(url) if self.schedule.is_ours else "",
            kind=_text(element, "type") or _text(element, "category"),
            subtitle=_text(element, "subtitle"),
            abstract=_text(element, "abstract"),
            description=_text(element, "description"),
            room=room,
            track=_text(element, "track"),
            language=_text(element, "language"),
            recording=self._recording(element),
            guests=self._guests(element),
            references=[_reference(each) for each in element.iterfind("links/link")]
            + [_reference(each) for each in element.iterfind("attachments/attachment")],
        )
        self.schedule.events.append(event)
        self._note_unread(element)

    def _start(self, element: etree._Element, day: etree._Element) -> datetime:
        """Read when an event starts: its <date>, else the day's date with the clock of <start>.

        What starts before the day changes is on the next date.
        """
        said = _text(element, "date")
        if said and (found := moment_in(said)):
            return found
        clock = clock_in(_text(element, "start"))
        date = day_in(said) or day_in(day.get("date", "")) or day_in(day.get("start", ""))
        if clock is None:
            raise self._refusal(element, "start", _text(element, "start") or said, _("a time such as 09:30"))
        if date is None:
            raise self._refusal(day, "day date", day.get("date", ""), _("a date such as 2027-06-14"))
        wall = datetime.combine(date, clock)
        return wall + timedelta(days=1) if clock < self.day_change else wall

    def _length(self, element: etree._Element) -> timedelta | None:
        said = _text(element, "duration")
        length = length_in(said)
        if length is None and said.strip("0: "):
            raise self._refusal(element, "duration", said, _("hours and minutes such as 01:30"))
        return length

    def _guests(self, element: etree._Element) -> list[tuple[str, Role]]:
        found: list[tuple[str, Role]] = []
        for person in [*element.iterfind("persons/person"), *element.iterfind("speakers/speaker")]:
            name = _text(person, "name") or _text_of(person)
            if not name:
                continue
            key = person.get("guid") or person.get("id") or name
            guest = self.schedule.guests.setdefault(key, Guest(key, name, uid=person.get("guid", "")))
            guest.biography = guest.biography or _text(person, "description")
            guest.photo = guest.photo or _text(person, "image")
            if profile := _text(person, "profile"):
                guest.links = guest.links or [Reference(_("Profile"), profile)]
            found.append((key, "speaker"))
        return found

    def _recording(self, element: etree._Element) -> str:
        recording = element.find("recording")
        if recording is not None and _text(recording, "license"):
            self._say_once(recording, "license", _("The licences of recordings are left out."))
        address = _text(recording, "url") or _text(recording, "link") if recording is not None else ""
        return address or _text(element, "video_download_url")

    def _note_unread(self, element: etree._Element) -> None:
        for child in element:
            name = str(child.tag)
            if name not in READ | SILENT and (len(child) or _text_of(child)):
                message = _("<%(name)s> is left out, here and in other events.") % {"name": name[:40]}
                self._say_once(child, name, message)

    def _say_once(self, element: etree._Element, name: str, message: str) -> None:
        if name not in self.unread:
            self.unread.add(name)
            self.schedule.say(_place(element, _text_of(element)), message)

    def _refusal(self, element: etree._Element, name: str, found: str, expected: str) -> ProgrammeError:
        message = _("<%(tag)s> %(id)s: found %(found)s as %(name)s. Expected %(expected)s.")
        values = {
            "tag": element.tag,
            "id": element.get("id", "") or element.get("index", ""),
            "found": f"“{found[:40]}”" if found else _("nothing"),
            "name": name,
            "expected": expected,
        }
        return ProgrammeError("document", message % values, line=_line(element))


def _place(element: etree._Element, text: str) -> Place:
    line = _line(element)
    return Place(lambda: line, text)


def _line(element: etree._Element) -> int | None:
    line = element.sourceline
    return line if isinstance(line, int) else None


def _text(element: etree._Element, name: str) -> str:
    """Return the text of the first child of that name."""
    child = element.find(name)
    return "" if child is None else _text_of(child)


def _text_of(element: etree._Element) -> str:
    """Return all text in an element: some schedules have unescaped tags in theirs."""
    return "".join(map(str, element.itertext())).strip()


def _reference(element: etree._Element) -> Reference:
    kinds = {"slides": "slides", "paper": "paper", "recording": "recording", "photo": "photo"}
    kind = kinds.get(element.get("type", ""))
    return Reference(_text_of(element), element.get("href", ""), kind)  # type: ignore[arg-type]  # one of the four
