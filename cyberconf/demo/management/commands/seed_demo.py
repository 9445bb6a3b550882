"""``manage.py seed_demo``: a conference of invented people with an invented discussion, at any size."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from comments.errors import CommentError
from cyberconf.demo import seeding
from cyberconf.demo.programmes import SLUG, STAGES
from cyberconf.web import terminal
from events.errors import ProgrammeError


class Command(BaseCommand):
    help = f"Make the conference “{SLUG}”: people, rooms, tracks, days and comments, all of them invented."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--stage", default="before", help=f"one of: {', '.join(STAGES)}")
        parser.add_argument("--sessions", type=int, default=seeding.SESSIONS, help="how many, 1 or more")
        parser.add_argument("--comments", type=int, default=seeding.COMMENTS, help="how many, 0 or more")
        parser.add_argument("--seed", type=int, default=1, help="another number gives another conference")

    def handle(self, *, stage: str, sessions: int, comments: int, seed: int, **_options: Any) -> None:
        if stage not in STAGES:
            message = _("--stage %(found)s is no stage. Use one of: %(known)s.")
            raise CommandError(message % {"found": stage, "known": ", ".join(STAGES)})
        if sessions < 1:
            message = _("--sessions %(found)d is too few. Expected 1 or more.")
            raise CommandError(message % {"found": sessions})
        if comments < 0:
            message = _("--comments %(found)d is no number of comments. Expected 0 or more.")
            raise CommandError(message % {"found": comments})
        plan: dict[str, Any] = {"stage": stage, "sessions": sessions, "comments": comments, "seed": seed}
        try:
            with terminal.shown() as progress:
                made = seeding.seed(**plan, at=timezone.now(), progress=progress)
        except (ProgrammeError, CommentError) as refusal:
            raise CommandError(refusal.message) from refusal
        message = _("“%(slug)s”: %(releases)d new releases, %(comments)d new comments.")
        self.stdout.write(message % {"slug": SLUG, "releases": made.releases, "comments": made.comments})
