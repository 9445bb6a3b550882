"""People who appear on programmes, and what becomes of their entries."""

from speakers.models.former import FormerEntry
from speakers.models.speaker import Speaker

__all__ = ["FormerEntry", "Speaker"]
