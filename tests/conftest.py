"""The people of our tests."""

from __future__ import annotations

import pytest

from cyberconf.accounts.models import User
from tests.builders import make_user


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
    """Moderates."""
    return make_user(email="mona@example.org", name="Mona Moderator", role="moderator")


@pytest.fixture
def eve(db: None) -> User:
    """Edits the programme."""
    return make_user(email="eve@example.org", name="Eve Editor", role="editor")
