"""Rows of whichever model: filled from a document, checked and saved in bulk."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from cyberconf.web.wording import whole_words
from events.errors import ProgrammeError
from events.models import Conference

Row = TypeVar("Row", bound=models.Model)


def check(row: models.Model) -> None:
    """Refuse a value that one of the row's own fields cannot hold. Relations are not looked up.

    Raises:
        ProgrammeError: with the code ``unsound``, saying what and whose it is.
    """
    relations = [field.name for field in row._meta.concrete_fields if field.is_relation]
    try:
        row.clean_fields(exclude=set(relations))
    except ValidationError as problem:
        name, messages = next(iter(problem.message_dict.items()))
        label = getattr(row._meta.get_field(name), "verbose_name", name)
        message = _("%(row)s, %(field)s: %(problem)s")
        said = {"row": capfirst(_called(row)), "field": label, "problem": messages[0]}
        raise ProgrammeError("unsound", message % said) from problem


def set_values(row: models.Model, values: dict[str, Any]) -> None:
    """Put document values into fields; absent text is "" in a row, an absent number or instant None."""
    for name, value in values.items():
        field = row._meta.get_field(name)
        if value is None and isinstance(field, models.Field) and not field.null:
            value = ""
        setattr(row, name, value)


def save(model: type[Row], rows: Iterable[Row], *, by: str | None = None) -> None:
    """Save in bulk the rows that differ from what is stored.

    The unique field ``by`` may change hands, so all whose value changes give it up first.
    """
    rows = list(rows)
    stored = model._default_manager.in_bulk([row.pk for row in rows if row.pk])
    new = [row for row in rows if not row.pk]
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    old = [row for row in rows if row.pk and _differs(row, stored[row.pk], fields)]
    moving = [row for row in old if by is not None and getattr(row, by) != getattr(stored[row.pk], by)]
    if by is not None and moving:
        final = [getattr(row, by) for row in moving]
        for row in moving:
            setattr(row, by, uuid4().hex)
        model._default_manager.bulk_update(moving, [by], batch_size=500)
        for row, value in zip(moving, final, strict=True):
            setattr(row, by, value)
    model._default_manager.bulk_update(old, [field.name for field in fields], batch_size=100)
    model._default_manager.bulk_create(new, batch_size=500)


def refuse_foreign(others: models.QuerySet[Any], wanted: dict[UUID, Any], *, through: str) -> None:
    """Refuse permanent ids that are among those of ``others``, rows of other conferences.

    ``through`` leads from a row to its conference, which is named where everybody may see it.

    Raises:
        ProgrammeError: with the code ``uid_taken``.
    """
    taken = others.filter(uid__in=list(wanted)).values_list("uid", through).first()
    if taken is not None:
        uid, owner = taken
        named = Conference.objects.public().filter(pk=owner).values_list("title", flat=True).first()
        raise ProgrammeError("uid_taken", _told_as_taken(uid, named))


def _told_as_taken(uid: UUID, title: str | None) -> str:
    if title is None:
        message = _(
            "The permanent id %(uid)s belongs to another conference. Expected ids of this one's own: take "
            "the ids out of the source, and new ones are made."
        )
        return message % {"uid": uid}
    message = _(
        "The permanent id %(uid)s belongs to the conference “%(title)s”. Expected ids of this one's own: "
        "import into that conference, or take the ids out of the source, and new ones are made."
    )
    return message % {"uid": uid, "title": title}


def _called(row: models.Model) -> str:
    """Name the row in a refusal, by its kind and shortened."""
    said = {"kind": row._meta.verbose_name, "name": whole_words(str(row), 60)}
    return _("%(kind)s “%(name)s”") % said


def _differs(row: models.Model, stored: models.Model, fields: Iterable[models.Field[Any, Any]]) -> bool:
    return any(getattr(row, field.attname) != getattr(stored, field.attname) for field in fields)
