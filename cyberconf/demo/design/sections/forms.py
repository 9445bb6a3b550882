"""Forms: each field in each state, those of accounts, and what an invitation asks."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from cyberconf.accounts.forms import ConfirmEmailForm, SignupForm
from cyberconf.accounts.models import ApiToken
from cyberconf.accounts.tokens import Issued
from cyberconf.demo.design import programme
from cyberconf.demo.design.fields import EveryField
from cyberconf.demo.design.specimens import Section, Specimen

HOME = "/"


def fields() -> Section:
    """Return one form with every field: empty, filled, and with errors."""
    filled = EveryField(initial=EveryField.FILLED)
    return Section(
        "fields",
        "Forms and fields",
        (
            Specimen("Empty, with help", "account/_form.html", {"form": EveryField(), "act": "Save"}),
            Specimen("Filled", "account/_form.html", {"form": filled, "act": "Save"}),
            Specimen("With errors", "account/_form.html", {"form": EveryField({}), "act": "Save"}),
        ),
    )


def accounts() -> Section:
    """Return what account pages are made of."""
    token = ApiToken(pk=1, name="Import", identifier="a1b2c3", expires_at=programme.NOW + timedelta(days=90))
    code = {
        "email": "alice@example.org",
        "verify_form": ConfirmEmailForm(),
        "act": "Confirm",
        "can_resend": True,
    }
    return Section(
        "accounts",
        "Accounts",
        (
            Specimen("Signing up", "account/_form.html", {"form": SignupForm(), "act": "Create account"}),
            Specimen("A code that was mailed", "account/_code.html", code, frame="account"),
            Specimen("A token, in a list", "account/_token.html", {"token": token}, frame="links"),
            Specimen(
                "A token, shown once",
                "account/_token_issued.html",
                {"issued": Issued(token, "cyberconf_a1b2c3_…")},
            ),
            Specimen("Signing in again", "account/_sign_in_again.html", {"wanted": HOME}),
            Specimen("My calendar", "events/_my_calendar.html", _calendar(has_feed=False)),
            Specimen("My calendar, with its address", "events/_my_calendar.html", _calendar(has_feed=True)),
        ),
    )


def invitations() -> Section:
    """Return what somebody who is invited to a team is told."""
    about = {"path": HOME, "address": "alice@example.org"}
    states = {
        "open": "Open",
        "visitor": "Not signed in",
        "other_address": "Signed in under another address",
        "unverified": "The address is not confirmed",
        "ended": "Over",
    }
    parts = [
        Specimen(name, f"events/_invitation_{state}.html", about, frame="account")
        for state, name in states.items()
    ]
    return Section("invitations", "An invitation", tuple(parts))


def _calendar(*, has_feed: bool) -> dict[str, Any]:
    return {"conference": programme.conference(), "has_feed": has_feed}
