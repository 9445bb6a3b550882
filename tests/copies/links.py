"""A link checker: whether a folder of pages holds all that its pages, style sheets and pictures lead to."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

ELSEWHERE = re.compile(r"https?://[^/]+|mailto:|data:image/")
SHEET_LINK = re.compile(r"""url\(["']?([^"')]+)""")


@dataclass
class Page(HTMLParser):
    """What a page leads to, the ids in it, and what is in it that only a server could answer."""

    links: list[str] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    alive: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.ids.add(given.get("id") or "")
        self.links += [value or "" for name, value in attrs if name in ("href", "src", "srcset", "action")]
        is_script = tag == "script" and given.get("type") != "application/ld+json"
        if is_script or tag in ("form", "input", "button", "select", "textarea", "iframe", "noscript"):
            self.alive.append(tag)


def read(file: Path) -> Page:
    """Read a page of the folder."""
    page = Page()
    page.feed(file.read_text())
    return page


def broken(folder: Path) -> list[str]:
    """Return each link of the folder that leads nowhere, with the file that it is in."""
    found = []
    known = {file.resolve(): read(file) for file in folder.rglob("*.html")}
    for file, page in known.items():
        found += [f"{file.relative_to(folder)}: {tag}" for tag in page.alive]
        found += [
            f"{file.relative_to(folder)}: {link}" for link in page.links if not _leads(link, file, known)
        ]
    for sheet in folder.rglob("*.css"):
        links = SHEET_LINK.findall(sheet.read_text())
        found += [f"{sheet.name}: {link}" for link in links if not _leads(link, sheet.resolve(), known)]
    return found


def _leads(link: str, file: Path, known: dict[Path, Page]) -> bool:
    if ELSEWHERE.match(link):
        return True
    parts = urlsplit(link)
    if parts.scheme or parts.netloc or parts.query or link.startswith("/"):
        return False
    target = (file.parent / unquote(parts.path)).resolve() if parts.path else file
    if not target.is_file():
        return False
    return not parts.fragment or target not in known or unquote(parts.fragment) in known[target].ids
