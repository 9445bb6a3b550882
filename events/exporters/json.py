"""The programme document itself, as it is stored, for programs that read ours."""

from __future__ import annotations

from json import dumps

from events.exporters.context import Context
from events.programme import Programme

CONTENT_TYPE = "application/json"


def write(programme: Programme, context: Context) -> bytes:
    """Return the document as indented JSON in UTF-8, its fields in the document's own order."""
    document = programme.model_dump(mode="json")
    return (dumps(document, ensure_ascii=False, indent=2) + "\n").encode()
