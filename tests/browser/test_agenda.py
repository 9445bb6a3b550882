"""The agenda in a browser: the reader's time, filters at once, rooms as columns, whatever people type in."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from cyberconf.accounts.models import User
from events.models import Conference, Session
from tests.browser.conftest import Open
from tests.browser.looking import LONG_WORD, is_wider_than_the_window, problems, sign_in
from tests.builders import (
    NINE,
    make_appearance,
    make_comment,
    make_conference,
    make_language,
    make_question,
    make_release,
    make_session,
    make_speaker,
    make_translation,
    make_user,
)


def make_ports(rooms: int = 2) -> Conference:
    """Two days in as many rooms as named, something in each at nine and at eleven at night."""
    conference = make_conference(slug="ports", title="Ports")
    for number in range(rooms):
        room = conference.rooms.create(name=f"Room {number}", slug=f"room-{number}", position=number)
        for day, hour in ((0, 0), (0, 14), (1, 0)):
            make_session(
                conference,
                slug=f"talk-{day}-{hour}-{number}",
                title=f"Talk {day} {hour} {number}",
                kind="panel" if number == 1 else "talk",
                room=room,
                starts_at=NINE + timedelta(days=day, hours=hour),
                ends_at=NINE + timedelta(days=day, hours=hour + 2),
            )
    make_release(conference)
    return conference


FORGOTTEN = """async () => {
  const zone = () => localStorage.getItem("zone");
  for (let tries = 0; zone() && tries < 60; tries += 1) await new Promise((go) => setTimeout(go, 50));
  return zone();
}"""


# Of a day that was scrolled: how its tabs, the names of its rooms and its rows stand to each other.
STANDING = """() => {
  const edges = (name) => document.querySelector(name).getBoundingClientRect();
  const [tabs, heads, rows] = [".tabs", ".timetable__rooms", ".timetable > .agenda"].map(edges);
  const box = document.querySelector(".timetable");
  return {
    under: Math.round(heads.top - tabs.bottom),
    before: Math.round(heads.left - rows.left),
    after: Math.round(heads.right - rows.right),
    scrolls: box.scrollHeight > box.clientHeight || box.scrollWidth > box.clientWidth,
  };
}"""


def told(page: Page) -> list[str]:
    """What stands on the page of the reader's time."""
    return [
        " ".join(text.split()) for text in page.locator(".agenda :is(.there, .there-head)").all_inner_texts()
    ]


def named(page: Page) -> list[str]:
    """What the reader's clock is called, in its control, in the field there and in the heads of days."""
    return [*page.locator("[data-zoned]").all_inner_texts(), page.locator("#tz").input_value()]


def test_scripts_and_the_site_tell_the_readers_time_alike(open_page: Open) -> None:
    make_ports(rooms=5)
    for zone, clock in (("Pacific/Auckland", "UTC+13"), ("America/New_York", "UTC−5")):
        page = open_page("/ports/", timezone_id=zone, viewport={"width": 1024, "height": 500})
        page.locator("#session-talk-0-14-0").evaluate("node => node.scrollIntoView({ behavior: 'instant' })")
        assert page.evaluate(STANDING) == {"under": -1, "before": 0, "after": 0, "scrolls": False}
        page.get_by_text("Show in my time").click()
        expect(page.locator(".agenda .there").first).to_be_visible()
        by_script = told(page)
        page.goto("/ports/sessions/talk-0-0-0/")
        expect(page.locator("main .there")).to_have_count(1)
        page.goto("/ports/")
        city = zone.split("/")[1].replace("_", " ")
        expect(page.locator(".zone summary")).to_have_text(f"{city} time ({clock})")
        remembered = named(page)
        page.goto(f"/ports/?tz={zone}")
        assert (told(page), bool(by_script)) == (by_script, True)
        assert named(page) == remembered == [f"{city} time ({clock})"] * 3 + [city]
        page.locator(".zone summary").click()
        page.get_by_role("link", name="Venue time only").click()
        page.wait_for_url("**/ports/")
        assert told(page) == []

    page.goto("/ports/?tz=UTC-3")
    by_site = told(page), named(page)
    page.goto("/ports/")
    expect(page.locator(".zone summary")).to_have_text("UTC−3")
    assert (told(page), named(page)) == by_site
    assert by_site[1] == ["UTC−3"] * 4

    mistakes: list[str] = []
    page.on("pageerror", lambda mistake: mistakes.append(str(mistake)))
    page.evaluate("localStorage.setItem('zone', 'Moon/Base')")
    page.reload()
    assert (page.evaluate(FORGOTTEN), mistakes) == ("", [])

    ann = make_user()
    User.objects.filter(pk=ann.pk).update(time_zone="Asia/Tokyo")
    sign_in(page, ann)
    page.goto("/ports/")
    assert (bool(told(page)), page.evaluate("localStorage.zone")) == (True, "")  # the account keeps it
    page.locator(".zone summary").click()
    page.get_by_role("link", name="Venue time only").click()
    page.wait_for_url("**/ports/?tz=*")
    assert (told(page), mistakes) == ([], [])


