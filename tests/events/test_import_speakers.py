"""People from a sheet: what is read of it, whom it finds, what it changes and what it leaves as it is."""

from __future__ import annotations

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from events.errors import ProgrammeError
from events.importers.sheets.people import people_of
from events.merging import merge
from speakers import importing
from speakers.errors import SpeakerError
from speakers.importing import Line, Plan
from speakers.models import Speaker
from tests.builders import make_appearance, make_conference, make_release, make_session, make_speaker
from tests.events.workbooks import workbook

HEAD = "Name;Honorific;Post;Affiliation;Country;Biography;E-mail;Links;Consent\n"


def read(text: str) -> tuple[list[dict[str, Any]], list[str]]:
    lines, notices = people_of(text.encode())
    return [line.values for line in lines], [f"{notice.line}: {notice.message}" for notice in notices]


# What is read


def test_a_sheet_says_of_a_person_whatever_it_has_a_column_for() -> None:
    links = '"Web: https://a.example/x; https://b.example"'
    found, notices = read(HEAD + f"Ada Byron;Dr;Director;Institute;UK;Hers.;ada@b.example;{links};yes")
    assert notices == []
    assert found == [
        {
            "name": "Ada Byron",
            "honorific": "Dr",
            "post": "Director",
            "affiliation": "Institute",
            "country": "UK",
            "biography": "Hers.",
            "email": "ada@b.example",
            "links": [
                {"title": "Web", "url": "https://a.example/x"},
                {"title": "b.example", "url": "https://b.example"},
            ],
            "consents_to_publish": True,
        }
    ]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        (
            "Prénom,Nom de famille,Courriel\nAda,Byron,a@b.example",
            {"name": "Ada Byron", "email": "a@b.example"},
        ),
        (
            "Nombre\tCargo\tConsentimiento\nAda Byron\tDirectora\tno",
            {"name": "Ada Byron", "post": "Directora", "consents_to_publish": False},
        ),
        (
            "姓名,单位,同意\nAda Byron,Institute,是",
            {"name": "Ada Byron", "affiliation": "Institute", "consents_to_publish": True},
        ),
        ("Name,Post\nDr Ada Byron,", {"name": "Ada Byron", "honorific": "Dr"}),
        ("Speakers of 2021,\nName,Land\nAda Byron,UK", {"name": "Ada Byron", "country": "UK"}),
    ],
    ids=["first and last name", "tabs", "Chinese", "honorific in the name", "a line above"],
)
def test_headings_are_understood_in_several_languages(text: str, values: dict[str, Any]) -> None:
    assert read(text)[0] == [values]


def test_a_workbook_is_read_too() -> None:
    data = workbook(People=[["Name", "E-mail"], ["Ada Byron", "a@b.example"]])
    lines, notices = people_of(data)
    assert (lines, notices) == ([Line(2, {"name": "Ada Byron", "email": "a@b.example"})], [])


def test_what_is_not_understood_is_left_out_and_told() -> None:
    found, notices = read("Name,Links,Consent,Photo,Shoe size\nAda,example,perhaps,a.jpg,38\n")
    assert found == [{"name": "Ada"}]
    assert notices == [
        "1: The heading of column E is not understood; left out.",
        "1: Photos are not taken from sheets; left out. They are uploaded, or sent by a link.",
        "2: Expected an address that begins with https:// or http://; left out.",
        "2: Expected yes or no; left out.",
    ]


@pytest.mark.parametrize("text", ["", "Title,Start\nLaw,9:00", "Name\n", "Ada Byron\n"])
def test_what_is_no_sheet_of_people_is_refused(text: str) -> None:
    with pytest.raises(ProgrammeError) as refused:
        people_of(text.encode())
    assert refused.value.code in {"no_headings", "empty"}


# Whom it finds


def told(plan: Plan) -> tuple[str, str, list[str], list[str]]:
    speaker = plan.speaker.name if plan.speaker else ""
    return plan.kind, speaker, sorted(plan.changes), [each.name for each in plan.candidates]


