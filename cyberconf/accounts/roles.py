"""What staff may do, as groups of permissions.

The permissions belong to apps above this one, so they are named here by string and looked up when a group
is made: ``migrate`` has written their rows by then.
"""

from __future__ import annotations

from typing import Literal

from django.contrib.auth.models import Group, Permission

Role = Literal["editor", "moderator"]

EDITED = (
    "events.conference",
    "events.teammember",
    "events.room",
    "events.track",
    "events.session",
    "events.panel",
    "events.question",
    "events.appearance",
    "events.material",
    "speakers.speaker",
)


def _every_right(models: tuple[str, ...]) -> list[str]:
    named = [model.split(".") for model in models]
    return [f"{app}.{right}_{model}" for app, model in named for right in ("view", "add", "change", "delete")]


GROUPS: dict[Role, str] = {"editor": "Editors", "moderator": "Moderators"}
PERMISSIONS: dict[Role, list[str]] = {
    "editor": [
        *_every_right(EDITED),
        "events.view_announcement",
        "events.view_edit",
        "events.view_release",
        "events.add_release",  # to publish is to add a release
        "comments.view_discussion",
        "comments.view_comment",
        "comments.view_moderationaction",
    ],
    "moderator": [
        "comments.view_discussion",
        "comments.change_discussion",
        "comments.view_comment",
        "comments.change_comment",
        "comments.view_moderationaction",
        "comments.view_report",
        "comments.view_appeal",
        "comments.change_appeal",
        "comments.view_restriction",
        "comments.change_restriction",
        "comments.view_holdingrules",
        "comments.add_holdingrules",
        "comments.change_holdingrules",
        "events.view_conference",
        "events.view_session",
        "events.view_panel",
        "events.view_question",
        "events.view_release",
    ],
}


def group_for(role: Role) -> Group:
    """Return the role's group with the permissions listed above, made or brought up to date.

    Raises:
        LookupError: a permission is named that no model has.
    """
    permissions = _permissions(PERMISSIONS[role])
    group, _ = Group.objects.get_or_create(name=GROUPS[role])
    group.permissions.set(permissions)
    return group


def _permissions(names: list[str]) -> list[Permission]:
    apps, codenames = zip(*(name.split(".") for name in names), strict=True)
    rows = Permission.objects.filter(content_type__app_label__in=apps, codename__in=codenames)
    found = {
        f"{row.content_type.app_label}.{row.codename}": row for row in rows.select_related("content_type")
    }
    missing = sorted(set(names) - set(found))
    if missing:
        raise LookupError(f"No model has the permission {', '.join(missing)}. Was `migrate` run?")
    return [found[name] for name in names]
