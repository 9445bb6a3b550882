"""Our own programme.json, as ``Programme`` is written."""

from __future__ import annotations

import json
from codecs import BOM_UTF8
from typing import Any

from django.utils.translation import gettext as _
from pydantic import ValidationError

from events.errors import ProgrammeError
from events.importers.decoding import decode
from events.importers.results import Hint, Imported
from events.importers.text.zones import known_zone
from events.programme import Programme

MAX_TITLE, MAX_QUESTION = 300, 2_000  # characters, as many as the database holds


def looks_like(data: bytes) -> bool:
    """Say whether it is JSON with the schema version that our document begins with."""
    head = data[:2_000].removeprefix(BOM_UTF8).lstrip()
    return head[:1] == b"{" and b'"schema_version"' in head


def read(data: bytes, *, hint: Hint) -> Imported:
    """Read a programme from its JSON.

    Raises:
        ProgrammeError: ``json`` with the line where it is none, ``document`` where it is no programme.
    """
    try:
        fields = json.loads(decode(data))
    except json.JSONDecodeError as problem:
        message = _("Expected JSON; at column %(column)d: %(problem)s.")
        raise ProgrammeError(
            "json", message % {"column": problem.colno, "problem": problem.msg}, line=problem.lineno
        ) from None
    except (RecursionError, ValueError):
        raise ProgrammeError(
            "json", _("Expected JSON of a programme; found one that is too deep or has huge numbers.")
        ) from None
    if not isinstance(fields, dict):
        raise ProgrammeError("document", _("Expected a JSON object with the programme's fields."))
    if _holds_nul(fields):
        raise ProgrammeError("document", _("Found a NUL character. Expected text that can be shown."))
    if hint.slug:
        fields = fields | {"slug": hint.slug}
    programme = _programme(fields)
    known_zone(programme.time_zone)
    _refuse_long(programme)
    return Imported(programme)


def _programme(fields: dict[str, Any]) -> Programme:
    try:
        return Programme.model_validate(fields)
    except ValidationError as problem:
        first = problem.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"]) or "programme"
        message = _("%(where)s: %(problem)s.") % {
            "where": where,
            "problem": first["msg"].removeprefix("Value error, ").rstrip("."),
        }
        raise ProgrammeError("document", message) from None
    except (TypeError, AttributeError, RecursionError, OverflowError):
        raise ProgrammeError("document", _("Expected the fields of a programme document.")) from None


def _holds_nul(value: Any) -> bool:
    """Say whether a text in it holds U+0000, which JSON can spell and PostgreSQL cannot keep."""
    if isinstance(value, str):
        return "\x00" in value
    if isinstance(value, dict):
        return any(map(_holds_nul, value.values()))
    return isinstance(value, list) and any(map(_holds_nul, value))


def _refuse_long(programme: Programme) -> None:
    for session in programme.sessions:
        for text, limit in [(session.title, MAX_TITLE), *((q.text, MAX_QUESTION) for q in session.questions)]:
            if len(text) > limit:
                message = _("“%(text)s…” has %(length)d characters. Expected at most %(limit)d.")
                raise ProgrammeError(
                    "too_long", message % {"text": text[:40], "length": len(text), "limit": limit}
                )