def test_scripts_name_a_zone_as_the_site_does_in_the_language_of_the_page(open_page: Open) -> None:
    make_ports()
    page = open_page("/ru/ports/")
    found: dict[str, list[list[list[str]]]] = {"script": [], "site": []}
    for programme, zone in (
        ("/ru/ports/", "Asia/Calcutta"),  # a former name
        ("/ru/ports/", "CET"),  # of no place
        ("/ru/ports/", "UTC"),
        ("/es/ports/", "America/Grenada"),  # whose city is called as another one
    ):
        page.evaluate("zone => localStorage.setItem('zone', zone)", zone)
        for way, address in (("script", programme), ("site", f"{programme}?tz={zone}")):
            page.goto(address)
            expect(page.locator("#tz")).not_to_have_value("")
            found[way].append(
                [told(page)[:2], [page.locator(".there bdi").last.inner_text(), named(page)[-1]]]
            )
    assert found["script"] == found["site"]
    assert [each[-1] for each in found["site"]] == [
        ["Калькутта", "Калькутта"],
        ["UTC+1", "CET"],
        ["UTC", "UTC"],
        ["Granada", "America/Grenada"],
    ]


def test_the_tab_of_the_day_that_is_read_is_underlined_and_in_sight(open_page: Open) -> None:
    conference = make_conference(slug="ports")
    for day in range(6):
        for hour in range(8):
            make_session(conference, starts_at=NINE + timedelta(days=day, hours=hour))
    make_release(conference)
    page = open_page("/ports/", viewport={"width": 360, "height": 640})
    current = page.locator(".tabs [aria-current]")
    expect(page.locator(".tabs a")).to_have_count(6)
    expect(current).to_have_count(0)
    for date, name in (("2021-12-03", "Fri 3 Dec"), ("2021-12-08", "Wed 8 Dec"), ("2021-12-05", "Sun 5 Dec")):
        page.locator(f"#day-{date} .entry").nth(2).evaluate(
            "row => scrollBy({ top: row.getBoundingClientRect().top - 200, behavior: 'instant' })"
        )
        expect(current).to_have_text(name)
        expect(current).to_have_attribute("aria-current", "location")
        expect(current).not_to_have_css("box-shadow", "none")
        expect(current).to_be_in_viewport(ratio=0.9)
    page.goto("/ports/?day=2021-12-04")
    page.locator(".entry").last.scroll_into_view_if_needed()
    expect(current).to_have_text("Sat 4 Dec")
    expect(current).to_have_attribute("aria-current", "page")


def test_filters_work_at_once_and_back_leads_to_what_was_shown(open_page: Open) -> None:
    make_ports()
    page = open_page("/ports/")
    titles = page.locator(".entry__title")
    page.get_by_text("Filter", exact=True).first.click()
    page.get_by_label("Kind").select_option("Talk")
    expect(titles).to_have_text(["Talk 0 0 0", "Talk 0 14 0", "Talk 1 0 0"])
    expect(page.get_by_role("status").filter(has_text="3 of 6 sessions")).to_be_visible()
    page.get_by_label("Words").press_sequentially("talk 14")
    expect(titles).to_have_text(["Talk 0 14 0"])
    assert page.url.endswith("/ports/?q=talk+14&kind=talk")
    page.get_by_role("button", name="Bookmark Talk 0 14 0").click()
    page.get_by_label("My agenda only").check()
    expect(titles).to_have_text(["Talk 0 14 0"])
    page.go_back()
    page.go_back()
    expect(titles).to_have_count(3)
    assert page.url.endswith("/ports/?kind=talk")
    expect(page.get_by_label("Words")).to_have_value("")
    page.go_back()
    expect(titles).to_have_count(6)
    expect(page.get_by_label("Kind")).to_have_value("")
    assert page.evaluate("performance.getEntriesByType('navigation').length") == 1


