"""Cases of posting that every release passes (DISCUSSION.md), each under its number."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.http import Http404
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from comments import drafts, services
from comments.models import MAX_LENGTH, Comment, Support
from comments.policies import EDIT_WINDOW
from cyberconf.accounts.models import User
from events import team
from events.models import Session
from tests.builders import (
    make_appearance,
    make_comment,
    make_conference,
    make_moderator,
    make_published_panel,
    make_release,
    make_speaker,
    make_user,
)
from tests.pages import Page, address_of, read

pytestmark = pytest.mark.django_db

HOSTILE = '<img src=x onerror="alert(1)"> [a](javascript:alert(1)) <script>alert(1)</script>'
ACTIONS = ("edits", "withdrawal", "support", "replies")


@pytest.fixture
def panel() -> Session:
    return make_published_panel()


def as_(user: User | None, **options: Any) -> Client:
    client = Client(**options)
    if user is not None:
        client.force_login(user)
    return client


def state(comment: Comment) -> tuple[str, str, int, bool]:
    """What others could have changed."""
    kept = Comment.objects.get(pk=comment.pk)
    return kept.body, kept.status, kept.support_count, kept.is_pinned


def test_s05_staff_who_open_or_preview_a_hostile_comment_run_nothing(mona: User, panel: Session) -> None:
    make_moderator(panel.conference, mona)
    comment = make_comment(panel, author=mona, body=HOSTILE)
    client = as_(mona)
    edits = reverse("comments:edits", args=[comment.pk])
    replies = reverse("comments:replies", args=[comment.pk])
    answers = [
        client.get(edits),
        client.post(edits, {"body": HOSTILE, "preview": "Preview"}),
        client.get(replies),
        client.post(replies, {"body": HOSTILE, "preview": "Preview"}),
        client.get(reverse("comments:history", args=[comment.pk])),
        client.get(reverse("admin:comments_comment_change", args=[comment.pk])),
    ]
    for answer in answers:
        assert answer.status_code == 200
        page = Page(answer)
        assert list(page.root.find("img", src="x")) == []
        assert [
            node.attributes for node in page.root.find() if any(n.startswith("on") for n in node.attributes)
        ] == []
        assert "alert(1)" not in "".join(script.text for script in page.root.find("script"))
        policy = answer.headers["Content-Security-Policy"]
        assert "script-src 'self'" in policy
        assert "unsafe" not in policy


@pytest.mark.parametrize("unit", ["x", "é", "🦀", "👩‍👩‍👧‍👦", "\r\n"])
def test_s07_one_character_too_many_is_refused_whole_and_none_is_cut(
    alice: User, panel: Session, unit: str
) -> None:
    client = as_(alice)
    page = read(client, panel)
    kept_as = unit.replace("\r\n", "\n")
    fits = ("." + kept_as * MAX_LENGTH)[:MAX_LENGTH]
    for text, status in ((fits + ".", 422), (fits, 303)):
        answer = client.post(page.action, page.fields | {"body": text.replace("\n", "\r\n")})
        assert answer.status_code == status
        if status == 422:
            again = Page(answer)
            assert (again.typed.replace("\r\n", "\n"), len(again.errors)) == (text, 1)
    assert Comment.objects.get().body == fits


def test_s11_no_post_acts_without_the_token(alice: User, bob: User, panel: Session) -> None:
    own, other = make_comment(panel, author=alice, body="Own"), make_comment(panel, author=bob)
    services.set_support(own, by=bob, is_given=True)
    client = as_(alice, enforce_csrf_checks=True)
    posts = {
        f"{address_of(panel)}comments/": {"body": "Text"},
        f"{address_of(panel, number=1)}comments/": {"body": "Text"},
        reverse("comments:replies", args=[other.pk]): {"body": "Text"},
        reverse("comments:edits", args=[own.pk]): {"body": "Text", "base": own.base},
        reverse("comments:withdrawal", args=[own.pk]): {},
        reverse("comments:support", args=[other.pk]): {"given": "1"},
        reverse("comments:reports", args=[other.pk]): {"reason": "insult"},
        f"{address_of(panel)}following/": {"follow": "yes"},
        f"{address_of(panel, number=1)}following/": {"follow": "yes"},
        reverse("comments:my_data"): {"words": "withdraw", "is_sure": "on"},
    }
    statuses = {address: client.post(address, fields).status_code for address, fields in posts.items()}
    assert statuses == dict.fromkeys(posts, 403)
    assert (Comment.objects.count(), state(own), Support.objects.count()) == (
        2,
        ("Own", "published", 1, False),
        1,
    )
    for address, fields in posts.items():
        if "body" in fields:
            assert Page(client.post(address, fields)).typed == "Text"


def test_s11_every_address_that_takes_a_post_is_tried_above() -> None:
    from comments.urls import urlpatterns

    posting = {"replies", "edits", "withdrawal", "support", "session_comments", "question_comments"}
    posting |= {"reports", "session_following", "question_following", "my_data"}
    elsewhere = {"appeal", "subscription"}  # test_cases_moderation; RFC 8058 asks for none (test_mail_views)
    for pattern in urlpatterns:
        if pattern.name in elsewhere:
            continue
        arguments = dict.fromkeys(pattern.pattern.converters, "1")
        try:
            refused = pattern.callback(_request("POST"), **arguments).status_code == 405
        except Http404:  # it takes the method, and there is no such comment
            refused = False
        assert refused is (pattern.name not in posting)


def _request(method: str) -> Any:
    from django.contrib.auth.models import AnonymousUser
    from django.test import RequestFactory

    request = RequestFactory().generic(method, "/")
    request.user, request.session = AnonymousUser(), Client().session
    request.resolver_match = None
    return request


Attempt = Callable[[Client, Comment], Any]
ATTEMPTS: dict[str, Attempt] = {
    "edit": lambda client, c: client.post(
        reverse("comments:edits", args=[c.pk]), {"body": "Taken over", "base": c.base}
    ),
    "withdraw": lambda client, c: client.post(reverse("comments:withdrawal", args=[c.pk])),
    "support": lambda client, c: client.post(reverse("comments:support", args=[c.pk]), {"given": "1"}),
}
NOTHING: set[str] = set()


@pytest.mark.parametrize("is_late", [False, True], ids=["within 15 minutes", "after"])
@pytest.mark.parametrize(
    ("persona", "may"),
    [
        ("visitor", NOTHING),
        ("other", {"support"}),
        ("author", {"edit", "withdraw"}),
        ("banned author", NOTHING),
        ("unverified", NOTHING),
        ("speaker", {"support"}),
        ("moderator", {"support"}),
        ("moderator of another", {"support"}),
        ("editor", {"support"}),
    ],
)
def test_s13_only_its_author_changes_or_withdraws_a_comment(
    panel: Session, alice: User, persona: str, may: set[str], is_late: bool
) -> None:
    at = timezone.now() - (2 * EDIT_WINDOW if is_late else timedelta(0))
    made = {name: make_comment(panel, author=alice, at=at, body=f"Before {name}") for name in ATTEMPTS}
    client, done = as_(_persona(persona, panel, alice)), set()
    for name, comment in made.items():
        before = state(comment)
        ATTEMPTS[name](client, comment)
        if state(comment) != before:
            done.add(name)
    assert done == may


def _persona(name: str, panel: Session, alice: User) -> User | None:
    if name == "banned author":
        alice.is_active = False
        alice.save()
    if name == "speaker":
        speaker = make_user()
        make_appearance(panel, make_speaker(email=speaker.email))
        make_release(panel.conference)
        return speaker
    if name == "editor":
        editor = make_user(role="editor")
        team.join(conference=panel.conference, user=editor, role=team.Role.EDITOR)
        return editor
    return {
        "visitor": lambda: None,
        "other": make_user,
        "author": lambda: alice,
        "banned author": lambda: alice,
        "unverified": lambda: make_user(is_verified=False),
        "moderator": lambda: make_moderator(panel.conference),
        "moderator of another": lambda: make_moderator(make_conference()),
    }[name]()


@pytest.mark.parametrize("status", ["pending", "hidden", "removed", "withdrawn"])
def test_s13_what_somebody_may_not_see_is_not_there_for_any_act(
    bob: User, panel: Session, status: str
) -> None:
    comment = make_comment(panel, body="Secret words")
    Comment.objects.filter(pk=comment.pk).update(status=status)
    for client in (as_(bob), as_(make_moderator(make_conference()))):
        answers = [
            act(reverse(f"comments:{name}", args=[comment.pk]), {"body": "x"})
            for name in (*ACTIONS, "history")
            for act in (client.get, client.post)
            if (name, act) != ("history", client.post)
        ]
        assert [answer.status_code for answer in answers] == [404] * 9
        assert [b"Secret words" in answer.content for answer in answers] == [False] * 9


@pytest.mark.parametrize("name", ["session_comments", "edits"])
def test_s13_fields_that_no_form_has_change_nothing(
    alice: User, bob: User, panel: Session, name: str
) -> None:
    extra = {
        "status": "hidden",
        "author": str(bob.pk),
        "is_pinned": "on",
        "official": "on",
        "created_at": "2001-01-01",
        "edited_at": "2001-01-01",
        "affiliation": "Secretariat",
        "speaking_for": "organisation",
        "support_count": "99",
        "html": "<script>",
        "held_for": "word",
    }
    client = as_(alice)
    if name == "edits":
        comment = make_comment(panel, author=alice)
        client.post(
            reverse("comments:edits", args=[comment.pk]), {"body": "Text", "base": comment.base} | extra
        )
    else:
        client.post(f"{address_of(panel)}comments/", {"body": "Text", "key": str(uuid4())} | extra)
    kept = Comment.objects.get()
    assert (kept.body, kept.status, kept.author, kept.is_pinned, kept.affiliation) == (
        "Text",
        "published",
        alice,
        False,
        "Cyber Peace Foundation",
    )
    assert (kept.speaking_for, kept.support_count, kept.html, kept.held_for) == (
        "self",
        0,
        "<p>Text</p>\n",
        "",
    )
    assert kept.created_at.year > 2001


def test_s13_drafts_of_one_session_are_not_anothers(bob: User, panel: Session) -> None:
    client = as_(None)
    client.post(f"{address_of(panel)}comments/", {"body": "Mine"})
    assert drafts.SESSION_KEY in client.session
    assert (read(as_(None), panel).typed, read(as_(bob), panel).typed) == ("", "")


@pytest.mark.parametrize(
    ("content", "content_type", "status"),
    [
        (b'{"body": ', "application/json", 422),
        (b"body=%ff%fe%00", "application/x-www-form-urlencoded", 422),
        (b"body=x&body=%ed%a0%80", "application/x-www-form-urlencoded", 303),
        (b"--x\r\nContent-Disposition: form-data; nam", "multipart/form-data; boundary=x", 422),
        (b"--", "multipart/form-data", 400),
        (b"body=" + b"x" * 10_000_000, "application/x-www-form-urlencoded", 400),
        (b"&".join(b"a%d=1" % number for number in range(3000)), "application/x-www-form-urlencoded", 400),
        (b"body=x&key=%00&about=%00&promise=%00", "application/x-www-form-urlencoded", 404),
        (b"body=x&key=%00&promise=%00", "application/x-www-form-urlencoded", 303),
    ],
)
def test_s38_a_malformed_body_is_refused(
    alice: User, panel: Session, content: bytes, content_type: str, status: int
) -> None:
    address = address_of(panel) + "comments/"
    assert as_(alice).post(address, content, content_type=content_type).status_code == status


@pytest.mark.parametrize("name", ACTIONS)
@pytest.mark.parametrize(
    ("content", "content_type"),
    [
        (b'{"body": ', "application/json"),
        (b"body=%ff%fe%00&given=%00&base=%00&stance=%00&sort=%00", "application/x-www-form-urlencoded"),
        (b"--x\r\nContent-Disposition: form-data; nam", "multipart/form-data; boundary=x"),
        (b"--", "multipart/form-data"),
        (b"body=" + b"x" * 10_000_000, "application/x-www-form-urlencoded"),
    ],
)
def test_s38_no_act_fails_on_a_malformed_body(
    alice: User, panel: Session, name: str, content: bytes, content_type: str
) -> None:
    comment = make_comment(panel, author=alice)
    answer = as_(alice).post(
        reverse(f"comments:{name}", args=[comment.pk]), content, content_type=content_type
    )
    assert answer.status_code < 500
    assert Comment.objects.get(pk=comment.pk).body == comment.body
