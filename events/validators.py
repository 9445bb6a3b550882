"""Rules about single values of a programme."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# First parts of addresses that belong to the site itself (DESIGN, section 6).
RESERVED_SLUGS = {
    "accounts",
    "admin",
    "api",
    "comments",
    "conferences",
    "design",
    "healthz",
    "media",
    "readyz",
    "static",
}


def validate_conference_slug(value: str) -> None:
    """Refuse a conference's address that the site needs for itself.

    Raises:
        ValidationError: with the code ``reserved``.
    """
    if value.lower() in RESERVED_SLUGS:
        raise ValidationError(
            _("“%(value)s” is an address of the site itself. Please choose another."),
            code="reserved",
            params={"value": value},
        )
