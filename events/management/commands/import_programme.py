"""``manage.py import_programme``: a programme from a file into the draft, or a look at what that would do."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO
from zoneinfo import ZoneInfo

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from cyberconf.web import terminal
from cyberconf.web.progress import Progress
from events import foreseeing, importers, importing, phrases, publishing
from events.diffing import Change, diff
from events.errors import ProgrammeError
from events.importers import Imported
from events.importing import Options
from events.management import conferences

INTERRUPTED = 130  # what shells give for Control-C


class Command(BaseCommand):
    """Reads, reports, writes. Exit status 1 and nothing written when the source is refused."""

    help = "Import a programme into a conference's draft."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="the file to read, or - for standard input")
        parser.add_argument(
            "--format", choices=sorted(importers.IMPORTERS), help="found from the content by default"
        )
        parser.add_argument(
            "--conference", metavar="SLUG", help="the conference's address; from its title by default"
        )
        parser.add_argument(
            "--time-zone", metavar="ZONE", help="an IANA name, where the source names no zone"
        )
        parser.add_argument("--date", help="the first day, or any day of the year, as 2027-06-14")
        parser.add_argument(
            "--fill-ends", action="store_true", help="end sessions without an end where the next starts"
        )
        parser.add_argument("--dry-run", action="store_true", help="write nothing, say what would change")
        parser.add_argument(
            "--json", action="store_true", help="print programme, warnings and changes as JSON"
        )
        parser.add_argument("--publish", action="store_true", help="make a release after the import")

    def handle(self, *args: Any, **options: Any) -> None:
        self.is_written, self.is_open = False, False
        try:
            self._import(options)
        except KeyboardInterrupt:
            message = _("Stopped. It was written.") if self.is_written else _("Stopped. Nothing was written.")
            self.stderr.write(message)
            sys.exit(INTERRUPTED)
        except ProgrammeError as refusal:
            if options["json"]:
                error = {"code": refusal.code, "message": refusal.message, "line": refusal.line}
                self._print_json({"error": error})
            raise CommandError(" ".join([str(refusal), *self._advice(options)])) from None

    def _advice(self, options: dict[str, Any]) -> Iterator[str]:
        """Say what mends a programme that cannot be published since ends are open."""
        if self.is_open and options["publish"]:
            yield _(
                "--fill-ends ends sessions where the next one of the day starts; it does not end the last "
                "one of a day, whose end must stand in the source."
            )

    def _import(self, options: dict[str, Any]) -> None:
        told = Options(
            format=options["format"],
            time_zone=options["time_zone"],
            date=_date(options["date"]),
            slug=options["conference"],
            fills_ends=options["fill_ends"],
        )
        with terminal.shown(is_wanted=not options["json"]) as progress:
            imported = importing.understand(_bytes_of(options["file"]), told, progress=progress)
            self.is_open = any(session.ends_at is None for session in imported.programme.sessions)
            if options["dry_run"]:
                changes = _preview(imported, publish=options["publish"])
            else:
                changes = _write(imported, publish=options["publish"], progress=progress)
                self.is_written = True
        if options["json"]:
            self._print_json(_report(imported, changes))
        else:
            self._print(imported, changes, is_dry=options["dry_run"])
        if options["publish"] and not options["dry_run"]:
            self._tell_of_release(imported.programme.slug, is_json=options["json"])

    def _tell_of_release(self, slug: str, *, is_json: bool) -> None:
        """Say which release is the newest and who sees it; beside JSON, on standard error."""
        conference = conferences.find(slug)
        newest = conference.releases.light().latest("number")
        for line in conferences.warnings(conference):
            self.stderr.write(line)
        said = _("Published as release %(number)d.") % {"number": newest.number}
        stream = self.stderr if is_json else self.stdout
        stream.write(f"{said} {conferences.who_sees(conference)}")

    def _print_json(self, report: dict[str, Any]) -> None:
        self.stdout.write(json.dumps(report, ensure_ascii=False, indent=1))

    def _print(self, imported: Imported, changes: list[Change], *, is_dry: bool) -> None:
        for notice in imported.warnings:
            where = "" if notice.line is None else f"line {notice.line}: "
            self.stderr.write(f"{where}{notice.message}" + (f" [{notice.text}]" if notice.text else ""))
        programme = imported.programme
        if is_dry:
            names = phrases.Names.of(programme).knowing(changes)
            told = phrases.sentences(changes, ZoneInfo(programme.time_zone), names)
            self.stdout.write("".join(f"- {sentence}\n" for sentence in told), ending="")
        would = _("%(slug)s: %(sessions)d sessions read, %(changes)d changes to write; nothing written.")
        did = _("%(slug)s: %(sessions)d sessions read, %(changes)d changes written.")
        values = {"slug": programme.slug, "sessions": len(programme.sessions), "changes": len(changes)}
        self.stdout.write((would if is_dry else did) % values)


def _write(imported: Imported, *, publish: bool, progress: Progress) -> list[Change]:
    """Import, and publish where that is asked for; where it cannot be published, nothing is written."""
    if not conferences.has_tables():
        raise ProgrammeError("no_database", conferences.no_tables())
    return importing.carry_out(imported, by=None, publishes=publish, progress=progress).changes


def _preview(imported: Imported, *, publish: bool) -> list[Change]:
    """Return what an import would change; a dry run on a bare checkout needs no database."""
    if conferences.has_tables():
        return foreseeing.preview(
            imported.programme, silent_on=imported.silent_on, made_up=imported.made_up, publishes=publish
        )
    return list(diff(publishing.nothing_of(imported.programme), imported.programme))


def _date(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        message = _("--date %(date)s is no date. Expected one as 2027-06-14.")
        raise ProgrammeError("no_such_date", message % {"date": text}) from None


def _bytes_of(file: str) -> bytes:
    """Read a file, and of a huge one no more than tells that it is."""
    try:
        if file == "-":
            return _at_most(sys.stdin.buffer)
        path = Path(file)
        if path.is_file() and path.stat().st_size > importers.MOST_BYTES:
            raise importers.too_large(path.stat().st_size, most=importers.MOST_BYTES)
        with path.open("rb") as opened:
            return _at_most(opened)
    except OSError as problem:
        reason = problem.strerror or str(problem)
        message = _("“%(file)s” cannot be read: %(reason)s. Expected a file, or - for standard input.")
        raise ProgrammeError("no_file", message % {"file": file, "reason": reason}) from None


def _at_most(stream: BinaryIO) -> bytes:
    """Read a pipe or a device too, which have no size."""
    data = stream.read(importers.MOST_BYTES + 1)
    if len(data) > importers.MOST_BYTES:
        raise importers.too_large(None, most=importers.MOST_BYTES)
    return data


def _report(imported: Imported, changes: list[Change]) -> dict[str, Any]:
    return {
        "programme": imported.programme.model_dump(mode="json"),
        "warnings": [asdict(notice) for notice in imported.warnings],
        "changes": [change.model_dump(mode="json") for change in changes],
    }
