"""The form that makes a token, on our own page and in admin."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cyberconf.accounts import tokens
from cyberconf.accounts.models import ApiToken, User
from cyberconf.accounts.tokens import LIVES, Issued

DEFAULT_LIFE = 90  # days: a quarter, after which somebody looks again whether it is needed


class TokenForm(forms.ModelForm[ApiToken]):
    """Asks what the token is for and how long it holds. Whoever makes the form sets its ``owner``."""

    owner: User | None = None

    days = forms.TypedChoiceField(
        label=_("It holds for"), coerce=int, choices=list(LIVES.items()), initial=DEFAULT_LIFE
    )

    class Meta:
        model = ApiToken
        fields = ("name",)
        labels = {"name": _("What it is for")}
        help_texts = {"name": _("Such as the program that uses it, so that you know it again.")}

    def clean(self) -> dict[str, Any]:
        """Refuse one more than a person may have."""
        if self.owner is not None:
            tokens.refuse_too_many(self.owner, at=timezone.now())
        return super().clean() or self.cleaned_data

    def issue(self) -> Issued:
        """Make the token."""
        assert self.owner is not None
        return tokens.issue(user=self.owner, name=self.cleaned_data["name"], days=self.cleaned_data["days"])
