"""How other sites show a page of ours within theirs: a frame, and oEmbed (https://oembed.com)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html

from cyberconf.web import languages
from events.exporters.pictures import Subject
from events.feeds import NOT_XML
from events.programme import Programme
from events.sharing import Sharing

WIDTH = 720  # pixels: a column of text on most sites
HEIGHTS = {"programme": 800, "session": 420, "question": 320}  # pixels, where no script says how high it is
A_DAY = 24 * 60 * 60  # seconds for which a site may keep what it was told
SCRIPT = "js/embed.js"  # without a hash in its name: whoever has copied the address keeps it


@dataclass(frozen=True)
class Frame:
    """The page of ours that is shown in a frame, and how large it is until a script says it better."""

    address: str
    title: str
    width: int
    height: int

    @property
    def html(self) -> str:
        """The frame as HTML."""
        return format_html(
            '<iframe src="{}" title="{}" width="{}" height="{}" loading="lazy" data-cyberconf></iframe>',
            self.address,
            self.title,
            self.width,
            self.height,
        )


def frame_of(
    subject: Subject, *, language: str = "", width: int | None = None, height: int | None = None
) -> Frame:
    """Return the frame of a programme, a session or a question, no larger than what is given.

    ``language`` is the code of the one that it is always in; without it that follows the reader.
    """
    names: list[str | int] = [subject.programme.slug]
    kind = "programme"
    if subject.entry:
        kind, names = "session", [*names, subject.entry.session.slug]
    if subject.question:
        kind, names = "question", [*names, subject.question.number]
    address = reverse(f"events:embedded_{kind}", args=names)
    return Frame(
        settings.SITE_URL + (languages.addressed(address, language) if language else address),
        subject.title,
        min(width or WIDTH, WIDTH),
        min(height or HEIGHTS[kind], HEIGHTS[kind]),
    )


def snippet(programme: Programme) -> str:
    """Return what an institute copies into a page of its own: the agenda, a link for all else, the script."""
    page = settings.SITE_URL + reverse("events:programme", args=[programme.slug])
    return format_html(
        '<iframe src="{}" title="{}" width="100%" height="{}" loading="lazy" data-cyberconf></iframe>\n'
        '<p><a href="{}">{}</a></p>\n'
        '<script src="{}" async></script>\n',
        settings.SITE_URL + reverse("events:embedded_programme", args=[programme.slug]),
        programme.title,
        HEIGHTS["programme"],
        page,
        programme.title,
        f"{settings.SITE_URL}{settings.STATIC_URL}{SCRIPT}",
    )


def described(subject: Subject, shared: Sharing, frame: Frame, *, width: int, height: int) -> dict[str, Any]:
    """Return what oEmbed tells of a page (section 2.3.4), where there is so much room.

    The picture is left out where it is larger than these, as the specification asks.
    """
    organiser, picture = subject.programme.organiser, shared.picture
    told: dict[str, Any] = {
        "version": "1.0",
        "type": "rich",
        "title": shared.title,
        "author_name": organiser.name if organiser else None,
        "author_url": organiser.url if organiser else None,
        "provider_name": organiser.name if organiser else subject.programme.title,
        "provider_url": settings.SITE_URL,
        "cache_age": A_DAY,
        "html": frame.html,
        "width": frame.width,
        "height": frame.height,
    }
    if picture.width <= width and picture.height <= height:
        told |= {
            "thumbnail_url": picture.address,
            "thumbnail_width": picture.width,
            "thumbnail_height": picture.height,
        }
    return {name: value for name, value in told.items() if value is not None}


def as_xml(told: dict[str, Any]) -> bytes:
    """Return what oEmbed tells, as XML."""
    root = Element("oembed")
    for name, value in told.items():
        SubElement(root, name).text = NOT_XML.sub("", str(value))
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written
