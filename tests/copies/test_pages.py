"""What becomes of a page in a copy. No database."""

from __future__ import annotations

from cyberconf.copies import pages

PAGE = """<!doctype html>
<html lang="en"><head><title>Ports</title><link rel="canonical" href="https://site.example/ports/">
<script type="module" src="/live.js"></script><script type="application/ld+json">{"a": "<b>"}</script></head>
<body><main>%s</main></body></html>"""
LEADS = {
    "/a/": "a/index.html",
    "/support/": None,
    "/sign-in/": None,
    "https://other.example/": "https://other.example/",
}


def kept(body: str, *, head: bool = False) -> str:
    """What a copy holds of a body; everything else of the page where that is asked for."""
    made = pages.rewritten(
        (PAGE % body).encode(),
        LEADS.__getitem__,
        tells=lambda link: link == "/support/",
        notice="<p>A copy.</p>",
        writing='<p>Not here. <a href="https://site.example/#comment-form">There</a></p>',
    ).decode()
    before, rest = made.split("<p>A copy.</p>")
    return before if head else rest.split("</main>")[0]


def test_links_lead_where_they_are_told_and_what_is_pressed_goes_with_its_shells() -> None:
    assert (
        kept('<p>See <a href="/a/">A</a>&ThinSpace;&amp; more</p>')
        == '<p>See <a href="a/index.html">A</a>\u2009&amp; more</p>'
    )
    assert kept('<ul><li><a href="/sign-in/">Sign in</a></li></ul>Rest') == "Rest"
    assert kept("<details><summary>Filter</summary><form><input></form></details>") == ""
    assert (
        kept("<section><h2>Words</h2><button>Go</button> stay</section>")
        == "<section><h2>Words</h2> stay</section>"
    )


def test_how_many_supported_a_comment_stays_without_the_link() -> None:
    body = '<p>Said <a href="/support/" class="x">Support (3)</a><a href="/support/">Support (0)</a></p>'
    assert kept(body) == "<p>Said <span>Support (3)</span></p>"


def test_where_a_comment_could_be_written_a_sentence_says_where_it_can() -> None:
    sentence = '<p>Not here. <a href="https://site.example/#comment-form">There</a></p>'
    assert kept('<div id="comment-form"><p>Write at once</p><form></form></div>After') == f"{sentence}After"


def test_what_was_true_of_the_moment_alone_goes() -> None:
    assert kept("<p data-passing>Open</p><small>3 comments<span data-passing> · open</span></small>") == (
        "<small>3 comments</small>"
    )
    assert kept('<div data-live="now"><p>Now: Norms</p></div>Rest') == "Rest"
    assert kept('<ol><li class="entry entry--now">A</li><li data-present>10:00</li></ol>') == (
        '<ol><li class="entry">A</li></ol>'
    )


def test_scripts_go_but_what_describes_the_page_stays_and_says_where_the_original_is() -> None:
    head = kept("<div data-enhance='live' data-url='/x'></div>Text", head=True)
    assert "live.js" not in head
    assert '<link rel="canonical" href="https://site.example/ports/">' in head
    assert '<script type="application/ld+json">{"a": "<b>"}</script>' in head
    assert kept("<div data-enhance='live' data-url='/x'></div>Text") == "Text"
