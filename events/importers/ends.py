"""Ends for sessions whose source gives none: where the next session of the day starts."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from django.utils.translation import gettext as _

from events.importers.results import Imported, Notice
from events.programme import Session


def fill_ends(imported: Imported) -> Imported:
    """End each open session where the next one of its day starts, with a notice of each.

    A day's last session stays without one: nothing in the source tells it.
    """
    programme = imported.programme
    starts = sorted({session.starts_at for session in programme.sessions})
    following = {start: after for start, after in pairwise(starts) if start.date() == after.date()}
    sessions = []
    notices = []
    for session in programme.sessions:
        after = following.get(session.starts_at)
        if session.ends_at is None and after is not None:
            session = Session.model_validate(session.model_dump() | {"ends_at": after})
            message = _("The end is taken to be %(time)s, where the next session starts.") % {
                "time": after.strftime("%H:%M")
            }
            notices.append(Notice(None, session.title, message))
        sessions.append(session)
    filled = programme.model_copy(update={"sessions": tuple(sessions)})
    return replace(imported, programme=filled, warnings=(*imported.warnings, *notices))
