"""What programs read of comments: what everybody may read, and nothing more."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from comments import services
from comments.models import Comment
from cyberconf.accounts.models import User
from events.models import Question, Session
from tests.api import BASE, bearer, get
from tests.builders import (
    make_comment,
    make_conference,
    make_published_panel,
    make_release,
    make_token,
    make_user,
)

pytestmark = pytest.mark.django_db

SITE = "http://127.0.0.1:8000"
SECRET = "unpublished-words"
HELD = ["pending", "hidden", "removed"]


@pytest.fixture
def panel() -> Session:
    return make_published_panel(slug="cables", conference=make_conference(slug="ports"))


def ids(client: Client, path: str) -> list[str]:
    return [item["id"] for item in get(client, f"/conferences/ports{path}")["items"]]


def test_a_comment_has_its_author_as_posted_and_its_text_as_typed_and_as_shown(
    client: Client, panel: Session, alice: User
) -> None:
    question = panel.questions.get(position=2)
    comment = make_comment(
        panel, question=question, author=alice, stance="proposes", body="I *agree* <b>.\n<script>"
    )
    services.set_support(comment, by=make_user(), is_given=True)
    User.objects.filter(pk=alice.pk).update(affiliation="Somewhere else")
    assert get(client, "/conferences/ports/comments") == {
        "items": [
            {
                "id": comment.pk,
                "session": "cables",
                "question": 2,
                "author": "Alice Ahmed",
                "affiliation": "Cyber Peace Foundation",
                "speaking_for": "self",
                "stance": "proposes",
                "support_count": 1,
                "parent": None,
                "depth": 0,
                "body": "I *agree* <b>.\n<script>",
                "html": "<p>I <em>agree</em> &lt;b&gt;.<br>\n&lt;script&gt;</p>\n",
                "is_pinned": False,
                "created_at": comment.created_at.isoformat().replace("+00:00", "Z"),
                "edited_at": None,
                "url": f"{SITE}/comments/{comment.pk}/",
            }
        ],
        "next": None,
    }


def test_html_that_was_stored_unsafely_is_made_safe(client: Client, panel: Session) -> None:
    comment = make_comment(panel, body="x")
    Comment.objects.filter(pk=comment.pk).update(html="<p onclick=alert(1)>x<script>alert(1)</script></p>")
    (shown,) = get(client, "/conferences/ports/comments")["items"]
    assert shown["html"] == "<p>xalert(1)</p>"


def test_comments_are_listed_by_conference_session_and_question(client: Client, panel: Session) -> None:
    other = make_published_panel(slug="other", conference=panel.conference)
    first, second = panel.questions.order_by("position")
    at_large = make_comment(panel)
    on_first, on_second = make_comment(panel, question=first), make_comment(panel, question=second)
    elsewhere = make_comment(other)
    foreign = make_comment(make_published_panel())
    made = [at_large.pk, on_first.pk, on_second.pk, elsewhere.pk]
    assert ids(client, "/comments") == made[::-1]
    assert ids(client, "/sessions/cables/comments") == made[2::-1]
    assert ids(client, "/sessions/cables/questions/1/comments") == [on_first.pk]
    assert ids(client, "/sessions/cables/questions/2/comments") == [on_second.pk]
    assert ids(client, "/sessions/other/comments") == [elsewhere.pk]
    assert foreign.pk not in made


def test_only_what_everybody_reads_is_told_whoever_asks(
    panel: Session, alice: User, eve: User, mona: User
) -> None:
    private = make_user(email="zoe@secret.example", name="Zoe Unseen", affiliation="Unseen Institute")
    question = panel.questions.get(position=1)
    for hours, status in enumerate((*HELD, "withdrawn"), start=1):
        for about in (None, question):
            at = timezone.now() - timedelta(hours=hours)
            comment = make_comment(panel, question=about, author=private, body=f"{SECRET} {status}", at=at)
            Comment.objects.filter(pk=comment.pk).update(status=status)
    make_comment(panel, author=alice, body=f"{SECRET} own", status="pending")
    kept = [make_comment(panel, author=alice, question=about, body="Seen") for about in (None, question)]
    draft = make_published_panel(conference=make_conference(status="draft"))
    make_comment(draft, body=SECRET, author=private)
    paths = ["/comments", "/sessions/cables/comments", "/sessions/cables/questions/1/comments"]
    clients = [Client(), *(Client(headers=bearer(make_token(user))) for user in (alice, eve, mona))]
    for user in (alice, eve, mona):
        clients.append(Client())
        clients[-1].force_login(user)
    for client in clients:
        contents = [client.get(f"{BASE}/conferences/ports{path}").content.decode() for path in paths]
        for leak in (SECRET, "secret.example", "Unseen", alice.email, "submission_key", "renderer"):
            assert [leak in content for content in contents] == [False] * 3
        assert [ids(client, path) for path in paths] == [
            [kept[1].pk, kept[0].pk],
            [kept[1].pk, kept[0].pk],
            [kept[1].pk],
        ]


def test_a_comment_names_what_it_answers_only_where_that_is_shown(client: Client, panel: Session) -> None:
    root = make_comment(panel)
    reply = make_comment(parent=root)
    deeper = make_comment(parent=reply)
    shown = {item["id"]: item for item in get(client, "/conferences/ports/comments")["items"]}
    assert [(shown[c.pk]["parent"], shown[c.pk]["depth"]) for c in (root, reply, deeper)] == [
        (None, 0),
        (root.pk, 1),
        (reply.pk, 2),
    ]
    Comment.objects.filter(pk=root.pk).update(status="hidden")
    answer = client.get(f"{BASE}/conferences/ports/comments")
    hidden = {item["id"]: item for item in answer.json()["items"]}
    assert (hidden[reply.pk]["parent"], hidden[reply.pk]["depth"], list(hidden)) == (
        None,
        1,
        [deeper.pk, reply.pk],
    )
    assert f'"parent":"{root.pk}"' not in answer.content.decode()


def test_what_the_programme_dropped_takes_its_comments_along(client: Client, panel: Session) -> None:
    question = panel.questions.get(position=1)
    make_comment(panel, question=question, body=SECRET)
    kept = make_comment(panel)
    Question.objects.filter(pk=question.pk).update(is_withdrawn=True)
    make_release(panel.conference)
    assert ids(client, "/comments") == ids(client, "/sessions/cables/comments") == [kept.pk]
    assert ids(client, "/sessions/cables/questions/1/comments") == []


def test_a_comment_that_is_hidden_is_not_kept_by_who_has_read_it(client: Client, panel: Session) -> None:
    comment = make_comment(panel)
    path = f"{BASE}/conferences/ports/comments"
    first = client.get(path)
    known = {"If-None-Match": first.headers["ETag"]}
    Comment.objects.filter(pk=comment.pk).update(status="hidden")
    answer = client.get(path, headers=known)
    assert (answer.status_code, answer.json()["items"], "Last-Modified" in first.headers) == (200, [], False)


def test_pages_of_comments_hold_each_once_whatever_comes_meanwhile(client: Client, panel: Session) -> None:
    made = [make_comment(panel, at=timezone.now() + timedelta(milliseconds=n)).pk for n in range(5)]
    found, path = [], "/comments?limit=2"
    while path:
        page = get(client, f"/conferences/ports{path}")
        found.append([item["id"] for item in page["items"]])
        make_comment(panel, at=timezone.now() + timedelta(seconds=len(found)))
        path = (page["next"] or "").removeprefix(f"{SITE}{BASE}/conferences/ports")
    assert found == [[made[4], made[3]], [made[2], made[1]], [made[0]]]


@pytest.mark.parametrize("count", [1, 3])
def test_comments_ask_the_database_the_same_number_of_times_at_any_size(
    client: Client, panel: Session, django_assert_num_queries: Any, count: int
) -> None:
    for _ in range(count):
        make_comment(parent=make_comment(panel, question=panel.questions.get(position=1)))
    client.get(f"{BASE}/conferences/ports")
    for path in ("/comments", "/sessions/cables/comments", "/sessions/cables/questions/1/comments"):
        with django_assert_num_queries(3):
            assert len(get(client, f"/conferences/ports{path}")["items"]) == 2 * count
