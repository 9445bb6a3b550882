"""That a site on SQLite which would lose comments does not start."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from django.core.checks import Error, registry, run_checks

from cyberconf import settings as ours
from cyberconf.web.checks import WHY, check_sqlite

GOOD = {"init_command": "PRAGMA journal_mode=WAL", "transaction_mode": "IMMEDIATE", "timeout": 20}
SQLITE = "django.db.backends.sqlite3"


Patch = pytest.MonkeyPatch  # the settings fixture warns of DATABASES, which the check only reads


def found(patch: Patch, options: dict[str, Any] | None, engine: str = SQLITE) -> list[str]:
    """What the check says of such a database."""
    database: dict[str, Any] = {"ENGINE": engine}
    databases = {"default": database if options is None else database | {"OPTIONS": options}}
    patch.setattr(settings, "DATABASES", databases)
    return [str(message.msg) for message in check_sqlite()]


JOURNAL = 'DATABASES["default"]["OPTIONS"]["init_command"] is {}. Expected "PRAGMA journal_mode=WAL".'.format
MODE = 'DATABASES["default"]["OPTIONS"]["transaction_mode"] is {}. Expected "IMMEDIATE".'.format
TIMEOUT = 'DATABASES["default"]["OPTIONS"]["timeout"] is {}. Expected 20 or more seconds.'.format


@pytest.mark.parametrize(
    ("options", "messages"),
    [
        (GOOD, []),
        (GOOD | {"init_command": "PRAGMA synchronous=NORMAL; pragma journal_mode = 'wal';"}, []),
        (GOOD | {"transaction_mode": "exclusive", "timeout": 60.0}, []),
        (None, [JOURNAL(None), MODE(None), TIMEOUT(None)]),
        ({}, [JOURNAL(None), MODE(None), TIMEOUT(None)]),
        (GOOD | {"init_command": "PRAGMA journal_mode=DELETE"}, [JOURNAL("'PRAGMA journal_mode=DELETE'")]),
        (GOOD | {"init_command": "PRAGMA journal_mode=WALRUS"}, [JOURNAL("'PRAGMA journal_mode=WALRUS'")]),
        (GOOD | {"transaction_mode": "DEFERRED"}, [MODE("'DEFERRED'")]),
        (GOOD | {"timeout": 5}, [TIMEOUT("5")]),
        (GOOD | {"timeout": "20"}, [TIMEOUT("'20'")]),
    ],
)
def test_sqlite_needs_the_log_the_mode_and_the_timeout(
    monkeypatch: Patch, options: dict[str, Any] | None, messages: list[str]
) -> None:
    assert found(monkeypatch, options) == messages


def test_postgresql_needs_none_of_them(monkeypatch: Patch) -> None:
    assert found(monkeypatch, {}, "django.db.backends.postgresql") == []


def test_a_refusal_carries_its_id_and_the_reason(monkeypatch: Patch) -> None:
    found(monkeypatch, GOOD | {"timeout": 5})
    assert check_sqlite() == [Error(TIMEOUT("5"), hint=WHY, id="web.E003")]


def test_the_check_runs_with_every_check_and_passes_our_own_settings(monkeypatch: Patch) -> None:
    assert check_sqlite in registry.registry.registered_checks
    monkeypatch.setattr(settings, "DATABASES", ours.DATABASES)
    assert run_checks() == []
