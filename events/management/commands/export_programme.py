"""``manage.py export_programme``: a release as a file for other programs."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from cyberconf.web import terminal
from events import editions, exporters
from events.errors import ProgrammeError
from events.management import conferences
from events.models import Release
from events.programme import Programme

LONGEST_NUMBER = 10  # digits: more than the database's numbers have


class Command(BaseCommand):
    help = "Write a conference's newest release, or an older one, in a format for other programs."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug", help="the conference's address, such as cyber-stability-2021")
        parser.add_argument(
            "--format", default="", metavar="F", help=f"one of: {', '.join(sorted(exporters.EXPORTERS))}"
        )
        parser.add_argument("--release", metavar="N", help="the release's number; the newest when not given")
        parser.add_argument("--output", type=Path, help="the file to write; standard output when not given")

    def handle(
        self, *, slug: str, format: str, release: str | None, output: Path | None, **_options: Any
    ) -> None:
        try:
            exporters.refuse_unknown(format)
            written = _written(_find(slug, release), format)
        except ProgrammeError as refusal:
            raise CommandError(str(refusal)) from refusal
        if output is None:
            self._print(written)
        else:
            _keep(written, output)

    def _print(self, written: bytes) -> None:
        """Write the bytes as they are: a PDF is no text."""
        if self.stdout.isatty() and b"\0" in written:
            raise CommandError(_("This format is no text. Say where to write it: --output FILE."))
        stream: BinaryIO | None = getattr(self.stdout, "buffer", None)
        if stream is None:  # a caller's own, of text
            self.stdout.write(written.decode(), ending="")
        else:
            stream.write(written)
            stream.flush()


def _written(release: Release, format: str) -> bytes:
    context = exporters.Context(
        settings.SITE_URL, editions.history_until(release.conference_id, release.number)
    )
    programme = Programme.model_validate(release.document)
    with terminal.shown() as progress:
        progress.step(_("Writing"))
        return exporters.write(programme, format, context=context)


def _find(slug: str, number: str | None) -> Release:
    releases = conferences.find(slug).releases.order_by("-number")
    newest = releases.light().first()
    if newest is None:
        message = _("“%(slug)s” has no release yet. Publish one first: manage.py publish %(slug)s")
        raise CommandError(message % {"slug": slug})
    wanted = newest.number if number is None else _number(number)
    found = None if wanted is None else releases.filter(number=wanted).first()
    if found is None:
        message = _("“%(slug)s” has no release %(found)s. Expected a number from 1 to %(newest)d.")
        raise CommandError(message % {"slug": slug, "found": number, "newest": newest.number})
    return found


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < LONGEST_NUMBER else None


def _keep(written: bytes, output: Path) -> None:
    """Write the file whole or not at all."""
    draft = output.with_name(f".{output.name}.{os.getpid()}")
    try:
        draft.write_bytes(written)
        draft.replace(output)
    except OSError as problem:
        message = _("%(file)s cannot be written: %(problem)s.")
        raise CommandError(message % {"file": output, "problem": problem.strerror}) from problem
    finally:  # by Control-C too
        draft.unlink(missing_ok=True)
