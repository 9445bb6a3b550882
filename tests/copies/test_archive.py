"""The command: a folder that leads nowhere but within itself and to the site, or nothing at all."""

from __future__ import annotations

import json
import re
from io import StringIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.test import Client
from pypdf import PdfReader

from comments import pages
from comments.models import Comment
from cyberconf.copies.asking import BrokenError, Site
from events.exporters import EXPORTERS
from events.models import Conference, Material, Session
from speakers.models import Speaker
from tests.builders import (
    make_appearance,
    make_comment,
    make_conference,
    make_language,
    make_question,
    make_release,
    make_session,
    make_speaker,
    make_translation,
)
from tests.copies.links import broken, read

pytestmark = [pytest.mark.django_db, pytest.mark.looks]


def archive(folder: Path, slug: str = "ports", *more: str) -> str:
    """Run the command, for one language where no others are named, and return what it printed."""
    output = StringIO()
    call_command("archive", slug, "--output", str(folder), *(more or ["--languages=en"]), stdout=output)
    return output.getvalue()


def refusal(folder: Path, slug: str = "ports") -> str:
    """What the command says when it refuses, with exit status 1."""
    with pytest.raises(CommandError) as refused:
        archive(folder, slug)
    assert refused.value.returncode == 1
    return str(refused.value)


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def unpacked(file: Path) -> bytes:
    """What is to be read in a file: of a workbook its parts, of the programme on paper its text."""
    if file.suffix == ".xlsx":
        with ZipFile(file) as workbook:
            return b"\n".join(map(workbook.read, workbook.namelist()))
    if file.name == EXPORTERS["pdf"].address:
        return "\n".join(page.extract_text() for page in PdfReader(file).pages).encode()
    return file.read_bytes()


