from __future__ import annotations

import re
import time
from collections.abc import Callable
from html import escape
from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cyberconf.web.markdown import VERSION, plain, render_comment, render_text, show_comment
from tests.web.vectors import VECTORS

COMMENT_TAGS = {"p", "br", "em", "strong", "ul", "ol", "li", "blockquote", "code", "pre", "a", "bdi"}
TEXT_TAGS = COMMENT_TAGS | {"h3", "h4", "h5", "h6", "hr", "table", "thead", "tbody", "tr", "th", "td"}

PROSE = ("Some ordinary words, *emphasis* and a link: https://example.org/a in a sentence. " * 70)[:5000]
NASTY = {
    "brackets": "[" * 5000,
    "images": "![" * 2500,
    "links in links": "[a](" * 1250,
    "quotes": ">" * 5000,
    "lists in quotes": "> - " * 1250,
    "lists": "- " * 2500,
    "emphasis": "*a _b " * 833,
    "emphasis inside out": "*_" * 2500,
    "ticks of every length": "".join("`" * length + " " for length in range(1, 99)),
    "addresses": "<http://" * 625,
    "bare addresses": "https://a.b " * 416,
    "definitions": "[a]: b\n" * 714,
    "escapes": "\\" * 5000,
    "brackets that close": "[" * 2500 + "]" * 2500,
}


