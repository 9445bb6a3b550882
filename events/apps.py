from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    name = "events"
    verbose_name = _("Programme")

    def ready(self) -> None:
        """Look after releases that are planned, letters that are due later, and whether kept pages hold."""
        from cyberconf.web import keeping, periodic
        from events import standing
        from events.outbox import deliver_due
        from events.planning import carry_out_due

        periodic.work.insert(0, carry_out_due)  # before the mails that come of it
        periodic.work.append(deliver_due)
        keeping.states.append(standing.of)
