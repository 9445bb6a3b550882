"""What stood before a change and what stands after it, beside each other, as people read it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from events import models
from events.comparing import Pair, side_by_side
from events.diffing import NESTED, Change
from events.phrases import translations
from events.phrases.words import FIELDS, Dump, Names, instant, moment

LABELS: dict[str, Callable[[Any], Any]] = {  # what is stored as a word of ours
    "format": models.Conference.Format,
    "kind": models.Session.Kind,
    "status": models.Session.Status,
}
UNSAID = {"slug", "translations"}  # of a room or a track, beside what it is called


def pairs(change: Change, zone: ZoneInfo, names: Names) -> Iterator[Pair]:
    """Set before and after beside each other, field by field, of whatever did not come or go as a whole."""
    if change.kind in {"added", "removed"}:
        return
    for name in change.after:
        before, after = change.before[name], change.after[name]
        if name == "questions":
            yield from _of_questions(before, after)
        elif name == "translations":
            yield from _of_translations(change.before, change.after)
        else:
            shown, was = (_shown(name, value, zone, names) for value in (after, before))
            if shown != was or name not in NESTED:
                yield side_by_side(capfirst(str(FIELDS[name])), was, shown)
            if name in NESTED:
                yield from _of_places(before, after)


def _of_questions(before: list[Dump], after: list[Dump]) -> Iterator[Pair]:
    old = {question["uid"]: question for question in before}
    for question in after:
        was = old.get(question["uid"])
        for field, label in (
            ("text", _("Question %(number)s")),
            ("outcome", _("Outcome of question %(number)s")),
        ):
            if was and was[field] != question[field]:
                name = label % {"number": question["number"]}
                yield side_by_side(name, was[field] or "", question[field] or "")
        if was:
            yield from _of_translations(was, question)


def _of_places(before: list[Dump], after: list[Dump]) -> Iterator[Pair]:
    old = {place["slug"]: place for place in before}
    for place in after:
        yield from _of_translations(old.get(place["slug"], {}), place)


def _of_translations(before: Dump, after: Dump) -> Iterator[Pair]:
    for each in translations.reworded(before, after):
        yield side_by_side(each.heading, each.before, each.after)


def _shown(name: str, value: Any, zone: ZoneInfo, names: Names) -> str:
    if value is None:
        return ""
    if name in LABELS:
        return capfirst(str(LABELS[name](value).label))
    if name in {"starts_at", "ends_at"}:
        return moment(instant(value, zone), zone)
    if name == "room":
        return names.room(value)
    return _credits(value, names) if name == "credits" else _plain(value)


def _credits(credits: list[Dump], names: Names) -> str:
    lines = []
    for credit in credits:
        parts = [str(models.Appearance.Role(credit["role"]).label), credit["affiliation"]]
        lines.append(f"{names.person(credit['person'])} ({', '.join(filter(None, parts))})")
    return "\n".join(lines)


def _plain(value: Any) -> str:
    """Write any other value of the document as lines of text."""
    if value is None:
        return ""
    if isinstance(value, list):
        return "\n".join(_plain(part) for part in value)
    if isinstance(value, dict):
        said = (str(part) for key, part in value.items() if part is not None and key not in UNSAID)
        return " · ".join(said)
    return str(value)
