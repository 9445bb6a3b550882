"""The staff site as a whole: what it is called, and the order of what it offers."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

# Apps and models in the order of the work; what is not named comes last.
ORDER = {
    "events": ["Conference", "Panel", "Session", "Release"],
    "speakers": ["Speaker"],
    "comments": [
        "Comment",
        "Discussion",
        "Report",
        "Appeal",
        "ModerationAction",
        "Restriction",
        "HoldingRules",
    ],
    "accounts": ["User", "ApiToken"],
}

_listed_by_django = admin.site.get_app_list


def in_order(request: HttpRequest, app_label: str | None = None) -> list[Any]:
    """Return what this person may work on, the programme first."""
    apps = _listed_by_django(request, app_label)
    for app in apps:
        app["models"].sort(key=lambda model: _place(ORDER.get(app["app_label"], []), model["object_name"]))
    return sorted(apps, key=lambda app: _place(list(ORDER), app["app_label"]))


def _place(names: list[str], name: str) -> int:
    return names.index(name) if name in names else len(names)


admin.site.site_header = _("Cyberconf for staff")
admin.site.site_title = _("Cyberconf for staff")
admin.site.index_title = _("What there is to do")
admin.site.get_app_list = in_order  # type: ignore[method-assign]  # as accounts does with the login
