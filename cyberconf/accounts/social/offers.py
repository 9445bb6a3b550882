"""Which providers the pages offer."""

from __future__ import annotations

from dataclasses import dataclass

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialAccount
from django.http import HttpRequest

from cyberconf.accounts.models import User


@dataclass(frozen=True)
class Offer:
    """One provider: its id as accounts keep it, its name, and where our form leads to it from."""

    id: str
    name: str
    address: str


def offered(request: HttpRequest) -> list[Offer]:
    """Return the providers whose keys are set. No query."""
    found = get_adapter().list_providers(request)
    return [Offer(each.sub_id, str(each.name), each.get_login_url(request)) for each in found]


def connected(request: HttpRequest, user: User) -> list[tuple[int, str]]:
    """Return the key and the name of each account elsewhere that signs the user in. One query."""
    names = {offer.id: offer.name for offer in offered(request)}
    rows = SocialAccount.objects.filter(user=user).order_by("pk").values_list("pk", "provider")
    return [(pk, names.get(provider, provider)) for pk, provider in rows]
