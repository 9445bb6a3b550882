"""The draft: a conference's rows read as a Programme, and a Programme written into rows."""

from events.drafts.reading import former, in_zone, read, read_person, token, withdrawn
from events.drafts.rows import check
from events.drafts.writing import keep_former_slug, write, write_sessions

__all__ = [
    "check",
    "former",
    "in_zone",
    "keep_former_slug",
    "read",
    "read_person",
    "token",
    "withdrawn",
    "write",
    "write_sessions",
]
