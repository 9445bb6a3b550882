"""Rules about what is said of a person."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

EXPECTED = _('Expected a list such as [{"title": "Web", "url": "https://example.org"}].')

_validate_url = URLValidator(schemes=["http", "https"])


def validate_links(value: object) -> None:
    """Refuse what is no list of titles with web addresses: pages and documents hold nothing else.

    Raises:
        ValidationError: with the code ``links``.
    """
    if not isinstance(value, list) or not all(map(_is_link, value)):
        raise ValidationError(EXPECTED, code="links")


def _is_link(value: object) -> bool:
    if not isinstance(value, dict) or value.keys() != {"title", "url"}:
        return False
    if not isinstance(value["title"], str) or not value["title"].strip():
        return False
    try:
        _validate_url(value["url"])
    except ValidationError:
        return False
    return True
