"""schema.org in JSON-LD: what search engines are told of a page.

https://schema.org/Event, and what Google asks for beyond it: a location for each way of attending, the
status, and times with their offset (https://developers.google.com/search/docs/appearance/structured-data/event).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.urls import reverse

from cyberconf.web.markdown import plain
from cyberconf.web.wording import whole_words
from events.exporters.context import Site
from events.layout import Entry, Layout, Part
from events.programme import Person, Programme, Question, Room, Session

Node = dict[str, Any]

LONGEST_TEXT = 500  # characters of a description: more is not shown by anybody
MODES = {
    "in_person": "https://schema.org/OfflineEventAttendanceMode",
    "online": "https://schema.org/OnlineEventAttendanceMode",
    "hybrid": "https://schema.org/MixedEventAttendanceMode",
}
SCHEDULED = "https://schema.org/EventScheduled"
CANCELLED = "https://schema.org/EventCancelled"


def of_programme(agenda: Layout, shown: Iterable[Entry], site: Site, *, image: str = "") -> Node:
    """Describe a conference with the sessions that its page shows, breaks left out.

    ``image`` is the full address of the picture that stands for the page.
    """
    programme = agenda.programme
    entries = [entry for entry in shown if not entry.is_minor]
    people = {part.person.slug: part.person for entry in entries for part in entry.parts}
    return _clean(
        {
            "@context": "https://schema.org",
            **_conference(agenda, site),
            "image": image,
            "description": _text(programme.summary or programme.description),
            "organizer": _organiser(programme),
            "performer": [_person(person, programme, site) for person in people.values()],
            "subEvent": [_placed(entry, programme, site) for entry in entries],
        }
    )


def of_session(entry: Entry, agenda: Layout, site: Site, *, image: str = "") -> Node:
    """Describe a session as a part of its conference, with the picture that stands for its page."""
    programme, session = agenda.programme, entry.session
    people = {part.person.slug: part.person for part in entry.parts}
    return _clean(
        {
            "@context": "https://schema.org",
            **_placed(entry, programme, site),
            "image": image,
            "description": _text(session.summary or session.description),
            "inLanguage": session.language or programme.language,
            "organizer": _organiser(programme),
            "performer": [_person(person, programme, site) for person in people.values()],
            "superEvent": _conference(agenda, site),
        }
    )


def of_question(question: Question, entry: Entry, agenda: Layout, site: Site, *, image: str = "") -> Node:
    """Describe a guiding question with its outcome, and the session in which it is asked."""
    programme = agenda.programme
    names = [programme.slug, entry.session.slug, question.number]
    address = site.site_url + reverse("events:question", args=names)
    return _clean(
        {
            "@context": "https://schema.org",
            "@type": "Question",
            "@id": address,
            "url": address,
            "name": question.text,
            "image": image,
            "inLanguage": question.left_in("text") or programme.language,
            "acceptedAnswer": {"@type": "Answer", "text": _text(question.outcome)}
            if question.outcome
            else None,
            "about": _placed(entry, programme, site),
        }
    )


def of_person(person: Person, appearances: Sequence[tuple[Entry, Part]], agenda: Layout, site: Site) -> Node:
    """Describe somebody, and where they appear."""
    programme = agenda.programme
    photo = person.photo
    return _clean(
        {
            "@context": "https://schema.org",
            **_person(person, programme, site),
            "honorificPrefix": person.honorific,
            "description": _text(person.biography),
            "image": site.site_url + photo if photo and photo.startswith("/") else photo,
            "sameAs": [link.url for link in person.links],
            "performerIn": [_placed(entry, programme, site) for entry, _part in appearances],
        }
    )


def _conference(agenda: Layout, site: Site) -> Node:
    programme = agenda.programme
    address = site.address(programme)
    return {
        "@type": "Event",
        "@id": address,
        "url": address,
        "name": programme.title,
        "startDate": agenda.starts_at and agenda.starts_at.isoformat(),
        "endDate": agenda.ends_at and agenda.ends_at.isoformat(),
        "eventStatus": SCHEDULED,
        "eventAttendanceMode": MODES[programme.format],
        "inLanguage": programme.language,
        "location": _locations(programme, site),
    }


def _placed(entry: Entry, programme: Programme, site: Site) -> Node:
    """Describe a session with what is asked for of each event, a part of another one or not: where it is."""
    session = entry.session
    address = site.address(programme, session)
    return {
        "@type": "Event",
        "@id": address,
        "url": address,
        "name": session.title,
        "startDate": session.starts_at.isoformat(),
        "endDate": session.ends_at and session.ends_at.isoformat(),
        "eventStatus": CANCELLED if session.status == "cancelled" else SCHEDULED,
        "eventAttendanceMode": MODES[programme.format],
        "location": _locations(programme, site, session=session, room=entry.room),
    }


def _locations(
    programme: Programme, site: Site, *, session: Session | None = None, room: Room | None = None
) -> list[Node]:
    """Return where people meet and where they watch, as far as the format has the one and the other."""
    found = []
    if programme.venue and programme.format != "online":
        found.append(_place(programme, room))
    if programme.format != "in_person":
        stream = (session and session.stream_url) or programme.stream_url
        found.append({"@type": "VirtualLocation", "url": stream or site.address(programme, session)})
    return found


def _place(programme: Programme, room: Room | None) -> Node:
    assert programme.venue is not None
    address = ", ".join((programme.venue.address or programme.venue.name).split("\n"))
    venue = {"@type": "Place", "name": programme.venue.name, "address": address}
    if room is None:
        return venue
    return {"@type": "Place", "name": room.name, "address": address, "containedInPlace": venue}


def _organiser(programme: Programme) -> Node | None:
    if programme.organiser is None:
        return None
    return {"@type": "Organization", "name": programme.organiser.name, "url": programme.organiser.url}


def _person(person: Person, programme: Programme, site: Site) -> Node:
    address = site.site_url + reverse("events:speaker", args=[programme.slug, person.slug])
    affiliation = person.affiliation and {"@type": "Organization", "name": person.affiliation}
    return {
        "@type": "Person",
        "@id": address,
        "url": address,
        "name": person.name,
        "jobTitle": person.post,
        "affiliation": affiliation,
    }


def _text(text: str | None) -> str | None:
    return whole_words(" ".join(plain(text).split()), LONGEST_TEXT) if text else None


def _clean(node: Node) -> Node:
    """Leave out what is not known, at any depth."""
    return {name: _cleaned(value) for name, value in node.items() if value not in (None, [], "")}


def _cleaned(value: Any) -> Any:
    if isinstance(value, list):
        return [_cleaned(each) for each in value]
    return _clean(value) if isinstance(value, dict) else value
