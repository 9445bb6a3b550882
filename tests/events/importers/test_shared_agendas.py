"""The real agendas beside the project, measured as ``score.py`` measures them; skipped where they are not."""

from __future__ import annotations

import importlib.util
import json
import re
from collections import Counter
from datetime import date
from types import ModuleType

import pytest

from events.importers import Hint, read
from tests.shared import shared

WANTED = {"sessions": 0.95, "titles": 0.92, "questions": 0.95, "people": 0.85}  # issue 3


@pytest.fixture(scope="module")
def score() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", shared("score.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_whole_folder_is_read_as_well_as_the_issue_asks(score: ModuleType) -> None:
    pooled: Counter[tuple[str, int]] = Counter()
    for answer in sorted(shared("agendas").glob("*.json")):
        truth = json.loads(answer.read_text())
        days = [day for day in truth.get("days") or [] if re.match(r"\d{4}-\d\d-\d\d$", str(day))]
        hint = Hint(
            time_zone=None if truth.get("timezone") else "Europe/Zurich",
            date=date.fromisoformat(days[0] if days else "2020-01-06")
            if not days or not truth.get("year_in_text", True)
            else None,
        )
        found = read(answer.with_suffix(".txt").read_bytes(), hint=hint).programme
        for name, figures in score.measure(truth, found.model_dump(mode="json"), False).items():
            for position, figure in enumerate(figures):
                pooled[name, position] += figure
    reached = {name: score.f1(*(pooled[name, position] for position in range(3))) for name in WANTED}
    assert {name for name in WANTED if reached[name] < WANTED[name]} == set(), reached
