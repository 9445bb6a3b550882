"""Conferences, their programmes and releases, for programs: to read for everybody, to write by token."""

from events.api import writing  # adds to the router of conferences, whose addresses it shares
from events.api.conferences import router as conferences
from events.api.sessions import router as sessions

ROUTERS = (conferences, sessions)

__all__ = ["ROUTERS", "writing"]
