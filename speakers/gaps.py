"""What is still to be asked of somebody before a conference."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from speakers.models import Speaker


class Gap(NamedTuple):
    """One thing, as the database finds it and as a row shows it."""

    label: str | Promise
    where: Q
    is_in: Callable[[Speaker], bool]


GAPS = {
    "photo": Gap(_("photo"), Q(photo="", photo_url=""), lambda each: not (each.photo or each.photo_url)),
    "biography": Gap(_("biography"), Q(biography=""), lambda each: not each.biography),
    "consent": Gap(_("consent"), Q(consents_to_publish=False), lambda each: not each.consents_to_publish),
    "email": Gap(_("e-mail address"), Q(email=""), lambda each: not each.email),
}
ANYTHING = Q(*(gap.where for gap in GAPS.values()), _connector=Q.OR)


def missing(speaker: Speaker) -> list[str]:
    """Name what is missing."""
    return [name for name, gap in GAPS.items() if gap.is_in(speaker)]
