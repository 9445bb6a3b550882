"""Agendas pasted from a table: rows of cells, columns known by their heads."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from events.importers.text.dates import day_heading
from events.importers.text.kinds import kind_of
from events.importers.text.matching import fold, named
from events.importers.text.times import Clock, Slot, is_time_only, leading_slot, minutes_of
from events.importers.text.words import COLUMNS, phrases

LEAST_TITLE = 3  # characters; a shorter cell before the time numbers the row

_ASIDE = re.compile(r"\s*\([^()]*\)\s*")  # "Time (EAT)"
_NUMBERED = re.compile(r"([^\W\d_]{1,15})\s?(?:\d{1,2}|[A-H])(?:\s?[:.–-]|\s)")  # "WS 1:", "Track B –"
_COLUMNS = [(name, phrases(words)) for name, words in COLUMNS.items()]


@dataclass(frozen=True)
class Columns:
    """The names of a table's columns in order; "" for one whose head says nothing known."""

    names: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.names)


def columns_of(cells: tuple[str, ...]) -> Columns | None:
    """Read ``cells`` as a table's head: two known heads at least, among them time or title."""
    filled = [cell for cell in cells if cell]
    if len(filled) < 2 or any(len(cell) > 40 for cell in filled):
        return None
    names: list[str] = []
    for cell in cells:
        name = named(fold(_ASIDE.sub("", cell) or cell), _COLUMNS) or named(fold(cell), _COLUMNS) or ""
        if name == "title" and "title" in names:
            names[names.index("title")] = "kind"  # "Session | Title"
        names.append("" if name in names else name)
    known = [name for name in names if name]
    if len(known) < 2 or not {"time", "title"} & set(known):
        return None
    return Columns(_with_one_title(tuple(names)))


def slot_of(cells: tuple[str, ...]) -> tuple[Slot, str, dict[str, str]] | None:
    """Find the cell that is a time; the first filled cell after it is the title, further ones are noted."""
    for index, cell in enumerate(cells):
        if not cell:
            continue
        if slot := is_time_only(cell):
            after = [each for each in cells[index + 1 :] if each]
            if after and slot.end is None and (closed := _closed(slot, after[0])):
                slot, after = closed, after[1:]  # "9:00 | 9:15 | Opening", "9:00 | 15 min | Opening"
            row = {"title": after[0] if after else "", "note": "\n".join(after[1:])}
            before = cells[index - 1] if index else ""
            if before and not after and day_heading(before) is None and len(before) >= LEAST_TITLE:
                row["title"] = before  # the time stands in the last column
            elif before:
                row["date"] = before
            row = _first_line({key: value for key, value in row.items() if value})
            return slot, row.get("title", ""), row
        if found := leading_slot(cell):
            return found[0], found[1], {}
    return None


def row_of(cells: tuple[str, ...], columns: Columns) -> dict[str, str]:
    """Return the filled cells by the names of their columns; a shorter row has a time and a title only."""
    at = next((i for i, cell in enumerate(cells) if is_time_only(cell)), 0)
    shift = at - (columns.names.index("time") if "time" in columns.names else 0)
    found = slot_of(cells)
    plain = dict(found[2]) if found else {}
    if len([cell for cell in cells if cell]) <= 2 or len(cells) - shift < min(3, len(columns.names)):
        return plain
    row: dict[str, str] = {"date": plain["date"]} if shift > 0 and "date" in plain else {}
    for name, cell in zip(columns.names, cells[max(shift, 0) :], strict=False):
        if cell:
            row[name or "note"] = "\n".join(filter(None, [row.get(name or "note"), cell]))
    return _first_line(_with_title(row))


def parallel_in(row: dict[str, str]) -> list[str]:
    """Return the further titles of a row whose cells are numbered alike: "WS 1: Law | WS 2: Trade"."""
    first = _NUMBERED.match(row.get("title", ""))
    others = row.get("note", "").split("\n")
    found = [_NUMBERED.match(other) for other in others]
    if not first or not all(each and fold(each[1]) == fold(first[1]) for each in found):
        return []
    return others


def _closed(slot: Slot, cell: str) -> Slot | None:
    """Return the slot with the end that the next cell says, as a time or as a length."""
    if (ended := is_time_only(cell)) and ended.end is None:
        return replace(slot, end=ended.start)
    minutes = minutes_of(cell)
    if minutes is None:
        return None
    whole = slot.start.minutes + minutes
    if slot.start.half is None:
        return replace(slot, end=Clock(whole // 60 % 24, whole % 60))
    hour = whole // 60 % 24
    return replace(slot, end=Clock((hour - 1) % 12 + 1, whole % 60, "pm" if hour >= 12 else "am"))


def _first_line(row: dict[str, str]) -> dict[str, str]:
    """Leave the first line of a title's cell to the title; the others are background."""
    title, _end, below = row.get("title", "").partition("\n")
    note = "\n".join(filter(None, [below, row.get("note")]))
    return row | {"title": title} | ({"note": note} if note else {}) if title else row


def _with_title(row: dict[str, str]) -> dict[str, str]:
    kind = row.get("kind", "")
    if kind_of(kind) in {"break", "social"} and not row.get("title", "").startswith(kind):
        others = [row[name] for name in ("people", "title") if name in row]
        return {key: row[key] for key in row if key not in {"people", "title"}} | {
            "title": kind,
            "note": "\n".join(others),
        }
    if "title" not in row and kind:
        return row | {"title": kind}
    return row


def _with_one_title(names: tuple[str, ...]) -> tuple[str, ...]:
    """A table without a title's column has it where the first unknown or kind column stands."""
    if "title" in names:
        return names
    at = next((i for i, name in enumerate(names) if name in {"", "kind"}), None)
    return names if at is None else (*names[:at], "title", *names[at + 1 :])
