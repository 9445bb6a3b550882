"""Times, people and addresses of a programme as pages write them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cyberconf.web import languages
from cyberconf.web.wording import joined, unbroken
from events import announcing, live, models, translating
from events.exporters import EXPORTERS
from events.layout import Day, Entry
from events.leads import Leads
from events.phrases import dates, words
from events.phrases.translations import language_name
from events.programme import Person, Programme, Question, Room, Session, Track

register = template.Library()

register.filter("clock", words.time)
register.filter("unbroken", unbroken)
register.filter("joined", joined)
register.filter("day_short", dates.day_short)
register.simple_tag(dates.days, name="days")
register.filter("duration", dates.duration)
register.filter("zone_at", dates.zone_at)
register.filter("language_name", language_name)
register.filter("apart", words.apart)


@register.filter
def day(at: date) -> str:
    """Write a day with its weekday, after which alone a line may break: “Friday 3 December”."""
    return unbroken(dates.day(at))


@register.filter
def day_of_year(at: date) -> str:
    """Write a day with its weekday and year: “Friday 3 December 2021”."""
    return unbroken(dates.day_of_year(at))


@register.filter
def title_read(release: models.Release) -> str:
    """Return the title of a conference in the dearest of the reader's languages."""
    return release.title_in(languages.reading())


@register.filter
def to_session(leads: Leads, slug: str) -> str:
    """Return the address of a session's page, or "" where there is none."""
    return leads.session(slug)


@register.filter
def to_speaker(leads: Leads, slug: str) -> str:
    """Return the address of a person's page, or "" where there is none."""
    return leads.speaker(slug)


@register.simple_tag
def question_page(leads: Leads, entry: Entry, question: Question) -> str:
    """Return the address of the page of a session's question, or "" where there is none."""
    return leads.question(entry.session.slug, question.number)


@register.filter
def to_bookmark(leads: Leads, slug: str) -> str:
    """Return where a session is marked, or "" where nothing can be."""
    return leads.bookmark(slug)


@register.filter
def marks_session(leads: Leads, session: Session) -> bool:
    """Say whether the session is marked."""
    return leads.marks is not None and session.uid in leads.marks.uids


@register.filter
def moment(at: datetime, zone: str) -> str:
    """Write an instant as the clock in the named zone shows it: “3 December 2021, 09:50”."""
    return words.moment(at, ZoneInfo(zone))


@register.filter
def clock_in(at: datetime, zone: str) -> str:
    """Write an instant as the time that the clock in the named zone shows."""
    return words.time(at.astimezone(ZoneInfo(zone)))


@register.filter
def iso_in(at: datetime, zone: str) -> str:
    """Write an instant for machines, with the offset of the named zone."""
    return at.astimezone(ZoneInfo(zone)).isoformat(timespec="seconds")


@register.filter
def format_label(programme: Programme) -> str:
    """Say whether people meet in person, online or both."""
    return str(models.Conference.Format(programme.format).label)


@register.filter
def runs(entry: Entry, at: datetime) -> bool:
    """Say whether the session takes place at the instant."""
    return entry.runs(at)


@register.filter
def has_ended(entry: Entry, at: datetime) -> bool:
    """Say whether the session is over by the instant."""
    return entry.is_over(at)


@register.simple_tag
def asks_every(programme: Programme) -> int:
    """Return how many seconds an open page waits between two looks, 0 for ever: ``… as every``."""
    return live.every(programme, timezone.now())


@register.simple_tag
def message_of(conference: models.Conference) -> models.Announcement | None:
    """Return the message that staff show on all pages, read where there is one: ``… as shown``."""
    return announcing.shown(conference)


@register.simple_tag
def stands_before(now: live.Now, day: Day) -> datetime | None:
    """Return the start on the day before which the present moment stands: ``… as present``."""
    return now.stands_before(day)


@register.filter
def column_of(columns: dict[str, int], entry: Entry) -> str:
    """Return the column of the session's room, 0 for all of them."""
    return str(columns.get(entry.room.slug, 0) if entry.room else 0)


@register.filter
def seconds(at: datetime | None) -> str:
    """Write an instant for scripts, in seconds since 1970."""
    return str(int(at.timestamp())) if at else ""


@register.simple_tag
def files(conference: models.Conference, programme: Programme) -> list[tuple[str | Promise, str]]:
    """Return what the programme can be taken along as: the name of each format, and its address."""
    named = {
        format: reverse("events:file", kwargs={"conference": conference.slug, "format": format})
        for format in EXPORTERS
    }
    return [(EXPORTERS[format].name, in_language(each, programme)) for format, each in named.items()]


@register.simple_tag
def named(place: Room | Track) -> SafeString:
    """Name a room or a track, apart from what stands around it, in whichever language it was left."""
    left = place.left_in("name")
    return format_html("<bdi{}>{}</bdi>", format_html(' lang="{}"', left) if left else "", place.name)


@register.filter
def tongue(part: Programme | Session | Question | Person, field: str) -> str:
    """Return the tag of the language in which a text was left untranslated, else ""."""
    return part.left_in(field)


@register.simple_tag
def untranslated(part: Programme | Session | Question | Person, field: str) -> SafeString | str:
    """Mark a text that was left in the original: “in English”."""
    left = part.left_in(field)
    if not left or not getattr(part, field):
        return ""
    said = _("in %(language)s") % {"language": language_name(left)}
    language = get_language() or settings.LANGUAGE_CODE
    return format_html('<small class="untranslated" lang="{}" dir="auto">{}</small>', language, said)


@register.filter
def in_language(address: str, shown: Programme | Entry) -> str:
    """Return the address of a file, in the language of the document that the page shows."""
    return address + (shown.query if isinstance(shown, Entry) else translating.query(shown))


@register.inclusion_tag("events/_portrait.html")
def portrait(person: Person) -> dict[str, Any]:
    """Show a photo that is kept here, or initials: pictures of other hosts are not loaded."""
    is_ours = person.photo is not None and person.photo.startswith(settings.MEDIA_URL)
    return {"photo": person.photo if is_ours else None, "name": person.name}
