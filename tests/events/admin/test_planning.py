"""Planning a release, and telling speakers, on the page of unpublished changes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cyberconf.accounts.models import User
from events import outbox, team
from events.models import Conference, Release, ScheduledRelease, Session
from speakers.models import Speaker
from tests.builders import make_appearance, make_conference, make_release, make_session, make_speaker
from tests.events.admin.forms import errors, told
from tests.pages import Page

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _signed_in(client: Client, eve: User) -> None:
    client.force_login(eve)


@pytest.fixture
def ports(eve: User) -> Conference:
    """A public conference of eve's team; a talk of Ann's and Ben's has a title that is not published yet."""
    conference = make_conference(title="Ports")
    team.join(conference=conference, user=eve, role=team.Role.EDITOR)
    session = make_session(conference, title="Cables", kind="talk")
    for name, email in (("Ann", "ann@example.org"), ("Ben", "")):
        make_appearance(session, make_speaker(name=name, email=email, consents_to_publish=True))
    make_release(conference)
    Session.objects.update(title="Wires")
    return conference


def url(conference: Conference) -> str:
    return reverse("admin:events_conference_changes", args=[conference.pk])


def page(client: Client, conference: Conference) -> Page:
    return Page(client.get(url(conference)))


def next_month() -> datetime:
    """Ten o'clock in Zurich, some day in a month."""
    return (timezone.now() + timedelta(days=30)).replace(hour=9, minute=0, second=0, microsecond=0)


def typed(client: Client, conference: Conference, **changes: str) -> dict[str, str]:
    seen = page(client, conference).root.first("input", name="seen").attributes["value"]
    day = next_month()
    return {"seen": seen, "note": "", "at_0": f"{day:%Y-%m-%d}", "at_1": "10:00", "plan": "1"} | changes


def plan(client: Client, conference: Conference, **changes: str) -> Any:
    return client.post(url(conference), typed(client, conference, **changes))


def test_a_release_is_planned_in_the_zone_of_the_conference_and_shown(
    client: Client, ports: Conference, eve: User
) -> None:
    response = plan(client, ports, note="Soon.", mails="on", only_as_seen="on")
    row = ScheduledRelease.objects.get()
    zurich = row.at.astimezone(ports.zone)
    assert (zurich.date(), zurich.hour, row.by, row.note) == (next_month().date(), 10, eve, "Soon.")
    assert (row.mails, row.only_as_seen, row.makes_public, Release.objects.count()) == (True, True, False, 1)
    (said,) = told(response)
    assert [part in said for part in ("It will be published on ", "10:00 (Europe/Zurich, UTC")] == [
        True,
        True,
    ]
    (shown,) = page(client, ports).root.first("form", class_="planned").find("li")
    words = " ".join(shown.text.split())
    assert f"{eve.name}: planned, only if nothing changes until then, tells the speakers Soon." in words


def test_it_is_withdrawn_from_there(client: Client, ports: Conference) -> None:
    plan(client, ports)
    row = ScheduledRelease.objects.get()
    first = client.post(url(ports), {"withdraw": str(row.pk)})
    again = client.post(url(ports), {"withdraw": str(row.pk)})
    row.refresh_from_db()
    assert (row.state, told(first)[-1].endswith("is withdrawn."), told(again)[-1]) == (
        "withdrawn",
        True,
        "It was too late to withdraw it: see below what came of it.",
    )


@pytest.mark.parametrize("key", ["", "x", "999"])
def test_what_is_not_of_the_conference_is_not_withdrawn(client: Client, ports: Conference, key: str) -> None:
    assert client.post(url(ports), {"withdraw": key}).status_code == 404


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"at_0": "", "at_1": ""}, "Say when: a date and a time are missing."),
        ({"at_1": ""}, "Enter a valid time."),
        ({"at_0": "soon"}, "Enter a valid date."),
        ({"at_0": "2021-12-01"}, "is past. Choose a time to come, or publish now."),
        ({"at_0": "9000-12-01"}, "is more than a year ahead. Please check the date."),
        ({"at_0": "2032-03-28", "at_1": "02:30"}, "There is no 02:30 on 28 March 2032 in Europe/Zurich"),
        ({"seen": "x"}, "The draft has changed since this page was opened."),
    ],
)
def test_what_cannot_be_planned_is_said_beside_it_and_what_was_typed_kept(
    client: Client, ports: Conference, changes: dict[str, str], said: str
) -> None:
    data = typed(client, ports, note="Kept.", **changes)
    response = client.post(url(ports), data)
    assert (response.status_code, ScheduledRelease.objects.count()) == (422, 0)
    assert said in errors(response)[0]
    root = Page(response).root
    assert root.first("textarea", name="note").text.strip() == "Kept."
    assert root.first("input", name="at_0").attributes.get("value", "") == data["at_0"]


