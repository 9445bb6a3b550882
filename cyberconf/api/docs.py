"""The OpenAPI document arranged for a page: chapters of operations, and the shapes of what they carry."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

NAMES = {
    "integer": gettext_lazy("whole number"),
    "number": pgettext_lazy("a kind of value", "number"),
    "string": pgettext_lazy("a kind of value", "text"),
    "boolean": gettext_lazy("true or false"),
}
FORMATS = {"date-time": gettext_lazy("instant"), "date": gettext_lazy("day"), "uuid": "UUID"}


@dataclass(frozen=True)
class Span:
    """A piece of a text; ``is_code`` for what stands between backticks."""

    text: str
    is_code: bool


@dataclass(frozen=True)
class Kind:
    """What a value is, in words; ``shape`` is the name of the object that it is or holds, if it does."""

    words: str
    shape: str = ""


@dataclass(frozen=True)
class Field:
    """A parameter of an operation or a part of an object."""

    name: str
    kind: Kind
    description: tuple[Span, ...]
    is_required: bool
    place: str = ""


@dataclass(frozen=True)
class Reply:
    """One of the ways in which an operation answers."""

    status: str
    description: str
    kind: Kind | None


@dataclass(frozen=True)
class Operation:
    """One thing that can be asked."""

    id: str
    method: str
    path: str
    summary: str
    description: tuple[Span, ...]
    needs_token: bool
    parameters: tuple[Field, ...]
    body: Kind | None
    replies: tuple[Reply, ...]


@dataclass(frozen=True)
class Chapter:
    """Operations that belong together."""

    title: str
    operations: tuple[Operation, ...]

    @property
    def slug(self) -> str:
        """Where it stands in the page."""
        return slugify(self.title)


@dataclass(frozen=True)
class Shape:
    """An object by its parts."""

    name: str
    description: tuple[Span, ...]
    fields: tuple[Field, ...]


def chapters(document: dict[str, Any]) -> list[Chapter]:
    """Return the operations under their tags, in the order of the document, those that need a token last."""
    found: dict[str, list[Operation]] = {}
    for path, operations in document["paths"].items():
        for method, details in operations.items():
            found.setdefault(details["tags"][0], []).append(_operation(path, method, details))
    chapters = [Chapter(title, tuple(operations)) for title, operations in found.items()]
    return sorted(chapters, key=lambda chapter: chapter.operations[0].needs_token)


def shapes(document: dict[str, Any]) -> list[Shape]:
    """Return the objects that are sent and answered, by name."""
    return [
        Shape(name, prose(schema.get("description", "")), tuple(_fields(schema)))
        for name, schema in document["components"]["schemas"].items()
    ]


def prose(text: str) -> tuple[Span, ...]:
    """Return a text in pieces: what stands between backticks is code."""
    pieces = re.split(r"`+", " ".join(text.split()))
    return tuple(Span(piece, is_code=index % 2 == 1) for index, piece in enumerate(pieces) if piece)


def kind_of(schema: dict[str, Any]) -> Kind:
    """Say in words what a value is."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return Kind(name, name)
    if "anyOf" in schema:
        return _one_of([kind_of(each) for each in schema["anyOf"] if each.get("type") != "null"], schema)
    if "enum" in schema:
        return Kind(" | ".join(f"“{value}”" for value in schema["enum"]))
    if "const" in schema:
        return Kind(_("always %(value)s") % {"value": schema["const"]})
    if schema.get("type") == "array":
        item = kind_of(schema.get("items", {}))
        return Kind(_("list of %(items)s") % {"items": item.words}, item.shape)
    words = NAMES.get(schema.get("type", ""), _("object"))
    return Kind(str(FORMATS.get(schema.get("format", ""), words)))


def _one_of(kinds: list[Kind], schema: dict[str, Any]) -> Kind:
    words = _(" or ").join(kind.words for kind in kinds)
    may_lack = any(each.get("type") == "null" for each in schema["anyOf"])
    return Kind(
        _("%(kind)s or null") % {"kind": words} if may_lack else words,
        next((k.shape for k in kinds if k.shape), ""),
    )


def _operation(path: str, method: str, details: dict[str, Any]) -> Operation:
    return Operation(
        id=details["operationId"],
        method=method.upper(),
        path=path,
        summary=details["summary"],
        description=prose(details.get("description", "")),
        needs_token="security" in details,
        parameters=tuple(_parameter(each) for each in details.get("parameters", [])),
        body=_content(details.get("requestBody")),
        replies=tuple(
            Reply(status, reply["description"], _content(reply))
            for status, reply in details["responses"].items()
        ),
    )


def _parameter(details: dict[str, Any]) -> Field:
    schema = details["schema"]
    description = details.get("description", schema.get("description", ""))
    if schema.get("default") not in {None, ""}:
        default = _("Default: %(value)s.") % {"value": str(schema["default"]).lower()}
        description = f"{description} {default}".strip()
    return Field(details["name"], kind_of(schema), prose(description), details["required"], details["in"])


def _content(part: dict[str, Any] | None) -> Kind | None:
    content = (part or {}).get("content")
    return kind_of(next(iter(content.values()))["schema"]) if content else None


def _fields(schema: dict[str, Any]) -> Iterator[Field]:
    required = schema.get("required", [])
    for name, details in schema.get("properties", {}).items():
        yield Field(name, kind_of(details), prose(details.get("description", "")), name in required)
