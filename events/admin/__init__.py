"""The programme, for staff."""

from events.admin import announcements, conferences, edits, people, releases, sessions

__all__ = ["announcements", "conferences", "edits", "people", "releases", "sessions"]
