"""The design system: its colours stand out, its sheets keep to the tokens, and its page shows everything."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from cyberconf.demo.design import colours
from cyberconf.demo.design.specimens import still
from cyberconf.web.sheets import JOINED
from tests.builders import make_release
from tests.everything import make_everything
from tests.pages import Page

CSS = settings.ROOT / "static" / "css"
ALL = {*(Path(name).name for name in JOINED), "embed.css"}
SHEETS = sorted(CSS.glob("*.css"))
TEMPLATES = settings.ROOT / "templates"
SHOWN = ("events", "comments", "account", "cyberconf", "mail", ".")  # folders whose partials are components
NOT_SHOWN = {
    "_canonical.html": "of the head, which nobody sees",
    "events/_sharing.html": "of the head, which nobody sees",
    "events/_marks.html": "a form and a script that nobody sees; stars show what they do",
    "events/_reader.html": "words for a script, that nobody sees",
}
VARIANTS_NOT_SHOWN = {
    "session--sided": "of a whole page",
    "discussion__quoted--question": "of the page of a comment that was refused",
    "portrait--whole": "of the form of people's own entry",
}
READ = {"ink", "ink-soft", "blue", "gold", "green", "red"}  # colours of what is read: 7 to 1
MARKS = {"rule-strong", "field", "gold-mark"}  # of what carries meaning beside words: 3 to 1

LITERAL = re.compile(
    r":[^;{}]*#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|hwb|lab|lch|oklab|oklch|color|light-dark)a?\("
    r"|:[^;{}]*\b(?:white|black|gr[ae]y|red|green|blue|gold|silver|navy|orange|yellow)\b(?![-)])",
    re.IGNORECASE,
)
FIXED_TYPE = re.compile(r"\bfont(?:-size)?:[^;{}]*?(?<![\w.-])\d*\.?\d+(?:px|pt|rem)\b")
PHYSICAL = re.compile(
    r"(?<![\w-])(?:(?:min-|max-)?(?:width|height)|(?:margin|padding|border|inset)-(?:top|right|bottom|left)|top|right|bottom|left)\s*:"
    r"|text-align:\s*(?:left|right)|float:"
)
FORCED = re.compile(r"!important|(?:^|[\s,}])#[a-z][\w-]*[^;{}]*\{", re.IGNORECASE)
CLASS = re.compile(r"\.([a-z][\w-]*)(?=[^;{}]*\{)")
NAMED = re.compile(r"--([\w-]+): ([^;]+);")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def page(address: str = "/design/") -> Any:
    return Client().get(address)


def broken(sheet: Path) -> dict[str, list[str]]:
    """What in a sheet the design system does not allow."""
    css = COMMENT.sub("", sheet.read_text())
    rules = {"left or right": PHYSICAL, "forced": FORCED}
    if sheet.name != "tokens.css":
        rules |= {"colour": LITERAL, "size of type": FIXED_TYPE}
    found = {name: [each.group() for each in rule.finditer(css)] for name, rule in rules.items()}
    return {name: each for name, each in found.items() if each}


def test_sheets_are_short_take_colours_and_sizes_of_type_from_the_tokens_and_know_no_left() -> None:
    assert {sheet.name: broken(sheet) for sheet in SHEETS if broken(sheet)} == {}
    assert [sheet.name for sheet in SHEETS if len(sheet.read_text().splitlines()) > 150] == []


def test_no_sheet_asks_how_the_device_is_held() -> None:
    """WCAG 1.3.4: pages look alike in both."""
    assert [sheet.name for sheet in SHEETS if "orientation" in COMMENT.sub("", sheet.read_text())] == []


def test_what_the_rules_of_sheets_are_to_find_is_found() -> None:
    wrong = "a { color: #fff } b { color: red } c { background: rgb(1 2 3) } d { background: white }"
    assert [each.group()[-3:] for each in LITERAL.finditer(wrong)] == ["fff", "red", "gb(", "ite"]
    assert LITERAL.findall("a { color: var(--red); background: transparent; color: currentcolor }") == []
    assert (
        len(FIXED_TYPE.findall("a { font-size: 12px } b { font: 600 1.2rem/1 x } c { font-size: 0.9em }"))
        == 2
    )
    assert len(PHYSICAL.findall("a { width: 1px; margin-left: 0; left: 0; text-align: left }")) == 4
    assert PHYSICAL.findall("a { inline-size: 1px; border-inline-start: 0 } @media (width < 40rem) {}") == []


def test_every_sheet_is_part_of_one_that_pages_link_or_of_a_page_of_its_own() -> None:
    parts = [part for name in ALL for part in imported(name)]
    assert len(parts) == len(set(parts))
    assert {sheet.name for sheet in SHEETS} - set(parts) == {*ALL, "api.css", "design.css"}


@pytest.mark.django_db
@pytest.mark.parametrize("has_columns", [True, False])
def test_a_page_needs_no_sheet_that_it_does_not_link(client: Client, has_columns: bool) -> None:
    panel = make_everything()
    conference = panel.conference
    if not has_columns:
        conference.sessions.update(room=None)
        make_release(conference)
    programme = ("", "?tz=Nowhere&day=9999&q=x", "?tz=Tokyo&q=norms", "?kind=panel")
    session = f"sessions/{panel.slug}/"
    for address in (
        *programme,
        session,
        f"{session}questions/1/",
        "comments/",
        "my/",
        "releases/1/",
        "speakers/",
        "search/?q=norms",
        "embed/",
    ):
        page = Page(client.get(f"{conference.get_absolute_url()}{address}"))
        links = {Path(link.attributes["href"]).name for link in page.root.find("link", rel="stylesheet")}
        assert ("rooms.css" in links) == (has_columns if address in programme else address == "releases/1/")
        known = classes(links)
        shown = {each for element in page.root.find() for each in element.attributes.get("class", "").split()}
        assert shown & (classes(ALL) - known) == set(), address


def classes(sheets: set[str]) -> set[str]:
    """What these sheets, with those that they import, have rules for."""
    parts = sheets.union(*map(imported, sheets))
    return set().union(*(CLASS.findall((CSS / part).read_text()) for part in parts))


def imported(name: str) -> set[str]:
    """The sheets that one of those that pages link is made of."""
    return set(re.findall(r'@import url\("([^"]+)"\)', (CSS / name).read_text()))


def test_colours_stand_out_from_paper_and_from_their_wash_in_every_look() -> None:
    figures = {each.name: (*each.on_paper, *each.on_wash) for each in colours.colours()}
    least = {name: min(figures[name]) for name in READ | MARKS}
    assert {name: least[name] for name in READ if least[name] < 7} == {}
    assert {name: least[name] for name in MARKS if least[name] < 3} == {}


def test_spaces_lines_type_and_targets_keep_to_their_scales() -> None:
    tokens = dict(NAMED.findall((CSS / "tokens.css").read_text().partition("@media print")[0]))
    spaces = [tokens[name] for name in tokens if name.startswith("space-")]
    assert [each for each in spaces if pixels(each) % 4] == []
    assert (60 <= float(tokens["measure"].removesuffix("ch")) <= 70, pixels(tokens["target"])) == (True, 44)
    steps = [tokens[f"step-{step}"].removeprefix("clamp(").split(", ") for step in range(-1, 5)]
    smallest = [pixels(least) for least, _fluid, _most in steps]
    assert (smallest, smallest[1]) == (sorted(smallest), 16)  # what is read is as large as a browser has it
    assert [step for step in steps if pixels(step[0]) >= pixels(step[2].rstrip(")"))] == []


def pixels(length: str) -> float:
    return float(length.removesuffix("rem")) * 16


def test_contrast_is_that_of_wcag() -> None:
    black, white, grey = (0.0, 0.0, 0.0), (1.0, 0.0, 0.0), (0.5999, 0.0, 0.0)  # #808080, in OKLab
    assert [round(colours.contrast(each, white), 1) for each in (black, white, grey)] == [21.0, 1.0, 3.9]


def test_the_page_shows_every_component_in_every_state_and_every_colour(settings: Any) -> None:
    settings.DEBUG = True
    answer = page()
    files = {path for folder in SHOWN for path in (TEMPLATES / folder).glob("_*.html")}
    partials = {str(path.relative_to(TEMPLATES)) for path in files}
    assert partials - {template.name for template in answer.templates} == set(NOT_SHOWN)
    named = re.findall(r"swatch--([\w-]+)", answer.content.decode())
    assert set(named) == set(re.findall(r"\.swatch--([\w-]+)", (CSS / "design.css").read_text()))
    shown = set(" ".join(re.findall(r'class="([^"]*)"', answer.content.decode())).split())
    variants = {name for sheet in SHEETS for name in CLASS.findall(sheet.read_text()) if "--" in name}
    assert variants - shown == set(VARIANTS_NOT_SHOWN)
    ids = re.findall(r' id="([^"]+)"', answer.content.decode())
    assert sorted(each for each in set(ids) if ids.count(each) > 1) == []


def test_the_page_is_there_in_development_alone() -> None:
    assert page().status_code == 404


def test_a_specimen_is_told_apart_from_others_and_does_nothing() -> None:
    part = '<label for="q">Q</label><input id="q" autofocus><a href="#q">q</a><script>go()</script>'
    shown = still(f"<b><!-- specimen one-1  -->{part}<!-- end of specimen --></b>")
    assert shown == '<b><label for="one-1-q">Q</label><input id="one-1-q"><a href="#one-1-q">q</a></b>'


def test_a_specimen_is_unfolded_shown_and_taken_out_of_its_page_as_it_asks() -> None:
    part = '<!doctype html><html><main class="page"><details><p hidden>x</p></details></main></html>'
    shown = still(f"<!-- specimen a-1 open unhidden main -->{part}<!-- end of specimen -->")
    assert shown == "<details open><p>x</p></details>"
