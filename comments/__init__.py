"""Discussions of sessions and of guiding questions."""
