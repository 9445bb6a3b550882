"""What is over and done with: everybody reads an archived conference, and nobody changes it.

Its discussions are closed (``comments.terms``), it is not among those that are coming, and admin lists it
only when asked. Whoever wants to change something takes it out of the archive first.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from events.errors import ProgrammeError
from events.models import Conference

Status = Conference.Status


def archive(conference: Conference) -> bool:
    """Archive a public conference, and say whether it was not archived before.

    Raises:
        ProgrammeError: with the code ``draft``: to archive it would show it to everybody.
    """
    if conference.status == Status.DRAFT:
        message = _(
            "“%(conference)s” is a draft, and what is archived is seen by everybody. "
            "Publish it and make it public first, or delete it."
        )
        raise ProgrammeError("draft", message % {"conference": conference})
    return _become(conference, Status.ARCHIVED)


def take_out(conference: Conference) -> bool:
    """Make an archived conference public again, and say whether it was archived."""
    return conference.is_archived and _become(conference, Status.PUBLIC)


def refuse_archived(conference: Conference) -> None:
    """Refuse to change what is archived. Whoever writes a part of a draft, or publishes it, calls this.

    Raises:
        ProgrammeError: with the code ``archived``.
    """
    if conference.is_archived:
        raise ProgrammeError("archived", told(conference))


def told(conference: Conference) -> str:
    """Say what being archived means, and what to do about it."""
    message = _(
        "“%(conference)s” is archived: it can be read, not changed. Take it out of the archive first."
    )
    return message % {"conference": conference}


def _become(conference: Conference, status: Conference.Status) -> bool:
    rows = Conference.objects.filter(pk=conference.pk).exclude(status__in=[status, Status.DRAFT])
    conference.status = status
    return bool(rows.update(status=status))
