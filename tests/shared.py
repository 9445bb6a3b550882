"""Real files and schemas, from the folder beside the project or the one that SHARED_DIR names.

What needs them says that it was not run where they are not: they are not ours to carry.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from lxml import etree

from cyberconf.settings import ROOT

FOLDER = Path(os.environ.get("SHARED_DIR", ROOT.parent / "shared")) / "programmes"


def shared(name: str) -> Path:
    """The path of a shared file; without it the test says that it did not run."""
    path = FOLDER / name
    if not path.exists():
        pytest.skip(f"NOT TESTED: {name} is not in {FOLDER}")
    return path


def atom_schema() -> etree.RelaxNG:
    """The schema of RFC 4287, appendix B."""
    return etree.RelaxNG(etree.parse(shared("validators/atom-rfc4287-aygp.rng")))
