"""Rules about single values of a person."""

from __future__ import annotations

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

FIELDS = {"title", "url"}
WEB_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)


def validate_links(value: Any) -> None:
    """Refuse what is no list of a title and a web address each.

    Raises:
        ValidationError: with the code ``links`` or ``address``.
    """
    links: list[Any] = value if isinstance(value, list) else [None]
    if not all(isinstance(link, dict) and set(link) == FIELDS and all(link.values()) for link in links):
        raise ValidationError(
            _('Expected a list such as [{"title": "Web", "url": "https://example.org"}].'), code="links"
        )
    for link in links:
        if not WEB_ADDRESS.fullmatch(str(link["url"])):
            raise ValidationError(
                _("“%(url)s” is no web address. Expected one that begins with https:// or http://."),
                code="address",
                params={"url": link["url"]},
            )
