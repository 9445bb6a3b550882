"""What every mail of ours keeps to: plain text, and a subject that is one harmless line."""

from __future__ import annotations

import unicodedata

from django.utils.text import Truncator

SUBJECT_LENGTH = 120  # characters; mail programs show some 70


def one_line(text: str) -> str:
    """Return the text without anything that could end a header's line or turn its direction around."""
    shown = "".join(" " if unicodedata.category(char) in {"Cc", "Zl", "Zp"} else char for char in text)
    kept = "".join(char for char in shown if unicodedata.category(char) not in {"Cf", "Cs"})
    return Truncator(" ".join(kept.split())).chars(SUBJECT_LENGTH)
