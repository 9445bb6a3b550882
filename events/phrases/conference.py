"""Changes of the conference's own facts in words."""

from __future__ import annotations

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from cyberconf.web import clocks, zones
from cyberconf.web.lists import together
from events import models
from events.diffing import Change
from events.phrases import translations
from events.phrases.words import Dump, Names, apart, listed, named_fields, quoted


def renamed(change: Change, zone: ZoneInfo, names: Names) -> Iterator[str]:
    """Title, short title or theme is another."""
    if "title" in change.after:
        yield (
            _("The conference is renamed from %(before)s to %(after)s.")
            % {"before": quoted(change.before["title"]), "after": quoted(change.after["title"])}
        )
    if "short_title" in change.after:
        yield _short(change.after["short_title"])
    if "theme" in change.after:
        yield _theme(change.before["theme"], change.after["theme"])


def _short(after: str | None) -> str:
    if after is None:
        return _("The conference has no short title any more.")
    return _("The short title of the conference is now %(after)s.") % {"after": quoted(after)}


def _theme(before: str | None, after: str | None) -> str:
    if after is None:
        return _("The conference has no theme any more.")
    if before is None:
        return _("The theme of the conference is %(after)s.") % {"after": quoted(after)}
    return _("The theme of the conference is now %(after)s instead of %(before)s.") % {
        "after": quoted(after),
        "before": quoted(before),
    }


def retimed(change: Change, zone: ZoneInfo, names: Names) -> Iterator[str]:
    """The time zone is another, perhaps of a city that is now called otherwise."""
    keys = {"after": change.after["time_zone"], "before": change.before["time_zone"]}
    cities = {name: _city(key) for name, key in keys.items()}
    said = keys if cities["after"] == cities["before"] else cities
    yield _("The conference’s time zone is now %(after)s instead of %(before)s.") % said


def _city(key: str) -> str:
    return clocks.city(ZoneInfo(key)) if key in zones.known() else key


def moved(change: Change, zone: ZoneInfo, names: Names) -> Iterator[str]:
    """The venue or the format is another."""
    if "venue" in change.after:
        yield _venue(_place(change.before["venue"]), _place(change.after["venue"]))
    if "format" in change.after:
        labels = models.Conference.Format
        yield (
            _("The conference is now %(after)s instead of %(before)s.")
            % {
                "after": labels(change.after["format"]).label,
                "before": labels(change.before["format"]).label,
            }
        )


def _venue(before: str, after: str) -> str:
    if not after:
        return _("The conference has no venue any more; before, it was %(before)s.") % {"before": before}
    if not before:
        return _("The venue is %(after)s.") % {"after": after}
    return _("The venue is now %(after)s instead of %(before)s.") % {"after": after, "before": before}


def _place(venue: Dump | None) -> str:
    if venue is None:
        return ""
    return apart(together(" ".join(part.split()) for part in (venue["name"], venue["address"]) if part))


def texts(change: Change, zone: ZoneInfo, names: Names) -> Iterator[str]:
    """Rooms, tracks or texts are others."""
    others = []
    for name in change.after:
        told = list(TOLD[name](change)) if name in TOLD else []
        yield from told
        if not told:
            others.append(name)
    if others:
        yield _("Changed about the conference: %(things)s.") % {"things": named_fields(others)}


def _translations(change: Change) -> Iterator[str]:
    return translations.told(_("the conference"), change.before, change.after)


def _languages(change: Change) -> Iterator[str]:
    return translations.languages(change.before, change.after)


def _rooms(change: Change) -> Iterator[str]:
    return _parts("rooms", change)


def _tracks(change: Change) -> Iterator[str]:
    return _parts("tracks", change)


# What is told of in sentences of its own.
TOLD = {"rooms": _rooms, "tracks": _tracks, "languages": _languages, "translations": _translations}


def _parts(name: str, change: Change) -> Iterator[str]:
    """Say which rooms or tracks come and go; nothing when only their details or order differ."""
    old, new = ({part["slug"]: part for part in dump[name]} for dump in (change.before, change.after))
    before = {slug: part["name"] for slug, part in old.items()}
    after = {slug: part["name"] for slug, part in new.items()}
    news = [quoted(after[slug]) for slug in after if slug not in before]
    gone = [quoted(before[slug]) for slug in before if slug not in after]
    if news:
        said = _("New room: %(names)s.") if name == "rooms" else _("New track: %(names)s.")
        yield said % {"names": listed(news)}
    if gone:
        said = _("No longer a room: %(names)s.") if name == "rooms" else _("No longer a track: %(names)s.")
        yield said % {"names": listed(gone)}
    for slug in after:
        if before.get(slug, after[slug]) != after[slug]:
            said = (
                _("The room %(before)s is now called %(after)s.")
                if name == "rooms"
                else _("The track %(before)s is now called %(after)s.")
            )
            yield said % {"before": quoted(before[slug]), "after": quoted(after[slug])}
        if slug in old:
            yield from translations.told(quoted(after[slug]), old[slug], new[slug])
