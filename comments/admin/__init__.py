"""Comments and discussions, for moderators; the programme's editors may read them."""

from comments.admin import comments, discussions, notifications

__all__ = ["comments", "discussions", "notifications"]
