"""The sections of the page, in its order."""

from __future__ import annotations

from cyberconf.demo.design.sections import (
    agenda,
    beyond,
    discussion,
    forms,
    frame,
    lists,
    mails,
    plain,
    session,
)
from cyberconf.demo.design.specimens import Section


def sections() -> list[Section]:
    """Return every section with its specimens."""
    return [
        plain.buttons(),
        frame.frames(),
        frame.messages(),
        forms.fields(),
        forms.accounts(),
        forms.invitations(),
        agenda.mastheads(),
        agenda.ways(),
        agenda.entries(),
        agenda.days(),
        agenda.now(),
        session.sessions(),
        session.questions(),
        session.people(),
        beyond.results(),
        discussion.discussions(),
        discussion.comments(),
        discussion.moderation(),
        lists.found(),
        lists.empty(),
        beyond.words(),
        beyond.embedded(),
        frame.errors(),
        mails.mailed(),
    ]
