"""Every address of the site; those of each app are in its own ``urls``."""

from django.contrib import admin
from django.urls import include, path, re_path

from cyberconf.accounts import choices
from cyberconf.demo.design.views import design
from cyberconf.web import offline, refusals, views
from cyberconf.web.media import media
from events.views import missing

urlpatterns = [
    path("healthz", views.healthz),
    path("readyz", views.readyz),
    path("favicon.ico", views.favicon),
    path("city.json", views.city, name="city"),
    path("worker.js", offline.worker),
    path("media/<path:path>", media),
    path("admin/", admin.site.urls),
    path("api/v1/", include("cyberconf.api.urls")),
    re_path(r"^api/?\Z", refusals.nothing),
    path("privacy/", views.privacy, name="privacy"),
    path("choices/", choices.choose, name="choices"),
    path("design/", design),
    path("accounts/", include("cyberconf.accounts.urls")),
    path("", include("speakers.urls")),
    path("", include("comments.urls")),
    path("", include("events.urls")),
]

handler400 = refusals.bad_request
handler403 = refusals.denied
handler404 = missing.not_found
handler500 = refusals.broken
