"""``manage.py copy_conference``: last year's conference as the draft of the next."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from events import series
from events.copying import PARTS, USUAL, Part
from events.errors import ProgrammeError
from events.management import conferences
from events.series import Wish


class Command(BaseCommand):
    """Copies, and says in words what that makes. Exit status 1 when it is refused: nothing is written."""

    help = "Make a draft conference that is a copy of another, its dates moved."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("conference", help="the address of what is copied, such as cyber-stability-2021")
        parser.add_argument("--title", help="of the copy; the old one with the year put ahead, if not given")
        parser.add_argument("--slug", help="the copy's address; made of the title, if not given")
        parser.add_argument(
            "--date", metavar="D", help="its first day, as 2022-12-02; else the same weekday a year later"
        )
        parser.add_argument("--with", action="append", default=[], choices=PARTS, help="copy this as well")
        parser.add_argument("--without", action="append", default=[], choices=PARTS, help="leave this out")
        parser.add_argument("--without-team", action="store_true", help="copy no team")
        parser.add_argument("--dry-run", action="store_true", help="say what it makes, and write nothing")

    def handle(self, *, conference: str, dry_run: bool, **options: Any) -> None:
        found = conferences.find(conference)
        try:
            wish = self._wish(series.suggestion(found), options)
            if dry_run:
                look = series.look(found, wish, by=None)
            else:
                _new, look = series.copy(found, wish, by=None)
        except ProgrammeError as refusal:
            message = _("“%(slug)s” is not copied. %(why)s")
            raise CommandError(message % {"slug": conference, "why": refusal}) from refusal
        for warning in look.warnings:
            self.stderr.write(_("Warning: %(what)s") % {"what": warning})
        said = {"title": look.copy.programme.title, "slug": look.copy.programme.slug}
        head = _("It would make “%(title)s”, a draft at /%(slug)s/.") if dry_run else ""
        head = head or _("“%(title)s” is made, a draft at /%(slug)s/.")
        self.stdout.write("\n".join([head % said, *(f"- {line}" for line in look.lines)]))

    def _wish(self, usual: Wish, options: dict[str, Any]) -> Wish:
        """Return what is asked for; what is not said is as usual."""
        parts: frozenset[Part] = (USUAL | set(options["with"])) - set(options["without"])
        title, slug = options["title"], options["slug"]
        return Wish(
            title=usual.title if title is None else title,
            slug=slug if slug is not None else "" if title is not None else usual.slug,
            first_day=_day(options["date"]) or usual.first_day,
            parts=parts,
            with_team=not options["without_team"],
        )


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text is not None else None
    except ValueError as problem:
        message = _("--date “%(found)s” is no day. Expected one such as 2022-12-02.")
        raise CommandError(message % {"found": text}) from problem
