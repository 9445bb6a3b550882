"""The measures of discussions: that they measure, and that posting under load loses nothing."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from cyberconf.demo.load import reading
from cyberconf.settings import ROOT


@pytest.mark.django_db
def test_a_long_discussion_is_read_in_as_many_queries_as_a_short_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "SHORT", 10)
    monkeypatch.setattr(reading, "LONG", 600)
    monkeypatch.setattr(reading, "TIMES", 1)
    lines: list[str] = []
    reading.compare(lines.append)
    assert [re.findall(r"(\d+) (comments|queries)", line) for line in lines] == [
        [("10", "comments"), ("4", "queries"), ("600", "comments"), ("4", "queries")]
    ] * 3
    assert [line.partition("100")[0].split()[1] for line in lines] == ["oldest", "newest", "supported"]


def test_sixty_people_at_once_and_a_server_that_is_killed_lose_nothing(tmp_path: Path) -> None:
    environment = {
        name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "REDIS_URL"}
    }
    done = subprocess.run(
        [sys.executable, "manage.py", "bench", "--discussion", "--comments", "120"],
        cwd=ROOT,
        env=environment | {"VAR_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "cyberconf.settings"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    said = "120 sent, 120 acknowledged, 120 there, 0 lost, 0 twice"
    assert [said in line for line in done.stdout.splitlines()] == [True, True]
