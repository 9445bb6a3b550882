"""What Django is answered when it asks for a permission about what belongs to a conference."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from cyberconf.accounts.models import User
from events import team


class TeamBackend:
    """Says what teams give, and keeps the backends after it from giving more. It lets nobody in.

    Admin asks first whether somebody may at all, without saying of what: that is "in some conference". Each
    object is then asked about by ``admin.theirs``.
    """

    def authenticate(self, request: HttpRequest | None) -> None:
        """Know nobody: Django calls this where somebody signs in with nothing at all."""

    def has_perm(self, user_obj: User | AnonymousUser, perm: str, obj: object = None) -> bool:
        """Say whether the user may do it in some conference; leave to others what is of none.

        Raises:
            PermissionDenied: they may not, whatever groups they are in.
        """
        if not team.is_of_conferences(perm):
            return False
        if obj is None and team.may(user_obj, perm):
            return True
        raise PermissionDenied

    def has_module_perms(self, user_obj: User | AnonymousUser, app_label: str) -> bool:
        """Say whether the app has anything for this person, whose rights may all come of a team."""
        return app_label in team.APPS and team.conferences_seen(user_obj) != frozenset()
