"""The people of our tests, and which tests a second database needs."""

from __future__ import annotations

import gc
from collections.abc import Generator, Iterator

import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker

from cyberconf.accounts.models import User
from tests.builders import make_user

SPARED = 5_000  # objects more than were freed; at Python's 700 collecting takes a twentieth of the time
DATABASE_FIXTURES = {"db", "transactional_db", "live_server"}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database-only", action="store_true", help="run the tests alone that use the database or the cache"
    )


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Spare the garbage collector what stays to the end: it would look through six thousand tests."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.set_threshold(SPARED)
        gc.enable()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what another database cannot change: those tests have run with the first one."""
    if config.getoption("--database-only"):
        using = [item for item in items if _uses_database(item)]
        config.hook.pytest_deselected(items=[item for item in items if item not in using])
        items[:] = using


def _uses_database(item: pytest.Item) -> bool:
    named = set(getattr(item, "fixturenames", ()))
    if item.get_closest_marker("looks") is not None:
        return False
    return item.get_closest_marker("django_db") is not None or bool(named & DATABASE_FIXTURES)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Make the database, and take it down though a thread of a test may hold a connection to it still."""
    yield
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


@pytest.fixture
def alice(db: None) -> User:
    """Comments; her address is verified."""
    return make_user(email="alice@example.org", name="Alice Ahmed", affiliation="Cyber Peace Foundation")


@pytest.fixture
def bob(db: None) -> User:
    """Reads; his address is verified."""
    return make_user(email="bob@example.org", name="Bob Brown", affiliation="Ministry of Foreign Affairs")


@pytest.fixture
def mona(db: None) -> User:
    """Moderates; ``make_moderator`` says which conferences."""
    return make_user(email="mona@example.org", name="Mona Moderator", role="moderator")


@pytest.fixture
def eve(db: None) -> User:
    """Edits the programme."""
    return make_user(email="eve@example.org", name="Eve Editor", role="editor")
