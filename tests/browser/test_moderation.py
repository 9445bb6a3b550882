"""The stories of moderation in a real browser, and that everybody can use their pages."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from comments import appeals, services
from comments.models import Comment, HoldingRules, ModerationAction, Notification
from cyberconf.accounts.models import User
from events.models import Session
from tests.browser.looking import LONG_WORD, LOOKS, is_wider_than_the_window, problems, sign_in
from tests.builders import (
    make_comment,
    make_conference,
    make_moderator,
    make_published_panel,
    make_question,
    make_release,
    make_user,
)

Open = Callable[..., Page]
QUEUE = "/admin/comments/comment/queue/"
SCRIPTS = pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without JavaScript"])


def make_queue() -> Session:
    """A conference in which there is something on every page of moderation."""
    conference = make_conference(title="Conference on Calm", discussion_mode="all_held")
    panel = make_published_panel(conference=conference, title="International law", questions=0)
    question = make_question(panel, text="How should States go about identifying gaps?")
    make_release(conference)
    mona = make_moderator(conference, make_user(name="Mona Moderator", role="moderator"))
    ann = make_user(name="Ann Author", affiliation=f"Institute of {LONG_WORD}")
    HoldingRules.objects.create(conference=conference, words="bargain")
    now = timezone.now()
    first = make_comment(
        panel,
        question=question,
        author=ann,
        status="published",
        body="Start from the Charter.\n\nThen *ask*.",
    )
    make_comment(parent=first, author=make_user(name="Ben Reply"), body=f"I agree: {LONG_WORD * 2}")
    make_comment(
        panel,
        author=make_user(name="نور", affiliation="معهد"),
        body="ما هي القواعد؟",
        at=now - timedelta(hours=5),
    )
    for reason, note in (("insult", "It calls names."), ("off_topic", "")):
        services.report(first, by=make_user(), reason=reason, note=note)
    hidden = make_comment(panel, author=ann, body="Hidden words", status="published")
    action = services.decide(hidden, "hide", by=mona, reason="insult", note="Kindly leave names out.")
    assert action is not None
    services.appeal(action, text="It was a quotation.", by=ann)
    services.silence(ann, conference, by=mona, until=now + timedelta(days=1), reason="insult")
    return panel


def staff_pages() -> dict[str, str]:
    comment = Comment.objects.order_by("pk").first()
    action = ModerationAction.objects.order_by("pk").last()
    assert comment is not None
    assert action is not None
    return {
        "queue": QUEUE,
        "comment": reverse("admin:comments_comment_change", args=[comment.pk]),
        "record": reverse("admin:comments_comment_history", args=[comment.pk]),
        "author": reverse("admin:comments_author", args=[comment.pk]),
        "blanking": reverse("admin:comments_blanking", args=[comment.pk]),
        "log": reverse("admin:comments_moderationaction_changelist"),
        "action": reverse("admin:comments_moderationaction_change", args=[action.pk]),
        "appeals": reverse("admin:comments_appeal_changelist"),
        "appeal": reverse("admin:comments_appeal_change", args=[action_with_appeal().appeal.pk]),
        "reports": reverse("admin:comments_report_changelist"),
        "silences": reverse("admin:comments_restriction_changelist"),
        "rules": reverse("admin:comments_holdingrules_change", args=[HoldingRules.objects.get().pk]),
    }


def action_with_appeal() -> ModerationAction:
    return ModerationAction.objects.get(appeal__isnull=False)


def public_pages(panel: Session) -> dict[str, str]:
    slug = panel.conference.slug
    published = Comment.objects.published()[0]
    hidden = ModerationAction.objects.filter(act="hide").latest("pk")
    return {
        "report": reverse("comments:reports", args=[published.pk]),
        "appeal made": appeals.address(hidden),
        "appeal": appeals.address(ModerationAction.objects.get(act="silence")),
        "numbers": reverse("comments:session_tally", args=[slug, panel.slug]),
        "numbers of all": reverse("comments:tally", args=[slug]),
    }


@pytest.mark.parametrize(("width", "scheme"), LOOKS[:1])
def test_axe_finds_nothing_on_the_pages_of_moderation(
    open_page: Open, width: int, scheme: str, bob: User
) -> None:
    panel = make_queue()
    page = open_page("/", viewport={"width": width, "height": 900}, color_scheme=scheme)
    found, wide = {}, []
    visits = dict(public_pages(panel))
    del visits["report"]
    for name, address in visits.items():
        page.goto(address)
        found[name] = problems(page)
        wide += [name] if is_wider_than_the_window(page) else []
    sign_in(page, bob)
    page.goto(public_pages(panel)["report"])
    found["report"] = problems(page)
    sign_in(page, User.objects.get(name="Mona Moderator"))
    page.goto(QUEUE)
    found["queue"] = problems(page)
    wide += ["queue"] if is_wider_than_the_window(page) else []
    page.get_by_role("button", name="Remove", exact=True).first.click()
    found["queue, refused"] = problems(page)
    for name in ("record", "author", "blanking", "appeal", "comment"):
        page.goto(staff_pages()[name])
        found[name] = problems(page)
        wide += [name] if is_wider_than_the_window(page) else []
    assert ({name: each for name, each in found.items() if each}, wide) == ({}, [])


@SCRIPTS
def test_held_approved_author_told(open_page: Open, scripts: bool, alice: User) -> None:
    panel = make_published_panel(conference=make_conference(discussion_mode="all_held"))
    mona = make_moderator(panel.conference, make_user(name="Mona", role="moderator"))
    page = open_page("/", java_script_enabled=scripts)
    sign_in(page, alice)
    page.goto(reverse("events:session", args=[panel.conference.slug, panel.slug]))
    page.get_by_label("Your comment").fill("What I think of norms.")
    page.get_by_role("button", name="Post comment").click()
    expect(page.get_by_role("status").first).to_contain_text("Your comment awaits a moderator.")
    visitor = open_page(reverse("events:session", args=[panel.conference.slug, panel.slug]))
    expect(visitor.get_by_text("What I think of norms.")).to_have_count(0)

    desk = open_page("/", java_script_enabled=scripts)
    sign_in(desk, mona)
    desk.goto(QUEUE)
    expect(desk.locator(".queue-head")).to_contain_text("1 comment waits.")
    if scripts:
        expect(desk.locator(".queue-item")).to_be_focused()
        desk.keyboard.press("a")
    else:
        desk.get_by_role("button", name="Publish", exact=True).click()
    expect(desk.locator(".messagelist")).to_have_text("1 comment published.")
    expect(desk.locator(".queue-empty")).to_be_visible()

    visitor.reload()
    expect(visitor.locator(".comment__text")).to_have_text("What I think of norms.")
    row = Notification.objects.get(recipient=alice)
    assert (row.kind, row.action and row.action.act) == ("decision", "approve")


@SCRIPTS
def test_reported_hidden_appealed_restored(open_page: Open, scripts: bool, alice: User, bob: User) -> None:
    panel = make_published_panel()
    mona = make_moderator(panel.conference, make_user(name="Mona", role="moderator"))
    max_ = make_moderator(panel.conference, make_user(name="Max", role="moderator"))
    comment = make_comment(panel, author=alice, body="What I think of norms.")
    address = reverse("events:session", args=[panel.conference.slug, panel.slug])

    page = open_page("/", java_script_enabled=scripts)
    sign_in(page, bob)
    page.goto(address)
    page.get_by_role("link", name="Report").click()
    page.get_by_label("insult or attack on a person").check()
    page.get_by_label("What should the moderators know?").fill("It calls names.")
    page.get_by_role("button", name="Report this comment").click()
    expect(page.get_by_role("status").first).to_contain_text("A moderator looks at it")

    sign_in(page, mona)
    page.goto(QUEUE)
    expect(page.locator(".queue-reports")).to_contain_text("It calls names.")
    if scripts:
        page.keyboard.press("3")  # insult or attack on a person
    else:
        page.get_by_label("Reason").first.select_option("insult")
        page.get_by_role("button", name="Hide", exact=True).click()
    expect(page.locator(".messagelist")).to_have_text("1 comment hidden.")
    action = ModerationAction.objects.get()
    assert (action.reason, Notification.objects.get(recipient=bob).kind) == ("insult", "report")
    page.goto(address)

    sign_in(page, alice)
    page.goto(action.get_absolute_url())
    expect(page.get_by_text("Insult or attack on a person")).to_be_visible()
    page.get_by_label("Why is the decision wrong?").fill("It was a quotation.")
    page.get_by_role("button", name="Send the appeal").click()
    expect(page.get_by_role("status").first).to_contain_text("Your appeal is sent.")

    sign_in(page, max_)
    page.goto(QUEUE)
    page.get_by_role("link", name="1 appeal waits for an answer").click()
    page.get_by_role("link", name=re.compile("Alice Ahmed")).click()
    page.get_by_label("the decision was reversed").check()
    page.get_by_label("Answer to the person").fill("You are right.")
    page.get_by_role("button", name="Answer the appeal").click()
    expect(page.locator(".messagelist")).to_contain_text("The appeal is answered")

    visitor = open_page(address, java_script_enabled=scripts)
    expect(visitor.locator(".comment__text")).to_have_text("What I think of norms.")
    kinds = Notification.objects.filter(recipient=alice).values_list("kind", flat=True)
    assert (list(kinds), Comment.objects.get(pk=comment.pk).status) == (["decision", "appeal"], "published")


def test_a_moderator_works_through_the_queue_with_keys(open_page: Open) -> None:
    panel = make_published_panel(conference=make_conference(discussion_mode="all_held"))
    mona = make_moderator(panel.conference, make_user(name="Mona", role="moderator"))
    texts = ["First", "Second", "Third", "Fourth", "Fifth"]
    for text in texts:
        make_comment(panel, body=text)
    page = open_page("/")
    sign_in(page, mona)
    page.goto(QUEUE)

    def press(*keys: str) -> None:
        for key in keys:
            page.keyboard.press(key)

    press("j", "a")
    expect(page.locator(".messagelist")).to_have_text("1 comment published.")
    press("Shift+Digit2")
    expect(page.locator(".messagelist")).to_have_text("1 comment removed.")
    press("Digit8")
    expect(page.locator(".messagelist")).to_have_text("1 comment hidden.")
    press("z")
    expect(page.locator(".messagelist")).to_have_text("Taken back.")
    decided = {row.body: row.status for row in Comment.objects.all()}
    assert decided == {
        "First": "removed",
        "Second": "published",
        "Third": "pending",
        "Fourth": "pending",
        "Fifth": "pending",
    }
    assert ModerationAction.objects.get(act="remove").reason == "advertising"

    press("x", "j", "x")
    page.get_by_role("button", name="Publish all chosen").click()
    expect(page.locator(".messagelist")).to_have_text("2 comments published.")
    note = page.get_by_label("Note to the author")
    note.fill("")
    note.press_sequentially("aaa 123 xyz")
    expect(note).to_have_value("aaa 123 xyz")
    note.press("Enter")  # sends nothing
    expect(note).to_have_value("aaa 123 xyz")
    assert Comment.objects.get(body="Fifth").status == "pending"
