"""Refusals as JSON, after RFC 9457: what was asked for, what is wrong with it, and where."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from http import HTTPStatus

from django.http import HttpResponse
from pydantic import BaseModel

CONTENT_TYPE = "application/problem+json"
PHRASES = {413: "Payload Too Large"}  # as our server words the status line; Python's word is an older one


class Fault(BaseModel):
    """One thing that is wrong: at ``pointer`` (RFC 6901) in the body, or in the parameter or header named."""

    detail: str
    pointer: str | None = None
    parameter: str | None = None
    header: str | None = None


class ProblemDetails(BaseModel):
    """A refusal: ``title`` is that of the status, ``detail`` a sentence, ``code`` for machines."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    code: str
    errors: list[Fault] = []


class RestError(Exception):
    """A request to the API is refused with ``status``."""

    def __init__(
        self,
        status: int,
        code: str,
        detail: str,
        *,
        errors: Iterable[Fault] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        self.status = status
        self.details = ProblemDetails(
            title=phrase_of(status), status=status, detail=detail, code=code, errors=list(errors)
        )
        self.headers = dict(headers or {})
        super().__init__(detail)

    def response(self) -> HttpResponse:
        """Return the answer, which nobody keeps."""
        content = self.details.model_dump(exclude_none=True)
        response = HttpResponse(
            json.dumps(content, ensure_ascii=False).encode(), status=self.status, content_type=CONTENT_TYPE
        )
        response.reason_phrase = self.details.title
        response.headers["Cache-Control"] = "no-store"
        for name, value in self.headers.items():
            response.headers[name] = value
        return response


def phrase_of(status: int) -> str:
    """Return the words of a status, the same on its line, in a problem and in the OpenAPI document."""
    return PHRASES.get(status) or HTTPStatus(status).phrase


def pointer(where: Iterable[str | int]) -> str:
    """Spell a place in a JSON document as a fragment (RFC 6901)."""
    return "#" + "".join(f"/{str(part).replace('~', '~0').replace('/', '~1')}" for part in where)
