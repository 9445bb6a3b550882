"""How work tells how far it is: on a terminal, and in a thread."""

from __future__ import annotations

import io
import subprocess
import sys
from functools import partial
from pathlib import Path
from threading import Event, current_thread
from typing import Any

import pytest
from django.core.management import call_command
from django.test import override_settings
from django_tasks import task

from cyberconf.settings import ROOT
from cyberconf.web import tasks, terminal
from cyberconf.web.progress import Quiet
from events import importing
from events.models import Conference

TEXT = "Forum\n14 June 2027, Geneva\n9:00-10:00 Welcome\n"
ran, may_go_on = Event(), Event()
seen: list[str] = []


class Terminal(io.StringIO):
    """Standard error where somebody looks."""

    def isatty(self) -> bool:
        return True


def test_a_bar_is_drawn_on_a_terminal_and_taken_away(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    with terminal.shown() as progress:
        progress.step("Comments", total=3)
        progress.advance(3)
    assert "Comments:   0%" in screen.getvalue()
    assert screen.getvalue().endswith("\r")


def test_a_step_without_a_count_is_a_plain_line(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    with terminal.shown() as progress:
        progress.step("Reading")
    assert screen.getvalue().strip("\r ") == "Reading …"


def test_a_step_of_nobody_knows_how_many_says_how_many_are_done(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setattr(terminal, "tqdm", partial(terminal.tqdm, mininterval=0))
    with terminal.shown() as progress:
        progress.step("Pages")
        progress.advance(7)
    assert "Pages … 7" in screen.getvalue()


@pytest.mark.parametrize("is_terminal", [True, False])
def test_nothing_is_drawn_where_nobody_looks_or_wants_it(
    monkeypatch: pytest.MonkeyPatch, is_terminal: bool
) -> None:
    screen = Terminal() if is_terminal else io.StringIO()
    monkeypatch.setattr(sys, "stderr", screen)
    with terminal.shown(is_wanted=not is_terminal) as progress:
        progress.step("Comments", total=3)
        progress.advance(3)
    assert (isinstance(progress, Quiet), screen.getvalue()) == (True, "")


@pytest.mark.django_db
def test_control_c_stops_an_import_with_nothing_written(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    told = io.StringIO()
    file = tmp_path / "programme.txt"
    file.write_text(TEXT)
    carry_out = importing.carry_out

    def interrupted(*args: Any, **named: Any) -> Any:
        carry_out(*args, **named | {"progress": Interrupting()})

    monkeypatch.setattr(importing, "carry_out", interrupted)
    with pytest.raises(SystemExit) as caught:
        call_command("import_programme", str(file), stderr=told)
    assert caught.value.code == 130
    assert told.getvalue() == "Stopped. Nothing was written.\n"
    assert not Conference.objects.exists()


class Interrupting(Quiet):
    """Somebody presses Control-C when everything is written and nothing committed."""

    def step(self, name: str, *, total: int | None = None) -> None:
        if name == "Finishing":
            raise KeyboardInterrupt


@task()
def note() -> None:
    seen.append(current_thread().name)
    ran.set()


@pytest.mark.django_db(transaction=True)
@override_settings(TASKS={"default": {"BACKEND": "cyberconf.web.tasks.ThreadBackend"}})
def test_without_a_worker_a_task_runs_in_a_thread_of_its_own() -> None:
    seen.clear()
    note.enqueue()
    assert ran.wait(10)
    assert seen == ["task"]


@task()
def dawdle() -> None:
    may_go_on.wait(10)
    seen.append("dawdled")


@override_settings(TASKS={"default": {"BACKEND": "cyberconf.web.tasks.ThreadBackend"}})
def test_tasks_are_waited_for_but_not_for_ever() -> None:
    seen.clear()
    dawdle.enqueue()
    tasks.finish(patience=0)
    assert seen == []
    may_go_on.set()
    tasks.finish()
    assert seen == ["dawdled"]


def test_a_command_that_ends_waits_for_its_tasks() -> None:
    begins = (
        "tasks.Thread(target=lambda: (time.sleep(0.3), print('done')), daemon=True, name=tasks.NAME).start()"
    )
    code = f"import time; from cyberconf.web import tasks; {begins}"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("done\n", "")
