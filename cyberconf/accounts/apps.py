from django.apps import AppConfig
from django.core.checks import Tags, register
from django.utils.translation import gettext_lazy as _

from cyberconf.accounts.factors.checks import check_second_factor


class AccountsConfig(AppConfig):
    name = "cyberconf.accounts"
    label = "accounts"
    verbose_name = _("People who sign in")

    def ready(self) -> None:
        """Register what ``manage.py check --deploy`` looks at."""
        register(check_second_factor, Tags.security, deploy=True)
