"""Comments and discussions, for moderators; the programme's editors may read them."""

from comments.admin import comments, discussions

__all__ = ["comments", "discussions"]
