from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from cyberconf.web.middleware import PERMISSIONS, permissions_policy


def test_every_answer_asks_for_no_device() -> None:
    response = Client().get("/healthz")
    assert response.headers["Permissions-Policy"] == PERMISSIONS


def test_a_view_that_asks_for_one_is_left_to() -> None:
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse(headers={"Permissions-Policy": "camera=(self)"})

    response = permissions_policy(view)(RequestFactory().get("/"))
    assert response.headers["Permissions-Policy"] == "camera=(self)"
