"""Tokens with which programs act for somebody: made, shown once, recognised, revoked.

A token reads ``cyberconf_<identifier>_<secret>``: the first part is known to scanners for leaked secrets, the
second finds the row, the third has 256 random bits, so that a plain SHA-256 of the whole is safe to keep.
"""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_variables

from cyberconf.accounts.models import ApiToken, User
from cyberconf.accounts.policies import may_have_tokens, may_sign_in

LIVES = {  # days that a token can be made for; none lasts for ever, as nobody remembers all of theirs
    30: gettext_lazy("30 days"),
    90: gettext_lazy("90 days"),
    365: gettext_lazy("one year"),
}
MOST = 20  # of one person that hold at a time
NOTED = timedelta(minutes=1)  # how exactly the last use is known: a busy program writes once a minute
IDENTIFIER_BYTES, SECRET_BYTES = 6, 32
TOKEN = re.compile(r"cyberconf_(?P<identifier>[0-9a-f]{12})_[A-Za-z0-9_-]{43}")
NO_DIGEST = "0" * 64  # compared with where there is no such token, so that this takes as long


@dataclass(frozen=True)
class Issued:
    """A token that was just made, with its ``secret``, the whole of it, which is shown this once."""

    token: ApiToken
    secret: str = field(repr=False)


@transaction.atomic
def issue(*, user: User, name: str, days: int = 90, at: datetime | None = None) -> Issued:
    """Make a token for the user that holds for ``days``, one of ``LIVES``.

    Raises:
        PermissionDenied: the user is not of the staff.
        ValidationError: by field, in words for the person who filled them in.
    """
    if not may_have_tokens(user):
        raise PermissionDenied(_("Only staff have tokens."))
    if days not in LIVES:
        raise ValidationError({"days": _("Please choose how long the token holds.")})
    at = at or timezone.now()
    User.objects.select_for_update(no_key=True).get(pk=user.pk)  # one token of a person at a time
    refuse_too_many(user, at=at)
    identifier = secrets.token_hex(IDENTIFIER_BYTES)
    secret = f"cyberconf_{identifier}_{secrets.token_urlsafe(SECRET_BYTES)}"
    token = ApiToken(
        user=user,
        name=name.strip(),
        identifier=identifier,
        digest=_digest(secret),
        created_at=at,
        expires_at=at + timedelta(days=days),
    )
    token.full_clean()
    token.save(force_insert=True)
    return Issued(token, secret)


def refuse_too_many(user: User, *, at: datetime) -> None:
    """Refuse one more token than ``MOST`` that hold at the instant ``at``.

    Raises:
        ValidationError: there are as many.
    """
    if ApiToken.objects.of(user).live(at).count() >= MOST:
        message = _("You have %(most)d tokens that hold. Please revoke one first.")
        raise ValidationError(message % {"most": MOST})


def revoke(token: ApiToken, *, at: datetime | None = None) -> bool:
    """End the token for good, and say whether it was not ended before."""
    rows = ApiToken.objects.filter(pk=token.pk, revoked_at=None)
    return bool(rows.update(revoked_at=at or timezone.now()))


@sensitive_variables("secret", "form")
def recognise(secret: str, *, at: datetime | None = None) -> ApiToken | None:
    """Return the token with its user, or None where it does not hold. One query; once a minute, two."""
    at = at or timezone.now()
    form = TOKEN.fullmatch(secret)
    found = form and ApiToken.objects.select_related("user").filter(identifier=form["identifier"]).first()
    is_right = secrets.compare_digest(found.digest if found else NO_DIGEST, _digest(secret))
    if not found or not is_right or not found.is_live(at) or not may_sign_in(found.user, at=at):
        return None
    if found.last_used_at is None or found.last_used_at <= at - NOTED:
        found.last_used_at = at
        ApiToken.objects.filter(pk=found.pk).update(last_used_at=at)
    return found


def _digest(secret: str) -> str:
    return sha256(secret.encode(errors="replace")).hexdigest()
