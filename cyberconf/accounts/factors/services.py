"""What is done to second factors by others than their owner."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.template.loader import render_to_string

from cyberconf.accounts.models import User
from cyberconf.accounts.services import end_sessions
from cyberconf.web import mails
from cyberconf.web.context import site_words


@transaction.atomic
def reset_factors(user: User) -> int:
    """Take all second factors from somebody who has lost theirs, sign them out and tell them by mail.

    Returns how many there were. They sign in by a code to their address, and set up another.
    """
    count, _rows = Authenticator.objects.filter(user=user).delete()
    if count:
        end_sessions(user)
        transaction.on_commit(lambda: _tell(user))
    return int(count)


def _tell(user: User) -> None:
    site = site_words()
    subject = render_to_string("mfa/email/factors_reset_subject.txt", site).strip()
    message = render_to_string("mfa/email/factors_reset_message.txt", site)
    mails.message(subject, message, to=[user.email]).send()
