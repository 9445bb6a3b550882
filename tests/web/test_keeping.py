"""Pages for visitors that are kept: they hold for as long as what they show, and are of nobody."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache, caches
from django.test import Client, override_settings

from comments import services
from cyberconf.accounts.models import User
from cyberconf.web import keeping
from events.models import Session
from tests.builders import make_comment, make_moderator, make_release, make_session
from tests.clients import signed_in
from tests.pages import address_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _kept(settings: Any) -> Any:
    settings.KEEPS_PAGES = True
    caches["pages"].clear()
    cache.clear()
    yield
    caches["pages"].clear()
    cache.clear()


@pytest.fixture
def panel() -> Session:
    return make_session(title="Existing threats")


@pytest.fixture
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look each time whether a page still holds, rather than once a second."""
    monkeypatch.setattr(keeping, "BELIEVED", 0)


def body(address: str, client: Client | None = None, **headers: str) -> str:
    return (client or Client()).get(address, headers=headers).content.decode()


@pytest.mark.parametrize("_number", [1, 3])
def test_a_page_that_is_kept_costs_no_query_within_a_second_and_two_after_it(
    _number: int, panel: Session, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any
) -> None:
    monkeypatch.setattr(keeping, "BELIEVED", 0)
    for _ in range(_number):
        make_comment(panel)
    make_release(panel.conference)
    first = body(address_of(panel))
    monkeypatch.setattr(keeping, "BELIEVED", 60)  # a second may be over on a machine that has much to do
    with django_assert_num_queries(2):
        assert body(address_of(panel)) == first
    with django_assert_num_queries(0):
        assert body(address_of(panel)) == first


@pytest.mark.usefixtures("_at_once")
def test_what_changes_for_readers_shows_at_once(panel: Session, mona: User) -> None:
    make_release(panel.conference)
    before = body(address_of(panel))
    said = make_comment(panel, body="Norms need names.")
    during = body(address_of(panel))
    services.decide(said, "hide", by=make_moderator(panel.conference, mona), reason="insult")
    after = body(address_of(panel))
    Session.objects.filter(pk=panel.pk).update(title="Threats once more")
    make_release(panel.conference)
    released = body(address_of(panel))
    assert [
        ("Norms need names." in each, "once more" in each) for each in (before, during, after, released)
    ] == [
        (False, False),
        (True, False),
        (False, False),
        (False, True),
    ]


@pytest.mark.usefixtures("_at_once")
def test_a_conference_that_is_taken_back_is_gone_at_once(panel: Session) -> None:
    make_release(panel.conference)
    assert Client().get(address_of(panel)).status_code == 200
    panel.conference.status = "draft"
    panel.conference.save()
    assert Client().get(address_of(panel)).status_code == 404


def test_whoever_is_signed_in_sees_their_own_page_and_leaves_nothing_of_it_to_visitors(
    panel: Session, alice: User
) -> None:
    make_release(panel.conference)
    own = body(address_of(panel), signed_in(alice))
    visitors = body(address_of(panel))
    assert [alice.name in each for each in (own, visitors, body(address_of(panel), signed_in(alice)))] == [
        True,
        False,
        True,
    ]


def test_pages_in_another_language_look_or_zone_are_others(panel: Session) -> None:
    make_release(panel.conference)
    dark = Client()
    dark.cookies["look"] = "dark"
    asked: list[dict[str, Any]] = [
        {"address": address_of(panel)},
        {"address": address_of(panel), "accept_language": "fr"},
        {"address": f"/fr{address_of(panel)}"},
        {"address": f"{address_of(panel)}?tz=Asia/Tokyo"},
        {"address": address_of(panel), "client": dark},
    ]
    once = [body(**each) for each in asked]
    assert len(set(once)) == len(asked)
    assert [body(**each) for each in asked] == once


