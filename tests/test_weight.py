"""What a first visit costs over the wire: the page with all that it asks for, compressed as it is served."""

from __future__ import annotations

import re
import secrets
from pathlib import Path

import brotli
import pytest
from django.conf import settings
from django.test import Client

from cyberconf.demo import site
from cyberconf.web.scripts import slim
from cyberconf.web.sheets import joined
from tests.pages import Page

STATIC = settings.ROOT / "static"
TEMPLATES = settings.ROOT / "templates"
FIRST_VISIT = 20_000  # bytes: the blog post that the programme replaces takes 21,600
LATER_PAGE = 10_000
SCRIPTS = 20_000
REQUESTS = 6
HEAD = 390  # bytes of an answer's head, as granian sends it with a static file
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
    return len(answer.content) + head


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


@pytest.mark.django_db
def test_a_first_visit_is_light_with_the_worker_that_comes_after_it(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(secrets, "randbelow", lambda most: most - 1)  # the longest padding
    site.load_2021()
    links, scripts = linked(Page(client.get(f"/{site.SLUG}/")))
    files = sum(weight(source(each)) for each in links | scripts)
    assert 1 + len(links) + len(scripts) + 1 <= REQUESTS
    made = sum(weight_of_page(client, each) for each in (f"/{site.SLUG}/", "/worker.js"))
    assert files + made <= FIRST_VISIT


@pytest.mark.django_db
def test_each_page_after_the_first_is_light_with_all_that_it_brings(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(secrets, "randbelow", lambda most: most - 1)
    site.load_2021()
    there = set().union(*linked(Page(client.get(f"/{site.SLUG}/"))))
    for address in LATER:
        page = f"/{site.SLUG}/{address}"
        brought = set().union(*linked(Page(client.get(page)))) - there
        assert weight_of_page(client, page) + sum(weight(source(each)) for each in brought) <= LATER_PAGE, (
            page
        )


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
