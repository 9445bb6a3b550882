from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    name = "events"
    verbose_name = _("Programme")

    def ready(self) -> None:
        """Look after letters that are due later."""
        from cyberconf.web import periodic
        from events.outbox import deliver_due

        periodic.work.append(deliver_due)
