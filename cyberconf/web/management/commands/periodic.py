"""``manage.py periodic``: do what is due, once or for as long as it runs."""

from __future__ import annotations

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from cyberconf.web import periodic


class Command(BaseCommand):
    """Any number of these may run at once, beside the server's own: nothing is done twice."""

    help = "Publish what is planned and mail what waits, as far as it is due."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--every", type=int, metavar="SECONDS", help="go on, and look again after so many seconds"
        )

    def handle(self, *args: Any, every: int | None, **options: Any) -> None:
        if every is not None and every < 1:
            message = _("--every %(pause)d is no time to wait. Expected at least 1 second.")
            raise CommandError(message % {"pause": every})
        try:
            periodic.do_all()
            while every is not None:
                time.sleep(every)
                periodic.do_all()
        except KeyboardInterrupt:
            self.stdout.write(_("Stopped. What is due is done the next time."))
