# ruff: noqa: E501  # a line beside what it says
"""People as lines and titles name them, in each language; and those who are still to be found."""

from __future__ import annotations

from typing import Any

import pytest

from events.importers import read
from events.importers.text import people
from events.importers.text.labels import headed, parted
from events.importers.text.matching import without_stop
from tests.events.importers.test_text_more_forms import ZURICH, only, people_of, programme_of

UNNAMED = "Nobody is named here yet; left out."


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            ("9:00-10:00 Law", "Chair: Liv Strand (HI)", "Panel: Ada Byron (Bank), Bo Lindt (Sea)"),
            [("chair", "Liv Strand", "HI"), ("panellist", "Ada Byron", "Bank"), ("panellist", "Bo Lindt", "Sea")],
        ),
        (
            ("9:00-10:00 Law", "Moderated by Kim Lee (UNIDIR). Panelists: Alan Grey (ICRC), Eve Black (UN)"),
            [("moderator", "Kim Lee", "UNIDIR"), ("panellist", "Alan Grey", "ICRC"), ("panellist", "Eve Black", "UN")],
        ),
        (("9:00-10:00 Mesa", "Modera Nuria Cobo (SER)"), [("moderator", "Nuria Cobo", "SER")]),
        (("9:00-10:00 Mesa, modera Nuria Cobo",), [("moderator", "Nuria Cobo", None)]),
        (("9:00-10:00 Table", "Animée par : Claire Dumas (Le Monde)"), [("moderator", "Claire Dumas", "Le Monde")]),
        (("9:00-10:00 Дискуссия", "Модерирует Игорь Котов, РСМД"), [("moderator", "Игорь Котов", "РСМД")]),
        (
            ("9:00-10:00 Дискуссия", "Модератор: Анна Орлова (ВШЭ); Участники: Олег Петров (МГУ), Мария Зимина, директор"),
            [("moderator", "Анна Орлова", "ВШЭ"), ("panellist", "Олег Петров", "МГУ"), ("panellist", "Мария Зимина", None)],
        ),
        (
            ("9:00-10:00 圆桌", "主持人：李明（清华大学）；发言人：张伟（中国电信）、刘芳（外交部）"),
            [("moderator", "李明", "清华大学"), ("speaker", "张伟", "中国电信"), ("speaker", "刘芳", "外交部")],
        ),
        (("9:00-10:00 开幕致辞", "王立新 教授"), [("opening", "王立新", None)]),
        (("9:00-10:00 致辞", "外交部网络事务协调员 王磊"), [("opening", "王磊", None)]),
        (("9:00-10:00 كلمة الافتتاح", "كلمة الدكتورة ليلى حداد، مديرة المعهد"), [("opening", "الدكتورة ليلى حداد", None)]),
        (("9:00-10:00 Grußwort", "Staatssekretärin Ute Brandt"), [("opening", "Ute Brandt", None)]),
        (
            ("9:00-10:00 Begrüßung", "Max Muster", "Erika Muster"),
            [("opening", "Max Muster", None), ("opening", "Erika Muster", None)],
        ),
        (("9:00-10:00 Welcome: Mayor Rui Costa",), [("opening", "Rui Costa", None)]),
        (("9:00-10:00 Приветственное слово", "Иванов Пётр, директор"), [("opening", "Иванов Пётр", None)]),
        (
            ("9:00-10:00 Mares", "Im Gespräch sind: Dr. Ada Byron (Bank), Prof. Bo Lindt (Sea)"),
            [("speaker", "Dr. Ada Byron", "Bank"), ("speaker", "Prof. Bo Lindt", "Sea")],
        ),
        (
            ("9:00-10:00 Groups", "Group 1: Law – Chair: Ada Byron"),
            [("chair", "Ada Byron", None)],
        ),
        (
            ("9:00-10:00 Session 1", "Speakers:", "- Ada Byron (Bank): “Who owns the sea?”", "- Bo Lindt"),
            [("speaker", "Ada Byron", "Bank")],
        ),
        (
            ("9:00-10:00 Panel - Chair: Tom Small (HI), with Rosa Diaz (UN) and Kim Lee (ITU)",),
            [("chair", "Tom Small", "HI"), ("speaker", "Rosa Diaz", "UN"), ("speaker", "Kim Lee", "ITU")],
        ),
    ],
)  # fmt: skip
def test_people_are_read_as_the_lines_name_them(lines: tuple[str, ...], expected: list[Any]) -> None:
    assert people_of(programme_of(*lines)) == expected


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        (
            "Lecture by Ole Holm (NUPI), followed by a discussion with Sara Lind (SIPRI)",
            "Lecture, followed by a discussion with Sara Lind (SIPRI)",
            [("speaker", "Ole Holm", "NUPI"), ("speaker", "Sara Lind", "SIPRI")],
        ),
        (
            "Conférence de Paul Roux (Le Monde), suivie d'un débat avec le public",
            "Conférence, suivie d'un débat avec le public",
            [("speaker", "Paul Roux", "Le Monde")],
        ),
        (
            "Ouverture : Prof. Yves Morel (recteur) et Mme Anne Favre (DFAE)",
            "Ouverture",
            [("opening", "Prof. Yves Morel", None), ("opening", "Mme Anne Favre", "DFAE")],
        ),
        (
            "Fireside chat: Tom Small in conversation with Rosa Diaz",
            "Fireside chat",
            [("speaker", "Tom Small", None), ("speaker", "Rosa Diaz", None)],
        ),
        ("Ponencia: «El mar». Dra. Ana Paz (INCIBE)", "Ponencia: «El mar»", [("speaker", "Dra. Ana Paz", "INCIBE")]),
        ("Panel: Rules for ports, rules for ships", "Panel: Rules for ports, rules for ships", []),
        ("Conférence de presse", "Conférence de presse", []),
    ],
)  # fmt: skip
def test_people_in_titles(title: str, text: str, expected: list[Any]) -> None:
    programme = programme_of(f"9:00-10:00 {title}")
    assert (programme.sessions[0].title, people_of(programme)) == (text, expected)


