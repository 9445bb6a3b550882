"""Whose a speaker is, and who reads their address."""

from __future__ import annotations

import pytest

from cyberconf.accounts.models import User
from events import publishing, roster
from events.models import Appearance, Conference
from events.picking import parted
from speakers.models import Speaker
from tests.builders import (
    make_appearance,
    make_conference,
    make_member,
    make_programme,
    make_session,
    make_speaker,
    make_user,
    person_node,
    session_node,
)

pytestmark = pytest.mark.django_db


def names(user: User) -> tuple[list[str], list[str]]:
    """Whom the user sees, and whom they change."""
    return (
        [speaker.name for speaker in roster.seen_by(user)],
        [speaker.name for speaker in roster.changed_by(user)],
    )


def on(conference: Conference, **said: object) -> Speaker:
    """Somebody who appears in the conference."""
    return make_appearance(make_session(conference), make_speaker(**said)).speaker


def test_people_are_of_those_who_work_on_a_conference_in_which_they_appear() -> None:
    own, other = make_conference(), make_conference()
    on(own, name="Ann", email="ann@example.org")
    on(other, name="Bo", email="bo@example.org")
    assert names(make_member(own, "editor")) == (["Ann"], ["Ann"])
    assert names(make_member(own, "viewer")) == (["Ann"], [])
    assert names(make_member(own, "moderator")) == ([], [])
    assert names(make_user(role="moderator")) == ([], [])


def test_somebody_who_appears_in_two_conferences_is_of_both() -> None:
    own, other = make_conference(), make_conference()
    ann = on(own, name="Ann")
    make_appearance(make_session(other), ann)
    assert [names(make_member(each, "editor")) for each in (own, other)] == [(["Ann"], ["Ann"])] * 2
    assert roster.has_others(make_member(own, "editor"), ann)


def test_somebody_withdrawn_from_the_programme_is_still_ones_own() -> None:
    own = make_conference()
    make_appearance(make_session(own, status="withdrawn"), make_speaker(name="Ann"))
    assert names(make_member(own, "editor")) == (["Ann"], ["Ann"])


def test_who_appears_nowhere_is_of_whoever_added_them_and_of_their_colleagues() -> None:
    own = make_conference()
    maker, colleague = make_member(own, "editor"), make_member(own, "editor")
    make_speaker(name="Ann", email="ann@example.org", added_by=maker)
    others = [make_member(make_conference(), "editor"), make_member(own, "viewer"), make_user(role="editor")]
    assert [names(user) for user in (maker, colleague)] == [(["Ann"], ["Ann"])] * 2
    assert [names(user) for user in others] == [([], [])] * 3


def test_who_was_added_by_nobody_known_is_every_editors_unless_an_address_is_noted() -> None:
    editor = make_member(make_conference(), "editor")
    make_speaker(name="Ann")
    make_speaker(name="Bo", email="bo@example.org")
    assert names(editor) == (["Ann"], ["Ann"])
    assert names(make_member(make_conference(), "viewer")) == ([], [])


def test_somebody_taken_off_their_last_session_stays_with_who_claimed_them() -> None:
    own = make_conference()
    editor = make_member(own, "editor")
    ann = on(own, name="Ann", email="ann@example.org")
    roster.claim(Speaker.objects.filter(pk=ann.pk), by=editor)
    Appearance.objects.all().delete()
    assert names(editor) == (["Ann"], ["Ann"])
    assert names(make_member(make_conference(), "editor")) == ([], [])


def test_superusers_see_everybody() -> None:
    make_speaker(name="Ann", email="ann@example.org")
    root = User.objects.create_superuser("root@example.org", "x", name="Root")
    assert names(root) == (["Ann"], ["Ann"])


def test_who_is_left_out_of_an_import_is_not_noted_as_whoever_imports_ones() -> None:
    conference, ann = make_conference(), make_speaker(name="Ann")
    root = User.objects.create_superuser("root@example.org", "x", name="Root")
    before = publishing.build(conference)
    told = {"slug": conference.slug, "title": before.title, "time_zone": before.time_zone}
    person = person_node(uid=ann.uid, slug=ann.slug, name=ann.name)
    incoming = make_programme(
        **told, sessions=[session_node(credits=[{"person": ann.slug}])], people=[person]
    )
    units = [unit.id for unit in parted(before, publishing.fitted(incoming, conference)).units]
    publishing.apply(incoming, conference, by=root, left_out=units)
    ann.refresh_from_db()
    assert (ann.added_by, Appearance.objects.count()) == (None, 0)
    publishing.apply(incoming, conference, by=root)
    ann.refresh_from_db()
    assert (ann.added_by, Appearance.objects.count()) == (root, 1)
