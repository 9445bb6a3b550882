from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MailConfig(AppConfig):
    name = "cyberconf.mail"
    label = "mail"
    verbose_name = _("Mail")

    def ready(self) -> None:
        """Look after letters that are due later."""
        from cyberconf.mail.letters import deliver_due
        from cyberconf.web import periodic

        periodic.work.append(deliver_due)
