"""What the tests of accounts begin with."""

from __future__ import annotations

import pytest
from django.core.cache import cache

from cyberconf.accounts.models import User
from tests.accounts.ways_in import PASSWORD
from tests.builders import make_user


@pytest.fixture(autouse=True)
def _no_limits_used() -> None:
    cache.clear()


@pytest.fixture
def eva(db: None) -> User:
    """Has a password."""
    return make_user(email="eva@example.org", password=PASSWORD)
