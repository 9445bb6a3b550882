"""What was said, for feed readers, and whether there is more, for pages that are open."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from xml.etree.ElementTree import Element, fromstring

import pytest
from django.test import Client
from django.urls import reverse
from lxml import etree

from comments import services
from comments.models import Comment
from cyberconf.accounts.models import User
from events.models import Session
from tests.builders import (
    make_comment,
    make_conference,
    make_moderator,
    make_published_panel,
    make_user,
    set_status,
)
from tests.shared import atom_schema

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
SITE = "http://127.0.0.1:8000"


@pytest.fixture
def panel() -> Session:
    return make_published_panel(slug="cables", title="Cables", conference=make_conference(slug="ports"))


def addresses() -> list[str]:
    return [
        "/ports/comments.atom",
        "/ports/sessions/cables/comments.atom",
        "/ports/sessions/cables/questions/1/comments.atom",
        "/ports/sessions/cables/questions/2/comments.atom",
    ]


def feed(client: Client, address: str) -> Element:
    return fromstring(client.get(address).content)  # noqa: S314  # our own


def ids(client: Client, address: str) -> list[str]:
    return [
        str(entry.findtext(f"{ATOM}id")).rsplit("/", 2)[1]
        for entry in feed(client, address).iter(f"{ATOM}entry")
    ]


def test_an_entry_says_who_wrote_what_about_what_and_when(
    client: Client, alice: User, panel: Session
) -> None:
    at = datetime(2021, 12, 3, 8, 30, tzinfo=UTC)
    comment = make_comment(panel, author=alice, body="I *agree* <b>\x0b", at=at)
    response = client.get("/ports/sessions/cables/comments.atom")
    (entry,) = feed(client, "/ports/sessions/cables/comments.atom").iter(f"{ATOM}entry")
    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert [(node.tag.removeprefix(ATOM), node.text) for node in entry if node.tag != f"{ATOM}author"] == [
        ("id", f"{SITE}/comments/{comment.pk}/"),
        ("title", "Alice Ahmed on “Cables”"),
        ("published", "2021-12-03T08:30:00Z"),
        ("updated", "2021-12-03T08:30:00Z"),
        ("link", None),
        ("content", "<p>I <em>agree</em> &lt;b&gt;</p>\n"),
    ]
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == "Alice Ahmed, Cyber Peace Foundation"


def test_there_is_a_feed_for_the_conference_each_session_and_each_question(
    client: Client, panel: Session
) -> None:
    first, second = panel.questions.order_by("position")
    other = make_comment(make_published_panel(conference=panel.conference))
    at_large = make_comment(panel)
    on_first, on_second = make_comment(panel, question=first), make_comment(panel, question=second)
    make_comment(make_published_panel())
    newest = [on_second.pk, on_first.pk, at_large.pk]
    assert [ids(client, address) for address in addresses()] == [
        [*newest, other.pk],
        newest,
        [on_first.pk],
        [on_second.pk],
    ]


def test_a_feed_begins_empty_and_keeps_to_the_schema(client: Client, panel: Session) -> None:
    empty = [client.get(address).content for address in addresses()]
    make_comment(panel, question=panel.questions.get(position=1), author=make_user(name="<i> & co"))
    written = [*empty, *(client.get(address).content for address in addresses())]
    schema = atom_schema()
    for each in written:
        schema.assertValid(etree.fromstring(each))


def test_a_feed_is_sent_again_when_something_everybody_reads_has_changed(
    client: Client, bob: User, panel: Session, django_assert_num_queries: Any
) -> None:
    comment = make_comment(panel)
    address = "/ports/comments.atom"

    def known(etag: str) -> int:
        return client.get(address, headers={"if-none-match": etag}).status_code

    etag = client.get(address).headers["ETag"]
    with django_assert_num_queries(2):
        assert known(etag) == 304
    seen = []
    moderator = make_moderator(panel.conference)
    for act in (
        lambda: make_comment(panel, status="pending"),
        lambda: services.set_support(comment, by=bob, is_given=True),
        lambda: services.edit_comment(comment, by=comment.author, body="Other", base=comment.base),
        lambda: set_status(comment, "hidden", by=moderator),
    ):
        act()
        seen.append(known(etag))
        etag = client.get(address).headers["ETag"]
    assert (seen, known(etag)) == ([200, 200, 200, 200], 304)


@pytest.mark.parametrize("said", [1, 3])
def test_a_feed_takes_three_queries_at_any_size(
    client: Client, panel: Session, django_assert_num_queries: Any, said: int
) -> None:
    for _ in range(said):
        make_comment(panel, question=panel.questions.get(position=1))
    client.get(addresses()[0])  # the release is known to the process from here
    for address in addresses():
        with django_assert_num_queries(3):
            client.get(address)


def test_what_the_programme_does_not_have_has_no_feed(client: Client, panel: Session) -> None:
    asked = [
        "/nowhere/comments.atom",
        "/ports/sessions/x/comments.atom",
        "/ports/sessions/cables/questions/9/comments.atom",
    ]
    panel.conference.status = "draft"
    answers = [client.get(address).status_code for address in asked]
    panel.conference.save()
    answers += [client.get(address).status_code for address in addresses()]
    assert answers == [404] * 7


def test_pages_name_their_feeds(client: Client, panel: Session) -> None:
    pages = {"/ports/": [0], "/ports/sessions/cables/": [1, 0], "/ports/sessions/cables/questions/1/": [2, 0]}
    for page, expected in pages.items():
        html = client.get(page).content.decode()
        for number in expected:
            assert f'href="{addresses()[number]}"' in html


def news(client: Client, since: str, etag: str = "") -> tuple[int, Any]:
    address = reverse("comments:question_news", args=["ports", "cables", 1])
    response = client.get(address, {"since": since}, headers={"if-none-match": etag} if etag else {})
    return response.status_code, response.json() if response.content else response.headers["ETag"]


def test_an_open_page_hears_of_new_comments_cheaply(
    client: Client, panel: Session, django_assert_num_queries: Any
) -> None:
    question = panel.questions.get(position=1)
    status, etag = news(client, "0")
    assert status == 204
    make_comment(panel, question=question)
    make_comment(panel)  # elsewhere
    assert news(client, "0", etag) == (200, {"new": 1, "label": "1 new comment"})
    for _ in range(2):
        make_comment(panel, question=question)
    assert news(client, "0") == (200, {"new": 3, "label": "3 new comments"})
    status, etag = news(client, "3")
    assert (status, news(client, "3", etag)) == (204, (304, etag))
    make_comment(panel, question=question, status="pending")
    assert news(client, "3")[0] == 204
    with django_assert_num_queries(2):
        news(client, "0")


@pytest.mark.parametrize("since", ["", "x", "-1", "9" * 400, "٣", "1.5", "'"])
def test_a_count_that_is_none_has_nothing_new(client: Client, panel: Session, since: str) -> None:
    make_comment(panel, question=panel.questions.get(position=1))
    assert news(client, since)[0] == 204


def test_a_page_says_what_it_has_and_where_to_ask(client: Client, panel: Session) -> None:
    make_comment(panel, question=panel.questions.get(position=1))
    html = client.get("/ports/sessions/cables/questions/1/").content.decode()
    assert 'data-url="/ports/sessions/cables/questions/1/comments/news/?since=1"' in html


def test_an_entry_says_when_its_text_was_changed(client: Client, alice: User, panel: Session) -> None:
    at = datetime(2021, 12, 3, 8, 30, tzinfo=UTC)
    comment = make_comment(panel, author=alice, at=at)
    services.edit_comment(comment, by=alice, body="Changed", base=comment.base, at=at + timedelta(hours=1))
    (entry,) = feed(client, "/ports/comments.atom").iter(f"{ATOM}entry")
    assert [entry.findtext(f"{ATOM}{name}") for name in ("published", "updated")] == [
        "2021-12-03T08:30:00Z",
        "2021-12-03T09:30:00Z",
    ]
    assert Comment.objects.get().was_edited
