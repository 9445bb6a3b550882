"""JSON taken apart: each value knows its path and its line, and says so where it is not what was expected."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from json.decoder import scanstring  # type: ignore[attr-defined]  # the decoder's own, not in the stubs
from typing import Any

from django.utils.translation import gettext as _

from events.errors import ProgrammeError
from events.importers.schedules.records import Place

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_BLANKS = re.compile(r"[ \t\r\n]*")
_SCALAR = re.compile(r"[^\s,\]}]+")
Path = tuple[str | int, ...]


class Source:
    """The text of a sound document, in which lines are found by the paths of values.

    It remembers where it was in each list: whoever goes through one in order reads the text once.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._marks: dict[Path, tuple[int, int]] = {}  # in the list at a path: an index, and where it begins
        self._lines = (0, 1)  # a position, and its line

    def line_of(self, path: Path) -> int:
        """Return the line of the value at ``path``, or of the last part of it that is there."""
        at = _skip(self._text, 0)
        for depth, name in enumerate(path):
            found = self._member(at, name, path[:depth])
            if found is None:
                break
            at = found
        return self._line_at(at)

    def _line_at(self, at: int) -> int:
        before, line = self._lines if self._lines[0] <= at else (0, 1)
        self._lines = (at, line + self._text.count("\n", before, at))
        return self._lines[1]

    def _member(self, at: int, name: str | int, path: Path) -> int | None:
        """Return where the member begins of the object or list at ``path``, which begins at ``at``."""
        text = self._text
        is_object = text[at] == "{"
        if text[at] not in "{[" or is_object is isinstance(name, int):
            return None
        index, at = 0, _skip(text, at + 1)
        if not is_object and path in self._marks and self._marks[path][0] <= int(name):
            index, at = self._marks[path]
        while text[at] not in "]}":
            key: str | int = index
            if is_object:
                key, at = scanstring(text, at + 1)
                at = _skip(text, _skip(text, at) + 1)
            if key == name:
                if not is_object:
                    self._marks[path] = (index, at)
                return at
            at = _skip(text, _end(text, at))
            at, index = (_skip(text, at + 1) if text[at] == "," else at), index + 1
        return None


@dataclass(frozen=True)
class Value:
    """A value of a document, whose text is in ``source``."""

    data: Any
    source: Source
    path: Path = ()

    def __bool__(self) -> bool:
        """Whether there is something: not null, nor empty."""
        return bool(self.data)

    def get(self, name: str) -> Value:
        """Return the value of the name in this object; null where it has none."""
        return Value(self.object().get(name), self.source, (*self.path, name))

    def object(self) -> dict[str, Any]:
        """Return it as an object; null is an empty one."""
        return {} if self.data is None else self._is(dict, _("an object"))

    def items(self) -> Iterator[tuple[str, Value]]:
        """Yield the names of an object with their values."""
        for name in self.object():
            yield name, self.get(name)

    def each(self) -> Iterator[Value]:
        """Yield what is in a list; null is an empty one."""
        rows = [] if self.data is None else self._is(list, _("a list"))
        for index, data in enumerate(rows):
            yield Value(data, self.source, (*self.path, index))

    def count(self) -> int:
        """Return how many are in a list; none in null."""
        return 0 if self.data is None else len(self._is(list, _("a list")))

    def text(self) -> str:
        """Return it as text, "" for null. A number is no text."""
        return "" if self.data is None else str(self._is(str, _("a text")))

    def whole(self) -> int | None:
        """Return it as a whole number, None for null."""
        if isinstance(self.data, bool):
            raise self.refusal(_("a whole number"))
        return None if self.data is None else int(self._is(int, _("a whole number")))

    def identifier(self) -> str:
        """Return a text or a whole number as the text that tells things apart."""
        return str(self.whole()) if isinstance(self.data, int) else self.text()

    def flag(self) -> bool:
        """Return it as true or false, false for null."""
        return False if self.data is None else bool(self._is(bool, _("true or false")))

    @property
    def where(self) -> str:
        """The path as programs write it: ``schedule.conference.days[0]``."""
        parts = [
            f"[{name}]" if isinstance(name, int) else f".{name}" if _NAME.fullmatch(name) else f"[{name!r}]"
            for name in self.path
        ]
        return "".join(parts).removeprefix(".")

    @property
    def place(self) -> Place:
        """Where it stands in the source."""
        return Place(lambda: self.source.line_of(self.path), self.where)

    def refusal(self, expected: str) -> ProgrammeError:
        """Return the refusal of this value, in words that go on after "Expected"."""
        shown = json.dumps(self.data, ensure_ascii=False)[:60] if self.data is not None else _("nothing")
        message = _("%(where)s: found %(found)s. Expected %(expected)s.")
        values = {"where": self.where or _("The document"), "found": shown, "expected": expected}
        line = self.source.line_of(self.path)
        return ProgrammeError(
            "document", message % values, line=line, problems=[(self.path, message % values)]
        )

    def _is(self, kind: type, expected: str) -> Any:
        if not isinstance(self.data, kind):
            raise self.refusal(expected)
        return self.data


def _end(source: str, at: int) -> int:
    """Return where the value ends that begins at ``at``."""
    depth = 0
    while True:
        char = source[at]
        if char == '"':
            _text, at = scanstring(source, at + 1)
        elif char in "{[":
            depth, at = depth + 1, at + 1
        elif char in "]}":
            depth, at = depth - 1, at + 1
        elif char in ",: \t\r\n":
            at += 1
            continue
        else:
            found = _SCALAR.match(source, at)
            at = found.end() if found else at + 1
        if depth == 0:
            return at


def _skip(source: str, at: int) -> int:
    found = _BLANKS.match(source, at)
    return found.end() if found else at
