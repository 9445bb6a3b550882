"""Static files: joined style sheets, hashed names, compressed copies."""

from __future__ import annotations

import gzip
import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.management import call_command

from cyberconf import settings as ours
from cyberconf.web.storage import Unguessable

SOURCES = {
    "css/site.css": '@layer a, b;\n@import url("a.css");\n@import url("b.css");\n',
    "css/a.css": '/* Ours. */\n@layer a {\n  p { background: url("../paper.svg"); content: "; "; }\n}\n',
    "css/b.css": "@layer b { p { color: red; } }\n",
    "paper.svg": "<svg/>\n",
    "js/page.js": 'import { say } from "./words.js";\nsay("x");\n',
    "js/words.js": "// Ours.\n\nexport const say = (it) => {\n  // Aloud.\n  log(`${it} // `); // once\n};\n",
}


@pytest.fixture
def collected(settings: LazySettings, tmp_path: Path) -> Any:
    """Collect these files as the real site does, and return the folder."""

    def collect(sources: Path) -> Path:
        settings.STORAGES = ours.STORAGES
        settings.STATICFILES_DIRS = [sources]
        settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
        settings.STATIC_ROOT = tmp_path / "collected"
        call_command("collectstatic", interactive=False, verbosity=0)
        return tmp_path / "collected"

    return collect


def write(folder: Path) -> Path:
    """Write the sources into the folder."""
    for name, text in SOURCES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def hashed(folder: Path, name: str) -> Path:
    """The copy of the file that pages link to."""
    path = folder / name
    (found,) = path.parent.glob(f"{path.stem}.{'[0-9a-f]' * 12}{path.suffix}")
    return found


def test_the_style_sheets_are_joined_in_their_order_and_keep_their_addresses(
    collected: Any, tmp_path: Path
) -> None:
    folder = collected(write(tmp_path / "sources"))

    paper = hashed(folder, "paper.svg").name
    assert hashed(folder, "css/site.css").read_text() == (
        f'@layer a, b;@layer a{{p{{background: url("../{paper}");content: "; "}}}}@layer b{{p{{color: red}}}}'
    )


def test_what_a_module_imports_is_hashed_too(collected: Any, tmp_path: Path) -> None:
    folder = collected(write(tmp_path / "sources"))

    words = hashed(folder, "js/words.js").name
    assert hashed(folder, "js/page.js").read_text() == f'import {{ say }} from "./{words}";\nsay("x");\n'


def test_scripts_come_without_what_is_for_their_writers(collected: Any, tmp_path: Path) -> None:
    folder = collected(write(tmp_path / "sources"))

    said = "export const say = (it) => {\nlog(`${it} // `);\n};\n"
    assert hashed(folder, "js/words.js").read_text() == said


def test_no_template_literal_of_ours_goes_on_in_another_line() -> None:
    lines = [
        line for path in (ours.ROOT / "static/js").rglob("*.js") for line in path.read_text().splitlines()
    ]
    assert [line for line in lines if line.count("`") % 2] == []


def test_collecting_again_joins_the_changed_sheets(collected: Any, tmp_path: Path) -> None:
    sources = write(tmp_path / "sources")
    folder = collected(sources)
    first = hashed(folder, "css/site.css")
    (sources / "css/b.css").write_text("@layer b { p { color: blue; } }\n")
    collected(sources)

    sheets = {path: path.read_text() for path in folder.glob("css/site.????????????.css")}
    assert [text[text.index("@layer b{") :] for path, text in sheets.items() if path != first] == [
        "@layer b{p{color: blue}}"
    ]


def test_our_own_sheets_are_joined_completely_and_stored_compressed(collected: Any) -> None:
    folder = collected(ours.ROOT / "static")

    sheet = hashed(folder, "css/site.css")
    assert re.findall("@import[^;]*;", sheet.read_text()) == []
    compressed = gzip.decompress(sheet.with_name(f"{sheet.name}.gz").read_bytes())
    assert compressed == sheet.read_bytes()


def test_an_uploaded_file_is_found_by_nobody_who_was_not_told() -> None:
    name = Unguessable("materials")
    paths = [name(object(), "statement.pdf") for _ in range(2)]
    assert [re.sub("[0-9a-f]{32}", "?", path) for path in paths] == ["materials/?/statement.pdf"] * 2
    assert paths[0] != paths[1]
