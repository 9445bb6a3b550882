"""Static files: hashed names, compressed, the style sheets joined into two, without comments."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile
from django.utils.deconstruct import deconstructible
from whitenoise.storage import CompressedManifestStaticFilesStorage

from cyberconf.web.sheets import JOINED, joined


@deconstructible
class Unguessable:
    """Names an uploaded file so that nobody finds it who was not told where it is."""

    def __init__(self, folder: str) -> None:
        self.folder = folder

    def __call__(self, instance: object, name: str) -> str:
        """Return a path with a random part of 128 bits; the name itself stays for whoever downloads it."""
        return f"{self.folder}/{uuid4().hex}/{name}"


class SiteStaticStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # whitenoise carries no types
    """Writes the two sheets that pages link with their imports in place (ADR 6)."""

    support_js_module_import_aggregation = True

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        """Join the sheets, then hash and compress as the parent does, those by what is in them."""
        linked = [] if dry_run else [name for name in JOINED if name in paths]
        for name in linked:
            self._join(name, *paths[name])
        yield from super().post_process(paths | {name: (self, name) for name in linked}, dry_run, **options)

    def _join(self, name: str, source: Any, path: str) -> None:
        sheet = joined(name, lambda wanted: _text(source, path if wanted == name else wanted))
        self.delete(name)
        self._save(name, ContentFile(sheet.encode()))


def _text(source: Any, path: str) -> str:
    with source.open(path) as file:
        return str(file.read().decode())
