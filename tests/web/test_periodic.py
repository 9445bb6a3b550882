"""Work that is done again and again beside the pages."""

from __future__ import annotations

from threading import Event

import pytest

from cyberconf.web import periodic


@pytest.mark.django_db(transaction=True)
def test_work_is_done_again_also_after_it_failed(monkeypatch: pytest.MonkeyPatch) -> None:
    twice, calls = Event(), []

    def fails() -> None:
        calls.append(1)
        if len(calls) > 1:
            twice.set()
        raise RuntimeError("away")

    monkeypatch.setattr(periodic, "work", [fails])
    is_over = periodic.begin(pause=0.01)
    assert twice.wait(10)
    is_over.set()
