"""What stands on the pages of discussions, and who may read it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse

from comments.models import Comment, Discussion
from cyberconf.accounts.models import User
from events.models import Session
from tests.builders import (
    make_comment,
    make_conference,
    make_moderator,
    make_published_panel,
    make_release,
    make_user,
    set_status,
)
from tests.pages import Page, address_of, read

pytestmark = pytest.mark.django_db

SECRET = "unpublished-words"
HELD = ["pending", "hidden", "removed"]


@pytest.fixture
def panel() -> Session:
    return make_published_panel()


def as_(user: User | None) -> Client:
    client = Client()
    if user is not None:
        client.force_login(user)
    return client


def test_comments_stand_in_reading_order_with_who_they_answer(client: Client, panel: Session) -> None:
    first = make_comment(panel, author=make_user(name="Ann"), body="1")
    second = make_comment(panel, author=make_user(name="Ben"), body="2")
    reply = make_comment(parent=first, author=make_user(name="Cem"), body="1.1")
    deep = make_comment(parent=reply, author=make_user(name="Dana"), body="1.1.1")
    deeper = make_comment(parent=deep, author=make_user(name="Eli"), body="1.1.1.1")
    beside = make_comment(parent=deeper, author=make_user(name="Finn"), body="beside")
    page = read(client, panel)
    assert [text for *_rest, text in page.comments] == ["1", "1.1", "1.1.1", "1.1.1.1", "beside", "2"]
    assert [pk for pk, *_rest in page.comments] == [
        c.pk for c in (first, reply, deep, deeper, beside, second)
    ]
    assert page.words(class_="comment__answered") == ["in reply to Eli"]
    heard = [f"in reply to {name}" for name in ("Ann", "Cem", "Dana")]
    assert [words for words in page.words(class_="visually-hidden") if words.startswith("in reply")] == heard


def test_times_are_the_venues_and_exact(client: Client, panel: Session) -> None:
    make_comment(panel, at=datetime(2021, 12, 3, 23, 30, tzinfo=UTC))
    page = read(client, panel)
    time = next(page.root.first("article").find("time"))
    assert (time.attributes["datetime"], time.text) == ("2021-12-04T00:30:00+01:00", "4 December 2021, 00:30")
    assert "Time zone: Zurich" in page.words("p")
    assert page.root.first(**{"data-enhance": "ago"}).attributes["data-zone"] == "Zurich"


@pytest.mark.parametrize("status", HELD)
def test_what_is_not_published_is_read_by_moderators_alone(
    panel: Session, alice: User, bob: User, mona: User, eve: User, status: str
) -> None:
    comment = make_comment(panel, author=alice, body=SECRET, status=status)
    make_moderator(panel.conference, mona)
    assert SECRET in read(as_(mona), panel).html
    own = SECRET in read(as_(alice), panel).html
    assert own is (status == "pending")
    of_another = make_moderator(make_conference())
    for reader in (None, bob, eve, of_another):
        client = as_(reader)
        addresses = [
            address_of(panel),
            address_of(panel, number=1),
            comment.get_absolute_url(),
            reverse("comments:replies", args=[comment.pk]),
            reverse("comments:latest", args=[panel.conference.slug]),
        ]
        answers = [client.get(address) for address in addresses]
        assert [answer.status_code for answer in answers] == [200, 200, 404, 404, 200]
        assert [SECRET in answer.content.decode() for answer in answers] == [False] * 5
        assert [alice.name in answer.content.decode() for answer in answers] == [False] * 5


def test_the_author_reads_above_a_held_comment_who_sees_it(panel: Session, alice: User, mona: User) -> None:
    make_comment(panel, author=alice, status="pending")
    make_moderator(panel.conference, mona)
    notices = [read(as_(reader), panel).words(class_="comment__notice") for reader in (alice, mona)]
    assert notices == [["Only you and the moderators see this."], ["Pending: not everybody sees this."]]


def test_under_a_comment_stands_what_each_reader_can_do_with_it(
    client: Client, panel: Session, alice: User, bob: User
) -> None:
    said = make_comment(panel, author=alice)
    make_comment(parent=said, author=bob)
    found = {}
    for who in (None, alice, bob):
        if who:
            client.force_login(who)
        tools = (
            read(client, panel).root.first("article", id=f"comment-{said.pk}").first(class_="comment__tools")
        )
        found[who and who.get_short_name()] = " ".join(tools.text.split())
    assert found == {
        None: "Reply Support Link Report",
        "Alice Ahmed": "Reply Link Edit Withdraw",
        "Bob Brown": "Reply Support Link Report",
    }


def test_counts_are_of_what_is_published(client: Client, panel: Session) -> None:
    make_comment(panel)
    for status in HELD:
        make_comment(panel, status=status)
    assert read(client, panel).words(class_="discussion__count") == ["1 comment"]


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("pending", "This comment awaits a moderator."),
        ("hidden", "A moderator has hidden this comment."),
        ("removed", "A moderator has removed this comment."),
        ("withdrawn", "Its author has withdrawn this comment."),
    ],
)
def test_what_is_not_shown_keeps_its_place_for_its_replies(
    client: Client, panel: Session, status: str, words: str
) -> None:
    root = make_comment(panel, body=SECRET, author=make_user(name="Nameless"))
    middle = make_comment(parent=root, body=SECRET, author=make_user(name="Nameless"))
    reply = make_comment(parent=middle, body="An answer")
    Comment.objects.filter(pk__in=[root.pk, middle.pk]).update(status=status)
    page = read(client, panel)
    assert (page.placeholders, [pk for pk, *_rest in page.comments]) == ([words, words], [reply.pk])
    assert (SECRET in page.html, "Nameless" in page.html) == (False, False)
    Comment.objects.filter(pk=reply.pk).update(status="hidden")
    assert read(client, panel).placeholders == []


def test_a_page_shows_twenty_threads_and_the_rest_after(client: Client, panel: Session) -> None:
    roots = [make_comment(panel, body=str(number)) for number in range(45)]
    make_comment(parent=roots[0], body="reply")
    pages = [read(client, panel)]
    while (more := pages[-1].root.first("a", class_="button--more")).tag:
        assert more.attributes["href"].endswith("#discussion")
        pages.append(Page(client.get(more.attributes["href"].removesuffix("#discussion"))))
    texts = [[text for *_rest, text in page.comments] for page in pages]
    numbers = [str(number) for number in range(45)]
    assert texts == [["0", "reply", *numbers[1:20]], numbers[20:40], numbers[40:]]


@pytest.mark.parametrize(
    "after", ["x", "0" * 15, "z" * 16, "1 OR 1=1", "<script>", "%00", "9" * 5000, "'", "../", "٠" * 16]
)
def test_a_page_that_is_none_is_not_found(client: Client, panel: Session, after: str) -> None:
    make_comment(panel)
    assert client.get(address_of(panel), {"after": after}).status_code == 404
    assert client.get(
        reverse("comments:latest", args=[panel.conference.slug]), {"before": after}
    ).status_code in {
        200,
        404,
    }


def test_a_permalink_leads_to_the_page_that_shows_the_comment(client: Client, panel: Session) -> None:
    roots = [make_comment(panel, question=panel.questions.get(position=1)) for _ in range(23)]
    set_status(roots[3], "hidden", by=make_moderator(panel.conference))
    reply = make_comment(parent=roots[22])
    for comment in (roots[0], roots[19], roots[20], roots[21], roots[22], reply):
        address = client.get(comment.get_absolute_url()).headers["Location"]
        page, _, anchor = address.partition("#")
        assert page.startswith(address_of(panel, number=1))
        shown = [f"comment-{pk}" for pk, *_rest in Page(client.get(page)).comments]
        assert (anchor, anchor in shown) == (f"comment-{comment.pk}", True)


def test_a_comment_that_was_never_made_is_not_found(client: Client) -> None:
    for pk in ("0" * 16, "x", "7" * 300, "ÿ"):
        assert client.get(f"/comments/{pk}/").status_code == 404


def test_a_draft_conference_shows_nothing(panel: Session, alice: User) -> None:
    comment = make_comment(panel)
    panel.conference.status = "draft"
    panel.conference.save()
    client = as_(alice)
    slug = panel.conference.slug
    answers = [
        client.get(comment.get_absolute_url()),
        client.get(reverse("comments:replies", args=[comment.pk])),
        client.get(reverse("comments:latest", args=[slug])),
        client.post(reverse("comments:session_comments", args=[slug, panel.slug]), {"body": "Text"}),
    ]
    assert ([answer.status_code for answer in answers], Comment.objects.count()) == ([404] * 4, 1)


def test_the_latest_comments_link_to_what_they_are_about(client: Client, panel: Session) -> None:
    other = make_published_panel()
    make_comment(other, body="of another conference")
    at_large = make_comment(panel, body="at large")
    answer = make_comment(panel, question=panel.questions.get(position=2), body="answer")
    page = Page(client.get(reverse("comments:latest", args=[panel.conference.slug])))
    links = [node.first("a").attributes["href"] for node in page.root.find(class_="comment__subject")]
    permalinks = [node.attributes["href"] for node in page.root.find("a", class_="comment__time")]
    assert [text for *_rest, text in page.comments] == ["answer", "at large"]
    assert links == [address_of(panel, number=2), address_of(panel)]
    assert permalinks == [answer.get_absolute_url(), at_large.get_absolute_url()]
    panel.questions.filter(position=2).update(text="Which of them?" + " Which of them?" * 20)
    make_release(panel.conference)
    page = Page(client.get(reverse("comments:latest", args=[panel.conference.slug])))
    assert page.words(class_="comment__subject")[0] == "Which of them?" + " Which of them?" * 8 + "…"


def test_the_latest_comments_go_on_page_by_page(client: Client, panel: Session) -> None:
    for number in range(23):
        make_comment(panel, body=str(number))
    first = Page(client.get(reverse("comments:latest", args=[panel.conference.slug])))
    more = first.root.first("a", class_="button--more").attributes["href"]
    second = Page(client.get(reverse("comments:latest", args=[panel.conference.slug]) + more))
    texts = [[text for *_rest, text in page.comments] for page in (first, second)]
    numbers = [str(number) for number in range(22, -1, -1)]
    assert texts == [numbers[:20], numbers[20:]]


def test_empty_places_say_what_will_be_there(client: Client, panel: Session) -> None:
    closed = make_published_panel(conference=make_conference(discussion_mode="closed"))
    assert [read(client, session).words(class_="discussion__empty") for session in (panel, closed)] == [
        ["Nobody has written here yet. The first comment will stand in this place."],
        ["Nobody has written here."],
    ]
    assert read(client, closed).words(class_="discussion__state") == ["Closed."]
    assert read(client, panel).words(class_="discussion__sorts") == []
    assert Discussion.objects.count() == 0


def test_a_session_held_in_another_language_is_named_in_that_of_the_programme(client: Client) -> None:
    panel = make_published_panel(title="Norms", language="fr")
    make_comment(panel, body="Why?")
    latest = Page(client.get(reverse("comments:latest", args=[panel.conference.slug])))
    assert latest.root.first("h2", class_="comment__subject").attributes["lang"] == "en"
