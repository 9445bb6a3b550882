"""The programme document itself, as it is stored, for programs that read ours, and its JSON Schema."""

from __future__ import annotations

from json import dumps
from typing import Any

from events.exporters.context import Context
from events.programme import Programme

CONTENT_TYPE = "application/json"
SCHEMA_CONTENT_TYPE = "application/schema+json"
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def write(programme: Programme, context: Context) -> bytes:
    """Return the document as indented JSON in UTF-8, its fields in the document's own order."""
    return _bytes(programme.model_dump(mode="json"))


def schema(address: str) -> bytes:
    """Return the JSON Schema of the document, which is found at that full address.

    It says what an import may leave out; what we export leaves nothing out.
    """
    described = Programme.model_json_schema()
    head = {"$schema": DIALECT, "$id": address, "title": "Programme of a conference"}
    return _bytes(head | {name: value for name, value in described.items() if name not in head})


def _bytes(document: dict[str, Any]) -> bytes:
    return (dumps(document, ensure_ascii=False, indent=2) + "\n").encode()
