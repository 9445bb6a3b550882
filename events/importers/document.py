"""Our own programme.json, as ``Programme`` is written."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, NoReturn

from django.utils.translation import gettext as _
from pydantic import BaseModel, ValidationError

from events.errors import Location, Problem, ProgrammeError
from events.importers.decoding import MOST_BYTES, decode, head_of
from events.importers.results import Hint, Imported
from events.importers.text.zones import known_zone
from events.programme import Person, Programme, Room, Session

MAX_TITLE, MAX_QUESTION = 300, 2_000  # characters, as many as the database holds
MAX_DEPTH = 20  # a programme has six levels
MAX_VALUES = 500_000  # of a document; a congress of 1,000 events has a tenth of it
MAX_PROBLEMS = 50  # that are named at once
YEARS = range(1900, 2101)  # as for any other source: every zone and calendar can express them
PARTS: dict[str, type[BaseModel]] = {"rooms": Room, "sessions": Session, "people": Person}
_JSON = re.compile(rb"\s*(?:\{\s*[\"}]|\[\s*[\[{\"\]])")
_SURROGATE = re.compile(r"[\ud800-\udfff]")


def looks_like(data: bytes) -> bool:
    """Say whether it begins as JSON does. Other forms of JSON are asked first: this one says what is read."""
    return _JSON.match(head_of(data, 2_000)) is not None


def read(data: bytes, *, hint: Hint) -> Imported:
    """Read a programme from its JSON.

    Raises:
        ProgrammeError: ``json`` with the line where it is none, ``document`` where it is no programme.
    """
    fields = load(data)
    if fields and not fields.keys() & Programme.model_fields.keys():
        message = _(
            "Found JSON that is no programme; its names are: %(names)s. "
            "Expected programme.json, or JSON of frab, pretalx, Sessionize or symposion."
        )
        names = ", ".join(f"“{name[:30]}”" for name in list(fields)[:5]) or _("none")
        raise ProgrammeError("document", message % {"names": names})
    if hint.slug:
        fields = fields | {"slug": hint.slug}
    programme = _programme(fields)
    known_zone(programme.time_zone)
    _refuse_long(programme)
    _refuse_far(programme)
    return Imported(programme)


def load(data: bytes) -> dict[str, Any]:
    """Read a JSON object in which each name stands once and each text can be kept.

    Raises:
        ProgrammeError: ``json`` with the line where it is none, ``document`` where it is something else.
    """
    fields: dict[str, Any] = load_text(data)[1]
    return fields


def load_text(data: bytes, *, takes_lists: bool = False) -> tuple[str, Any]:
    """Return the text of a JSON object, too, by which the line of a value is found.

    With ``takes_lists`` a list will do.

    Raises:
        ProgrammeError: as ``load`` does.
    """
    text = decode(data, most=MOST_BYTES)
    try:
        fields = json.loads(text, object_pairs_hook=_once, parse_constant=_refuse_constant)
    except json.JSONDecodeError as problem:
        message = _("Expected JSON; at column %(column)d: %(problem)s.")
        raise ProgrammeError(
            "json", message % {"column": problem.colno, "problem": problem.msg}, line=problem.lineno
        ) from None
    except (RecursionError, ValueError):
        raise ProgrammeError(
            "json", _("Expected JSON of a programme; found one that is too deep or has huge numbers.")
        ) from None
    if not isinstance(fields, dict) and not (takes_lists and isinstance(fields, list)):
        raise ProgrammeError("document", _("Expected a JSON object with the programme's fields."))
    _refuse_unkept(fields)
    return text, fields


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields = dict(pairs)
    if len(fields) < len(pairs):
        twice, _times = Counter(name for name, _value in pairs).most_common(1)[0]
        message = _("The name “%(name)s” stands twice in one object. Expected each one once.")
        raise ProgrammeError("json", message % {"name": _printable(twice)})
    return fields


def _refuse_constant(name: str) -> NoReturn:
    message = _("Found %(name)s, which JSON does not have. Expected a number.")
    raise ProgrammeError("json", message % {"name": name})


def _refuse_unkept(fields: Any) -> None:
    """Refuse what cannot be shown or kept: U+0000, which PostgreSQL refuses, and halves of characters."""
    count = 0
    waiting: list[tuple[Location, Iterator[tuple[str | int, Any]]]] = [((), iter([("", fields)]))]
    while waiting:
        where, inner = waiting[-1]
        name, value = next(inner, (None, None))
        if name is None:
            waiting.pop()
            continue
        count += 1
        if count > MAX_VALUES:
            message = _("Found more than %(limit)d values. Expected one conference's programme.")
            raise ProgrammeError("too_large", message % {"limit": MAX_VALUES})
        here: Location = (*where, name) if len(waiting) > 1 else ()
        if len(here) > MAX_DEPTH:
            raise ProgrammeError("json", _("Expected JSON of a programme; found one that is too deep."))
        if isinstance(value, str):
            _refuse_character(value, here)
        elif isinstance(value, dict):
            for key in value:
                _refuse_character(key, here)
            waiting.append((here, iter(value.items())))
        elif isinstance(value, list):
            waiting.append((here, iter(enumerate(value))))


def _refuse_character(text: str, where: Location) -> None:
    if "\x00" in text:
        message = _("Found a NUL character. Expected text that can be shown.")
        raise ProgrammeError("document", message, problems=[(where, message)])
    if _SURROGATE.search(text):
        message = _("Found one half of a character. Expected text that can be shown.")
        raise ProgrammeError("document", message, problems=[(where, message)])


def _printable(text: str) -> str:
    return text.encode(errors="replace").decode()[:40]


def _programme(fields: dict[str, Any]) -> Programme:
    try:
        return Programme.model_validate(fields)
    except ValidationError as problem:
        found = _problems_of_parts(fields) or _problems(problem)
        where = ".".join(map(str, found[0][0])) or "programme"
        message = _("%(where)s: %(problem)s.") % {"where": where, "problem": found[0][1].rstrip(".")}
        raise ProgrammeError("document", message, problems=found[:MAX_PROBLEMS]) from None
    except (TypeError, AttributeError, RecursionError, OverflowError):
        raise ProgrammeError("document", _("Expected the fields of a programme document.")) from None


def _problems_of_parts(fields: dict[str, Any]) -> list[Problem]:
    """Say where in rooms, sessions and people something is wrong: the whole document names no item."""
    found: list[Problem] = []
    for name, node in PARTS.items():
        part = fields.get(name, [])
        for index, item in enumerate(part if isinstance(part, list) else []):
            try:
                node.model_validate(item)
            except ValidationError as problem:
                found += [((name, index, *where), message) for where, message in _problems(problem)]
    return found


def _problems(problem: ValidationError) -> list[Problem]:
    return [
        (error["loc"], error["msg"].removeprefix("Value error, "))
        for error in problem.errors(include_url=False)
    ]


def _refuse_long(programme: Programme) -> None:
    for session in programme.sessions:
        for text, limit in [(session.title, MAX_TITLE), *((q.text, MAX_QUESTION) for q in session.questions)]:
            if len(text) > limit:
                message = _("“%(text)s…” has %(length)d characters. Expected at most %(limit)d.")
                raise ProgrammeError(
                    "too_long", message % {"text": text[:40], "length": len(text), "limit": limit}
                )


def _refuse_far(programme: Programme) -> None:
    for session in programme.sessions:
        for instant in (session.starts_at, session.ends_at):
            if instant is not None and instant.year not in YEARS:
                message = _(
                    "“%(title)s” is at %(time)s, which is out of reach. "
                    "Expected a year from %(first)d to %(last)d."
                )
                values: dict[str, str | int] = {"title": session.title, "time": instant.isoformat()}
                values |= {"first": YEARS[0], "last": YEARS[-1]}
                raise ProgrammeError("no_such_date", message % values)
