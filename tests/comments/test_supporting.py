"""Saying that one supports a comment."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from comments import services
from comments.errors import CommentError
from comments.models import Comment, Discussion, Support
from cyberconf.accounts.models import User
from events.models import Session
from tests.builders import make_comment, make_published_panel, make_user
from tests.pages import Page, read

pytestmark = pytest.mark.django_db


@pytest.fixture
def panel() -> Session:
    return make_published_panel()


def support(comment: Comment) -> tuple[int, int]:
    """What the comment counts, and the rows there are."""
    return Comment.objects.get(pk=comment.pk).support_count, Support.objects.filter(comment=comment).count()


def as_(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def button(client: Client, panel: Session, comment: Comment) -> tuple[str, str, dict[str, str]]:
    """The words of the button at the comment, whether it is pressed, and what it sends."""
    form = read(client, panel).root.first(id=f"comment-{comment.pk}").first("form")
    sent = {node.attributes["name"]: node.attributes["value"] for node in form.find("input")}
    pressed = form.first("button")
    return " ".join(pressed.text.split()), pressed.attributes.get("aria-pressed", ""), sent


def test_one_person_supports_a_comment_once_and_can_stop(bob: User, panel: Session) -> None:
    comment = make_comment(panel)
    changed = [
        services.set_support(comment, by=bob, is_given=is_given) for is_given in (True, True, False, False)
    ]
    assert (changed, support(comment), Discussion.objects.get().version) == (
        [True, False, True, False],
        (0, 0),
        3,
    )


def test_the_count_is_of_all_people(bob: User, panel: Session) -> None:
    comment = make_comment(panel)
    for user in (bob, make_user(), make_user()):
        services.set_support(comment, by=user, is_given=True)
    services.set_support(comment, by=bob, is_given=False)
    assert support(comment) == (2, 2)


@pytest.mark.parametrize(
    ("code", "status", "mode"),
    [("own", "published", "open"), ("closed", "published", "closed"), ("not_shown", "hidden", "open")],
)
def test_support_is_refused(alice: User, panel: Session, code: str, status: str, mode: str) -> None:
    comment = make_comment(panel, author=alice if code == "own" else None)
    Comment.objects.filter(pk=comment.pk).update(status=status)
    panel.conference.discussion_mode = mode
    panel.conference.save()
    with pytest.raises(CommentError) as caught:
        services.set_support(comment, by=alice, is_given=True)
    assert (caught.value.code, support(comment)) == (code, (0, 0))


def test_who_has_no_verified_address_goes_to_verify_it(panel: Session) -> None:
    comment = make_comment(panel)
    client = as_(make_user(is_verified=False))
    answer = client.post(reverse("comments:support", args=[comment.pk]))
    assert (answer.status_code, answer.headers["Location"].partition("?")[0], support(comment)) == (
        303,
        reverse("account_email"),
        (0, 0),
    )


def test_a_button_supports_and_a_second_click_on_the_old_page_changes_nothing(
    bob: User, panel: Session
) -> None:
    comment, client = make_comment(panel), as_(bob)
    words, pressed, sent = button(client, panel, comment)
    assert (words, pressed, sent["given"]) == ("Support", "false", "1")
    address = reverse("comments:support", args=[comment.pk])
    answers = [client.post(address, sent) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert answers[0].headers["Location"].endswith(f"#comment-{comment.pk}")
    words, pressed, sent = button(client, panel, comment)
    assert (words, pressed, sent["given"], support(comment)) == ("Supported (1)", "true", "0", (1, 1))
    client.post(address, sent)
    assert support(comment) == (0, 0)


def test_a_visitor_signs_in_first_and_then_finds_the_button(
    client: Client, bob: User, panel: Session
) -> None:
    comment = make_comment(panel, body="What I **think**.")
    address = reverse("comments:support", args=[comment.pk])
    tools = read(client, panel).root.first(class_="comment__tools")
    links = {" ".join(link.text.split()): link.attributes["href"] for link in tools.find("a")}
    assert links["Support"] == address
    assert client.get(address).headers["Location"] == f"{reverse('account_login')}?next={address}"
    client.force_login(bob)
    page = Page(client.get(address))
    assert page.root.first("blockquote").first("strong").text == "think"
    assert page.root.first("main").first("button").text == "Support it"
    client.post(address, {"given": "1"})
    assert (support(comment), Page(client.get(address)).root.first("main").first("button").text) == (
        (1, 1),
        "No longer support it",
    )


def test_after_closing_the_count_stays_to_be_read(client: Client, bob: User, panel: Session) -> None:
    services.set_support(make_comment(panel), by=bob, is_given=True)
    panel.conference.discussion_mode = "closed"
    panel.conference.save()
    for reader in (client, as_(bob)):
        assert read(reader, panel).words(class_="comment__support") == ["1 person supports this"]
