from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    name = "events"
    verbose_name = _("Programme")

    def ready(self) -> None:
        """Look after releases that are planned."""
        from cyberconf.web import periodic
        from events.planning import carry_out_due

        periodic.work.insert(0, carry_out_due)  # before the mails that come of it
