"""``manage.py send_notifications``: mail what is due, once or for as long as it runs."""

from __future__ import annotations

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from comments.outbox import deliver_due
from cyberconf.web.outbox import Delivered
from events import outbox as letters


class Command(BaseCommand):
    """Any number of these may run at once: none takes what another has taken."""

    help = "Mail what is due: notifications, and letters about conferences."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--every", type=int, metavar="SECONDS", help="go on, and look again after so many seconds"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        pause = options["every"]
        if pause is not None and pause < 1:
            message = _("--every %(pause)d is no time to wait. Expected at least 1 second.")
            raise CommandError(message % {"pause": pause})
        try:
            self._tell(_deliver())
            while pause is not None:
                time.sleep(pause)
                self._tell(_deliver(), is_quiet=True)
        except KeyboardInterrupt:
            self.stdout.write(_("Stopped. What was not sent waits in the outbox."))

    def _tell(self, done: Delivered, *, is_quiet: bool = False) -> None:
        if done.total or not is_quiet:
            said = _("%(sent)d sent, %(dropped)d not wanted any more, %(failed)d failed (%(dead)d for good).")
            values = {name: getattr(done, name) for name in ("sent", "dropped", "failed", "dead")}
            self.stdout.write(said % values)


def _deliver() -> Delivered:
    return deliver_due() + letters.deliver_due()
