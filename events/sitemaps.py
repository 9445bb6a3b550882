"""Sitemaps (https://www.sitemaps.org/protocol.html): which pages there are, and when each changed. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from itertools import islice
from xml.etree.ElementTree import Element, SubElement, tostring

CONTENT_TYPE = "application/xml"
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
MOST = 50_000  # addresses that one file may hold

Page = tuple[str, datetime]  # the full address, and when what is there changed


def of_pages(pages: Iterable[Page]) -> bytes:
    """Return the sitemap of some pages, the weightiest first: of more than there is room for the last go."""
    return _written("urlset", "url", pages)


def of_sitemaps(sitemaps: Iterable[Page]) -> bytes:
    """Return the index of several sitemaps."""
    return _written("sitemapindex", "sitemap", sitemaps)


def _written(root: str, each: str, pages: Iterable[Page]) -> bytes:
    tree = Element(root, {"xmlns": NAMESPACE})
    for address, changed_at in islice(pages, MOST):
        node = SubElement(tree, each)
        SubElement(node, "loc").text = address
        SubElement(node, "lastmod").text = changed_at.astimezone(UTC).isoformat(timespec="seconds")
    written: bytes = tostring(tree, encoding="utf-8", xml_declaration=True)
    return written