@pytest.mark.parametrize(
    "lines",
    [
        ["9:00-10:00 Law", "Moderator: N.N."],
        ["9:00-10:00 Law", "Speakers: Ada Byron (Bank), tba"],
        ["9:00-10:00 Law", "Speakers:", "TBC"],
        ["9:00-10:00 Law", "Speakers: N. N. (Harbour Bank); Ada Byron"],
        ["9:00-10:00 Keynote: TBC"],
        ["9:00-10:00 Keynote (tba)"],
        ["| Time | Title | Speakers |", "| 9:00-10:00 | Law | Moderator: N.N.; Ada Byron (Bank) |"],
        ["9:00-10:00 Groups", "Group 1: Law – Chair: N.N."],
        ["9:00-10:00 讨论", "发言人：待定"],
        ["9:00-10:00 نقاش", "المتحدثون: يحدد لاحقا"],
    ],
)
def test_somebody_who_is_still_to_be_found_is_nobody_and_a_warning_says_so(lines: list[str]) -> None:
    found = read("\n".join(["Forum", "14 June 2027", *lines]).encode(), hint=ZURICH)
    assert {person.name for person in found.programme.people} <= {"Ada Byron"}
    named = {notice.line for notice in found.warnings if notice.message == UNNAMED}
    assert len(named) == 1
    assert found.programme.sessions[0].title in {"Law", "Keynote", "Groups", "讨论", "نقاش"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Karin Wolf, Bitkom e. V.", [("Karin Wolf", None, "Bitkom e. V.")]),
        ("Karin Wolf (Bitkom e.V.).", [("Karin Wolf", None, "Bitkom e.V.")]),
        ("Ada Byron, Director, Acme, Inc.", [("Ada Byron", "Director", "Acme, Inc.")]),
        ("Ada Byron, Acme Ltd.", [("Ada Byron", None, "Acme Ltd.")]),
        ("Luis Roca, Telefónica S.A.", [("Luis Roca", None, "Telefónica S.A.")]),
        ("Ole Petersen (Seeblick GmbH & Co. KG.)", [("Ole Petersen", None, "Seeblick GmbH & Co. KG.")]),
        ("Ada Byron, Ph.D., Director, Harbour Institute.", [("Ada Byron, Ph.D.", "Director", "Harbour Institute")]),
        ("Ada Byron, Jr., Acme Ltd.", [("Ada Byron, Jr.", None, "Acme Ltd.")]),
        ("Ada Byron (UN), Bo Lindt, Director, Sea", [("Ada Byron", None, "UN"), ("Bo Lindt", "Director", "Sea")]),
        ("Dr. Kai Rohde, Mayor Tom Small", [("Kai Rohde", None, None), ("Tom Small", "Mayor", None)]),
        ("Ada Byron, Director, Cisco, New York", [("Ada Byron", "Director, Cisco", "New York")]),
        ("Uwe Klamm, TU Harburg", [("Uwe Klamm", None, "TU Harburg")]),
        ("清华大学 李明教授", [("李明", "教授", "清华大学")]),
    ],
)  # fmt: skip
def test_what_belongs_to_whom(text: str, expected: list[Any]) -> None:
    assert [(each.name, each.post, each.affiliation) for each in people.several(text)] == expected


