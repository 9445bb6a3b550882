"""A changed file changes just what changed, also where several sessions have one title."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from html import escape
from itertools import groupby
from typing import Any
from uuid import UUID

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from events import importers, publishing
from events.diffing import diff
from events.importers import Hint
from events.keeping import keep
from events.matching import reconcile
from events.models import Session
from events.programme import Programme

HINT = Hint(time_zone="Europe/Zurich", slug="forum")
DAY = date(2027, 6, 14)
TITLES = ["Coffee break", "Lunch", "Ports and ships", "Reception", "Working groups"]
ROOMS = ["Room A", "Room B"]
SPEAKERS = ["", "Ada Byron", "Alan Grey"]
HOURS = range(8, 20)


@dataclass(frozen=True)
class Row:
    """A session as an agenda has it; ``hour`` counts from the first day's midnight."""

    hour: int
    room: str
    title: str
    speaker: str = ""

    @property
    def day(self) -> date:
        return DAY + timedelta(days=self.hour // 24)

    @property
    def times(self) -> str:
        return f"{self.hour % 24}:00-{self.hour % 24}:45"


def day_line(day: date) -> str:
    return f"{day:%A}, {day.day} {day:%B %Y}"


def as_text(rows: list[Row]) -> bytes:
    lines = ["Forum on Cables", ""]
    for day, sessions in groupby(rows, key=lambda row: row.day):
        lines += ["", day_line(day), ""]
        for row in sessions:
            lines += [f"{row.times} {row.title}", f"Room: {row.room}"]
            lines += [f"Speaker: {row.speaker}"] if row.speaker else []
            lines += [""]
    return "\n".join(lines).encode()


def as_csv(rows: list[Row]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["Date", "Time", "Title", "Room", "Speakers"])
    writer.writerows([row.day.isoformat(), row.times, row.title, row.room, row.speaker] for row in rows)
    return out.getvalue().encode()


def as_docx(rows: list[Row]) -> bytes:
    document = docx.Document()
    document.add_heading("Forum on Cables", 0)
    for day, sessions in groupby(rows, key=lambda row: row.day):
        document.add_heading(day_line(day), 1)
        for row in sessions:
            document.add_heading(f"{row.times} {row.title}", 2)
            document.add_paragraph(f"Room: {row.room}")
            if row.speaker:
                document.add_paragraph(f"Speaker: {row.speaker}")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def as_html(rows: list[Row]) -> bytes:
    parts = ["<!doctype html><title>Forum on Cables</title><h1>Forum on Cables</h1>"]
    for day, sessions in groupby(rows, key=lambda row: row.day):
        parts += [f"<h2>{day_line(day)}</h2><table><tr><th>Time<th>Session<th>Room<th>Speaker</tr>"]
        for row in sessions:
            cells = [row.times, row.title, row.room, row.speaker]
            parts += ["<tr>", *(f"<td>{escape(cell)}</td>" for cell in cells), "</tr>"]
        parts += ["</table>"]
    return "".join(parts).encode()


WRITERS: dict[str, Callable[[list[Row]], bytes]] = {
    "text": as_text,
    "csv": as_csv,
    "docx": as_docx,
    "html": as_html,
}


def read(rows: list[Row], format: str) -> importers.Imported:
    rows = sorted(rows, key=lambda row: (row.hour, row.room))
    return importers.read(WRITERS[format](rows), format=format, hint=HINT)


def place(session: Any, programme: Programme) -> tuple[int, str]:
    """Where a session stands: no two have the same hour and room."""
    rooms = {room.slug: room.name for room in programme.rooms}
    hours = (
        session.starts_at.replace(tzinfo=None) - datetime.combine(DAY, datetime.min.time())
    ).total_seconds()
    return int(hours // 3600), rooms[session.room]


def identities(programme: Programme) -> dict[tuple[int, str], tuple[UUID, str]]:
    """Uid and address of what stands at each hour in each room."""
    return {place(session, programme): (session.uid, session.slug) for session in programme.sessions}


def brought_in(rows: list[Row], ours: Programme, format: str) -> Programme:
    """The draft after the agenda was imported into it."""
    found = read(rows, format)
    matched = reconcile(found.programme, ours, made_up=found.made_up)
    return keep(matched, ours, found.silent_on, withdrawn=frozenset())


def changed_sessions(before: Programme, after: Programme) -> set[tuple[str, UUID | None]]:
    return {(change.kind, change.uid) for change in diff(before, after) if change.subject == "session"}


@st.composite
def agendas(draw: st.DrawFn) -> list[Row]:
    hours = st.sampled_from([24 * day + hour for day in range(2) for hour in HOURS])
    places = draw(st.lists(st.tuples(hours, st.sampled_from(ROOMS)), unique=True, min_size=2, max_size=8))
    return [Row(*place, draw(st.sampled_from(TITLES)), draw(st.sampled_from(SPEAKERS))) for place in places]


@st.composite
def edits(draw: st.DrawFn, rows: list[Row]) -> tuple[str, Row | None, Row | None]:
    """Draw a change of one session: what it is, the row before and after it."""
    taken = {(row.hour, row.room) for row in rows}
    free = [(24 * d + h, room) for d in range(2) for h in HOURS for room in ROOMS]
    somewhere = st.sampled_from([each for each in free if each not in taken])
    what = draw(st.sampled_from(["remove", "insert", "move", "rename", "rename and move", "recast"]))
    old = draw(st.sampled_from(rows))
    if what == "remove":
        return what, old, None
    if what == "insert":
        return what, None, Row(*draw(somewhere), draw(st.sampled_from(TITLES)))
    if what == "move":
        hour, room = draw(somewhere)
        return what, old, replace(old, hour=hour, room=room)
    if what == "recast":
        return what, old, replace(old, speaker=draw(st.sampled_from(SPEAKERS)))
    if what == "rename":
        return what, old, replace(old, title=draw(st.sampled_from(TITLES)))
    hour, room = draw(somewhere)
    return what, old, replace(old, hour=hour, room=room, title=f"New {draw(st.uuids()).hex}")


@pytest.mark.parametrize("format", WRITERS)
@settings(deadline=None, max_examples=12)
@given(st.data())
def test_of_an_agenda_that_was_changed_in_one_place_all_else_stays_the_same(
    format: str, data: st.DataObject
) -> None:
    rows = data.draw(agendas())
    ours = read(rows, format).programme
    assert len(ours.sessions) == len(rows)
    for _round in range(data.draw(st.integers(1, 3))):
        what, old, new = data.draw(edits(rows))
        rest = [row for row in rows if row is not old]
        rows = [*rest, *([new] if new else [])]
        if not rows:
            return
        after = brought_in(rows, ours, format)
        was, now = identities(ours), identities(after)
        assert {place: now[place] for place in {(row.hour, row.room) for row in rest}} == {
            (row.hour, row.room): was[row.hour, row.room] for row in rest
        }
        if old and new and what != "rename and move":
            assert now[new.hour, new.room] == was[old.hour, old.room]
        elif new:
            assert now[new.hour, new.room][0] not in {uid for uid, _slug in was.values()}
        touched = {now[new.hour, new.room][0]} if new else set()
        touched |= {was[old.hour, old.room][0]} if old else set()
        assert {uid for _kind, uid in changed_sessions(ours, after)} <= touched
        assert changed_sessions(after, brought_in(rows, after, format)) == set()
        ours = after


BREAKS = [
    Row(10, "Room A", "Coffee break"),
    Row(11, "Room A", "Ports and ships"),
    Row(15, "Room A", "Coffee break"),
]


@pytest.mark.parametrize("format", WRITERS)
def test_a_day_that_begins_later_keeps_who_its_breaks_are(format: str) -> None:
    ours = read(BREAKS, format).programme
    later = [replace(row, hour=row.hour + 1) for row in BREAKS]
    after = brought_in(later, ours, format)
    assert [each.uid for each in after.sessions] == [each.uid for each in ours.sessions]
    without_first = brought_in(later[1:], ours, format)
    assert [each.uid for each in without_first.sessions] == [each.uid for each in ours.sessions[1:]]


@pytest.mark.parametrize("format", WRITERS)
def test_two_titles_that_change_places_keep_who_they_are(format: str) -> None:
    ours = read(BREAKS, format).programme
    first, panel, last = BREAKS
    swapped = [replace(first, hour=panel.hour), replace(panel, hour=first.hour), last]
    after = brought_in(swapped, ours, format)
    assert {each.title: each.uid for each in after.sessions[:2]} == {
        each.title: each.uid for each in ours.sessions[:2]
    }
    assert after.sessions[2] == ours.sessions[2]


@pytest.mark.django_db
@pytest.mark.parametrize("format", WRITERS)
def test_what_was_said_of_a_break_stays_with_it_when_one_before_it_is_taken_out(format: str) -> None:
    def imported(rows: list[Row]) -> None:
        found = read(rows, format)
        publishing.import_programme(
            found.programme, by=None, silent_on=found.silent_on, made_up=found.made_up
        )

    imported(BREAKS)
    first, second = Session.objects.filter(title="Coffee break").order_by("starts_at")
    Session.objects.filter(pk=second.pk).update(summary="With cake.")
    imported(BREAKS[1:])
    rows = Session.objects.filter(title="Coffee break").order_by("starts_at")
    assert [(row.uid, row.slug, row.status, row.summary) for row in rows] == [
        (first.uid, first.slug, "withdrawn", ""),
        (second.uid, second.slug, "confirmed", "With cake."),
    ]
    imported(BREAKS)
    assert [row.uid for row in rows.all() if row.status == "confirmed"] == [first.uid, second.uid]
