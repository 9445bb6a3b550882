"""Rules about single values of a programme."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cyberconf.web import languages
from events.programme import OWN_PATH, WEB_ADDRESS

# First parts of addresses that belong to the site itself (DESIGN, section 6).
RESERVED_SLUGS = {
    "accounts",
    "admin",
    "api",
    "choices",
    "comments",
    "conferences",
    "design",
    "healthz",
    "invitations",
    "mail",
    "media",
    "oembed",
    "previews",
    "privacy",
    "readyz",
    "speakers",
    "static",
}


def validate_file_address(value: str) -> None:
    """Refuse what is neither a web address nor a path on our own host, as of a file that staff have put up.

    Raises:
        ValidationError: with the code ``address``.
    """
    if not (OWN_PATH.fullmatch(value) or WEB_ADDRESS.fullmatch(value)):
        raise ValidationError(
            _("“%(value)s” is no web address. Expected one that begins with https:// or http://."),
            code="address",
            params={"value": value},
        )


def is_reserved(slug: str) -> bool:
    """Say whether the site needs this first part of addresses for itself."""
    return slug.lower() in {*RESERVED_SLUGS, *languages.codes()}


def validate_conference_slug(value: str) -> None:
    """Refuse a conference's address that the site needs for itself.

    Raises:
        ValidationError: with the code ``reserved``.
    """
    if is_reserved(value):
        raise ValidationError(
            _("“%(value)s” is an address of the site itself. Please choose another."),
            code="reserved",
            params={"value": value},
        )
