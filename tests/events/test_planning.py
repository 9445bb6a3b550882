"""Releases at a set time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cyberconf.accounts.models import User
from events import archiving, outbox, planning, publishing, releasing, team
from events.errors import ProgrammeError
from events.models import Conference, Letter, Release, ScheduledRelease, Session
from tests.builders import make_appearance, make_conference, make_release, make_session, make_speaker

pytestmark = pytest.mark.django_db
NOW = datetime(2021, 11, 30, 12, tzinfo=UTC)
TEN = datetime(2021, 12, 1, 9, tzinfo=UTC)  # 10:00 in Zurich


@pytest.fixture
def ports(eve: User) -> Conference:
    """A public conference of eve's team, with a talk whose title is not published yet."""
    conference = make_conference(title="Ports")
    team.join(conference=conference, user=eve, role=team.Role.EDITOR)
    session = make_session(conference, title="Cables", kind="talk")
    make_appearance(session, make_speaker(name="Ann", email="ann@example.org", consents_to_publish=True))
    make_release(conference)
    Session.objects.update(title="Wires")
    return conference


def plan(conference: Conference, by: User, **overrides: Any) -> ScheduledRelease:
    seen = publishing.build(conference).content_hash
    return planning.plan(conference, **{"by": by, "at": TEN, "seen": seen, "now": NOW} | overrides)


def came_of(row: ScheduledRelease) -> tuple[str, str, int | None]:
    row.refresh_from_db()
    return row.state, row.message, row.release and row.release.number


def refused(conference: Conference, by: User, **overrides: Any) -> tuple[str, str]:
    with pytest.raises(ProgrammeError) as refusal:
        plan(conference, by, **overrides)
    assert ScheduledRelease.objects.count() == 0
    return refusal.value.code, refusal.value.message


def test_it_is_published_when_its_time_has_come_and_once(ports: Conference, eve: User) -> None:
    row = plan(ports, eve, note="As announced.")
    early, due = TEN - timedelta(seconds=1), TEN + timedelta(seconds=30)
    done = [planning.carry_out_due(now=at) for at in (early, due, due)]
    assert (done, came_of(row)) == ([0, 1, 0], ("done", "Release 2 of Ports is published.", 2))
    made = Release.objects.get(number=2)
    assert (made.note, made.published_by, Release.objects.count()) == ("As announced.", eve, 2)


def test_whoever_planned_it_is_told_once(ports: Conference, eve: User) -> None:
    plan(ports, eve)
    planning.carry_out_due(now=TEN)
    outbox.deliver_due()
    (message,) = mail.outbox
    assert (message.to, message.subject) == ([eve.email], "Published as planned: Ports")
    assert message.body == (
        "You planned to publish Ports on 1 December 2021, 10:00 (Europe/Zurich).\n\n"
        "Release 2 of Ports is published.\n\n"
        f"http://127.0.0.1:8000/admin/events/conference/{ports.pk}/changes/\n\n"
        "-- \nPorts\nhttp://127.0.0.1:8000/\n"
    )


def test_whoever_planned_it_is_told_in_their_language(ports: Conference, eve: User) -> None:
    User.objects.filter(pk=eve.pk).update(language="fr")
    row = plan(ports, eve)
    planning.carry_out_due(now=TEN)
    assert came_of(row)[1] == "La version 2 de Ports est publiée."


def test_what_is_late_is_done_and_says_so(ports: Conference, eve: User) -> None:
    row = plan(ports, eve)
    planning.carry_out_due(now=TEN + timedelta(minutes=42))
    assert came_of(row)[1] == (
        "Release 2 of Ports is published. It was due on 1 December 2021, 10:00 and went out on "
        "1 December 2021, 10:42 (Europe/Zurich): nothing ran in between."
    )


def test_a_draft_that_changed_goes_out_as_it_stands_and_that_is_told(ports: Conference, eve: User) -> None:
    row = plan(ports, eve)
    Session.objects.update(title="Links", kind="panel")
    planning.carry_out_due(now=TEN)
    assert came_of(row) == (
        "done",
        "Release 2 of Ports is published. The draft had changed since it was planned; it went out as it "
        "stood. Its warnings: 2.",
        2,
    )
    assert publishing.published(ports.slug).programme.sessions[0].title == "Links"


