"""What calendars read in ours."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from unicodedata import category
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Event

from events import translating
from events.exporters import Context, write
from events.exporters.ical import write_session
from events.exporters.revisions import Edition, history
from events.programme import Programme
from tests.builders import make_programme, person_node, question_node, session_node

SITE = "https://conference.example"
PUBLISHED_AT = datetime(2021, 11, 1, 12, 30, tzinfo=UTC)
UID = UUID("6f0e5b6c-6f0c-4d61-9a55-0d4f7d2f6a01")
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)


def published(*changes: dict[str, Any]) -> Context:
    """A site whose conference was released once, and again for each change, a day later each."""
    editions = [Edition(1, PUBLISHED_AT, ())]
    for number, change in enumerate(changes, start=2):
        editions.append(Edition(number, PUBLISHED_AT + timedelta(days=number - 1), [change]))
    return Context(SITE, history(editions))


def calendar_of(programme: Programme, context: Context | None = None) -> Calendar:
    return Calendar.from_ical(write(programme, "ical", context=context or published()))


def event_of(programme: Programme, context: Context | None = None) -> Event:
    """The first event of the programme."""
    return calendar_of(programme, context).events[0]


def make_panel(**overrides: Any) -> Programme:
    """A conference in Geneva with one panel of two guiding questions and two people."""
    panel = {
        "uid": UID,
        "slug": "rules-and-norms",
        "kind": "panel",
        "number": "2",
        "title": "Rules, norms and principles",
        "description": "Norms *reduce* risks; they\nbind nobody.\n\nThe panel looks at:",
        "room": "room-xxvi",
        "questions": [
            question_node(1, text="Which norms, and why?"),
            question_node(2, text="Are there gaps?"),
        ],
        "credits": [
            {"person": "ada", "role": "moderator"},
            {"person": "yu", "role": "panellist", "affiliation": "Billed Institute"},
        ],
    } | overrides
    return make_programme(
        slug="cyber-stability-2021",
        title="Cyber Stability Conference",
        venue={"name": "Palais des Nations", "address": "Avenue de la Paix 8\n1211 Geneva"},
        rooms=[{"slug": "room-xxvi", "name": "Room XXVI"}],
        people=[
            person_node(slug="ada", honorific="Dr", name="Ada Example", affiliation="Example Institute"),
            person_node(slug="yu", name="Yu Example", affiliation="Example Ministry"),
        ],
        sessions=[session_node(**panel)],
    )


def test_a_panel_tells_all_that_its_page_tells() -> None:
    event = event_of(make_panel())

    assert {name: str(event[name]) for name in ("UID", "SUMMARY", "LOCATION", "URL", "STATUS", "TRANSP")} == {
        "UID": str(UID),
        "SUMMARY": "Panel 2 – Rules, norms and principles",
        "LOCATION": "Room XXVI, Palais des Nations, Avenue de la Paix 8, 1211 Geneva",
        "URL": f"{SITE}/cyber-stability-2021/sessions/rules-and-norms/",
        "STATUS": "CONFIRMED",
        "TRANSP": "OPAQUE",
    }
    assert event["CATEGORIES"].cats == ["Panel"]
    assert str(event["DESCRIPTION"]) == (
        "Norms reduce risks; they\nbind nobody.\nThe panel looks at:\n\n"
        "Moderator: Dr Ada Example, Example Institute\nPanellist: Yu Example, Billed Institute\n\n"
        "Guiding questions\n1. Which norms, and why?\n2. Are there gaps?\n\n"
        f"{SITE}/cyber-stability-2021/sessions/rules-and-norms/"
    )


def test_a_title_says_the_language_it_was_left_in_and_an_event_that_in_which_it_is_held() -> None:
    panel = make_panel(language="fr")
    left = translating.merge(panel, "ru")
    events = [event_of(panel), event_of(left)]
    assert [event["SUMMARY"].params.get("LANGUAGE") for event in events] == [None, "en"]
    assert [str(event["X-CYBERCONF-LANGUAGE"]) for event in events] == ["fr", "fr"]


def test_the_calendar_names_itself_its_zone_and_when_to_look_again() -> None:
    written = write(make_panel(), "ical", context=published()).decode()

    assert written.startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Cyberconf//")
    for line in (
        "METHOD:PUBLISH",
        "NAME:Cyber Stability Conference",
        "X-WR-CALNAME:Cyber Stability Conference",
        "X-WR-TIMEZONE:Europe/Zurich",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "TZID:Europe/Zurich",
        "DTSTART;TZID=Europe/Zurich:20211203T090000",
        "DTEND;TZID=Europe/Zurich:20211203T100000",
        f"URL:{SITE}/cyber-stability-2021/",
    ):
        assert f"\r\n{line}\r\n" in written


def test_every_session_is_an_event_breaks_too() -> None:
    sessions = [session_node(kind="opening", title="Welcome"), session_node(kind="break", title="Lunch")]

    events = calendar_of(make_programme(sessions=sessions)).events

    assert [(str(e["SUMMARY"]), str(e["TRANSP"])) for e in events] == [
        ("Lunch", "TRANSPARENT"),
        ("Welcome", "OPAQUE"),
    ]


@pytest.mark.parametrize(
    ("status", "shown", "note"),
    [
        ("tentative", "TENTATIVE", "This session is not confirmed yet."),
        ("cancelled", "CANCELLED", "This session has been cancelled."),
        ("withdrawn", "CANCELLED", "This session is no longer in the programme."),
    ],
)
def test_what_is_not_sure_says_so(status: str, shown: str, note: str) -> None:
    programme = make_panel()
    panel = programme.sessions[0].model_copy(update={"status": status})  # a document holds no withdrawn ones

    event = event_of(programme.model_copy(update={"sessions": (panel,)}))

    assert (str(event["STATUS"]), str(event["DESCRIPTION"]).splitlines()[0]) == (shown, note)


def test_a_session_without_an_end_has_a_start_alone() -> None:
    event = event_of(make_panel(ends_at=None))

    assert ("DTSTART" in event, "DTEND" in event, "DURATION" in event) == (True, False, False)


def test_an_online_conference_without_a_venue_is_online() -> None:
    programme = make_programme(format="online", stream_url="https://stream.example/live")

    event = event_of(programme)

    assert (str(event["LOCATION"]), str(event["CONFERENCE"])) == ("Online", "https://stream.example/live")


def test_one_session_is_a_calendar_of_its_own() -> None:
    programme = make_programme(sessions=[session_node(title="First"), session_node(title="Second")])

    written = write_session(programme, programme.sessions[1], published())

    calendar = Calendar.from_ical(written)
    assert [str(event["SUMMARY"]) for event in calendar.events] == ["Second"]
    assert [str(zone["TZID"]) for zone in calendar.timezones] == ["Europe/Zurich"]


def test_a_removed_session_is_cancelled_for_those_who_have_it() -> None:
    removed = {
        "kind": "removed",
        "subject": "session",
        "uid": str(UID),
        "title": "Side event",
        "session_kind": "workshop",
        "number": None,
        "before": {
            "starts_at": "2021-12-03T15:00:00+01:00",
            "ends_at": "2021-12-03T16:00:00+01:00",
            "room": None,
        },
        "after": {},
    }
    programme = make_programme(slug="ours", sessions=[session_node(title="Panel")])

    standing, cancelled = calendar_of(programme, published(removed)).events

    assert str(standing["STATUS"]) == "CONFIRMED"
    assert {name: str(cancelled[name]) for name in ("UID", "SUMMARY", "STATUS", "SEQUENCE", "URL")} == {
        "UID": str(UID),
        "SUMMARY": "Side event",
        "STATUS": "CANCELLED",
        "SEQUENCE": "1",
        "URL": f"{SITE}/ours/",
    }
    assert cancelled.start == datetime(2021, 12, 3, 15, 0, tzinfo=ZoneInfo("Europe/Zurich"))


def test_a_removed_session_that_came_back_is_there_once() -> None:
    removed = {
        "kind": "removed",
        "subject": "session",
        "uid": str(UID),
        "title": "Rules",
        "session_kind": "panel",
        "number": "2",
        "before": {"starts_at": "2021-12-03T15:00:00+01:00", "ends_at": None},
        "after": {},
    }

    events = calendar_of(make_panel(), published(removed)).events

    assert [str(event["STATUS"]) for event in events] == ["CONFIRMED"]


def test_labels_are_in_the_conferences_language_whoever_asks(settings: Any) -> None:
    settings.LANGUAGES = [("en", "English"), ("de", "German")]
    from django.utils import translation

    with translation.override("de"):
        assert "\r\nGuiding questions" not in str(event_of(make_panel())["DESCRIPTION"])
        assert "\nGuiding questions\n" in str(event_of(make_panel())["DESCRIPTION"])


def test_lines_end_as_they_must_and_none_is_longer_than_75_octets() -> None:
    long = "規範と原則 " * 60 + "; a, b \\ c " * 30

    written = write(make_panel(title=long.strip()[:300], description=long), "ical", context=published())

    assert written.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in written.replace(b"\r\n", b"")
    lines = written.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert all(line.decode() is not None for line in lines)  # no character is cut in two


@given(text=TEXTS.filter(lambda text: bool(text.strip())))
def test_any_text_comes_through_but_what_a_calendar_may_not_hold(text: str) -> None:
    event = event_of(make_panel(title=text, number=None))

    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = [c for c in lines if c in "\n\t" or category(c) not in {"Cc", "Zl", "Zp"}]
    assert str(event["SUMMARY"]) == "".join(kept)
