"""How lines stand to each other: in columns, against the page's direction, beside another clock, on paper."""

from __future__ import annotations

import json
from datetime import timedelta
from itertools import pairwise

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, expect

from events.models import Conference
from tests.browser.conftest import Open
from tests.browser.looking import problems
from tests.builders import (
    NINE,
    make_appearance,
    make_comment,
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
# Where the text of each begins and ends, across and down.
EDGES = """(found) => found.map((each) => {
  const words = document.createRange();
  words.selectNodeContents(each);
  const { left, right, top, bottom } = words.getBoundingClientRect();
  return [left, right, top, bottom].map(Math.round);
})"""
# Where what is written in it ends, and the element itself where that is what is asked.
RIGHTMOST = """(node) => {
  if (node.matches("header")) return Math.round(node.getBoundingClientRect().right);
  const words = document.createRange();
  words.selectNodeContents(node);
  return Math.round(Math.max(...[...words.getClientRects()].map((line) => line.right)));
}"""
# How many lines the text of each takes.
LINES = """(found) => found.map((each) => {
  const words = document.createRange();
  words.selectNodeContents(each);
  return new Set([...words.getClientRects()].map((line) => Math.round(line.bottom))).size;
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
            conference,
            slug=f"s-{number}",
            title=title,
            description="Briefly.",
            room=room,
            starts_at=begun,
            ends_at=ends,
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
def test_titles_places_and_short_texts_against_the_page_end_where_it_begins(
    open_page: Open, harbour: Conference, width: int
) -> None:
    session = harbour.sessions.get(slug="s-0")
    said = make_comment(session, question=session.questions.get(position=1), body="Yes.")
    page = open_page(f"/ar/comments/{said.pk}/replies/", viewport={"width": width, "height": 900})
    name, quoted = page.locator(".comment__name, .comment__text p").evaluate_all(EDGES)
    assert quoted[1] == name[1]
    page.goto("/ar/harbour/sessions/s-0/questions/1/")
    above, told = page.locator(".outcome > h2, .outcome p").evaluate_all(EDGES)
    assert told[1] == above[1]
    page.goto("/ar/harbour/")
    ends = [page.locator(each).evaluate_all(RIGHT) for each in (".now__list a", ".foot p[dir]")]
    page.goto("/ar/harbour/sessions/s-0/")
    ends.append(page.locator(".materials a").evaluate_all(RIGHT))
    assert [set(each) for each in ends] == [{1}] * 3
    page.goto("/ar/harbour/search/?q=cables")
    title, passage = page.locator(".hit__title, .hit__text").evaluate_all(EDGES)
    assert passage[1] == title[1]
    page.goto("/ar/harbour/?q=cables")
    title, passage = page.locator(".entry__title, .entry__text").evaluate_all(EDGES)
    assert passage[1] == title[1]


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
    make_session(conference, slug="year", ends_at=NINE + timedelta(days=365))
    make_release(conference)
    page = open_page("/c/sessions/days/?tz=Pacific/Auckland", java_script_enabled=False)
    expect(page.locator(".there em")).to_have_text("+4 days")
    page = open_page("/c/sessions/days/")
    page.evaluate("localStorage.setItem('zone', 'Pacific/Auckland')")
    page.reload()
    expect(page.locator(".there em")).to_have_text("+4 days")
    page.goto("/c/sessions/days/?tz=Europe/Zurich")  # the venue's: what is asked for last counts
    page.wait_for_function("() => localStorage.zone === ''")
    expect(page.locator(".there")).to_have_count(0)
    assert (
        len(json.loads(page.locator("[data-days]").get_attribute("data-days") or "")) == 12
    )  # no list of a year


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


def test_days_begin_where_the_heading_under_them_does(open_page: Open, transactional_db: None) -> None:
    conference = make_conference(slug="c")
    for day in range(2):
        make_session(conference, starts_at=NINE + timedelta(days=day))
    make_release(conference)
    for address in ("/c/", "/ar/c/"):
        page = open_page(address, viewport={"width": 360, "height": 900})
        lines = page.locator(".tabs a:first-child, .day__head h2").evaluate_all(EDGES)
        side = 0 if address == "/c/" else 1
        assert len({line[side] for line in lines}) == 1


def test_a_zone_that_is_not_known_is_told_above_its_field_and_no_other_is_shown(
    open_page: Open, harbour: Conference
) -> None:
    page = open_page("/harbour/?tz=Asia/Tokyo", viewport={"width": 1440, "height": 900})
    expect(page.locator(".day__head .there").first).to_have_text("Tokyo time (UTC+9)")
    page.wait_for_function("() => localStorage.getItem('zone') === 'Asia/Tokyo'")
    page.goto("/harbour/?tz=Nowhere", wait_until="networkidle")
    expect(page.locator(".zone > summary")).to_have_text("Show in my time")
    expect(page.locator(".there, [data-zoned]:not(summary, :empty)")).to_have_count(0)
    told, field = (page.locator(each).bounding_box() for each in (".zone__wrong", ".zone__field"))
    assert told is not None
    assert field is not None
    assert (field["y"] >= told["y"] + told["height"], field["x"]) == (True, told["x"])


def test_whose_clock_it_is_begins_a_line_where_it_does_not_fit_the_one_before(
    open_page: Open, transactional_db: None
) -> None:
    conference = make_conference(slug="c", time_zone="Europe/Zurich")
    make_session(conference)
    make_release(conference)
    page = open_page("/c/?tz=Asia/Tokyo", viewport={"width": 360, "height": 900})
    head, clock = page.locator(".day__head h2, .day__head .there").evaluate_all(EDGES)
    assert (page.locator(".day__head .there").evaluate_all(LINES), clock[0]) == ([1], head[0])
    page = open_page("/c/", viewport={"width": 1440, "height": 900})
    rights = [page.locator(each).first.evaluate(RIGHTMOST) for each in (".day__head", ".day__head p")]
    assert rights[0] == rights[1]


def test_links_to_materials_stand_evenly_where_one_takes_two_lines(
    open_page: Open, harbour: Conference
) -> None:
    session = harbour.sessions.get(slug="s-0")
    for title in ("Slides", "Notes"):
        harbour.materials.create(session=session, title=title, url="https://example.org/")
    make_release(harbour)
    page = open_page("/harbour/sessions/s-0/", viewport={"width": 360, "height": 900})
    places = page.locator(".materials a").evaluate_all(EDGES)
    gaps = [after[2] - before[3] for before, after in pairwise(places)]
    assert max(gaps) - min(gaps) <= 4


def test_no_name_in_an_embedded_programme_is_parted_and_no_line_begins_with_a_comma(
    open_page: Open, transactional_db: None
) -> None:
    conference = make_conference(slug="c")
    session = make_session(conference, slug="s")
    for name in ("Chiara Rossi", "Dmitri Volkov", "Elif Yildiz", "Farah Nasser", "Gao Wei"):
        make_appearance(session, make_speaker(name=name))
    make_release(conference)
    for address in ("/ar/c/embed/", "/ar/c/embed/sessions/s/"):
        page = open_page(address)
        for width in range(280, 420, 20):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.locator(".embed__names").evaluate_all(LINES) != [1]
            assert page.locator(".embed__names > span").evaluate_all(LINES) == [1] * 5


def test_arabic_letters_in_the_bar_are_whole_in_two_lines(open_page: Open, transactional_db: None) -> None:
    conference = make_conference(
        slug="c", title="الموانئ الآمنة: مؤتمر حول أمن الموانئ في الفضاء", language="ar"
    )
    make_session(conference)
    make_release(conference)
    page = open_page("/ar/c/", viewport={"width": 360, "height": 900})
    size, height = page.locator(".bar__brand").evaluate(
        "(brand) => [parseFloat(getComputedStyle(brand).fontSize), brand.clientHeight]"
    )
    assert height >= 2 * 1.4 * size - 1


def test_an_embedded_question_that_runs_against_the_page_stands_beside_its_rule(
    open_page: Open, harbour: Conference
) -> None:
    session = harbour.sessions.get(slug="s-0")
    make_question(
        session, text=f"{LONG} when it does, for it to protect its hospitals, its ports and its elections?"
    )
    make_release(harbour)
    page = open_page("/ar/harbour/embed/sessions/s-0/questions/3/", viewport={"width": 1440, "height": 900})
    label, question = page.locator(".entry__label, .embed__question").evaluate_all(EDGES)
    assert label[1] - question[1] < 60
