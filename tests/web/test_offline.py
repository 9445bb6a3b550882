"""The worker that keeps pages for a place without a network."""

from __future__ import annotations

import brotli
from django.test import Client

from cyberconf.settings import ROOT
from cyberconf.web.compression import QUALITY
from cyberconf.web.scripts import slim


def test_the_worker_stands_at_the_root_in_one_piece() -> None:
    response = Client().get("/worker.js")
    assert (response.headers["Content-Type"], response.headers["Cache-Control"]) == (
        "text/javascript; charset=utf-8",
        "no-cache",
    )
    parts = {path.name: slim(path.read_text()) for path in (ROOT / "static/js/worker").iterdir()}
    assert response.content.decode() == "".join(parts[name] for name in sorted(parts))


def test_the_worker_comes_compressed_once_and_only_where_it_is_another_than_before() -> None:
    plain = Client().get("/worker.js")
    packed = Client().get("/worker.js", headers={"Accept-Encoding": "gzip, br"})
    assert brotli.decompress(packed.content) == plain.content
    assert len(packed.content) < len(brotli.compress(plain.content, quality=QUALITY))
    assert "Accept-Encoding" in packed.headers["Vary"]
    known = Client().get("/worker.js", headers={"If-None-Match": plain.headers["ETag"]})
    assert (known.status_code, known.content) == (304, b"")
    assert "Accept-Encoding" in known.headers["Vary"]
