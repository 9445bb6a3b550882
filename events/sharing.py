"""What is told of a page where its link is passed on: title, description, picture, and how to embed it.

The words are those of the page: the programme's texts as it shows them, days and kinds of sessions in the
language that it speaks. Pages write them as OpenGraph (https://ogp.me).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language

from cyberconf.web.lists import together
from cyberconf.web.markdown import plain
from cyberconf.web.wording import whole_words
from events.exporters import pictures
from events.exporters.pictures import Subject
from events.layout import Entry, Layout
from events.phrases import dates, words
from events.programme import Person, Programme, Question

LONGEST = 200  # characters of a description: what search engines and previews of links show of one
LONGEST_TITLE = 120
# OpenGraph names a language with a territory; where a programme names none, the one of most who read it.
TERRITORIES = {
    "ar": "ar_AR",
    "de": "de_DE",
    "en": "en_GB",
    "es": "es_ES",
    "fr": "fr_FR",
    "pt": "pt_PT",
    "ru": "ru_RU",
    "zh": "zh_CN",
}


@dataclass(frozen=True)
class Picture:
    """A picture: its full address, and what it shows for those who do not see it."""

    address: str
    alt: str
    width: int = pictures.WIDTH
    height: int = pictures.HEIGHT


@dataclass(frozen=True)
class Sharing:
    """What is told of one page. ``oembed`` is where programs ask how to embed it, "" where nothing is."""

    type: str
    site_name: str
    title: str
    description: str
    address: str
    locale: str
    picture: Picture
    oembed: str = ""


def of_programme(agenda: Layout) -> Sharing:
    """Return what is told of the programme."""
    programme = agenda.programme
    told = [_when(agenda), _text(programme.summary or programme.description)]
    title = f"{programme.title}: {programme.theme}" if programme.theme else programme.title
    by = programme.organiser.name if programme.organiser else programme.title
    return _sharing(_subject(agenda), "website", by, title, told)


def of_session(agenda: Layout, entry: Entry) -> Sharing:
    """Return what is told of a session: when it is, then what it is about."""
    session = entry.session
    told = [_when_is(entry, agenda.programme), _text(session.summary or session.description)]
    return _sharing(_subject(agenda, entry), "article", agenda.programme.title, session.title, told)


def of_question(agenda: Layout, entry: Entry, question: Question) -> Sharing:
    """Return what is told of a guiding question: the question itself, and where it is asked."""
    subject = _subject(agenda, entry, question)
    asked = f"{pictures.label(subject)} · {entry.session.title}."
    told = [asked, _text(question.outcome)]
    return _sharing(subject, "article", agenda.programme.title, question.text, told)


def of_person(agenda: Layout, person: Person) -> Sharing:
    """Return what is told of somebody who appears, beside the picture of the conference."""
    programme = agenda.programme
    standing = together([person.post, person.affiliation])
    told = [standing and f"{standing}.", _text(person.biography)]
    shared = _sharing(_subject(agenda), "profile", programme.title, person.full_name, told)
    address = reverse("events:speaker", args=[programme.slug, person.slug])
    return replace(shared, address=settings.SITE_URL + address, oembed="")


def page_of(subject: Subject) -> str:
    """Return the address of the page that a picture is of."""
    return reverse(f"events:{_name(subject)}", args=_names(subject))


def picture_of(subject: Subject) -> str:
    """Return the address of the picture, which is another one where the picture is."""
    address = reverse(f"events:{_name(subject)}_picture", args=_names(subject))
    asked = {} if subject.is_of_one_language else {"interface": subject.spoken}
    if subject.programme.original:
        asked["lang"] = subject.programme.language
    return f"{address}?{urlencode(asked | {'v': pictures.fingerprint(subject)})}"


def locale(language: str) -> str:
    """Return a language as OpenGraph names it: "fr_CH" of "fr-CH", "fr_FR" of "fr"; "" where unknown."""
    code, *rest = language.replace("_", "-").split("-")
    region = next((part.upper() for part in rest if len(part) == 2 and part.isalpha()), "")
    return f"{code.lower()}_{region}" if region else TERRITORIES.get(code.lower(), "")


def _subject(agenda: Layout, entry: Entry | None = None, question: Question | None = None) -> Subject:
    return Subject(agenda, entry, question, get_language() or settings.LANGUAGE_CODE)


def _sharing(subject: Subject, type: str, site_name: str, title: str, told: list[str]) -> Sharing:
    page = settings.SITE_URL + page_of(subject)
    alt = filter(None, [pictures.label(subject), subject.title, _when_of(subject)])
    oembed = urlencode({"url": page, "format": "json"})
    return Sharing(
        type=type,
        site_name=site_name,
        title=whole_words(title, LONGEST_TITLE),
        description=whole_words(" ".join(filter(None, told)), LONGEST),
        address=page,
        locale=locale(subject.programme.language if subject.is_of_one_language else subject.spoken),
        picture=Picture(settings.SITE_URL + picture_of(subject), " · ".join(alt)),
        oembed=f"{settings.SITE_URL}{reverse('events:oembed')}?{oembed}",
    )


def _name(subject: Subject) -> str:
    if subject.question:
        return "question"
    return "session" if subject.entry else "programme"


def _names(subject: Subject) -> list[str | int]:
    parts = [subject.entry and subject.entry.session.slug, subject.question and subject.question.number]
    return [subject.programme.slug, *(part for part in parts if part)]


def _when_of(subject: Subject) -> str:
    return _when_is(subject.entry, subject.programme) if subject.entry else _when(subject.agenda)


def _when(agenda: Layout) -> str:
    first, last = agenda.programme.first_day, agenda.programme.last_day
    place = agenda.programme.venue.name if agenda.programme.venue else ""
    days = dates.days(first, last) if first and last else ""
    said = together([days, place])
    return f"{said}." if said else ""


def _when_is(entry: Entry, programme: Programme) -> str:
    hours = words.span(entry.starts_at, entry.ends_at, days=False)
    return f"{together([dates.day_of_year(entry.date), hours, dates.zone_at(programme, entry.starts_at)])}."


def _text(markdown: str | None) -> str:
    return " ".join(plain(markdown or "").split())
