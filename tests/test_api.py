"""What holds for every address of the API: how it refuses, and what it says of itself."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from openapi_spec_validator import OpenAPIV31SpecValidator

from cyberconf.accounts.models import User
from cyberconf.api.schema import document
from cyberconf.api.urls import urlpatterns
from events import publishing
from tests.api import BASE, bearer, get, problem
from tests.builders import (
    make_appearance,
    make_conference,
    make_question,
    make_release,
    make_session,
    make_speaker,
    make_token,
)
from tests.pages import Page

pytestmark = pytest.mark.django_db

CONFERENCE = "/conferences/ports"
NAMES = {"conference": "ports", "session": "cables", "person": "ann", "number": "1"}
PUBLIC = [
    "/",
    "/openapi.json",
    *(
        path.format(**NAMES)
        for path, operations in document()["paths"].items()
        if "get" in operations and "security" not in operations["get"]
    ),
]


@pytest.fixture
def ports(eve: User) -> None:
    conference = make_conference(slug="ports")
    session = make_session(conference, slug="cables")
    make_question(session)
    make_appearance(session, make_speaker(slug="ann"))
    make_release(conference)


@pytest.fixture
def clients(alice: User, mona: User, eve: User) -> list[Client]:
    return [Client(), *(Client(headers=bearer(make_token(user))) for user in (alice, mona, eve))]


def test_every_address_is_described_or_one_of_the_apis_own() -> None:
    routes = {str(pattern.pattern) for pattern in urlpatterns}
    assert len(routes) == len(document()["paths"]) + len(["/", "/openapi.json", "/docs", "elsewhere"])
    assert len(PUBLIC) == len(document()["paths"]) + 2 - len(["/draft"])


# Methods, slashes, other sites


@pytest.mark.parametrize("path", PUBLIC)
def test_head_answers_as_get_does_without_a_body(ports: None, client: Client, path: str) -> None:
    full, head = client.get(BASE + path), client.head(BASE + path)
    assert (head.status_code, head.content) == (200, b"")
    assert (head.headers["ETag"], head.headers["Content-Length"]) == (
        full.headers["ETag"],
        str(len(full.content)),
    )


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE", "PURGE"])
def test_another_method_is_refused_with_those_that_are_taken(
    ports: None, client: Client, method: str
) -> None:
    answer = client.generic(method, f"{BASE}{CONFERENCE}")
    assert (problem(answer), answer.headers["Allow"]) == ((405, "method", []), "GET, HEAD, OPTIONS")
    answer = client.generic("DELETE", f"{BASE}{CONFERENCE}/programme")
    assert (problem(answer)[0], answer.headers["Allow"]) == (405, "GET, HEAD, OPTIONS, PUT")


@pytest.mark.parametrize("path", [path for path in PUBLIC if path != "/"])
def test_a_slash_at_the_end_leads_to_the_address_without(ports: None, client: Client, path: str) -> None:
    answer = client.get(f"{BASE}{path}/?limit=1")
    assert (answer.status_code, answer.headers["Location"]) == (308, f"{BASE}{path}?limit=1")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize(
    "path",
    [
        "/none",
        "/none/",
        "/conferences/a b",
        "//conferences",
        "/%0A",
        "/conferences/a%0Ab",
        "/%00",
        "/docs/x",
        "/é",
    ],
)
def test_an_address_that_is_none_is_a_problem(client: Client, path: str) -> None:
    for method in ("GET", "POST", "DELETE"):
        assert problem(client.generic(method, BASE + path)) == (404, "not_found", [])


@pytest.mark.parametrize("path", ["/api", "/api/", "/api/v2/conferences", "/api/v2/", "/api/nothing"])
def test_beside_the_api_there_is_nothing_and_it_says_where_the_api_begins(client: Client, path: str) -> None:
    for method in ("GET", "POST"):
        answer = client.generic(method, path)
        assert problem(answer) == (404, "not_found", [])
        assert answer.json()["detail"] == "There is nothing at this address. The API begins at /api/v1/."


def test_the_page_of_the_api_takes_nothing_and_says_so_as_the_api_does() -> None:
    answer = Client(enforce_csrf_checks=True).post(f"{BASE}/docs")
    assert (problem(answer), answer.headers["Allow"]) == ((405, "method", []), "GET, HEAD")


def test_what_breaks_is_a_problem_that_tells_nothing_of_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(slug: str) -> None:
        raise RuntimeError("a secret of ours")

    monkeypatch.setattr(publishing, "published", fail)
    answer = Client(raise_request_exception=False).get(f"{BASE}{CONFERENCE}")
    assert (problem(answer), "secret" in answer.content.decode()) == ((500, "broken", []), False)


def test_a_host_that_is_not_ours_is_a_problem(client: Client) -> None:
    answer = client.get(f"{BASE}{CONFERENCE}", headers={"Host": "elsewhere.example"})
    assert problem(answer) == (400, "bad_request", [])


@pytest.mark.parametrize(
    ("accepted", "status"),
    [
        ("application/json", 200),
        ("application/*", 200),
        ("*/*", 200),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", 200),
        ("", 200),
        ("text/html", 406),
        ("application/xml, text/csv", 406),
        ("application/json;q=0", 406),
    ],
)
def test_who_takes_no_json_is_told_that_there_is_nothing_else(
    ports: None, client: Client, accepted: str, status: int
) -> None:
    answer = client.get(f"{BASE}{CONFERENCE}", headers={"Accept": accepted})
    assert answer.status_code == status
    if status == 406:
        assert problem(answer) == (406, "not_acceptable", [{"header": "Accept"}])


@pytest.mark.parametrize("path", PUBLIC)
def test_a_read_of_what_is_not_as_it_was_is_refused(ports: None, client: Client, path: str) -> None:
    etag = client.get(BASE + path).headers["ETag"]
    assert client.get(BASE + path, headers={"If-Match": etag}).status_code == 200
    answer = client.get(BASE + path, headers={"If-Match": '"another"'})
    assert (problem(answer), answer.headers["Access-Control-Allow-Origin"]) == ((412, "changed", []), "*")


def test_a_page_of_another_site_may_read_what_is_public_and_nothing_else(
    ports: None, clients: list[Client]
) -> None:
    origin = {"Origin": "https://elsewhere.example"}
    asked = origin | {"Access-Control-Request-Method": "GET"}
    answers = [clients[0].options(BASE + path, headers=asked) for path in PUBLIC]
    assert {(answer.status_code, answer.headers["Access-Control-Allow-Origin"]) for answer in answers} == {
        (204, "*")
    }
    both = clients[0].options(f"{BASE}{CONFERENCE}/programme", headers=asked)
    assert both.headers["Access-Control-Allow-Methods"] == "GET, HEAD"
    assert "Authorization" not in both.headers["Access-Control-Allow-Headers"]
    assert "Access-Control-Allow-Credentials" not in both.headers
    missing = clients[0].get(f"{BASE}/conferences/none", headers=origin)
    assert missing.headers["Access-Control-Allow-Origin"] == "*"
    draft = f"{BASE}{CONFERENCE}/draft"
    closed = [
        clients[3].options(draft, headers=asked),
        clients[3].get(draft, headers=origin),
        clients[0].get(draft, headers=origin),
        clients[3].post(f"{BASE}{CONFERENCE}/releases", headers=origin),
    ]
    assert [answer.status_code for answer in closed] == [204, 200, 401, 415]
    assert ["Access-Control-Allow-Origin" in answer.headers for answer in closed] == [False] * 4


@pytest.mark.parametrize("path", PUBLIC)
def test_reading_sets_no_cookie_and_depends_on_none(
    ports: None, client: Client, eve: User, path: str
) -> None:
    anonymous = client.get(BASE + path)
    client.force_login(eve)
    signed_in = client.get(BASE + path)
    assert (dict(anonymous.cookies), "Cookie" in anonymous.headers.get("Vary", "")) == ({}, False)
    assert signed_in.content == anonymous.content


# What it says of itself


def test_the_beginning_leads_to_all_else(ports: None, client: Client) -> None:
    shown = get(client, "/")
    assert list(shown) == ["title", "version", "conferences", "openapi", "documentation"]
    for name in ("conferences", "openapi", "documentation"):
        assert client.get(shown[name].removeprefix("http://127.0.0.1:8000")).status_code == 200
    assert client.get("/api/v1").headers["Location"] == "/api/v1/"


def test_the_openapi_document_names_every_refusal_and_no_schema_that_is_not_there(client: Client) -> None:
    shown = get(client, "/openapi.json")
    assert (shown["openapi"], shown["servers"]) == ("3.1.0", [{"url": "http://127.0.0.1:8000/api/v1"}])
    named = set(re.findall(r'"#/components/schemas/(\w+)"', json.dumps(shown)))
    assert named == set(shown["components"]["schemas"])
    for path, operations in shown["paths"].items():
        for operation in operations.values():
            assert {"422", "304"} & set(operation["responses"]), path
            assert ("401" in operation["responses"]) == ("security" in operation), path
    identifiers = [o["operationId"] for operations in shown["paths"].values() for o in operations.values()]
    assert len(identifiers) == len(set(identifiers))


def test_the_openapi_document_is_a_sound_one() -> None:
    OpenAPIV31SpecValidator(document()).validate()


def test_the_page_of_the_api_shows_every_operation_and_shape_without_a_script(client: Client) -> None:
    shown = Page(client.get(reverse("api:docs")))
    assert "Default: ." not in shown.html
    described = document()
    operations = [(m.upper(), path) for path, each in described["paths"].items() for m in each]
    addresses = shown.words("p", class_="api-operation__address")
    assert sorted(address.removesuffix(" by token") for address in addresses) == sorted(
        f"{method} {path}" for method, path in operations
    )
    targets = {node.attributes["id"] for node in shown.root.find() if "id" in node.attributes}
    links = {
        node.attributes["href"][1:]
        for node in shown.root.first("main").find("a")
        if node.attributes["href"].startswith("#")
    }
    assert {f"shape-{name}" for name in described["components"]["schemas"]} <= targets
    assert links <= targets
    assert list(shown.root.find("script")) == []
    assert "cdn" not in shown.html.lower()


@pytest.mark.parametrize("path", ["/", "/conferences", f"{CONFERENCE}/draft", "/none"])
def test_answers_carry_the_headers_of_the_site(ports: None, client: Client, path: str) -> None:
    answer: Any = client.get(BASE + path)
    assert (answer.headers["X-Content-Type-Options"], answer.headers["X-Frame-Options"]) == (
        "nosniff",
        "DENY",
    )
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
