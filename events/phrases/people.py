"""Changes of people in words."""

from __future__ import annotations

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from events.diffing import Change
from events.phrases import translations
from events.phrases.words import Dump, Names, apart, named_fields


def added(change: Change, zone: ZoneInfo, names: Names) -> Iterator[str]:
    """Somebody is new."""
    yield _("%(person)s is new among the people.") % {"person": apart(change.title)}


def removed(change: Change, zone: ZoneInfo, names: Names) -> Iterator[str]:
    """Somebody is gone."""
    yield _("%(person)s is no longer among the people.") % {"person": apart(change.title)}


def renamed(change: Change, zone: ZoneInfo, names: Names) -> Iterator[str]:
    """A name or an honorific is another."""
    said = {"before": _styled(change, change.before), "after": _styled(change, change.after)}
    yield _("%(before)s is now named %(after)s.") % said


def texts(change: Change, zone: ZoneInfo, names: Names) -> Iterator[str]:
    """What is said about somebody is another."""
    others = [name for name in change.after if name != "translations"]
    if others:
        said = {"person": apart(change.title), "things": named_fields(others)}
        yield _("Changed about %(person)s: %(things)s.") % said
    yield from translations.told(apart(change.title), change.before, change.after)


def _styled(change: Change, dump: Dump) -> str:
    return apart(" ".join(filter(None, [dump.get("honorific"), dump.get("name", change.title)])))
