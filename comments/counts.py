"""How many comments each discussion of a conference has, and whether it takes more."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count as Number
from django.db.models import Sum
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comments.models import Discussion
from comments.terms import State, Terms
from events.models import Conference
from events.programme import Programme, Question, Session


@dataclass(frozen=True)
class Count:
    """One discussion in brief: how many comments everybody may read, and its state."""

    count: int
    state: State

    @property
    def is_open(self) -> bool:
        """Whether somebody may comment now."""
        return self.state.is_open

    @property
    def is_invitation(self) -> bool:
        """Whether there is nothing to count yet, and somebody may begin."""
        return self.count == 0 and self.is_open

    @property
    def number(self) -> str:
        """How many, in words: "12 comments"."""
        return ngettext("%(count)d comment", "%(count)d comments", self.count) % {"count": self.count}

    @property
    def standing(self) -> str:
        """The state in a word."""
        return _("open") if self.is_open else str(self.state.label)

    @property
    def label(self) -> str:
        """Both in words, which stand alone: "12 comments · open", "Be the first to comment"."""
        if self.is_invitation:
            return capfirst(_("be the first to comment"))
        return f"{self.number} · {self.standing}"


@dataclass(frozen=True)
class Counts:
    """The counts of a conference by the uid of the question, or of the session for what is said at large.

    ``sessions`` are the uids of sessions by these. A page shows few of them: each is counted when asked for.
    """

    conference: Conference
    at: datetime
    sessions: dict[UUID, UUID]
    discussions: dict[UUID, Discussion]

    @property
    def total(self) -> int:
        """How many comments everybody may read, about all that is or was in the programme."""
        return sum(discussion.comment_count for discussion in self.discussions.values())

    def of(self, uid: UUID) -> Count:
        """Return the count for a question or a session; nobody may have written about it yet."""
        found, at_large = self.discussions.get(uid), self.discussions.get(self.sessions[uid])
        terms = Terms.of(self.conference, found, at_large)
        return Count(found.comment_count if found else 0, terms.state(self.at))


def key_of(session: Session, question: Question | None = None) -> str:
    """Return what names a count to scripts: the address of the session, and the number of the question."""
    return f"{session.slug}/{question.number}" if question else session.slug


def told(loaded: Counts, sessions: Iterable[Session]) -> dict[str, tuple[int, str]]:
    """Return the counts of those sessions, and of their questions, that have a discussion.

    By key the number, and the words for it.
    """
    about = ((session, each) for session in sessions for each in (None, *session.questions))
    uids = ((key_of(session, each), each.uid if each else session.uid) for session, each in about)
    found = ((key, loaded.of(uid)) for key, uid in uids if uid in loaded.discussions)
    return {key: (count.count, count.label) for key, count in found}


def counts(conference: Conference, programme: Programme, *, at: datetime) -> Counts:
    """Return the counts of every session and question of the programme, in one query."""
    discussions = {row.about.uid: row for row in Discussion.objects.for_counts(conference)}
    sessions = {
        uid: session.uid
        for session in programme.sessions
        for uid in (session.uid, *(question.uid for question in session.questions))
    }
    return Counts(conference, at, sessions, discussions)


def standing(slug: str) -> object:
    """Return what changes with what readers see of a conference's discussions, of all for "": one query."""
    rows = Discussion.objects.filter(session__conference__slug=slug) if slug else Discussion.objects.all()
    return sorted(rows.aggregate(versions=Sum("version"), number=Number("pk")).items())
