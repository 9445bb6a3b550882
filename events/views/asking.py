"""What the address of a programme asks for: a day, filters, a reader's zone; what is refused, in words.

What nobody knows is left out, so that as many addresses lead to one page as there are things to ask for.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest
from django.utils.text import Truncator, capfirst, get_text_list
from django.utils.translation import gettext as _

from cyberconf.web import clocks, zones
from events import filtering
from events.bookmarking import slugs_in
from events.elsewhere import VENUE, Clock, Elsewhere
from events.filtering import Filters
from events.layout import Layout
from events.programme import Programme

MAX_QUERY = 200  # characters of a search that are looked at
QUOTED = 60  # characters of what was asked that are said again
ZONE = "tz"
MARKED = "mine"  # "1" for an account's marks; a device, which keeps its own, names the sessions


@dataclass(frozen=True)
class Choice:
    """A filter as a form offers it. ``options``: its values, what each is called, whether it is chosen."""

    name: str
    label: str
    any: str
    options: tuple[tuple[str, str, bool], ...]


@dataclass(frozen=True)
class Refusal:
    """What the address says under this ``name`` that nobody knows, in words.

    ``field`` is the id of where it is asked for on the page, and ``label`` what is said there; "" for none.
    """

    name: str
    words: str
    field: str = ""
    label: str = ""


@dataclass(frozen=True)
class Asked:
    """What is shown for an address.

    ``kept`` is what the address says of it, ``refusals`` what it says that nobody knows;
    ``zone_text`` is the reader's zone as the field for it shows it, and
    ``venue_zone`` what an address names to show the venue's time alone: "" where that needs no naming.
    """

    day: date | None
    filters: Filters
    clock: Clock
    kept: Mapping[str, str]
    refusals: tuple[Refusal, ...]
    zone_text: str
    venue_zone: str = ""

    def query(self, **changes: str) -> str:
        """Return the query of an address that asks for this but for the changes; "" takes something out."""
        wanted = {name: value for name, value in (dict(self.kept) | changes).items() if value}
        return f"?{urlencode(wanted)}" if wanted else ""

    @property
    def kept_beside_filters(self) -> dict[str, str]:
        """Return what the form of filters sends along."""
        return {name: value for name, value in self.kept.items() if name in ("day", ZONE)}

    @property
    def kept_beside_zone(self) -> dict[str, str]:
        """Return what the form for the reader's zone sends along."""
        return {name: value for name, value in self.kept.items() if name != ZONE}

    @property
    def elsewhere(self) -> Elsewhere | None:
        """Return the reader's zone, where its time is shown."""
        return self.clock.elsewhere

    @property
    def is_usual(self) -> bool:
        """Whether that is the zone of the reader's account, and of no choice on the page."""
        return self.elsewhere is not None and not self.clock.named

    @property
    def venue_time(self) -> str:
        """Return the query that asks for the venue's time alone."""
        return self.query(tz=self.venue_zone)

    @property
    def is_found(self) -> bool:
        """Whether the programme has all that is asked for; a zone that nobody knows takes nothing away."""
        return all(refusal.name == ZONE for refusal in self.refusals)

    @property
    def filter_refusals(self) -> tuple[Refusal, ...]:
        """Return what no filter knows."""
        return tuple(refusal for refusal in self.refusals if refusal.name in filtering.FIELDS)

    @property
    def zone_refusal(self) -> Refusal | None:
        """Return the zone that nobody knows."""
        return next((refusal for refusal in self.refusals if refusal.name == ZONE), None)

    @property
    def unfiltered(self) -> str:
        """Return the query that asks for all sessions."""
        return self.query(day="", q="", **dict.fromkeys([*filtering.FIELDS, MARKED], ""))


def read(given: Mapping[str, str], layout: Layout, marked: Collection[UUID], *, usual: str = "") -> Asked:
    """Return what is asked for; ``marked`` is which sessions ``?mine=`` means.

    ``usual`` is the zone of the reader's account, whose time is shown where the address names none.
    """
    kept: dict[str, str] = {}
    refusals: list[Refusal] = []
    day = given.get("day", "")
    known_days = [each.date.isoformat() for each in layout.days]
    if day and day not in known_days:
        refusals.append(_no_such_day(day, known_days))
    elif day:
        kept["day"] = day
    values = filtering.values(layout)
    for field in filtering.FIELDS:
        if value := given.get(field, ""):
            if value in values.get(field, ()):
                kept[field] = value
            else:
                refusals.append(_no_such_value(layout, field, value))
    kept |= {name: text for name, text in (("q", words_of(given)), (MARKED, _marks(given))) if text}
    clock = _clock(given.get(ZONE, ""), layout.programme, usual)
    if clock is None:
        refusals.append(_no_such_zone(given[ZONE]))
        clock = VENUE
    if clock.named:
        kept[ZONE] = clock.named
    return Asked(
        date.fromisoformat(kept["day"]) if "day" in kept else None,
        _filters(kept, marked),
        clock,
        kept,
        tuple(refusals),
        clocks.city(clock.elsewhere.zone) if clock.elsewhere else _quoted(given.get(ZONE, "")),
        layout.programme.time_zone if _elsewhere(usual, layout.programme) else "",
    )


