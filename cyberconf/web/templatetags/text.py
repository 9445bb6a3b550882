"""Texts as pages show them."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from django import template
from django.template.defaultfilters import stringfilter
from django.utils.formats import number_format
from django.utils.safestring import SafeString

from cyberconf.web import folding, structured, wording
from cyberconf.web.markdown import plain, render_text

ARTICLE = re.compile(r"^ال(?=\w{2})")  # Arabic: written on to its word, and no part of who it is
ARABIC = re.compile("[\u0600-\u06ff]")
NON_JOINER = "\u200c"  # shows nothing

register = template.Library()


@register.filter
def markdown(text: str | None) -> SafeString:
    """Render a text of the staff, Markdown, as safe HTML."""
    return render_text(text or "")


@register.filter
def opening(text: str | None) -> str:
    """Return what is read at once of a text of the staff: all of it, unless it is long."""
    return folding.fold(text or "")[0]


@register.filter
def after_opening(text: str | None) -> str:
    """Return what a text of the staff goes on with, or "" where it is short."""
    return folding.fold(text or "")[1]


@register.filter
def plain_text(text: str | None) -> str:
    """Return the words of a Markdown text on one line, to be escaped."""
    return " ".join(plain(text or "").split())


@register.filter
@stringfilter
def shortened(text: str, most: int) -> str:
    """Return as many of the whole words of a text as so many characters hold."""
    return wording.in_line(text, most)


@register.filter
def grouped(number: int) -> str:
    """Write a number with its thousands apart, as the language does: “1,000”."""
    return number_format(number, use_l10n=True, force_grouping=True)


@register.simple_tag
def linked_data(value: dict[str, Any]) -> SafeString:
    """Write what search engines are told of the page."""
    return structured.linked_data(value)


@register.filter
def initials(name: str) -> str:
    """Return the first letters of the first and of the last word of a name: "AB". Arabic ones stay apart."""
    words = [ARTICLE.sub("", word) for word in name.split()]
    letters = [word[0] for word in words if unicodedata.category(word[0])[0] == "L"]
    first, last = "".join(letters[:1]), "".join(letters[1:][-1:])
    return (first + (NON_JOINER if ARABIC.match(first) else "") + last).upper()
