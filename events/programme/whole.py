"""The whole of a programme: its parts in order, and what holds of them together."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from typing import Annotated, Any, Literal, Self, TypeVar

from pydantic import Field, model_validator

from events.programme.fields import (
    ContentLanguage,
    Format,
    Slug,
    Text,
    WebAddress,
    is_nothing,
    language_tag,
    refuse_twice,
)
from events.programme.parts import Material, Organiser, Person, Room, Session, Track, Venue
from events.programme.translated import OriginalOrNone, Translated, Translation, Translations

SCHEMA_VERSION: Literal[1] = 1
Part = TypeVar("Part", bound=Translated)


class Programme(Translated):
    """A whole conference: facts, rooms, tracks, sessions in order, people by slug.

    The texts of its venue are translated as texts of its own: there is one venue.
    """

    TEXTS = ("title", "short_title", "theme", "summary", "description", "venue_name", "venue_address")

    schema_version: Literal[1] = SCHEMA_VERSION
    slug: Slug
    title: Text
    short_title: Annotated[Text | None, Field(exclude_if=is_nothing)] = None
    theme: Text | None = None
    summary: Text | None = None
    description: Text | None = None
    organiser: Organiser | None = None
    language: Text = "en"
    time_zone: Text
    format: Format = "in_person"
    venue: Venue | None = None
    stream_url: WebAddress | None = None
    rooms: tuple[Room, ...] = ()
    tracks: tuple[Track, ...] = ()
    sessions: tuple[Session, ...] = ()
    people: tuple[Person, ...] = ()
    materials: tuple[Material, ...] = ()
    languages: Annotated[tuple[ContentLanguage, ...], Field(exclude_if=is_nothing)] = ()
    translations: Translations = ()
    original: OriginalOrNone = None

    @property
    def venue_name(self) -> str | None:
        """What the venue is called, where there is one."""
        return self.venue.name if self.venue else None

    @property
    def venue_address(self) -> str | None:
        """The address of the venue, where it is known."""
        return self.venue.address if self.venue else None

    @property
    def title_language(self) -> str:
        """The tag of the language of the title, which may have been left in the original."""
        return language_tag(self.left_in("title")) or self.language_tag

    @property
    def name(self) -> str:
        """What the conference is called where there is little room."""
        return self.short_title or self.title

    @property
    def name_language(self) -> str:
        """The tag of the language of ``name``."""
        return language_tag(self.left_in("short_title" if self.short_title else "title")) or self.language_tag

    @property
    def language_tag(self) -> str:
        """The language as pages and feeds name it, "" where what is said of it is no tag."""
        return language_tag(self.language)

    @model_validator(mode="before")
    @classmethod
    def _in_order(cls, data: Any) -> Any:
        if not isinstance(data, dict):
            return data
        data = data | {"languages": _others(data)}
        rooms = [Room.model_validate(room) for room in data.get("rooms", ())]
        tracks = [Track.model_validate(track) for track in data.get("tracks", ())]
        position = {room.slug: index for index, room in enumerate(rooms)}
        sessions = [Session.model_validate(session) for session in data.get("sessions", ())]
        sessions = [session for session in sessions if session.status != "withdrawn"]
        credited = {credit.person for session in sessions for credit in session.credits}
        people = [Person.model_validate(person) for person in data.get("people", ())]
        spoken = frozenset(data["languages"])
        own = [Translation.model_validate(each) for each in data.get("translations", ())]
        sessions, people = [_in(each, spoken) for each in sessions], [_in(each, spoken) for each in people]
        return data | {
            "translations": [each for each in own if each.language in spoken],
            "rooms": [_in(each, spoken) for each in rooms],
            "tracks": [_in(each, spoken) for each in tracks],
            "sessions": sorted(
                sessions, key=lambda s: (s.starts_at, position.get(s.room or "", -1), s.title, str(s.uid))
            ),
            "people": sorted(
                (person for person in people if person.slug in credited), key=lambda person: person.slug
            ),
        }

    @model_validator(mode="after")
    def _is_sound(self) -> Self:
        uniques: dict[str, list[Any]] = {
            "room": [room.slug for room in self.rooms],
            "track": [track.slug for track in self.tracks],
            "person": [person.slug for person in self.people],
            "person's uid": [person.uid for person in self.people],
            "session's address": [session.slug for session in self.sessions],
            "session's uid": [session.uid for session in self.sessions],
            "question's uid": [question.uid for s in self.sessions for question in s.questions],
        }
        for what, names in uniques.items():
            refuse_twice(what, names)
        known = {
            "room": {room.slug for room in self.rooms},
            "track": {track.slug for track in self.tracks},
            "person": {person.slug for person in self.people},
        }
        for session in self.sessions:
            named = [("room", session.room), ("track", session.track)]
            named += [("person", credit.person) for credit in session.credits]
            for what, slug in named:
                if slug is not None and slug not in known[what]:
                    raise ValueError(
                        f"“{session.title}” names the {what} “{slug}”, which the programme does not have."
                    )
        return self

    @property
    def first_day(self) -> date | None:
        """The day at the venue on which the first session starts; None without sessions."""
        return self.sessions[0].starts_at.date() if self.sessions else None

    @property
    def last_day(self) -> date | None:
        """The day at the venue on which the last session ends; at midnight, the day before."""
        return max((session.last_day for session in self.sessions), default=None)

    @property
    def content_hash(self) -> str:
        """SHA-256, in hexadecimal, of the canonical JSON: the same for the same content, anywhere."""
        canonical = json.dumps(
            self.model_dump(mode="json"), sort_keys=True, ensure_ascii=False, separators=(",", ":")
        )
        return hashlib.sha256(canonical.encode()).hexdigest()


def _others(data: dict[str, Any]) -> list[Any]:
    """Return the languages beside the original, each once and in their order."""
    return sorted(
        {str(each) for each in data.get("languages", ())} - {str(data.get("language", "en")).lower()}
    )


def _in(part: Part, languages: frozenset[str]) -> Part:
    """Leave out the translations into languages that the programme does not come in."""
    changed: dict[str, Any] = {}
    if any(each.language not in languages for each in part.translations):
        changed["translations"] = tuple(each for each in part.translations if each.language in languages)
    if isinstance(part, Session):
        questions = tuple(_in(question, languages) for question in part.questions)
        if any(new is not old for new, old in zip(questions, part.questions, strict=True)):
            changed["questions"] = questions
    return part.model_copy(update=changed) if changed else part
