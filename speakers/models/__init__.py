"""People who appear on programmes, and what becomes of their entries."""

from speakers.models.entry import EditLink, Proposal
from speakers.models.former import FormerEntry
from speakers.models.sheet import SpeakerSheet
from speakers.models.speaker import Speaker

__all__ = ["EditLink", "FormerEntry", "Proposal", "Speaker", "SpeakerSheet"]
