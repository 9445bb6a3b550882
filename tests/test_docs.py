"""That the docs say what the code does: every variable, command and format is named, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from django.core.management import get_commands

from cyberconf.settings import ROOT
from events.exporters import EXPORTERS
from events.importers import IMPORTERS

DOCS = ROOT / "docs"
APPS = ("cyberconf", "events", "speakers", "comments")
READ = re.compile(r'\benv\.(?:text|boolean|choice|listing|kept_secret|mail|site_url|address)\(\s*"([A-Z_]+)"')
PAIR = re.compile(r'_keys\("([A-Z_]+)"\)')
OWN = re.compile(r'(?<![.\w])(?:text|address)\("([A-Z_]+)"')  # within env.py itself
SET = re.compile(r'os\.environ(?:\.\w+\(|\[)\s*"([A-Z_]+)"')
SHELL = re.compile(r"\$\$?\{?([A-Z][A-Z_]+)\b|^([A-Z_]+) \?=", re.MULTILINE)
ROW = re.compile(r"^\| `([A-Z_]+)` \| (.+) \| (.+) \| (.+) \|$", re.MULTILINE)
OF_MAKE_ITSELF = {"MAKEFILE_LIST"}


def sources() -> Iterable[Path]:
    """Every module of ours that is no test."""
    return [ROOT / "manage.py", *(path for app in APPS for path in (ROOT / app).rglob("*.py"))]


def variables() -> set[str]:
    """All that is read of the environment."""
    code = "\n".join(path.read_text() for path in sources())
    scripts = (ROOT / "Makefile").read_text() + (ROOT / ".ci" / "run").read_text()
    shell = {one or other for one, other in SHELL.findall(scripts)}
    named = {f"{name}_{part}" for name in PAIR.findall(code) for part in ("ID", "SECRET")}
    return (
        named
        | set(READ.findall(code))
        | set(OWN.findall(code))
        | set(SET.findall(code))
        | shell - OF_MAKE_ITSELF
    )


def words(name: str) -> set[str]:
    """What a page of the docs puts in code type."""
    return set(re.findall(r"`([^`\n]+)`", (DOCS / name).read_text()))


def everything() -> str:
    return "\n".join(path.read_text() for path in sorted(DOCS.rglob("*.md")))


def test_every_variable_that_is_read_is_listed_and_no_other() -> None:
    listed = [row[0] for row in ROW.findall((DOCS / "configuration.md").read_text())]
    assert sorted(listed) == sorted(variables())


def test_every_command_of_ours_is_explained() -> None:
    ours = {name for name, app in get_commands().items() if app.startswith(APPS)}
    named = set(re.findall(r"manage\.py (\w+)", everything()))
    assert ours - named == set()


def test_every_format_that_is_read_or_written_is_explained() -> None:
    assert set(IMPORTERS) - words("importing.md") == set()
    rows = re.findall(r"^\| `([\w-]+)` \|", (DOCS / "publishing.md").read_text(), re.MULTILINE)
    assert sorted(rows) == sorted(EXPORTERS)


@pytest.mark.parametrize(
    "command", ["import_programme", "publish", "export_programme", "archive", "seed_demo"]
)
def test_every_option_of_a_command_is_explained(command: str) -> None:
    (path,) = (path for path in sources() if path.name == f"{command}.py" and "commands" in path.parts)
    options = set(re.findall(r'"(--[a-z-]+)"', path.read_text()))
    assert {option for option in options if option not in everything()} == set()


def test_every_link_between_pages_leads_somewhere() -> None:
    pages = sorted(DOCS.rglob("*.md"))
    links = [(page, link) for page in pages for link in re.findall(r"\]\(([^)#:]+)\)", page.read_text())]
    assert [(page.name, link) for page, link in links if not (page.parent / link).exists()] == []


def test_decisions_are_numbered_and_say_context_decision_and_consequences() -> None:
    pages = sorted((DOCS / "adr").glob("*.md"))
    assert [int(page.name[:4]) for page in pages] == list(range(1, len(pages) + 1))
    for number, page in enumerate(pages, start=1):
        heads = re.findall(r"^#+ .*$", page.read_text(), re.MULTILINE)
        assert heads[0].startswith(f"# {number}. ")
        assert heads[1:] == ["## Context", "## Decision", "## Consequences"]
    cited = {int(n) for path in sources() for n in re.findall(r"\bADR (\d+)", path.read_text())}
    assert cited <= set(range(1, len(pages) + 1))


def test_the_glossary_is_in_order_and_has_each_word_once() -> None:
    terms = re.findall(r"^\| ([a-z][^|]*) \|", (DOCS / "glossary.md").read_text(), re.MULTILINE)[1:]
    first = [term.split(",")[0].split(" (")[0] for term in terms]
    assert first == sorted(set(first))
