"""Who sees a conference: staff alone while it is a draft, everybody after that."""

from __future__ import annotations

from events.models import Conference


def make_public(conference: Conference) -> None:
    """Let everybody see a draft once it has a release. What is public or archived stays so."""
    if conference.status == Conference.Status.DRAFT:
        conference.status = Conference.Status.PUBLIC
        conference.save(update_fields=["status"])
