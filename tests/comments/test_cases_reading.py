"""Cases of reading that every release passes (DISCUSSION.md), each under its number."""

from __future__ import annotations

from typing import Any
from xml.etree.ElementTree import fromstring

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import reverse

from comments import services
from comments.models import Comment, Discussion
from comments.orders import Sort
from cyberconf.accounts.models import User
from cyberconf.demo.load.talk import fill
from events import publishing
from events.models import Question, Session
from speakers.models import Speaker
from tests.builders import (
    make_appearance,
    make_comment,
    make_conference,
    make_moderator,
    make_published_panel,
    make_question,
    make_release,
    make_session,
    make_speaker,
    make_user,
)
from tests.pages import Page, address_of

pytestmark = pytest.mark.django_db

IMAGE = "<img src=x onerror=alert(1)>"
SVG = '"><svg onload=alert(1)>'
SECRET = "unpublished-words"


def hostile_panel() -> Session:
    """A released panel where all that somebody can name is a script, with comments, edits and replies."""
    conference = make_conference(slug="c", title=IMAGE, organiser_name=SVG, venue_name=IMAGE)
    panel = make_session(conference, slug="s", title=SVG + IMAGE, description=IMAGE)
    question = make_question(panel, text=IMAGE + SVG)
    make_appearance(panel, make_speaker(name=SVG, affiliation=IMAGE), role="chair")
    make_release(conference)
    author = make_user()
    User.objects.filter(pk=author.pk).update(name=IMAGE, affiliation=SVG, speaking_for="organisation")
    author.refresh_from_db()
    for about in (None, question):
        said = make_comment(panel, question=about, author=author, body=SVG + IMAGE, stance="asks")
        services.edit_comment(said, by=author, body=f"{IMAGE} & {SVG}", base=said.base)
        make_comment(parent=said, author=author, body=IMAGE)
    return panel


def addresses() -> list[str]:
    comment = Comment.objects.order_by("pk").first()
    assert comment is not None
    names = ("replies", "edits", "withdrawal", "history")
    return [
        "/c/",
        "/c/sessions/s/",
        "/c/sessions/s/questions/1/",
        "/c/sessions/s/questions/1/?sort=newest",
        "/c/comments/",
        "/c/search/?q=img",
        "/c/speakers/",
        *(reverse(f"comments:{name}", args=[comment.pk]) for name in names),
        reverse("comments:support", args=[comment.pk]),
    ]


def strays(page: Page) -> list[dict[str, str]]:
    """What hostile names would have become."""
    return [
        node.attributes
        for node in page.root.find()
        if any(name.startswith("on") for name in node.attributes)
        or (node.tag, node.attributes.get("src")) == ("img", "x")
    ]


def test_s01_names_and_titles_are_words_on_every_page(client: Client, mona: User) -> None:
    panel = hostile_panel()
    make_moderator(panel.conference, mona)
    author = Comment.objects.all()[0].author
    staff = [
        reverse("admin:comments_comment_changelist"),
        reverse("admin:comments_discussion_changelist"),
        *(reverse("admin:comments_comment_change", args=[comment.pk]) for comment in Comment.objects.all()),
        *(reverse("admin:comments_comment_history", args=[comment.pk]) for comment in Comment.objects.all()),
    ]
    for user, pages in ((None, addresses()[:7]), (author, addresses()), (mona, [*addresses()[:7], *staff])):
        reader = Client()
        if user is not None:
            reader.force_login(user)
        for address in pages:
            page = Page(reader.get(address))
            assert (address, page.status, strays(page)) == (address, 200, [])


@pytest.mark.parametrize(
    "address", ["/c/comments.atom", "/c/sessions/s/comments.atom", "/c/sessions/s/questions/1/comments.atom"]
)
def test_s01_names_and_titles_are_words_in_feeds(client: Client, address: str) -> None:
    hostile_panel()
    root = fromstring(client.get(address).content)  # noqa: S314  # our own
    atom = "{http://www.w3.org/2005/Atom}"
    assert root.findtext(f"{atom}entry/{atom}author/{atom}name") == f"{IMAGE}, {SVG}"
    for content in root.iter(f"{atom}content"):
        assert "<img" not in str(content.text)
        assert "<svg" not in str(content.text)