class Inspector(HTMLParser):
    """Notes what a browser would make of the HTML."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str, str | None]] = []
        self.words = ""
        self.others: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += [(tag, name, value) for name, value in attrs]

    def handle_endtag(self, tag: str) -> None:
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.words += data

    def handle_comment(self, data: str) -> None:
        self.others.append(data)

    def handle_decl(self, decl: str) -> None:
        self.others.append(decl)

    def handle_pi(self, data: str) -> None:
        self.others.append(data)

    def unknown_decl(self, data: str) -> None:
        self.others.append(data)


def strays(html: str, *, tags: set[str], schemes: set[str], rel: str) -> list[object]:
    """What in the HTML is not on the list: tags, attributes, links that are not absolute."""
    found = Inspector(html)
    return [
        *(found.tags - tags),
        *found.others,
        *(attribute for attribute in found.attributes if not is_listed(*attribute, schemes=schemes, rel=rel)),
    ]


def is_listed(tag: str, name: str, value: str | None, *, schemes: set[str], rel: str) -> bool:
    value = value or ""
    if (tag, name) == ("a", "href"):
        url = urlsplit(value)
        has_place = bool(url.hostname) and "@" not in url.netloc if url.scheme != "mailto" else True
        return url.scheme in schemes and has_place
    if (tag, name) == ("a", "rel"):
        return value == rel
    if name == "dir":
        return tag in {"blockquote", "ol", "ul"} and value == "auto"
    return (tag, name) == ("ol", "start") and value.isdigit()


def strays_of_comment(text: str) -> list[object]:
    return strays(
        render_comment(text), tags=COMMENT_TAGS, schemes={"http", "https"}, rel="nofollow ugc noopener"
    )


def strays_of_text(text: str) -> list[object]:
    return strays(render_text(text), tags=TEXT_TAGS, schemes={"http", "https", "mailto"}, rel="noopener")


def test_the_corpus_is_large_enough() -> None:
    assert len(set(VECTORS)) > 400


@pytest.mark.parametrize("vector", VECTORS)
def test_nothing_that_is_not_listed_gets_through(vector: str) -> None:
    assert (strays_of_comment(vector), strays_of_text(vector)) == ([], [])


@given(
    st.text(
        alphabet=st.one_of(st.sampled_from("<>\"'()[]!*_`#-:/\\&;= \n@ahtps.x1"), st.characters()),
        max_size=300,
    )
)
def test_no_text_at_all_gets_anything_else_through(text: str) -> None:
    assert (strays_of_comment(text), strays_of_text(text)) == ([], [])


@given(
    st.text(
        alphabet=st.characters(categories=["L", "N", "Zs"], include_characters="<>&\"'?!,;=+%$"), min_size=1
    )
)
def test_a_comment_without_marks_keeps_every_word(text: str) -> None:
    sentence = f"So {text}"
    assert Inspector(render_comment(sentence)).words.split() == sentence.split()


@given(st.text())
def test_plain_never_fails(text: str) -> None:
    assert isinstance(plain(text), str)


@pytest.mark.parametrize("render", [render_comment, render_text, plain])
@pytest.mark.parametrize("pattern", NASTY.values(), ids=NASTY.keys())
def test_nasty_patterns_cost_no_more_than_some_pages_of_prose(
    pattern: str, render: Callable[[str], str]
) -> None:
    assert seconds(render, pattern) < 40 * seconds(render_comment, PROSE)


def seconds(render: Callable[[str], str], text: str) -> float:
    """The time that the quickest of three runs took, as the others were disturbed."""
    took = []
    for _ in range(3):
        started = time.process_time()
        render(text)
        took.append(time.process_time() - started)
    return min(took)


@pytest.mark.parametrize("deep", [">" * 300 + " end", "- " * 300 + "end", "> - " * 100 + "end"])
def test_what_nests_too_deep_is_shown_as_typed(deep: str) -> None:
    assert (render_comment(deep), plain(deep)) == (f"<p>{escape(deep)}</p>", deep)


def test_a_comparison_is_no_tag() -> None:
    text = "if cost <x then stop, else y>3"
    shown = "<p>if cost &lt;x then stop, else y&gt;3</p>\n"
    assert (render_comment(text), render_text(text), plain(text)) == (shown, shown, text)


def test_a_comment_keeps_what_markdown_would_take_for_marks() -> None:
    text = "#1 was *said*\n---\n[1]: a footnote\n&copy; 2021\n\n    indented"
    words = "#1 was said\n---\n[1]: a footnote\n&copy; 2021\nindented"
    assert Inspector(render_comment(text)).words.replace("\n\n", "\n").strip() == words


def test_a_quotation_and_a_list_of_a_comment_run_their_own_way() -> None:
    text = "نعم\n\n> In full.\n\n3. one\n\n- two"
    assert render_comment(text).split("\n") == [
        "<p>نعم</p>",
        '<blockquote dir="auto">',
        "<p>In full.</p>",
        "</blockquote>",
        '<ol start="3" dir="auto">',
        "<li>one</li>",
        "</ol>",
        '<ul dir="auto">',
        "<li>two</li>",
        "</ul>",
        "",
    ]


def test_a_comment_keeps_its_line_breaks() -> None:
    assert render_comment("one\ntwo\n\nthree") == "<p>one<br>\ntwo</p>\n<p>three</p>\n"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("[here](https://a.example/x)", "here (a.example)"),
        ("[https://a.example](https://evil.example)", "https://a.example (evil.example)"),
        ("[a.example](https://a.example.evil.example)", "a.example (a.example.evil.example)"),
        ("[a.example](https://a.example/x)", "a.example"),
        (
            "see https://a.example/x_(y)_z, and (https://b.example).",
            "see https://a.example/x_(y)_z, and (https://b.example).",
        ),
        ("<https://a.example>", "https://a.example"),
        ("https://пример.example", "https://пример.example (xn--e1afmkfd.example)"),
        ("![a picture](https://a.example/x.png)", "!a picture (a.example)"),
    ],
)
def test_a_link_shows_its_host_unless_it_is_its_text(text: str, shown: str) -> None:
    assert Inspector(render_comment(text)).words.strip() == shown


def test_addresses_link_where_they_stand_alone_and_not_in_code() -> None:
    html = render_comment("https://a.example/x. `https://b.example`")
    hrefs = [value for _tag, name, value in Inspector(html).attributes if name == "href"]
    assert hrefs == ["https://a.example/x"]


def test_a_text_has_headings_from_the_third_level_and_tables() -> None:
    html = render_text("# One\n\n##### Five\n\n| a |\n|---|\n| b |")
    assert re.findall(r"<(h\d|table)>", html) == ["h3", "h6", "table"]


def test_no_line_of_a_text_breaks_between_a_number_and_what_a_hyphen_joins_to_it() -> None:
    html = render_text("A 5-year [plan](https://a.example/5-year), `5-year`, 3-4, https://b.example/5-year")
    shown = re.sub(r"<a[^>]*>", "<a>", html)
    assert shown == (
        "<p>A 5-\u2060year <a>plan</a>, <code>5-year</code>, 3-4, <a>https://b.example/5-year</a></p>\n"
    )


def test_plain_leaves_the_marks_out_and_escapes_nothing() -> None:
    text = "# Title\n\nSome **bold** [link](https://a.example) & `a<b`\n\n> quoted\n\n- item"
    assert plain(text) == "Title\nSome bold link & a<b\nquoted\nitem"


def test_stored_html_is_cleaned_again() -> None:
    stored = '<p onclick="x">kept<script>alert(1)</script></p>'
    assert show_comment(body="kept", html=stored, version=VERSION) == "<p>keptalert(1)</p>"


def test_html_of_another_version_is_made_anew() -> None:
    assert show_comment(body="*new*", html="<p>old</p>", version=0) == "<p><em>new</em></p>\n"
