"""The programme, for staff."""

from events.admin import announcements, conferences, edits, letters, people, releases, sessions

__all__ = ["announcements", "conferences", "edits", "letters", "people", "releases", "sessions"]
