"""Files that are kept: made once, bounded, by one at a time."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread

import pytest

from events import shelf
from events.shelf import BusyError, Disk, Memory


class Making:
    """Makes files of three bytes and counts how often."""

    def __init__(self) -> None:
        self.made: list[str] = []

    def __call__(self, name: str) -> Callable[[], bytes]:
        def make() -> bytes:
            self.made.append(name)
            return name.encode() * 3

        return make


def test_memory_makes_a_file_once() -> None:
    memory, making = Memory(100), Making()
    assert [memory.get("a", making("a")) for _ in range(2)] == [b"aaa", b"aaa"]
    assert making.made == ["a"]


def test_memory_lets_go_of_what_was_not_asked_for_lately() -> None:
    memory, making = Memory(6), Making()
    for name in ("a", "b", "a", "c", "a", "b"):
        memory.get(name, making(name))
    assert making.made == ["a", "b", "c", "b"]


def test_memory_does_not_hold_what_is_larger_than_all_of_it() -> None:
    memory, making = Memory(2), Making()
    assert [memory.get("a", making("a")) for _ in range(2)] == [b"aaa", b"aaa"]
    assert making.made == ["a", "a"]


def test_disk_makes_a_file_once_for_all_processes(tmp_path: Path) -> None:
    making = Making()
    assert [Disk(lambda: tmp_path / "files", 5).get("a", making("a")) for _ in range(2)] == [b"aaa", b"aaa"]
    assert making.made == ["a"]
    assert sorted(path.name for path in (tmp_path / "files").iterdir()) == [".turn", "a"]


def test_disk_lets_go_of_what_was_not_asked_for_lately(tmp_path: Path) -> None:
    disk, making = Disk(lambda: tmp_path, 2), Making()
    for at, name in enumerate(["a", "b", "a", "c"]):
        disk.get(name, making(name))
        os.utime(tmp_path / name, (at, at))
    assert sorted(path.name for path in tmp_path.glob("[!.]*")) == ["a", "c"]


def test_a_file_that_could_not_be_made_leaves_nothing_and_keeps_nobody_waiting(tmp_path: Path) -> None:
    disk = Disk(lambda: tmp_path, 2)

    def fail() -> bytes:
        raise ValueError("no")

    for _ in range(shelf.MOST_WAITING + 1):
        with pytest.raises(ValueError, match="no"):
            disk.get("a", fail)
    assert disk.get("a", Making()("a")) == b"aaa"


def test_a_full_disk_keeps_nobody_from_having_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full(path: Path, data: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    assert Disk(lambda: tmp_path, 2).get("a", Making()("a")) == b"aaa"
    assert [record.getMessage() for record in caplog.records] == [
        f"{tmp_path / 'a'} could not be kept: [Errno 28] No space left on device"
    ]


def test_who_waits_is_given_what_another_has_made(tmp_path: Path) -> None:
    begun, go, making = Event(), Event(), Making()
    results: list[bytes] = []

    def slow() -> bytes:
        begun.set()
        go.wait(5)
        return making("a")()

    threads = [
        Thread(target=lambda: results.append(Disk(lambda: tmp_path, 5).get("a", slow))),
        Thread(target=lambda: results.append(Disk(lambda: tmp_path, 5).get("a", making("a")))),
    ]
    threads[0].start()
    begun.wait(5)
    threads[1].start()
    go.set()
    for thread in threads:
        thread.join(10)
    assert (results, making.made) == ([b"aaa", b"aaa"], ["a"])


def test_nobody_waits_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelf, "PATIENCE", 0.05)
    monkeypatch.setattr(shelf, "PAUSE", 0.01)
    disk = Disk(lambda: tmp_path, 5)
    with shelf._turn(tmp_path), pytest.raises(BusyError):
        disk.get("a", Making()("a"))
    assert disk.get("a", Making()("a")) == b"aaa"


def test_most_threads_go_on_serving_pages_while_a_file_is_made(tmp_path: Path) -> None:
    disk, making = Disk(lambda: tmp_path, 5), Making()
    asked: list[str] = []

    def ask_while_all_places_are_taken() -> bytes:
        with disk._place(), pytest.raises(BusyError):
            disk.get("b", making("b"))
        asked.append("b")
        return b"a"

    disk.get("a", ask_while_all_places_are_taken)
    assert (asked, making.made) == (["b"], [])
