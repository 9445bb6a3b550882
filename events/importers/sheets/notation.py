"""How several things share a cell: what the exporters write and the importers read, side by side.

Most people stand in a cell as anybody would write them ("Moderator: Dr Ada Byron, Director, Institute"). Who
would not read back so stands in the exact form: all parts in quotes, in the order of ``EXACT``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

CHUNK = 16_000  # characters of a cell; Excel holds 32,767 units of UTF-16, two for some characters
EXACT = ("name", "honorific", "post", "affiliation", "billed", "address")
INDENT = "   "

_FORMULA = re.compile(
    r"'*[=+\-@\t\r\n＝＋－＠]"
)  # what spreadsheet programs take for a formula: OWASP, CSV Injection
_PREFIXED = re.compile(r"'+[=+\-@\t\r\n＝＋－＠]")
_QUOTED = re.compile(r'"((?:[^"]|"")*)"(?:, |$)')
_NUMBERED = re.compile(r"(\d{1,3})\. ?(.*)", re.DOTALL)
_MATERIAL = re.compile(r"(?:\[([^\[\]]{1,40})\] )?(?:(.*): )?(\S+)", re.DOTALL)


@dataclass(frozen=True)
class Exact:
    """A person's part in a session in the exact form; what is empty is None."""

    name: str
    honorific: str | None = None
    post: str | None = None
    affiliation: str | None = None
    billed: str | None = None
    address: str | None = None


def neutral(text: str) -> str:
    """Return a cell of CSV that no spreadsheet program takes for a formula: with an apostrophe before it."""
    return "'" + text if _FORMULA.match(text) else text


def without_prefix(text: str) -> str:
    """Take off the apostrophe that ``neutral`` has put before a text."""
    return text[1:] if _PREFIXED.match(text) else text


def exact(parts: Exact) -> str:
    """Return ``parts`` in the exact form, without the empty ones at its end."""
    said = [getattr(parts, name) or "" for name in EXACT]
    while said and not said[-1]:
        said.pop()
    return ", ".join('"' + text.replace('"', '""') + '"' for text in said)


def exact_in(text: str) -> Exact | None:
    """Read ``text`` in the exact form; None where it is not in it."""
    if not text.startswith('"'):
        return None
    parts, at = [], 0
    while found := _QUOTED.match(text, at):
        parts.append(found[1].replace('""', '"').strip() or None)
        at = found.end()
    if at != len(text) or not parts[0] or len(parts) > len(EXACT):
        return None
    return Exact(parts[0], *parts[1:])


def numbered(texts: Iterable[tuple[int, str]]) -> str:
    """Return texts one a line with their numbers; the further lines of one are indented."""
    return "\n".join(f"{number}. " + text.replace("\n", "\n" + INDENT) for number, text in texts)


def numbered_in(text: str) -> list[tuple[int, str]] | None:
    """Read what ``numbered`` wrote; None where not every line is numbered or indented."""
    found: list[tuple[int, str]] = []
    for line in text.split("\n"):
        if found and line.startswith(INDENT):
            found[-1] = (found[-1][0], found[-1][1] + "\n" + line.removeprefix(INDENT))
        elif item := _NUMBERED.fullmatch(line):
            found.append((int(item[1]), item[2].strip()))
        else:
            return None
    return found


def material(kind: str, title: str, url: str) -> str:
    """Return a material on one line: "[Slides] Title: https://…"."""
    return f"[{kind}] {on_one_line(title)}: {url}"


def material_in(line: str) -> tuple[str | None, str | None, str] | None:
    """Read kind, title and address from a line; None where there is no address at its end."""
    found = _MATERIAL.fullmatch(line.strip())
    return (found[1], (found[2] or "").strip() or None, found[3]) if found else None


def link(title: str, url: str) -> str:
    """Return a person's link on one line: "Title: https://…"."""
    return f"{on_one_line(title)}: {url}"


def on_one_line(text: str) -> str:
    """Return ``text`` with blanks for line breaks."""
    return " ".join(text.split())


def chunks(text: str) -> list[str]:
    """Cut a text into pieces that a cell holds."""
    return [text[at : at + CHUNK] for at in range(0, len(text), CHUNK)] or [""]
