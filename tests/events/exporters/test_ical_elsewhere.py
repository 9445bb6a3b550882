"""Our calendars, read by a program that is neither ours nor the one that we write with (vobject)."""

from __future__ import annotations

from datetime import UTC

import vobject
from hypothesis import assume, given, settings

from events.exporters import write
from events.programme import Programme
from tests.events.exporters.test_ical import published
from tests.events.programmes import programmes
from tests.events.whole import whole_programme


def events_of(programme: Programme) -> list[vobject.base.Component]:
    text = write(programme, "ical", context=published()).decode()
    return list(vobject.readOne(text).vevent_list)


@settings(deadline=None, max_examples=50)
@given(programmes())
def test_another_program_reads_uids_times_and_titles(programme: Programme) -> None:
    assume(programme.sessions)
    found = {
        event.uid.value: (
            event.dtstart.value.astimezone(UTC),
            event.dtend.value.astimezone(UTC),
            event.summary.value.endswith(session_title),
        )
        for event, session_title in zip(
            events_of(programme), [session.title for session in programme.sessions], strict=True
        )
    }
    assert found == {
        str(session.uid): (
            session.starts_at.astimezone(UTC),
            (session.ends_at or session.starts_at).astimezone(UTC),
            True,
        )
        for session in programme.sessions
    }


def test_another_program_reads_the_zone_from_the_calendar_itself() -> None:
    (event,) = events_of(whole_programme().model_copy(update={"language": "en"}))
    assert event.dtstart.value.isoformat() == "2021-12-03T09:00:00+01:00"
    assert event.dtstart.params["X-VOBJ-ORIGINAL-TZID"] == ["Europe/Zurich"]
    assert event.summary.value == "Panel 2a – Who repairs what"
    assert "1. Who pays?" in event.description.value
