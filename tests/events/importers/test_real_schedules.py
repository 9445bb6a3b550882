"""Real sheets and calendars, where the folder of shared programmes is present beside the project."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from cyberconf.settings import ROOT
from events.importers import Hint, read

FOLDERS = [path / "shared" / "programmes" / "schedules" for path in (ROOT.parent, Path("/work"))]
FOLDER = next((path for path in FOLDERS if path.is_dir()), FOLDERS[0])
BERLIN = Hint(time_zone="Europe/Berlin", date=date(1999, 8, 6))


@pytest.mark.parametrize(
    ("name", "hint", "expected"),
    [
        ("17-moca24.ics", Hint(), ("Europe/Rome", 88, 4, 3, 0)),
        ("19-pyconus-2025.ics", Hint(), ("UTC", 224, 21, 6, None)),
        ("21-railsconf-2017.ics", Hint(), ("America/Phoenix", 113, 14, 3, 0)),
        ("22-voc-schedule-example.xlsx", BERLIN, ("Europe/Berlin", 13, 2, 1, 15)),
        ("23-sendezentrum-31c3.csv", BERLIN, ("Europe/Berlin", 21, 0, 4, None)),
        ("24-camp99.csv", BERLIN, ("Europe/Berlin", 32, 1, 3, 30)),
    ],
)
def test_every_event_room_and_day_arrives(
    name: str, hint: Hint, expected: tuple[str, int, int, int, int | None]
) -> None:
    if not FOLDER.is_dir():
        pytest.skip(f"NOT TESTED: the real file {name} is not at {FOLDER}")
    programme = read((FOLDER / name).read_bytes(), hint=hint).programme
    days = {session.starts_at.date() for session in programme.sessions}
    people = len(programme.people) if expected[4] is not None else None
    assert (programme.time_zone, len(programme.sessions), len(programme.rooms), len(days), people) == expected
