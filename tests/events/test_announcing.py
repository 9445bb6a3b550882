"""Messages of staff to all pages of a conference."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from cyberconf.accounts.models import User
from events import publishing
from events.announcing import announce, clear, shown
from events.errors import ProgrammeError
from events.models import Announcement, Conference
from tests.builders import make_conference, make_published_panel

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


def on_show(conference: Conference) -> str | None:
    """What a page of the conference shows now."""
    message = shown(publishing.published(conference.slug).conference)
    return message and message.text


@pytest.fixture
def conference() -> Conference:
    return make_published_panel().conference


def test_a_message_is_shown_at_once_in_one_line_and_says_by_whom(conference: Conference, eve: User) -> None:
    announce(conference, by=eve, text="  Panel 2 starts \n at 11:25 ")
    row = Announcement.objects.get()
    assert (on_show(conference), row.by, row.ends_at) == ("Panel 2 starts at 11:25", eve, None)


def test_a_new_message_takes_the_place_of_the_last_which_stays_in_the_list(conference: Conference) -> None:
    announce(conference, by=None, text="First")
    announce(conference, by=None, text="Second", ends_at=timezone.now() + HOUR)
    first = Announcement.objects.get(text="First")
    assert (on_show(conference), first.ends_at is None) == ("Second", False)
    Announcement.objects.filter(text="Second").update(starts_at=timezone.now() - HOUR, ends_at=timezone.now())
    assert on_show(conference) is None  # and the first does not come back


def test_a_message_is_taken_away_once(conference: Conference) -> None:
    announce(conference, by=None, text="Lunch is served")
    assert (clear(conference), clear(conference), on_show(conference)) == (True, False, None)
    assert Announcement.objects.count() == 1


def test_a_message_is_of_one_conference(conference: Conference) -> None:
    other = make_published_panel().conference
    announce(conference, by=None, text="Here")
    announce(other, by=None, text="There")
    assert (on_show(conference), on_show(other)) == ("Here", "There")


def test_an_end_that_is_past_is_refused_and_the_message_before_stays(conference: Conference) -> None:
    announce(conference, by=None, text="First")
    with pytest.raises(ProgrammeError) as refusal:
        announce(conference, by=None, text="Second", ends_at=timezone.now())
    assert (refusal.value.code, on_show(conference)) == ("past", "First")


@pytest.mark.parametrize("text", ["", " \n ", "x" * 301])
def test_a_message_has_one_to_300_characters(text: str) -> None:
    conference = make_conference()
    with pytest.raises(ValidationError) as refusal:
        announce(conference, by=None, text=text)
    assert (list(refusal.value.message_dict), Announcement.objects.count()) == (["text"], 0)
