"""No file takes more memory than issue 3 gives it: each is read by a process of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from tests.events.importers.test_docx import body

MOST = 500  # megabytes of a process that reads one file, Python and Django included
# The mark of its own memory: the peak that ``getrusage`` tells begins at that of the process that forked it.
READER = r"""
import re, sys, django
django.setup()
from datetime import date
from pathlib import Path
from events.errors import ProgrammeError
from events.importers import Hint, read
try:
    read(Path(sys.argv[1]).read_bytes(), hint=Hint(time_zone="UTC", date=date(2027, 6, 14)))
except ProgrammeError:
    pass
print(int(re.search(r"VmHWM:\s*(\d+) kB", Path("/proc/self/status").read_text())[1]) // 1024)
"""


def noisy() -> bytes:
    """A part of many small elements, and of just enough noise not to be taken for a bomb."""
    return body(
        "".join(f'<w:x a="{at * 2_654_435_761 % 4_096 if at % 40 == 0 else ""}"/>' for at in range(950_000))
    )


@pytest.mark.parametrize(
    "make",
    [
        noisy,
        lambda: (
            b"<schedule><conference><title>T</title></conference>" + b'<a b=""/>' * 870_000 + b"</schedule>"
        ),
        lambda: b"[" + b'{"":[]},' * 970_000 + b"1]",
        lambda: b"9:00-10:00 Law\n" + b"\n" * 190_000,
    ],
)
def test_a_file_that_is_made_to_cost_stays_within_the_memory(make: object, tmp_path: Path) -> None:
    assert callable(make)
    file = tmp_path / "file"
    file.write_bytes(make())
    run = [sys.executable, "-c", READER, str(file)]
    env = {"DJANGO_SETTINGS_MODULE": "cyberconf.settings", "VAR_DIR": str(tmp_path), "PATH": ""}
    said = subprocess.run(run, cwd=settings.ROOT, env=env, check=True, capture_output=True, text=True)
    assert 0 < int(said.stdout) < MOST
