"""How pages are set where only a browser lays them out: what stands beside, below and within what."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from comments import services
from cyberconf.accounts.models import User
from events import previewing
from speakers import links
from tests.browser.looking import sign_in
from tests.builders import (
    make_appearance,
    make_comment,
    make_conference,
    make_moderator,
    make_passkey,
    make_published_panel,
    make_speaker,
    make_user,
)
from tests.pages import address_of

Open = Callable[..., Page]
PHONE = {"viewport": {"width": 360, "height": 800}}


def box(part: Locator) -> dict[str, float]:
    found = part.bounding_box()
    assert found is not None
    return dict(found)


def side(part: Locator, name: str) -> float:
    """Where the words of a part begin or end, wherever its box does."""
    script = """(node, name) => {
      const range = document.createRange();
      range.selectNodeContents(node);
      return range.getBoundingClientRect()[name];
    }"""
    return float(part.evaluate(script, name))


def speak_arabic(page: Page) -> None:
    place = {"domain": str(urlsplit(page.url).hostname), "path": "/"}
    page.context.add_cookies([{"name": settings.LANGUAGE_COOKIE_NAME, "value": "ar", **place}])


def test_for_whom_somebody_speaks_begins_a_line_without_the_dot_before_it(open_page: Open) -> None:
    author = make_user(affiliation="Cyber Peace Foundation of all", speaking_for="organisation")
    comment = make_comment(author=author)
    page = open_page(address_of(comment.discussion.session), **PHONE)
    standing, capacity = page.locator(".comment__standing"), page.locator(".comment__capacity")
    assert box(capacity)["y"] > box(page.locator(".comment__affiliation"))["y"]
    dot = "(node) => getComputedStyle(node, '::before').inlineSize"
    shift = float(capacity.evaluate(dot).removesuffix("px"))
    assert box(capacity)["x"] + shift == pytest.approx(box(standing)["x"], abs=0.5)
    assert standing.evaluate("(node) => getComputedStyle(node).overflowX") == "clip"


STEPS = """(all) => all.map((each) => {
  const { borderLeftWidth } = getComputedStyle(each);
  const inner = each.querySelector(".comment__text");
  return [Math.round(inner.getBoundingClientRect().left), borderLeftWidth, getComputedStyle(inner).fontSize];
})"""


def test_replies_step_in_three_times_beside_a_rule_and_keep_their_size(open_page: Open) -> None:
    panel = make_published_panel()
    said = make_comment(panel)
    for _ in range(4):
        said = make_comment(parent=said)
    page = open_page(address_of(panel), viewport={"width": 1024, "height": 800})
    found = page.locator("article.comment").evaluate_all(STEPS)
    lefts = [left for left, _rule, _size in found]
    assert (lefts[:4], len(set(lefts)), lefts[3]) == (sorted(lefts[:4]), 4, lefts[4])
    assert [rule for _left, rule, _size in found] == ["0px", *["2px"] * 4]
    assert len({size for _left, _rule, size in found}) == 1


def test_a_quotation_in_another_language_stands_on_its_own_side_of_a_comment(open_page: Open) -> None:
    comment = make_comment(body="ينطبق القانون الدولي بالكامل.\n\n> It applies in full.\n\nIt does.")
    page = open_page(address_of(comment.discussion.session))
    text, quoted = page.locator(".comment__text"), page.locator(".comment__text blockquote")
    arabic, english = text.locator("> p").first, text.locator("> p").last
    assert side(arabic, "right") == pytest.approx(box(text)["x"] + box(text)["width"], abs=2)
    assert side(english, "left") == pytest.approx(box(text)["x"], abs=2)
    assert quoted.evaluate("(node) => getComputedStyle(node).borderLeftStyle") == "solid"


def test_a_name_of_two_lines_stands_at_the_side_of_the_page(open_page: Open) -> None:
    author = make_user(name="Ludwig Maximilian von Hohenstein-Wittgenstein")
    comment = make_comment(author=author)
    page = open_page("/conferences/", **PHONE)
    speak_arabic(page)
    page.goto(address_of(comment.discussion.session))
    name, head = page.locator(".comment__name"), box(page.locator(".comment__head"))
    assert box(name)["height"] > 40
    assert side(name, "right") == pytest.approx(head["x"] + head["width"], abs=1)
    assert name.evaluate("(node) => getComputedStyle(node).textAlign") == "right"


def test_what_the_form_has_not_to_say_yet_takes_no_room(open_page: Open) -> None:
    page = open_page(address_of(make_published_panel()))
    frame, button = page.locator(".discussion__write"), page.get_by_role("button", name="Post comment")
    above = box(page.locator(".discussion__writer"))["y"] - box(frame)["y"]
    below = box(frame)["y"] + box(frame)["height"] - box(button)["y"] - box(button)["height"]
    assert below == pytest.approx(above, abs=4)
    page.get_by_label("Your comment").fill("What I think.")
    page.get_by_role("button", name="Preview").click()
    preview = page.locator(".preview")
    expect(preview).to_be_visible()
    below_it = "(node) => node.closest('div[data-preview]').nextElementSibling.getBoundingClientRect().top"
    gap = f"(node) => ({below_it})(node) - node.getBoundingClientRect().bottom"  # at once: the page scrolls
    assert preview.evaluate(gap) == pytest.approx(16, abs=1)


def test_the_place_of_a_conference_stands_at_the_side_of_the_page_in_every_line(open_page: Open) -> None:
    conference = make_conference(venue_name="Palais des Nations", venue_address="Geneva")
    panel = make_published_panel(conference=conference)
    page = open_page(address_of(panel))
    speak_arabic(page)
    page.reload()
    place = page.locator(".foot p", has_text="Geneva")
    assert side(place.locator("bdi"), "right") == pytest.approx(side(place, "right"), abs=1)


def test_the_name_of_a_conference_in_preview_is_read_whole_on_a_phone(open_page: Open) -> None:
    conference = make_published_panel(
        conference=make_conference(short_title="Stability of Cyberspace")
    ).conference
    link = previewing.make(conference, by=None, name="The ministry", days=7)
    page = open_page(f"/previews/{previewing.token(link)}/", **PHONE)
    brand, ways = page.locator(".bar__brand"), page.locator(".bar .menu")
    assert brand.evaluate("(node) => node.scrollWidth <= node.clientWidth")
    assert box(ways)["height"] < 50  # one row below it
    assert side(ways.locator("a").first, "left") == pytest.approx(side(brand, "left"), abs=1)
    notice = page.locator(".message--warning")
    assert box(notice)["y"] >= box(page.locator(".bar"))["height"] + 16


def test_a_box_to_tick_keeps_its_size_beside_words_of_several_lines(open_page: Open) -> None:
    speaker = make_speaker()
    make_appearance(make_published_panel(), speaker)
    page = open_page(f"/speakers/{links.token(links.make(speaker, by=None))}/", **PHONE)
    ticked, words = box(page.get_by_role("checkbox")), page.locator(".field__choice > span")
    assert ticked["width"] == ticked["height"] == pytest.approx(20.8, abs=0.5)
    assert box(words)["height"] > 3 * ticked["height"]
    assert ticked["y"] == pytest.approx(side(words, "top"), abs=4)


def test_the_rule_beside_what_is_wrong_begins_with_the_question_that_was_asked(
    open_page: Open, alice: User
) -> None:
    comment = make_comment()
    page = open_page("/conferences/")
    sign_in(page, alice)
    page.goto(reverse("comments:reports", args=[comment.pk]))
    page.get_by_role("button", name="Report this comment").click()
    wrong = page.locator("fieldset.field--wrong")
    legend = wrong.locator("legend")
    assert (box(legend)["x"], box(legend)["y"]) == (box(wrong)["x"], box(wrong)["y"])
    assert legend.evaluate("(node) => getComputedStyle(node).borderInlineStartWidth") == "3px"
    assert box(wrong.locator(".field__errors"))["y"] - side(legend, "bottom") >= 6


def test_what_stands_in_the_lists_of_an_account_keeps_off_what_is_above(open_page: Open, alice: User) -> None:
    make_passkey(alice)
    page = open_page("/conferences/", **PHONE)
    sign_in(page, alice)
    page.goto(reverse("account_profile"))
    row = page.locator(".account__links li", has_text="Set a password")
    assert side(row.locator("span"), "top") - box(row)["y"] >= 8
    page.goto(reverse("mfa_index"))
    listed = page.locator(".account__links")
    above = box(page.get_by_text("signs you in by your finger"))
    assert side(listed.locator("span").first, "top") - above["y"] - above["height"] >= 16


def test_the_facts_of_a_decision_stand_below_each_other_each_on_its_line(
    open_page: Open, alice: User, mona: User
) -> None:
    comment = make_comment(author=alice)
    make_moderator(comment.discussion.session.conference, mona)
    action = services.decide(
        comment, "hide", by=mona, reason="off_topic", note="Please keep to the question."
    )
    assert action is not None
    page = open_page("/conferences/", viewport={"width": 1440, "height": 900})
    sign_in(page, alice)
    page.goto(reverse("comments:appeal", args=[action.pk]))
    rows = page.locator(".moderation > div")
    expect(rows).to_have_count(4)
    assert max(box(row)["height"] for row in rows.all()) < 45  # a line and its space
    assert len({box(row)["x"] for row in rows.all()}) == 1


def test_paper_has_no_sheet_with_the_clock_of_a_discussion_alone(open_page: Open) -> None:
    comment = make_comment()
    page = open_page(address_of(comment.discussion.session))
    page.emulate_media(media="print")
    about, said = page.locator(".discussion__about"), page.locator(".discussion__said")
    assert box(about)["y"] - box(said)["y"] - box(said)["height"] <= 12
    assert about.evaluate("(node) => getComputedStyle(node).breakBefore") == "avoid"


def test_paper_says_in_which_zone_the_times_of_the_latest_comments_are(open_page: Open) -> None:
    conference = make_comment().discussion.session.conference
    page = open_page(reverse("comments:latest", args=[conference.slug]))
    page.emulate_media(media="print")
    expect(page.get_by_text("Time zone: Zurich")).to_be_visible()
    expect(page.get_by_role("link", name="Feed")).to_be_hidden()
