"""The ways into an account as the tests of its cases take them."""

from __future__ import annotations

import re
from typing import Any
from uuid import uuid4

from django.core import mail
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse

from events.models import Session

SIGN_UP, LOGIN, ASK, ENTER, CONFIRM, FORGOT, FORGOT_ENTER, NEW_PASSWORD, PROFILE = map(
    reverse,
    (
        "account_signup",
        "account_login",
        "account_request_login_code",
        "account_confirm_login_code",
        "account_email_verification_sent",
        "account_reset_password",
        "account_confirm_password_reset_code",
        "account_complete_password_reset",
        "account_profile",
    ),
)


PASSWORD = "right-horse-battery"


WHO = {"name": "Nia New", "speaking_for": "self", "affiliation": "", "country": "Ghana"}


WRONG = {"code": "0000-0000"}


TOO_MANY = "Too many wrong tries. Please ask for a new code, or wait some minutes."


MISMATCH = "No account has this address and this password."


INCORRECT = "This is not the code of the newest mail. Please compare them digit by digit."


def newest_code() -> str:
    """The code of the newest mail, which stands on a line of its own."""
    return str(re.findall(r"^\d{4}-\d{4}$", str(mail.outbox[-1].body), re.MULTILINE)[0])


def is_in(client: Client) -> bool:
    """Whether a page that needs an account opens."""
    return client.get(PROFILE).status_code == 200


def by_password(email: str, password: str, **sent: Any) -> list[str]:
    """What a new browser is told that gives them; nothing when it is let in."""
    client = Client()
    answer = client.post(LOGIN, {"login": email, "password": password}, **sent)
    return [] if is_in(client) else list(answer.context["form"].non_field_errors())


def asked(email: str, **sent: Any) -> Client:
    """A browser in which a code was asked for."""
    client = Client()
    client.post(ASK, {"email": email}, **sent)
    return client


def forgot(email: str, **sent: Any) -> Client:
    """A browser in which a forgotten password was told."""
    client = Client()
    client.post(FORGOT, {"email": email}, **sent)
    return client


def signing_up(email: str, **sent: Any) -> Client:
    """A browser in which somebody has begun to sign up."""
    client = Client()
    client.post(SIGN_UP, WHO | {"email": email}, **sent)
    return client


def post(client: Client, session: Session, body: str) -> HttpResponseBase:
    """Post the form of the session's page as it was opened."""
    sent = {"body": body, "submission_key": str(uuid4())}
    return client.post(
        reverse("comments:session_comments", args=[session.conference.slug, session.slug]), sent
    )


def finish_code(client: Client) -> None:
    client.post(ENTER, {"code": newest_code()})


def finish_reset(client: Client) -> None:
    client.post(FORGOT_ENTER, {"code": newest_code()})
    client.post(NEW_PASSWORD, {"password1": "left-horse-battery", "password2": "left-horse-battery"})
