"""The addresses below /api/v1/."""

from __future__ import annotations

from django.urls import path, re_path

from cyberconf.api import api, views
from cyberconf.api.serving import elsewhere, serve, served

READ: dict[str, dict[str, str]] = {"get": {}}

app_name = "api"
urlpatterns = [
    path("", serve(views.root, READ), name="api-root"),
    path("openapi.json", serve(views.openapi, READ), name="openapi"),
    path("docs", views.docs, name="docs"),
    *served(api.urls[0]),
    re_path(r"^(?P<rest>[\s\S]*)\Z", elsewhere),  # a dot would not match a new line
]
