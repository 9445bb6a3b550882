"""What staff may do: nothing that is not listed."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group, Permission

from cyberconf.accounts import roles
from cyberconf.accounts.models import User
from cyberconf.accounts.roles import PERMISSIONS, RIGHTS, group_for

pytestmark = pytest.mark.django_db


def granted(user: User) -> list[str]:
    return sorted(user.get_all_permissions())


def test_an_account_made_for_an_editor_makes_conferences_and_edits_none_yet(eve: User) -> None:
    assert (granted(eve), eve.has_perm("events.change_session")) == (["events.add_conference"], False)


def test_an_account_made_for_a_moderator_may_nothing_yet(mona: User) -> None:
    assert (granted(mona), mona.is_staff, mona.has_perm("comments.change_comment")) == ([], True, False)


def test_who_comments_may_do_nothing_of_staff(alice: User) -> None:
    assert (granted(alice), alice.is_staff) == ([], False)


def test_nobody_may_change_a_release_delete_a_comment_or_touch_accounts() -> None:
    listed = {right for rights in RIGHTS.values() for right in rights}
    assert (
        listed
        & {
            "events.change_release",
            "events.delete_release",
            "comments.delete_comment",
            "accounts.change_user",
            "auth.change_group",
        }
        == set()
    )


def test_a_group_is_brought_up_to_date_each_time() -> None:
    group = group_for("moderator")
    group.permissions.set(Permission.objects.filter(codename="delete_comment"))

    again = group_for("moderator")

    assert (again, Group.objects.count()) == (group, 1)
    assert {f"{p.content_type.app_label}.{p.codename}" for p in again.permissions.all()} == set(
        PERMISSIONS["moderator"]
    )


def test_a_permission_that_no_model_has_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(roles.PERMISSIONS, "editor", ["events.view_session", "events.juggle_session"])
    with pytest.raises(LookupError) as refused:
        group_for("editor")
    assert str(refused.value) == "No model has the permission events.juggle_session. Was `migrate` run?"
    assert Group.objects.count() == 0
