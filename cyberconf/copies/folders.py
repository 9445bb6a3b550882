"""The folder that a copy is put into: made beside, moved there whole. Nothing else is lost."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

LABEL = "copy.json"  # says what a folder is a copy of, and what is of the copy in it


class OccupiedError(Exception):
    """The folder holds what a copy may not take the place of."""


def refuse_occupied(folder: Path, conference: str) -> None:
    """Refuse a folder unless it is not there, empty, or an earlier copy of the conference and nothing else.

    Raises:
        OccupiedError: with what was found, and what to do.
    """
    if not folder.exists():
        return
    if not folder.is_dir():
        raise OccupiedError(_("%(folder)s is a file. Name a folder.") % {"folder": folder})
    found = {entry.name for entry in folder.iterdir()}
    label = _label(folder)
    if label.get("conference") == conference:
        found -= {*label.get("entries", ()), LABEL}
    if found:
        told = {"folder": folder, "found": ", ".join(sorted(found)[:3]), "conference": conference}
        message = _(
            "%(folder)s holds what is of no copy of “%(conference)s”: %(found)s. "
            "Name an empty folder, a new one, or one that holds such a copy alone."
        )
        raise OccupiedError(message % told)


@contextmanager
def beside(folder: Path, conference: str, label: dict[str, Any]) -> Iterator[Path]:
    """Yield an empty folder beside; what is in it at the end takes the place of ``folder``, or is taken away.

    Raises:
        OccupiedError: the folder holds something else.
    """
    refuse_occupied(folder, conference)
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft = folder.with_name(f".{folder.name}.{os.getpid()}")
    draft.mkdir()
    try:
        yield draft
        entries = sorted(entry.name for entry in draft.iterdir())
        text = json.dumps(
            {"conference": conference, **label, "entries": entries}, ensure_ascii=False, indent=1
        )
        (draft / LABEL).write_text(text + "\n")
        refuse_occupied(folder, conference)  # somebody may have put something there meanwhile
        _exchange(draft, folder)
    finally:  # by Control-C too
        shutil.rmtree(draft, ignore_errors=True)


def _exchange(draft: Path, folder: Path) -> None:
    if not folder.exists():
        draft.rename(folder)
        return
    former = folder.with_name(f"{draft.name}.former")
    folder.rename(former)
    try:
        draft.rename(folder)
    except BaseException:
        former.rename(folder)
        raise
    shutil.rmtree(former)


def _label(folder: Path) -> dict[str, Any]:
    try:
        label = json.loads((folder / LABEL).read_text())
    except (OSError, ValueError):
        return {}
    return label if isinstance(label, dict) else {}
