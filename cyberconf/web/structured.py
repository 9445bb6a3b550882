"""Data for machines within a page, which no text in it can end."""

from __future__ import annotations

import json
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

# As Django's json_script does: "</script>" and "<!--" would end the block or hide what follows.
ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def linked_data(value: dict[str, Any]) -> SafeString:
    """Return a block of JSON-LD. It is data, which browsers do not run and no ``script-src`` is about."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(ESCAPES)
    return format_html(
        '<script type="application/ld+json">{}</script>',
        mark_safe(text),  # noqa: S308  # ESCAPES have left no character that HTML reads within a script
    )
