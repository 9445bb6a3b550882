"""In which language a page is, which address has it in the others, and what browsers and caches are told."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.test import Client
from django.urls import set_urlconf
from django.utils import translation

from cyberconf.accounts.models import User
from cyberconf.web import languages
from cyberconf.web.context import site_words
from events.models import Conference
from tests.builders import make_conference, make_release, make_session
from tests.clients import signed_in
from tests.pages import Page

pytestmark = pytest.mark.django_db


@pytest.fixture
def ports() -> Conference:
    conference = make_conference(slug="ports")
    make_session(conference, slug="cables")
    make_release(conference)
    return conference


def spoken(response: Any) -> tuple[str, str, str]:
    """The language that an answer names in its headers and in its page, and the direction there."""
    html = Page(response).root.first("html").attributes
    return response.headers["Content-Language"], html["lang"], html["dir"]


def varies(response: Any) -> list[str]:
    names = response.headers.get("Vary", "").split(", ")
    return sorted(name for name in names if name not in {"", "Accept-Encoding"})


@pytest.mark.parametrize("code", languages.codes())
def test_an_address_with_a_code_answers_in_that_language_whatever_else_is_asked_for(
    ports: Conference, alice: User, code: str
) -> None:
    alice.language = "ru"
    alice.save()
    client = signed_in(alice)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "es"
    response = client.get(f"/{code}/ports/", headers={"Accept-Language": "fr"})
    assert spoken(response) == (code, code, "rtl" if code == "ar" else "ltr")


def test_an_account_comes_before_a_cookie_and_a_cookie_before_what_the_browser_asks_for(
    ports: Conference, alice: User
) -> None:
    asked: dict[str, Any] = {"headers": {"Accept-Language": "zh-CN,zh;q=0.9,fr;q=0.5"}}
    client = signed_in(alice)
    found = [spoken(client.get("/ports/", **asked))[0]]
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "ar"
    found.append(spoken(client.get("/ports/", **asked))[0])
    User.objects.filter(pk=alice.pk).update(language="ru")
    found.append(spoken(client.get("/ports/", **asked))[0])
    assert found == ["zh-hans", "ar", "ru"]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("", "en"),
        ("de, *;q=0.1", "en"),
        ("pt;q=0.9, es-MX;q=0.8", "es"),
        ("xx-" * 5_000, "en"),
        ("zh-TW", "zh-hans"),
    ],
)
def test_what_a_browser_asks_for_is_answered_with_the_nearest_language(
    ports: Conference, asked: str, expected: str
) -> None:
    assert spoken(Client().get("/ports/", headers={"Accept-Language": asked}))[0] == expected


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("/FR/", "/fr/"),
        ("/zh/", "/zh-hans/"),
        ("/zh-cn/", "/zh-hans/"),
        ("/zh-CN/ports/?day=2021-12-03&tz=Asia%2FTokyo", "/zh-hans/ports/?day=2021-12-03&tz=Asia%2FTokyo"),
        ("/zh_Hans/ports/sessions/cables/", "/zh-hans/ports/sessions/cables/"),
        ("/Fr-ch/ports/sessions/%3F%0A%C3%A9/", "/fr/ports/sessions/%3F%0A%C3%A9/"),
        ("/EN//elsewhere.example/", "/en/elsewhere.example/"),
        ("/FR/ports/schedule.ics", "/ports/schedule.ics"),
        ("/AR/accounts/login/?next=/ports/", "/accounts/login/?next=/ports/"),
    ],
)
def test_a_language_that_is_written_otherwise_leads_to_its_address(
    ports: Conference, asked: str, found: str
) -> None:
    response = Client().get(asked)
    assert (response.status_code, response.headers["Location"]) == (302, found)


@pytest.mark.parametrize("asked", ["/de/", "/fr-summit/", "/french/", "/zh-hans/nothing/", "/DE-CH/ports/"])
def test_what_is_no_language_of_ours_leads_nowhere(ports: Conference, asked: str) -> None:
    assert Client().get(asked).status_code == 404


def test_a_conference_that_is_called_as_a_language_keeps_its_address(ports: Conference) -> None:
    Conference.objects.filter(pk=ports.pk).update(slug="zh")
    assert [Client().get(path).status_code for path in ("/zh/", "/zh/nothing/")] == [200, 404]


def test_links_of_a_page_with_a_code_keep_it_and_those_to_files_and_accounts_have_none(
    ports: Conference,
) -> None:
    page = Page(Client().get("/fr/ports/sessions/cables/"))
    links = {node.attributes["href"].partition("?")[0] for node in page.root.find("a")}
    ours = {link for link in links if link.startswith("/")}
    assert {link for link in ours if not link.startswith("/fr/")} == {
        "/accounts/login/",
        "/ports/sessions/cables.ics",
        "/ports/changes.atom",
        *(link for link in ours if link.startswith(("/ports/schedule.", "/ports/programme.json"))),
    }
    assert {"/fr/ports/", "/fr/ports/speakers/", "/fr/ports/my/"} <= ours


def test_a_page_names_its_address_in_each_language_and_the_one_without(ports: Conference) -> None:
    names = {code: f"{settings.SITE_URL}/{code}/ports/sessions/cables/" for code in languages.codes()}
    bare = f"{settings.SITE_URL}/ports/sessions/cables/"
    for path, canonical in (("/fr", names["fr"]), ("", bare)):
        links = list(Page(Client().get(f"{path}/ports/sessions/cables/?sort=new")).root.find("link"))
        assert {
            link.attributes["hreflang"]: link.attributes["href"]
            for link in links
            if "hreflang" in link.attributes
        } == {**names, "x-default": bare}
        assert [x.attributes["href"] for x in links if x.attributes["rel"] == "canonical"] == [canonical]


def test_caches_are_told_what_an_answer_depends_on(ports: Conference) -> None:
    client = Client()
    paths = ("/ports/", "/fr/ports/", "/ports/schedule.ics", "/fr/ports/live.json")
    assert {path: varies(client.get(path)) for path in paths} == {
        "/ports/": ["Accept-Language", "Cookie"],
        "/fr/ports/": ["Cookie"],
        "/ports/schedule.ics": ["Accept-Language"],
        "/fr/ports/live.json": [],
    }


def test_no_visitor_is_given_a_cookie_who_has_chosen_nothing(ports: Conference) -> None:
    client = Client()
    for path in ("/ports/", "/ar/ports/", "/fr/ports/sessions/cables/", "/accounts/login/"):
        client.get(path, headers={"Accept-Language": "fr"})
    assert set(client.cookies) - {settings.CSRF_COOKIE_NAME} == set()
    assert "csrf" not in "".join(Client().get("/fr/ports/").cookies)


def test_who_knows_an_answer_in_one_language_is_not_told_that_it_is_the_same_in_another(
    ports: Conference,
) -> None:
    def ask(prefix: str, language: str, tag: str = "") -> Any:
        headers = {"Accept-Language": language, "If-None-Match": tag, "Accept-Encoding": "identity"}
        return Client().get(f"{prefix}/ports/sessions/cables/comments/news/?since=0", headers=headers)

    tag = ask("", "fr").headers["ETag"]
    known = [
        ask(*asked, tag).status_code == 304
        for asked in (("", "fr"), ("", "es"), ("/fr", "fr"), ("/es", "fr"))
    ]
    assert known == [True, False, False, False]


def test_a_choice_is_kept_and_leads_back_to_the_page_in_that_language(ports: Conference) -> None:
    client = Client()
    for next_, language, expected in [
        ("/ports/?day=2021-12-03", "fr", "/fr/ports/?day=2021-12-03"),
        ("/fr/ports/my/", "zh-hans", "/zh-hans/ports/my/"),
        ("/accounts/login/?next=/ports/", "es", "/accounts/login/?next=/ports/"),
        ("https://elsewhere.example/", "ar", "/ar/"),
        ("//elsewhere.example/", "ru", "/ru/"),
        ("/fr//elsewhere.example/phish/", "ru", "/elsewhere.example/phish/"),
        ("http://testserver//elsewhere.example/", "ru", "/"),
        ("/fr/\\elsewhere.example/", "ru", "/"),
    ]:
        response = client.post("/choices/", {"language": language, "next": next_})
        assert (response.status_code, response.headers["Location"]) == (303, expected)
    assert (client.cookies["language"].value, spoken(client.get("/ports/"))[0]) == ("ru", "ru")


def test_the_choice_of_an_account_holds_on_its_other_devices(ports: Conference, alice: User) -> None:
    signed_in(alice).post("/choices/", {"language": "fr", "next": "/"})
    assert spoken(signed_in(User.objects.get(pk=alice.pk)).get("/accounts/profile/"))[0] == "fr"


def test_signing_in_speaks_the_language_of_the_page_that_it_leads_back_to(ports: Conference) -> None:
    found = Page(Client().get("/ar/ports/", headers={"Accept-Language": "en"}))
    (address,) = {
        link.attributes["href"] for link in found.root.find("a") if "login" in link.attributes["href"]
    }
    page = Client().get(address, headers={"Accept-Language": "en"})
    assert (address, page.headers["Content-Language"]) == ("/accounts/login/?next=%2Far%2Fports%2F", "ar")
    again = Client().post(
        "/accounts/login/", {"next": "/ar/ports/", "login": ""}, headers={"Accept-Language": "en"}
    )
    assert again.headers["Content-Language"] == "ar"


def test_a_look_is_kept_until_the_system_is_followed_again(ports: Conference) -> None:
    client = Client()
    shown = []
    for look in ("dark", "contrast", ""):
        client.post("/choices/", {"look": look, "next": "/ports/"})
        html = Page(client.get("/ports/")).root.first("html").attributes
        shown.append((html.get("data-look"), client.cookies["look"].value))
    assert shown == [("dark", "dark"), ("contrast", "contrast"), (None, "")]
    client.cookies["look"] = '"><script>'
    assert "data-look" not in Page(client.get("/ports/")).root.first("html").attributes


@pytest.mark.parametrize("sent", [{"language": "de"}, {"look": "pink"}, {"language": ""}])
def test_what_is_not_offered_is_not_kept(sent: dict[str, str]) -> None:
    response = Client().post("/choices/", sent)
    assert (response.status_code, dict(response.cookies)) == (400, {})


def test_another_site_cannot_choose(alice: User) -> None:
    response = signed_in(alice).post(
        "/choices/",
        {"language": "fr"},
        headers={"Sec-Fetch-Site": "cross-site", "Origin": "https://x.example"},
    )
    assert (response.status_code, User.objects.get(pk=alice.pk).language) == (403, "")


def test_a_code_is_mailed_in_the_language_of_the_account_whatever_the_browser_asks_for(
    alice: User, mailoutbox: list[EmailMessage]
) -> None:
    User.objects.filter(pk=alice.pk).update(language="fr")
    Client().post("/accounts/login/code/", {"email": alice.email}, headers={"Accept-Language": "ru"})
    with translation.override("fr"):
        expected = render_to_string("account/email/login_code_subject.txt", site_words())
    assert [letter.subject for letter in mailoutbox] == [expected.strip()]


def test_a_letter_names_addresses_without_a_code_wherever_it_is_written(ports: Conference) -> None:
    set_urlconf(languages.addresses(settings.ROOT_URLCONF, "fr"))  # type: ignore[arg-type]  # modules too
    try:
        with languages.speaking("zh"):
            written = ports.get_absolute_url(), translation.get_language()
        assert (written, ports.get_absolute_url()) == (("/ports/", "zh-hans"), "/fr/ports/")
    finally:
        set_urlconf(None)


def test_what_open_pages_ask_for_again_and_again_costs_no_more_for_whoever_is_signed_in(
    ports: Conference, alice: User, django_assert_num_queries: Any
) -> None:
    client = signed_in(alice)
    client.get("/ports/")
    with django_assert_num_queries(2):
        client.get("/ports/sessions/cables/comments/news/")


def test_no_conference_has_the_address_of_a_language(ports: Conference) -> None:
    ports.slug = "fr"
    with pytest.raises(Exception, match="address of the site itself"):
        ports.full_clean()
