"""Parts of addresses."""

from __future__ import annotations

from django.urls.converters import StringConverter


class UnicodeSlugConverter(StringConverter):
    """A slug in any script: letters, digits, hyphens and underscores."""

    regex = r"[\w-]+"
