"""What is shown for an address of a programme, and which addresses ask for a little more or less."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from events import filtering
from events.elsewhere import Clock, Elsewhere
from events.filtering import Filters
from events.views.refusing import ZONE, Refusal

MARKED = "mine"  # "1" for an account's marks; a device, which keeps its own, names the sessions


@dataclass(frozen=True)
class Asked:
    """What is shown for an address.

    ``kept`` is what the address says of it, ``refusals`` what it says that nobody knows;
    ``zone_text`` is the reader's zone as the field for it shows it, and
    ``venue_zone`` what an address names to show the venue's time alone: "" where that needs no naming.
    """

    day: date | None
    filters: Filters
    clock: Clock
    kept: Mapping[str, str]
    refusals: tuple[Refusal, ...]
    zone_text: str
    venue_zone: str = ""

    def query(self, **changes: str) -> str:
        """Return the query of an address that asks for this but for the changes; "" takes something out."""
        wanted = {name: value for name, value in (dict(self.kept) | changes).items() if value}
        return f"?{urlencode(wanted)}" if wanted else ""

    @property
    def kept_beside_filters(self) -> dict[str, str]:
        """Return what the form of filters sends along."""
        return {name: value for name, value in self.kept.items() if name in ("day", ZONE)}

    @property
    def kept_beside_zone(self) -> dict[str, str]:
        """Return what the form for the reader's zone sends along."""
        return {name: value for name, value in self.kept.items() if name != ZONE}

    @property
    def elsewhere(self) -> Elsewhere | None:
        """Return the reader's zone, where its time is shown."""
        return self.clock.elsewhere

    @property
    def is_usual(self) -> bool:
        """Whether that is the zone of the reader's account, and of no choice on the page."""
        return self.elsewhere is not None and not self.clock.named

    @property
    def venue_time(self) -> str:
        """Return the query that asks for the venue's time alone."""
        return self.query(tz=self.venue_zone)

    @property
    def is_found(self) -> bool:
        """Whether the programme has all that is asked for; a zone that nobody knows takes nothing away."""
        return all(refusal.name == ZONE for refusal in self.refusals)

    @property
    def filter_refusals(self) -> tuple[Refusal, ...]:
        """Return what no filter knows."""
        return tuple(refusal for refusal in self.refusals if refusal.name in filtering.FIELDS)

    @property
    def zone_refusal(self) -> Refusal | None:
        """Return the zone that nobody knows."""
        return next((refusal for refusal in self.refusals if refusal.name == ZONE), None)

    @property
    def unfiltered(self) -> str:
        """Return the query that asks for all sessions."""
        return self.query(day="", q="", **dict.fromkeys([*filtering.FIELDS, MARKED], ""))
