"""The form that makes an account of what a provider told."""

from __future__ import annotations

from typing import Any

from allauth.socialaccount import forms as allauth
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from cyberconf.accounts.forms import WHO, SignupMixin
from cyberconf.accounts.models import User
from cyberconf.accounts.services import create_user


class SocialSignupForm(SignupMixin, allauth.SignupForm):  # type: ignore[misc]  # allauth carries no types
    """Asks who somebody is, with what the provider told filled in, and joins the two."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].help_text = _("It is never shown. We send a code to it, if need be.")

    def save(self, request: HttpRequest) -> User:
        """Make the account through the service, as everybody does.

        Only an address that the provider itself has verified, and that was not changed here, needs no code.
        """
        email = str(self.cleaned_data["email"])
        told = self.sociallogin.email_addresses
        is_verified = any(each.verified is True and each.email.lower() == email.lower() for each in told)
        account = self.sociallogin.account
        try:
            with transaction.atomic():
                user = create_user(
                    **{field: self.cleaned_data[field] for field in ("email", *WHO)}, is_verified=is_verified
                )
                account.user = user
                account.save()
        except IntegrityError as problem:  # another request made an account of it meanwhile
            raise ValidationError(
                _("This account is in use here already. Please sign in with it.")
            ) from problem
        self.sociallogin.user = user
        return user
