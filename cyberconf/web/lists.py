"""What stands one after the other on a line, parted as the page's language does it."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _


def together(texts: Iterable[str | None]) -> str:
    """Set the texts that there are after each other: “Director, Bank”, in Arabic with its own comma."""
    return _(", ").join(filter(None, texts))
