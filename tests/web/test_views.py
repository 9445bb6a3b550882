"""Health."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.messages.storage.cookie import CookieStorage
from django.db import OperationalError, connection
from django.templatetags.static import static
from django.test import Client

from comments import drafts
from cyberconf.web import looks
from tests.pages import Page


def test_the_process_says_that_it_lives_without_a_database() -> None:
    response = Client().get("/healthz")
    assert (response.status_code, response.headers["Content-Type"], response.content) == (
        200,
        "text/plain",
        b"ok\n",
    )


@pytest.mark.parametrize(
    ("language", "zone", "city", "field"),
    [
        ("ru", "Asia/Tokyo", "Токио", "Токио"),
        ("en", "Asia/Calcutta", "Kolkata", "Kolkata"),
        ("es", "America/Grenada", "Granada", "America/Grenada"),
        ("xx", "Etc/GMT-3", "UTC+3", "UTC+3"),
    ],
)
def test_a_script_is_told_what_a_zones_clock_is_called(
    language: str, zone: str, city: str, field: str
) -> None:
    response = Client().get("/city.json", {"language": language, "zone": zone})
    assert response.json() == {"city": city, "field": field}
    assert response.headers["Cache-Control"] == "public, max-age=604800"
    assert response.headers["Content-Language"] == (language if language != "xx" else "en")
    assert "Vary" not in response.headers


def test_a_script_that_asks_for_no_zone_is_refused_as_scripts_read_it() -> None:
    refused = Client().get("/city.json", {"zone": "Moon/Base"})
    assert (refused.status_code, refused.json()) == (
        404,
        {"code": "time_zone", "detail": "No time zone of this name is known here."},
    )
    assert refused.headers["Cache-Control"] == "max-age=60, public"


@pytest.mark.django_db
def test_the_process_says_that_it_can_serve_when_its_database_answers(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        response = Client().get("/readyz")
    assert (response.status_code, response.content) == (200, b"ok\n")


@pytest.mark.django_db
def test_the_process_cannot_serve_when_its_database_does_not_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any) -> None:
        raise OperationalError("connection to server at “db.internal” failed")

    monkeypatch.setattr(connection, "cursor", refuse)

    response = Client().get("/readyz")

    assert (response.status_code, response.content) == (503, b"The database does not answer.\n")


@pytest.mark.django_db
def test_the_process_cannot_serve_when_its_cache_does_not_answer(settings: Any) -> None:
    nobody = "redis://127.0.0.1:1"  # no program listens on port 1
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": nobody}
    }

    response = Client().get("/readyz")

    assert (response.status_code, response.content) == (503, b"The cache does not answer.\n")


@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_health_sets_no_cookie_and_takes_nothing(address: str, db: None) -> None:
    client = Client()
    response = client.get(address)
    assert (dict(response.cookies), response.headers["Cache-Control"]) == ({}, "no-store")
    assert client.post(address).status_code == 405


def test_health_is_not_sent_to_https_as_everything_else_is(settings: Any) -> None:
    settings.SECURE_SSL_REDIRECT = True
    assert [Client().get(address).status_code for address in ("/healthz", "/accounts/login/")] == [200, 301]


def test_programs_that_look_for_an_icon_at_the_root_are_led_to_it(client: Client) -> None:
    answer = client.get("/favicon.ico")
    assert (answer.status_code, answer.headers["Location"]) == (302, static("icon.svg"))


@pytest.mark.django_db
def test_every_foot_leads_to_what_is_kept_of_people_here_or_elsewhere(settings: Any) -> None:
    shown = Page(Client().get("/fr/privacy/"))
    assert [each.attributes["href"] for each in shown.root.first("footer").find("a")] == [
        "/fr/conferences/",
        "/fr/privacy/",
    ]
    cookies = {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME}
    assert set(shown.words("code")) == cookies | {looks.COOKIE, CookieStorage.cookie_name, drafts.POSTED}

    settings.PRIVACY_URL = "https://institute.example/privacy"
    assert Client().get("/privacy/").headers["Location"] == "https://institute.example/privacy"
