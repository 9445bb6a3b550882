"""Every mail of ours, in the design of the site: a text, and the same words as HTML.

The text is what is written, kept and tested; the HTML is made of it here, line by line, so that both say the
same and whatever anybody typed stays text (S9): no picture, and no link but to this site. What stands alone
on its line leads there, after the words above it; "> " begins a quotation, "- " a list, and "-- " what every
mail ends with: who writes, from where, and why (RFC 3676, section 4.3).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.translation import get_language, get_language_info

from cyberconf.web import languages, tokens
from cyberconf.web.context import site_words
from cyberconf.web.wording import unbroken

END = "\n-- \n"
ITEM = re.compile(r"\d+\. .*\n   ")  # what is numbered, with more about it below, set in


@dataclass(frozen=True)
class Part:
    """Lines of a mail that are set alike: ``kind`` names the template that sets them."""

    kind: str
    lines: tuple[str, ...]
    address: str = ""

    @property
    def template(self) -> str:
        """Return the template that sets them."""
        return f"mail/_{self.kind}.html"

    @property
    def told(self) -> list[tuple[str, bool]]:
        """Return each line, and whether it is an address of this site."""
        return [(line.strip(), _is_ours(line)) for line in self.lines]


def message(
    subject: str,
    text: str,
    *,
    to: Sequence[str],
    language: str = "",
    code: str = "",
    reply_to: Sequence[str] = (),
    headers: Mapping[str, str] | None = None,
) -> EmailMultiAlternatives:
    """Return the mail with both parts, in the language, or in the current one.

    ``code`` is the line of the text that is to be typed elsewhere, if there is one.
    """
    mail = EmailMultiAlternatives(
        subject, text, to=list(to), reply_to=list(reply_to), headers=dict(headers or {})
    )
    mail.attach_alternative(html(subject, text, language=language, code=code), "text/html")
    return mail


def html(subject: str, text: str, *, language: str = "", code: str = "") -> str:
    """Return the text as a page of a mail."""
    said, end, below = text.rpartition(END)
    if not end:
        said, below = text, site_words()["site_name"]
    name, _newline, below = below.partition("\n")
    spoken = languages.nearest(language or get_language() or settings.LANGUAGE_CODE)
    context = {
        "subject": subject,
        "language": spoken,
        "is_rtl": get_language_info(spoken)["bidi"],
        "name": name,
        "parts": list(_parts(said, code)),
        "below": list(_parts(below, "")),
        "style": style(),
    }
    return render_to_string("mail/mail.html", context).lstrip()


@cache
def style() -> str:
    """Return the style of every mail, which stands within: mail programs fetch no sheet."""
    return render_to_string("mail/mail.css", {"looks": _looks(), "fonts": tokens.fonts()}).strip()


def _parts(text: str, code: str) -> Iterator[Part]:
    for block in re.split(r"\n\s*\n", text.strip("\n")):
        if ITEM.match(block):
            yield Part(
                "item", tuple(line if _is_ours(line) else unbroken(line) for line in block.splitlines())
            )
        elif block.strip():
            yield from _of_block(block.splitlines(), code)


def _of_block(lines: Iterable[str], code: str) -> Iterator[Part]:
    """Set the runs of a block; the words above an address belong to it, and those above a list head it."""
    above: tuple[str, ...] = ()
    for kind, run in groupby(lines, key=lambda line: _kind(line, code)):
        found = tuple(line if kind in {"way", "code"} else unbroken(line) for line in run)
        if kind == "text":
            above = found
        elif kind == "way":
            yield Part("way", above, found[0])
            yield from (Part("way", (), address) for address in found[1:])
            above = ()
        else:
            yield from (Part("head" if kind == "list" else "text", each) for each in [above] if each)
            yield Part(kind, tuple(line.removeprefix(">").removeprefix("-").strip() for line in found))
            above = ()
    if above:
        yield Part("text", above)


def _kind(line: str, code: str) -> str:
    if code and line.strip() == code:
        return "code"
    if _is_ours(line):
        return "way"
    if line.startswith(">"):
        return "quote"
    return "list" if line.startswith("- ") else "text"


def _is_ours(line: str) -> bool:
    """Say whether a line is an address of this site and nothing else."""
    return line.strip().startswith(f"{settings.SITE_URL}/") and len(line.split()) == 1


def _looks() -> dict[str, dict[str, str]]:
    """Return the colours of the site by look and name, as mail programs take them."""
    return {
        name: {
            each.replace("-", "_"): tokens.hexadecimal(colour) for each, colour in tokens.look(name).items()
        }
        for name in ("light", "dark")
    }
