"""What these pages have in common."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from speakers.models import Speaker

UNPROCESSABLE = 422


def page(
    model_admin: admin.ModelAdmin[Speaker],
    request: HttpRequest,
    name: str,
    context: dict[str, Any],
    *,
    status: int = 200,
) -> HttpResponse:
    """Return the page of that template within admin."""
    shared = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "media": model_admin.media,
    }
    template = f"admin/speakers/speaker/{name}.html"
    return TemplateResponse(request, template, shared | context, status=status).render()
