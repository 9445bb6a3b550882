"""What is archived is read and not changed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from cyberconf.accounts.models import User
from events import announcing, archiving, delays, editing, publishing, returning, reverting
from events.delays import Delay
from events.errors import ProgrammeError
from events.models import Conference, Release, Session
from tests.builders import (
    make_appearance,
    make_conference,
    make_published_panel,
    make_release,
    make_speaker,
)
from tests.events.admin.forms import save

pytestmark = pytest.mark.django_db
TOLD = "“Ports” is archived: it can be read, not changed. Take it out of the archive first."


@pytest.fixture
def ports() -> Conference:
    """A public conference with a panel, which changed after its release, archived."""
    conference = make_published_panel(conference=make_conference(title="Ports")).conference
    Session.objects.update(title="Rules")
    make_release(conference)
    with editing.edited(conference, by=None, via="page"):
        Session.objects.update(title="Laws")
    archiving.archive(conference)
    return conference


WRITES: dict[str, Callable[[Conference], object]] = {
    "publish": lambda conference: publishing.publish(conference, by=None),
    "import": lambda conference: publishing.apply(publishing.build(conference), conference, by=None),
    "go back": lambda conference: returning.go_back(conference.releases.get(number=1), by=None),
    "cancel": lambda conference: editing.set_status(conference.sessions.all(), "cancelled", by=None),
    "let a session take longer": lambda conference: delays.carry_out(
        conference,
        Delay(conference.sessions.get().uid, "none", longer=timedelta(minutes=10)),
        by=None,
        publishes=False,
    ),
    "tell everybody": lambda conference: announcing.announce(conference, by=None, text="Hello"),
    "take an edit back": lambda conference: reverting.undo(conference.edits.get(), by=None),
}


@pytest.mark.parametrize("write", WRITES)
def test_nothing_of_it_is_written(ports: Conference, write: str) -> None:
    before = publishing.build(ports)
    with pytest.raises(ProgrammeError) as refusal:
        WRITES[write](ports)
    assert (refusal.value.code, refusal.value.message) == ("archived", TOLD)
    assert (publishing.build(ports), Release.objects.count()) == (before, 2)


def test_a_person_of_it_is_saved_as_people_go_on_and_it_is_not_published(client: Client, eve: User) -> None:
    speaker = make_speaker(post="Judge")
    conference = make_published_panel(conference=make_conference(publishes_each_change=True)).conference
    make_appearance(conference.sessions.get(), speaker)
    make_release(conference)
    archiving.archive(conference)
    client.force_login(eve)
    save(client, speaker, post="Chair")

    speaker.refresh_from_db()
    [edit] = conference.edits.all()
    assert (speaker.post, [change.after for change in edit.changes]) == ("Chair", [{"post": "Chair"}])
    assert publishing.published(conference.slug).programme.people[0].post == "Judge"
    assert conference.releases.count() == 2


def test_it_is_taken_out_and_changed_again(ports: Conference) -> None:
    assert (archiving.take_out(ports), archiving.take_out(ports)) == (True, False)
    ports.refresh_from_db()
    assert (ports.status, publishing.publish(ports, by=None).number) == ("public", 3)


def test_archiving_twice_is_no_mistake(ports: Conference) -> None:
    assert archiving.archive(ports) is False


def test_a_draft_is_not_archived_as_everybody_would_see_it() -> None:
    conference = make_conference(title="Ports", status="draft")
    with pytest.raises(ProgrammeError) as refusal:
        archiving.archive(conference)
    conference.refresh_from_db()
    assert (refusal.value.code, conference.status) == ("draft", "draft")
