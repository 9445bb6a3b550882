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
from cyberconf.copies.addresses import Copied
from cyberconf.copies.asking import BrokenError, Site
from cyberconf.copies.folders import OccupiedError
from cyberconf.copies.making import ChangedError, Made, Making
from cyberconf.web import languages as interface
from cyberconf.web import terminal
from cyberconf.web.sheets import JOINED
from events import publishing, translating
from events.management import conferences
from events.models import Conference
from events.programme import Programme
from events.publishing import Published

ALL = "all"


class Command(BaseCommand):
    help = "Write a static copy of a public conference, which any web server shows, into a folder."

    def add_arguments(self, parser: CommandParser) -> None:
        codes = ", ".join(interface.codes())
        parser.add_argument("slug", help="the conference's address, such as cyber-stability-2021")
        parser.add_argument("--output", type=Path, required=True, metavar="DIR", help="the folder to write")
        parser.add_argument(
            "--languages",
            default=ALL,
            metavar="L,…",
            help="of the pages, as in en,fr: the first is in the folder itself, each other in one so named; "
            f"all of the pages ({codes}) and of the programme when not given, its own first",
        )

    def handle(self, *, slug: str, output: Path, languages: str, **_options: Any) -> None:
        found = _find(slug)
        copied = _copied(languages, found.programme)
        folder = output.resolve()  # a link is followed, never replaced
        try:
            made = _made(found, folder, copied)
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


def _made(found: Published, folder: Path, copied: Copied) -> Made:
    """Make a copy, and once more where something is published meanwhile."""
    try:
        return _make(found, folder, copied)
    except ChangedError:
        return _make(_find(found.conference.slug), folder, copied)


def _make(found: Published, folder: Path, copied: Copied) -> Made:
    made_at = timezone.now()
    label = {
        "address": settings.SITE_URL + found.conference.get_absolute_url(),
        "release": found.number,
        "languages": copied.languages,
        "made_at": made_at.isoformat(timespec="seconds"),
    }
    with folders.beside(folder, found.conference.slug, label) as draft, terminal.shown() as progress:
        return Making(found, copied, Site(), draft, made_at).make(progress)


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


def _copied(asked: str, programme: Programme) -> Copied:
    """Return which copy to make: in the languages that are asked for, or all, but in none twice.

    Raises:
        CommandError: neither the pages nor the programme know one of them.
    """
    known = dict.fromkeys([programme.language, *interface.codes(), *programme.languages])
    wanted = list(known) if asked == ALL else [code.strip() for code in asked.split(",")]
    if unknown := [code for code in wanted if code not in known]:
        message = _(
            "--languages: “%(found)s” is no language of the pages. Expected “all”, or some of: %(known)s."
        )
        raise CommandError(message % {"found": unknown[0], "known": ", ".join(known)})
    told_apart: dict[tuple[str, str], str] = {}
    for code in wanted:
        told_apart.setdefault(_shown(code, programme), code)
    first = interface.nearest(wanted[0])
    alike = first if _shown(first, programme) == _shown(wanted[0], programme) else ""
    return Copied(programme.slug, tuple(told_apart.values()), alike)


def _shown(language: str, programme: Programme) -> tuple[str, str]:
    """Return in which language pages and their programme are for whoever reads this one."""
    return interface.nearest(language), translating.nearest(language, programme)
