"""The command line itself: how it ends when somebody has enough."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import IO, Any

import pytest
from django.conf import settings

TEXT = settings.ROOT / "cyberconf/demo/cyber-stability-2021.txt"


def begun(tmp_path: Path, *arguments: str, stdin: int | IO[bytes] | None = None) -> subprocess.Popen[bytes]:
    """A command that was begun, without a database."""
    return subprocess.Popen(
        [sys.executable, "manage.py", *arguments],
        stdin=stdin,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ | {"VAR_DIR": str(tmp_path / "var"), "DATABASE_URL": ""},
        cwd=settings.ROOT,
        preexec_fn=_heeds_control_c,
    )


def _heeds_control_c() -> None:
    """As at a terminal: what runs in the background, as these tests may, does not."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.mark.parametrize("format", [(), ("--json",)], ids=["in words", "as JSON"])
def test_a_reader_that_has_enough_ends_a_command_without_a_traceback(
    tmp_path: Path, format: tuple[str, ...]
) -> None:
    command = begun(tmp_path, "import_programme", str(TEXT), "--dry-run", *format)
    assert command.stdout is not None
    command.stdout.close()
    _output, errors = read(command)
    assert (command.returncode, "Traceback" in errors, "Exception" in errors) == (141, False, False)


def test_control_c_while_it_reads_ends_a_command_with_a_sentence(tmp_path: Path) -> None:
    """A pipe that says nothing keeps it reading, or loading still: whichever it is, it ends alike."""
    reading, writing = os.pipe()
    with os.fdopen(reading, "rb") as stdin, os.fdopen(writing, "wb"):
        command = begun(tmp_path, "import_programme", "-", "--dry-run", stdin=stdin)
        with pytest.raises(subprocess.TimeoutExpired):
            command.wait(timeout=1)
        command.send_signal(signal.SIGINT)
        output, errors = read(command)
    assert (command.returncode, output) == (130, "")
    assert errors == "Stopped. Nothing was written.\n"


def read(command: Any) -> tuple[str, str]:
    """What it prints until it ends."""
    if command.stdout.closed:
        errors = command.stderr.read()
        command.wait(timeout=60)
        command.stderr.close()
        return "", errors.decode()
    output, errors = command.communicate(timeout=60)
    return output.decode(), errors.decode()
