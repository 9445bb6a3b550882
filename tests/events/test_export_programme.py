"""The command: which release it writes, where, and when it refuses."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from events.exporters import EXPORTERS
from events.models import Release, Session
from tests.builders import make_conference, make_release, make_session

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> str:
    """Run the command and return what it printed."""
    return printed(*arguments).decode()


def printed(*arguments: str) -> bytes:
    """Run the command and return the bytes that it printed."""
    output = io.TextIOWrapper(io.BytesIO(), write_through=True)
    call_command("export_programme", *arguments, stdout=output)
    output.seek(0)
    return output.buffer.read()


def refusal(*arguments: str) -> str:
    """What the command says when it refuses, with exit status 1."""
    with pytest.raises(CommandError) as refused:
        run(*arguments)
    assert refused.value.returncode == 1
    return str(refused.value)


@pytest.fixture
def norms() -> Session:
    """A session that was called “Norms” in release 1 and is “Rules” in release 2."""
    session = make_session(make_conference(slug="norms"), title="Norms")
    make_release(session.conference)
    Session.objects.update(title="Rules")
    make_release(session.conference)
    Session.objects.update(title="Not published")
    return session


def titles(written: str) -> list[str]:
    return [session["title"] for session in json.loads(written)["sessions"]]


def test_the_newest_release_is_written_or_the_one_asked_for(norms: Session) -> None:
    assert titles(run("norms", "--format", "json")) == ["Rules"]
    assert titles(run("norms", "--format", "json", "--release", "1")) == ["Norms"]
    newest = Release.objects.order_by("number").last()
    assert newest is not None
    assert json.loads(run("norms", "--format", "json")) == newest.document


@pytest.mark.parametrize("format", sorted(EXPORTERS))
def test_every_format_is_written_and_a_file_holds_what_is_printed(
    norms: Session, tmp_path: Path, format: str
) -> None:
    target = tmp_path / "programme"
    assert printed("norms", "--format", format, "--output", str(target)) == b""
    assert target.read_bytes() == printed("norms", "--format", format)
    assert [path.name for path in tmp_path.iterdir()] == ["programme"]


def test_what_cannot_be_exported_is_refused(norms: Session, tmp_path: Path) -> None:
    make_conference(slug="new")
    missing = tmp_path / "none" / "programme.json"
    assert [
        refusal("rules", "--format", "json"),
        refusal("new", "--format", "json"),
        refusal("norms", "--format", "json", "--release", "3"),
        refusal("norms", "--format", "json", "--release", "first"),
        refusal("norms", "--format", "json", "--release", "9" * 30),
        refusal("norms", "--format", "doc"),
        refusal("norms"),
        refusal("norms", "--format", "json", "--output", str(missing)),
    ] == [
        "There is no conference “rules”. Expected one of: new, norms.",
        "“new” has no release yet. Publish one first: manage.py publish new",
        "“norms” has no release 3. Expected a number from 1 to 2.",
        "“norms” has no release first. Expected a number from 1 to 2.",
        f"“norms” has no release {'9' * 30}. Expected a number from 1 to 2.",
        f"“doc” is not a format that we write. Use one of: {', '.join(EXPORTERS)}.",
        f"“” is not a format that we write. Use one of: {', '.join(EXPORTERS)}.",
        f"{missing} cannot be written: No such file or directory.",
    ]


def test_a_file_that_could_not_be_written_anew_stays_as_it_was(norms: Session, tmp_path: Path) -> None:
    target = tmp_path / "programme.json"
    target.write_text("old")
    refusal("norms", "--format", "json", "--release", "9", "--output", str(target))
    assert target.read_text() == "old"


def test_an_unknown_format_is_refused_before_a_release_is_looked_for() -> None:
    make_conference(slug="unpublished")
    assert refusal("unpublished", "--format", "zzz").startswith("“zzz” is not a format that we write.")
