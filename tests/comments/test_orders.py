"""The orders of threads, their pages, and permalinks into them."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, QueryDict
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from comments import pages, services
from comments.identifiers import new_identifier
from comments.models import Comment, Discussion, Support
from comments.orders import Sort
from cyberconf.accounts.models import User
from events.models import Session
from tests.builders import make_comment, make_moderator, make_published_panel, make_user, set_status
from tests.pages import Page, address_of, read

pytestmark = pytest.mark.django_db


@pytest.fixture
def panel() -> Session:
    return make_published_panel()


def texts(page: Page) -> list[str]:
    return [text for *_rest, text in page.comments]


def all_pages(client: Client, panel: Session, sort: str) -> list[Page]:
    """The pages that one comes through by "Show more comments"."""
    found = [read(client, panel, query=f"?sort={sort}")]
    while (more := found[-1].root.first("a", class_="button--more")).tag:
        found.append(Page(client.get(more.attributes["href"].removesuffix("#discussion"))))
    return found


def add(panel: Session, count: int, **fields: Any) -> list[Comment]:
    return [make_comment(panel, body=str(number), **fields) for number in range(count)]


def give(comment: Comment, count: int) -> None:
    """Have so many people support it."""
    Support.objects.bulk_create(Support(comment=comment, user=make_user()) for _ in range(count))
    Comment.objects.filter(pk=comment.pk).update(support_count=count)


def test_threads_are_read_in_three_orders_with_replies_in_theirs(client: Client, panel: Session) -> None:
    first, second, third = add(panel, 3)
    for body in ("first reply", "second reply"):
        make_comment(parent=first, body=body)
    give(second, 2)
    give(third, 1)
    shown = {sort: texts(read(client, panel, query=f"?sort={sort}")) for sort in Sort.values}
    replies = ["0", "first reply", "second reply"]
    assert shown == {
        "oldest": [*replies, "1", "2"],
        "newest": ["2", "1", *replies],
        "supported": ["1", "2", *replies],
    }
    assert texts(read(client, panel, query="?sort=x")) == shown["oldest"]


@pytest.mark.parametrize("sort", Sort.values)
def test_pages_show_each_thread_once_whatever_is_added_meanwhile(
    client: Client, panel: Session, sort: str
) -> None:
    roots = add(panel, 45)
    for number, comment in enumerate(roots):
        give(comment, number % 3)
    page = read(client, panel, query=f"?sort={sort}")
    seen = [pk for pk, *_rest in page.comments]
    for _ in range(3):
        make_comment(panel)
    while (more := page.root.first("a", class_="button--more")).tag:
        page = Page(client.get(more.attributes["href"].removesuffix("#discussion")))
        seen += [pk for pk, *_rest in page.comments]
    old = {comment.pk for comment in roots}
    assert sorted(pk for pk in seen if pk in old) == sorted(old)


@pytest.mark.parametrize("sort", Sort.values)
def test_a_permalink_leads_to_the_right_page_in_each_order(client: Client, panel: Session, sort: str) -> None:
    roots = add(panel, 43)
    for number, comment in enumerate(roots):
        give(comment, number % 2)  # more alike than a page holds
    reply = make_comment(parent=roots[30])
    set_status(roots[7], "hidden", by=make_moderator(panel.conference))
    Comment.objects.filter(pk=roots[20].pk).update(is_pinned=True)
    shown: dict[str, set[str]] = {}  # by the address of a page: many lead to one
    for comment in [*roots[:7], *roots[8:], reply]:
        address = client.get(f"{comment.get_absolute_url()}?sort={sort}").headers["Location"]
        page, _, anchor = address.partition("#")
        if page not in shown:
            shown[page] = {f"comment-{pk}" for pk, *_rest in Page(client.get(page)).comments}
        assert (anchor, anchor in shown[page]) == (f"comment-{comment.pk}", True)


@pytest.mark.parametrize("sort", Sort.values)
def test_what_is_pinned_stands_first_on_the_first_page_and_on_no_other(
    client: Client, panel: Session, sort: str
) -> None:
    roots = add(panel, 30)
    Comment.objects.filter(pk=roots[14].pk).update(is_pinned=True)
    shown = [texts(page) for page in all_pages(client, panel, sort)]
    assert (shown[0][0], len(shown[0]), [text for page in shown for text in page].count("14")) == (
        "14",
        21,
        1,
    )


@pytest.mark.parametrize("sort", ["oldest", "newest"])
def test_many_pins_hide_nothing(client: Client, panel: Session, sort: str) -> None:
    roots = add(panel, 50)
    Comment.objects.filter(pk__in=[comment.pk for comment in roots[:12]]).update(is_pinned=True)
    shown = [text for page in all_pages(client, panel, sort) for text in texts(page)]
    assert sorted(map(int, shown)) == list(range(50))


@pytest.mark.parametrize(
    ("sort", "after"),
    [
        ("supported", "0" * 16),
        ("oldest", "3-" + "0" * 16),
        ("newest", "0" * 16),
        ("supported", "9999999999-" + "0" * 16),
        ("supported", "-" + "0" * 16),
        ("supported", "0-" + "0" * 16),
    ],
)
def test_a_place_of_another_order_is_none(client: Client, panel: Session, sort: str, after: str) -> None:
    make_comment(panel)
    assert read(client, panel, query=f"?sort={sort}&after={after}").status == 404


@given(st.text(max_size=80), st.text(max_size=80), st.sampled_from(["oldest", "newest", "supported", ""]))
def test_no_query_of_an_address_is_more_than_not_found(after: str, replies: str, sort: str) -> None:
    asked = QueryDict(mutable=True)
    asked.update({"after": after, "replies": replies, "sort": sort})
    try:
        found = pages.page(None, AnonymousUser(), asked)
    except Http404:
        return
    assert found.threads == []


def long_thread(panel: Session, count: int) -> list[Comment]:
    """A root with so many replies, made at once."""
    root = make_comment(panel, body="root")
    template = Comment.objects.values().get(pk=root.pk)
    names = [new_identifier() for _ in range(count)]
    rows = [
        Comment(
            **template
            | {
                "id": name,
                "parent_id": root.pk,
                "path": root.pk + name,
                "depth": 1,
                "body": str(number),
                "html": f"<p>{number}</p>",
                "submission_key": uuid4(),
                "created_at": timezone.now(),
            }
        )
        for number, name in enumerate(names)
    ]
    Comment.objects.bulk_create(rows)
    return [root, *rows]


def test_a_long_thread_goes_on_on_pages_of_its_own(client: Client, panel: Session) -> None:
    thread = long_thread(panel, 250)
    make_comment(panel, body="next")
    page = read(client, panel)
    assert texts(page) == ["root", *map(str, range(pages.REPLIES - 1)), "next"]
    seen = texts(page)[:-1]
    while (more := page.root.first(class_="thread").first("a", class_="button")).tag:
        page = Page(client.get(more.attributes["href"].removesuffix("#discussion")))
        assert texts(page)[:2] == ["root", seen[-1]]
        seen += texts(page)[2:]
    assert seen == ["root", *map(str, range(250))]
    for comment in (thread[0], thread[99], thread[100], thread[101], thread[200], thread[250]):
        address, _, anchor = client.get(comment.get_absolute_url()).headers["Location"].partition("#")
        shown = [f"comment-{pk}" for pk, *_rest in Page(client.get(address)).comments]
        assert anchor in shown


@pytest.mark.parametrize("replies", ["x", "0" * 16, "0" * 80, "é", "0" * 17, "<script>"])
def test_replies_after_no_place_are_not_found(client: Client, panel: Session, replies: str) -> None:
    make_comment(panel)
    assert client.get(address_of(panel), {"replies": replies}).status_code == 404


@pytest.mark.parametrize("threads", [1, 3])
@pytest.mark.parametrize("sort", Sort.values)
def test_a_page_takes_three_queries_at_any_size(
    alice: User, panel: Session, django_assert_num_queries: Any, threads: int, sort: str
) -> None:
    for _ in range(threads):
        root = make_comment(panel)
        for _reply in range(threads):
            services.set_support(make_comment(parent=root), by=alice, is_given=True)
    discussion, asked = Discussion.objects.get(), QueryDict(f"sort={sort}")
    with django_assert_num_queries(3):
        found = pages.page(discussion, alice, asked)
        assert len(found.supported) == threads**2
    with django_assert_num_queries(2):
        pages.page(discussion, AnonymousUser(), asked)
