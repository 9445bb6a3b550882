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
from cyberconf.web.sheets import joined
from tests.pages import Page

STATIC = settings.ROOT / "static"
FIRST_VISIT = 20_000  # bytes: the blog post that the programme replaces takes 21,600
LATER_PAGE = 10_000
SCRIPTS = 19_500  # all of them, where one page may load 20,000
REQUESTS = 6
HEAD = 450  # bytes of an answer's head, as granian sends it with a static file
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
    return (STATIC / address.removeprefix("/static/")).read_text()


@pytest.mark.django_db
def test_a_first_visit_and_the_pages_after_it_are_light(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(secrets, "randbelow", lambda most: most - 1)  # the longest padding
    site.load_2021()
    page = Page(client.get(f"/{site.SLUG}/"))
    links, scripts = linked(page)
    assert 1 + len(links) + len(scripts) <= REQUESTS
    visited = weight_of_page(client, f"/{site.SLUG}/")
    assert visited + sum(weight(source(each)) for each in links | scripts) <= FIRST_VISIT
    second = weight(sheet("reading.css"))  # comes with the first page that is not the programme
    for address in ("", "?tz=Tokyo&q=norms"):
        assert weight_of_page(client, f"/{site.SLUG}/{address}") <= LATER_PAGE, address
    for address in ("sessions/existing-and-potential-threats/", "speakers/"):
        assert weight_of_page(client, f"/{site.SLUG}/{address}") + second <= LATER_PAGE, address


def test_all_scripts_that_a_page_can_come_to_load_are_light() -> None:
    scripts = {path.name: path.read_text() for path in (STATIC / "js").glob("*.js")}
    del scripts["worker.js"]  # of the device, not of a page: tests/test_weight_later.py holds it
    named = {found["name"] for text in scripts.values() for found in _IMPORTED.finditer(text)}
    assert named <= scripts.keys()
    assert sum(weight(text) for text in scripts.values()) <= SCRIPTS
