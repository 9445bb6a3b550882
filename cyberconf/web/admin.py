"""The staff site as a whole: what it is called, and the order of what it offers."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.contrib.contenttypes.views import shortcut
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import path
from django.utils.translation import gettext_lazy as _

# Apps and models in the order of the work; what is not named comes last.
ORDER = {
    "events": ["Conference", "Panel", "Session", "Release", "Announcement", "Edit", "Letter"],
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
_urls_by_django = admin.site.get_urls


def in_order(request: HttpRequest, app_label: str | None = None) -> list[Any]:
    """Return what this person may work on, the programme first."""
    apps = _listed_by_django(request, app_label)
    for app in apps:
        app["models"].sort(key=lambda model: _place(ORDER.get(app["app_label"], []), model["object_name"]))
    return sorted(apps, key=lambda app: _place(list(ORDER), app["app_label"]))


def on_site(request: HttpRequest, content_type_id: str, object_id: str) -> HttpResponseBase:
    """Lead to a row's public page, as Django does, but nobody who may not see the row in admin.

    Its address alone can tell what is not theirs to know.
    """
    kind = ContentType.objects.filter(pk=content_type_id).first() if content_type_id.isdecimal() else None
    model_admin = admin.site._registry.get(kind.model_class()) if kind else None  # type: ignore[arg-type]  # None is no key
    row = model_admin.get_object(request, object_id) if model_admin else None
    if model_admin is None or row is None or not model_admin.has_view_permission(request, row):
        raise Http404(_("There is nothing at this address."))
    return shortcut(request, content_type_id, object_id)


def urls_with_own() -> list[Any]:
    """Return the addresses of admin, with ours in the place of one of Django's."""
    own = path(
        "r/<path:content_type_id>/<path:object_id>/", admin.site.admin_view(on_site), name="view_on_site"
    )
    return [own if getattr(each, "name", "") == own.name else each for each in _urls_by_django()]


def _place(names: list[str], name: str) -> int:
    return names.index(name) if name in names else len(names)


admin.site.site_header = _("Cyberconf for staff")
admin.site.site_title = _("Cyberconf for staff")
admin.site.index_title = _("What there is to do")
admin.site.get_urls = urls_with_own  # type: ignore[method-assign]  # as below
admin.site.get_app_list = in_order  # type: ignore[method-assign]  # as accounts does with the login
