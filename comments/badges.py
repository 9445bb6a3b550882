"""What somebody is to a conference, said beside their name. No queries.

It comes from the programme as published and from the team, never from what the person writes of themselves.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from events.models import Appearance
from events.programme import Programme, Session

if TYPE_CHECKING:
    from comments.models import Comment


@dataclass(frozen=True)
class Badges:
    """The badges in the discussions of one session."""

    programme: Programme
    session: Session

    def of(self, comment: Comment) -> list[str]:
        """Return the badges of the author of a comment that was read ``with_standing``.

        The roles in this session come first; who has none in it but in another is a speaker.
        """
        found = self._roles(getattr(comment, "speaker_uid", None))
        return [*found, _("Secretariat")] if getattr(comment, "is_of_team", False) else found

    def _roles(self, uid: object) -> list[str]:
        slug = (
            next((person.slug for person in self.programme.people if person.uid == uid), None)
            if uid
            else None
        )
        if slug is None:
            return []
        here = [credit.role for credit in self.session.credits if credit.person == slug]
        labels = [str(Appearance.Role(role).label).capitalize() for role in dict.fromkeys(here)]
        if labels:
            return labels
        credits = (credit for session in self.programme.sessions for credit in session.credits)
        return [_("Speaker")] if any(credit.person == slug for credit in credits) else []
