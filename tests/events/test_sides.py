"""What was and what is, beside each other, for whatever changes."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from events.comparing import Piece
from events.diffing import diff
from events.phrases import Names
from events.phrases.sides import pairs
from events.programme import Programme
from tests.builders import make_programme, person_node, session_node

ZURICH = ZoneInfo("Europe/Zurich")


def beside(old: Programme, new: Programme) -> dict[str, tuple[str, str]]:
    """Both sides of each thing that differs, by its name."""

    def text(pieces: tuple[Piece, ...]) -> str:
        return "".join(piece.text for piece in pieces)

    found = [pair for change in diff(old, new) for pair in pairs(change, ZURICH, Names.of(old, new))]
    return {pair.name: (text(pair.before), text(pair.after)) for pair in found}


def test_titles_times_rooms_and_all_else_stand_beside_each_other() -> None:
    node = session_node(title="Norms", slug="s")
    frame = {"slug": "c", "title": "Forum", "rooms": [{"slug": "xxvi", "name": "Room XXVI"}]}
    changed = {
        "title": "Rules",
        "kind": "talk",
        "starts_at": "2021-12-03T09:30:00+01:00",
        "ends_at": "2021-12-03T11:00:00+01:00",
        "room": "xxvi",
        "status": "cancelled",
        "credits": [{"person": "p-ada", "role": "chair"}],
    }
    ada = person_node(slug="p-ada", name="Ada Byron")
    old = make_programme(**frame, sessions=[node])
    new = make_programme(
        **frame | {"title": "Assembly", "format": "hybrid"}, sessions=[node | changed], people=[ada]
    )

    assert beside(old, new) == {
        "Title": ("Norms", "Rules"),
        "Format": ("In person", "Hybrid"),
        "Status": ("Confirmed", "Cancelled"),
        "Start": ("3 December 2021, 09:00", "3 December 2021, 09:30"),
        "End": ("3 December 2021, 10:00", "3 December 2021, 11:00"),
        "Room": ("", "Room XXVI"),
        "Kind": ("Panel", "Talk"),
        "People": ("", "Ada Byron (chair)"),
    }


def test_what_comes_or_goes_as_a_whole_has_no_other_side() -> None:
    node = session_node(slug="s")
    empty = make_programme(slug="c", title="Forum", sessions=[])
    assert beside(empty, make_programme(slug="c", title="Forum", sessions=[node])) == {}
