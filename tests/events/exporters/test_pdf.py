"""The programme on paper."""

from __future__ import annotations

import io
import re
import subprocess
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from cyberconf.demo import site
from events import importers
from events.directions import direction, direction_of_language
from events.errors import ProgrammeError
from events.exporters import Context, typesetting, write
from events.exporters.pdf.content import content
from events.exporters.pdf.markup import blocks
from events.exporters.revisions import History, Revision
from events.exporters.typesetting.scripts import breakable, fonts, isolated
from events.programme import Programme
from tests.builders import make_programme, person_node, question_node, session_node
from tests.events.programmes import programmes

FIRST = Revision(0, datetime(2021, 11, 1, 12, 30, tzinfo=UTC))
THIRD = Revision(2, datetime(2021, 11, 8, 9, 0, tzinfo=UTC))
CONTEXT = Context("https://conference.example", History(FIRST, FIRST, last=THIRD))
HOSTILE = [
    '#import "/etc/passwd"',
    "#panic()",
    "$x^2$",
    "\\",
    "*bold* _thin_",
    "// no comment",
    "/* none */",
    "<label>",
    "@reference",
    "`raw`",
    "= Heading",
    "- item",
    "#",
    "]",
    "}",
    '"',
    "{{ x }}",
    "~",
]
FSI, PDI = "\u2068", "\u2069"


def pages(programme: Programme, context: Context = CONTEXT) -> list[str]:
    """The text of each page, as a program reads it."""
    return [
        page.extract_text() for page in PdfReader(io.BytesIO(write(programme, "pdf", context=context))).pages
    ]


def solid(text: str) -> str:
    """A text without its blanks, which a page puts where its lines end, and without invisible signs."""
    return re.sub(r"[\s\u200b\u00ad\u2066-\u2069]", "", text)


def make_panel(**overrides: Any) -> Programme:
    """A panel on a day, chaired by somebody."""
    panel = {
        "number": "2",
        "title": "Rules, norms and principles",
        "description": "Norms *reduce* risks.",
        "room": "room-xxvi",
        "questions": [question_node(1, text="Which norms?", outcome="They **agreed**."), question_node(2)],
        "credits": [{"person": "ada", "role": "moderator", "affiliation": "Billed Institute"}],
        "materials": [{"title": "A paper", "url": "/media/papers/norms.pdf"}],
    } | overrides
    return make_programme(
        slug="c",
        title="Cyber Stability Conference",
        theme="Towards peace",
        format="hybrid",
        organiser={"name": "Institute", "url": "https://institute.example"},
        venue={"name": "Palais des Nations", "address": "Avenue de la Paix 8\n1211 Geneva"},
        rooms=[{"slug": "room-xxvi", "name": "Room XXVI"}],
        people=[person_node(slug="ada", honorific="Dr", name="Ada Example", post="Director")],
        sessions=[session_node(**panel)],
    )


def test_the_title_page_says_what_when_where_how_by_whom_and_in_which_state() -> None:
    assert [line.strip() for line in pages(make_panel())[0].splitlines()] == [
        "Institute",
        "Cyber Stability Conference",
        "Towards peace",
        "DATE Friday 3 December 2021",
        "TIME 09:00–10:00",
        "Zurich time (CET, UTC+1)",
        "PLACE Palais des Nations",
        "Avenue de la Paix 8",
        "1211 Geneva",
        "FORMAT Hybrid",
        "ORGANISER Institute",
        "https://institute.example",
        "Release 3, published Monday 8 November 2021.",
        "The programme as it stands now: https://conference.example/c/",
    ]


@pytest.mark.parametrize(("lines", "page_of_agenda"), [(10, 3), (40, 3), (70, 4)])
def test_the_agenda_shares_a_page_with_no_more_than_a_little_of_what_stands_before(
    lines: int, page_of_agenda: int
) -> None:
    text = "  \n".join(f"Line {number} of it." for number in range(1, lines + 1))
    shown = pages(make_panel().model_copy(update={"description": text}))
    begins = [number for number, page in enumerate(shown, 1) if "Agenda\nFriday 3 December 2021\n" in page]
    ends = [number for number, page in enumerate(shown, 1) if f"Line {lines} of it." in page]
    assert (begins, ends) == ([page_of_agenda], [2 if lines == 10 else 3])