def test_s03_excerpts_are_made_of_the_text_and_escaped_once(client: Client) -> None:
    question = 'Is a<b & "c" or <i>d</i>? ' + "xxx " * 99
    panel = make_session(slug="s", conference=make_conference(slug="c"), title="T & <b>")
    make_question(panel, text=question)
    make_release(panel.conference)
    make_comment(panel, question=Question.objects.get(), body="Text")
    html = client.get("/c/sessions/s/questions/1/").content.decode()
    escaped = "Is a&lt;b &amp; &quot;c&quot; or &lt;i&gt;d&lt;/i&gt;? "
    assert f'<meta property="og:title" content="{escaped}xxx' in html
    assert "<title>Question 1 of T &amp; &lt;b&gt; ·" in html
    latest = client.get("/c/comments/").content.decode()
    assert f"{escaped}xxx" in latest
    assert "&amp;lt;" not in html + latest


PARAMETERS = (
    "sort",
    "after",
    "before",
    "replies",
    "since",
    "page",
    "c",
    "q",
    "version",
    "next",
    "per_page",
    "filter",
)
VALUES = (
    IMAGE,
    SVG,
    "javascript:alert(1)",
    "'; DROP TABLE x--",
    "\0",
    "é" * 300,
    "-1",
    "9" * 40,
    "%00",
    "{{ 7 }}",
)


@pytest.mark.parametrize("name", PARAMETERS)
def test_s06_no_parameter_of_an_address_is_more_than_a_word(client: Client, name: str) -> None:
    panel = make_published_panel(slug="s", conference=make_conference(slug="c"))
    comment = make_comment(panel, question=panel.questions.get(position=1))
    asked = [
        "/c/sessions/s/",
        "/c/sessions/s/questions/1/",
        "/c/comments/",
        "/c/comments.atom",
        "/c/sessions/s/comments/news/",
        comment.get_absolute_url(),
        reverse("comments:history", args=[comment.pk]),
    ]
    for address in asked:
        for value in VALUES:
            answer = client.get(address, {name: value})
            assert (address, value, answer.status_code in {200, 204, 302, 404}) == (address, value, True)
            if answer.status_code in {200, 404} and "html" in answer.headers["Content-Type"]:
                assert strays(Page(answer)) == []
            assert "alert(1)" not in answer.headers.get("Location", "")


@pytest.mark.parametrize("status", ["pending", "hidden", "removed", "withdrawn"])
def test_s14_what_is_not_published_is_nowhere(client: Client, panel: Session, bob: User, status: str) -> None:
    author = make_user(name="Zoe Unseen", affiliation="Unseen Institute")
    for about in (None, panel.questions.get(position=1)):
        root = make_comment(panel, question=about)
        comment = make_comment(panel, question=about, parent=root, author=author, body=f"{SECRET} one")
        changed = services.edit_comment(comment, by=author, body=f"{SECRET} two", base=comment.base)
        services.set_support(comment, by=bob, is_given=True)
        Comment.objects.filter(pk=changed.pk).update(status=status)
    Discussion.objects.update(comment_count=1)
    names = ("comment", "replies", "history", "support", "edits", "withdrawal")
    gone = [reverse(f"comments:{name}", args=[changed.pk]) for name in names]
    shown = [
        "/c/",
        *(f"/c/sessions/s/{tail}" for tail in ("", "?sort=newest", "?sort=supported", "comments.atom")),
        *(f"/c/sessions/s/questions/1/{tail}" for tail in ("", "?sort=newest", "comments.atom")),
        "/c/comments/",
        "/c/comments.atom",
        "/c/search/?q=unpublished",
        "/api/v1/conferences/c/comments",
        "/api/v1/conferences/c/sessions/s/comments",
        "/api/v1/conferences/c/sessions/s/questions/1/comments",
    ]
    for user in (None, bob, make_moderator(make_conference())):
        if user is not None:
            client.force_login(user)
        contents = {address: client.get(address).content.decode() for address in shown}
        for words in (SECRET, "Unseen", changed.pk):
            found = [address for address, content in contents.items() if words in content]
            assert (words, found) == (words, [])
        assert [answer.status_code for answer in map(client.get, gone)] in (
            [404, 404, 404, 302, 404, 302],  # of visitors
            [404, 404, 404, 404, 404, 404],
        )
    news = client.get("/c/sessions/s/questions/1/comments/news/?since=0")
    assert news.json()["new"] == 1


