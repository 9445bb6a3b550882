"""What is said of an address that asks a programme for what nobody knows."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from cyberconf.web import zones
from cyberconf.web.wording import whole_words
from events import filtering
from events.layout import Layout
from events.phrases.words import apart, isolated

QUOTED = 60  # characters of what was asked that are said again
ZONE = "tz"


@dataclass(frozen=True)
class Refusal:
    """What the address says under this ``name`` that nobody knows, in words.

    ``field`` is the id of where it is asked for on the page, and ``label`` what is said there; "" for none.
    """

    name: str
    words: str
    field: str = ""
    label: str = ""


def no_such_day(day: str, known: list[str]) -> Refusal:
    """Say that the programme has no such day."""
    if not known:
        words = _("The programme has no such day: “%(found)s”. It has no days yet.")
        return Refusal("day", words % {"found": quoted(day)})
    words = _("The programme has no such day: “%(found)s”. Expected %(known)s.")
    with isolated():  # else they are read from the right, as parts of a sentence that is
        said = {"found": quoted(day), "known": get_text_list([*map(apart, known)], _("or"))}
    return Refusal("day", words % said, "agenda", _("Days"))


def no_such_value(layout: Layout, field: str, value: str) -> Refusal:
    """Say that no session has this value in a field."""
    known = [filtering.label(layout, field, each) for each in filtering.values(layout).get(field, ())]
    said = {"found": quoted(value), "known": get_text_list(known, _("or"))}
    if not known:
        return Refusal(field, _("“%(found)s” is nothing that this programme can be filtered by.") % said)
    messages = {
        "kind": _("“%(found)s” is no kind of session here. Expected %(known)s."),
        "track": _("“%(found)s” is no track of this programme. Expected %(known)s."),
        "room": _("“%(found)s” is no room of this programme. Expected %(known)s."),
        "language": _("“%(found)s” is no language of these sessions. Expected %(known)s."),
    }
    return Refusal(field, messages[field] % said, f"filter-{field}", label(field))


def no_such_zone(text: str) -> Refusal:
    """Say that nobody knows which zone is meant, and what to give instead."""
    if zones.meant(text):
        message = _("“%(found)s” can mean more than one time zone, so only the venue’s time is shown.")
    else:
        message = _("“%(found)s” is no time zone that is known here, so only the venue’s time is shown.")
    words = f"{message % {'found': quoted(text)}} {zones.instead(text)}"
    return Refusal(ZONE, words, ZONE, _("City or time zone"))


def quoted(text: str) -> str:
    """Return what somebody asked for as it is said again: without what nobody sees, or turns what follows."""
    seen = "".join(letter if letter.isprintable() else " " for letter in text)
    return whole_words(" ".join(seen.split()), QUOTED)


def label(field: str) -> str:
    """Return what a filter is called."""
    labels = {"kind": _("Kind"), "track": _("Track"), "room": _("Room"), "language": _("Language")}
    return labels[field]
