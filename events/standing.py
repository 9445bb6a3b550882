"""What visitors' pages show of programmes beside the clock, in short: by it kept pages are known to hold."""

from __future__ import annotations

from django.utils import timezone

from events.models import Conference, Release

FIELDS = [f"conference__{field.attname}" for field in Conference._meta.concrete_fields]


def of(_slug: str) -> object:
    """Return which releases are shown, with their message and what their conference says: one query.

    It is of all conferences whichever is asked for, as pages lead to those before and after theirs.
    """
    shown = Release.objects.public().newest().with_message(timezone.now())
    return list(shown.order_by("pk").values_list("pk", "message_id", *FIELDS))
