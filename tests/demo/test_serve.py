"""What ``manage.py serve`` refuses before it prepares anything."""

from __future__ import annotations

import socket

import pytest
from django.core.management import CommandError, call_command

from cyberconf.demo import site


@pytest.fixture(autouse=True)
def _prepares_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def prepare(**_options: object) -> str:
        raise AssertionError("It went on to prepare the site.")

    monkeypatch.setattr(site, "prepare", prepare)


def refusal(monkeypatch: pytest.MonkeyPatch, **variables: str) -> str:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(CommandError) as refused:
        call_command("serve")
    return str(refused.value)


def test_a_port_at_which_something_answers_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        told = refusal(monkeypatch, HOST="localhost", PORT=str(port))
    assert told == (
        f"Nothing can be served at 127.0.0.1, port {port}: Address already in use. "
        "Choose another: PORT=8001 make serve"
    )


def test_a_name_of_no_address_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    told = refusal(monkeypatch, HOST="999.1.1.1")
    assert told == (
        "HOST='999.1.1.1' is no address of this machine. Expected one such as 127.0.0.1, or localhost."
    )


@pytest.mark.parametrize("port", ["abc", "0", "70000", "-1"])
def test_a_port_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch, port: str) -> None:
    assert refusal(monkeypatch, PORT=port).startswith(f"PORT={port!r} is no port.")
