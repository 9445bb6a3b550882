"""The draft: a conference's rows read as a Programme, and a Programme written into rows."""

from events.drafts.holding import held
from events.drafts.outlining import Outline, outline, outlined, shown
from events.drafts.reading import former, in_zone, read, read_person, withdrawn
from events.drafts.rows import check
from events.drafts.writing import keep_former_slug, write, write_sessions

__all__ = [
    "Outline",
    "check",
    "former",
    "held",
    "in_zone",
    "keep_former_slug",
    "outline",
    "outlined",
    "read",
    "read_person",
    "shown",
    "withdrawn",
    "write",
    "write_sessions",
]
