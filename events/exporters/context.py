"""What an exporter needs to know beside the programme: where the site is, and what changed when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from django.urls import reverse

from events.exporters.revisions import History, Revision
from events.programme import Programme, Session


@dataclass(frozen=True)
class Site:
    """Where pages are. ``site_url`` is the address of the site without a slash at its end."""

    site_url: str

    def address(self, programme: Programme, session: Session | None = None) -> str:
        """Return the full address of the session's page; what was withdrawn has none but the programme's."""
        if session is None or session.status == "withdrawn":
            return self.site_url + reverse("events:programme", args=[programme.slug])
        return self.site_url + reverse("events:session", args=[programme.slug, session.slug])


@dataclass(frozen=True)
class Context(Site):
    """Where pages are, and when what they tell was changed."""

    history: History


def unchanged(site_url: str) -> Context:
    """Return the context of a programme that is no release: nothing of it was ever changed."""
    first = Revision(0, datetime(1970, 1, 1, tzinfo=UTC))
    return Context(site_url, History(first, first))
