from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    name = "events"
    verbose_name = _("Programme")

    def ready(self) -> None:
        """Look after releases that are planned, and letters that are due later."""
        from cyberconf.web import periodic
        from events.outbox import deliver_due
        from events.planning import carry_out_due

        periodic.work.insert(0, carry_out_due)  # before the mails that come of it
        periodic.work.append(deliver_due)
