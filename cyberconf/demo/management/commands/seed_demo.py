"""``manage.py seed_demo``: a conference of invented people with an invented discussion, at any size."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

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

    def handle(self, *, stage: str, sessions: int, comments: int, seed: int, **_: Any) -> None:
        if stage not in STAGES:
            raise CommandError(f"--stage {stage} is no stage. Use one of: {', '.join(STAGES)}.")
        if sessions < 1:
            raise CommandError(f"--sessions {sessions} is too few. Expected 1 or more.")
        if comments < 0:
            raise CommandError(f"--comments {comments} is no number of comments. Expected 0 or more.")
        plan: dict[str, Any] = {"stage": stage, "sessions": sessions, "comments": comments, "seed": seed}
        try:
            with terminal.shown() as progress:
                made = seeding.seed(**plan, at=timezone.now(), progress=progress)
        except (ProgrammeError, CommentError) as refusal:
            raise CommandError(refusal.message) from refusal
        self.stdout.write(f"“{SLUG}”: {made.releases} new releases, {made.comments} new comments.")
