"""The user: a person known by a verified e-mail address, a name and an affiliation."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cyberconf.accounts.querysets import ApiTokenQuerySet
from cyberconf.accounts.validators import validate_display_name
from cyberconf.web.validators import validate_time_zone


class UserManager(BaseUserManager["User"]):
    """Makes users. People sign up through ``services.create_user``; this is what Django itself calls."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """Make a user whose address is kept in lower case, without a usable password if none is given."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.full_clean(exclude=["password"])
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        """Make a user who may do everything; called by ``manage.py createsuperuser``."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """Somebody who can sign in. The e-mail address is the login and is never shown to others."""

    class SpeakingFor(models.TextChoices):
        SELF = "self", _("myself")
        ORGANISATION = "organisation", _("my organisation")

    class Mail(models.TextChoices):
        AT_ONCE = "at_once", _("at once")
        DAILY = "daily", _("once a day")
        NEVER = "never", _("never")

    email = models.EmailField(
        _("e-mail address"), unique=True, error_messages={"unique": _("Somebody already uses this address.")}
    )
    name = models.CharField(_("name"), max_length=150, validators=[validate_display_name])
    affiliation = models.CharField(
        _("affiliation"),
        max_length=200,
        blank=True,
        validators=[validate_display_name],
        help_text=_("The organisation shown beside your name."),
    )
    country = models.CharField(_("country"), max_length=100, blank=True)
    speaking_for = models.CharField(
        _("speaking for"), max_length=20, choices=SpeakingFor, default=SpeakingFor.SELF
    )
    language = models.CharField(_("language"), max_length=10, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=64, blank=True, validators=[validate_time_zone])
    mail_preference = models.CharField(_("mail"), max_length=10, choices=Mail, default=Mail.AT_ONCE)
    is_active = models.BooleanField(
        _("active"), default=True, help_text=_("Unselect this instead of deleting an account.")
    )
    suspended_until = models.DateTimeField(
        _("suspended until"), null=True, blank=True, editable=False
    )  # may not sign in before then; empty: is not suspended
    is_staff = models.BooleanField(_("staff"), default=False, help_text=_("May enter this admin site."))
    date_joined = models.DateTimeField(_("joined"), default=timezone.now, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="accounts_user_email_any_case",
                violation_error_message=_("Somebody already uses this address."),
            ),
            models.CheckConstraint(
                condition=~models.Q(speaking_for="organisation", affiliation=""),
                name="accounts_user_speaks_for_a_named_organisation",
                violation_error_message=_("Please name the organisation that is spoken for."),
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        """Return the name, as Django's admin asks for it."""
        return self.name

    def get_short_name(self) -> str:
        """Return the name: which part of it is short differs between cultures."""
        return self.name


class ApiToken(models.Model):
    """What a program shows to act for its owner. Of the token itself only a digest is kept.

    ``identifier`` is the part of it that is no secret and finds the row; ``digest`` is the SHA-256, in
    hexadecimal, of the whole.
    """

    user = models.ForeignKey(User, verbose_name=_("owner"), on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(
        _("name"), max_length=100, help_text=_("What it is for, such as the program that uses it.")
    )
    identifier = models.CharField(_("begins with"), max_length=16, unique=True, editable=False)
    digest = models.CharField(max_length=64, editable=False)
    created_at = models.DateTimeField(_("made"), default=timezone.now, editable=False)
    expires_at = models.DateTimeField(_("expires"), editable=False)
    last_used_at = models.DateTimeField(_("last used"), null=True, blank=True, editable=False)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True, editable=False)

    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        verbose_name = _("API token")
        verbose_name_plural = _("API tokens")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=models.F("created_at")),
                name="accounts_token_expires_after_it_was_made",
                violation_error_message=_("The token must expire after it was made."),
            ),
            models.CheckConstraint(
                condition=~models.Q(name=""),
                name="accounts_token_has_a_name",
                violation_error_message=_("Please say what the token is for."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def is_live(self, at: datetime) -> bool:
        """Say whether it is neither revoked nor expired at the instant ``at``."""
        return self.revoked_at is None and at < self.expires_at