def test_on_a_phone_the_count_of_what_fits_is_seen_at_each_field_and_moves_none(open_page: Open) -> None:
    make_ports()
    page = open_page("/ports/", viewport={"width": 360, "height": 320})
    page.locator(".filters summary").click()
    status, room = page.get_by_role("status").filter(has_text="sessions"), page.get_by_label("Room")
    expect(status).to_have_text("6 sessions")
    room.evaluate("field => scrollBy({ top: field.getBoundingClientRect().top - 120, behavior: 'instant' })")
    expect(page.locator(".filters summary")).not_to_be_in_viewport()
    before = room.bounding_box()
    room.select_option("Room 1")
    expect(status).to_contain_text("3 of 6 sessions")
    expect(status).to_be_in_viewport(ratio=1)
    assert (room.bounding_box(), page.get_by_text("3 of 6 sessions").locator("visible=true").count()) == (
        before,
        1,
    )
    page.locator(".filters summary").click()
    expect(page.get_by_role("link", name="Show all 6")).to_be_visible()


def test_a_large_agenda_has_rooms_as_columns_and_scrolls_sideways_within_itself(
    open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("events.layout.whole.WHOLE", 1)
    make_ports(rooms=20)
    page = open_page("/ports/#session-talk-1-0-19", viewport={"width": 1440, "height": 700})
    page.wait_for_url("**/ports/?day=2021-12-04#session-talk-1-0-19")
    expect(page.locator("#session-talk-1-0-19")).to_be_in_viewport()
    box = page.locator(".timetable")
    assert (is_wider_than_the_window(page), box.evaluate("box => box.scrollWidth > box.clientWidth")) == (
        False,
        True,
    )
    expect(box).to_have_attribute("tabindex", "0")  # not every browser leads keys to what scrolls by itself
    column = "node => Math.round(node.getBoundingClientRect().left)"
    heads = [page.locator(".timetable__rooms bdi").nth(n).evaluate(column) for n in (0, 19)]
    cells = [page.locator(f"#session-talk-1-0-{n}").evaluate(column) for n in (0, 19)]
    assert heads == cells
    edge = box.evaluate("node => Math.round(node.getBoundingClientRect().left) + node.clientLeft")
    assert page.locator(".slot .entry__time").evaluate(column) == edge  # it stays in sight
    assert problems(page) == []
    page.set_viewport_size({"width": 360, "height": 700})
    assert page.locator(".day__head p").evaluate(column) == page.locator(".day__head h2").evaluate(column)
    # As while they have not come yet.
    expect(page.locator(".facts")).to_be_visible()
    page.evaluate("document.querySelector('.masthead > .actions').remove()")
    expect(page.locator(".facts")).to_be_hidden()
    page.evaluate("document.querySelector('main').remove()")
    expect(page.get_by_role("banner")).to_be_hidden()
    page.goto("/ports/?day=2021-12-03")
    page.get_by_role("navigation", name="Time, Friday 3 December").get_by_text("23:00").click()
    expect(page.locator("#session-talk-0-14-0")).to_be_in_viewport()
    page.goto("/ports/?day=2021-12-04#session-talk-1-0-19")
    expect(page.locator("#session-talk-1-0-19").get_by_text("Room 19")).to_be_visible()
    assert (is_wider_than_the_window(page), problems(page)) == (False, [])


def make_unwieldy() -> Session:
    """Whatever people type in: long titles and words, many people and questions or none, days, scripts."""
    conference = make_conference(
        slug="long",
        title=f"Long {LONG_WORD} " + "and longer " * 18,
        theme=LONG_WORD,
        venue_name=LONG_WORD,
        organiser_name=LONG_WORD,
        description=f"{LONG_WORD} " * 30,
    )
    rooms = [
        conference.rooms.create(name=name, slug=f"room-{place}", position=place)
        for place, name in enumerate((LONG_WORD, "القاعة الكبرى", "C", "D"))
    ]
    panel = make_session(
        conference, title=("On responsible behaviour " * 12)[:300], room=rooms[0], number="1"
    )
    for number in range(40):
        name = LONG_WORD if number == 9 else f"Person {number}"
        make_appearance(panel, make_speaker(name=name, post=f"Director of {LONG_WORD}"))
    for number in range(60):
        make_question(panel, text=LONG_WORD if number == 9 else f"Question {number}?")
    make_session(conference, title="القانون الدولي في الفضاء السيبراني", room=rooms[1])
    make_session(conference, title="Three days", room=rooms[2], ends_at=NINE + timedelta(days=3))
    make_session(conference, title=LONG_WORD, starts_at=NINE + timedelta(hours=5))
    make_release(conference)
    return panel


@pytest.mark.parametrize("width", [320, 1440])
def test_whatever_people_type_in_is_laid_out_within_the_window(open_page: Open, width: int) -> None:
    panel = make_unwieldy()
    page = open_page("/", viewport={"width": width, "height": 900})
    wide, touched = [], []
    for address in (
        "",
        "?tz=Kathmandu&kind=panel",
        f"sessions/{panel.slug}/",
        f"sessions/{panel.slug}/questions/10/",
    ):
        page.goto(f"/long/{address}")
        if is_wider_than_the_window(page):
            wide.append(address)
        bar = page.locator(".bar").bounding_box()
        (brand,) = page.locator(".bar__brand").evaluate_all(INSIDE)
        if not bar or brand["y"] - bar["y"] < 4 or bar["height"] - brand["height"] < 9:
            touched.append(address)
    assert (wide, touched) == ([], [])


INSIDE = """(found) => found.map((each) => {
  const { y } = each.getBoundingClientRect();
  return { y: y + each.clientTop, height: each.clientHeight };
})"""
BORDERS = """(found) => {
  const { borderLeftWidth, borderRightWidth } = getComputedStyle(found);
  return [borderLeftWidth, borderRightWidth];
}"""
EDGES = """(found) => found.map((each) => {
  const words = document.createRange();
  words.selectNodeContents(each);
  const lines = [...words.getClientRects()].filter((line) => line.width > 1);
  return [...new Set(lines.map((line) => Math.round(line.left)))];
})"""


LINES = """(found) => {
  const words = document.createRange();
  words.selectNodeContents(found);
  return new Set([...words.getClientRects()].map((line) => line.top)).size;
}"""


@pytest.mark.parametrize("width", [360, 1440])
def test_what_the_foot_leads_to_stands_on_a_line_each(open_page: Open, width: int) -> None:
    make_release(make_session(make_conference(slug="c")).conference)
    page = open_page(viewport={"width": width, "height": 800})
    broken = []
    for language, _name in settings.LANGUAGES:
        page.goto(f"/{language.lower()}/c/")
        broken += [
            link.inner_text() for link in page.locator(".foot__links a").all() if link.evaluate(LINES) > 1
        ]
    assert broken == []


@pytest.mark.parametrize("width", [360, 1440])
def test_sentences_against_the_page_stand_as_blocks_and_marks_beside_the_time(
    open_page: Open, width: int
) -> None:
    conference = make_conference(slug="c", title="Ports")
    make_translation(make_language(conference, "ar"), conference, "title", "الموانئ")
    text = "States expressed their growing concerns about recent developments. " * 4
    panel = make_session(conference, slug="norms", title="Norms", description=text)
    question = make_question(panel, text=text)
    make_question(panel, text="Which?")
    make_session(conference, title="Coffee", kind="break", starts_at=NINE + timedelta(hours=1))
    make_release(conference)
    for body in (text, "Yes."):
        make_comment(panel, question=question, body=body)
    page = open_page("/ar/c/", viewport={"width": width, "height": 800})
    page.locator(".questions > summary").click()
    mark, title = (
        page.locator(f".entry--minor > {each}").bounding_box() for each in (".untranslated", ".entry__title")
    )
    assert mark is not None
    assert title is not None
    assert abs(mark["x"] + mark["width"] - title["x"] - title["width"]) < 1
    edges = [page.locator(each).evaluate_all(EDGES) for each in (".entry__text", ".questions li > a")]
    page.goto("/ar/c/sessions/norms/")
    edges += [page.locator(".asked__text a").evaluate_all(EDGES)]
    page.goto("/ar/c/sessions/norms/questions/1/")
    edges += [page.locator(each).evaluate_all(EDGES) for each in (".asking__text", ".comment__text p")]
    assert [len({tuple(each) for each in found}) for found in edges] == [1] * 5  # all at one edge
    assert [len(found[0]) for found in edges] == [1] * 5  # and all lines of each


@pytest.mark.parametrize(("language", "bar"), [("en", ["4px", "0px"]), ("ar", ["0px", "4px"])])
def test_the_bar_beside_a_question_stands_where_the_page_begins(
    open_page: Open, language: str, bar: list[str]
) -> None:
    conference = make_conference(slug="c")
    make_question(make_session(conference, slug="norms"), text="Who pays?")
    make_release(conference)
    asked = open_page(f"/{language}/c/sessions/norms/questions/1/").locator(".asking__text")
    assert asked.evaluate(BORDERS) == bar
