"""HTML: a saved page, or what a browser pastes, as lines for the text reader.

Headings, lists and tables are kept; what a page has around its text (navigation, forms, scripts, cookie
banners) is left out. Nothing is fetched and no script runs.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import replace

from django.utils.translation import gettext as _
from lxml import etree

from events.errors import ProgrammeError
from events.importers.decoding import decode, head_of
from events.importers.results import Hint, Imported, Notice
from events.importers.structure import MAX_SPAN, Budget, Cell, Lines
from events.importers.text import read_lines
from events.importers.text.lines import Line
from events.importers.text.times import spans_in

MAX_DEPTH = 200  # elements within elements; pages that people write have some 40
SNIFFED = 4_000  # bytes in which a page says what it is, as the HTML standard has it (1,024) and some more

HEADINGS = {f"h{level}": level for level in range(1, 7)}
LEFT_OUT = {
    *("script", "style", "nav", "form", "noscript", "template", "iframe", "object", "svg", "math", "button"),
    *("select", "textarea", "input", "dialog", "head", "audio", "video", "canvas", "del", "s", "strike"),
}
INLINE = {
    *("a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "dfn", "em", "font", "i", "img", "ins", "kbd"),
    *("label", "mark", "q", "samp", "small", "span", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr"),
}
AROUND_ROLES = {"navigation", "search", "dialog", "alertdialog", "banner", "contentinfo", "alert"}

_STARTS = re.compile(
    rb"\s*(?:<!--.{0,2000}?-->\s*|<\?xml[^>]{0,200}>\s*){0,3}<(?:!doctype\s+html|(?:html|head|body|meta|title|main"
    rb"|article|section|header|div|p|span|table|tbody|tr|ul|ol|dl|h[1-6]|b|strong|br|center|style|link)[\s>/])",
    re.IGNORECASE | re.DOTALL,
)
_CLIPBOARD = re.compile(rb"Version:[\d.]+\r?\nStartHTML:(-?\d+)\r?\n")
_CHARSET = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_AROUND = re.compile(
    r"(?:^|[-_\s])(?:cookies?|consent|gdpr|breadcrumbs?|sharedaddy|skip-link|screen-reader-text|comment-respond"
    r"|navbar|sidebar|site-footer|newsletter)(?:$|[-_\s])",
    re.IGNORECASE,
)
_CELL = re.compile(r"<t[dh][\s>/]", re.IGNORECASE)
_BLANKS = re.compile(r"\s+")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def looks_like(data: bytes) -> bool:
    """Say whether ``data`` begins as a page, a part of one, or what Windows keeps of a copied page."""
    head = head_of(data, SNIFFED)
    return _STARTS.match(head) is not None or _CLIPBOARD.match(head) is not None


def read(data: bytes, *, hint: Hint) -> Imported:
    """Read a programme from a page.

    Raises:
        ProgrammeError: with the line, what was found and what was expected.
    """
    text, notices = _text_of(_without_clipboard(data))
    Budget().spend(sum(1 for _cell in _CELL.finditer(text)))  # a tree of so many takes seconds
    imported = read_lines(_Page(_tree(text)).read(), hint=hint)
    return replace(imported, warnings=(*notices, *imported.warnings))


def _without_clipboard(data: bytes) -> bytes:
    found = _CLIPBOARD.match(data)
    return data[max(0, data.find(b"<")) :] if found else data


def _text_of(data: bytes) -> tuple[str, list[Notice]]:
    """Decode a page: by its mark, by what it says of itself, else as UTF-8 or Windows-1252."""
    if data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return decode(data), []
    said = _CHARSET.search(data[:SNIFFED])
    name = said[1].decode("ascii", errors="replace") if said else ""
    try:
        codec = codecs.lookup(name).name if name else "utf-8"
    except LookupError:
        codec = "utf-8"
    if codec in {"iso8859-1", "ascii"}:
        codec = "cp1252"  # as browsers do, by the Encoding standard
    if codec.startswith(("utf-16", "utf-32")):
        codec = "utf-8"  # a page whose "charset" can be read as ASCII is in neither
    try:
        return decode(data.decode(codec).encode()), []
    except (UnicodeDecodeError, LookupError):
        if b"\0" in data:
            return decode(data), []  # refuses it as binary
        message = _("The page is not in %(encoding)s, as expected; it is read as Windows-1252.")
        notice = Notice(None, "", message % {"encoding": (name or "UTF-8").upper()})
        return decode(data.decode("cp1252", errors="replace").encode()), [notice]


def _tree(text: str) -> etree._Element:
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(text.encode(), parser)
    except etree.LxmlError:
        root = None
    if root is None:
        raise ProgrammeError("html", _("No text was found in this page. Expected a programme as HTML."))
    depth = 0
    for event, _element in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > MAX_DEPTH:
            message = _("The page has more than %(limit)d elements in one another. Expected a programme.")
            raise ProgrammeError("html", message % {"limit": MAX_DEPTH})
    return root


class _Page:
    """Walks a page and gathers its lines."""

    def __init__(self, root: etree._Element) -> None:
        self.root = root
        self.out = Lines()
        self.words: list[str] = []
        self.has_begun = False  # whether a word of the line was said
        self.number = 1
        self.prefix = ""

    def read(self) -> list[Line]:
        """Return the lines of the page; its title first where it has no heading of the first rank."""
        title = self.root.find(".//title")
        if title is not None and title.text and self.root.find(".//h1") is None:
            self.out.add(_line_of(title), title.text.replace("\n", " "), "# ")
        self._element(self.root)
        self._flush()
        return self.out.lines

    def _element(self, element: etree._Element) -> None:
        tag = _tag(element)
        if tag in INLINE:
            self._content(element)
        elif tag == "br":
            self.words.append("\n")
        elif tag == "table" and element.find(".//table") is None:
            self._flush()
            self.out.table([[self._cell(cell) for cell in _cells(row)] for row in element.iter("tr")])
        elif tag not in LEFT_OUT and not _is_around(element):
            self._block(element, tag)

    def _block(self, element: etree._Element, tag: str) -> None:
        self._flush()
        if tag not in {"li", "dd", "tr", "td", "th"}:
            self.out.blank()
        if tag in HEADINGS:
            self.prefix = "#" * HEADINGS[tag] + " "
        elif tag == "li":
            self.prefix = "- "
        self._content(element, is_kept=tag == "pre")
        self._flush()
        self.prefix = ""
        if tag not in {"li", "dt", "tr", "td", "th"}:
            self.out.blank()

    def _content(self, element: etree._Element, *, is_kept: bool = False) -> None:
        self._say(element.text, element, is_kept)
        for child in element:
            if isinstance(child.tag, str):
                self._element(child)
            self._say(child.tail, child, is_kept)

    def _say(self, text: str | None, element: etree._Element, is_kept: bool) -> None:
        if not text:
            return
        if text.strip() and not self.has_begun:
            self.number, self.has_begun = _line_of(element), True
        self.words.append(text if is_kept else _BLANKS.sub(" ", text))

    def _flush(self) -> None:
        """Write the words since the last block; what marks a heading or an item stands on its first line."""
        for part in "".join(self.words).split("\n"):
            if part.strip():
                self.out.add(self.number, part, self.prefix)
                self.prefix = ""
        self.words, self.has_begun = [], False

    def _cell(self, element: etree._Element) -> Cell:
        whole, self.out, self.prefix = self.out, Lines(self.out), ""
        self._content(element)
        self._flush()
        lines, self.out = self.out.lines, whole
        while lines and not lines[-1].raw:
            del lines[-1]
        return Cell(lines, _count(element, "colspan"), _count(element, "rowspan"))


def _cells(row: etree._Element) -> list[etree._Element]:
    return [cell for cell in row if cell.tag in {"td", "th"}]


def _count(element: etree._Element, name: str) -> int:
    text = element.get(name) or "1"
    return max(1, min(int(text), MAX_SPAN)) if text.isdecimal() and len(text) < 6 else 1


def _tag(element: etree._Element) -> str:
    return str(element.tag).lower()


def _line_of(element: etree._Element) -> int:
    line = element.sourceline
    return line if isinstance(line, int) and line > 0 else 1


def _is_around(element: etree._Element) -> bool:
    """Say whether an element is the page's own: hidden, or named for what stands around a text.

    What is merely named so stays if it has times, since then it may well be the programme.
    """
    if "hidden" in element.attrib or element.get("aria-hidden") == "true":
        return True
    if _HIDDEN.search(element.get("style") or ""):
        return True
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    if (element.get("role") or "").lower() not in AROUND_ROLES and not _AROUND.search(names):
        return False
    return not spans_in(" ".join(str(text) for text in element.itertext())[:SNIFFED])
