"""``manage.py publish``: the draft of a conference as its next release."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events import phrases, publishing, releasing
from events.diffing import Change
from events.errors import ProgrammeError
from events.management import conferences
from events.models import Conference, Release
from events.visibility import make_public


class Command(BaseCommand):
    """Publishes, says in words what that changes, and who sees it. Exit status 1 when it is refused."""

    help = "Make a release of a conference's draft, unless the newest one says the same already."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug", help="the conference's address, such as cyber-stability-2021")
        parser.add_argument("--note", default="", metavar="TEXT", help="what readers are told of it")
        parser.add_argument(
            "--public", action="store_true", help="let everybody see a conference that is a draft"
        )

        parser.add_argument(
            "--mail", action="store_true", help="tell the speakers of changed sessions by mail"
        )
        parser.add_argument(
            "--release", type=int, metavar="N", help="go back: publish release N again, as a new one"
        )

    @transaction.atomic
    def handle(
        self, *, slug: str, note: str, public: bool, mail: bool, release: int | None, **_options: Any
    ) -> None:
        conference = conferences.find(slug)
        newest = conference.releases.light().first()
        try:
            if release is None:
                done = releasing.release(conference, by=None, note=note, makes_public=public, mails=mail)
            else:
                if public:
                    make_public(conference)
                done = releasing.go_back(_numbered(conference, release), by=None, note=note, mails=mail)
        except ProgrammeError as refusal:
            message = _("“%(slug)s” is not published. %(why)s")
            raise CommandError(message % {"slug": slug, "why": refusal}) from refusal
        for line in conferences.warnings(conference):
            self.stderr.write(line)
        said = [*_told(done.release, newest, note), *releasing.told(done.affected)]
        self.stdout.write("\n".join([*said, conferences.who_sees(conference)]))


def _numbered(conference: Conference, number: int) -> Release:
    """Return the release of that number."""
    release = conference.releases.filter(number=number).first()
    if release is None:
        said = {"number": number, "slug": conference.slug, "count": conference.releases.count()}
        message = _("There is no release %(number)d of “%(slug)s”. Expected one from 1 to %(count)d.")
        if not said["count"]:
            message = _("There is no release %(number)d of “%(slug)s”: it was never published.")
        raise CommandError(message % said)
    return release


def _told(release: Release, newest: Release | None, note: str) -> list[str]:
    """Say what publishing did, in lines; ``newest`` is the release that was the newest before."""
    said = {"number": release.number, "slug": release.conference.slug}
    if release == newest:
        kept = [_("The note was not kept: it would have been that of a new release.")] if note else []
        return [_("Nothing differs from release %(number)d of %(slug)s.") % said, *kept]
    if newest is None:
        return [_("Release %(number)d of %(slug)s, its first.") % said]
    count = len(release.changes)
    message = ngettext(
        "Release %(number)d of %(slug)s, with %(count)d change:",
        "Release %(number)d of %(slug)s, with %(count)d changes:",
        count,
    )
    return [message % (said | {"count": count}), *_in_words(release, newest)]


def _in_words(release: Release, newest: Release) -> list[str]:
    """Say each change in a line, rooms and people by name."""
    names = phrases.Names.of(publishing.decoded(newest), publishing.decoded(release))
    changes = [Change.model_validate(change) for change in release.changes]
    return [f"- {said}" for said in phrases.sentences(changes, release.conference.zone, names)]
