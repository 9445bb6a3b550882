"""The address at which the person concerned appeals, and how they are known without signing in.

Whoever is banned cannot sign in, so the address that is mailed carries a signed key. It opens one decision to
its reader and lets them appeal once; it changes nothing when it is merely opened.
"""

from __future__ import annotations

from django.core.signing import BadSignature, Signer
from django.utils.http import urlencode

from comments.models import ModerationAction
from comments.policies import AnyUser

_signer = Signer(salt="comments.appeals")


def address(action: ModerationAction) -> str:
    """Return where the person concerned appeals, with the key: for them alone."""
    return f"{action.get_absolute_url()}?{urlencode({'key': make_key(action)})}"


def make_key(action: ModerationAction) -> str:
    """Return the key that opens the decision to whoever has it."""
    return _signer.sign(f"{action.pk}.{action.person_id}")


def concerns(action: ModerationAction, user: AnyUser, key: str) -> bool:
    """Say whether this is the person whom the action concerns: signed in, or with the key that was mailed."""
    if user.is_authenticated:
        return action.person_id == user.pk
    try:
        return _signer.unsign(key) == f"{action.pk}.{action.person_id}"
    except BadSignature:
        return False
