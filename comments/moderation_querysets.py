"""Reads of what moderators did, and of who may not write."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, NoReturn, Self

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from comments.models import ModerationAction, Restriction


class ActionQuerySet(models.QuerySet["ModerationAction"]):
    """Questions that can be asked of the log, and the refusal to rewrite it."""

    def standing(self) -> Self:
        """Those that were not taken back, and took nothing back themselves."""
        return self.filter(undone_by=None, undoes=None)

    def changing(self) -> Self:
        """Those that changed what may be read."""
        return self.exclude(became="")

    def update(self, **kwargs: Any) -> NoReturn:
        """Refuse: what was done stays as it was written down."""
        raise TypeError(
            f"The log of moderation is never changed. Add a row instead of updating {', '.join(kwargs)}."
        )


class RestrictionQuerySet(models.QuerySet["Restriction"]):
    """Questions that can be asked of silences and bans."""

    def in_force(self, at: datetime) -> Self:
        """Those that hold at the instant ``at``. One that ends then does not hold any more."""
        return self.filter(lifted_at=None, created_at__lte=at).filter(Q(ends_at=None) | Q(ends_at__gt=at))
