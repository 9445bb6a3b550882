"""Markdown made into HTML that is safe to show: the one place where text turns into markup.

Text is kept as it was typed and rendered here, in two steps that each suffice: markdown-it-py writes
HTML in which nothing of the source stands unescaped, then nh3 drops every tag, attribute and scheme
that is not listed below. A change of what comes out needs a new ``VERSION``, by which stored HTML is
known to be old.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

import nh3
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererProtocol
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from cyberconf.web.wording import joined

VERSION = 2

# What is nested deeper is shown as typed: markdown-it would drop it, and recursion costs time (S30).
MAX_NESTING = 20
# Absolute addresses alone: "//host", "javascript:" and a name and password before the host all mislead.
ADDRESS = re.compile(r"https?://[^\s/?#@\\:]+(:\d{1,5})?([/?#]|$)", re.IGNORECASE)
MAIL_ADDRESS = re.compile(r"mailto:[^\s?@]+@[^\s?@]+$", re.IGNORECASE)
BARE_ADDRESS = re.compile(r"(?<!\w)https?://[^\s<>\"“”]+", re.IGNORECASE)
NOT_OF_AN_ADDRESS = ".,;:!?'’»…*_)]"  # at its end: the punctuation of the sentence around it

COMMENT_TAGS = {"p", "br", "em", "strong", "ul", "ol", "li", "blockquote", "code", "pre", "a", "bdi"}
TEXT_TAGS = COMMENT_TAGS | {"h3", "h4", "h5", "h6", "hr", "table", "thead", "tbody", "tr", "th", "td"}
ATTRIBUTES: dict[str, set[str]] = {"*": set(), "a": {"href"}, "ol": {"start"}}
# A quotation or a list may be in another direction than what stands around it, mark and all.
OWN_WAY = {tag: {"dir": "auto"} for tag in ("blockquote", "ol", "ul")}

# Rules that would take a commenter's words away or make more of them than was meant: a footnote "[1]: …",
# a line of dashes, "#1", an indented paragraph, "&copy;".
NOT_IN_COMMENTS = [
    "heading",
    "lheading",
    "hr",
    "code",
    "reference",
    "entity",
    "image",
    "html_block",
    "html_inline",
]


def render_comment(text: str) -> SafeString:
    """Return a comment as HTML: paragraphs with their line breaks, emphasis, lists, quotes, code, links.

    A link shows its host after a text that is not its address.
    """
    return _cleaned_comment(_html(_COMMENT, text))


def show_comment(*, body: str, html: str, version: int) -> SafeString:
    """Return the HTML that was stored for a comment, made anew when another version of this module made it.

    It is cleaned once more, which takes some 30 microseconds, so that nothing rests on who wrote the row.
    """
    return _cleaned_comment(html) if version == VERSION else render_comment(body)


def render_text(text: str) -> SafeString:
    """Return a text of the staff as HTML: as a comment, and headings from the third level, rules, tables."""
    html = _html(_TEXT, text)
    clean = nh3.clean(
        html,
        tags=TEXT_TAGS,
        attributes=ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
        url_relative="deny",
        link_rel="noopener",
        clean_content_tags=set(),
    )
    return mark_safe(clean)  # noqa: S308  # nh3 has dropped all but TEXT_TAGS and ATTRIBUTES


def parsed(text: str) -> list[Token] | None:
    """Return a text of the staff as ``render_text`` reads it, for what is not written in HTML.

    None when it nests too deep for all of it to be shown: show it as typed.
    """
    return _tokens(_TEXT, _encodable(text))


def plain(text: str) -> str:
    """Return the words without the marks, a line a block, for excerpts, titles and feeds. Not escaped."""
    tokens = _tokens(_PLAIN, _encodable(text))
    if tokens is None:
        return text.strip()
    return "\n".join(block for block in (_words(token) for token in tokens) if block)


def _cleaned_comment(html: str) -> SafeString:
    clean = nh3.clean(
        html,
        tags=COMMENT_TAGS,
        attributes=ATTRIBUTES,
        set_tag_attribute_values=OWN_WAY,
        url_schemes={"http", "https"},
        url_relative="deny",
        link_rel="nofollow ugc noopener",
        clean_content_tags=set(),
    )
    return mark_safe(clean)  # noqa: S308  # nh3 has dropped all but COMMENT_TAGS and ATTRIBUTES


def _html(parser: MarkdownIt, text: str) -> str:
    text = _encodable(text)
    tokens = _tokens(parser, text)
    if tokens is None:
        return "<p>" + escape(text).replace("\n", "<br>") + "</p>"
    return str(parser.renderer.render(tokens, parser.options, {}))


def _encodable(text: str) -> str:
    """Put "?" for lone surrogates, which no encoding can carry; services refuse them, old rows may not."""
    return text.encode(errors="replace").decode()


def _tokens(parser: MarkdownIt, text: str) -> list[Token] | None:
    """Parse, or return None when the text nests too deep for all of it to be shown."""
    try:
        tokens = parser.parse(text)
    except RecursionError:
        return None
    return None if any(token.level >= MAX_NESTING - 1 for token in tokens) else tokens


def _words(token: Token) -> str:
    if token.type in {"fence", "code_block"}:
        return token.content.strip()
    breaks = {"softbreak": "\n", "hardbreak": "\n"}
    children = token.children or []
    return "".join(
        breaks.get(child.type, child.content) for child in children if child.type != "link_host"
    ).strip()


def _parser(*, mail: bool, **options: bool) -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": MAX_NESTING, **options})
    parser.validateLink = lambda url: bool(ADDRESS.match(url) or (mail and MAIL_ADDRESS.match(url)))  # type: ignore[method-assign]  # markdown-it's own way to say it
    parser.core.ruler.push("fences", _keep_words_of_fences)
    parser.core.ruler.push("bare_addresses", _link_bare_addresses)
    return parser


def _comment_parser() -> MarkdownIt:
    parser = _parser(mail=False, breaks=True).disable(NOT_IN_COMMENTS)
    parser.core.ruler.push("link_hosts", _show_hosts)
    parser.add_render_rule("link_host", _render_host)
    return parser


def _text_parser() -> MarkdownIt:
    parser = _parser(mail=True).enable("table").disable(["image", "html_block", "html_inline"])
    parser.core.ruler.push("headings", _lower_headings)
    parser.add_render_rule("text", _render_words)
    return parser


def _keep_words_of_fences(state: StateCore) -> None:
    """Show what stands beside the marks that open a block of code, which else names a language."""
    for token in state.tokens:
        if token.type == "fence" and token.info.strip():
            token.content = f"{token.info.strip()}\n{token.content}"
            token.info = ""


def _link_bare_addresses(state: StateCore) -> None:
    for token in state.tokens:
        if token.children and "://" in token.content:
            token.children = list(_linked(token.children, state.md))


def _linked(children: Sequence[Token], parser: MarkdownIt) -> Iterator[Token]:
    depth = 0
    for child in children:
        depth += {"link_open": 1, "link_close": -1}.get(child.type, 0)
        if child.type == "text" and depth == 0:
            yield from _pieces(child, parser)
        else:
            yield child


def _pieces(text: Token, parser: MarkdownIt) -> Iterator[Token]:
    end = 0
    for match in BARE_ADDRESS.finditer(text.content):
        address = _trimmed(match[0])
        target = parser.normalizeLink(address)
        if not parser.validateLink(target):
            continue
        yield _text(text.content[end : match.start()], text.level)
        yield Token("link_open", "a", 1, attrs={"href": target}, level=text.level)
        yield _text(address, text.level + 1)
        yield Token("link_close", "a", -1, level=text.level)
        end = match.start() + len(address)
    yield _text(text.content[end:], text.level)


def _trimmed(address: str) -> str:
    trimmed = address.rstrip(NOT_OF_AN_ADDRESS)
    if address[len(trimmed) :].startswith(")") and trimmed.count("(") > trimmed.count(")"):
        trimmed += ")"
    return trimmed


def _text(content: str, level: int) -> Token:
    return Token("text", "", 0, content=content, level=level)


def _show_hosts(state: StateCore) -> None:
    for token in state.tokens:
        if token.children:
            token.children = list(_with_hosts(token.children))


def _with_hosts(children: Sequence[Token]) -> Iterator[Token]:
    href, words = "", ""
    for child in children:
        yield child
        if child.type == "link_open":
            href, words = str(child.attrGet("href")), ""
        elif child.type == "link_close":
            host = urlsplit(href).netloc
            if not _shows(words, host):
                yield Token("link_host", "", 0, content=host, level=child.level)
        else:
            words += child.content


def _shows(words: str, host: str) -> bool:
    """Say whether the link's text is an address at that host, which then need not be named again."""
    shown = re.sub(r"^https?://", "", words.strip(), flags=re.IGNORECASE)
    return re.split(r"[/?#]", shown, maxsplit=1)[0].lower() == host.lower()


def _render_host(
    renderer: RendererProtocol, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    return f" <bdi>({escapeHtml(tokens[index].content)})</bdi>"


def _render_words(
    renderer: RendererProtocol, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    """Write words for a page, where a line breaks in no “5-year”."""
    return escapeHtml(joined(tokens[index].content))


def _lower_headings(state: StateCore) -> None:
    for token in state.tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(int(token.tag[1]) + 2, 6)}"


_COMMENT = _comment_parser()
_TEXT = _text_parser()
_PLAIN = _parser(mail=True).enable("table").disable(["reference", "html_block", "html_inline"])

__all__ = ["VERSION", "parsed", "plain", "render_comment", "render_text", "show_comment"]
