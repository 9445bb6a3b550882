"""``manage.py refresh_messages``: what ``make messages`` runs."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import ngettext

from cyberconf.web import catalogues


class Command(BaseCommand):
    """What is translated stays; what nothing says any more goes."""

    help = "Bring the catalogues of translations to what the code and the templates say."

    def handle(self, *args: Any, **options: Any) -> None:
        messages = catalogues.said()
        for language in catalogues.languages():
            left = catalogues.refresh(language, messages)
            said = ngettext("%(count)d message to translate", "%(count)d messages to translate", left)
            self.stdout.write(f"{catalogues.path_of(language)}: {said % {'count': left}}")