def test_it_is_kept_as_each_browser_takes_it(panel: Session) -> None:
    make_release(panel.conference)
    for _ in range(2):
        answers = [
            Client().get(address_of(panel), headers={"accept-encoding": taken})
            for taken in ("br", "gzip, deflate", "identity")
        ]
        assert [each.get("Content-Encoding") for each in answers] == ["br", "gzip", None]


def test_it_has_no_padding_as_nothing_secret_is_in_it(panel: Session) -> None:
    make_release(panel.conference)
    lengths = set()
    for _ in range(5):
        caches["pages"].clear()
        lengths.add(Client().get(address_of(panel), headers={"accept-encoding": "br"})["Content-Length"])
    assert len(lengths) == 1


@pytest.mark.usefixtures("_at_once")
def test_a_browser_that_has_the_page_is_told_so_until_it_changes(panel: Session) -> None:
    make_release(panel.conference)
    first = Client().get(address_of(panel))
    known = {"if-none-match": first.headers["ETag"]}
    assert first.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    again = Client().get(address_of(panel), headers=known)
    assert (again.status_code, again.content) == (304, b"")
    make_comment(panel)
    assert Client().get(address_of(panel), headers=known).status_code == 200


def test_what_is_looked_for_is_not_kept_nor_what_is_refused(panel: Session) -> None:
    make_release(panel.conference)
    programme = panel.conference.get_absolute_url()
    for query in ("?q=norms", "?mine=1", "?day=9999", "?unknown=1"):
        assert "ETag" not in Client().get(f"{programme}{query}").headers, query
    assert "ETag" in Client().get(f"{programme}?tz=Asia/Tokyo").headers


def test_a_page_is_made_anew_once_the_clock_has_moved_on(
    panel: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_release(panel.conference)
    author = make_comment(panel).author
    names = []
    for kept in (keeping.KEPT, 0):
        caches["pages"].clear()
        monkeypatch.setattr(keeping, "KEPT", kept)
        body(address_of(panel))
        author.name = f"{author.name} Renamed"
        author.save()
        names.append(author.name in body(address_of(panel)))
    assert names == [False, True]


def test_pages_are_told_apart_by_what_decides_of_them_alone(
    panel: Session, django_assert_max_num_queries: Any
) -> None:
    make_release(panel.conference)
    same: list[dict[str, Any]] = [
        {"accept_language": "en;q=0.9"},
        {"accept_language": "EN, *;q=0.1"},
        {"accept_language": "en", "cookie": "look=odd; language=xx; other=1"},
    ]
    first = body(address_of(panel), **same[0])
    with django_assert_max_num_queries(2):  # whether it holds, and no page
        assert [body(address_of(panel), **each) for each in same] == [first] * 3


def test_a_zone_that_is_none_is_told_and_not_kept(panel: Session) -> None:
    make_release(panel.conference)
    programme = panel.conference.get_absolute_url()
    for address in (programme, address_of(panel), f"{programme}speakers/"):
        answer = Client().get(f"{address}?tz=Nowhere")
        assert (answer.status_code, answer.has_header("ETag")) == (200, False), address


def test_where_the_cache_does_not_answer_pages_are_made(panel: Session) -> None:
    make_release(panel.conference)
    dead = {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": "redis://127.0.0.1:1/0",  # nobody listens there
    }
    addresses = ("/healthz", address_of(panel), panel.conference.get_absolute_url(), "/readyz")
    with override_settings(CACHES={"default": dead, "pages": dead}):
        assert [Client().get(each).status_code for each in addresses] == [200, 200, 200, 503]


def test_who_asks_for_a_head_alone_is_told_the_same_of_the_page(panel: Session) -> None:
    make_release(panel.conference)
    told = [dict(ask(address_of(panel)).items()) for ask in (Client().get, Client().head)]
    assert told[0] == told[1]
    assert "ETag" in told[0]


def test_a_host_that_is_none_of_ours_is_refused_under_our_policy(panel: Session) -> None:
    make_release(panel.conference)
    refused = Client().get(address_of(panel), headers={"host": "evil.example"})
    assert (refused.status_code, refused.has_header("Content-Security-Policy")) == (400, True)
