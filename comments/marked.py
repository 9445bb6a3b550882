"""What is told of a release to somebody who has marked sessions: of those that it changes."""

from __future__ import annotations

from typing import Any

from cyberconf.accounts.models import User
from events import bookmarking, publishing
from events.diffing import Change
from events.informing import Writer
from events.models import Release
from events.phrases import Names


def changes(user: User, release: Release) -> list[Change]:
    """Return what the release changes about the sessions that the user has marked at this moment."""
    uids = bookmarking.of(user, release.conference)
    found = [Change.model_validate(change) for change in release.changes]
    return [change for change in found if change.subject == "session" and change.uid in uids]


def told(user: User, release: Release) -> list[dict[str, Any]]:
    """Return that in words, as a letter to a speaker has it."""
    found = changes(user, release)
    programme = publishing.as_published(release).programme
    return Writer(programme, Names.of(programme).knowing(found), note="").told(found)
