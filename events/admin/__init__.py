"""The programme, for staff."""

from events.admin import conferences, edits, people, releases, sessions

__all__ = ["conferences", "edits", "people", "releases", "sessions"]
