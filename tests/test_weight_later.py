"""What comes once a page is there: the docs list it apart from the page's weight."""

from __future__ import annotations

import gzip
import re
from datetime import timedelta
from math import ceil

import pytest
from django.test import Client
from django.utils import timezone

from cyberconf.settings import ROOT
from tests.builders import make_conference, make_release, make_session
from tests.pages import Page
from tests.test_weight import imported, source

ROW = re.compile(r"^\| (`[^|]+) \| [^|]+ \| (\d+) kB", re.MULTILINE)
REGISTERED = re.compile(r'register\("([^"]+)"\)')


def told() -> dict[str, int]:
    """How many kB the docs say that each takes, by the last part of its address."""
    text = (
        (ROOT / "docs/publishing.md").read_text().partition("What comes once a page")[2].partition("\n## ")[0]
    )
    rows = [(re.findall(r"`([^`]+)`", names), int(most)) for names, most in ROW.findall(text)]
    return {name.strip("/"): most for names, most in rows for name in names}


def last(address: str) -> str:
    return address.strip("/").rpartition("/")[2]


@pytest.mark.django_db
def test_what_loads_after_a_page_is_what_the_docs_list_and_no_heavier(client: Client) -> None:
    now = timezone.now()
    conference = make_conference(slug="ports")
    make_session(conference, starts_at=now, ends_at=now + timedelta(hours=1))
    make_release(conference)
    page = Page(client.get("/ports/"))
    manifest = page.root.first("link", rel="manifest").attributes["href"]
    live = page.root.first(**{"data-enhance": "live"}).attributes["data-url"]
    (worker,) = REGISTERED.findall((ROOT / "static/js/reader.js").read_text())
    icons = [icon["src"] for icon in client.get(manifest).json()["icons"]]
    assert "/static/js/live.js" in page.html
    later = {path for name in ("reader.js", "talk.js") for path in imported(name)}
    scripts = [f"/static/js/{name}" for name in {"live.js", *later}]
    asked = [worker, manifest, live]
    bodies = {last(address): client.get(address).content for address in asked}
    city = page.root.first(**{"data-enhance": "reader"}).attributes["data-city"]
    bodies[last(city)] = client.get(city, {"zone": "Asia/Tokyo", "language": "ru"}).content
    bodies |= {last(each): source(each).encode() for each in scripts}
    bodies |= {last(each): (ROOT / each[1:]).read_bytes() for each in icons}
    assert {*bodies} == {*told()}
    heavier = {name: told()[name] for name, body in bodies.items() if kilobytes(body) > told()[name]}
    assert heavier == {}


def kilobytes(body: bytes) -> int:
    return ceil(len(gzip.compress(body)) / 1000)
