"""Rooms and tracks of the sheets of a file."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from events.importers.identity import Slugs
from events.importers.text.matching import fold


@dataclass
class Places:
    """Rooms or tracks: those of their own sheet, and those that only sessions name."""

    kind: str
    rows: list[dict[str, Any]] = field(default_factory=list)
    slugs: Slugs = field(default_factory=Slugs)
    by_slug: dict[str, str] = field(default_factory=dict)
    by_name: dict[str, str] = field(default_factory=dict)

    def add(self, fields: dict[str, Any]) -> str:
        """Take in a row with a name, at the address that it wants where that is free, and return it."""
        wanted = fields.get("slug")
        slug = (
            wanted
            if wanted and wanted not in self.by_slug
            else self.slugs.take(fields["name"], fallback=self.kind)
        )
        while slug in self.by_slug:
            slug = self.slugs.take(fields["name"], fallback=self.kind)
        self.rows.append(fields | {"slug": slug})
        self.by_slug[slug] = slug
        self.by_name.setdefault(_key(fields["name"]), slug)
        return str(slug)

    def find(self, name: str) -> str | None:
        """Return the address of the one that a session names, made up where no sheet has it."""
        if not name:
            return None
        return self.by_slug.get(name) or self.by_name.get(_key(name)) or self.add({"name": name})


def _key(name: str) -> str:
    return " ".join(fold(name).split())
