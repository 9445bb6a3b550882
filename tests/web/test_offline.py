"""The worker that keeps pages for a place without a network."""

from __future__ import annotations

import json
import re

import brotli
from django.test import Client

from cyberconf.settings import ROOT
from cyberconf.web.compression import QUALITY
from cyberconf.web.scripts import slim


def test_the_worker_stands_at_the_root_and_is_told_what_it_needs() -> None:
    response = Client().get("/worker.js")
    told, code = response.content.decode().split("\n", 1)
    assert (response.headers["Content-Type"], response.headers["Cache-Control"]) == (
        "text/javascript; charset=utf-8",
        "no-cache",
    )
    assert json.loads(told.removeprefix("self.site = ").removesuffix(";")) == {
        "fallback": "/offline/",
        "draft": "/static/js/draft.js",
    }
    assert code == slim((ROOT / "static/js/worker.js").read_text())


def test_the_worker_comes_compressed_once_and_only_where_it_is_another_than_before() -> None:
    plain = Client().get("/worker.js")
    packed = Client().get("/worker.js", headers={"Accept-Encoding": "gzip, br"})
    assert brotli.decompress(packed.content) == plain.content
    assert len(packed.content) < len(brotli.compress(plain.content, quality=QUALITY))
    assert "Accept-Encoding" in packed.headers["Vary"]
    known = Client().get("/worker.js", headers={"If-None-Match": plain.headers["ETag"]})
    assert (known.status_code, known.content) == (304, b"")
    assert "Accept-Encoding" in known.headers["Vary"]


def test_the_page_in_place_of_others_has_the_place_where_the_worker_lists_what_it_keeps() -> None:
    worker = (ROOT / "static/js/worker.js").read_text()
    (place,) = re.findall(r'replace\("(<!--[^"]+)"', worker)
    assert Client().get("/offline/").content.decode().count(place) == 1