def test_s14_tags_of_feeds_and_news_do_not_tell_of_what_is_held(client: Client, panel: Session) -> None:
    make_comment(panel)
    panel.conference.discussion_mode = "all_held"
    panel.conference.save()
    addresses = ["/c/comments.atom", "/c/sessions/s/comments.atom", "/c/sessions/s/comments/news/"]
    before = [client.get(address).headers["ETag"] for address in addresses]
    held = make_comment(panel)
    services.edit_comment(held, by=held.author, body="Other", base=held.base)
    assert [client.get(address).headers["ETag"] for address in addresses] == before


def test_s15_nothing_but_what_is_shown_of_people_is_told(client: Client, panel: Session, bob: User) -> None:
    author = make_user(email="zoe@secret.example", name="Zoe")
    comment = make_comment(panel, author=author)
    services.set_support(comment, by=bob, is_given=True)
    pages = [
        "/c/sessions/s/",
        "/c/comments/",
        "/c/comments.atom",
        "/api/v1/conferences/c/comments",
        reverse("comments:history", args=[comment.pk]),
    ]
    for address in pages:
        content = client.get(address).content.decode()
        for leak in ("secret.example", bob.name, bob.email, "127.0.0.1:", str(comment.submission_key)):
            assert (address, leak, leak in content.replace("http://127.0.0.1:8000", "")) == (
                address,
                leak,
                False,
            )


@pytest.mark.parametrize(
    "query",
    [
        "author__email__startswith=a",
        "status=pending",
        "author=1",
        "body__contains=x",
        "discussion__mode=open",
        "is_pinned=1",
    ],
)
def test_s16_filters_that_nobody_offers_are_ignored(client: Client, panel: Session, query: str) -> None:
    make_comment(panel)
    make_comment(panel, author=make_user(email="zoe@secret.example"), body=SECRET, status="pending")
    for address in ("/c/sessions/s/", "/c/comments/", "/c/comments.atom", "/api/v1/conferences/c/comments"):
        plain, asked = client.get(address), client.get(f"{address}?{query}")
        assert asked.status_code in {200, 422}
        if asked.status_code == 200:
            assert asked.content.replace(f"?{query}".encode(), b"") == plain.content


@pytest.fixture
def panel() -> Session:
    return make_published_panel(slug="s", conference=make_conference(slug="c"))


def test_s31_a_page_of_ten_thousand_reads_no_more_rows_than_one_of_a_hundred(
    client: Client, django_assert_num_queries: Any
) -> None:
    panel = make_published_panel(questions=2)
    first, second = panel.questions.order_by("position")
    fill(first, 100)
    fill(second, 10_000)
    client.get(address_of(panel))  # the release is known to the process from here
    for sort in Sort.values:
        seen = []
        for number in (1, 2):
            with django_assert_num_queries(4):  # release, rules, roots, threads
                page = Page(client.get(address_of(panel, number=number), {"sort": sort}))
            seen.append(len(page.comments))
        assert (sort, seen[0]) == (sort, seen[1])


@pytest.mark.parametrize("after", ["z" * 16, "9" * 16, "999999999-" + "0" * 16, "9" * 5000])
def test_s31_pages_beyond_the_last_are_none(client: Client, panel: Session, after: str) -> None:
    make_comment(panel)
    for sort in ("oldest", "newest", "supported"):
        answer = client.get(address_of(panel), {"after": after, "sort": sort, "page": after})
        assert answer.status_code in {404, 200}


def test_hostile_titles_reach_the_release_as_typed() -> None:
    hostile_panel()
    assert publishing.published("c").programme.title == IMAGE
    assert (Speaker.objects.get().name, QueryDict("a=b")["a"]) == (SVG, "b")
