"""What visits cost over the wire: a page with all that it asks for, compressed as it is served."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import brotli
import pytest
from django.core.cache import cache, caches
from django.test import Client

from cyberconf.demo import site
from cyberconf.settings import LANGUAGES, ROOT
from cyberconf.web.scripts import slim
from cyberconf.web.sheets import joined
from tests.pages import Page

STATIC = ROOT / "static"
TEMPLATES = ROOT / "templates"
FIRST_VISIT = 20_000  # bytes: the blog post that the programme replaces takes 21,600
LATER_PAGE = 10_000
SCRIPTS = 20_000
REQUESTS = 6
HEAVIEST = "ru"  # of the six languages: long words, in letters of two bytes
HEAD = 390  # bytes of an answer's head, as granian sends it with a static file
BESIDES = 75  # bytes that it sends with each page before and after what Django says: status, date, server
LATER = (
    *("", "?tz=Tokyo&q=norms", "speakers/", "comments/", "my/", "search/?q=norms", "changes/"),
    *("sessions/existing-and-potential-threats/", "sessions/existing-and-potential-threats/questions/1/"),
)
_LINKED = re.compile(r"""static "js/(?P<name>[\w-]+\.js)\"""")
_IMPORTED = re.compile(r"""(?:from|import\()\s*["']\./(?P<name>[\w-]+\.js)["']""")


def weight(content: str) -> int:
    """What a static file takes, compressed once and thoroughly."""
    return len(brotli.compress(content.encode())) + HEAD


def weight_of_page(client: Client, address: str) -> int:
    """What a page takes, compressed as it is asked for."""
    answer = client.get(address, headers={"Accept-Encoding": "gzip, deflate, br, zstd"})
    head = sum(len(f"{name}: {value}\r\n") for name, value in answer.headers.items())
    return len(answer.content) + head + BESIDES


def sheet(name: str) -> str:
    """One of the sheets that the site serves, its imports in place."""
    return joined(f"css/{name}", lambda wanted: (STATIC / wanted).read_text())


def linked(page: Page) -> tuple[set[str], set[str]]:
    """The style sheets and icons, and the scripts, that a page loads with it."""
    links = {
        link.attributes["href"]
        for link in page.root.find("link")
        if link.attributes["rel"] in {"icon", "stylesheet"}
    }
    return links, {
        script.attributes["src"] for script in page.root.find("script") if "src" in script.attributes
    }


def source(address: str) -> str:
    if address.endswith(".css"):
        return sheet(Path(address).name)
    text = (STATIC / address.removeprefix("/static/")).read_text()
    return slim(text) if address.endswith(".js") else text


@pytest.fixture
def visitor(db: None, client: Client, monkeypatch: pytest.MonkeyPatch, settings: Any) -> Iterator[Client]:
    """Somebody who reads the 2021 programme, with the longest padding where a page has one."""
    monkeypatch.setattr(secrets, "randbelow", lambda most: most - 1)
    settings.KEEPS_PAGES = True
    site.load_2021()
    yield client
    caches["pages"].clear()
    cache.clear()


def test_a_first_visit_is_light_with_the_worker_that_comes_after_it(visitor: Client) -> None:
    links, scripts = linked(Page(visitor.get(f"/{site.SLUG}/")))
    assert 1 + len(links) + len(scripts) + 1 <= REQUESTS
    besides = sum(weight(source(each)) for each in links | scripts) + weight_of_page(visitor, "/worker.js")
    pages = {code: weight_of_page(visitor, f"/{code}/{site.SLUG}/") for code, _name in LANGUAGES}
    assert {code: besides + page for code, page in pages.items() if besides + page > FIRST_VISIT} == {}


def test_each_page_after_the_first_is_light_with_all_that_it_brings(visitor: Client) -> None:
    """The worker brings no more for it: tests/browser/test_offline.py."""
    there = set().union(*linked(Page(visitor.get(f"/{site.SLUG}/"))))
    for path in LATER:
        page = f"/{HEAVIEST}/{site.SLUG}/{path}"
        brought = set().union(*linked(Page(visitor.get(page)))) - there
        besides = sum(weight(source(each)) for each in brought)
        assert weight_of_page(visitor, page) + besides <= LATER_PAGE, page


def test_all_scripts_that_a_page_of_a_conference_can_come_to_load_are_light() -> None:
    pages = [path for path in TEMPLATES.rglob("*.html") if not {"admin", "mfa"} & set(path.parts)]
    named = {found["name"] for path in pages for found in _LINKED.finditer(path.read_text())}
    while more := {each for name in named for each in imported(name)} - named:
        named |= more
    assert {"reader.js", "talk.js", "news.js", "draft.js"} < named
    assert sum(weight(source(f"/static/js/{name}")) for name in named) <= SCRIPTS


def imported(script: str) -> set[str]:
    """The scripts that one asks for, at once or later."""
    return {found["name"] for found in _IMPORTED.finditer((STATIC / "js" / script).read_text())}
