"""The queue among what the staff site offers, before the lists."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

_listed_before = admin.site.get_app_list


def with_queue(request: HttpRequest, app_label: str | None = None) -> list[Any]:
    """Return what this person may work on, with the queue first among what is about comments."""
    apps = _listed_before(request, app_label)
    for app in apps:
        if app["app_label"] == "comments" and request.user.has_perm("comments.view_comment"):
            app["models"].insert(0, _queue())
    return apps


def _queue() -> dict[str, Any]:
    return {
        "name": _("Queue: what waits for a moderator"),
        "object_name": "Queue",
        "admin_url": reverse("admin:comments_queue"),
        "add_url": None,
        "view_only": True,
        "perms": {"view": True},
    }


admin.site.get_app_list = with_queue  # type: ignore[method-assign]  # as web does with the order