REFUSALS: dict[str, tuple[Any, str]] = {
    "changed": (
        lambda _ports, _eve: Session.objects.update(title="Links"),
        "The draft has changed since this was planned, and only what was seen was to go out.",
    ),
    "an error": (
        lambda _ports, _eve: Session.objects.update(ends_at=None),
        "“Wires” has no end. Please say when it ends.",
    ),
    "archived": (
        lambda ports, _eve: archiving.archive(ports),
        "“Ports” is archived: it can be read, not changed. Take it out of the archive first.",
    ),
    "rights": (
        lambda _ports, eve: (eve.groups.clear(), eve.memberships.all().delete()),
        "Whoever planned it may no longer publish this conference.",
    ),
    "no account": (
        lambda _ports, eve: User.objects.filter(pk=eve.pk).delete(),
        "Whoever planned it may no longer publish this conference.",
    ),
    "suspended": (
        lambda _ports, eve: User.objects.filter(pk=eve.pk).update(is_active=False),
        "Whoever planned it may no longer publish this conference.",
    ),
}


@pytest.mark.parametrize("what", REFUSALS)
def test_what_stands_in_the_way_then_is_told_and_nothing_published(
    ports: Conference, eve: User, what: str
) -> None:
    row = plan(ports, eve, only_as_seen=what == "changed", mails=True)
    happens, said = REFUSALS[what]
    happens(ports, eve)
    assert planning.carry_out_due(now=TEN) == 1
    assert (came_of(row), Release.objects.count()) == (("refused", said, None), 1)
    outbox.deliver_due()
    subjects = ["Not published as planned: Ports"] if what not in {"no account", "suspended"} else []
    assert [message.subject for message in mail.outbox] == subjects


def test_nothing_that_differs_makes_no_release(ports: Conference, eve: User) -> None:
    row = plan(ports, eve, mails=True)
    publishing.publish(ports, by=eve)
    planning.carry_out_due(now=TEN)
    said = "Nothing differs from release 2, so no release was made."
    assert (came_of(row), Letter.objects.count()) == (("done", said, 2), 1)


def test_a_draft_is_made_public_and_its_speakers_told(ports: Conference, eve: User) -> None:
    Conference.objects.update(status="draft")
    ports.refresh_from_db()
    row = plan(ports, eve, makes_public=True, mails=True)
    planning.carry_out_due(now=TEN)
    outbox.deliver_due()
    assert (came_of(row)[1], Conference.objects.get().status) == (
        "Release 2 of Ports is published. 1 speaker is told by mail.",
        "public",
    )
    assert sorted(message.to[0] for message in mail.outbox) == ["ann@example.org", eve.email]


def test_what_was_withdrawn_is_not_published(ports: Conference, eve: User) -> None:
    row = plan(ports, eve)
    assert [planning.withdraw(row), planning.withdraw(row)] == [True, False]
    assert (planning.carry_out_due(now=TEN), came_of(row)) == (0, ("withdrawn", "", None))
    done = plan(ports, eve)
    planning.carry_out_due(now=TEN)
    assert (planning.withdraw(done), came_of(done)[0]) == (False, "done")


