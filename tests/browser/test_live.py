"""An open page of a running conference, which is never loaded again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from time import monotonic
from typing import Any

import pytest
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import Page, Response, expect

from events import live, team
from events.announcing import announce, clear
from events.models import Conference, Session
from tests.browser.looking import LONG_WORD, LOOKS, is_wider_than_the_window, problems, sign_in
from tests.builders import make_comment, make_conference, make_release, make_session, make_user

Open = Callable[..., Page]
MINUTE = timedelta(minutes=1)
FIVE = 5_000  # ms


@pytest.fixture
def conference(transactional_db: None) -> Iterator[Conference]:
    """One that has begun half an hour ago: a panel, and a talk after it."""
    now = timezone.now().replace(second=0, microsecond=0)
    found = make_conference(slug="ports", title="Ports", time_zone="UTC")
    make_session(found, slug="norms", title="Norms", starts_at=now - 30 * MINUTE, ends_at=now + 30 * MINUTE)
    make_session(
        found, slug="law", title="Law", kind="talk", starts_at=now + 40 * MINUTE, ends_at=now + 60 * MINUTE
    )
    make_release(found)
    yield found
    cache.clear()


IS_ON_TOP = """time => {
  time.scrollIntoView({ behavior: "instant", block: "center" });
  const { x, y, width, height } = time.getBoundingClientRect();
  return [y + 2, y + height - 2].every((edge) => document.elementFromPoint(x + width / 2, edge) === time);
}"""
BORDER_AT_END = """row => {
  const { borderBlockEndStyle, borderBlockEndColor } = getComputedStyle(row);
  return [borderBlockEndStyle, borderBlockEndColor];
}"""


def strip(page: Page) -> Any:
    return page.locator('[data-live="message"]')


@pytest.fixture
def often(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages ask six times as often as they do, so that nothing waits long."""
    monkeypatch.setattr(live, "SOON", 0.5)


def test_a_message_is_on_an_open_page_within_five_seconds_and_gone_as_soon(
    open_page: Open, conference: Conference
) -> None:
    pages = [open_page(address) for address in ("/ports/", "/ports/sessions/norms/", "/ports/speakers/")]
    for page in pages:
        page.evaluate("window.isTheSame = true")
    started = monotonic()
    announce(conference, by=None, text="<i>Panel 2</i> starts at 11:25")
    for page in pages:
        expect(strip(page)).to_contain_text("<i>Panel 2</i> starts at 11:25", timeout=FIVE)
    assert monotonic() - started < 5
    assert [problems(page) for page in pages] == [[], [], []]
    clear(conference)
    for page in pages:
        expect(strip(page)).to_have_text("", timeout=FIVE)
        assert page.evaluate("window.isTheSame") is True


def test_what_is_asked_again_is_answered_without_a_body(
    open_page: Open, conference: Conference, often: None
) -> None:
    page = open_page("/ports/")
    answers: list[Response] = []
    page.on("response", lambda each: answers.append(each) if each.url.endswith("/live.json") else None)
    page.wait_for_timeout(1_500)
    assert [answer.status for answer in answers[:2]] == [200, 304]
    assert int(answers[1].headers.get("content-length", "0")) == 0


def test_what_is_on_moves_on_and_the_rule_with_it(open_page: Open, conference: Conference) -> None:
    page = open_page("/ports/")
    rows = page.locator(".agenda > li")
    expect(rows.nth(1)).to_have_class("present")
    assert page.locator(".present time").evaluate(IS_ON_TOP)
    now = timezone.now().replace(microsecond=0)
    Session.objects.filter(slug="norms").update(ends_at=now)
    Session.objects.filter(slug="law").update(starts_at=now)
    make_release(conference)
    # The page has the times of the release before; what is on is said of the newest.
    expect(page.locator(".now")).not_to_contain_text("Norms", timeout=FIVE)
    expect(page.locator(".now").get_by_role("link", name="Law")).to_be_visible()
    expect(page.get_by_role("link", name="The programme has changed.")).to_be_visible()
    page.get_by_role("link", name="The programme has changed.").click()
    expect(page.locator("#session-law")).to_have_class("entry entry--plain entry--now")
    expect(page.locator("#session-norms")).to_have_class("entry entry--panel entry--over")
    expect(page.locator('[data-live="changed"]')).to_have_text("")
    expect(rows.nth(2)).to_have_class("present")
    assert problems(page) == []
    page.emulate_media(media="print")  # what is on now is not when it is read
    expect(page.locator(".now")).to_be_hidden()


