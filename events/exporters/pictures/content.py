"""What stands on a picture, as plain data: texts of the programme, and what its page says of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from cyberconf.web import languages
from cyberconf.web.wording import whole_words
from events import models
from events.directions import direction, direction_of_language
from events.exporters.typesetting.scripts import breakable
from events.layout import Entry, Layout
from events.phrases import dates, words
from events.programme import Programme, Question

Node = dict[str, Any]

MOST_TITLE = 360  # characters; more could not be read on a picture of that size
MOST_FACT = 72  # characters of a line below the title


@dataclass(frozen=True, eq=False)
class Subject:
    """What a picture is of: a conference, or a session of it, or a question of that.

    ``language`` is that of the page it stands for, in which dates and kinds are said; without it they are in
    the programme's.
    """

    agenda: Layout
    entry: Entry | None = None
    question: Question | None = None
    language: str = ""

    @property
    def programme(self) -> Programme:
        """The programme that it is of."""
        return self.agenda.programme

    @property
    def spoken(self) -> str:
        """The language of the interface in which it is said what it is."""
        return languages.nearest(self.language or self.programme.language)

    @property
    def is_of_one_language(self) -> bool:
        """Whether all of it is in the programme's."""
        return self.spoken == languages.nearest(self.programme.language)

    @property
    def title(self) -> str:
        """What stands largest."""
        if self.question:
            return self.question.text
        return self.entry.session.title if self.entry else self.programme.title


def content(subject: Subject) -> Node:
    """Return all that stands on the picture."""
    with languages.speaking(subject.spoken):
        return {
            "direction": direction_of_language(subject.spoken),
            "mark": _mark(subject),
            "is_question": subject.question is not None,
            "label": _flow(subject, label(subject)),
            "status": _flow(subject, _status(subject.entry)),
            "title": _flow(subject, subject.title, MOST_TITLE),
            "subtitle": _flow(subject, _subtitle(subject), MOST_FACT * 2),
            "facts": [
                {
                    "label": _flow(subject, name),
                    "lines": [_flow(subject, line, MOST_FACT) for line in lines if line],
                }
                for name, *lines in _facts(subject)
            ],
        }


def label(subject: Subject) -> str:
    """Say above the title what it is: “Panel 2, question 3”; whose conference it is where it is of one."""
    entry, question = subject.entry, subject.question
    if entry is None:
        return subject.programme.organiser.name if subject.programme.organiser else ""
    if question is None:
        return entry.label
    return _("%(session)s, question %(number)d") % {"session": entry.label, "number": question.number}


def _subtitle(subject: Subject) -> str:
    if subject.question and subject.entry:
        return subject.entry.session.title
    return "" if subject.entry else subject.programme.theme or ""


def _facts(subject: Subject) -> Iterator[tuple[str, ...]]:
    """Yield what stands in each field below the title: what it says, a line in bold, lines in grey."""
    entry = subject.entry
    if entry:
        yield (
            dates.day_of_year(entry.date),
            words.span(entry.starts_at, entry.ends_at, days=False),
            dates.zone_at(subject.programme, entry.starts_at),
        )
        yield _("Conference"), subject.programme.title
        return
    yield from _facts_of_conference(subject)


def _facts_of_conference(subject: Subject) -> Iterator[tuple[str, ...]]:
    programme, agenda = subject.programme, subject.agenda
    first, last = programme.first_day, programme.last_day
    if first and last and agenda.starts_at and agenda.ends_at:
        is_one = len(agenda.days) == 1
        hours = words.span(agenda.starts_at, agenda.ends_at, days=False) if is_one else ""
        yield _("Date"), dates.days(first, last), hours, dates.zone_at(programme, agenda.starts_at)
    label = capfirst(str(models.Conference.Format(programme.format).label))
    if programme.venue:
        city = (programme.venue.address or "").splitlines()[-1:]
        yield _("Place"), programme.venue.name, *city
    else:
        yield _("Format"), label


def _mark(subject: Subject) -> str:
    if subject.entry is None:
        return "ink"
    return "gold" if subject.entry.variant == "marked" else "blue"


def _status(entry: Entry | None) -> str:
    is_said = entry is not None and (entry.is_cancelled or entry.is_tentative)
    return capfirst(str(models.Session.Status(entry.session.status).label)) if is_said and entry else ""


def _flow(subject: Subject, text: str, most: int = MOST_FACT) -> Node | None:
    """Return a text with the direction in which it is read, and none for none."""
    shown = breakable(whole_words(" ".join(text.split()), most))
    base = direction_of_language(subject.spoken)
    return {"text": shown, "direction": direction(shown, base)} if shown else None