def test_a_degree_tells_no_two_people_apart() -> None:
    assert people.key_of("Ada Byron, Ph.D.") == people.key_of("Ada Byron")


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("Harbour Institute.", "Harbour Institute"),
        ("Acme Inc.;", "Acme Inc."),
        ("Bitkom e. V.", "Bitkom e. V."),
        ("Ministry of Trade of the U.K.", "Ministry of Trade of the U.K."),
    ],
)
def test_a_full_stop_goes_unless_it_is_an_abbreviations(text: str, bare: str) -> None:
    assert without_stop(text) == bare


def test_an_organiser_keeps_its_full_stop() -> None:
    found = programme_of("9:00-10:00 Law", head=("Forum", "14 June 2027", "Organised by Bitkom e. V."))
    assert found.organiser is not None
    assert found.organiser.name == "Bitkom e. V."


def test_a_line_is_parted_before_each_role_but_not_within_brackets_or_without_one() -> None:
    assert parted("Moderator: Ada Byron Speakers: Bo Lindt") == ["Moderator: Ada Byron", "Speakers: Bo Lindt"]
    assert parted("Chair: Ada Byron (Panel: Law)") == ["Chair: Ada Byron (Panel: Law)"]
    assert parted("Law: Chair: Ada Byron") == ["Law: Chair: Ada Byron"]


def test_a_role_without_a_colon_needs_one_where_it_is_a_word_of_titles() -> None:
    assert headed("Keynote Ada Byron") is None
    label = headed("Chair Dr Ada Byron")
    assert label is not None
    assert (label.role, label.rest) == ("chair", "Dr Ada Byron")


def test_a_name_alone_where_people_are_expected_is_warned_of() -> None:
    text = "Forum\n14 June 2027\n9:00-10:00 Opening\nHarbour Lights\nThe ships are few and they are old, as all know."
    found = read(text.encode(), hint=ZURICH)
    assert [notice.line for notice in found.warnings if "May name somebody" in notice.message] == [4]
    assert found.programme.people == ()