def test_the_rule_of_the_present_moment_runs_through_no_other(
    open_page: Open, conference: Conference
) -> None:
    Session.objects.filter(slug="law").update(kind="break")
    make_release(conference)
    rows = open_page("/ports/").locator(".agenda > li")
    ends = [rows.nth(n).evaluate(BORDER_AT_END) for n in range(3)]
    assert [style for style, _colour in ends] == ["solid", "none", "dashed"]
    assert ends[0] == ["solid", "rgba(0, 0, 0, 0)"]


def test_paper_knows_nothing_of_the_moment(open_page: Open, conference: Conference) -> None:
    Session.objects.filter(slug="norms").update(ends_at=timezone.now() - 5 * MINUTE)
    make_release(conference)
    page = open_page("/ports/")
    titles = [page.locator(f"#session-{slug} .entry__title a") for slug in ("norms", "law")]
    seen = {
        media: len({title.evaluate("title => getComputedStyle(title).color") for title in titles})
        for media in ("screen", "print")
        if not page.emulate_media(media=media)
    }
    assert seen == {"screen": 2, "print": 1}


def test_a_session_that_begins_is_marked_and_what_ended_steps_back(
    open_page: Open, transactional_db: None
) -> None:
    cache.clear()
    now = timezone.now().replace(microsecond=0)
    found = make_conference(slug="ports", time_zone="UTC")
    turn = now + timedelta(seconds=3)
    make_session(found, slug="norms", title="Norms", starts_at=now - 30 * MINUTE, ends_at=turn)
    make_session(found, slug="law", title="Law", starts_at=turn, ends_at=turn + 30 * MINUTE)
    make_release(found)
    page = open_page("/ports/")
    session = open_page("/ports/sessions/law/")
    expect(page.locator("#session-norms .entry__now")).to_have_text("Now")
    expect(page.locator("#session-law .entry__now")).to_have_text("Now", timeout=3_000 + FIVE)
    expect(page.locator("#session-norms .entry__now")).to_have_count(0)
    expect(page.locator("#session-norms")).to_have_class("entry entry--panel entry--over")
    expect(page.locator(".agenda > li").last).to_have_class("present")
    expect(session.locator(".session__head > .entry__label .entry__now")).to_have_text("Now", timeout=FIVE)


def test_open_pages_say_that_there_is_a_new_comment_and_count_it(
    open_page: Open, conference: Conference
) -> None:
    programme = open_page("/ports/")
    page = open_page("/ports/sessions/norms/")
    page.wait_for_event(
        "response", lambda each: each.url.endswith("/live.json")
    )  # it knows how many there were
    make_comment(conference.sessions.get(slug="norms"))
    expect(page.get_by_text("1 new comment")).to_be_visible(timeout=FIVE + 1_000)
    expect(programme.locator("#session-norms").get_by_text("Discussion (1)")).to_be_visible(timeout=FIVE)


def test_a_page_without_a_network_asks_nothing_and_catches_up(
    open_page: Open, conference: Conference, often: None
) -> None:
    page = open_page("/ports/")
    asked: list[str] = []
    page.on("request", lambda each: asked.append(each.url) if each.url.endswith("/live.json") else None)
    page.context.set_offline(True)
    announce(conference, by=None, text="Lunch is served")
    page.wait_for_timeout(1_500)
    assert asked == []
    page.context.set_offline(False)
    expect(strip(page)).to_contain_text("Lunch is served", timeout=FIVE)


