"""The orders in which threads are read, and the places in them that pages begin at. No queries.

Pages are cut by keyset, never by counting: a thread that is added while somebody reads moves no other from
one page to the next. In the order of support a thread moves when its support does.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from comments.identifiers import ALPHABET, LENGTH

if TYPE_CHECKING:
    from comments.models import Comment

CURSOR = re.compile(rf"(?:(?P<support>[0-9]{{1,9}})-)?(?P<id>[{ALPHABET}]{{{LENGTH}}})")


class Sort(models.TextChoices):
    """An order of threads. What moderators have pinned stands before all others in each."""

    OLDEST = "oldest", _("Oldest first")
    NEWEST = "newest", _("Newest first")
    SUPPORTED = "supported", _("Most supported first")

    @classmethod
    def named(cls, name: str) -> Sort:
        """Return the order of that name, or the usual one."""
        return cls(name) if name in cls.values else cls.OLDEST

    @property
    def keys(self) -> list[str]:
        """What the first comments of threads are ordered by."""
        return {
            Sort.OLDEST: ["id"],
            Sort.NEWEST: ["-id"],
            Sort.SUPPORTED: ["-support_count", "-id"],
        }[self]

    @property
    def keys_backwards(self) -> list[str]:
        """The same, the other way round."""
        return [key.removeprefix("-") if key.startswith("-") else f"-{key}" for key in self.keys]

    def cursor(self, root: Comment) -> str:
        """Return the name of the place after that thread."""
        return f"{root.support_count}-{root.pk}" if self == Sort.SUPPORTED else root.pk

    def after(self, cursor: str) -> Q | None:
        """Return what stands after the place, among what is not pinned; None where there is no such place."""
        found = CURSOR.fullmatch(cursor)
        if found is None or (found["support"] is None) == (self == Sort.SUPPORTED):
            return None
        return self._beyond(found["id"], int(found["support"] or 0))

    def before(self, root: Comment) -> Q:
        """Return what stands before that thread, among what is not pinned."""
        if self == Sort.SUPPORTED:
            most = Q(support_count__gte=root.support_count)
            return most & (Q(support_count__gt=root.support_count) | Q(id__gt=root.pk))
        return Q(id__lt=root.pk) if self == Sort.OLDEST else Q(id__gt=root.pk)

    def _beyond(self, pk: str, support: int) -> Q:
        if self == Sort.SUPPORTED:
            most = Q(support_count__lte=support)  # bounds the index; the rest could not alone
            return most & (Q(support_count__lt=support) | Q(id__lt=pk))
        return Q(id__gt=pk) if self == Sort.OLDEST else Q(id__lt=pk)
