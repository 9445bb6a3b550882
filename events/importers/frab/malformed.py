"""What keeps a file from being XML, in our words: libxml's are of its own making, and English."""

from __future__ import annotations

import re
from contextlib import suppress

from django.utils.translation import gettext as _
from lxml import etree

from events.errors import ProgrammeError

LONGEST = 40  # characters of a name that a refusal quotes

_OTHERWISE_CLOSED = re.compile(r"mismatch: (?P<opened>\S+) line (?P<line>\d+) and (?P<closed>[^\s,]+)")
_UNFINISHED = re.compile(r"in tag (?P<opened>\S+) line (?P<line>\d+)")
_LONE = re.compile(r"(?P<reference>EntityRef): no name|invalid element name")
_UNDEFINED = re.compile(r"Entity '(?P<name>[^']+)'")


def refusal(problem: etree.XMLSyntaxError, data: bytes) -> ProgrammeError:
    """Return the refusal of ``data``, with the line: what was found, in which element, and what to write."""
    line = problem.position[0] or None
    return ProgrammeError("xml", _said(problem, data), line=line)


def _said(problem: etree.XMLSyntaxError, data: bytes) -> str:
    words = str(problem.msg)
    if found := _OTHERWISE_CLOSED.search(words):
        message = _(
            "<%(opened)s>, opened in line %(line)s, is closed by </%(closed)s>. Expected </%(opened)s>."
        )
        return message % _shortened(found)
    if found := _UNFINISHED.search(words):
        message = _(
            "The file ends within <%(opened)s>, opened in line %(line)s: perhaps it was cut off. "
            "Expected </%(opened)s>."
        )
        return message % _shortened(found)
    within = {"within": _place(data)}
    if found := _UNDEFINED.search(words):
        message = _("Found &%(name)s; %(within)s, which is not defined. Expected &amp; for an “&”.")
        return message % (_shortened(found) | within)
    if found := _LONE.search(words):
        sign = {"sign": "&", "written": "&amp;"} if found["reference"] else {"sign": "<", "written": "&lt;"}
        return _("Found a lone “%(sign)s” %(within)s. Expected it written as %(written)s.") % (sign | within)
    message = _(
        "It is no sound XML from column %(column)d on, %(within)s. Expected XML as a program writes it "
        "(the parser says: %(detail)s)."
    )
    detail = words.rpartition(", line ")[0] or words
    return message % (within | {"column": problem.position[1], "detail": " ".join(detail.split())})


def _shortened(found: re.Match[str]) -> dict[str, str]:
    return {name: text[:LONGEST] for name, text in found.groupdict().items()}


def _place(data: bytes) -> str:
    """Say in which element reading came to an end."""
    parser = etree.XMLPullParser(("start", "end"), resolve_entities=False, no_network=True, load_dtd=False)
    names: list[str] = []
    with suppress(etree.XMLSyntaxError):
        parser.feed(data)
    for event, element in parser.read_events():
        if event == "start" and isinstance(element, etree._Element):
            names.append(str(element.tag)[:LONGEST])
        else:
            names.pop()
    return _("in <%(name)s>") % {"name": names[-1]} if names else _("outside of all elements")
