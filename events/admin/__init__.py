"""The programme, for staff."""

from events.admin import conferences, people, releases, sessions

__all__ = ["conferences", "people", "releases", "sessions"]
