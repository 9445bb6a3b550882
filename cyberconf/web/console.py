"""Mails printed rather than sent, for trying the site out."""

from __future__ import annotations

from django.core.mail import EmailMessage
from django.core.mail.backends import console


class EmailBackend(console.EmailBackend):
    """Prints of each mail what it says, and not the page that says the same."""

    def write_message(self, message: EmailMessage) -> None:
        """Print head and text."""
        plain = EmailMessage(
            message.subject, message.body, message.from_email, message.to, headers=message.extra_headers
        )
        super().write_message(plain)
