"""A page as it stands in a copy: its links lead within the folder, and what needs the site is gone.

What is left out: forms and whatever else is pressed or typed into, scripts and what they would show, links to
what people do on the site, what was true of the moment alone (``data-passing``: what is on now, whether a
discussion is open), and the shells that were around all of it. Where a comment could be written, a sentence
says where it can; where a language is chosen, links lead to it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lxml import etree

Leads = Callable[[str], str | None]  # where a link leads now; None where it is left out
Element = etree._Element

ADDRESSED = {"href", "src"}
PRESSED = ("form", "button", "input", "select", "textarea", "datalist")
LEFT_OUT = (*PRESSED, "template", "noscript")
SHOWN = ("img", "svg", "video", "audio", "picture", "hr")
HEADS = ("summary", "legend", "h2", "h3", "h4")
FOLDED = ("details", "section", "fieldset")  # go when a heading is all that is left of them
STAYING = ("html", "head", "body", "main", "td", "th")
DATA = "application/ld+json"
PASSING = "//*[@data-passing or @data-present or @data-live]"
OF_NOW = {"entry--now", "entry--over"}  # classes by which an agenda shows how far the day has come
WRITING = "comment-form"  # the id of what a comment is written in
CHOICES = "choices"  # the class of what a language is chosen in
ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)[A-Za-z]+;")  # HTML's own, of which the parser knows few
NUMBER = re.compile(r"[1-9]")


@dataclass(frozen=True)
class Read:
    """What a page leads to or shows in a copy, and the ids in it."""

    links: tuple[str, ...]
    ids: frozenset[str]


def read(page: bytes) -> Read:
    """Return what is in a page."""
    nodes = [node for node in _parsed(page).iter(etree.Element) if node.tag != "script"]
    ids = frozenset(str(node.get("id")) for node in nodes if "id" in node.attrib)
    following = (node.attrib for node in nodes if not _tells_of_original(node))
    return Read(tuple(str(at[name]) for at in following for name in sorted(ADDRESSED & set(at))), ids)


def rewritten(
    page: bytes,
    leads: Leads,
    *,
    tells: Callable[[str], bool],
    notice: str,
    writing: str,
    choices: str = "",
) -> bytes:
    """Return the page for a copy.

    ``tells`` says of which links the number of those who followed stays; ``notice`` is HTML for the top of
    the page, ``writing`` HTML in place of the form for a comment, ``choices`` in place of a language's.
    """
    root = _parsed(page)
    places = _make_places(root, has_choices=bool(choices.strip()))
    for node in _passing(root):
        _drop(node)
    for node in list(root.iter(etree.Element)):
        _lead(node, leads, tells)
    for node in _all(root, "//*[@data-enhance]"):
        _quieten(node)
    for entry in _all(root, "//*[contains(@class, 'entry--')]"):
        entry.set("class", " ".join(name for name in str(entry.get("class")).split() if name not in OF_NOW))
    for place in places:
        place.addprevious(_fragment(writing if place.get("id") == WRITING else choices))
        _drop(place)
    for main in root.iter("main"):
        main.insert(0, top := _fragment(notice))
        top.tail, main.text = main.text, None
    return etree.tostring(root, method="html", encoding="utf-8", doctype="<!doctype html>")


def _make_places(root: Element, *, has_choices: bool) -> list[Element]:
    """Put a rule in place of each form that something else will stand for, and return the rules."""
    found = [(WRITING, each) for each in _all(root, f"//*[@id='{WRITING}']")]
    if has_choices:
        found += [(CHOICES, each) for each in _all(root, f"//details[@class='{CHOICES}']")]
    rules = [etree.Element("hr", id=name) for name, _ in found]
    for rule, (_, form) in zip(rules, found, strict=True):
        form.addprevious(rule)
        _drop(form)
    return rules


def _passing(root: Element) -> list[Element]:
    """Return what needs the site, or was true of the moment alone."""
    scripts = [node for node in root.iter("script") if node.get("type") != DATA]
    return [*root.iter(*LEFT_OUT), *_all(root, "//body//*[@hidden]"), *_all(root, PASSING), *scripts]


def _parsed(page: bytes) -> Element:
    text = ENTITY.sub(lambda found: html.unescape(found[0]), page.decode())
    return etree.fromstring(text.encode(), etree.HTMLParser(encoding="utf-8", huge_tree=True))


def _all(root: Element, path: str) -> list[Element]:
    found = root.xpath(path)
    return [node for node in found if isinstance(node, Element)] if isinstance(found, list) else []


def _fragment(text: str) -> Element:
    (node,) = etree.fromstring(text.strip().encode(), etree.HTMLParser(encoding="utf-8"))[0]
    node.tail = None
    return node


def _lead(node: Element, leads: Leads, tells: Callable[[str], bool]) -> None:
    if _tells_of_original(node):
        return
    for name in ADDRESSED & set(node.attrib):
        link = str(node.get(name))
        now = leads(link)
        if now is not None:
            node.set(name, now)
        elif tells(link) and NUMBER.search(_text(node)):
            node.tag = "span"
            node.attrib.clear()
        else:
            _drop(node)


def _tells_of_original(node: Element) -> bool:
    """Say whether it tells search engines where the page itself is."""
    return node.tag == "link" and node.get("rel") == "canonical"


def _quieten(node: Element) -> None:
    """Take off what scripts look for, and what only they fill."""
    for name in [name for name in node.attrib if str(name).startswith("data-")]:
        del node.attrib[name]
    if _is_empty(node):
        _drop(node)


def _drop(node: Element) -> None:
    """Take out an element but what follows it, and each of those around it of which nothing is left."""
    parent = node.getparent()
    if parent is None:  # gone already, with what was around it
        return
    if node.tail:
        before = node.getprevious()
        if before is None:
            parent.text = (parent.text or "") + node.tail
        else:
            before.tail = (before.tail or "") + node.tail
    parent.remove(node)
    if parent.tag not in STAYING and _is_empty(parent):
        _drop(parent)


def _is_empty(node: Element) -> bool:
    if next(node.iter(*SHOWN), None) is not None:
        return False
    heads = HEADS if node.tag in FOLDED else ()
    return not any(part.strip() for part in _texts(node, without=heads))


def _texts(node: Element, *, without: tuple[str, ...] = ()) -> Iterator[str]:
    yield node.text or ""
    for child in node:
        if child.tag not in without and isinstance(child.tag, str):
            yield from _texts(child)
        yield child.tail or ""


def _text(node: Element) -> str:
    return "".join(_texts(node))
