"""What an upgrade does to the teams that there are."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission

from events.models import Conference
from tests.builders import make_conference, make_member, make_user

pytestmark = pytest.mark.django_db

upgrade = import_module("events.migrations.0012_editors_stay_editors")


def test_whoever_could_edit_every_conference_edits_those_that_there_are() -> None:
    right = Permission.objects.get(codename="change_conference")
    group = Group.objects.create(name="Programme desk")
    group.permissions.add(right)
    by_group, by_themselves, neither, not_staff = (make_user(name=name, role="moderator") for name in "ABCD")
    by_group.groups.add(group)
    by_themselves.user_permissions.add(right)
    not_staff.groups.add(group)
    not_staff.is_staff = False
    not_staff.save()
    first, second = make_conference(), make_conference()
    make_member(first, "editor", by_group)
    make_member(second, "moderator", neither)

    for _again in range(2):
        upgrade.make_editors(apps, None)

    found = {
        conference: sorted(conference.members.values_list("user__name", "role"))
        for conference in Conference.objects.all()
    }
    editors = [("A", "editor"), ("B", "editor")]
    assert found == {first: editors, second: [*editors, ("C", "moderator")]}