def test_a_process_that_comes_second_finds_it_done(
    ports: Conference, eve: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan(ports, eve)
    first = releasing.release
    seconds: list[int] = []

    def while_another_looks(*args: Any, **kwargs: Any) -> Any:
        seconds.append(planning.carry_out_due(now=TEN))
        return first(*args, **kwargs)

    monkeypatch.setattr(releasing, "release", while_another_looks)
    assert (planning.carry_out_due(now=TEN), seconds, Release.objects.count()) == (1, [0], 2)


def test_a_database_that_is_away_leaves_it_due(
    ports: Conference, eve: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = plan(ports, eve)
    with monkeypatch.context() as patched:
        patched.setattr(releasing, "release", _raising(OperationalError("locked")))
        with pytest.raises(OperationalError):
            planning.carry_out_due(now=TEN)
    assert came_of(row) == ("planned", "", None)
    planning.carry_out_due(now=TEN)
    assert came_of(row)[0] == "done"


def test_what_fails_is_noted_told_and_not_tried_for_ever_and_the_others_go_out(
    ports: Conference, eve: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing, other = plan(ports, eve), plan(ports, eve, at=TEN + timedelta(seconds=1))
    real, calls = releasing.release, []

    def fails_once(*args: Any, **kwargs: Any) -> Any:
        calls.append(1)
        if len(calls) == 1:
            raise ZeroDivisionError
        return real(*args, **kwargs)

    monkeypatch.setattr(releasing, "release", fails_once)
    with pytest.raises(ZeroDivisionError):
        planning.carry_out_due(now=TEN + timedelta(minutes=1))
    message = "It failed, and nothing was published. Whoever runs the site finds why in its log."
    assert [came_of(row) for row in (failing, other)] == [
        ("failed", message, None),
        ("done", "Release 2 of Ports is published.", 2),
    ]
    assert (planning.carry_out_due(now=TEN + timedelta(minutes=2)), Letter.objects.count()) == (0, 2)


@pytest.mark.parametrize(
    ("overrides", "code", "said"),
    [
        (
            {"at": NOW},
            "at",
            "30 November 2021, 13:00 (Europe/Zurich) is past. Choose a time to come, or publish now.",
        ),
        (
            {"at": NOW + timedelta(days=367)},
            "at",
            "2 December 2022, 13:00 (Europe/Zurich) is more than a year ahead. Please check the date.",
        ),
        ({"seen": "x"}, "changed", "The draft has changed since this page was opened. Please look again."),
        ({"note": "n" * 2001}, "note", "The note has 2001 characters. Expected at most 2000."),
    ],
)
def test_what_could_not_be_published_now_is_not_planned(
    ports: Conference, eve: User, overrides: dict[str, Any], code: str, said: str
) -> None:
    assert refused(ports, eve, **overrides) == (code, said)


def test_errors_drafts_and_archives_are_refused_at_once(ports: Conference, eve: User) -> None:
    Conference.objects.update(status="draft")
    ports.refresh_from_db()
    assert refused(ports, eve, mails=True)[0] == "unseen"
    Session.objects.update(ends_at=None)
    assert refused(ports, eve)[0] == "no_end"
    ports.status = "archived"
    assert refused(ports, eve)[0] == "archived"


def test_the_command_publishes_what_is_due(ports: Conference, eve: User) -> None:
    row = plan(ports, eve)
    assert row.at < timezone.now()
    call_command("periodic")
    assert came_of(row)[0] == "done"
    assert [message.to for message in mail.outbox] == [[eve.email]]


def test_the_command_refuses_a_pause_that_is_none() -> None:
    with pytest.raises(CommandError, match="--every 0 is no time to wait"):
        call_command("periodic", "--every", "0")


def test_editors_may_publish_and_making_public_takes_one_right_more(ports: Conference, eve: User) -> None:
    assert planning.may_publish(eve, ports, makes_public=True)
    Group.objects.all().delete()
    eve.memberships.all().delete()
    assert not planning.may_publish(User.objects.get(pk=eve.pk), ports)


def _raising(problem: Exception) -> Any:
    def raises(*_args: Any, **_kwargs: Any) -> None:
        raise problem

    return raises


def test_what_was_withdrawn_while_it_failed_stays_withdrawn(
    ports: Conference, eve: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = plan(ports, eve)

    def withdrawn_meanwhile(*_args: Any) -> bool:
        planning.withdraw(row)
        raise ZeroDivisionError

    monkeypatch.setattr(planning, "_carry_out", withdrawn_meanwhile)
    with pytest.raises(ZeroDivisionError):
        planning.carry_out_due(now=TEN)
    assert (came_of(row), Letter.objects.count()) == (("withdrawn", "", None), 0)


@pytest.mark.parametrize("deed", ["release", "go_back"])
def test_what_was_published_last_is_read_when_the_conference_is_locked(ports: Conference, deed: str) -> None:
    to = ports.releases.get()
    to.refresh_from_db()
    if deed == "go_back":
        make_release(ports)
    with CaptureQueriesContext(connection) as asked:
        releasing.release(ports, by=None) if deed == "release" else releasing.go_back(to, by=None)
    tables = [query["sql"].partition(' FROM "')[2].partition('"')[0] for query in asked]
    assert tables.index("events_conference") < tables.index("events_release")
