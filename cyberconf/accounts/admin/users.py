"""People, for staff."""

from __future__ import annotations

from typing import Any

import allauth.account.admin  # registers what is taken out again below
import allauth.mfa.admin  # as above
import allauth.socialaccount.admin  # noqa: F401  # as above
from allauth.account.decorators import secure_admin_login
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.password_validation import validate_password
from django.db.models import Exists, F, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from cyberconf.accounts.factors.services import reset_factors
from cyberconf.accounts.models import User
from cyberconf.accounts.services import create_user
from cyberconf.web.lists import together

admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]  # allauth's own way
admin.site.unregister(EmailAddress)  # an account has one address, shown with the user
admin.site.unregister(Authenticator)  # secrets are shown to nobody
admin.site.unregister([SocialAccount, SocialApp, SocialToken])  # keys come from the environment

FIELDS = ("email", "name", "affiliation", "country", "speaking_for")


class NewUserForm(forms.ModelForm[User]):
    """Makes an account for somebody, staff or not."""

    role = forms.ChoiceField(
        label=_("Role"),
        required=False,
        choices=[
            ("", _("takes part")),
            ("moderator", _("is of the staff")),
            ("editor", _("is of the staff, and may make conferences")),
        ],
        help_text=_("What somebody does on a conference is said by its team."),
    )
    is_verified = forms.BooleanField(
        label=_("The address is known to be theirs"),
        required=False,
        help_text=_("Otherwise a code is sent to it."),
    )
    password = forms.CharField(
        label=_("Password"),
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("May stay empty: everybody can sign in by a code to their address."),
    )

    class Meta:
        model = User
        fields = FIELDS

    def clean_email(self) -> str:
        """Compare the address in small letters, as it is kept."""
        return str(self.cleaned_data["email"]).lower()

    def clean_password(self) -> str | None:
        """Hold a password, if one is given, to the rules for all."""
        password = self.cleaned_data["password"]
        if password:
            validate_password(password)
        return password or None

    def save(self, commit: bool = True) -> User:
        """Make the account through the service, as everybody does."""
        said = self.cleaned_data | {"role": self.cleaned_data["role"] or None}
        self.instance = create_user(
            **{key: said[key] for key in (*FIELDS, "role", "is_verified", "password")}
        )
        self.save_m2m = lambda: None  # type: ignore[method-assign]  # the service has done it
        return self.instance


@admin.register(User)
class UserAdmin(DjangoUserAdmin[User]):
    """Everybody who can sign in. An address is changed by its owner, who must show that it is theirs."""

    add_form = NewUserForm
    actions = ("take_off_factors",)
    list_display = ("name", "email", "affiliation", "verified", "roles", "is_active", "date_joined")
    list_filter = ("is_active", "is_staff", "groups", "speaking_for")
    search_fields = ("name", "email", "affiliation")
    ordering = ("-date_joined",)
    date_hierarchy = "date_joined"
    readonly_fields = ("email", "verified", "suspended_until", "date_joined", "last_login")
    fieldsets = (
        (None, {"fields": ("email", "verified", "password")}),
        (_("Person"), {"fields": ("name", "speaking_for", "affiliation", "country")}),
        (_("Preferences"), {"fields": ("language", "time_zone", "mail_preference")}),
        (
            pgettext_lazy("what an account may do", "May"),
            {"fields": ("is_active", "is_staff", "is_superuser", "groups", "user_permissions")},
        ),
        (_("Dates"), {"fields": ("date_joined", "last_login", "suspended_until")}),
    )
    add_fieldsets = ((None, {"fields": (*FIELDS, "role", "is_verified", "password")}),)

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        """Load, with each user, whether their address is verified and their groups."""
        verified = EmailAddress.objects.filter(user=OuterRef("pk"), email=F("user__email"), verified=True)
        users = super().get_queryset(request).annotate(has_verified=Exists(verified))
        return users.prefetch_related("groups")

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> Any:
        """Let the address be typed where an account is made."""
        return self.readonly_fields if obj else ()

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        """Save a change; the service has saved what is new."""
        if change:
            super().save_model(request, obj, form, change)

    @admin.action(description=_("Take the second factor off the chosen people"), permissions=["change"])
    def take_off_factors(self, request: HttpRequest, users: QuerySet[User]) -> None:
        """Help those who have lost theirs: they are signed out, told by mail, and set up another."""
        helped = [user for user in users if reset_factors(user)]
        for user in helped:
            self.log_change(request, user, _("Took off the second factor."))
        said = ngettext(
            "Took the second factor off %(count)d person, who was told by mail.",
            "Took the second factor off %(count)d people, who were told by mail.",
            len(helped),
        )
        self.message_user(request, said % {"count": len(helped)})

    @admin.display(description=_("verified"), boolean=True, ordering="has_verified")
    def verified(self, user: User) -> bool:
        """Say whether the address was shown to be theirs."""
        return bool(getattr(user, "has_verified", False))

    @admin.display(description=_("groups"))
    def roles(self, user: User) -> str:
        """Name the groups."""
        return together(group.name for group in user.groups.all())
