"""Content lines of iCalendar (RFC 5545, 3.1), ready to be joined.

icalendar builds an object for every value and folds character by character: half a second for a thousand
events. It also takes the two characters ``\\N`` of a text for a line break (7.3), and lets none into the
values of names that it does not know. Folding is the same as icalendar's to the byte.
"""

from __future__ import annotations

import re

FOLD = 74  # octets of a line, so that with the blank before it none has more than 75
_TO_QUOTE = re.compile(r"[,;:]")


def line(name: str, value: str) -> bytes:
    """Return one property, folded; ``name`` with its parameters, ``value`` escaped as its type asks."""
    data = f"{name}:{value}".encode()
    if len(data) <= FOLD:
        return data + b"\r\n"
    pieces, at = [], 0
    while len(data) - at > FOLD:
        end = at + FOLD
        while data[end] & 0xC0 == 0x80:  # within a character
            end -= 1
        if data[end - 1] in b"\\^" and end - at > 1:  # within an escape
            end -= 1
        pieces.append(data[at:end])
        at = end
    pieces.append(data[at:])
    return b"\r\n ".join(pieces) + b"\r\n"


def text(value: str) -> str:
    """Escape a text (RFC 5545, 3.3.11); its lines end in LF."""
    return value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def parameter(value: str) -> str:
    """Return a parameter's value, in quotes where it needs them; it may have none itself."""
    value = value.replace('"', "'").replace("\n", " ")
    return f'"{value}"' if _TO_QUOTE.search(value) else value