def test_publishing_now_takes_no_heed_of_a_time(client: Client, ports: Conference) -> None:
    data = typed(client, ports)
    del data["plan"]
    client.post(url(ports), data)
    assert (Release.objects.count(), ScheduledRelease.objects.count()) == (2, 0)


def test_what_came_of_it_and_what_is_overdue_are_told(client: Client, ports: Conference) -> None:
    for state, message in (("planned", ""), ("refused", "“Wires” has no end."), ("failed", "It failed.")):
        ScheduledRelease.objects.create(
            conference=ports, at=datetime(2021, 12, 1, 9, tzinfo=UTC), state=state, message=message, seen="x"
        )
    items = [
        " ".join(item.text.split())
        for item in page(client, ports).root.first("form", class_="planned").find("li")
    ]
    time = "1 December 2021, 10:00 (Europe/Zurich, UTC+1)"
    assert items == [
        f"{time}, -: planned Its time has come. It goes out as soon as the process for work in the "
        f"background looks, within a minute where one runs. Withdraw the release of {time}",
        f"{time}, -: failed It failed.",
        f"{time}, -: refused “Wires” has no end.",
    ]


def test_who_is_concerned_is_shown_before_with_the_words(client: Client, ports: Conference) -> None:
    root = page(client, ports).root.first("div", class_="affected")
    words = [" ".join(node.text.split()) for node in root.find("p")]
    assert words == ["1 speaker of changed sessions can be told: Ann.", "No e-mail address is known of: Ben."]
    letter = root.first("pre").text
    assert letter.startswith("Dear Ann,")
    assert "“Cables” is renamed to “Wires”" in letter


def test_speakers_are_told_when_it_is_ticked(client: Client, ports: Conference) -> None:
    data = typed(client, ports, mails="on")
    del data["plan"]
    response = client.post(url(ports), data)
    assert told(response) == [
        "Release 2 of Ports is published.",
        "1 speaker is told by mail.",
        "Not told, as no e-mail address is known: Ben.",
    ]
    outbox.deliver_due()
    assert [message.to for message in mail.outbox] == [["ann@example.org"]]


def test_nobody_is_offered_to_be_told_where_nobody_can_be(client: Client, ports: Conference) -> None:
    Speaker.objects.update(email="")
    root = page(client, ports).root
    assert list(root.find("input", name="mails")) == []
    assert (
        " ".join(root.first("div", class_="affected").text.split())
        == "Nobody can be told by mail. No e-mail address is known of: Ann, Ben."
    )


def test_of_a_draft_nobody_is_told_unless_it_is_made_public(client: Client, ports: Conference) -> None:
    Conference.objects.update(status="draft")
    data = typed(client, ports, mails="on")
    response = client.post(url(ports), data)
    assert errors(response) == [
        "Nobody can be told yet: the conference is a draft, and speakers would not see it."
    ]
    client.post(url(ports), data | {"makes_public": "on"})
    assert ScheduledRelease.objects.get().makes_public


def test_who_may_not_publish_plans_and_withdraws_nothing(
    client: Client, ports: Conference, mona: User
) -> None:
    row = ScheduledRelease.objects.create(conference=ports, at=next_month(), seen="x")
    data = typed(client, ports)
    client.force_login(mona)
    answers = [client.post(url(ports), sent).status_code for sent in (data, {"withdraw": str(row.pk)})]
    row.refresh_from_db()
    assert (answers, row.state, ScheduledRelease.objects.count()) == ([404, 404], "planned", 1)
