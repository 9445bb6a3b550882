"""Comments and discussions, for moderators; the programme's editors may read them."""

from comments.admin import comments, concerns, discussions, log, notifications, restrictions, site

__all__ = ["comments", "concerns", "discussions", "log", "notifications", "restrictions", "site"]
