"""Static files: hashed names, compressed, the style sheets joined into two, without comments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile
from django.utils.deconstruct import deconstructible
from whitenoise.storage import CompressedManifestStaticFilesStorage

JOINED = ("css/site.css", "css/reading.css")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
SPACED = re.compile(r"""("[^"]*")|\s*([{};])\s*""")  # what is within quotation marks stays
IMPORT = re.compile(r'@import url\("(?P<name>[^"]+)"\);\n')


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
        """Join the sheets, then hash and compress as the parent does, the joined ones by what is in them."""
        joined = [] if dry_run else [name for name in JOINED if name in paths]
        for name in joined:
            self._join(name, *paths[name])
        yield from super().post_process(paths | {name: (self, name) for name in joined}, dry_run, **options)

    def _join(self, name: str, source: Any, path: str) -> None:
        sheet = IMPORT.sub(lambda found: _text(source, f"css/{found['name']}"), _text(source, path))
        self.delete(name)
        self._save(name, ContentFile(slim(sheet).encode()))


def slim(sheet: str) -> str:
    """Take out of a style sheet what is there for its writers: comments, and space around rules."""
    tight = SPACED.sub(lambda found: found[1] or found[2], COMMENT.sub("", sheet))
    return tight.replace(";}", "}").strip()


def _text(source: Any, path: str) -> str:
    with source.open(path) as file:
        return str(file.read().decode())
