"""The command: what it prints, what it writes, and that it writes nothing when the source is refused."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

import cyberconf.demo
from events.importers import read
from events.models import Conference, Release, Session
from speakers.models import Speaker
from tests.builders import make_programme, person_node, session_node

TEXT = Path(cyberconf.demo.__file__).parent / "cyber-stability-2021.txt"

pytestmark = pytest.mark.django_db


def run(*arguments: str, **options: Any) -> tuple[str, str]:
    """Run the command and return what it wrote to standard output and to standard error."""
    output, errors = io.StringIO(), io.StringIO()
    call_command("import_programme", *arguments, stdout=output, stderr=errors, **options)
    return output.getvalue(), errors.getvalue()


def counts() -> tuple[int, int, int, int]:
    return tuple(model.objects.count() for model in (Conference, Session, Speaker, Release))  # type: ignore[return-value]


def test_an_import_writes_the_conference_and_says_what_it_left_out() -> None:
    output, errors = run(str(TEXT))

    assert counts() == (1, 12, 0, 0)
    assert output.startswith("2021-cyber-stability-conference: 12 sessions read, ")
    assert errors.splitlines()[0] == (
        "line 1: The date is taken from here; the other words are left out. "
        "[UNIDIR Cyber Stability Conference 3rd December Friday 2021]"
    )


def test_importing_the_same_text_again_changes_nothing() -> None:
    run(str(TEXT))
    output, _errors = run(str(TEXT))
    assert output == "2021-cyber-stability-conference: 12 sessions read, 0 changes written.\n"
    assert counts() == (1, 12, 0, 0)


def test_an_import_can_be_published_at_once_under_another_address() -> None:
    run(str(TEXT), "--conference", "cyber-2021", "--publish")
    assert counts() == (1, 12, 0, 1)
    assert Release.objects.get().conference.slug == "cyber-2021"


def test_who_sees_what_was_published_at_once_is_told() -> None:
    run(str(TEXT), "--conference", "cyber-2021")
    output, _errors = run(str(TEXT), "--conference", "cyber-2021", "--publish")
    Conference.objects.update(status="public")
    again, told = run(str(TEXT), "--conference", "cyber-2021", "--publish", "--json")

    read_, published = output.splitlines()
    assert read_ == "cyber-2021: 12 sessions read, 0 changes written."
    assert published == (
        "Published as release 1. Only staff see it: the conference is a draft. "
        "For everybody: manage.py publish cyber-2021 --public"
    )
    assert json.loads(again)["changes"] == []
    *warnings, last = told.splitlines()
    assert last == f"Published as release 1. Everybody sees it at {settings.SITE_URL}/cyber-2021/"
    assert warnings[0] == (
        "Warning: Panel 1 (“Existing and potential threats”) has neither a moderator nor a chair."
    )


def test_what_cannot_be_published_at_once_is_not_imported_either(tmp_path: Path) -> None:
    source = tmp_path / "open.txt"
    source.write_text("Forum\n14 June 2027, Geneva\n9:00-10:00 Welcome\n19:00 Dinner\n")

    for arguments in (["--publish"], ["--publish", "--dry-run"]):
        with pytest.raises(CommandError, match="“Dinner” has no end"):
            run(str(source), *arguments)

    assert counts() == (0, 0, 0, 0)


def test_a_dry_run_prints_programme_warnings_and_changes_and_writes_nothing() -> None:
    output, errors = run(str(TEXT), "--dry-run", "--json")

    imported = read(TEXT.read_bytes())
    report = json.loads(output)
    assert errors == ""
    assert counts() == (0, 0, 0, 0)
    assert sorted(report) == ["changes", "programme", "warnings"]
    assert report["programme"] == imported.programme.model_dump(mode="json")
    assert report["warnings"] == [
        {"line": notice.line, "text": notice.text, "message": notice.message} for notice in imported.warnings
    ]
    assert [change["kind"] for change in report["changes"] if change["subject"] == "session"] == [
        "added"
    ] * 12


def test_standard_input_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(TEXT.read_bytes())))
    run("-")
    assert counts() == (1, 12, 0, 0)


def test_of_standard_input_no_more_is_read_than_tells_that_it_is_too_large(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pipe = io.BytesIO(b"x" * 9_000_000)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(pipe))
    with pytest.raises(CommandError) as refused:
        run("-")
    assert str(refused.value) == "The file has more than 8 MB. Expected at most that."
    assert pipe.tell() < 9_000_000


def test_without_tables_a_dry_run_reads_and_an_import_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection.introspection, "table_names", list)
    output, _errors = run(str(TEXT), "--dry-run")
    with pytest.raises(CommandError, match=r"Run manage\.py migrate first"):
        run(str(TEXT))
    *told, summary = output.splitlines()
    assert (len(told), told[-1], counts()) == (
        15,
        "- “Conference closing” is new: 3 December, 17:55–18:00, Room XXVI.",
        (0, 0, 0, 0),
    )
    assert summary == (
        "2021-cyber-stability-conference: 12 sessions read, 15 changes to write; nothing written."
    )


BAD: list[tuple[str, bytes, tuple[str, ...], str]] = [
    ("no times", b"Forum\n14 June 2027, Geneva\n", (), "No line has a time, so no session was found."),
    (
        "an end before the start",
        b"14 June 2027, Geneva\n9:00-10:00 A\n11:00-10:00 B\n",
        (),
        "line 3: Found “11:00–10:00”: the end is not after the start. Expected an end after 11:00.",
    ),
    (
        "an unknown zone",
        b"14 June 2027\n9:00-10:00 A\n",
        ("--time-zone", "Europe/Genf"),
        "The time zone “Europe/Genf” is unknown. Expected an IANA name such as Europe/Zurich.",
    ),
    (
        "a skipped time",
        b"28 March 2027, Geneva\n2:30-4:00 A\n",
        (),
        "line 2: Found 02:30 on 2027-03-28, which the clocks skip in Europe/Zurich.",
    ),
    ("an empty file", b"", (), "The file is empty. Expected a programme: a title, a date, sessions."),
    (
        "a binary file",
        b"\x89PNG\r\n\x1a\n\x00\x00",
        (),
        "line 3: Found a NUL byte, so this is a binary file.",
    ),
    ("a huge file", b"9:00-10:00 A\n" * 400_000, (), "The file has 5.2 MB. Expected at most 4 MB."),
    (
        "a zone in the text that is none",
        b"14 June 2027\nTime zone: Europe/Genf\n9:00-10:00 A\n",
        (),
        "line 2: The time zone “Europe/Genf” is unknown. Expected an IANA name such as Europe/Zurich.",
    ),
    ("blanks alone", b" \n\t\n\xc2\xa0\n", (), "The file is empty."),
    (
        "a file that is not UTF-8",
        b"Forum\n14 June 2027, Gen\xe8ve\n9:00-10:00 A\n",
        (),
        "line 2: Found the byte 0xE8, which is not UTF-8. Expected text saved as UTF-8.",
    ),
    ("no zone", b"14 June 2027\n9:00-10:00 A\n", (), "No time zone was found."),
    ("no date", b"Geneva\n9:00-10:00 A\n", (), "No date was found."),
]


@pytest.mark.parametrize(
    ("data", "options", "message"), [row[1:] for row in BAD], ids=[row[0] for row in BAD]
)
@pytest.mark.parametrize("dry", [(), ("--dry-run",)], ids=["written", "dry"])
def test_a_bad_source_is_refused_and_nothing_is_written(
    tmp_path: Path, data: bytes, options: tuple[str, ...], message: str, dry: tuple[str, ...]
) -> None:
    source = tmp_path / "programme.txt"
    source.write_bytes(data)

    with pytest.raises(CommandError) as refused:
        run(str(source), *options, *dry)

    assert str(refused.value)[: len(message)] == message
    assert refused.value.returncode == 1
    assert counts() == (0, 0, 0, 0)


def written(tmp_path: Path, **facts: Any) -> str:
    """A file with a programme document of a session that has these facts."""
    source = tmp_path / "programme.json"
    document = make_programme(slug="norms", title="Norms").model_dump(mode="json")
    source.write_text(json.dumps(document | facts), encoding="utf-8")
    return str(source)


LONG = "x" * 301
NO_ADDRESS = "“javascript:alert(1)” is no web address. Expected one that begins with https:// or http://."


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        (
            {"title": LONG},
            f"Conference “{'x' * 59}…”, title: Ensure this value has at most 300 characters (it has 301).",
        ),
        (
            {"organiser": {"name": "Institute", "url": "javascript:alert(1)"}},
            f"organiser.url: {NO_ADDRESS}",
        ),
        ({"stream_url": "javascript:alert(1)"}, f"stream_url: {NO_ADDRESS}"),
        (
            {"stream_url": "https://far.example/" + "x" * 181},
            "Conference “Norms”, stream: Ensure this value has at most 200 characters (it has 201).",
        ),
        (
            {"rooms": [{"slug": "a", "name": "Aula", "stream_url": "javascript:alert(1)"}]},
            f"rooms.0.stream_url: {NO_ADDRESS}",
        ),
        (
            {"rooms": [{"slug": "a", "name": "Aula", "capacity": -1}]},
            "Room “Aula”, seats: Ensure this value is greater than or equal to 1.",
        ),
        (
            {"materials": [{"title": "Paper", "url": "javascript:alert(1)"}]},
            f"materials.0.url: {NO_ADDRESS}",
        ),
        (
            {"sessions": [session_node(uid=str(uuid4()), title="Law", stream_url="javascript:alert(1)")]},
            f"sessions.0.stream_url: {NO_ADDRESS}",
        ),
        (
            {
                "sessions": [
                    session_node(uid=str(uuid4()), credits=[{"person": "ada", "affiliation": LONG}])
                ],
                "people": [person_node(uid=str(uuid4()), slug="ada", name="Ada")],
            },
            "Appearance “Ada (speaker)”, billed as: "
            "Ensure this value has at most 300 characters (it has 301).",
        ),
        (
            {
                "sessions": [session_node(uid=str(uuid4()), credits=[{"person": "ada"}])],
                "people": [
                    person_node(
                        uid=str(uuid4()),
                        slug="ada",
                        name="Ada",
                        links=[{"title": "Web", "url": "javascript:alert(1)"}],
                    )
                ],
            },
            f"people.0.links.0.url: {NO_ADDRESS}",
        ),
        ({"description": "a\0b"}, "Found a NUL character. Expected text that can be shown."),
        ({"time_zone": "Mars/Base"}, "The time zone “Mars/Base” is unknown. Expected an IANA name"),
        (
            {"slug": "admin"},
            "Conference “Norms”, address: “admin” is an address of the site itself. Please choose another.",
        ),
        ({"schema_version": 2}, "schema_version: Input should be 1."),
    ],
)
def test_a_document_that_the_draft_cannot_hold_is_refused_and_nothing_is_written(
    tmp_path: Path, facts: dict[str, Any], message: str
) -> None:
    with pytest.raises(CommandError) as refused:
        run(written(tmp_path, **facts))

    assert str(refused.value)[: len(message)] == message
    assert counts() == (0, 0, 0, 0)


def test_json_that_is_cut_off_is_refused_with_its_line(tmp_path: Path) -> None:
    source = tmp_path / "programme.json"
    source.write_text('{\n"schema_version": 1,\n"slug": ')
    with pytest.raises(CommandError) as refused:
        run(str(source))
    assert str(refused.value) == "line 3: Expected JSON; at column 9: Expecting value."


def test_the_command_line_ends_with_status_1_and_a_message_alone(tmp_path: Path) -> None:
    source = tmp_path / "programme.txt"
    source.write_text("14 June 2027, Geneva\n11:00-10:00 B\n")
    folder = {"VAR_DIR": str(tmp_path / "var"), "DATABASE_URL": ""}
    done = subprocess.run(
        [sys.executable, "manage.py", "import_programme", str(source), "--dry-run"],
        capture_output=True,
        text=True,
        env=os.environ | folder,
        cwd=settings.ROOT,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (
        1,
        "",
        "CommandError: line 2: Found “11:00–10:00”: the end is not after the start. "
        "Expected an end after 11:00.\n",
    )


def test_a_refusal_is_told_as_json_too() -> None:
    output = io.StringIO()
    with pytest.raises(CommandError):
        call_command("import_programme", "no-such-file.txt", "--json", stdout=output)
    assert json.loads(output.getvalue()) == {
        "error": {
            "code": "no_file",
            "message": "“no-such-file.txt” cannot be read: No such file or directory. "
            "Expected a file, or - for standard input.",
            "line": None,
        }
    }


def test_a_refused_second_import_leaves_the_first_as_it_was(tmp_path: Path) -> None:
    run(str(TEXT))
    before = list(Session.objects.values())
    bad = tmp_path / "bad.txt"
    bad.write_bytes(TEXT.read_bytes().replace(b"17:55-18:00", b"17:55-16:00"))
    with pytest.raises(CommandError, match="the end is not after the start"):
        run(str(bad))
    assert list(Session.objects.values()) == before


def test_a_thousand_sessions_are_imported(tmp_path: Path) -> None:
    lines = ["Big Forum", "", "Geneva"]
    for day in range(1, 21):
        lines.append(f"{day} June 2027")
        lines += [
            f"{8 + i // 6}:{i % 6}0 - {8 + i // 6}:{i % 6}9 Panel {i + 1} – Theme {day} {i}"
            for i in range(50)
        ]
    source = tmp_path / "forum.txt"
    source.write_text("\n".join(lines))
    run(str(source))
    assert counts() == (1, 1000, 0, 0)


def test_an_open_end_that_keeps_it_from_being_published_names_the_option_for_it(tmp_path: Path) -> None:
    file = tmp_path / "open.txt"
    file.write_text("Forum\n14 June 2027, Geneva\n9:00 Law\n10:00-11:00 Trade")
    with pytest.raises(CommandError) as refused:
        run(str(file), "--publish")
    assert str(refused.value) == (
        "“Law” has no end. Please say when it ends. --fill-ends ends sessions where the next one of the day "
        "starts; it does not end the last one of a day, whose end must stand in the source."
    )