def planned(*lines: dict[str, Any], choices: dict[int, str] | None = None) -> list[Plan]:
    numbered = [Line(number, values) for number, values in enumerate(lines, start=2)]
    return importing.plan(numbered, Speaker.objects.all(), choices)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ({"name": "Bo"}, ("new", "Bo", ["name"], [])),
        ({"name": "ADA  byron"}, ("same", "Ada Byron", [], [])),
        ({"name": "Ada Byron"}, ("same", "Ada Byron", [], [])),
        ({"name": "Ada Byron", "post": "Chair"}, ("changed", "Ada Byron", ["post"], [])),
        ({"name": "Ada Byron", "honorific": "Dr"}, ("changed", "Ada Byron", ["honorific"], [])),
        ({"name": "Ada Byron", "email": "ADA@b.example"}, ("changed", "Ada Byron", ["email"], [])),
        ({"name": "Ada Byron", "email": "x@b.example"}, ("doubtful", "", [], ["Ada Byron"])),
        ({"name": "Augusta King", "email": "ada@b.example"}, ("doubtful", "", [], ["Ada Byron"])),
        ({"name": "Byron, Ada"}, ("doubtful", "", [], ["Ada Byron"])),
        ({"name": "Twin"}, ("doubtful", "", [], ["Twin", "Twin"])),
        ({"name": "Twin", "email": "twin@b.example"}, ("same", "Twin", [], [])),
        ({"post": "Chair"}, ("refused", "", [], [])),
        ({"name": "Bo", "email": "none"}, ("refused", "", [], [])),
    ],
)
def test_a_row_is_somebody_who_is_there_somebody_new_or_doubtful(line: dict[str, Any], expected: Any) -> None:
    make_speaker(name="Ada Byron", email="ada@b.example", post="Director")
    make_speaker(name="Twin")
    make_speaker(name="Twin", email="twin@b.example")
    assert told(planned(line)[0]) == expected


@pytest.mark.django_db
def test_who_was_merged_is_found_by_their_former_name_and_keeps_the_one_of_now() -> None:
    merge([make_speaker(name="Ada Byron"), make_speaker(name="A. Byron")], sources={}, by=None)
    assert told(planned({"name": "A. Byron", "post": "Chair"})[0])[:3] == ("changed", "Ada Byron", ["post"])


@pytest.mark.django_db
def test_the_same_person_twice_in_a_sheet_is_doubtful_the_second_time() -> None:
    make_speaker(name="Ada", post="Director")
    lines = [
        {"name": "Ada", "post": "Chair"},
        {"name": "Ada", "country": "UK"},
        {"name": "Bo"},
        {"name": "BO"},
    ]
    plans = planned(*lines)
    assert [(plan.kind, plan.why) for plan in plans] == [
        ("changed", ""),
        ("doubtful", "Row 2 is of the same person."),
        ("new", ""),
        ("doubtful", "Row 4 is of the same person."),
    ]
    numbered = [Line(number, values) for number, values in enumerate(lines, start=2)]
    ada = Speaker.objects.get()
    importing.carry_out(numbered, Speaker.objects.all(), choices={3: str(ada.pk), 5: importing.MAKE})
    ada.refresh_from_db()
    assert (ada.post, ada.country) == ("Chair", "UK")
    assert sorted(Speaker.objects.values_list("name", "slug")) == [
        ("Ada", ada.slug),
        ("BO", "bo-2"),
        ("Bo", "bo"),
    ]


# What it changes


