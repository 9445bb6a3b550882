"""What is typed on the board: times of the venue's clock, rooms by their address, people by name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.datastructures import MultiValueDict
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cyberconf.web.lists import together
from events import walltimes
from events.errors import ProgrammeError
from events.models import Appearance, Conference, Room, Session
from events.scheduling import Part
from speakers.models import Speaker

LONGEST_NIGHT = timedelta(hours=12)  # an end before the start is the next day's, unless that takes longer
MOST_MINUTES = 720  # that a day is shifted by
MOST_OFFERED = 5  # people of like names that a refusal names
TIME = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class TimesForm(forms.Form):
    """When and where. ``starts_at`` and ``ends_at`` come out as instants, ``room`` as a row or None."""

    day = forms.DateField(label=gettext_lazy("Day"), widget=DAY)
    starts = forms.TimeField(label=gettext_lazy("Starts"), widget=TIME)
    ends = forms.TimeField(label=gettext_lazy("Ends"), widget=TIME, required=False)
    last_day = forms.DateField(label=gettext_lazy("Last day, if another"), widget=DAY, required=False)
    room = forms.ChoiceField(label=gettext_lazy("Room"), required=False)

    def __init__(self, *args: Any, conference: Conference, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.conference = conference
        self.rooms: dict[str, Room] = {room.slug: room for room in conference.rooms.all()}
        choices = [("", _("No room")), *((slug, room.name) for slug, room in self.rooms.items())]
        field = self.fields["room"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def clean(self) -> dict[str, Any]:
        """Make instants of what the clock shows."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if {"day", "starts"} <= cleaned.keys():
            starts = datetime.combine(cleaned["day"], cleaned["starts"])
            self._set("starts_at", "starts", starts)
            if "starts_at" in cleaned and cleaned.get("ends") is not None:
                self._set("ends_at", "ends", self._end(starts))
        cleaned["room"] = self.rooms.get(cleaned.get("room") or "")
        return cleaned

    def _end(self, starts: datetime) -> datetime:
        """Return when it ends by the clock: after midnight where the time says so, as long as a night is."""
        last_day, ends = self.cleaned_data.get("last_day"), self.cleaned_data["ends"]
        if last_day is not None:
            return datetime.combine(last_day, ends)
        same_day = datetime.combine(starts.date(), ends)
        night = timedelta(days=1) - (starts - same_day)  # from its start to that time of the next day
        return same_day + timedelta(days=1) if same_day < starts and night <= LONGEST_NIGHT else same_day

    def _set(self, name: str, field: str, wall: datetime) -> None:
        try:
            self.cleaned_data[name] = walltimes.instant(wall, self.conference.zone)
        except ProgrammeError as refusal:
            self.add_error(field, ValidationError(refusal.message, refusal.code))


class TitledForm(TimesForm):
    """What a session is called, when and where."""

    title = forms.CharField(
        label=gettext_lazy("Title"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2, "spellcheck": "true"}),
    )
    field_order: tuple[str, ...] = ("title", "day", "starts", "ends", "room", "last_day")

    def clean_title(self) -> str:
        """Keep a title on one line."""
        return " ".join(str(self.cleaned_data["title"]).split())

    def clean(self) -> dict[str, Any]:
        """Ask for an end that comes after the start."""
        cleaned = super().clean()
        starts_at, ends_at = cleaned.get("starts_at"), cleaned.get("ends_at")
        if starts_at and ends_at and ends_at.timestamp() <= starts_at.timestamp():
            self.add_error("ends", _("It must end after it starts."))
        return cleaned


class AddForm(TitledForm):
    """A new session. ``uid`` makes a form that is sent twice one session."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"))
    uid = forms.UUIDField(widget=forms.HiddenInput)
    field_order = ("title", "kind", "day", "starts", "ends", "room", "last_day")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind = self.fields["kind"]
        assert isinstance(kind, forms.ChoiceField)
        kind.choices = [(value, capfirst(str(label))) for value, label in Session.Kind.choices]
        self.fields["ends"].required = True


class ReviseForm(TitledForm):
    """A session as it stands, to be changed, with its people."""

    def __init__(
        self,
        *args: Any,
        session: Session,
        speakers: QuerySet[Speaker],
        **kwargs: Any,
    ) -> None:
        self.session = session
        super().__init__(*args, initial=_shown(session), **kwargs)
        self.billing = Billing(session, speakers, self.data if self.is_bound else None)

    def clean(self) -> dict[str, Any]:
        """Read the people as well."""
        cleaned = super().clean()
        try:
            cleaned["people"] = self.billing.parts()
        except ValidationError as problem:
            self.add_error(None, problem)
        return cleaned

    @property
    def values(self) -> dict[str, Any]:
        """What is asked for, as ``scheduling.revise`` takes it. A time that nobody touched stays as it is."""
        names = {"title", "starts_at", "room", "people"}
        values = {name: self.cleaned_data[name] for name in names}
        values["ends_at"] = self.cleaned_data.get("ends_at")
        if not {"day", "starts", "ends", "last_day"} & set(self.changed_data):
            values |= {"starts_at": self.session.starts_at, "ends_at": self.session.ends_at}
        return values


class ShiftForm(forms.Form):
    """By how much a session and what follows it move."""

    minutes = forms.IntegerField(
        label=gettext_lazy("Minutes"), min_value=-MOST_MINUTES, max_value=MOST_MINUTES, initial=10
    )
    only_in_room = forms.BooleanField(label=gettext_lazy("In this room only"), required=False)


@dataclass(frozen=True)
class Row:
    """One of a session's people in the form. ``number`` tells it from the others."""

    number: int
    speaker: Speaker
    role: str
    affiliation: str
    is_dropped: bool = False


