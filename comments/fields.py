"""Columns of our own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

if TYPE_CHECKING:
    BaseCharField = models.CharField[str, str]
else:
    BaseCharField = models.CharField


class BytewiseCharField(BaseCharField):
    """Text that sorts by its bytes on every database.

    SQLite does so unless told otherwise; PostgreSQL sorts by the database's language, in which the
    letters of a path could change places, unless the column has the collation "C".
    """

    def db_parameters(self, connection: BaseDatabaseWrapper) -> Any:
        """Return the parent's, with the collation; keys that refer to the column take it over."""
        collation = "C" if connection.vendor == "postgresql" else None
        return {**super().db_parameters(connection), "collation": collation}