def test_a_session_says_in_which_language_it_is_held_where_that_is_another() -> None:
    place = "Friday 3 December, 09:00–10:00 (60 min) · Room XXVI"
    said = [pages(make_panel(language=language))[3].splitlines()[4] for language in ("en", "fr")]
    assert [line.strip() for line in said] == [place, f"{place} · French"]


def test_the_contents_the_agenda_and_the_people_give_the_page_of_a_session() -> None:
    shown = pages(make_panel())
    assert [page.splitlines()[1] for page in shown[1:]] == ["Contents", "Agenda", "Sessions", "People"]
    assert [re.sub(r"[ .]+(\d+)$", r" \1", line) for line in shown[1].splitlines()[2:]] == [
        "Agenda 3",
        "Friday 3 December 2021 3",
        "Sessions 4",
        "Panel 2 Rules, norms and principles 4",
        "People 5",
        "2 / 5",
    ]
    assert shown[2].splitlines()[2:] == [
        "Friday 3 December 2021",
        "TIME SESSION ROOM PAGE",
        "09:00–10:00 PANEL 2",
        "Rules, norms and principles",
        "Dr Ada Example",
        "Room XXVI 4",
        "3 / 5",
    ]
    assert "Panel 2 (moderator), p.\u00a04" in shown[4]  # on one line


def test_a_session_has_its_people_with_role_and_affiliation_its_text_and_its_questions() -> None:
    shown = " ".join(pages(make_panel())[3].split())
    assert shown.removeprefix("Cyber Stability Conference Sessions Sessions ").removesuffix(" 4 / 5") == (
        "PANEL 2 Rules, norms and principles Friday 3 December, 09:00–10:00 (60 min) · Room XXVI "
        "MODERATOR Dr Ada Example Director, Billed Institute Norms reduce risks. GUIDING QUESTIONS "
        "1. Which norms? OUTCOME They agreed. 2. Which question is number 2? "
        "MATERIALS • A paper https://conference.example/media/papers/norms.pdf"
    )


def test_what_is_known_of_the_document_is_in_its_properties() -> None:
    reader = PdfReader(io.BytesIO(write(make_panel(), "pdf", context=CONTEXT)))
    assert reader.metadata is not None
    assert (reader.metadata.title, reader.metadata.author, reader.metadata.creation_date) == (
        "Cyber Stability Conference",
        "Institute",
        THIRD.modified_at,
    )
    assert reader.root_object["/Lang"] == "en"
    assert [float(side) for side in reader.pages[0].mediabox[2:]] == pytest.approx([595.28, 841.89], abs=0.01)


def test_headings_can_be_reached_from_the_readers_side_bar() -> None:
    reader = PdfReader(io.BytesIO(write(make_panel(), "pdf", context=CONTEXT)))
    found = [entry if isinstance(entry, list) else entry.title for entry in reader.outline]
    assert [each if isinstance(each, str) else [entry.title for entry in each] for each in found] == [
        "Agenda",
        ["Friday 3 December 2021"],
        "Sessions",
        ["Rules, norms and principles"],
        "People",
    ]


def test_the_2021_programme_has_every_title_and_question() -> None:
    programme = importers.read(site.SOURCE.read_bytes(), hint=importers.Hint(slug="c")).programme
    shown = [solid(page) for page in pages(programme)]
    text = "".join(shown)
    asked = [[solid(question.text)[:30] for question in session.questions] for session in programme.sessions]
    assert [each for each in asked if not any(all(text in page for text in each) for page in shown)] == []
    said = [session.title for session in programme.sessions]
    said += [question.text for session in programme.sessions for question in session.questions]
    assert [
        each for each in said if solid(each) not in text and solid(each.replace("-", "")) not in text
    ] == []
    assert [page.endswith(f"{number}/6") for number, page in enumerate(shown, start=1)][1:] == [True] * 5


def test_the_same_release_has_the_same_bytes() -> None:
    programme = make_panel()
    assert write(programme, "pdf", context=CONTEXT) == write(programme, "pdf", context=CONTEXT)


def test_a_programme_without_sessions_says_when_there_will_be_some() -> None:
    shown = pages(make_programme(sessions=[]))
    assert "The agenda will stand here once it is published." in shown[-1]


def test_no_heading_stands_alone_at_the_bottom_of_a_page() -> None:
    sessions = [session_node(title=f"Session number {n}", description="Words. " * 70) for n in range(40)]
    for page in pages(make_programme(sessions=sessions)):
        lines = page.splitlines()
        if "Sessions" in lines[0] and len(lines) > 2:
            assert "Words." in lines[-2]