def test_a_page_that_is_refused_asks_less_and_less_often(
    open_page: Open, conference: Conference, often: None
) -> None:
    page = open_page("/ports/")
    asked: list[float] = []

    def refuse(route: Any) -> None:
        asked.append(monotonic())
        route.fulfill(status=503)

    page.route("**/live.json", refuse)
    page.wait_for_timeout(4_500)
    assert 2 <= len(asked) <= 3  # after half a second, then after one, then two, then four


@pytest.mark.parametrize("scripts", [True, False])
def test_staff_on_a_phone_tell_everybody_and_let_a_panel_take_longer(
    open_page: Open, conference: Conference, scripts: bool
) -> None:
    editor = make_user(role="editor")
    team.join(conference=conference, user=editor, role=team.Role.EDITOR)
    public = open_page("/ports/")
    page = open_page("/", viewport={"width": 360, "height": 800}, java_script_enabled=scripts)
    sign_in(page, editor)
    page.goto(f"/admin/events/conference/{conference.pk}/live/")
    assert problems(page, ".live", scripts=scripts) == []

    page.get_by_label("Message to all pages").fill("Lunch is served")
    started = monotonic()
    page.get_by_role("button", name="Show on all pages").click()
    expect(strip(public)).to_contain_text("Lunch is served", timeout=FIVE)
    assert monotonic() - started < 5

    page.get_by_role("button", name="+15 min").click()
    expect(page.locator(".live-changes li")).to_have_count(2)  # until 15 minutes later; the talk 5 minutes
    assert problems(page, ".live", scripts=scripts) == []
    page.get_by_role("link", name="All that follows").click()
    expect(page.locator(".live-changes li")).to_have_count(2)
    page.get_by_role("button", name="Do this and publish it").click()
    expect(page.get_by_text("Release 2 is published:")).to_be_visible()
    expect(public.get_by_role("link", name="The programme has changed.")).to_be_visible(timeout=FIVE)
    norms = Session.objects.get(slug="norms")
    end = norms.ends_at.astimezone(conference.zone)  # type: ignore[union-attr]
    expect(public.locator(".now")).to_contain_text(f"until {end:%H:%M}")

    page.get_by_role("button", name="Take the message away").click()
    expect(strip(public)).to_have_text("", timeout=FIVE)


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_staff_can_use_the_page_of_the_day(
    open_page: Open, conference: Conference, width: int, scheme: str
) -> None:
    editor = make_user(role="editor")
    team.join(conference=conference, user=editor, role=team.Role.EDITOR)
    Session.objects.filter(slug="law").update(title=f"Law {LONG_WORD} " + "and order " * 20)
    page = open_page("/", color_scheme=scheme, viewport={"width": width, "height": 800})
    sign_in(page, editor)
    for address in ("", f"?session={Session.objects.get(slug='norms').uid}&minutes=30"):
        page.goto(f"/admin/events/conference/{conference.pk}/live/{address}")
        assert problems(page, ".live") == []
        assert not is_wider_than_the_window(page)


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_everybody_can_use_the_page_while_it_runs(
    open_page: Open, conference: Conference, width: int, scheme: str
) -> None:
    announce(conference, by=None, text="Panel 2 starts at 11:25 " + "x" * 200)
    page = open_page("/ports/", color_scheme=scheme, viewport={"width": width, "height": 800})
    assert problems(page) == []
    assert not is_wider_than_the_window(page)


def test_a_link_to_a_session_of_a_day_that_is_over_opens_the_day(
    open_page: Open, transactional_db: None
) -> None:
    now, conference = timezone.now().replace(microsecond=0), make_conference(slug="ports", time_zone="UTC")
    for days in (-2, 0, 1):
        starts_at = now + timedelta(days=days)
        ends_at = starts_at + timedelta(hours=1)
        make_session(conference, slug=f"day{days}", starts_at=starts_at, ends_at=ends_at)
    make_release(conference)
    page = open_page("/ports/")
    gone = page.locator("#session-day-2")
    expect(gone).to_be_hidden()
    page.goto(f"{page.url}#session-day-2")
    expect(gone).to_be_in_viewport()
