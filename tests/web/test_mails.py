"""Mails: one look for all, made of their text."""

from __future__ import annotations

import re
from io import StringIO

import pytest
from django.conf import settings
from django.core import mail
from django.test import Client

from cyberconf.accounts.models import User
from cyberconf.demo.design.colours import contrast
from cyberconf.web import mails, tokens
from cyberconf.web.console import EmailBackend
from tests.mails import parts_of, words_of

SITE = "http://127.0.0.1:8000"
WRITTEN = re.compile(
    r"(?<!def )(?<!\w)(?<!self\.)(?<!\(\)\.)(?:EmailMessage|EmailMultiAlternatives|send_mail|send_mass_mail"
    r"|mail_admins|mail_managers)\(|email_user\("
)


def shown(text: str, **said: str) -> list[tuple[str, str, str]]:
    """What a mail's page is made of: element, class, and words."""
    page = parts_of(mails.message("Subject", text, to=["ann@example.org"], **said))[1]
    blocks = page.iter("p", "ul", "blockquote")
    return [(each.tag, each.get("class", ""), " ".join(words_of(each))) for each in blocks]


def test_a_text_becomes_a_page_of_the_same_words() -> None:
    text = (
        "Dear Ann,\nhello.\n\nYour code:\n\n1234-5678\n\nHe wrote:\n> <b>One</b>\n>\n> two\n\n"
        f"Read it:\n{SITE}/here/\n\n"
        f"Panel 1\n- is moved\n- is open\n\n1. First\n   Room: <A>\n   {SITE}/1/\n\n{SITE}.evil.example/\n\n"
        f"-- \nPorts & Seas\n{SITE}/\n\nWhy you get this.\n"
    )
    assert shown(text, code="1234-5678") == [
        ("p", "name", "Ports & Seas"),
        ("p", "", "Dear Ann, hello."),
        ("p", "", "Your code:"),
        ("p", "code", "1234-5678"),
        ("p", "", "He wrote:"),
        ("blockquote", "", "<b>One</b> two"),
        ("p", "way", f"Read it: {SITE}/here/"),
        ("p", "head", "Panel 1"),
        ("ul", "", "is moved is open"),
        ("p", "item", f"1. First Room: <A> {SITE}/1/"),
        ("p", "", f"{SITE}.evil.example/"),
        ("p", "way", f"{SITE}/"),
        ("p", "", "Why you get this."),
    ]
    for ours in (f"{SITE}/3–4/", f"Read it:\n{SITE}/3–4/", f"1. First\n   {SITE}/3–4/"):
        assert f'href="{SITE}/3–4/"' in mails.html("Subject", ours)  # no sign within, as beside times
    assert re.findall(r'href="([^"]+)"', mails.html("Subject", text)) == [
        f"{SITE}/here/",
        f"{SITE}/1/",
        f"{SITE}/",
    ]


def test_each_line_of_a_mail_runs_as_its_words_do_and_a_day_stands_with_its_month() -> None:
    text = "السبب: إهانة\nSay it kindly.\n\n> نعم\n> No…\n\n1. القانون\n   Law?\n\nحتى 14 ديسمبر"
    page = parts_of(mails.message("Subject", text, to=["ann@example.org"], language="ar"))[1]
    apart = [str(each.text) for each in page.iter("bdi")]
    assert apart[1:] == ["Say it kindly.", "No…", "1. القانون", "Law?"]
    assert "14\u00a0ديسمبر" in "".join(page.itertext())


def test_titles_in_a_mail_leave_the_lines_about_them_at_its_side_and_notes_stand_there_too() -> None:
    text = "Please be early.\n\n1. Trust\n   أُلغيت هذه الجلسة.\n\nCables\n- غُير الموعد"
    page = parts_of(mails.message("Subject", text, to=["ann@example.org"], language="ar"))[1]
    own_way = {each.get("class", ""): each.get("dir") for each in page.iter("p")}
    assert (own_way["item"], own_way["head"], own_way[""]) == (None, None, "auto")
    assert (
        "p[dir=auto]:not(.way) { width: fit-content; }" in page.getroottree().getroot().find(".//style").text
    )


@pytest.mark.django_db
def test_a_code_is_mailed_large_in_the_language_and_the_direction_of_its_reader(alice: User) -> None:
    User.objects.filter(pk=alice.pk).update(language="ar")
    Client().post("/accounts/login/code/", {"email": alice.email})
    text, page = parts_of(mail.outbox[0])
    root = page.getroottree().getroot()
    assert (root.get("lang"), root.get("dir")) == ("ar", "rtl")
    (code,) = (each.text for each in page.iter("p") if each.get("class") == "code")
    assert code in text
    assert sorted(words_of(page)) == sorted(text.split())


def test_the_colours_of_mails_are_the_sites_and_stand_out() -> None:
    page, found = mails.html("Subject", "Text"), {}
    for look in ("light", "dark"):
        of = tokens.look(look)
        found[look] = all(tokens.hexadecimal(of[name]) in page for name in ("paper", "ink", "blue"))
        assert contrast(of["blue"], of["blue-wash"]) > 7
    assert found == {"light": True, "dark": True}
    assert [tokens.hexadecimal((light, 0, 0)) for light in (0.0, 1.0)] == ["#000000", "#ffffff"]


def test_who_tries_the_site_out_reads_the_text_of_a_mail_in_the_terminal() -> None:
    terminal = StringIO()
    EmailBackend(stream=terminal).send_messages([mails.message("Your code", "1234", to=["ann@example.org"])])
    assert ("Subject: Your code" in terminal.getvalue(), "1234" in terminal.getvalue()) == (True, True)
    assert "<html" not in terminal.getvalue()


def test_no_mail_is_written_past_that() -> None:
    sources = [
        path
        for app in ("cyberconf", "events", "speakers", "comments")
        for path in (settings.ROOT / app).rglob("*.py")
    ]
    assert [path.name for path in sources if WRITTEN.search(path.read_text())] == ["mails.py"]
