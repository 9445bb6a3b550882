"""``manage.py import_speakers``: people from a sheet into their entries, or a look at what that would do."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from events import entries, publishing
from events.errors import ProgrammeError
from events.importers.sheets.people import people_of
from events.management.conferences import has_tables, no_tables
from events.models import Conference
from speakers import importing
from speakers.importing import CHANGED, DOUBTFUL, NEW, REFUSED, SAME, Plan
from speakers.models import Speaker


class Command(BaseCommand):
    """What is doubtful is told and left out: admin's page asks who it is."""

    help = "Import speakers from a sheet (CSV or XLSX). What it does not say stays as it is."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="the file to read")
        parser.add_argument("--dry-run", action="store_true", help="write nothing, say what would change")

    def handle(self, *args: Any, **options: Any) -> None:
        if not has_tables():
            raise CommandError(no_tables())
        try:
            lines, notices = people_of(Path(options["file"]).read_bytes())
        except ProgrammeError as refusal:
            raise CommandError(str(refusal)) from None
        except OSError as problem:
            why = {"file": options["file"], "problem": problem.strerror}
            raise CommandError(_("%(file)s cannot be read: %(problem)s.") % why) from None
        for notice in notices:
            self.stderr.write(f"{notice.line or '-'}: {notice.message}")
        speakers = Speaker.objects.all()
        if options["dry_run"]:
            plans = importing.plan(lines, speakers)
        else:
            plans, conferences = entries.import_lines(lines, speakers, by=None)
            self._publish(conferences)
        for plan in plans:
            if plan.kind != SAME:
                self.stdout.write(_told(plan))
        counts = {kind: sum(plan.kind == kind for plan in plans) for kind in (NEW, CHANGED, SAME)}
        counts["left"] = sum(plan.kind in {DOUBTFUL, REFUSED} for plan in plans)
        said = _("%(new)d new, %(changed)d changed, %(same)d as they were, %(left)d left out.")
        self.stdout.write(said % counts)
        if options["dry_run"]:
            self.stdout.write(_("Nothing was written."))

    def _publish(self, conferences: list[Conference]) -> None:
        """Publish what changed in the conferences that ask for it."""
        for conference in conferences:
            try:
                release = publishing.saved(conference, by=None)
            except ProgrammeError as refusal:
                why = {"conference": conference, "refusal": refusal.message}
                self.stderr.write(_("%(conference)s is not published: %(refusal)s") % why)
                continue
            if release is not None:
                made = {"conference": conference, "number": release.number}
                self.stderr.write(_("Release %(number)d of %(conference)s is published.") % made)


def _told(plan: Plan) -> str:
    """Say in a line what becomes of a row."""
    said = {"number": plan.line.number, "name": plan.line.name or "-", "why": plan.why}
    said["parts"] = ", ".join(plan.changes)
    return {
        NEW: _("Row %(number)d: %(name)s is new."),
        CHANGED: _("Row %(number)d: %(name)s: %(parts)s."),
        DOUBTFUL: _("Row %(number)d: %(name)s is left out. %(why)s"),
        REFUSED: _("Row %(number)d: %(name)s is left out. %(why)s"),
    }[plan.kind] % said
