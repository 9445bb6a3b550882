"""Every address of the site; DESIGN.md, section 6, lists them."""

from django.contrib import admin
from django.urls import include, path

from cyberconf.web import views
from cyberconf.web.media import media

urlpatterns = [
    path("healthz", views.healthz),
    path("readyz", views.readyz),
    path("media/<path:path>", media),
    path("admin/", admin.site.urls),
    path("api/v1/", include("cyberconf.api.urls")),
    path("accounts/", include("cyberconf.accounts.urls")),
    path("", include("comments.urls")),
    path("", include("events.urls")),
]

handler404 = views.not_found