@pytest.mark.parametrize("text", HOSTILE)
def test_text_is_set_as_it_is_and_never_run(text: str) -> None:
    programme = make_panel(
        title=f"T {text}", questions=[question_node(1, text=f"Q {text}")], description=f"```\nD {text}\n```"
    )
    programme = programme.model_copy(update={"title": f"C {text}"})
    shown = solid(" ".join(pages(programme)))
    assert [solid(f"{letter} {text}") in shown for letter in "TQDC"] == [True] * 4


@settings(max_examples=15, deadline=None)
@given(programmes(), st.data())
def test_any_programme_makes_a_pdf_that_holds_its_titles(programme: Programme, data: st.DataObject) -> None:
    titles = [f"{data.draw(st.sampled_from(HOSTILE))} no {n}" for n, _ in enumerate(programme.sessions)]
    sessions = [
        session.model_copy(update={"title": title})
        for session, title in zip(programme.sessions, titles, strict=True)
    ]
    shown = solid(" ".join(pages(programme.model_copy(update={"sessions": tuple(sessions)}))))
    assert [title for title in titles if solid(title) not in shown] == []


@settings(max_examples=10, deadline=None)
@given(programmes(), st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=80))
def test_no_letter_of_any_script_keeps_it_from_being_made(programme: Programme, text: str) -> None:
    assert pages(programme.model_copy(update={"title": text, "description": text}))


def test_arabic_is_set_from_right_to_left_and_chinese_at_all() -> None:
    shown = pages(make_programme(title="المؤتمر", language="ar", sessions=[session_node(title="网络安全")]))
    assert "المؤتمر" in shown[0]
    assert "网络安全" in "".join(shown)


def test_the_contents_give_the_page_of_a_title_in_the_other_direction_at_the_same_side() -> None:
    programme = make_programme(language="ar", sessions=[session_node(title="Norms")])
    placed: list[tuple[str, float, float]] = []

    def place(text: str, transform: Any, *_font: Any) -> None:
        placed.append((text.strip(), transform[4], transform[5]))

    PdfReader(io.BytesIO(write(programme, "pdf", context=CONTEXT))).pages[1].extract_text(visitor_text=place)
    ((title, line),) = ((across, up) for text, across, up in placed if text.startswith("Norm"))
    assert [across < title for text, across, up in placed if up == line and text.isdecimal()] == [True]


def test_a_question_in_the_other_direction_stands_beside_its_number() -> None:
    asked = session_node(title="Norms", kind="panel", questions=[question_node(text="Whose?")])
    placed: list[tuple[str, float]] = []

    def place(text: str, transform: Any, *_font: Any) -> None:
        placed.append((text.strip(), transform[4]))

    written = PdfReader(
        io.BytesIO(write(make_programme(language="ar", sessions=[asked]), "pdf", context=CONTEXT))
    )
    for page in written.pages:
        page.extract_text(visitor_text=place)
    (question,) = (across for text, across in placed if text.startswith("Whose"))
    assert question > float(written.pages[0].mediabox.width) / 2


def test_a_text_that_nests_too_deep_is_shown_as_typed() -> None:
    text = ">" * 40 + " deep"
    assert solid(text) in solid("".join(pages(make_panel(description=text))))


def test_the_deepest_text_that_is_read_as_meant_is_set() -> None:
    for text in (">" * 17 + " deep", "".join("  " * level + "- deep\n" for level in range(9))):
        assert "deep" in "".join(pages(make_panel(description=text)))


def test_a_word_longer_than_a_line_does_not_leave_the_page() -> None:
    reader = PdfReader(io.BytesIO(write(make_panel(title="W" * 300), "pdf", context=CONTEXT)))
    ends: list[float] = []
    for page in reader.pages:
        page.extract_text(visitor_text=lambda text, cm, tm, *_: ends.append(tm[4]))
    assert max(ends) < 595.28 - 60


def test_one_that_takes_too_long_is_refused_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typesetting, "PATIENCE", 0.001)
    with pytest.raises(ProgrammeError) as refused:
        write(make_panel(), "pdf", context=CONTEXT)
    assert (refused.value.code, str(refused.value)) == (
        "too_long",
        "The PDF is not done after 0 seconds. Please take another format.",
    )


def test_the_typesetter_says_what_went_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    failed = subprocess.CompletedProcess([], 1, b"", "no such font: “x”".encode())
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: failed)
    with pytest.raises(RuntimeError, match="no such font: “x”"):
        write(make_panel(), "pdf", context=CONTEXT)


