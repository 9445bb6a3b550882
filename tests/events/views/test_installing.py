"""A conference among the apps of a phone."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from tests.builders import make_conference, make_release
from tests.pages import Page

pytestmark = pytest.mark.django_db


def test_a_conference_is_an_app_that_begins_at_its_programme(
    client: Client, django_assert_num_queries: Any
) -> None:
    make_release(
        make_conference(
            slug="ports", title="مؤتمر الموانئ", short_title="الموانئ", theme="Law at sea", language="ar"
        )
    )
    shown = Page(client.get("/ports/"))
    assert shown.words("a", class_="bar__brand") == ["الموانئ"]
    with django_assert_num_queries(1):
        response = client.get("/ports/manifest.webmanifest")
    assert response.headers["Content-Type"] == "application/manifest+json"
    told = response.json()
    icons = told.pop("icons")
    assert told == {
        "id": "/ports/",
        "name": "مؤتمر الموانئ",
        "short_name": "الموانئ",
        "description": "Law at sea",
        "lang": "ar",
        "dir": "rtl",
        "start_url": "/ports/",
        "scope": "/",
        "display": "minimal-ui",
        "background_color": "#fcfaf6",
        "theme_color": "#17325c",
    }
    assert [i["src"] for i in icons if not finders.find(i["src"].removeprefix("/static/"))] == []
    etag = response.headers["ETag"]
    known = client.get("/ports/manifest.webmanifest", headers={"If-None-Match": etag})
    assert (known.status_code, known.content, known.headers["ETag"]) == (304, b"", etag)
    assert [(icon["sizes"], icon.get("purpose", "")) for icon in icons] == [
        ("any", ""),
        ("192x192", ""),
        ("512x512", ""),
        ("512x512", "maskable"),
    ]
    assert [size_of(icon["src"]) for icon in icons[1:]] == [icon["sizes"] for icon in icons[1:]]
    links = {
        rel: shown.root.first("link", rel=rel).attributes["href"] for rel in ("manifest", "apple-touch-icon")
    }
    assert links["manifest"] == "/ports/manifest.webmanifest"
    assert size_of(links["apple-touch-icon"]) == "180x180"


def size_of(address: str) -> str:
    """How wide and high a PNG is, by its head (RFC 2083, section 4.1.1)."""
    file = finders.find(address.removeprefix("/static/"))
    assert isinstance(file, str)
    width, height = struct.unpack(">II", Path(file).read_bytes()[16:24])
    return f"{width}x{height}"
