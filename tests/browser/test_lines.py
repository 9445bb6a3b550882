"""How lines stand to each other: in columns, against the page's direction, beside another clock, on paper."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, expect

from events.models import Conference
from tests.browser.conftest import Open
from tests.browser.looking import problems
from tests.builders import (
    NINE,
    make_appearance,
    make_conference,
    make_question,
    make_release,
    make_session,
    make_speaker,
)

HOUR = timedelta(hours=1)
LONG = "What a small state can ask of a large one, and what it should offer in return"
RIGHT = """(found) => found.map((each) => {
  const words = document.createRange();
  words.selectNodeContents(each);
  const lines = [...words.getClientRects()].filter((line) => line.width > 1);
  return [...new Set(lines.map((line) => Math.round(line.right)))].length;
})"""
# How far the text of each lies below the text before it.
GAPS = """(found) => found.map((each) => {
  const edges = (node) => {
    const words = document.createRange();
    words.selectNodeContents(node);
    return words.getBoundingClientRect();
  };
  return Math.round(edges(each).top - edges(each.previousElementSibling).bottom);
})"""
HEIGHTS = "(found) => found.map((each) => Math.round(each.getBoundingClientRect().height))"
WIDTHS = "(found) => found.map((each) => Math.round(each.getBoundingClientRect().width))"
# Whether the point between two words is left out where the second begins a line.
POINT = """(track) => {
  const { top, left } = track.getBoundingClientRect();
  const label = track.parentElement.getBoundingClientRect();
  const point = parseFloat(getComputedStyle(track, "::before").left);
  const { overflowX } = getComputedStyle(track.parentElement);
  return [top > label.top, Math.round(left - label.left), point < 0, overflowX];
}"""


@pytest.fixture
def harbour(transactional_db: None) -> Conference:
    """Four sessions that run now, side by side: the first with all that belongs to one, for three days."""
    conference = make_conference(slug="harbour", title="Harbour", time_zone="UTC", venue_name=LONG)
    begun = timezone.now().replace(minute=0, second=0, microsecond=0)
    for number, title in enumerate((LONG, "Hospitals first", "Cables", "Ports")):
        room = conference.rooms.create(name=f"Room {number}", slug=f"room-{number}", position=number)
        ends = begun + (3 * 24 if number == 0 else 2) * HOUR
        session = make_session(
            conference, slug=f"s-{number}", title=title, room=room, starts_at=begun, ends_at=ends
        )
        if number == 0:
            make_question(session, text="Who pays?", outcome="All do.")
            make_question(session, text="Who is told?")
            conference.materials.create(session=session, title=LONG, url="https://example.org/paper")
        else:
            make_appearance(session, make_speaker(name=f"Person {number}"))
    make_release(conference)
    return conference


def is_clear_of(one: Locator, other: Locator) -> bool:
    """Say whether two boxes have no place in common."""
    a, b = one.bounding_box(), other.bounding_box()
    assert a is not None
    assert b is not None
    apart = (abs(2 * (a[at] - b[at]) + a[size] - b[size]) >= a[size] + b[size] for at, size in SIDES)
    return any(apart)


SIDES = (("x", "width"), ("y", "height"))


def test_what_runs_now_stands_two_and_two_and_never_three_and_one(
    open_page: Open, harbour: Conference
) -> None:
    page = open_page("/harbour/", viewport={"width": 1440, "height": 900})
    places = (
        page.locator(".now__list")
        .first.locator("li")
        .evaluate_all("(found) => found.map((each) => Math.round(each.getBoundingClientRect().left))")
    )
    assert (places[0], places[1]) == (places[2], places[3])


@pytest.mark.parametrize("width", [360, 1440])
def test_titles_and_places_against_the_page_end_where_it_begins(
    open_page: Open, harbour: Conference, width: int
) -> None:
    page = open_page("/ar/harbour/", viewport={"width": width, "height": 900})
    ends = [page.locator(each).evaluate_all(RIGHT) for each in (".now__list a", ".foot p[dir]")]
    page.goto("/ar/harbour/sessions/s-0/")
    ends.append(page.locator(".materials a").evaluate_all(RIGHT))
    assert [set(each) for each in ends] == [{1}] * 3


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("width", [360, 1440])
def test_the_readers_time_stands_clear_of_the_venues(
    open_page: Open, harbour: Conference, language: str, width: int
) -> None:
    page = open_page(f"/{language}/harbour/sessions/s-1/", viewport={"width": width, "height": 900})
    page.goto(f"/{language}/harbour/sessions/s-0/questions/1/?tz=Asia/Tokyo")
    told = page.locator(".asking__when")
    assert is_clear_of(told.locator(".span"), told.locator(".there"))
    page.goto(f"/{language}/harbour/search/?q=hospitals&tz=Asia/Tokyo")
    hit = page.locator(".hit__place").first
    assert is_clear_of(hit.locator("time").first, hit.locator(".there"))


def test_scripts_say_how_many_days_ahead_a_session_of_days_ends(
    open_page: Open, transactional_db: None
) -> None:
    conference = make_conference(slug="c")
    make_session(conference, slug="days", ends_at=NINE + timedelta(days=3, hours=12))
    make_release(conference)
    page = open_page("/c/sessions/days/?tz=Pacific/Auckland", java_script_enabled=False)
    expect(page.locator(".there em")).to_have_text("+4 days")
    page = open_page("/c/sessions/days/")
    page.evaluate("localStorage.setItem('zone', 'Pacific/Auckland')")
    page.reload()
    expect(page.locator(".there em")).to_have_text("+4 days")


def test_what_is_said_of_a_session_in_a_column_stands_evenly_and_begins_no_line_with_a_point(
    open_page: Open, transactional_db: None
) -> None:
    conference = make_conference(slug="c")
    track = conference.tracks.create(name="Law and diplomacy of the high seas", slug="law")
    for number in range(7):
        room = conference.rooms.create(name=f"Room {number}", slug=f"room-{number}", position=number)
        session = make_session(conference, title="Norms", room=room, track=track)
        if number == 0:
            make_appearance(session, make_speaker(name="Ann"))
    make_release(conference)
    page = open_page("/c/", viewport={"width": 1440, "height": 900})
    assert page.locator(".entry__track").first.evaluate(POINT) == [True, 0, True, "clip"]
    gaps = page.locator(".slot .entry__title").evaluate_all(GAPS)
    assert max(gaps) - min(gaps) <= 1  # as parts of a pixel are rounded
    page.emulate_media(media="print")
    assert len(set(page.locator(".facts > div").evaluate_all(WIDTHS))) == 1
    # What no page has room for begins where it can, not on a page of its own.
    assert page.locator(".slot").evaluate("slot => getComputedStyle(slot).breakInside") == "auto"


def test_questions_on_a_phone_have_rows_of_one_height(open_page: Open, harbour: Conference) -> None:
    page = open_page("/harbour/sessions/s-0/", viewport={"width": 360, "height": 900})
    assert page.get_by_role("link", name="Outcome").count() == 1
    assert len(set(page.locator(".asked__tools").evaluate_all(HEIGHTS))) == 1
    assert problems(page) == []


def test_a_heading_in_a_text_stands_nearer_to_what_it_heads(open_page: Open, transactional_db: None) -> None:
    conference = make_conference(slug="c")
    make_session(conference, slug="s", description="First.\n\n### Second\n\nThird.")
    make_release(conference)
    texts = open_page("/c/sessions/s/").locator(".prose > * + *")
    above, below = texts.evaluate_all(GAPS)
    assert above > below
