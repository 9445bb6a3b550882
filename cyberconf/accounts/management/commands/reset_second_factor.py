"""``manage.py reset_second_factor``: for who has lost theirs, and is the only one who could help."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from cyberconf.accounts.factors.services import reset_factors
from cyberconf.accounts.models import User


class Command(BaseCommand):
    """Takes the second factors off an account."""

    help = "Take the second factor off somebody who has lost it; they are signed out and told by mail."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="the address that they sign in with")

    def handle(self, *, email: str, **_options: Any) -> None:
        user = User.objects.filter(email=email.strip().lower()).first()
        if user is None:
            message = _("There is no account %(email)r. Expected the address that somebody signs in with.")
            raise CommandError(message % {"email": email})
        if not reset_factors(user):
            raise CommandError(_("%(email)s has no second factor.") % {"email": user.email})
        self.stdout.write(_("%(email)s has no second factor any more, and was told.") % {"email": user.email})
