"""Every address of the site, as the resolver knows it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from urllib.parse import quote

from django.urls import URLPattern, URLResolver, get_resolver

ROUTE = re.compile(r"<(?:\w+:)?(\w+)>")  # a part of a path()
GROUP = re.compile(
    r"\^?\(\?P<(app_label)>[\w|]+\)/\$"
)  # the one part of a re_path() that is an address: admin's
ELSEWHERE = re.compile(r"[\^$*]|\\Z")  # what is left then catches addresses that are none


def every_address() -> list[str]:
    """Return all, each once, with the names of their parts between angles, such as ``/<conference>/``."""
    return [text for text in _all() if not ELSEWHERE.search(text)]


def elsewhere() -> list[str]:
    """Return the patterns that catch addresses that are none."""
    return [text for text in _all() if ELSEWHERE.search(text)]


def filled(address: str, names: Mapping[str, object]) -> str:
    """Spell the address with these names, each of which must be there."""
    return re.sub(r"<(\w+)>", lambda found: quote(str(names[found[1]])), address)


def _all() -> list[str]:
    return list(dict.fromkeys(_walk(get_resolver().url_patterns, "/")))


def _walk(patterns: list[URLPattern | URLResolver], before: str) -> Iterator[str]:
    for pattern in patterns:
        text = before + ROUTE.sub(r"<\1>", GROUP.sub(r"<\1>/", str(pattern.pattern)))
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, text)
        else:
            yield text
