from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from events import filtering, search
from events.filtering import Filters
from events.layout import lay_out
from tests.builders import make_programme, question_node, session_node

LAW = UUID(int=1)
AGENDA = lay_out(
    make_programme(
        language="en",
        rooms=[{"slug": "aula", "name": "Aula"}, {"slug": "attic", "name": "Attic"}],
        tracks=[{"slug": "norms", "name": "Norms"}],
        sessions=[
            session_node(uid=str(LAW), title="Law", kind="panel", room="aula", track="norms"),
            session_node(title="Ports", kind="talk", room="attic", description="Of cables and the law."),
            session_node(
                title="Câbles",
                kind="talk",
                room="aula",
                language="fr",
                questions=[question_node(text="Who pays?")],
            ),
        ],
    )
)


def test_a_filter_is_offered_where_there_is_a_choice() -> None:
    assert filtering.values(AGENDA) == {
        "kind": ("panel", "talk"),
        "room": ("aula", "attic"),
        "language": ("en", "fr"),
    }


@pytest.mark.parametrize(
    ("asked", "titles"),
    [
        ({}, ["Law", "Ports", "Câbles"]),
        ({"kind": "talk"}, ["Ports", "Câbles"]),
        ({"kind": "talk", "room": "aula"}, ["Câbles"]),
        ({"language": "en"}, ["Law", "Ports"]),
        ({"track": "norms"}, ["Law"]),
        ({"text": "LAW"}, ["Law", "Ports"]),
        ({"text": "cables"}, ["Ports", "Câbles"]),
        ({"text": "who pays"}, ["Câbles"]),
        ({"text": "..."}, []),
        ({"marked": frozenset({LAW})}, ["Law"]),
        ({"marked": frozenset()}, []),
    ],
)
def test_what_is_asked_for_is_kept_in_the_order_of_the_agenda(
    asked: dict[str, Any], titles: list[str]
) -> None:
    found = filtering.apply(Filters(**asked), AGENDA, search.index(AGENDA))
    assert sorted(entry.session.title for entry in found) == sorted(titles)
    assert [entry.index for entry in found] == sorted(entry.index for entry in found)
