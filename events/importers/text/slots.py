"""The lines that sessions begin with: a time before the title, or a span of time after it."""

from __future__ import annotations

from events.importers.text import tables
from events.importers.text.dates import dates_in, day_heading
from events.importers.text.labels import fact_of
from events.importers.text.lines import Line
from events.importers.text.times import Slot, can_be_length, leading_slot, trailing_slot

MAX_TRAILING = 200  # characters of a line that may end with its time; longer ones are prose
FIRST_HOUR = 7  # "9h Accueil" is a time where the text writes others so, "2h atelier" a length

Begun = tuple[Slot, str, dict[str, str]]  # the time, the words beside it, a table's cells by column
Slots = dict[int, Begun]  # by the line's index


def slots_in(lines: list[Line]) -> Slots:
    """Return time and words of each line that a session begins with, by the line's index."""
    leading: Slots = {}
    trailing: Slots = {}
    dated: Slots = {}
    for index, line in enumerate(lines):
        if line.is_blank:
            continue
        if line.cells and (found := tables.slot_of(line.cells)):
            leading[index] = found
        elif begun := leading_slot(line.plain, takes_lengths=True):
            leading[index] = (begun[0], begun[1], {})
        elif found := _dated(line):
            dated[index] = found
        elif ended := _trailing(line):
            trailing[index] = (ended[0], ended[1], {})
    leading = _plausible(leading, lines)
    return max(leading, trailing, dated, key=len)


def _trailing(line: Line) -> tuple[Slot, str] | None:
    text = line.plain
    if len(text) > MAX_TRAILING or fact_of(text) or dates_in(text):
        return None
    return trailing_slot(text)


def _dated(line: Line) -> Begun | None:
    """Read "3 December 2021, 9:00-10:00 Opening"; no session where most lines have their time alone."""
    text = line.plain
    if len(text) > MAX_TRAILING or not (dates := dates_in(text)) or len(dates) > 1:
        return None
    day = day_heading(text[: dates[0].end])
    found = leading_slot(text[dates[0].end :].lstrip(" ,;:|)-–—")) if day else None
    return (
        (found[0], found[1], {"date": text[: dates[0].end]}) if found and found[0].end and found[1] else None
    )


def _plausible(slots: Slots, lines: list[Line]) -> Slots:
    """Drop "1.30", "0930" or "2h" where the text writes its times otherwise: it is a number then."""
    begun = {index: found[0] for index, found in slots.items()}
    lengths = {index for index in begun if can_be_length(lines[index].plain)}
    times = [slot.start for index, slot in begun.items() if index not in lengths]
    by_hours = any(clock.mark == "h" for clock in times)
    dotted = [slot for slot in begun.values() if slot.start.is_dotted]
    has_points = any(slot.end for slot in dotted) or any(c.mark == "." and not c.is_dotted for c in times)
    are_points = has_points or 2 * len(dotted) > len(begun)
    has_colons = any(not (clock.is_dotted or clock.is_bare) for clock in times)

    def is_time(index: int, slot: Slot) -> bool:
        if index in lengths:
            return slot.end is not None or (by_hours and slot.start.hour >= FIRST_HOUR)
        if slot.end or not has_colons:
            return True
        return not slot.start.is_bare and (are_points or not slot.start.is_dotted)

    return {index: found for index, found in slots.items() if is_time(index, found[0])}
