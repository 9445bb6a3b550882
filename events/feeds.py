"""Atom (RFC 4287): what each release changed, for feed readers. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from xml.etree.ElementTree import Element, SubElement, tostring

from django.utils.html import format_html, format_html_join, linebreaks

CONTENT_TYPE = "application/atom+xml; charset=utf-8"
NAMESPACE = "http://www.w3.org/2005/Atom"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
LANGUAGE_TAG = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")  # RFC 4287, section 2
NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, section 2.2


@dataclass(frozen=True)
class Entry:
    """A release. ``lines`` are its changes in words, each with the address of what it is about, or none."""

    title: str
    address: str
    published_at: datetime
    note: str
    lines: Sequence[tuple[str, str | None]]


@dataclass(frozen=True)
class Feed:
    """A conference's releases, the newest first. ``address`` is the feed's own, ``page`` that of the page."""

    title: str
    address: str
    page: str
    author: str
    language: str
    entries: Sequence[Entry]


def write(feed: Feed) -> bytes:
    """Return the feed as XML. A feed has at least one entry: what is published has a release."""
    root = Element("feed", {"xmlns": NAMESPACE})
    if LANGUAGE_TAG.fullmatch(feed.language):
        root.set(LANGUAGE, feed.language)
    _add(root, "id", feed.page)
    _add(root, "title", feed.title)
    _add(root, "updated", _instant(feed.entries[0].published_at))
    _add(SubElement(root, "author"), "name", feed.author)
    SubElement(root, "link", {"rel": "self", "type": "application/atom+xml", "href": feed.address})
    SubElement(root, "link", {"rel": "alternate", "type": "text/html", "href": feed.page})
    _add(root, "generator", "Cyberconf")
    for entry in feed.entries:
        _add_entry(root, entry)
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _add_entry(root: Element, entry: Entry) -> None:
    node = SubElement(root, "entry")
    _add(node, "id", entry.address)
    _add(node, "title", entry.title)
    for name in ("published", "updated"):
        _add(node, name, _instant(entry.published_at))
    SubElement(node, "link", {"rel": "alternate", "type": "text/html", "href": entry.address})
    _add(node, "content", _html(entry)).set("type", "html")


def _html(entry: Entry) -> str:
    items = format_html_join(
        "",
        "<li>{}</li>",
        (
            (format_html('<a href="{}">{}</a>', address, sentence) if address else sentence,)
            for sentence, address in entry.lines
        ),
    )
    return f"{linebreaks(entry.note, autoescape=True) if entry.note else ''}<ul>{items}</ul>"


def _add(parent: Element, name: str, text: str) -> Element:
    node = SubElement(parent, name)
    node.text = NOT_XML.sub("", text)
    return node


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
