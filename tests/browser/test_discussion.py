"""Writing into a discussion in a real browser: what it keeps, what it shows in place, what it never moves."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, Route, expect

from comments import terms
from comments.models import Comment
from cyberconf.accounts.models import User
from events.models import Session
from tests.browser.looking import LOOKS, problems, sign_in
from tests.builders import make_comment, make_published_panel, make_release, make_user
from tests.pages import address_of

TEXT = "Start from what the Charter says.\n\nThen ask *who* is affected: x < y & z."
LOADED = """performance.getEntriesByType("resource").map(({ name }) => name.split("/").pop())
  .filter((name) => name.endsWith(".js")).sort()"""
ABOUT = ".discussion__about"
WITH_AND_WITHOUT = pytest.mark.parametrize("scripts", [True, False], ids=["JavaScript", "no JavaScript"])
Open = Callable[..., Page]


# As texts were kept before each page had a slot of its own.
AS_ONCE = """() => {
  const [[slot, said]] = Object.entries(localStorage).filter(([key]) => key.startsWith("draft:"));
  localStorage.removeItem(slot);
  localStorage.setItem(slot.split("@")[0], said);
}"""


def begin(open_page: Open, panel: Session, user: User, **options: object) -> Page:
    """The page of the first question, as the user sees it."""
    page = open_page("/conferences/", **options)
    sign_in(page, user)
    page.goto(address_of(panel, number=1))
    return page


def write(page: Page, text: str = TEXT) -> None:
    page.get_by_label("Your comment").fill(text)


def post(page: Page) -> None:
    page.get_by_role("button", name="Post comment").click()


def kept(page: Page) -> list[str]:
    """The texts that the browser keeps."""
    script = "Object.keys(localStorage).map((key) => JSON.parse(localStorage[key]).body)"
    return list(page.evaluate(script))


def bodies() -> list[str]:
    return sorted(Comment.objects.values_list("body", flat=True))


@WITH_AND_WITHOUT
def test_the_session_closes_while_somebody_writes(
    open_page: Open, alice: User, monkeypatch: pytest.MonkeyPatch, scripts: bool
) -> None:
    panel = make_published_panel()
    now = timezone.now()
    panel.conference.discussion_closes_at = now + timedelta(hours=1)
    panel.conference.save()
    page, late = (begin(open_page, panel, alice, java_script_enabled=scripts) for _ in range(2))
    expect(page.locator(".discussion__state")).to_contain_text("can be posted for ten minutes after")
    write(page)
    write(late, "Too late")
    monkeypatch.setattr(timezone, "now", lambda: now + timedelta(hours=1, seconds=1))
    post(page)
    expect(page.get_by_role("status").first).to_contain_text("Your comment is published.")
    expect(page.locator("article.comment")).to_contain_text("Start from what the Charter says.")
    expect(page.locator(".discussion__state")).to_contain_text("Closed")

    monkeypatch.setattr(terms, "GRACE", timedelta(0))
    post(late)
    expect(late.get_by_role("alert")).to_contain_text("This discussion is closed")
    expect(late.get_by_label("Your comment")).to_have_value("Too late")
    assert problems(late, scripts=scripts) == []
    late.goto(address_of(panel, number=1))
    expect(late.get_by_label("Your text, which was not posted")).to_have_value("Too late")
    assert bodies() == [TEXT]


def test_going_offline_keeps_the_text_and_says_so(open_page: Open, alice: User) -> None:
    panel = make_published_panel()
    page = begin(open_page, panel, alice)
    write(page)
    page.wait_for_function("() => localStorage.length === 1")
    page.context.set_offline(True)
    post(page)
    expect(page.get_by_text("You are offline, so nothing was posted.")).to_be_visible()
    expect(page.get_by_label("Your comment")).to_have_value(TEXT)
    assert (kept(page), bodies()) == ([TEXT], [])
    assert problems(page) == []
    page.context.set_offline(False)
    expect(page.get_by_text("You are online again")).to_be_visible()
    post(page)
    expect(page.locator("article.comment")).to_contain_text("Start from what the Charter says.")
    page.wait_for_function("() => localStorage.length === 0")
    assert bodies() == [TEXT]


def test_what_a_discussion_needs_comes_as_it_comes_near(open_page: Open, alice: User) -> None:
    panel = make_published_panel()
    panel.description = "A paragraph.\n\n" * 100
    panel.save()
    make_release(panel.conference)
    page = begin(open_page, panel, alice)
    page.goto(address_of(panel), wait_until="networkidle")
    assert page.evaluate(LOADED) == ["marks.js", "reader.js", "talk.js"]
    write(page)
    page.wait_for_function("() => localStorage.length === 1")
    assert (kept(page), page.evaluate(LOADED)) == ([TEXT], ["marks.js", "preview.js", "reader.js", "talk.js"])
    page.reload()
    expect(page.locator("[data-draft-text]")).to_have_text(TEXT, use_inner_text=True)


def test_what_a_discussion_needs_is_asked_for_again_where_it_did_not_come(
    open_page: Open, alice: User
) -> None:
    panel = make_published_panel()
    make_comment(panel, question=panel.questions.get(position=1))
    page = begin(open_page, panel, alice)
    page.clock.install()
    tries: list[str] = []

    def lose_the_first(route: Route) -> None:
        tries.append(route.request.url)
        route.abort() if len(tries) == 1 else route.continue_()

    page.route("**/js/ago.js", lose_the_first)
    page.reload(wait_until="networkidle")
    page.clock.run_for(11_000)
    expect(page.locator("time [aria-hidden]").last).to_have_text("now")
    assert len(tries) == 2


@pytest.mark.parametrize("how", ["refused", "never answered"])
def test_a_text_stands_in_the_field_where_what_would_offer_it_cannot_come(
    open_page: Open, alice: User, how: str
) -> None:
    page = begin(open_page, make_published_panel(), alice)
    write(page)
    page.get_by_label("Kind of comment").select_option("asks the panel")
    page.wait_for_function("() => localStorage.length === 1")
    page.route("**/js/draft.js", lambda route: route.abort() if how == "refused" else None)
    page.reload(wait_until="domcontentloaded")
    expect(page.get_by_label("Your comment")).to_have_value(TEXT)
    expect(page.get_by_label("Kind of comment")).to_have_value("asks")
    page.get_by_label("Your comment").press_sequentially("More. ")
    page.unroute("**/js/draft.js")
    page.reload()
    expect(page.locator("[data-draft-text]")).to_contain_text("More. ")
    expect(page.locator("[data-draft-text]")).to_contain_text("Then ask")


def test_a_text_that_was_put_back_is_not_offered_once_it_is_posted(open_page: Open, alice: User) -> None:
    page = begin(open_page, make_published_panel(), alice)
    write(page)
    page.wait_for_function("() => localStorage.length === 1")
    page.route("**/js/draft.js", lambda route: route.abort())
    page.reload()
    expect(page.get_by_label("Your comment")).to_have_value(TEXT)
    page.unroute("**/js/draft.js")
    post(page)
    page.wait_for_function("() => localStorage.length === 0")
    expect(page.locator("[data-draft-offer]")).to_be_hidden()


def test_what_was_posted_is_forgotten_far_from_the_discussion_too(open_page: Open, alice: User) -> None:
    panel = make_published_panel()
    panel.description = "A paragraph.\n\n" * 100
    panel.save()
    make_release(panel.conference)
    page = begin(open_page, panel, alice)
    write(page)
    page.wait_for_function("() => localStorage.length === 1")
    page.route("**/js/draft.js", lambda route: route.abort())
    post(page)
    expect(page.locator("article.comment")).to_have_count(1)
    assert page.evaluate("localStorage.length") == 1
    page.unroute("**/js/draft.js")
    page.goto(address_of(panel))
    page.wait_for_function("() => localStorage.length === 0")


def test_a_text_is_offered_to_whoever_comes_back_and_overwrites_nothing(open_page: Open, alice: User) -> None:
    panel = make_published_panel()
    page = begin(open_page, panel, alice)
    page.get_by_label("Your comment").press_sequentially("Begun")
    page.get_by_label("Kind of comment").select_option("asks the panel")
    page.goto(address_of(panel, number=2))
    expect(page.get_by_text("You began to write here")).to_be_hidden()
    page.goto(address_of(panel, number=1))
    expect(page.get_by_text("You began to write here")).to_be_visible()
    expect(page.locator("[data-draft-text]")).to_have_text("Begun")
    expect(page.get_by_label("Your comment")).to_have_value("")
    assert problems(page) == []
    page.get_by_role("button", name="Put it into the form").click()
    expect(page.get_by_label("Your comment")).to_have_value("Begun")
    expect(page.get_by_label("Your comment")).to_be_focused()
    expect(page.get_by_label("Kind of comment")).to_have_value("asks")
    page.goto(address_of(panel, number=1))
    page.get_by_role("button", name="Discard it").click()
    page.goto(address_of(panel, number=1))
    expect(page.get_by_text("You began to write here")).to_be_hidden()
    page.wait_for_function("() => localStorage.length === 0")


def test_two_tabs_keep_a_text_each_and_posting_one_leaves_the_other(open_page: Open, alice: User) -> None:
    panel = make_published_panel()
    page = begin(open_page, panel, alice)
    other = page.context.new_page()
    other.goto(address_of(panel, number=1))
    write(page, "In the first tab.")
    write(other, "In the second tab.")
    page.wait_for_function("() => localStorage.length === 2")
    post(page)
    expect(page.locator("[data-draft-text]")).to_have_text("In the second tab.")
    assert (kept(page), bodies()) == (["In the second tab."], ["In the first tab."])

    write(page, "Beside what is offered.")
    page.wait_for_function("() => localStorage.length === 2")
    expect(page.locator("[data-draft-text]")).to_be_visible()
    write(other, "In the second tab, and on.")
    other.wait_for_function("() => Object.values(localStorage).some((each) => each.includes('and on'))")
    page.get_by_role("button", name="Discard it").click()
    assert sorted(kept(page)) == ["Beside what is offered.", "In the second tab, and on."]
    other.close()
    page.reload()
    both = "Beside what is offered.\n\nIn the second tab, and on."
    expect(page.locator("[data-draft-text]")).to_have_text(both, use_inner_text=True)
    page.get_by_role("button", name="Put it into the form").click()
    assert kept(page) == [both]


def test_a_tab_that_posts_leaves_what_another_could_not_send(open_page: Open, alice: User) -> None:
    panel = make_published_panel()
    page = begin(open_page, panel, alice)
    other = page.context.new_page()
    other.goto(address_of(panel, number=1))
    page.context.set_offline(True)
    write(page, "Not sent.")
    page.get_by_role("button", name="Post comment").click()
    expect(page.locator("[data-draft-offline]")).to_be_visible()
    page.context.set_offline(False)
    other.route("**/js/draft.js", lambda route: route.abort())  # so the first tab sees what was posted first
    write(other, "Sent.")
    post(other)
    page.reload()
    expect(page.locator("[data-draft-text]")).to_contain_text("Not sent.")
    other.unroute("**/js/draft.js")
    other.reload()
    expect(other.locator("[data-draft-text]")).to_have_text("Not sent.")
    assert kept(page) == ["Not sent."]


def test_a_kept_text_is_not_shown_to_another_person(open_page: Open, alice: User, bob: User) -> None:
    panel = make_published_panel()
    page = begin(open_page, panel, alice)
    write(page, "Mine alone")
    page.goto(address_of(panel, number=2))
    sign_in(page, bob)
    page.goto(address_of(panel, number=1))
    expect(page.get_by_label("Your comment")).to_have_value("")
    expect(page.get_by_text("Mine alone")).to_have_count(0)


def test_a_visitors_text_is_offered_after_a_return(open_page: Open) -> None:
    panel = make_published_panel()
    page = open_page(address_of(panel, number=1))
    write(page, "From a visitor")
    page.goto("/conferences/")
    page.goto(address_of(panel, number=1))
    expect(page.locator("[data-draft-text]")).to_have_text("From a visitor")
    page.evaluate(AS_ONCE)
    page.reload()
    expect(page.locator("[data-draft-text]")).to_have_text("From a visitor")


@WITH_AND_WITHOUT
def test_back_and_post_again_is_one_comment(open_page: Open, alice: User, scripts: bool) -> None:
    panel = make_published_panel()
    page = begin(open_page, panel, alice, java_script_enabled=scripts)
    write(page)
    post(page)
    expect(page.locator("article.comment")).to_have_count(1)
    page.go_back()
    write(page)
    post(page)
    expect(page.locator("article.comment")).to_have_count(1)
    assert bodies() == [TEXT]


def test_a_double_click_is_one_comment(open_page: Open, alice: User) -> None:
    panel = make_published_panel()
    page = begin(open_page, panel, alice)
    write(page)
    page.get_by_role("button", name="Post comment").dblclick()
    expect(page.locator("article.comment")).to_have_count(1)
    assert bodies() == [TEXT]


@WITH_AND_WITHOUT
def test_a_preview_shows_the_text_and_posts_nothing(open_page: Open, alice: User, scripts: bool) -> None:
    panel = make_published_panel()
    page = begin(open_page, panel, alice, java_script_enabled=scripts)
    before = page.url
    write(page)
    page.get_by_role("button", name="Preview").click()
    expect(page.locator(".preview em")).to_have_text("who")
    assert (page.url == before, problems(page, scripts=scripts), bodies()) == (scripts, [], [])
    expect(page.get_by_label("Your comment")).to_have_value(TEXT)
    write(page, f"{TEXT} More.")
    page.get_by_role("button", name="Preview").click()
    expect(page.locator(".preview")).to_contain_text("More.")
    post(page)
    expect(page.locator("article.comment")).to_contain_text("More.")


def test_a_refused_preview_is_said_on_the_page(open_page: Open, alice: User) -> None:
    page = begin(open_page, make_published_panel(), alice)
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_role("alert")).to_contain_text("Please write something first.")


@WITH_AND_WITHOUT
def test_a_comment_is_supported_edited_and_withdrawn(
    open_page: Open, alice: User, bob: User, scripts: bool
) -> None:
    panel = make_published_panel()
    other = make_comment(panel, question=panel.questions.get(position=1), author=bob, body="Bob's view")
    page = begin(open_page, panel, alice, java_script_enabled=scripts)
    box = {name: page.locator(name).bounding_box() or {} for name in ("textarea", "#comment-form", ABOUT)}
    assert box["textarea"]["width"] > 0.85 * box["#comment-form"]["width"]  # not an island in its frame
    assert box[ABOUT]["x"] > box["#comment-form"]["x"] + box["#comment-form"]["width"]
    page.get_by_role("button", name="Support", exact=True).click()
    expect(page.get_by_role("button", name="Supported (1)")).to_have_attribute("aria-pressed", "true")
    assert page.url.endswith(f"#comment-{other.pk}")
    write(page)
    page.get_by_label("Kind of comment").select_option("proposes")
    post(page)
    mine = page.locator("article.comment").filter(has_text="Alice Ahmed")
    expect(mine.locator(".comment__stance")).to_have_text("Proposes")
    mine.get_by_role("link", name="Edit").click()
    expect(page.get_by_role("button", name="Save changes")).to_be_visible()
    assert problems(page, scripts=scripts) == []
    write(page, "Changed my mind")
    page.get_by_role("button", name="Save changes").click()
    expect(mine.locator(".comment__text")).to_have_text("Changed my mind")
    expect(mine.get_by_role("link", name="edited")).to_have_count(0)
    mine.get_by_role("link", name="Withdraw").click()
    expect(page.get_by_role("button", name="Withdraw this comment")).to_be_visible()
    assert problems(page, scripts=scripts) == []
    page.get_by_role("button", name="Withdraw this comment").click()
    expect(page.get_by_role("status").first).to_contain_text("Your comment is withdrawn.")
    expect(page.locator("article.comment")).to_have_count(1)


def test_new_comments_are_told_and_nothing_moves(open_page: Open, alice: User) -> None:
    panel = make_published_panel()
    question = panel.questions.get(position=1)
    for _ in range(12):
        make_comment(panel, question=question)
    page = open_page("/conferences/", viewport={"width": 360, "height": 700})
    page.clock.install()
    page.goto(f"/ar{address_of(panel, number=1)}")
    expect(page.locator("time [aria-hidden]").last).to_have_text("الآن")
    page.goto(address_of(panel, number=1))
    last = page.locator("article.comment").last
    last.scroll_into_view_if_needed()
    before = last.bounding_box()
    for _ in range(3):
        make_comment(panel, question=question)
    page.clock.fast_forward(40_000)
    pill = page.get_by_role("link", name="3 new comments")
    expect(pill).to_be_visible()
    assert (last.bounding_box(), problems(page)) == (before, [])
    said, exact = last.locator("time [aria-hidden]"), last.locator("time .exact")
    expect(said).to_have_text("now")
    page.clock.fast_forward("03:00:00")
    expect(said).to_have_text("3 hours ago")
    assert last.locator("time").get_attribute("title") == f"{exact.text_content()} (Zurich)"
    assert f" {timezone.now():%Y}, " in (exact.text_content() or "")
    page.emulate_media(media="print")
    expect(said).to_be_hidden()
    page.emulate_media(media="screen")
    pill.click()
    expect(page).to_have_url(re.compile(r"\?sort=newest#discussion$"))
    expect(page.locator("article.comment")).to_have_count(15)


@pytest.mark.parametrize(("width", "scheme"), LOOKS[:1])
def test_axe_finds_nothing_on_the_pages_of_a_comment(
    open_page: Open, alice: User, width: int, scheme: str
) -> None:
    panel = make_published_panel()
    word = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamten"
    body = f"{word * 3}\n\n```\n{word * 3}\n```"  # code wraps: no key scrolls a box of it
    own = make_comment(panel, author=alice, body=body, stance="asks")
    other = make_comment(parent=own, author=make_user(name=word, affiliation=word), body="> quoted")
    page = begin(open_page, panel, alice, viewport={"width": width, "height": 800}, color_scheme=scheme)
    names = {"edits": own, "withdrawal": own, "history": own, "support": other, "replies": other}
    addresses = {name: reverse(f"comments:{name}", args=[comment.pk]) for name, comment in names.items()}
    addresses["session"] = address_of(panel)
    found, wide = {}, []
    for name, address in addresses.items():
        page.goto(address)
        found[name] = problems(page)
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            wide.append(name)
    assert ({name: each for name, each in found.items() if each}, wide) == ({}, [])


def test_what_nobody_types_leaves_what_somebody_typed_there_and_both_are_offered(
    open_page: Open, alice: User
) -> None:
    """A saved copy of a page is the visitors', and so is what is typed into it without a network."""
    page = begin(open_page, make_published_panel(), alice)
    write(page, "First, signed in.")
    page.wait_for_function("() => localStorage.length === 1")
    page.context.clear_cookies()
    page.reload()
    expect(page.locator("[data-draft-offer]")).to_be_hidden()
    write(page, "Second, on the copy.")
    page.wait_for_function("() => localStorage.length === 2")
    sign_in(page, alice)
    page.reload()
    offered = page.locator("[data-draft-text]")
    expect(offered).to_have_text("First, signed in.\n\nSecond, on the copy.", use_inner_text=True)
    page.locator("[data-draft-restore]").click()
    assert page.get_by_label("Your comment").input_value() == "First, signed in.\n\nSecond, on the copy."
    assert kept(page) == ["First, signed in.\n\nSecond, on the copy."]
