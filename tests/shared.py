"""Real files, where the folder of shared test data stands beside the project."""

from __future__ import annotations

from pathlib import Path

import pytest

from cyberconf.settings import ROOT

FOLDER = ROOT.parent / "shared" / "programmes"


def shared(name: str) -> Path:
    """The path of a shared file; without it the test says that it did not run."""
    path = FOLDER / name
    if not path.exists():
        pytest.skip(f"NOT TESTED: {name} is not in {FOLDER}")
    return path
