"""The forms of second factors: allauth's, with our fields and words."""

from __future__ import annotations

from typing import Any

from allauth.mfa.base import forms as allauth
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cyberconf.accounts.forms import CODE_KEYS, CodeField

MAX_NAME = 100  # characters of a passkey's name


class AppCodeMixin:
    """Asks for the code that an app shows, or one of those that were kept for when it is lost."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        widget = forms.TextInput(attrs={"autocomplete": "one-time-code", **CODE_KEYS})
        label = pgettext_lazy("shown by an app", "Code")
        self.fields = {"code": CodeField(label=label, max_length=40, widget=widget)}


class ShowCodeForm(AppCodeMixin, allauth.AuthenticateForm):  # type: ignore[misc]  # allauth carries no types
    """The code that is asked for after the password or the code of a mail."""


class AddAppForm(AppCodeMixin, ActivateTOTPForm):  # type: ignore[misc]  # as above
    """The code that shows that the app has taken in the secret."""


class CredentialField(forms.JSONField):
    """What a browser made of a passkey; what is no such thing is refused, however it was made."""

    def to_python(self, value: Any) -> Any:
        """Return the object."""
        try:
            found = super().to_python(value)
        except RecursionError:
            found = None
        if value and not isinstance(found, dict):
            raise forms.ValidationError(_("Nothing came from your device. Please try again."))
        return found

    def bound_data(self, data: Any, initial: Any) -> Any:
        """Show nothing again: a passkey answers to one question once."""
        return None


class UsePasskeyForm(webauthn.LoginWebAuthnForm):  # type: ignore[misc]  # allauth carries no types
    """A passkey that signs in by itself."""

    credential = CredentialField(widget=forms.HiddenInput)


class AddPasskeyForm(webauthn.AddWebAuthnForm):  # type: ignore[misc]  # as above
    """A new passkey, which the browser makes, and the name that its owner knows it by."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("passwordless", None)  # every passkey of ours signs in by itself
        self.fields["name"] = _name_field()
        self.fields["credential"] = CredentialField(widget=forms.HiddenInput)
        self.initial.pop("name", None)

    def clean(self) -> dict[str, Any]:
        """Hold it to what signing in by it alone asks for: to know its owner by a finger, a face or a PIN."""
        self.cleaned_data["passwordless"] = True
        try:
            cleaned: dict[str, Any] = super().clean()
        except (
            LookupError,
            TypeError,
            AttributeError,
            ValueError,
        ) as problem:  # fido2's, of what is no passkey
            raise forms.ValidationError(_("Nothing came from your device. Please try again.")) from problem
        return cleaned


class RenamePasskeyForm(webauthn.EditWebAuthnForm):  # type: ignore[misc]  # as above
    """Another name for a passkey."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = _name_field(required=True)


def _name_field(*, required: bool = False) -> forms.CharField:
    return forms.CharField(
        label=_("Name of the passkey"),
        required=required,
        max_length=MAX_NAME,
        help_text=_("So that you know it again, such as “My phone”."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
