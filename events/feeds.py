"""Atom (RFC 4287), for feed readers: of releases, and of whatever else has a title and a time. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol
from xml.etree.ElementTree import Element, SubElement, tostring

from django.utils.html import format_html, format_html_join, linebreaks

from events.programme import LANGUAGE_TAG

CONTENT_TYPE = "application/atom+xml; charset=utf-8"
NAMESPACE = "http://www.w3.org/2005/Atom"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, section 2.2


class Item(Protocol):
    """What an entry says. ``html`` is safe to show; ``author`` is "" where it is the feed's."""

    @property
    def title(self) -> str: ...
    @property
    def address(self) -> str: ...
    @property
    def published_at(self) -> datetime: ...
    @property
    def updated_at(self) -> datetime: ...
    @property
    def author(self) -> str: ...
    @property
    def html(self) -> str: ...


@dataclass(frozen=True)
class Entry:
    """A release. ``lines`` are its changes in words, each with the address of what it is about, or none."""

    title: str
    address: str
    published_at: datetime
    note: str
    lines: Sequence[tuple[str, str | None]]
    author: str = ""

    @property
    def updated_at(self) -> datetime:
        """When it was published: releases never change."""
        return self.published_at

    @property
    def html(self) -> str:
        """The note and the changes."""
        return _listing(self)


@dataclass(frozen=True)
class Feed:
    """Entries, the newest first. ``address`` is the feed's own, ``page`` that of the page.

    ``began_at`` is when a feed that has no entry yet was begun.
    """

    title: str
    address: str
    page: str
    author: str
    language: str
    entries: Sequence[Item]
    began_at: datetime | None = None


def write(feed: Feed) -> bytes:
    """Return the feed as XML. It has an entry, or says when it began."""
    instants = [feed.began_at, *(entry.updated_at for entry in feed.entries)]
    root = Element("feed", {"xmlns": NAMESPACE})
    if LANGUAGE_TAG.fullmatch(feed.language):
        root.set(LANGUAGE, feed.language)
    _add(root, "id", feed.page)
    _add(root, "title", feed.title)
    _add(root, "updated", _instant(max(filter(None, instants))))
    _add(SubElement(root, "author"), "name", feed.author)
    SubElement(root, "link", {"rel": "self", "type": "application/atom+xml", "href": feed.address})
    SubElement(root, "link", {"rel": "alternate", "type": "text/html", "href": feed.page})
    _add(root, "generator", "Cyberconf")
    for entry in feed.entries:
        _add_entry(root, entry)
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _add_entry(root: Element, entry: Item) -> None:
    node = SubElement(root, "entry")
    _add(node, "id", entry.address)
    _add(node, "title", entry.title)
    _add(node, "published", _instant(entry.published_at))
    _add(node, "updated", _instant(entry.updated_at))
    if entry.author:
        _add(SubElement(node, "author"), "name", entry.author)
    SubElement(node, "link", {"rel": "alternate", "type": "text/html", "href": entry.address})
    _add(node, "content", entry.html).set("type", "html")


def _listing(entry: Entry) -> str:
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
