"""Components beside each other, each as if it were alone.

A page has an id once, and one script of a kind; a page of specimens has the same part in many states. So each
is stilled: its ids are told apart by its own, and nothing in it runs or takes the focus.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string

SPECIMEN = re.compile(
    r"<!-- specimen (?P<id>[\w-]+)(?P<how>[\w ]*) -->(?P<html>.*?)<!-- end of specimen -->", re.DOTALL
)
PAGE = re.compile(r"<!doctype html>.*<main\b[^<>]*>(.*)</main>.*</html>", re.DOTALL)
SCRIPT = re.compile(r"<script\b.*?</script>", re.DOTALL)
FOLDED = re.compile(r"<details(?![^<>]* open)")
HIDDEN = re.compile(r"(<\w[^<>]*) hidden(?=[\s>])")
FOCUS = re.compile(r"(<\w[^<>]*) autofocus(?=[\s>])")
GROUP = re.compile(r'(<details\b[^<>]*) name="\w+"')  # one open of a group closes the others
NAMES = re.compile(r' (?P<what>id|for|form|list|aria-labelledby|aria-describedby)="(?P<ids>[^"]+)"')
HERE = re.compile(r' href="#(?P<id>[^"]+)"')


@dataclass(frozen=True)
class Specimen:
    """One component in one state. ``template`` is shown with ``context``, within ``frame`` if it needs one.

    Of ``how``, "open" opens what is folded, "unhidden" shows what only a script would, and "main" takes the
    inside of a whole page.
    """

    name: str
    template: str
    context: Mapping[str, Any] = field(default_factory=dict)
    frame: str = "alone"
    how: str = ""


@dataclass(frozen=True)
class Section:
    """Specimens of one kind, at an anchor of the page."""

    id: str
    title: str
    specimens: tuple[Specimen, ...]


@dataclass(frozen=True)
class Shown:
    """A specimen as the page prints it."""

    id: str
    specimen: Specimen
    html: str


def show(section: Section, request: HttpRequest) -> list[Shown]:
    """Render the specimens of a section, in the language and the look of the request."""
    return [
        Shown(f"{section.id}-{number}", each, _html(each, request))
        for number, each in enumerate(section.specimens, 1)
    ]


def still(page: str) -> str:
    """Return the page with each specimen in it as it asks to be shown, and stilled."""
    return SPECIMEN.sub(lambda found: _stilled(_asked(found["html"], found["how"]), found["id"]), page)


def _html(specimen: Specimen, request: HttpRequest) -> str:
    part = render_to_string(specimen.template, dict(specimen.context), request)
    return render_to_string(f"design/frame_{specimen.frame}.html", {"part": part}, request)


def _asked(html: str, how: str) -> str:
    html = PAGE.sub(r"\1", html) if "main" in how else html
    html = FOLDED.sub("<details open", html) if "open" in how else html
    return HIDDEN.sub(r"\1", html) if "unhidden" in how else html


def _stilled(html: str, name: str) -> str:
    html = GROUP.sub(r"\1", FOCUS.sub(r"\1", SCRIPT.sub("", html)))
    html = HERE.sub(lambda found: f' href="#{name}-{found["id"]}"', html)
    return NAMES.sub(lambda found: f' {found["what"]}="{_apart(found["ids"], name)}"', html)


def _apart(ids: str, name: str) -> str:
    return " ".join(f"{name}-{each}" for each in ids.split())
