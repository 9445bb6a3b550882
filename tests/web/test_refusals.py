"""What is said when something is refused."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.shortcuts import render
from django.test import Client, RequestFactory

from tests.builders import make_conference, make_published_panel
from tests.pages import Page

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/ports/", "/ports/sessions/cables/", "/ports/schedule.ics", "/healthz"])
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_a_method_that_is_not_taken_is_explained_and_the_page_is_offered(
    client: Client, address: str, method: str
) -> None:
    make_published_panel(slug="cables", conference=make_conference(slug="ports"))
    response = client.generic(method, address)
    page = Page(response)
    assert (page.status, response.headers["Allow"]) == (405, "GET, HEAD")
    assert page.words("h1") == ["This cannot be done here"]
    assert [link.attributes["href"] for link in page.root.first("p", class_="actions").find("a")] == [address]


def test_an_address_that_only_takes_something_leads_to_the_programme(client: Client) -> None:
    response = client.get("/accounts/login/restart/")
    page = Page(response)
    assert (page.status, response.headers["Allow"]) == (405, "POST")
    assert [link.attributes["href"] for link in page.root.first("p", class_="actions").find("a")] == ["/"]


@pytest.mark.parametrize(
    ("came_from", "leads_to"),
    [
        ("http://testserver/accounts/login/?next=/ports/", "http://testserver/accounts/login/?next=/ports/"),
        ("http://elsewhere.example/accounts/login/", "/"),
        ("", "/"),
    ],
)
def test_a_form_that_was_open_too_long_leads_back_to_its_page(came_from: str, leads_to: str) -> None:
    browser = Client(enforce_csrf_checks=True)
    page = Page(browser.post("/accounts/login/", headers={"Referer": came_from}))
    assert (page.status, page.words("h1")) == (403, ["Please send the form again"])
    assert [link.attributes["href"] for link in page.root.first("p", class_="actions").find("a")] == [
        leads_to
    ]


def test_what_was_typed_is_given_back_where_it_cannot_be_posted(client: Client) -> None:
    make_published_panel(slug="cables", conference=make_conference(slug="ports"))
    page = Page(client.post("/ports/sessions/cables/", {"body": "What I <b>think</b>."}))
    assert (page.status, page.given_back) == (405, "What I <b>think</b>.")


@pytest.mark.parametrize("template", ["400", "403", "403_csrf", "404", "405", "429"])
def test_what_is_refused_stands_in_the_frame(rf: RequestFactory, template: str) -> None:
    request = rf.get("/fr/ports/")
    request.user = AnonymousUser()
    page = Page(render(request, f"{template}.html"))
    assert [page.root.first("header").attributes["class"], page.root.first("footer").attributes["class"]] == [
        "bar",
        "foot",
    ]
    assert [words != "" for words in page.words("h1")] == [True]


def test_a_page_that_breaks_says_so_without_a_word_of_why(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("a secret of ours")

    monkeypatch.setattr("events.views.programme.about", fail)
    make_published_panel(conference=make_conference(slug="ports"))
    page = Page(Client(raise_request_exception=False).get("/ports/"))
    assert (page.status, page.words("h1"), "secret" in page.html) == (
        500,
        ["Something went wrong here"],
        False,
    )
    assert page.words("header") == ["Cyberconf"]


def test_a_host_that_is_not_ours_gets_a_page(client: Client) -> None:
    page = Page(client.get("/", headers={"Host": "elsewhere.example"}))
    assert (page.status, page.words("h1")) == (400, ["What was sent could not be read"])


def test_a_comment_that_is_not_there_is_not_called_by_the_name_of_its_model(client: Client) -> None:
    page = Page(client.get("/comments/01m8gx5zfk8c54ke/"))
    said = ["The address may be mistyped, or what stood here has been taken out of the programme."]
    assert (page.status, [words for words in page.words("p") if words.endswith(".")]) == (404, said)
