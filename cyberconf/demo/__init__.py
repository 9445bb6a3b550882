"""Demonstration conferences and the command behind `make serve`."""
