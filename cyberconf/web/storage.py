"""Static files: hashed names, compressed, style sheets joined, nothing in them that is for their writers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile
from django.utils.deconstruct import deconstructible
from whitenoise.storage import CompressedManifestStaticFilesStorage

from cyberconf.web import scripts
from cyberconf.web.sheets import JOINED, joined

SCRIPTS = "js/"  # the folder of our own


@deconstructible
class Unguessable:
    """Names an uploaded file so that nobody finds it who was not told where it is."""

    def __init__(self, folder: str) -> None:
        self.folder = folder

    def __call__(self, instance: object, name: str) -> str:
        """Return a path with a random part of 128 bits; the name itself stays for whoever downloads it."""
        return f"{self.folder}/{uuid4().hex}/{name}"


class SiteStaticStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # whitenoise carries no types
    """Writes the sheets that pages link with their imports in place, and scripts without comments (ADR 6)."""

    support_js_module_import_aggregation = True

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        """Write them anew, then hash and compress as the parent does, those by what is in them."""
        ours = [] if dry_run else [name for name in paths if _is_ours(name)]
        changed = {name: self._served(name, *paths[name]) for name in ours}
        for name, text in changed.items():
            self.delete(name)
            self._save(name, ContentFile(text.encode()))
        yield from super().post_process(paths | {name: (self, name) for name in changed}, dry_run, **options)

    def _served(self, name: str, source: Any, path: str) -> str:
        if name in JOINED:
            return joined(name, lambda wanted: _text(source, path if wanted == name else wanted))
        return scripts.slim(_text(source, path))


def _is_ours(name: str) -> bool:
    return name in JOINED or (name.startswith(SCRIPTS) and name.endswith(".js"))


def _text(source: Any, path: str) -> str:
    with source.open(path) as file:
        return str(file.read().decode())
