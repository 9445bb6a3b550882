"""What authors do to what they wrote: change it, read its history, withdraw it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from comments import services
from comments.errors import CommentError
from comments.models import Comment, Discussion, Revision
from comments.policies import EDIT_WINDOW, MOST_EDITS
from cyberconf.accounts.models import User
from events.models import Session
from tests.builders import make_comment, make_conference, make_moderator, make_published_panel, make_user
from tests.pages import Page, read

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)


@pytest.fixture
def panel() -> Session:
    return make_published_panel()


def edit(comment: Comment, body: str, **fields: Any) -> Comment:
    """The comment, changed by its author."""
    comment.refresh_from_db()
    return services.edit_comment(
        comment,
        **{"by": comment.author, "body": body, "base": comment.base, "stance": comment.stance} | fields,
    )


def refused(comment: Comment, **fields: Any) -> str:
    """The code with which the change is refused."""
    before = Comment.objects.values().get(pk=comment.pk), Revision.objects.count()
    with pytest.raises(CommentError) as caught:
        edit(comment, **{"body": "Another text"} | fields)
    assert (Comment.objects.values().get(pk=comment.pk), Revision.objects.count()) == before
    return caught.value.code


def history(client: Client, comment: Comment) -> list[str]:
    page = Page(client.get(reverse("comments:history", args=[comment.pk])))
    return [words.text.strip() for words in page.root.find(class_="comment__text")]


def as_(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_a_change_keeps_what_stood_there_before(alice: User, panel: Session) -> None:
    posted = timezone.now() - MINUTE
    comment = make_comment(panel, author=alice, body="One", stance="asks", at=posted)
    first, second = posted + 20 * MINUTE, posted + 21 * MINUTE
    edit(comment, "Two <b>\r\n", stance="proposes", at=first)
    changed = edit(comment, "Three", at=second)
    assert (changed.body, changed.stance, changed.html) == ("Three", "proposes", "<p>Three</p>\n")
    assert (changed.edited_at, changed.created_at, changed.was_edited) == (second, posted, True)
    kept = Revision.objects.values_list("body", "stance", "written_at")
    assert list(kept) == [("One", "asks", posted), ("Two <b>\n", "proposes", first)]
    assert Discussion.objects.get().version == 3


def test_the_same_text_again_changes_nothing(alice: User, panel: Session) -> None:
    comment = make_comment(panel, author=alice, body="One")
    assert edit(comment, "One").edited_at is None
    assert (Revision.objects.count(), Discussion.objects.get().version) == (0, 1)


def test_a_change_shows_after_fifteen_minutes_alone(client: Client, alice: User, panel: Session) -> None:
    posted = timezone.now() - timedelta(hours=1)
    soon, later = (make_comment(panel, author=alice, at=posted) for _ in range(2))
    edit(soon, "Within", at=posted + EDIT_WINDOW)
    edit(later, "After", at=posted + EDIT_WINDOW + timedelta.resolution)
    times = read(client, panel).root.find(class_="comment__when")
    links = [node.attributes["href"] for time in times for node in time.find("a")]
    assert links == [reverse("comments:history", args=[later.pk])]


def test_the_history_leaves_out_what_stood_within_the_first_fifteen_minutes(
    client: Client, alice: User, mona: User, panel: Session
) -> None:
    posted = timezone.now() - timedelta(hours=1)
    comment = make_comment(panel, author=alice, body="Typo", at=posted)
    make_moderator(panel.conference, mona)
    for minutes, body in ((1, "As meant"), (30, "Changed"), (40, "Changed again")):
        edit(comment, body, at=posted + minutes * MINUTE)
    shown = ["Changed again", "Changed", "As meant"]
    assert [history(each, comment) for each in (client, as_(make_user()))] == [shown, shown]
    assert [history(as_(each), comment) for each in (alice, mona)] == [[*shown, "Typo"]] * 2


def test_only_its_author_changes_a_comment(alice: User, bob: User, mona: User, panel: Session) -> None:
    comment = make_comment(panel, author=alice)
    make_moderator(panel.conference, mona)
    assert [refused(comment, by=user) for user in (bob, mona)] == ["not_author", "not_author"]


@pytest.mark.parametrize("status", ["hidden", "removed", "withdrawn"])
def test_what_is_no_longer_shown_is_not_changed(alice: User, panel: Session, status: str) -> None:
    comment = make_comment(panel, author=alice)
    Comment.objects.filter(pk=comment.pk).update(status=status)
    assert refused(comment) == "settled"


def test_what_a_moderator_has_blanked_stays_blank(alice: User, panel: Session) -> None:
    comment = make_comment(panel, author=alice)
    Comment.objects.filter(pk=comment.pk).update(redacted_at=timezone.now())
    assert refused(comment) == "settled"


def test_after_closing_a_comment_is_changed_within_its_fifteen_minutes(alice: User, panel: Session) -> None:
    now = timezone.now()
    old = make_comment(panel, author=alice, at=now - timedelta(minutes=16))
    new = make_comment(panel, author=alice, at=now - timedelta(minutes=14))
    panel.conference.discussion_mode = "closed"
    panel.conference.save()
    assert (refused(old, at=now), edit(new, "Mended", at=now).body) == ("closed", "Mended")


def test_somebody_suspended_changes_nothing(alice: User, panel: Session) -> None:
    comment = make_comment(panel, author=alice)
    alice.is_active = False
    assert refused(comment, by=alice) == "banned"


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"body": " "}, "empty"),
        ({"body": "x" * 5001}, "too_long"),
        ({"body": "a\0"}, "unreadable"),
        ({"stance": "x"}, "stance"),
    ],
)
def test_a_change_is_held_to_the_rules_of_a_comment(
    alice: User, panel: Session, fields: dict[str, str], code: str
) -> None:
    comment = make_comment(panel, author=alice)
    assert refused(comment, **fields) == code


def test_a_text_made_of_an_older_one_does_not_replace_a_newer(alice: User, panel: Session) -> None:
    comment = make_comment(panel, author=alice, body="One")
    base = comment.base
    edit(comment, "Two")
    assert refused(comment, base=base) == "changed"


def test_a_comment_is_changed_fifty_times_at_most(alice: User, panel: Session) -> None:
    comment = make_comment(panel, author=alice)
    rows = [Revision(comment=comment, body="x", written_at=comment.created_at) for _ in range(MOST_EDITS)]
    Revision.objects.bulk_create(rows)
    assert refused(comment) == "limit"


def test_where_all_is_held_a_change_is_held_again(alice: User, mona: User) -> None:
    panel = make_published_panel(conference=make_conference(discussion_mode="all_held"))
    comment = make_comment(panel, author=alice)
    services.decide(comment, "approve", by=make_moderator(panel.conference, mona))
    changed = edit(comment, "Changed")
    assert (changed.status, Discussion.objects.get().comment_count) == ("pending", 0)


def test_an_author_changes_a_comment_on_a_page_of_its_own(alice: User, panel: Session) -> None:
    client = as_(alice)
    comment = make_comment(panel, author=alice, body="One & two", stance="asks")
    page = Page(client.get(reverse("comments:edits", args=[comment.pk])))
    assert (page.typed, page.action) == ("One & two", reverse("comments:edits", args=[comment.pk]))
    response = client.post(page.action, page.fields | {"body": "Three", "stance": ""})
    assert (response.status_code, response.headers["Location"].partition("#")[2]) == (
        303,
        f"comment-{comment.pk}",
    )
    comment.refresh_from_db()
    assert (comment.body, comment.stance) == ("Three", "")


def test_a_change_over_a_newer_text_comes_back_beside_it(alice: User, panel: Session) -> None:
    client = as_(alice)
    comment = make_comment(panel, author=alice, body="One")
    page = Page(client.get(reverse("comments:edits", args=[comment.pk])))
    edit(comment, "Two, from another window")
    again = Page(client.post(page.action, page.fields | {"body": "Three", "stance": ""}))
    quoted = again.root.first("blockquote").first(class_="comment__text").text.strip()
    assert (again.status, again.typed, quoted) == (422, "Three", "Two, from another window")
    client.post(again.action, again.fields | {"body": again.typed, "stance": ""})
    assert Comment.objects.get().body == "Three"


def test_a_change_is_shown_before_it_is_saved(alice: User, panel: Session) -> None:
    client = as_(alice)
    comment = make_comment(panel, author=alice, body="One")
    page = Page(client.get(reverse("comments:edits", args=[comment.pk])))
    typed = page.fields | {"body": "**Two**", "stance": "asks", "preview": "Preview"}
    shown = Page(client.post(page.action, typed))
    strong = shown.root.first(class_="preview").first("strong").text
    assert (strong, shown.typed, Comment.objects.get().body) == ("Two", "**Two**", "One")
    assert shown.fields["base"] == comment.base


def test_a_withdrawn_comment_leaves_its_place_to_its_replies(
    client: Client, alice: User, panel: Session
) -> None:
    comment = make_comment(panel, author=alice, body="Taken back")
    reply = make_comment(parent=comment, body="An answer")
    author = as_(alice)
    page = Page(author.get(reverse("comments:withdrawal", args=[comment.pk])))
    assert page.root.first("blockquote").first(class_="comment__text").text.strip() == "Taken back"
    answers = [author.post(reverse("comments:withdrawal", args=[comment.pk])) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 404]
    shown = read(client, panel)
    assert shown.placeholders == ["Its author has withdrawn this comment."]
    assert ([pk for pk, *_rest in shown.comments], "Taken back" in shown.html) == ([reply.pk], False)
    kept = Comment.objects.get(pk=comment.pk)
    assert (kept.body, Discussion.objects.get().comment_count) == ("Taken back", 1)


def test_withdrawing_twice_is_withdrawing_once(alice: User, panel: Session) -> None:
    comment = make_comment(panel, author=alice)
    assert [services.withdraw_comment(comment, by=alice) for _ in range(2)] == [True, False]
    assert Discussion.objects.get().comment_count == 0


def test_nobody_withdraws_what_another_wrote_or_a_moderator_removed(
    alice: User, bob: User, panel: Session
) -> None:
    comment = make_comment(panel, author=alice)
    removed = make_comment(panel, author=alice, status="removed")
    codes = []
    for what, who in ((comment, bob), (removed, alice)):
        with pytest.raises(CommentError) as caught:
            services.withdraw_comment(what, by=who)
        codes.append(caught.value.code)
    assert codes == ["not_author", "settled"]
    answer = as_(bob).post(reverse("comments:withdrawal", args=[comment.pk]))
    assert (answer.status_code, Comment.objects.get(pk=comment.pk).status) == (403, "published")


def test_authors_find_the_ways_to_do_so_at_their_own_comments(alice: User, bob: User, panel: Session) -> None:
    comment = make_comment(panel, author=alice)
    make_comment(panel, author=bob)
    tools = list(read(as_(alice), panel).root.find(class_="comment__tools"))
    words = [[" ".join(link.text.split()) for link in tool.find("a")] for tool in tools]
    assert words == [["Reply", "Link", "Edit", "Withdraw"], ["Reply", "Link", "Report"]]
    panel.conference.discussion_mode = "closed"
    panel.conference.save()
    shown = read(as_(alice), panel).root.first(id=f"comment-{comment.pk}").first(class_="comment__tools")
    assert [link.text for link in shown.find("a")] == ["Link", "Edit", "Withdraw"]
    Comment.objects.filter(pk=comment.pk).update(created_at=timezone.now() - EDIT_WINDOW)
    shown = read(as_(alice), panel).root.first(id=f"comment-{comment.pk}").first(class_="comment__tools")
    assert [link.text for link in shown.find("a")] == ["Link", "Withdraw"]
