"""What is done to the accounts elsewhere that somebody signs in with."""

from __future__ import annotations

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialAccount

from cyberconf.accounts.models import User


def disconnect(user: User, account: SocialAccount) -> None:
    """Let the user sign in with ``account`` no more, and tell them by mail; a code still signs them in."""
    provider = account.provider
    account.delete()
    get_adapter().send_notification_mail(
        "socialaccount/email/account_disconnected", user, context={"provider": provider}
    )