@pytest.mark.django_db
def test_what_a_sheet_does_not_say_stays_as_it_is() -> None:
    speaker = make_speaker(
        name="Ada Byron", post="Director", biography="Hers.", email="a@b.example", consents_to_publish=True
    )
    lines, _notices = people_of((HEAD + "Ada Byron;;Chair;;;;;;\n").encode())
    plans = importing.carry_out(lines, Speaker.objects.all())
    assert plans[0].changes == {"post": ("Director", "Chair")}
    speaker.refresh_from_db()
    assert (speaker.post, speaker.biography, speaker.email, speaker.consents_to_publish) == (
        "Chair",
        "Hers.",
        "a@b.example",
        True,
    )


@pytest.mark.django_db
def test_what_was_looked_at_is_what_is_written_or_nothing() -> None:
    speaker = make_speaker(name="Ada Byron", post="Director")
    lines = [Line(2, {"name": "Ada Byron", "post": "Chair"}), Line(3, {"name": "Bo"})]
    seen = importing.digest(importing.plan(lines, Speaker.objects.all()))
    Speaker.objects.update(post="President")
    with pytest.raises(SpeakerError, match="Entries have changed"):
        importing.carry_out(lines, Speaker.objects.all(), seen=seen)
    assert list(Speaker.objects.values_list("post", flat=True)) == ["President"]
    seen = importing.digest(importing.plan(lines, Speaker.objects.all()))
    importing.carry_out(lines, Speaker.objects.all(), seen=seen)
    speaker.refresh_from_db()
    assert (speaker.post, Speaker.objects.count()) == ("Chair", 2)


@pytest.mark.django_db
def test_a_sheet_that_is_imported_again_changes_nothing() -> None:
    text = HEAD + 'Ada Byron;Dr;Director;;;"One.\nTwo.";a@b.example;Web: https://a.example;yes\n'
    for kind in ("new", "same"):
        lines, _notices = people_of(text.encode())
        plans = importing.carry_out(lines, Speaker.objects.all())
        assert [plan.kind for plan in plans] == [kind]


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_looking_costs_the_same_at_any_length(django_assert_num_queries: Any, count: int) -> None:
    for number in range(count):
        make_speaker(name=f"Ada {number}")
    with django_assert_num_queries(3):
        planned(*({"name": f"Ada {number}"} for number in range(count + 1)))


# The command


def run(path: Path, **options: Any) -> list[str]:
    out = StringIO()
    call_command("import_speakers", str(path), stdout=out, stderr=StringIO(), **options)
    return out.getvalue().splitlines()


@pytest.mark.django_db
def test_the_command_says_what_would_change_and_then_changes_it(tmp_path: Path) -> None:
    make_speaker(name="Ada Byron", email="a@b.example")
    path = tmp_path / "people.csv"
    path.write_text("Name,E-mail,Post\nAda Byron,,Chair\nBo,,\nEve,a@b.example,\n")
    said = [
        "Row 2: Ada Byron: post.",
        "Row 3: Bo is new.",
        "Row 4: Eve is left out. The e-mail address is that of an entry with another name.",
        "1 new, 1 changed, 0 as they were, 1 left out.",
    ]
    assert run(path, dry_run=True) == [*said, "Nothing was written."]
    assert Speaker.objects.count() == 1
    assert run(path) == said
    assert sorted(Speaker.objects.values_list("name", "post")) == [("Ada Byron", "Chair"), ("Bo", "")]


@pytest.mark.django_db
def test_the_command_refuses_in_words(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be read: No such file"):
        run(tmp_path / "none.csv")
    path = tmp_path / "text.csv"
    path.write_text("Hello\n")
    with pytest.raises(CommandError, match="No row has headings of people"):
        run(path)


@pytest.mark.django_db
def test_the_command_records_and_publishes_what_it_changes(tmp_path: Path) -> None:
    conference = make_conference(publishes_each_change=True)
    make_appearance(make_session(conference), make_speaker(name="Ada"))
    make_release(conference)
    path = tmp_path / "people.csv"
    path.write_text("Name,Post\nAda,Chair\n")
    run(path)
    assert [(edit.via, edit.by) for edit in conference.edits.all()] == [("import", None)]
    assert conference.releases.count() == 2
