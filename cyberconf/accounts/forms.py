"""The forms of account pages: allauth's, with our fields and words."""

from __future__ import annotations

import unicodedata
from typing import Any
from zoneinfo import ZoneInfo

from allauth.account import forms as allauth
from allauth.account.adapter import get_adapter
from allauth.account.internal.userkit import filter_users_by_email
from allauth.core import context, ratelimit
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cyberconf.accounts.models import User
from cyberconf.accounts.services import create_user
from cyberconf.web import clocks, zones

WHO: tuple[str, ...] = ("name", "speaking_for", "affiliation", "country")
FILL_IN = {"name": "name", "affiliation": "organization", "country": "country-name"}  # what browsers offer
CODE_KEYS = {"inputmode": "numeric", "autocapitalize": "off", "spellcheck": "false", "placeholder": ""}


class WhoForm(forms.ModelForm[User]):
    """Who somebody is to the others: asked at sign-up, kept in the profile."""

    class Meta:
        model = User
        fields = WHO
        labels = {
            "name": _("Your name"),
            "speaking_for": _("You speak for"),
            "affiliation": _("Organisation"),
            "country": _("Country"),
        }
        help_texts = {
            "name": _("Shown beside what you write."),
            "affiliation": _("Shown beside your name. May stay empty when you speak for yourself."),
        }
        widgets: dict[str, Any] = {"speaking_for": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, token in FILL_IN.items():
            self.fields[name].widget.attrs["autocomplete"] = token

    def clean(self) -> dict[str, Any]:
        """Ask for the organisation where it is spoken for, at its own field."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for_organisation = cleaned.get("speaking_for") == User.SpeakingFor.ORGANISATION
        if for_organisation and not cleaned.get("affiliation") and "affiliation" not in self.errors:
            self.add_error("affiliation", _("Please name the organisation that you speak for."))
        return cleaned


class ZoneField(forms.CharField):
    """A time zone, by whatever people call it; its name is what is kept."""

    def to_python(self, value: Any) -> str:
        """Return the name of the zone that is meant.

        Raises:
            ValidationError: with the code ``time_zone``, nobody knows it, or it can mean several.
        """
        said = super().to_python(value) or ""
        found = zones.find(said) if said else None
        if said and found is None:
            unknown = _("“%(found)s” is no time zone that is known here.")
            message = _("“%(found)s” can mean more than one time zone.") if zones.meant(said) else unknown
            words = message % {"found": said[: zones.MOST]}
            raise ValidationError(f"{words} {zones.instead(said)}", code="time_zone")
        return found.key if found else ""

    def prepare_value(self, value: Any) -> Any:
        """Show hours from UTC as people write them."""
        is_of_hours = value in zones.known() and not clocks.is_of_place(value)
        return clocks.city(ZoneInfo(value)) if is_of_hours else value


class ProfileForm(WhoForm):
    """Everything people say of themselves, and how they want to be treated."""

    language = forms.ChoiceField(label=_("Language"), required=False)

    class Meta(WhoForm.Meta):
        fields = (*WHO, "language", "time_zone", "mail_preference")
        labels = WhoForm.Meta.labels | {
            "time_zone": _("Time zone"),
            "mail_preference": _("Mail about replies"),
        }
        help_texts = WhoForm.Meta.help_texts | {
            "time_zone": _(
                "A city such as Geneva, or a name such as Europe/Zurich. Empty: the conference’s own."
            ),
        }
        field_classes = {"time_zone": ZoneField}
        widgets = WhoForm.Meta.widgets | {
            "time_zone": forms.TextInput(
                attrs={"list": "time-zones", "autocomplete": "off", "spellcheck": "false"}
            ),
            "mail_preference": forms.RadioSelect,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        as_browser = ("", _("As the browser asks"))
        language = self.fields["language"]
        assert isinstance(language, forms.ChoiceField)
        language.choices = [as_browser, *settings.LANGUAGES]

    @property
    def time_zones(self) -> list[str]:
        """Every zone of a place, as suggestions."""
        return zones.offered()


class SignupMixin:
    """Asks for an address and who is behind it, by the rules of the profile."""

    fields: dict[str, forms.Field]
    errors: Any
    data: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.who = WhoForm(data=self.data if self.is_bound else None)  # type: ignore[attr-defined]
        self.fields |= self.who.fields
        _tell_address(self.fields["email"])

    def clean(self) -> dict[str, Any]:
        """Apply the rules of the profile to what is said of the person."""
        cleaned: dict[str, Any] = super().clean()  # type: ignore[misc]
        for field, problems in self.who.errors.items():
            if field not in self.errors:
                self.add_error(field if field in self.fields else None, problems)  # type: ignore[attr-defined]
        return cleaned


class SignupForm(SignupMixin, allauth.SignupForm):  # type: ignore[misc]  # allauth carries no types
    """Makes an account of an address and who is behind it; a password can be added later."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["password1"]  # it stands in ACCOUNT_SIGNUP_FIELDS so that signing in may ask for it
        self.fields["email"].help_text = _("We send a code to it. It is never shown.")

    def try_save(self, request: HttpRequest) -> Any:
        """Answer as for an address that is taken when another request takes it meanwhile."""
        try:
            return super().try_save(request)
        except ValidationError:
            self.account_already_exists = True
            return super().try_save(request)

    def save(self, request: HttpRequest) -> User:
        """Make the account through the service, as everybody does."""
        return create_user(**{field: self.cleaned_data[field] for field in ("email", *WHO)})


class RequestLoginCodeForm(allauth.RequestLoginCodeForm):  # type: ignore[misc]  # allauth carries no types
    """Sends a code to the address that is typed in, if there is an account."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _tell_address(self.fields["email"])

    def clean_email(self) -> str:
        """Find the account, active or not: those who were shut out learn it after the code, from the page."""
        email = str(self.cleaned_data["email"])
        users = filter_users_by_email(email, prefer_verified=True, for_login=True)
        if not ratelimit.consume(context.request, action="request_login_code", key=email):
            raise ValidationError(_("Too many codes were asked for this address. Please wait some minutes."))
        self._user = users[0] if users else None
        return email


class LoginForm(allauth.LoginForm):  # type: ignore[misc]  # allauth carries no types
    """Signs in with a password, for those who have set one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _tell_address(self.fields["login"])
        _tell_passwords(self.fields)


class CodeField(forms.CharField):
    """A code of digits, in whichever digits the keyboard writes."""

    def to_python(self, value: Any) -> str:
        """Return the code with its digits in ASCII."""
        return "".join(
            str(unicodedata.digit(c)) if c.isdigit() else c for c in super().to_python(value) or ""
        )


class CodeMixin:
    """Asks for the code that a mail brought, which is good for as many tries as ``ACCOUNT_RATE_LIMITS`` says.

    allauth counts tries in the session, and forgets some of those that come at the same moment (S20).
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        widget = forms.TextInput(attrs={"autocomplete": "one-time-code", **CODE_KEYS})
        label = pgettext_lazy("sent by mail", "Code")
        self.fields = {"code": CodeField(label=label, max_length=40, widget=widget)}

    def clean_code(self) -> str:
        """Compare the codes; after too many tries the right one is wrong too, so that nothing is learned."""
        expected: str = self.expected_code  # type: ignore[attr-defined]
        may_try = not expected or ratelimit.consume(context.request, action="code", key=expected)
        code: str = super().clean_code()  # type: ignore[misc]
        if not may_try:
            raise get_adapter().validation_error("incorrect_code")
        return code


class ConfirmLoginCodeForm(CodeMixin, allauth.ConfirmLoginCodeForm):  # type: ignore[misc]
    """The code that signs in."""


class ConfirmEmailForm(CodeMixin, allauth.ConfirmEmailVerificationCodeForm):  # type: ignore[misc]
    """The code that shows that an address is one's own."""


class ConfirmResetForm(CodeMixin, allauth.ConfirmPasswordResetCodeForm):  # type: ignore[misc]
    """The code that allows a new password."""


class ResetPasswordForm(allauth.ResetPasswordForm):  # type: ignore[misc]  # allauth carries no types
    """The address whose password was forgotten."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _tell_address(self.fields["email"])


class AddEmailForm(allauth.AddEmailForm):  # type: ignore[misc]  # allauth carries no types
    """The address that takes the place of the present one once its code was entered."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _tell_address(self.fields["email"])
        self.fields["email"].label = _("New e-mail address")


class PasswordMixin:
    """Asks for passwords as all else is asked for: labels alone, in the case of sentences."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _tell_passwords(self.fields)


class ChangePasswordForm(PasswordMixin, allauth.ChangePasswordForm):  # type: ignore[misc]
    """Another password, by who knows the present one."""


class SetPasswordForm(PasswordMixin, allauth.SetPasswordForm):  # type: ignore[misc]
    """A first password."""


class ResetPasswordKeyForm(PasswordMixin, allauth.ResetPasswordKeyForm):  # type: ignore[misc]
    """Another password, by who has shown that the address is theirs."""


def _tell_passwords(fields: dict[str, forms.Field]) -> None:
    for name, field in fields.items():
        if isinstance(field.widget, forms.PasswordInput):
            field.label = str(field.label).capitalize()
            field.widget.attrs.pop("placeholder", None)
            if name in {"password", "oldpassword"}:
                field.help_text = ""  # the way to another stands below the form


def _tell_address(field: forms.Field) -> None:
    field.label = _("E-mail address")
    field.widget.attrs.update({"autocomplete": "email", "placeholder": "", "spellcheck": "false"})
