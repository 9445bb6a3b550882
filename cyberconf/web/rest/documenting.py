"""What the OpenAPI document says beside what types say: refusals, and answers without a body."""

from __future__ import annotations

from typing import Any

from cyberconf.web.rest.problems import CONTENT_TYPE, phrase_of

NO_BODY = {304: "Not modified", 308: "Moved for good: see `Location`"}
PROBLEM = {"schema": {"$ref": "#/components/schemas/ProblemDetails"}}


def also(*statuses: int, **extra: Any) -> dict[str, Any]:
    """Return the ``openapi_extra`` of an operation that can answer with these statuses too."""
    return {"responses": {status: _described(status) for status in statuses}, **extra}


def _described(status: int) -> dict[str, Any]:
    if status in NO_BODY:
        return {"description": NO_BODY[status]}
    return {"description": phrase_of(status), "content": {CONTENT_TYPE: PROBLEM}}
