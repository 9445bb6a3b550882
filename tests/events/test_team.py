"""What roles give, where, and what Django is answered."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import AnonymousUser, Permission

from cyberconf.accounts.models import User
from cyberconf.accounts.roles import RIGHTS
from events import team
from events.models import Conference, Session
from tests.builders import make_conference, make_member, make_session, make_user

pytestmark = pytest.mark.django_db

EDIT, PUBLISH, SEE = "events.change_session", "events.add_release", "events.view_session"


@pytest.mark.parametrize(
    ("role", "given"),
    [("editor", (True, True, True)), ("moderator", (False, False, True)), ("viewer", (False, False, True))],
)
def test_a_role_gives_its_rights_in_its_conference_and_in_no_other(
    role: str, given: tuple[bool, ...]
) -> None:
    conference, other = make_conference(), make_conference()
    member = make_member(conference, role)
    rights = (EDIT, PUBLISH, SEE)
    assert tuple(team.may(member, right, conference.pk) for right in rights) == given
    assert tuple(team.may(member, right, other.pk) for right in rights) == (False, False, False)
    assert tuple(member.has_perm(right) for right in rights) == given


def test_several_roles_add_up_conference_by_conference() -> None:
    first, second = make_conference(), make_conference()
    member = make_member(first, "editor")
    make_member(second, "viewer", member)
    assert team.conferences_with(member, EDIT) == {first.pk}
    assert team.conferences_with(member, SEE) == {first.pk, second.pk}
    assert team.conferences_seen(member) == {first.pk, second.pk}


def test_groups_and_permissions_of_djangos_give_nothing_in_a_conference() -> None:
    make_conference()
    user = make_user(role="moderator")
    user.user_permissions.set(Permission.objects.all())
    user = User.objects.get(pk=user.pk)
    assert [right for rights in RIGHTS.values() for right in rights if user.has_perm(right)] == []
    assert (user.has_perm("comments.delete_comment"), user.has_perm("events.change_release")) == (
        False,
        False,
    )
    elsewhere = ("events.add_conference", "accounts.change_user", "comments.ban_person")
    assert [user.has_perm(right) for right in elsewhere] == [True] * 3


def test_superusers_have_all_rights_in_all(eve: User) -> None:
    conference = make_conference()
    root = User.objects.create_superuser("root@example.org", "x", name="Root")
    assert (team.may(root, EDIT, conference.pk), team.conferences_with(root, EDIT)) == (True, None)


@pytest.mark.parametrize("change", [{"is_staff": False}, {"is_active": False}])
def test_who_is_not_of_the_staff_has_no_right_by_a_team(change: dict[str, bool]) -> None:
    conference = make_conference()
    member = make_member(conference, "editor")
    User.objects.filter(pk=member.pk).update(**change)
    again = User.objects.get(pk=member.pk)
    assert (team.may(again, SEE, conference.pk), again.has_perm(SEE)) == (False, False)
    assert team.may(AnonymousUser(), SEE, conference.pk) is False


def test_rows_are_those_of_ones_own_conferences() -> None:
    own = make_session()
    make_session()
    member = make_member(own.conference, "viewer")
    assert list(team.theirs(Session.objects.all(), member, SEE)) == [own]
    assert list(team.theirs(Session.objects.all(), member, EDIT)) == []
    assert list(team.theirs(Conference.objects.all(), member, SEE, path="")) == [own.conference]


def test_the_team_is_read_once(django_assert_num_queries: Any) -> None:
    conference = make_conference()
    member = User.objects.get(pk=make_member(conference, "editor").pk)
    with django_assert_num_queries(1):
        for right in (EDIT, PUBLISH, SEE):
            assert (team.may(member, right, conference.pk), member.has_perm(right)) == (True, True)
    team.join(conference=make_conference(), user=member, role=team.Role.EDITOR)
    assert len(team.conferences_with(member, EDIT) or ()) == 2


def test_every_right_of_a_role_is_a_permission_that_a_model_has() -> None:
    rows = Permission.objects.values_list("content_type__app_label", "codename")
    known = {f"{app}.{codename}" for app, codename in rows}
    assert {right for rights in RIGHTS.values() for right in rights} - known == set()


def test_no_model_of_a_conference_in_admin_is_left_to_groups() -> None:
    """A model that somebody registers stands in ``RIGHTS``, or is named here with the reason."""
    found = [(model._meta.app_label, model._meta.model_name) for model in admin.site._registry]
    ours = {each for each in found if each[0] in team.APPS}
    left = {each for each in ours if not team.is_of_conferences(f"{each[0]}.view_{each[1]}")}
    outboxes = {("comments", "notification"), ("events", "letter")}  # for those who keep accounts
    assert left == outboxes
