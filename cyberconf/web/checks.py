"""What ``manage.py check`` refuses of the settings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error

SQLITE = "django.db.backends.sqlite3"
TIMEOUT = 20  # seconds that a writer waits for the others: longer than any request of ours writes
WAL = re.compile(r"PRAGMA\s+(?:main\.)?journal_mode\s*(?:=|\()\s*['\"]?WAL\b", re.IGNORECASE)
WHY = (
    "With Django's defaults 399 of 640 comments posted at the same time were lost in a trial, with these "
    "settings none. cyberconf/settings.py sets them; PostgreSQL needs none of them."
)


def check_sqlite(app_configs: Sequence[AppConfig] | None = None, **_: Any) -> list[CheckMessage]:
    """Refuse SQLite without write-ahead log, immediate transactions and a timeout (DESIGN 9).

    It reads the settings alone, so that it runs with every ``check``, not only where a database is asked.
    """
    found: list[CheckMessage] = []
    for alias, database in settings.DATABASES.items():
        if database.get("ENGINE") == SQLITE:
            options = database.get("OPTIONS", {})
            found += [_error(alias, number, *said) for number, *said in _lacks(options)]
    return found


def _lacks(options: dict[str, Any]) -> Iterator[tuple[int, str, Any, str]]:
    """Yield number and name of each option that is not as it must be, what it is and what is expected."""
    journal = options.get("init_command")
    if not WAL.search(journal or ""):
        yield 1, "init_command", journal, '"PRAGMA journal_mode=WAL"'
    mode = options.get("transaction_mode")
    if str(mode).upper() not in {"IMMEDIATE", "EXCLUSIVE"}:
        yield 2, "transaction_mode", mode, '"IMMEDIATE"'
    timeout = options.get("timeout")
    if not isinstance(timeout, int | float) or timeout < TIMEOUT:
        yield 3, "timeout", timeout, f"{TIMEOUT} or more seconds"


def _error(alias: str, number: int, name: str, found: Any, expected: str) -> Error:
    return Error(
        f'DATABASES["{alias}"]["OPTIONS"]["{name}"] is {found!r}. Expected {expected}.',
        hint=WHY,
        id=f"web.E{number:03}",
    )
