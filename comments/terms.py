"""Whether a discussion takes comments: its mode and its hours, computed without the database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from events.models import Conference

if TYPE_CHECKING:
    from comments.models import Discussion

Mode = Conference.DiscussionMode
GRACE = timedelta(
    minutes=10
)  # to finish a text that was begun while the discussion was open (DISCUSSION, P0)


class State(models.TextChoices):
    """How a discussion stands at an instant."""

    OPEN = "open", _("open for comments")
    HELD = "held", _("open, each comment is read by a moderator first")
    LATER = "later", _("opens later")
    CLOSED = "closed", _("closed")

    @property
    def is_open(self) -> bool:
        """Whether somebody may comment."""
        return self in {State.OPEN, State.HELD}


@dataclass(frozen=True)
class Terms:
    """The rules of one discussion. It is open in [opens_at, closes_at), without end where these are None."""

    mode: str
    opens_at: datetime | None
    closes_at: datetime | None

    @classmethod
    def of(cls, conference: Conference, *discussions: Discussion | None) -> Self:
        """Return the rules of the first of the discussions that says something, and else the conference's.

        They come from the nearest: a question's own, then its session's at large. The discussions of an
        archived conference are closed.
        """
        if conference.status == Conference.Status.ARCHIVED:
            return cls(Mode.CLOSED, None, None)
        mode, opens_at, closes_at = "", None, None
        for discussion in filter(None, discussions):
            mode = mode or discussion.mode
            opens_at = opens_at or discussion.opens_at
            closes_at = closes_at or discussion.closes_at
        return cls(
            mode or conference.discussion_mode,
            opens_at or conference.discussion_opens_at,
            closes_at or conference.discussion_closes_at,
        )

    def state(self, at: datetime) -> State:
        """Return how the discussion stands at the instant ``at``."""
        if self.mode == Mode.CLOSED or (self.closes_at is not None and at >= self.closes_at):
            return State.CLOSED
        if self.opens_at is not None and at < self.opens_at:
            return State.LATER
        return State.HELD if self.mode == Mode.ALL_HELD else State.OPEN

    def takes_comments(self, at: datetime, *, promised: datetime | None = None) -> bool:
        """Say whether a comment may be posted at ``at``.

        ``promised`` is the closing time that the form stated when it was opened: with it, what was begun
        before the closing is taken for ``GRACE`` after it.
        """
        if self.state(at).is_open:
            return True
        if self.closes_at is None or promised is None or promised > self.closes_at:
            return False
        began = self.state(self.closes_at - timedelta.resolution)
        return began.is_open and at < self.closes_at + GRACE
