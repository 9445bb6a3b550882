"""``manage.py archive``: a static copy of a conference, to be kept."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from cyberconf.copies import folders
from cyberconf.copies.asking import BrokenError, Site
from cyberconf.copies.folders import OccupiedError
from cyberconf.copies.making import ChangedError, Made, Making
from cyberconf.web import languages, terminal
from cyberconf.web.storage import JOINED
from events import publishing
from events.management import conferences
from events.models import Conference
from events.programme import Programme
from events.publishing import Published


class Command(BaseCommand):
    help = "Write a static copy of a public conference, which any web server shows, into a folder."

    def add_arguments(self, parser: CommandParser) -> None:
        codes = ", ".join(languages.codes())
        parser.add_argument("slug", help="the conference's address, such as cyber-stability-2021")
        parser.add_argument("--output", type=Path, required=True, metavar="DIR", help="the folder to write")
        parser.add_argument(
            "--language",
            metavar="L",
            help=f"of the pages, one of: {codes}, or another that it comes in; its own when not given",
        )

    def handle(self, *, slug: str, output: Path, language: str | None, **_options: Any) -> None:
        found = _find(slug)
        chosen = _language(language, found.programme)
        folder = output.resolve()  # a link is followed, never replaced
        try:
            made = _made(found, folder, chosen)
        except (OccupiedError, BrokenError, ChangedError) as refusal:
            raise CommandError(str(refusal)) from refusal
        except OSError as problem:
            message = _("%(folder)s cannot be written: %(problem)s.")
            told = {"folder": output, "problem": problem.strerror or problem}
            raise CommandError(message % told) from problem
        message = _(
            "%(output)s: %(pages)d pages and %(files)d other files. Open index.html, or serve the folder."
        )
        self.stdout.write(message % {"output": output, "pages": made.pages, "files": made.files})


def _made(found: Published, folder: Path, language: str) -> Made:
    """Make a copy, and once more where something is published meanwhile."""
    try:
        return _make(found, folder, language)
    except ChangedError:
        return _make(_find(found.conference.slug), folder, language)


def _make(found: Published, folder: Path, language: str) -> Made:
    made_at = timezone.now()
    label = {
        "address": settings.SITE_URL + found.conference.get_absolute_url(),
        "release": found.number,
        "made_at": made_at.isoformat(timespec="seconds"),
    }
    with folders.beside(folder, found.conference.slug, label) as draft, terminal.shown() as progress:
        making = Making(found, Site(language), draft, made_at, language)
        return making.make(progress)


def _find(slug: str) -> Published:
    """Return what everybody sees of the conference.

    Raises:
        CommandError: it is a draft or has no release, or pages cannot be shown yet.
    """
    conference = conferences.find(slug)
    if conference.status == Conference.Status.DRAFT:
        message = _(
            "“%(slug)s” is a draft, which nobody sees, and a copy holds what everybody sees. "
            "First: manage.py publish %(slug)s --public"
        )
        raise CommandError(message % {"slug": slug})
    try:
        staticfiles_storage.url(JOINED[0])
        return publishing.published(slug)
    except ValueError as problem:
        raise CommandError(_("The style is not collected yet. First: manage.py collectstatic")) from problem
    except Conference.DoesNotExist as problem:
        raise CommandError(str(problem)) from problem


def _language(asked: str | None, programme: Programme) -> str:
    """Return the one that is asked for, which pages or the programme must know, else the original's."""
    known = list(dict.fromkeys([*languages.codes(), programme.language, *programme.languages]))
    if asked is None or asked in known:
        return asked or programme.language
    message = _("--language %(found)s is no language of the pages. Expected one of: %(known)s.")
    raise CommandError(message % {"found": asked, "known": ", ".join(known)})
