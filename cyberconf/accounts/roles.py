"""What staff may do: in a conference by their role in its team, elsewhere by Django's groups.

The permissions belong to apps above this one, so they are named here by string. ``events.team`` asks for
``RIGHTS``; groups are looked up when they are made: ``migrate`` has written the rows of permissions by then.
"""

from __future__ import annotations

from typing import Literal

from django.contrib.auth.models import Group, Permission

TeamRole = Literal["editor", "moderator", "viewer"]  # in one conference
Role = Literal["editor", "moderator"]  # of an account: what it is made for

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
PROGRAMME = tuple(f"{app}.view_{model}" for app, model in (each.split(".") for each in EDITED))
SITE_WIDE = frozenset({"events.add_conference"})  # of what belongs to no conference: Django's groups give it


def _every_right(models: tuple[str, ...]) -> list[str]:
    named = [model.split(".") for model in models]
    return [f"{app}.{right}_{model}" for app, model in named for right in ("view", "add", "change", "delete")]


# What each role in a conference's team gives there. What is about the same models and stands in no line,
# nobody may but superusers: to change a release, or to delete a comment.
RIGHTS: dict[TeamRole, frozenset[str]] = {
    "editor": frozenset(
        [
            *_every_right(EDITED),
            "events.view_announcement",
            "events.view_edit",
            "events.view_release",
            "events.add_release",  # to publish is to add a release
            "comments.view_discussion",
            "comments.view_comment",
            "comments.view_moderationaction",
        ]
    )
    - SITE_WIDE,
    "moderator": frozenset(
        [
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
            "events.view_room",
            "events.view_track",
            "events.view_appearance",
            "events.view_material",
            "events.view_release",
        ]
    ),
    "viewer": frozenset([*PROGRAMME, "events.view_announcement", "events.view_edit", "events.view_release"])
    - {"events.view_teammember"},
}

GROUPS: dict[Role, str] = {"editor": "Editors", "moderator": "Moderators"}
PERMISSIONS: dict[Role, list[str]] = {"editor": sorted(SITE_WIDE), "moderator": []}


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
    codenames = [name.partition(".")[2] for name in names]
    rows = Permission.objects.filter(codename__in=codenames)
    found = {
        f"{row.content_type.app_label}.{row.codename}": row for row in rows.select_related("content_type")
    }
    missing = sorted(set(names) - set(found))
    if missing:
        raise LookupError(f"No model has the permission {', '.join(missing)}. Was `migrate` run?")
    return [found[name] for name in names]
