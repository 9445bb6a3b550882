"""The draft: a conference's rows read as a Programme, and a Programme written into rows."""

from events.drafts.reading import in_zone, read, withdrawn
from events.drafts.rows import check
from events.drafts.writing import keep_former_slug, write

__all__ = ["check", "in_zone", "keep_former_slug", "read", "withdrawn", "write"]
