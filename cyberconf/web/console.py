"""Mails printed rather than sent, for trying the site out."""

from __future__ import annotations

from copy import copy

from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends import console


class EmailBackend(console.EmailBackend):
    """Prints of each mail what it says, and not the page that says the same."""

    def write_message(self, message: EmailMessage) -> None:
        """Print head and text."""
        plain = copy(message)
        if isinstance(plain, EmailMultiAlternatives):
            plain.alternatives = []
        super().write_message(plain)
