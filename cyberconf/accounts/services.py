"""What is done to accounts, wherever it is done from."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import uuid4

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cyberconf.accounts import sessions
from cyberconf.accounts.models import User
from cyberconf.accounts.roles import Role, group_for

FORMER = "Former participant"
NOWHERE = "former.invalid"  # no mail goes there (RFC 2606)


def create_user(
    *,
    email: str,
    name: str,
    affiliation: str = "",
    country: str = "",
    speaking_for: str = User.SpeakingFor.SELF,
    password: str | None = None,
    is_verified: bool = False,
    role: Role | None = None,
) -> User:
    """Make a user with a primary address; without a password they sign in by a code to that address.

    A ``role`` makes them staff in its group. What they may do on a conference is said by its team.

    Raises:
        ValidationError: by field, in words for the person who filled them in.
    """
    said = {"name": name, "affiliation": affiliation, "country": country, "speaking_for": speaking_for}
    try:
        return _create_user(email, password, said, is_verified=is_verified, role=role)
    except (IntegrityError, ValidationError) as problem:
        is_said = "email" in getattr(problem, "error_dict", {})
        if is_said or not User.objects.filter(email=email.strip().lower()).exists():
            raise
        # Another request took it after it was found to be free.
        raise ValidationError({"email": _("Somebody already uses this address.")}) from problem


def suspend(user: User, *, until: datetime | None) -> None:
    """Close the account until the instant ``until``; None opens it again. ``end_sessions`` signs them out."""
    user.suspended_until = until
    user.save(update_fields=["suspended_until"])


def speak(user: User, language: str) -> None:
    """Answer the user, and write to them, in that language; "" is what their browser asks for."""
    user.language = language
    user.save(update_fields=["language"])


def end_sessions(user: User, *, but: str | None = None) -> None:
    """Sign the user out everywhere, at once; but for the session of that key, if one is given.

    What a browser's session holds beside that stays: a text that waits there to be posted is not lost, and
    the site still knows whose browser it was (``sessions.was_signed_in_as``).
    """
    for session in Session.objects.filter(expire_date__gt=timezone.now()).iterator():
        if session.session_key != but and session.get_decoded().get(SESSION_KEY) == str(user.pk):
            sessions.end(session.session_key)


@transaction.atomic
def erase_user(user: User) -> None:
    """Leave nothing of the user but a row without a name, which what they did hangs on.

    It cannot sign in: sessions and tokens end, addresses are forgotten and free for another account.
    """
    EmailAddress.objects.filter(user=user).delete()
    Authenticator.objects.filter(user=user).delete()
    SocialAccount.objects.filter(user=user).delete()
    user.tokens.all().delete()
    user.groups.clear()
    user.user_permissions.clear()
    user.email = f"former-{uuid4().hex}@{NOWHERE}"
    user.name = FORMER
    user.affiliation = user.country = user.language = user.time_zone = ""
    user.speaking_for = User.SpeakingFor.SELF
    user.mail_preference = User.Mail.NEVER
    user.is_active = user.is_staff = user.is_superuser = False
    user.last_login = None
    user.set_unusable_password()
    user.save()


@transaction.atomic
def _create_user(
    email: str, password: str | None, said: dict[str, Any], *, is_verified: bool, role: Role | None
) -> User:
    user = User.objects.create_user(email, password, is_staff=role is not None, **said)
    address = EmailAddress(user=user, email=user.email, primary=True, verified=is_verified)
    address.full_clean()
    address.save()
    if role is not None:
        user.groups.add(group_for(role))
    return user