class Billing:
    """The people of a session in its form: those who stand there, and one more by name."""

    roles = Appearance.Role.choices

    def __init__(self, session: Session, speakers: QuerySet[Speaker], data: Any = None) -> None:
        self.session, self.speakers = session, speakers
        self.data: MultiValueDict[str, str] = MultiValueDict() if data is None else data
        self.rows = list(self._standing() if data is None else self._sent())
        self.name = self.data.get("new_person", "") or ""
        self.role = self.data.get("new_role", "speaker") or "speaker"

    def parts(self) -> list[Part]:
        """Return whom the session is to have.

        Raises:
            ValidationError: nobody, or more than one, has the name that is typed.
        """
        parts = [Part(row.speaker.pk, row.role, row.affiliation) for row in self.rows if not row.is_dropped]
        name = " ".join(self.name.split())
        if name:
            parts.append(Part(self._named(name).pk, self._role(self.role)))
        return parts

    def _standing(self) -> Iterator[Row]:
        rows = self.session.appearances.select_related("speaker").order_by("position", "pk")
        for number, row in enumerate(rows):
            yield Row(number, row.speaker, row.role, row.affiliation)

    def _sent(self) -> Iterator[Row]:
        keys, roles = self.data.getlist("person"), self.data.getlist("role")
        billed = self.data.getlist("billed")
        known: Mapping[str, Speaker] = {
            str(row.pk): row for row in self.speakers.filter(pk__in=[key for key in keys if key.isdecimal()])
        }
        dropped = set(self.data.getlist("drop"))
        for number, (key, role, affiliation) in enumerate(zip(keys, roles, billed, strict=False)):
            if key in known:
                is_dropped = str(number) in dropped
                yield Row(number, known[key], self._role(role), affiliation, is_dropped)

    def _role(self, role: str) -> str:
        return role if role in Appearance.Role.values else Appearance.Role.SPEAKER

    def _named(self, name: str) -> Speaker:
        word = name.rpartition("(")[2].removesuffix(")")  # as it is offered below
        found = list(self.speakers.filter(Q(name__iexact=name) | Q(slug=word))[:2])
        if len(found) == 1:
            return found[0]
        like = self.speakers.filter(name__icontains=name if found else name.split()[-1])[:MOST_OFFERED]
        offered = together(f"{each.name} ({each.slug})" for each in like)
        if found:
            message = _("Several people are called “%(name)s”: %(offered)s. Please add the word in brackets.")
        elif offered:
            message = _("Nobody is called “%(name)s”. Did you mean one of these: %(offered)s?")
        else:
            message = _("Nobody is called “%(name)s”. Please add them under Speakers first.")
        raise ValidationError(message % {"name": name, "offered": offered}, "person")


def uid_of(text: str) -> UUID | None:
    """Read a permanent id, or return None."""
    try:
        return UUID(text)
    except ValueError:
        return None


def _shown(session: Session) -> dict[str, Any]:
    """Return a session as the form has it."""
    zone = session.conference.zone
    starts = walltimes.wall_time(session.starts_at, zone)
    ends = session.ends_at and walltimes.wall_time(session.ends_at, zone)
    return {
        "title": session.title,
        "day": starts.date(),
        "starts": _minute(starts.time()),
        "ends": ends and _minute(ends.time()),
        "last_day": _last_day(starts, ends),
        "room": session.room.slug if session.room else "",
    }


def _minute(at: time) -> time:
    return at.replace(second=0, microsecond=0)


def _last_day(starts: datetime, ends: datetime | None) -> date | None:
    """Return the day of the end where its time alone would not say so."""
    if ends is None or ends.date() == starts.date():
        return None
    is_night = ends - starts <= LONGEST_NIGHT and ends.time() < starts.time()
    return None if is_night else ends.date()
