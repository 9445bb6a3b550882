"""A conference with a board."""

from __future__ import annotations

import pytest

from cyberconf.accounts.models import User
from events import team
from events.models import Conference, Room, Session
from tests.builders import (
    make_appearance,
    make_conference,
    make_question,
    make_session,
    make_speaker,
)


@pytest.fixture
def conference(eve: User) -> Conference:
    """Two rooms, of a conference that eve edits."""
    made = make_conference(title="Calm")
    team.join(conference=made, user=eve, role=team.Role.EDITOR)
    for position, name in enumerate(("Hall", "Attic")):
        Room.objects.create(conference=made, slug=name.lower(), name=name, position=position)
    return made


@pytest.fixture
def law(conference: Conference) -> Session:
    """A panel from nine to ten in the hall, with all that a panel needs."""
    made = make_session(conference, title="Law", number="1", room=conference.rooms.get(slug="hall"))
    make_question(made)
    make_appearance(made, make_speaker(name="Ann", slug="ann", consents_to_publish=True), role="moderator")
    return made
