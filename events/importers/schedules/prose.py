"""Texts of other programs as Markdown: they are HTML, Markdown or plain, and nothing says which."""

from __future__ import annotations

import re

from bs4 import BeautifulSoup
from django.utils.translation import gettext as _
from markdownify import MarkdownConverter

from events.errors import ProgrammeError

_TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]*(?:\s[^<>]*)?/?>|&(?:[a-z]{2,8}|#\d{1,6});")
_UNSEEN = ["script", "style", "template", "noscript", "iframe", "object", "svg", "head", "title"]
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_LINE_ENDS = re.compile(r"[\u2028\u2029]")  # that Word and web forms leave, and nobody sees
_BLANK_LINES = re.compile(r"\n[ \t]*\n(?:[ \t]*\n)+")

_converter = MarkdownConverter(
    heading_style="atx",
    bullets="-",
    strip=["img"],
    escape_asterisks=False,
    escape_underscores=False,
)


def markdown(text: str) -> str | None:
    """Return ``text`` as Markdown, converted where it has tags; None where nothing is left of it.

    Raises:
        ProgrammeError: ``too_deep``, for tags in one another without end.
    """
    text = _LINE_ENDS.sub("\n", clean(text))
    if _TAG.search(text):
        text = _converted(text)
    return _BLANK_LINES.sub("\n\n", text).strip() or None


def clean(text: str) -> str:
    """Leave out what no text may hold, and end lines in one way."""
    return _CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def on_one_line(text: str, *, is_plain: bool = False) -> str:
    """Return ``text`` as a title or a name has it: on one line, single blanks, without tags.

    ``is_plain`` says that it is no HTML: what looks like tags stays.
    """
    text = clean(text)
    if not is_plain and _TAG.search(text):
        text = BeautifulSoup(text, "lxml").get_text()
    return " ".join(text.split())


def _converted(text: str) -> str:
    soup = BeautifulSoup(text, "lxml")
    for element in soup(_UNSEEN):
        element.decompose()
    try:
        converted: str = _converter.convert_soup(soup)
    except RecursionError:
        message = _("Found tags in one another without end. Expected a text.")
        raise ProgrammeError("too_deep", message) from None
    return "\n".join(line.rstrip() for line in converted.split("\n"))
