"""The OpenAPI document: Ninja's, with what is sent, what is refused and what answers carry."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any

from django.conf import settings
from pydantic import BaseModel

from cyberconf.api import api
from cyberconf.web.rest.documenting import also
from cyberconf.web.rest.problems import ProblemDetails
from events.api.schemas import ToPublish
from events.programme import Programme

BASE = "/api/v1"
TEMPLATE = "#/components/schemas/{model}"
ETAG = {"description": "What `If-None-Match` and `If-Match` take", "schema": {"type": "string"}}
LOCATION = {"description": "Where it is", "schema": {"type": "string"}}
DRAFT_BODY = {"application/json": {"schema": {"$ref": TEMPLATE.format(model="ProgrammeToImport")}}}


@cache
def document() -> dict[str, Any]:
    """Return the document, made once a process."""
    schema: dict[str, Any] = dict(api.get_openapi_schema(path_prefix=""))
    schema["servers"] = [{"url": settings.SITE_URL + BASE}]
    for operations in schema["paths"].values():
        for method, operation in operations.items():
            _complete(method, operation)
    schema["paths"]["/conferences/{conference}/programme"]["put"]["requestBody"] = {
        "required": True,
        "content": DRAFT_BODY,
    }
    schemas = schema["components"]["schemas"] | _sent() | _of(ProblemDetails)
    used = _named(schema["paths"], schemas)
    schema["components"]["schemas"] = {name: schemas[name] for name in sorted(used)}
    return schema


def _complete(method: str, operation: dict[str, Any]) -> None:
    """Add what any operation may answer; put the answers in order, as texts, with the headers they carry.

    No parameter can be null.
    """
    for parameter in operation["parameters"]:
        kinds = parameter["schema"].pop("anyOf", [])
        parameter["schema"] |= next((kind for kind in kinds if kind.get("type") != "null"), {})
        parameter["schema"].pop("title", None)
        if parameter["schema"].get("default", "") is None:
            del parameter["schema"]["default"]
    shared = also(406, 412) if method == "get" else also(406)
    found = shared["responses"] | operation["responses"]
    answers = {str(status): answer for status, answer in sorted(found.items())}
    for status, answer in answers.items():
        if status in {"200", "201"}:
            answer.setdefault("headers", {})["ETag"] = ETAG
        if status in {"201", "308"}:
            answer.setdefault("headers", {})["Location"] = LOCATION
    operation["responses"] = answers


def _sent() -> dict[str, Any]:
    """Return the schemas of bodies. Those of the programme differ from answers: defaults may lack."""
    parts = _of(Programme)
    names = {name: f"{name}ToImport" for name in parts}
    return {names[name]: _renamed(part, names) for name, part in parts.items()} | _of(ToPublish)


def _renamed(value: Any, names: dict[str, str]) -> Any:
    if isinstance(value, dict):
        return {key: _renamed(each, names) for key, each in value.items()}
    if isinstance(value, list):
        return [_renamed(each, names) for each in value]
    found = re.fullmatch(r"#/components/schemas/(\w+)", value) if isinstance(value, str) else None
    return TEMPLATE.format(model=names[found[1]]) if found else value


def _named(value: Any, schemas: dict[str, Any]) -> set[str]:
    """Return the names of the schemas that are referred to, and of those that these refer to."""
    found: set[str] = set()
    waiting = [value]
    while waiting:
        each = waiting.pop()
        names = set(re.findall(r"#/components/schemas/(\w+)", json.dumps(each))) - found
        found |= names
        waiting.extend(schemas[name] for name in names)
    return found


def _of(model: type[BaseModel]) -> dict[str, Any]:
    """Return the schemas of a model and of its parts, by name."""
    schema: dict[str, Any] = model.model_json_schema(ref_template=TEMPLATE)
    parts: dict[str, Any] = schema.pop("$defs", {})
    return parts | {model.__name__: schema}
