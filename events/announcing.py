"""Messages of staff to all pages of a conference: one at a time, at once, and kept."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cyberconf.accounts.models import User
from events.archiving import refuse_archived
from events.errors import ProgrammeError
from events.models import Announcement, Conference


@transaction.atomic
def announce(
    conference: Conference,
    *,
    by: User | None,
    text: str,
    ends_at: datetime | None = None,
    at: datetime | None = None,
) -> Announcement:
    """Show a message from now on in place of the one before, until ``ends_at`` if that is said.

    Raises:
        ProgrammeError: with the code ``past``, where it would be over before it begins; or ``archived``.
        ValidationError: the text is empty or too long.
    """
    conference = Conference.objects.select_for_update().get(pk=conference.pk)  # two at once make one
    refuse_archived(conference)
    at = at or timezone.now()
    if ends_at is not None and ends_at <= at:
        raise ProgrammeError("past", _("This end is past already. Expected a time that is still to come."))
    clear(conference, at=at)
    message = Announcement(
        conference=conference, text=" ".join(text.split()), starts_at=at, ends_at=ends_at, by=by
    )
    message.full_clean()
    message.save(force_insert=True)
    return message


def clear(conference: Conference, *, at: datetime | None = None) -> bool:
    """Take away the message that is shown, and say whether there was one. It stays in the list."""
    at = at or timezone.now()
    return bool(conference.announcements.shown(at).update(ends_at=at))


def shown(conference: Conference) -> Announcement | None:
    """Return the message on show, for a conference read by ``publishing.published``: one query, or none."""
    if conference.message_id is None:
        return None
    return Announcement.objects.filter(pk=conference.message_id).first()
