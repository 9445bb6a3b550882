"""What people are to a conference, beside their names."""

from __future__ import annotations

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse

from cyberconf.accounts.models import User
from events import team
from events.models import Session
from tests.builders import (
    make_appearance,
    make_comment,
    make_conference,
    make_published_panel,
    make_release,
    make_session,
    make_speaker,
    make_user,
)
from tests.pages import Page, read

pytestmark = pytest.mark.django_db


@pytest.fixture
def panel() -> Session:
    return make_published_panel()


def badges(client: Client, panel: Session) -> list[str]:
    return read(client, panel).words(class_="badge")


@pytest.mark.parametrize(
    ("roles", "shown"),
    [
        (["moderator"], ["Moderator"]),
        (["chair"], ["Chair"]),
        (["panellist"], ["Panellist"]),
        (["chair", "rapporteur"], ["Chair", "Rapporteur"]),
    ],
)
def test_the_roles_in_the_session_stand_beside_the_name(
    client: Client, alice: User, panel: Session, roles: list[str], shown: list[str]
) -> None:
    speaker = make_speaker(email="Alice@Example.org")
    for role in roles:
        make_appearance(panel, speaker, role=role)
    make_release(panel.conference)
    make_comment(panel, author=alice)
    make_comment(panel)
    assert badges(client, panel) == shown
    latest = Page(client.get(reverse("comments:latest", args=[panel.conference.slug])))
    assert latest.words(class_="badge") == shown


def test_who_appears_in_another_session_is_a_speaker(client: Client, alice: User, panel: Session) -> None:
    other = make_session(panel.conference)
    make_appearance(other, make_speaker(email=alice.email), role="chair")
    make_release(panel.conference)
    make_comment(panel, author=alice)
    assert badges(client, panel) == ["Speaker"]


def test_a_part_that_is_not_announced_yet_is_not_told(client: Client, alice: User, panel: Session) -> None:
    make_appearance(panel, make_speaker(email=alice.email), role="chair")
    make_comment(panel, author=alice)
    assert badges(client, panel) == []


def test_an_address_that_is_not_verified_gives_none(client: Client, alice: User, panel: Session) -> None:
    make_appearance(panel, make_speaker(email=alice.email), role="chair")
    make_release(panel.conference)
    make_comment(panel, author=alice)
    EmailAddress.objects.filter(user=alice).update(verified=False)
    assert badges(client, panel) == []


def test_a_verified_address_that_is_not_the_accounts_gives_none(
    client: Client, alice: User, panel: Session
) -> None:
    make_appearance(panel, make_speaker(email="chair@example.org"), role="chair")
    make_release(panel.conference)
    EmailAddress.objects.create(user=alice, email="chair@example.org", verified=True)
    make_comment(panel, author=alice)
    assert badges(client, panel) == []


def test_an_address_that_two_speakers_share_gives_none(client: Client, alice: User, panel: Session) -> None:
    for role in ("chair", "panellist"):
        make_appearance(panel, make_speaker(email=alice.email), role=role)
    make_release(panel.conference)
    make_comment(panel, author=alice)
    assert badges(client, panel) == []


def test_a_name_alone_gives_none(client: Client, panel: Session) -> None:
    make_appearance(panel, make_speaker(name="Ada Lovelace", email="ada@example.org"), role="chair")
    make_release(panel.conference)
    make_comment(panel, author=make_user(name="Ada Lovelace", affiliation="Panellist of all panels"))
    assert badges(client, panel) == []


def test_the_team_of_the_conference_is_the_secretariat(
    client: Client, eve: User, mona: User, panel: Session
) -> None:
    team.join(conference=panel.conference, user=eve, role=team.Role.EDITOR)
    team.join(conference=make_conference(), user=mona, role=team.Role.MODERATOR)
    for author in (eve, mona):
        make_comment(panel, author=author)
    assert badges(client, panel) == ["Secretariat"]


def test_whom_somebody_speaks_for_stays_as_posted(client: Client, alice: User, panel: Session) -> None:
    make_comment(panel, author=alice)
    User.objects.filter(pk=alice.pk).update(speaking_for="organisation")
    make_comment(panel, author=User.objects.get(pk=alice.pk))
    make_comment(panel)
    words = read(client, panel).words(class_="comment__capacity")
    assert words == ["personal view", "speaking for the organisation"]