def test_what_follows_a_lecture_below_a_title_stays_background() -> None:
    session = only("9:00-10:00 Law", "Lecture by Ada Byron (Bank), followed by a buffet")
    assert session.description == "Lecture by Ada Byron (Bank), followed by a buffet"
    assert len(session.credits) == 1


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("9:00-9:20 开幕致辞 王建国 馆长",), [("王建国", "馆长", None)]),
        (("9:00-9:30 الافتتاح", "كلمة: د. ليلى حداد، وزيرة المياه"), [("د. ليلى حداد", "وزيرة المياه", None)]),
        (("9:00-9:30 圆桌", "嘉宾：", "张伟，律师，金杜律师事务所"), [("张伟", "律师", "金杜律师事务所")]),
        (("9:00-9:30 圆桌", "嘉宾：", "刘芳（总编辑，东方出版社）"), [("刘芳", "总编辑", "东方出版社")]),
        (("9:00-9:30 圆桌", "主持人：陈静，编辑部主任"), [("陈静", "编辑部主任", None)]),
        (("9:00-9:30 讲座", "演讲人：李晓明 教授，复旦大学"), [("李晓明", "教授", "复旦大学")]),
        (("9:00-9:30 Table", "Intervenants :", "• Fatou Ndiaye, interprète, ONU"), [("Fatou Ndiaye", "interprète", "ONU")]),
        (("9:00-9:30 Podium", "Gäste:", "• Lena Vogt, Architektin"), [("Lena Vogt", "Architektin", None)]),
        (("11.00-12.00: Ports (Anna Berg, UNIDIR; Bo Lindt, ETH)",), [("Anna Berg", None, "UNIDIR"), ("Bo Lindt", None, "ETH")]),
    ],
)  # fmt: skip
def test_posts_and_institutions_are_told_apart_in_each_language(
    lines: tuple[str, ...], expected: list[Any]
) -> None:
    programme = programme_of(*lines)
    assert [(each.full_name, each.post, each.affiliation) for each in programme.people] == expected


@pytest.mark.parametrize(
    "billed", ["D. Luis Prieto", "Sr. D. Luis Prieto", "Dña. Luis Prieto", "Sra. D.ª Luis Prieto"]
)
def test_spanish_honorifics_part_nobody_in_two(billed: str) -> None:
    programme = programme_of(
        "9:00-9:30 Inauguración", f"Modera: {billed} (CSIC)", "10:00-11:00 Mesa", "Modera: Luis Prieto"
    )
    assert [person.name for person in programme.people] == [billed]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("Rui Costa, Acme", [("Rui Costa", "Acme")]),
        ("Rui Costa, Acme, Bo Lindt, Zenith", [("Rui Costa", "Acme"), ("Bo Lindt", "Zenith")]),
        ("Tom Reed, Anna Berg", [("Tom Reed", None), ("Anna Berg", None)]),
        ("Byron, Lindt", [("Byron", None), ("Lindt", None)]),
    ],
)
def test_one_word_after_a_whole_name_in_a_cell_is_an_institution(cell: str, expected: list[Any]) -> None:
    programme = programme_of("| Time | Session | Speaker |", f"| 9:00-10:00 | Law | {cell} |")
    assert [each[1:] for each in people_of(programme)] == expected


def test_a_name_that_stays_in_a_titles_brackets_is_warned_of() -> None:
    found = read(b"Forum\n14 June 2027\n9:00-10:00 Ports (Anna Berg, UNIDIR)", hint=ZURICH)
    assert [
        notice.line for notice in found.warnings if notice.message == "May name somebody; kept in the title."
    ] == [3]


@pytest.mark.parametrize("room", ["зал «Нева»", "аудитория 305"])
def test_a_room_in_brackets_is_no_part_of_the_title(room: str) -> None:
    programme = programme_of(f"12:00-13:00 Доклад ({room})")
    assert (programme.sessions[0].title, programme.rooms[0].name) == ("Доклад", room)


def test_one_word_after_whoever_holds_a_lecture_is_an_institution() -> None:
    programme = programme_of("10:00-11:00 Keynote (Prof. Ada Byron, UNIDIR)")
    assert people_of(programme) == [("keynote", "Prof. Ada Byron", "UNIDIR")]
