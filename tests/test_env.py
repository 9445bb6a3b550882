"""Reading the environment: what is taken, and what is said of a bad value."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from cyberconf import env

Patch = pytest.MonkeyPatch
NAME = "CYBERCONF_TEST"


@pytest.fixture(autouse=True)
def unset(monkeypatch: Patch) -> None:
    """Begin without the variable."""
    monkeypatch.delenv(NAME, raising=False)
    monkeypatch.delenv(f"{NAME}_FILE", raising=False)


def refusal(*arguments: Any, of: Any) -> str:
    """What is said of the variable as it is."""
    with pytest.raises(ImproperlyConfigured) as refused:
        of(NAME, *arguments)
    return str(refused.value)


@pytest.mark.parametrize(
    ("host", "port", "address"),
    [
        ("", "", "http://127.0.0.1:8000"),
        ("", "8080", "http://127.0.0.1:8080"),
        ("::", "8080", "http://127.0.0.1:8080"),
        ("localhost", "", "http://localhost:8000"),
        ("::1", "81", "http://[::1]:81"),
        ("", "abc", "http://127.0.0.1:8000"),
        ("a b", "", "http://127.0.0.1:8000"),
    ],
)
def test_the_site_is_where_it_is_served_unless_somebody_says_otherwise(
    monkeypatch: Patch, host: str, port: str, address: str
) -> None:
    monkeypatch.setenv("HOST", host)
    monkeypatch.setenv("PORT", port)
    assert env.site_url(NAME, env.own_address()) == address


def test_a_text_is_the_variable_the_file_or_the_default(monkeypatch: Patch, tmp_path: Path) -> None:
    assert env.text(NAME, "default") == "default"

    (tmp_path / "secret").write_text("from the file\n", encoding="utf-8")
    monkeypatch.setenv(f"{NAME}_FILE", str(tmp_path / "secret"))
    assert env.text(NAME, "default") == "from the file"

    monkeypatch.setenv(NAME, "  from the variable ")
    assert env.text(NAME, "default") == "from the variable"

    monkeypatch.setenv(NAME, "")
    assert env.text(NAME, "default") == "from the file"

    monkeypatch.setenv(f"{NAME}_FILE", "")
    assert env.text(NAME, "default") == "default"


def test_a_file_that_cannot_be_read_is_named(monkeypatch: Patch, tmp_path: Path) -> None:
    monkeypatch.setenv(f"{NAME}_FILE", str(tmp_path / "none"))
    assert refusal(of=env.text) == f"{NAME}_FILE='{tmp_path}/none' cannot be read: No such file or directory."

    (tmp_path / "bytes").write_bytes(b"\xff\xfe")
    monkeypatch.setenv(f"{NAME}_FILE", str(tmp_path / "bytes"))
    assert refusal(of=env.text) == f"{NAME}_FILE='{tmp_path}/bytes' cannot be read: it is not UTF-8."


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("true", True),
        ("Yes", True),
        ("ON", True),
        ("1", True),
        ("false", False),
        ("No", False),
        ("off", False),
        ("0", False),
    ],
)
def test_a_truth_value_is_read_in_the_usual_words(monkeypatch: Patch, raw: str, expected: bool) -> None:
    monkeypatch.setenv(NAME, raw)
    assert env.boolean(NAME, default=not expected) is expected


@pytest.mark.parametrize("default", [True, False])
def test_an_absent_or_empty_truth_value_is_the_default(monkeypatch: Patch, default: bool) -> None:
    assert env.boolean(NAME, default=default) is default
    monkeypatch.setenv(NAME, " ")
    assert env.boolean(NAME, default=default) is default


def test_a_misspelt_truth_value_is_refused(monkeypatch: Patch) -> None:
    monkeypatch.setenv(NAME, "flase")
    assert refusal(False, of=env.boolean) == (
        f"{NAME}='flase' is neither true nor false. Use one of: true, false."
    )


@pytest.mark.parametrize(
    ("raw", "expected"),
    [("a.example, b.example", ["a.example", "b.example"]), ("a,,b,", ["a", "b"]), (" , ", ["default"])],
)
def test_a_list_has_no_empty_parts(monkeypatch: Patch, raw: str, expected: list[str]) -> None:
    monkeypatch.setenv(NAME, raw)
    assert env.listing(NAME, ["default"]) == expected


def test_a_secret_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    path = tmp_path / "new" / "secret"

    first, second = env.kept_secret(NAME, path), env.kept_secret(NAME, path)

    assert first == second == path.read_text()
    assert len(first) >= 50
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [file.name for file in path.parent.iterdir()] == ["secret"]


def test_a_secret_that_is_given_is_not_kept(monkeypatch: Patch, tmp_path: Path) -> None:
    monkeypatch.setenv(NAME, "given")
    assert env.kept_secret(NAME, tmp_path / "secret") == "given"
    assert list(tmp_path.iterdir()) == []


def test_of_two_processes_that_make_a_secret_at_once_the_first_wins(tmp_path: Path) -> None:
    path = tmp_path / "secret"

    def slowly() -> str:
        path.write_text("of the other")
        return "ours"

    assert env.kept_secret(NAME, path, make=slowly) == "of the other"
    assert [file.name for file in tmp_path.iterdir()] == ["secret"]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("console:", {"EMAIL_BACKEND": "cyberconf.web.console.EmailBackend"}),
        ("memory:", {"EMAIL_BACKEND": "django.core.mail.backends.locmem.EmailBackend"}),
        (
            "file:///var/mail%20box",
            {
                "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
                "EMAIL_FILE_PATH": "/var/mail box",
            },
        ),
        (
            "smtp://us%40er:p%3Ass@mail.example",
            {
                "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
                "EMAIL_HOST": "mail.example",
                "EMAIL_PORT": 587,
                "EMAIL_HOST_USER": "us@er",
                "EMAIL_HOST_PASSWORD": "p:ss",
                "EMAIL_USE_SSL": False,
                "EMAIL_USE_TLS": True,
                "EMAIL_TIMEOUT": 20,
            },
        ),
        (
            "smtps://",
            {
                "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
                "EMAIL_HOST": "localhost",
                "EMAIL_PORT": 465,
                "EMAIL_HOST_USER": "",
                "EMAIL_HOST_PASSWORD": "",
                "EMAIL_USE_SSL": True,
                "EMAIL_USE_TLS": False,
                "EMAIL_TIMEOUT": 20,
            },
        ),
    ],
)
def test_mail_is_one_address(monkeypatch: Patch, raw: str, expected: dict[str, Any]) -> None:
    monkeypatch.setenv(NAME, raw)
    assert env.mail(NAME, "console:") == expected


def test_mail_falls_back_to_the_default() -> None:
    assert env.mail(NAME, "memory:")["EMAIL_BACKEND"].endswith("locmem.EmailBackend")


@pytest.mark.parametrize("raw", ["imap://mail.example", "mail.example"])
def test_another_way_to_send_mail_is_refused(monkeypatch: Patch, raw: str) -> None:
    monkeypatch.setenv(NAME, raw)
    assert refusal("console:", of=env.mail) == (
        f"{NAME}='{raw}' does not name a way to send mail. Use one of: console, file, memory, smtp, smtps."
    )


def test_a_password_is_not_repeated_in_a_refusal(monkeypatch: Patch) -> None:
    monkeypatch.setenv(NAME, "imap://user:p@ss@mail.example")
    assert refusal("console:", of=env.mail) == (
        f"{NAME}='imap://…@mail.example' does not name a way to send mail. "
        "Use one of: console, file, memory, smtp, smtps."
    )


@pytest.mark.parametrize("port", ["many", "70000"])
def test_a_port_that_is_none_is_refused_without_the_password(monkeypatch: Patch, port: str) -> None:
    monkeypatch.setenv(NAME, f"smtp://user:secret@mail.example:{port}")
    assert refusal("console:", of=env.mail) == (
        f"{NAME} names the port “{port}” of mail.example. Expected a number from 1 to 65535."
    )


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("https://conference.example/", "https://conference.example"),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000"),
        ("http://[::1]:8000", "http://[::1]:8000"),
    ],
)
def test_the_address_of_the_site_has_no_slash_at_its_end(monkeypatch: Patch, raw: str, expected: str) -> None:
    monkeypatch.setenv(NAME, raw)
    assert env.site_url(NAME, "http://default.example") == expected


@pytest.mark.parametrize(
    "raw",
    [
        "conference.example",
        "HTTPS://conference.example",
        "ftp://conference.example",
        "https://",
        "https://conference.example/site",
        "https://conference.example?x=1",
        "https://conference.example#top",
        "https://user@conference.example",
        "http://[::1",
        "https://conference.example:port",
    ],
)
def test_what_is_no_address_of_a_site_is_refused(monkeypatch: Patch, raw: str) -> None:
    monkeypatch.setenv(NAME, raw)
    assert refusal("http://default.example", of=env.site_url) == (
        f"{NAME}='{raw}' is not the address of a site. Expected one such as https://conference.example."
    )