@pytest.fixture
def conference(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Conference:
    """A panel with a question, a speaker with a photo, a paper, two releases and two pages of answers."""
    monkeypatch.setattr(pages, "THREADS", 2)
    settings.WHITENOISE_USE_FINDERS = True  # nothing is collected for tests
    found = make_conference(slug="ports", title="Ports")
    panel = make_session(found, slug="norms", title="Norms")
    make_session(found, slug="lunch", title="Lunch", kind="break")
    question = make_question(panel)
    photo = default_storage.save("photos/ann.jpg", ContentFile(b"a picture"))
    make_appearance(panel, make_speaker(slug="ann", photo=photo, consents_to_publish=True))
    paper = default_storage.save("papers/a paper.pdf", ContentFile(b"%PDF"))
    Material.objects.create(conference=found, session=panel, title="Paper", file=paper, kind="paper")
    make_release(found)
    Session.objects.filter(pk=panel.pk).update(title="Norms of ports")
    make_release(found)
    for number in range(3):
        make_comment(panel, question=question, body=f"Comment {number}")
    make_comment(panel, question=question, body="A secret", status="pending")
    return found


def test_every_link_leads_within_the_copy_or_to_a_site_and_each_page_says_that_it_is_one(
    conference: Conference, tmp_path: Path, settings: Any
) -> None:
    folder = tmp_path / "copies" / "ports"
    archive(folder, "ports", "--languages=en,ar")
    assert broken(folder) == []
    texts = [file.read_text() for file in folder.rglob("*.html")]
    passing = (
        "Open for comments",
        "· open",
        "be the first",
        "will stand in this place",
        "data-passing",
        "filters",
    )
    assert [words for words in passing if any(words in text for text in texts)] == []
    assert any("3 comments" in text for text in texts)
    said = [file for file in folder.rglob("*.html") if "message copy-note" in file.read_text()]
    assert sorted(said) == sorted(folder.rglob("*.html"))
    original = f"{settings.SITE_URL}/ports/sessions/norms/"
    assert original in read(folder / "sessions" / "norms" / "index.html").links
    alone = {name for name in files(folder) if name.endswith(".html")}
    arabic = {name.removeprefix("ar/") for name in alone if name.startswith("ar/")}
    assert arabic == {name for name in alone if not name.startswith("ar/")}
    assert [name for name in files(folder / "ar") if not name.endswith(".html")] == []  # they differ in none
    page = (folder / "ar" / "sessions" / "norms" / "index.html").read_text()
    assert '<html lang="ar" dir="rtl"' in page
    assert f'<link rel="canonical" href="{settings.SITE_URL}/ar/ports/sessions/norms/">' in page
    here, there = "index.html", "../../../sessions/norms/index.html"
    alternates = dict(re.findall(r'<link rel="alternate" hreflang="(.*?)" href="(.*?)">', page))
    french = f"{settings.SITE_URL}/fr/ports/sessions/norms/"
    assert {code: alternates[code] for code in ("ar", "en", "fr", "x-default")} == {
        "ar": here,
        "en": there,
        "fr": french,
        "x-default": there,
    }
    choices = re.findall(r'<a href="(.*?)" hreflang="(.*?)"', page)
    assert choices == [(there, "en"), (here, "ar")]


def test_a_copy_is_in_all_languages_of_the_pages_and_the_programme_its_own_first(
    tmp_path: Path, settings: Any
) -> None:
    settings.WHITENOISE_USE_FINDERS = True  # nothing is collected for tests
    found = make_conference(slug="meer", title="Das Meer", language="de")
    for code, said in (("en", "The sea"), ("pt", "O mar")):
        make_translation(make_language(found, code), found, "title", said)
    make_release(found)
    archive(tmp_path / "meer", "meer", "--languages=all")
    texts = [(tmp_path / "meer" / code / "index.html").read_text() for code in ("", "en", "pt", "fr")]
    titles = [re.findall(r"<h1[^>]*>\s*(.*?)\s*</h1>", text)[0] for text in texts]
    assert titles == ["Das Meer", "The sea", "O mar", "Das Meer"]
    told = json.loads((tmp_path / "meer" / "copy.json").read_text())
    assert told["languages"] == ["de", "ar", "zh-hans", "en", "fr", "ru", "es", "pt"]
    assert broken(tmp_path) == []
    with pytest.raises(CommandError, match="“nl” is no language of the pages"):
        archive(tmp_path / "none", "meer", "--languages=en,nl")


def test_a_copy_holds_each_page_and_file_that_everybody_sees(
    conference: Conference, tmp_path: Path, settings: Any
) -> None:
    settings.STATICFILES_DIRS = [settings.ROOT / "static"]  # with sheets that take in others
    archive(tmp_path / "ports")
    paper, last = Material.objects.get().file.name, Comment.objects.order_by("pk")[1]
    questions = "sessions/norms/questions/1"
    wanted = {
        "index.html",
        "speakers/index.html",
        "speakers/ann/index.html",
        "sessions/lunch/index.html",
        "sessions/norms.ics",
        f"{questions}/index.html",
        f"{questions}/comments.atom",
        f"{questions}/~after-{last.pk}/index.html",
        f"{questions}/~sort-newest/index.html",
        "comments/index.html",
        "changes/index.html",
        "changes.atom",
        "releases/1/index.html",
        "words/index.html",
        "words/n/index.html",
        f"media/{Speaker.objects.get().photo.name}",
        f"media/{paper}",
        "static/css/tokens.css",
        *(exporter.address for exporter in EXPORTERS.values()),
    }
    assert wanted - files(tmp_path / "ports") == set()
    start = read(tmp_path / "ports" / "index.html")
    assert "words/index.html" in start.links  # where "Search" leads, as nothing is typed into a copy
    assert (tmp_path / "ports" / "media" / paper).read_bytes() == b"%PDF"


def test_a_permalink_leads_to_the_page_of_its_comment_as_on_the_site(
    conference: Conference, tmp_path: Path, client: Client
) -> None:
    archive(tmp_path)
    last = Comment.objects.filter(status="published").order_by("-pk")[0]
    on_site = client.get(last.get_absolute_url()).headers["Location"]
    folder = on_site.partition("?after=")[2].partition("#")[0]
    latest = read(tmp_path / "comments" / "index.html")
    assert f"../sessions/norms/questions/1/~after-{folder}/index.html#comment-{last.pk}" in latest.links


def test_what_is_kept_of_people_is_said_in_the_copy_which_leads_back_into_it(
    conference: Conference, tmp_path: Path, settings: Any
) -> None:
    make_release(make_session(make_conference(slug="bays")).conference)  # so that "/" is of several
    archive(tmp_path / "ports", "ports", "--languages=en,ar")
    for language in ("", "ar/"):
        start, said = (
            read(tmp_path / "ports" / language / page) for page in ("index.html", "privacy/index.html")
        )
        assert ("privacy/index.html" in start.links, "../index.html" in said.links) == (True, True)
    text = (tmp_path / "ports" / "privacy" / "index.html").read_text()
    assert ("message copy-note" in text, "</time> (Zurich)." in text) == (True, True)
    settings.PRIVACY_URL = "https://institute.example/privacy"
    archive(tmp_path / "ports")
    assert settings.PRIVACY_URL in read(tmp_path / "ports" / "index.html").links


def test_what_not_everybody_may_read_is_in_no_file(conference: Conference, tmp_path: Path) -> None:
    Speaker.objects.update(email="ann@example.org")
    Session.objects.filter(slug="norms").update(title="Not published")
    archive(tmp_path)
    texts = {name: unpacked(tmp_path / name) for name in files(tmp_path)}
    packed = [b"Norms of ports" in texts[EXPORTERS[kind].address] for kind in ("xlsx", "pdf")]
    secrets = (b"A secret", b"@example.org", b"Not published")
    leaks = [(name, secret) for name, text in texts.items() for secret in secrets if secret in text]
    assert (packed, leaks) == ([True, True], [])


def test_a_copy_takes_the_place_of_the_one_before_and_of_nothing_else(
    conference: Conference, tmp_path: Path
) -> None:
    folder = tmp_path / "ports"
    archive(folder)
    (folder / "words" / "old.html").write_text("of the copy before")
    archive(folder)
    assert not (folder / "words" / "old.html").exists()
    assert json.loads((folder / "copy.json").read_text())["release"] == 2
    (folder / "CNAME").write_text("ours")
    assert refusal(folder).startswith(f"{folder} holds what is of no copy of “ports”: CNAME. ")
    make_release(make_session(make_conference(slug="bays")).conference)
    assert "of no copy of “bays”" in refusal(folder, "bays")
    assert (folder / "CNAME").read_text() == "ours"
    assert [entry.name for entry in tmp_path.iterdir()] == ["ports"]


def test_a_copy_that_fails_leaves_the_one_before_and_nothing_beside(
    conference: Conference, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "ports"
    archive(folder)
    before = files(folder)

    def fail(self: Site, address: str, language: str) -> Any:
        raise BrokenError(f"{address} answers 500 instead of a page.")

    monkeypatch.setattr(Site, "ask", fail)
    assert refusal(folder) == "/ports/ answers 500 instead of a page."
    assert files(folder) == before
    assert [entry.name for entry in tmp_path.iterdir()] == ["ports"]


def test_a_site_that_does_not_know_its_own_address_has_no_copy(
    conference: Conference, tmp_path: Path, settings: Any
) -> None:
    settings.ALLOWED_HOSTS = ["elsewhere.example"]
    assert refusal(tmp_path / "ports") == "/ports/ answers 400 instead of a page."
    assert list(tmp_path.iterdir()) == []


def test_a_copy_is_of_one_release(
    conference: Conference, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is begun again where something is published meanwhile, and given up where that happens twice."""
    ask, titles = Site.ask, iter(("Norms now", "Norms then", "Norms at last"))

    def publish(self: Site, address: str, language: str) -> Any:
        answer = ask(self, address, language)
        if address == "/ports/sessions/norms/" and (title := next(titles, "")):
            Session.objects.filter(slug="norms").update(title=title)
            make_release(conference)
        return answer

    monkeypatch.setattr(Site, "ask", publish)
    assert refusal(tmp_path / "ports").startswith("Something was published while the copy was made.")
    assert list(tmp_path.iterdir()) == []
    archive(tmp_path / "ports")
    assert json.loads((tmp_path / "ports" / "copy.json").read_text())["release"] == 5
    heads = [(tmp_path / "ports" / name).read_text() for name in ("index.html", "sessions/norms/index.html")]
    assert ["Norms at last" in head for head in heads] == [True, True]


def test_what_nobody_sees_is_not_copied(tmp_path: Path) -> None:
    make_conference(slug="bays", status=Conference.Status.DRAFT)
    assert refusal(tmp_path / "bays", "bays").startswith("“bays” is a draft")
    assert refusal(tmp_path / "coves", "coves").startswith("There is no conference “coves”.")
    assert list(tmp_path.iterdir()) == []
