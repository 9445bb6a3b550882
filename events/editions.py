"""The history of a conference's releases, read from their changes alone."""

from __future__ import annotations

from events.exporters.revisions import Edition, History, history
from events.models import Release


def history_until(conference_id: int, number: int) -> History:
    """Return what the releases up to ``number`` changed, and when. One query.

    The documents are left where they are: the changes are enough, and far smaller.
    """
    releases = Release.objects.filter(conference_id=conference_id, number__lte=number).order_by("number")
    return history(
        Edition(number, published_at, changes)
        for number, published_at, changes in releases.values_list("number", "published_at", "changes")
    )
