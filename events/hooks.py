"""What other apps do when something has happened here. They know this app; it does not know them.

Each is called within the transaction of what happened, and registered when the app is ready.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from cyberconf.accounts.models import User
from events.models import Conference, Release
from events.programme import Programme

published: list[Callable[[Release, Programme], None]] = []  # a release was made of this programme
copied: list[Callable[[Conference, Conference], None]] = []  # the second was made as a copy of the first
informed: list[Callable[[Release, Iterable[User]], None]] = []  # these have marked sessions that it changes
