"""What ``manage.py check --deploy`` says of the second factor of the staff."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core import checks


def check_second_factor(
    app_configs: Sequence[AppConfig] | None = None, **_: Any
) -> list[checks.CheckMessage]:
    """Warn where staff enter admin by a mailbox or a password alone."""
    if settings.STAFF_SECOND_FACTOR == "required":
        return []
    return [
        checks.Warning(
            f"STAFF_SECOND_FACTOR={settings.STAFF_SECOND_FACTOR!r}: staff enter admin by one factor alone.",
            hint="That is for demonstrations on one's own machine. Leave the variable unset elsewhere.",
            id="accounts.W001",
        )
    ]
