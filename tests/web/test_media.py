from __future__ import annotations

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client


@pytest.mark.parametrize(
    ("name", "kind", "is_shown"),
    [
        ("photo.png", "image/png", True),
        ("paper.pdf", "application/pdf", True),
        ("page.html", "text/html", False),
        ("drawing.svg", "image/svg+xml", False),
        ("slides.key.unknown", "application/octet-stream", False),
    ],
)
def test_a_file_is_shown_or_handed_over_by_its_kind(
    client: Client, name: str, kind: str, is_shown: bool
) -> None:
    default_storage.save(f"materials/{name}", ContentFile(b"content"))
    response = client.get(f"/media/materials/{name}")
    assert b"".join(response.streaming_content) == b"content"  # type: ignore[attr-defined]  # a file's
    disposition = response.headers["Content-Disposition"].split(";")[0]
    assert (response.headers["Content-Type"], disposition) == (kind, "inline" if is_shown else "attachment")
    assert response.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "path", ["none.png", "../settings.py", "%2e%2e/secret-key", "a/../../b", "", "materials", "%00"]
)
def test_what_is_no_file_of_ours_is_not_found(client: Client, path: str, db: None) -> None:
    default_storage.save("materials/one.png", ContentFile(b"content"))
    assert client.get(f"/media/{path}").status_code == 404
