"""The worker that keeps pages for a place without a network."""

from __future__ import annotations

import json
import re

from django.test import Client

from cyberconf.settings import ROOT


def test_the_worker_stands_at_the_root_and_is_told_what_to_keep_from_the_first() -> None:
    response = Client().get("/worker.js")
    told, code = response.content.decode().split("\n", 1)
    assert (response.headers["Content-Type"], response.headers["Cache-Control"]) == (
        "text/javascript; charset=utf-8",
        "no-cache",
    )
    assert json.loads(told.removeprefix("self.site = ").removesuffix(";")) == {
        "first": ["/static/css/site.css", "/static/css/reading.css", "/static/icon.svg"],
        "fallback": "/offline/",
    }
    assert code == (ROOT / "static/js/worker.js").read_text()


def test_the_page_in_place_of_others_has_the_place_where_the_worker_lists_what_it_keeps() -> None:
    worker = (ROOT / "static/js/worker.js").read_text()
    (place,) = re.findall(r'replace\("(<!--[^"]+)"', worker)
    assert Client().get("/offline/").content.decode().count(place) == 1
