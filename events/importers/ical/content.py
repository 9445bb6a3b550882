"""Content lines of iCalendar (RFC 5545, 3.1), as the standard has them and as programs write them.

Lenient where a reader can be sure: any line ends, lines that were never folded, blank lines, parameters with
the wrong case, a component that is never closed. What is no content line is left out with a notice.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from events.errors import ProgrammeError
from events.importers.results import Notice

MAX_LINE = 131_072  # characters when unfolded; descriptions of PyCon have 5,000
EVENT = "VEVENT"  # stands in no other: one that begins within one shows that the first was cut
MAX_DEPTH = 4  # VCALENDAR, VEVENT, VALARM, and one that may come

_NAME = re.compile(r"[A-Za-z0-9-]+")
_PARAMETER = re.compile(r";\s*([A-Za-z0-9-]+)=((?:\"[^\"]*\"|[^\";:,])*(?:,(?:\"[^\"]*\"|[^\";:,])*)*)")
_ESCAPED = re.compile(r"\\([\\;,nN:\"])")
_CARET = {"^n": "\n", "^^": "^", "^'": '"'}  # RFC 6868


@dataclass(frozen=True)
class Property:
    """One property. ``value`` is as written, ``line`` where it begins, counted from 1."""

    name: str
    parameters: dict[str, str]
    value: str
    line: int

    @property
    def text(self) -> str:
        """The value as text, unescaped (RFC 5545, 3.3.11)."""
        return _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], self.value).strip()

    @property
    def texts(self) -> list[str]:
        """The value as a list of texts, parted by commas."""
        parts = re.split(r"(?<!\\),", self.value)
        return [text for part in parts if (text := Property(self.name, {}, part, self.line).text)]


@dataclass
class Component:
    """A component with its properties in order."""

    name: str
    line: int
    properties: list[Property] = field(default_factory=list)
    components: list[Component] = field(default_factory=list)

    def get(self, name: str) -> Property | None:
        """Return the first property of the name."""
        return next((each for each in self.properties if each.name == name), None)

    def all(self, name: str) -> list[Property]:
        """Return all properties of the name."""
        return [each for each in self.properties if each.name == name]

    def text(self, name: str) -> str | None:
        """Return the text of the first property of the name that has one."""
        return next((each.text for each in self.all(name) if each.text), None)


def calendars_in(text: str) -> tuple[list[Component], list[Notice]]:
    """Take a file apart into its calendars, with a notice of each line that is none of theirs.

    Raises:
        ProgrammeError: ``long_line`` or ``too_deep``.
    """
    calendars: list[Component] = []
    notices: list[Notice] = []
    stack: list[Component] = []
    for number, line in _unfolded(text):
        found = _property(line, number)
        if found is None or (not stack and found.name != "BEGIN"):
            notices.append(Notice(number, line[:200], _("Expected “NAME:value”; left out.")))
        elif found.name == "BEGIN":
            component = Component(found.value.strip().upper(), number)
            if component.name == EVENT and any(each.name == EVENT for each in stack):
                _cut(stack, component.name, notices)
            (stack[-1].components if stack else calendars).append(component)
            stack.append(component)
            if len(stack) > MAX_DEPTH:
                message = _("Found components %(depth)d deep. Expected at most %(limit)d.")
                values = {"depth": len(stack), "limit": MAX_DEPTH}
                raise ProgrammeError("too_deep", message % values, line=number)
        elif found.name == "END":
            _close(stack, found, notices)
        else:
            stack[-1].properties.append(found)
    if stack:
        message = _("The file ends within %(name)s; it may be cut short.")
        notices.append(Notice(stack[-1].line, "", message % {"name": stack[-1].name}))
    return calendars, notices


def _unfolded(text: str) -> list[tuple[int, str]]:
    lines: list[tuple[int, list[str], int]] = []
    for number, raw in enumerate(re.split(r"\r\n|\n|\r", text), start=1):
        if raw[:1] in (" ", "\t") and lines:
            begin, parts, length = lines[-1]
            parts.append(raw[1:])
            lines[-1] = (begin, parts, length + len(raw))
        elif raw.strip():
            lines.append((number, [raw], len(raw)))
        if lines and lines[-1][2] > MAX_LINE:
            message = _("Found a line of more than %(limit)d characters. Expected a shorter one.")
            raise ProgrammeError("long_line", message % {"limit": MAX_LINE}, line=lines[-1][0])
    return [(number, "".join(parts)) for number, parts, _length in lines]


def _property(line: str, number: int) -> Property | None:
    name = _NAME.match(line)
    if not name:
        return None
    parameters, at = {}, name.end()
    while found := _PARAMETER.match(line, at):
        parameters[found[1].upper()] = re.sub(r"\^[n^']", lambda mark: _CARET[mark[0]], found[2].strip('"'))
        at = found.end()
    if line[at : at + 1] != ":":
        return None
    return Property(name[0].upper(), parameters, line[at + 1 :], number)


def _close(stack: list[Component], end: Property, notices: list[Notice]) -> None:
    """Close the component that the line ends, and those within it that were left open."""
    name = end.value.strip().upper()
    if not any(component.name == name for component in stack):
        message = _("This ends %(name)s, which was not begun; left out.")
        notices.append(Notice(end.line, f"END:{end.value}"[:200], message % {"name": name[:40]}))
        return
    _cut(stack, name, notices, is_ended=True)


def _cut(stack: list[Component], name: str, notices: list[Notice], *, is_ended: bool = False) -> None:
    """Close the component of the name and those within it, and say of each that it was left open."""
    while stack:
        component = stack.pop()
        if component.name != name or not is_ended:
            message = _("%(name)s is not ended; it may be cut short.")
            notices.append(Notice(component.line, "", message % {"name": component.name[:40]}))
        if component.name == name:
            return


def clean(text: str | None) -> str | None:
    """Leave out what no text may hold; None for what is empty."""
    kept = re.sub(
        r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", "", (text or "").replace("\r\n", "\n").replace("\r", "\n")
    )
    return kept.strip() or None
