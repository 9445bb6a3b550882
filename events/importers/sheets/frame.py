"""What the sheets of a file say of the conference itself: its title, day, zone and form."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from events.importers.results import Hint, Notice
from events.importers.sheets import words
from events.importers.sheets.grid import Row, shown
from events.importers.sheets.headings import Table
from events.importers.sheets.second import Beside
from events.importers.text.dates import dates_in
from events.importers.text.lines import Line
from events.importers.text.zones import ZoneClue, clue_in, known_zone, place_in, zone_of


@dataclass(frozen=True)
class Frame:
    """Reads it from the conference's own sheet, from columns, and from what stands above the headings.

    ``notices`` takes what is in doubt.
    """

    tables: list[Table]
    beside: Beside
    hint: Hint
    notices: list[Notice]

    @property
    def facts(self) -> dict[str, str]:
        """What the conference's own sheet says."""
        return {key: value for key, (_line, value) in self.beside.facts.items()}

    def title(self) -> str | None:
        """Return the conference's title: by its sheet, a column, or what stands alone above the headings."""
        if title := self.facts.get("title") or self._by_column("conference"):
            return title[:200]
        for row in self._above():
            said = [text for cell in row.cells if (text := shown(cell))]
            if len(set(said)) == 1 and not said[0].startswith("<") and not dates_in(said[0]):
                self._say(row.number, said[0], _("This is taken as the title of the conference."))
                return said[0][:200]
        if self.hint.slug is None:
            self._say(None, "", _("No title was found. Give the conference one in admin."))
        return None

    def given_day(self) -> date | None:
        """Return the day told by the conference's sheet, by what is above the headings, or by the hint."""
        texts = [self.facts.get("date", ""), *(shown(cell) for row in self._above() for cell in row.cells)]
        for text in texts:
            for found in dates_in(text):
                year = found.year or (self.hint.date.year if self.hint.date else None)
                if year and (day := found.on(year)):
                    return day
        return self.hint.date

    def zone(self, title: str | None, first: date | None) -> str:
        """Return the zone that is said, or that of the place, on the ``first`` day of sessions.

        Raises:
            ProgrammeError: what is said is no zone.
        """
        if "time_zone" in self.facts:
            return known_zone(self.facts["time_zone"], line=self.beside.facts["time_zone"][0])
        if (said := self._by_column("time_zone")) and (clue := clue_in(Line(0, said))) is None:
            return known_zone(said)
        clue = clue_in(Line(0, said)) if said else self._clue_above()
        place = place_in(" · ".join(filter(None, [self.facts.get("venue"), title, *self._texts_above()])))
        zone, doubts = zone_of(clue, place, hint=self.hint, day=first or date(2000, 1, 1))
        self.notices.extend(doubts)
        return zone

    def format(self) -> str:
        """Return the conference's format; in person where nothing that is understood says so."""
        said = self.facts.get("format", "")
        format = words.FORMATS.key_of(said) if said else "in_person"
        if format is None:
            self._say(
                self.beside.facts["format"][0], said, _("Expected in person, online or hybrid; left out.")
            )
        return format or "in_person"

    def address(self, name: str) -> str | None:
        """Return the web address that a fact of this name says."""
        line, text = self.beside.facts.get(name, (0, ""))
        return self.beside.address(Row(line, ()), text)

    def _by_column(self, name: str) -> str | None:
        said = Counter(text for table in self.tables for row in table.rows if (text := table.text(row, name)))
        if len(said) > 1:
            message = _("The rows say different things of the conference; the commonest is taken.")
            self._say(None, " · ".join(list(said)[:5]), message)
        return said.most_common(1)[0][0] if said else None

    def _above(self) -> list[Row]:
        return [row for table in self.tables for row in table.above]

    def _clue_above(self) -> ZoneClue | None:
        rows = [*self._above(), *(table.head for table in self.tables)]
        clues = (clue_in(Line(row.number, shown(cell))) for row in rows for cell in row.cells if shown(cell))
        return next(filter(None, clues), None)

    def _texts_above(self) -> list[str]:
        return [shown(cell) for row in self._above() for cell in row.cells]

    def _say(self, line: int | None, text: str, message: str) -> None:
        self.notices.append(Notice(line, text[:200], message))
