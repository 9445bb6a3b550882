"""Conferences, their sessions, panels and guiding questions, and the releases that publish them."""
