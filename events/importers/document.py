"""Our own programme.json, as ``Programme`` is written."""

from __future__ import annotations

import json
from typing import Any

from django.utils.translation import gettext as _
from pydantic import ValidationError

from events.errors import ProgrammeError
from events.importers.results import Hint, Imported
from events.importers.text.zones import known_zone
from events.programme import Programme

MAX_TITLE, MAX_QUESTION = 300, 2_000  # characters, as many as the database holds


def looks_like(text: str) -> bool:
    """Say whether ``text`` is JSON with the schema version that our document begins with."""
    return text.lstrip()[:1] == "{" and '"schema_version"' in text[:2_000]


def read(text: str, *, hint: Hint) -> Imported:
    """Read a programme from its JSON.

    Raises:
        ProgrammeError: ``json`` with the line where it is none, ``document`` where it is no programme.
    """
    try:
        data = json.loads(text)
    except json.JSONDecodeError as problem:
        message = _("Expected JSON; at column %(column)d: %(problem)s.")
        raise ProgrammeError(
            "json", message % {"column": problem.colno, "problem": problem.msg}, line=problem.lineno
        ) from None
    except (RecursionError, ValueError):
        raise ProgrammeError(
            "json", _("Expected JSON of a programme; found one that is too deep or has huge numbers.")
        ) from None
    if not isinstance(data, dict):
        raise ProgrammeError("document", _("Expected a JSON object with the programme's fields."))
    if _holds_nul(data):
        raise ProgrammeError("document", _("Found a NUL character. Expected text that can be shown."))
    if hint.slug:
        data = data | {"slug": hint.slug}
    programme = _programme(data)
    known_zone(programme.time_zone)
    _refuse_long(programme)
    return Imported(programme)


def _programme(data: dict[str, Any]) -> Programme:
    try:
        return Programme.model_validate(data)
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
