"""Where the links on a programme's pages lead: to its public pages, to those of a preview, or nowhere.

The parts of pages ask, and know of no preview; "" is no address, and nothing is linked then.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse

from events.elsewhere import VENUE, Clock, Elsewhere
from events.models import Conference


@dataclass(frozen=True)
class Marks:
    """Which sessions are marked; those of somebody who ``is_known``, or of a device, which knows itself."""

    is_known: bool = False
    uids: frozenset[UUID] = frozenset()


class Leads:
    """Nowhere: the pages of an older release, whose sessions may be gone."""

    has_files = False  # calendars and the like of what is shown
    marks: Marks | None = None  # None where nothing can be marked
    clock = VENUE  # the reader's

    @property
    def elsewhere(self) -> Elsewhere | None:
        """Return the zone whose time is shown beside the venue's."""
        return self.clock.elsewhere

    @property
    def zone(self) -> str:
        """Return what an address ends with to stay in the reader's zone."""
        return ""

    @property
    def programme(self) -> str:
        """Return the page of the programme."""
        return ""

    def session(self, slug: str) -> str:
        """Return the page of a session."""
        return ""

    def question(self, slug: str, number: int) -> str:
        """Return the page of a guiding question of a session."""
        return ""

    @property
    def speakers(self) -> str:
        """Return the page of all people."""
        return ""

    def speaker(self, slug: str) -> str:
        """Return the page of a person."""
        return ""

    def bookmark(self, slug: str) -> str:
        """Return where a session is marked."""
        return ""

    def release(self, number: int) -> str:
        """Return the page of a release."""
        return ""


@dataclass(frozen=True)
class PublicLeads(Leads):
    """The pages that everybody sees."""

    has_files = True
    conference: Conference
    marks: Marks | None = None
    clock: Clock = VENUE

    @property
    def programme(self) -> str:
        """Return the page of the programme."""
        return self.conference.get_absolute_url()

    def session(self, slug: str) -> str:
        """Return the page of a session."""
        return reverse("events:session", args=[self.conference.slug, slug]) + self.zone

    def question(self, slug: str, number: int) -> str:
        """Return the page of a guiding question of a session."""
        return reverse("events:question", args=[self.conference.slug, slug, number]) + self.zone

    @property
    def speakers(self) -> str:
        """Return the page of all people."""
        return reverse("events:speakers", args=[self.conference.slug]) + self.zone

    def speaker(self, slug: str) -> str:
        """Return the page of a person."""
        return reverse("events:speaker", args=[self.conference.slug, slug]) + self.zone

    def bookmark(self, slug: str) -> str:
        """Return where a session is marked."""
        return reverse("events:bookmark", args=[self.conference.slug, slug])

    def release(self, number: int) -> str:
        """Return the page of a release."""
        return reverse("events:release", args=[self.conference.slug, number])

    @property
    def zone(self) -> str:
        """Return the query that names the reader's zone on each page, where the address does."""
        return f"?{urlencode({'tz': self.clock.named})}" if self.clock.named else ""


@dataclass(frozen=True)
class PreviewLeads(Leads):
    """The pages of a draft that whoever has the token of a link sees."""

    token: str

    @property
    def programme(self) -> str:
        """Return the page of the programme."""
        return reverse("events:preview", args=[self.token])

    def session(self, slug: str) -> str:
        """Return the page of a session."""
        return reverse("events:preview_session", args=[self.token, slug])

    def question(self, slug: str, number: int) -> str:
        """Return the page of a guiding question of a session."""
        return reverse("events:preview_question", args=[self.token, slug, number])

    @property
    def speakers(self) -> str:
        """Return the page of all people."""
        return reverse("events:preview_speakers", args=[self.token])

    def speaker(self, slug: str) -> str:
        """Return the page of a person."""
        return reverse("events:preview_speaker", args=[self.token, slug])

    @property
    def search(self) -> str:
        """Return the page on which the draft is searched."""
        return reverse("events:preview_search", args=[self.token])

    @property
    def changes(self) -> str:
        """Return the page of what changed, and changes with the draft."""
        return reverse("events:preview_changes", args=[self.token])
