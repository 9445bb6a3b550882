"""Reads of the tokens that programs act with."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db import models

if TYPE_CHECKING:
    from cyberconf.accounts.models import ApiToken, User


class ApiTokenQuerySet(models.QuerySet["ApiToken"]):
    """Questions that can be asked of tokens."""

    def of(self, user: User) -> Self:
        """Those of one person, whether they hold or not."""
        return self.filter(user=user)

    def live(self, at: datetime) -> Self:
        """Those neither revoked nor expired at the instant ``at``."""
        return self.filter(revoked_at=None, expires_at__gt=at)