def choices(layout: Layout, asked: Asked) -> list[Choice]:
    """Return the filters between whose values there is a choice."""
    words = {
        "kind": _("All kinds"),
        "track": _("All tracks"),
        "room": _("All rooms"),
        "language": _("All languages"),
    }
    return [
        Choice(
            field,
            _label(field),
            words[field],
            tuple(_options(layout, field, known, asked.kept.get(field, ""))),
        )
        for field, known in filtering.values(layout).items()
    ]


def clock_of(request: HttpRequest, programme: Programme) -> Clock:
    """Return the time that the address asks for, or else that of the reader's account."""
    return _clock(request.GET.get(ZONE, ""), programme, usual_zone(request)) or VENUE


def usual_zone(request: HttpRequest) -> str:
    """Return the zone that the reader's account names, or ""."""
    return getattr(request.user, "time_zone", "")


def words_of(given: Mapping[str, str]) -> str:
    """Return the words that an address looks for."""
    return " ".join(given.get("q", "").replace("\0", " ").split())[:MAX_QUERY]


def _label(field: str) -> str:
    labels = {"kind": _("Kind"), "track": _("Track"), "room": _("Room"), "language": _("Language")}
    return labels[field]


def _options(
    layout: Layout, field: str, known: tuple[str, ...], chosen: str
) -> Iterator[tuple[str, str, bool]]:
    for value in known:
        yield value, capfirst(filtering.label(layout, field, value)), value == chosen


def _filters(kept: Mapping[str, str], marked: Collection[UUID]) -> Filters:
    fields = {field: kept.get(field, "") for field in filtering.FIELDS}
    uids = frozenset(marked) if MARKED in kept else None
    return Filters(**fields, text=kept.get("q", ""), marked=uids)


def _marks(given: Mapping[str, str]) -> str:
    return ",".join(slugs_in(given.get(MARKED, "")))


def _clock(text: str, programme: Programme, usual: str) -> Clock | None:
    """Return the time that is asked for, or that of the reader's account; None where the zone is none."""
    of_account = _elsewhere(usual, programme)
    if not text.strip():
        return Clock(of_account)
    zone = zones.find(text)
    if zone is None:
        return None
    elsewhere = _elsewhere(zone.key, programme)
    return Clock(elsewhere, zone.key if elsewhere or of_account else "")


def _elsewhere(name: str, programme: Programme) -> Elsewhere | None:
    zone = zones.find(name) if name and name != programme.time_zone else None
    return Elsewhere(zone) if zone and zone.key != programme.time_zone else None


def _no_such_day(day: str, known: list[str]) -> Refusal:
    if not known:
        words = _("The programme has no such day: “%(found)s”. It has no days yet.")
        return Refusal("day", words % {"found": _quoted(day)})
    words = _("The programme has no such day: “%(found)s”. Expected %(known)s.")
    said = {"found": _quoted(day), "known": get_text_list(known, _("or"))}
    return Refusal("day", words % said, "agenda", _("Days"))


def _no_such_value(layout: Layout, field: str, value: str) -> Refusal:
    known = [filtering.label(layout, field, each) for each in filtering.values(layout).get(field, ())]
    said = {"found": _quoted(value), "known": get_text_list(known, _("or"))}
    if not known:
        return Refusal(field, _("“%(found)s” is nothing that this programme can be filtered by.") % said)
    messages = {
        "kind": _("“%(found)s” is no kind of session here. Expected %(known)s."),
        "track": _("“%(found)s” is no track of this programme. Expected %(known)s."),
        "room": _("“%(found)s” is no room of this programme. Expected %(known)s."),
        "language": _("“%(found)s” is no language of these sessions. Expected %(known)s."),
    }
    return Refusal(field, messages[field] % said, f"filter-{field}", _label(field))


def _no_such_zone(text: str) -> Refusal:
    message = _("“%(found)s” is no time zone that is known here, so only the venue's time is shown.")
    words = f"{message % {'found': _quoted(text)}} {zones.instead(text)}"
    return Refusal(ZONE, words, ZONE, _("City or time zone"))


def _quoted(text: str) -> str:
    return Truncator(" ".join(text.replace("\0", " ").split())).chars(QUOTED)