def test_a_row_names_eight_people_and_counts_the_others() -> None:
    slugs = [f"p{number}" for number in range(10)]
    programme = make_programme(
        people=[person_node(slug=slug, name=slug.upper()) for slug in slugs],
        sessions=[session_node(credits=[{"person": slug} for slug in slugs])],
    )
    (day,) = content(programme, CONTEXT)["days"]
    assert day["entries"][0]["named"] == "P0, P1, P2, P3, P4, P5, P6, P7, 2 more"


def test_markdown_becomes_a_tree_in_which_text_is_only_text() -> None:
    text = "A *b* **c** `d` [e](https://e.example/)\\\nf\n\n1. one\n\n> q\n\n---\n\n|h|\n|-|\n|x|"
    paragraph = {"is": "paragraph", "direction": "ltr"}
    assert blocks(text) == [
        paragraph
        | {
            "inlines": [
                "A ",
                {"is": "emphasis", "inlines": ["b"]},
                " ",
                {"is": "strong", "inlines": ["c"]},
                " ",
                {"is": "code", "text": "d"},
                " ",
                {"is": "link", "address": "https://e.example/", "inlines": ["e"]},
                {"is": "break"},
                "f",
            ]
        },
        {"is": "list", "numbered": True, "start": 1, "items": [[paragraph | {"inlines": ["one"]}]]},
        {"is": "quote", "blocks": [paragraph | {"inlines": ["q"]}]},
        {"is": "rule"},
        {"is": "table", "rows": [[paragraph | {"inlines": ["h"]}], [paragraph | {"inlines": ["x"]}]]},
    ]
    assert blocks(None) == []


def test_a_text_is_read_in_the_direction_of_its_first_letter() -> None:
    assert [direction(text, "ltr") for text in ("Ada", "1. ليلى", "שלום", "123", "中文")] == [
        "ltr",
        "rtl",
        "rtl",
        "ltr",
        "ltr",
    ]
    assert [direction_of_language(name) for name in ("ar", "fa-IR", "HE", "en", "zh")] == [
        "rtl",
        "rtl",
        "rtl",
        "ltr",
        "ltr",
    ]


def test_a_name_is_isolated_where_it_runs_against_its_line() -> None:
    assert [
        isolated("Ada", "ltr"),
        isolated("ليلى", "ltr"),
        isolated("Ada", "rtl"),
        isolated("ليلى", "rtl"),
    ] == [
        "Ada",
        f"{FSI}ليلى{PDI}",
        f"{FSI}Ada{PDI}",
        "ليلى",
    ]


def test_long_words_may_break_and_what_cannot_be_printed_is_left_out() -> None:
    assert breakable("short w\x00ord\x07") == "short word"
    assert breakable("x" * 31) == "\u200b".join(["x" * 15, "x" * 15, "x"])
    assert breakable("中" * 60) == "中" * 60


def test_chinese_letters_are_those_of_the_language() -> None:
    first = [fonts(name, with_system=True)[4] for name in ("zh", "zh-TW", "ja", "ko", "en")]
    assert first == [f"Noto Serif CJK {region}" for region in ("SC", "TC", "JP", "KR", "SC")]
    assert fonts("zh", with_system=False) == ["Libertinus Serif"]


HEADER = re.compile(rb"/Artifact<<[^>]*/Subtype/Header.*?EMC", re.DOTALL)
PLACED = re.compile(rb"1 0 0 -1 [\d.]+ ([\d.]+) cm")  # at which height, from the foot of the page


@pytest.mark.parametrize("title", ["Gaps", "Jumping qualities " * 15])
def test_the_running_header_is_a_line_with_room_for_its_descenders_above_the_rule(title: str) -> None:
    programme = make_programme(slug="c", title=title.strip(), sessions=[session_node(title="Norms")])
    made = PdfReader(io.BytesIO(write(programme, "pdf", context=CONTEXT)))
    for page in made.pages[1:]:
        contents = page.get_contents()
        assert contents is not None
        header = HEADER.search(contents.get_data())
        assert header is not None
        *texts, rule = [float(height) for height in PLACED.findall(header[0])]
        assert len(set(texts)) == 1
        assert 4 < texts[0] - rule < 8.5  # of letters of 8.5 points: the tail of a g takes 2
        assert b"W n" not in header[0]  # nothing is cut
    assert made.pages[2].extract_text().startswith(title.strip()[:20])
