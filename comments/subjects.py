"""What a discussion is about, as the published programme has it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse

from comments.models import Comment, Discussion
from events import models, programme
from events.publishing import Published, published


@dataclass(frozen=True)
class Subject:
    """A session, or one of its guiding questions, of a published programme."""

    conference: models.Conference
    session: programme.Session
    question: programme.Question | None = None

    @property
    def uid(self) -> UUID:
        """The permanent id of the question or of the session."""
        return (self.question or self.session).uid

    @property
    def url(self) -> str:
        """The page that shows the discussion."""
        return reverse("events:question" if self.question else "events:session", args=self._names)

    @property
    def comments_url(self) -> str:
        """Where comments are posted to."""
        name = "question_comments" if self.question else "session_comments"
        return reverse(f"comments:{name}", args=self._names)

    @property
    def following_url(self) -> str:
        """Where it is followed."""
        name = "question_following" if self.question else "session_following"
        return reverse(f"comments:{name}", args=self._names)

    @property
    def moderation_url(self) -> str:
        """Where it is said in numbers how the session's discussions are moderated."""
        return reverse("comments:session_tally", args=self._names[:2])

    @property
    def title(self) -> str:
        """What is asked, or what the session is called."""
        return self.question.text if self.question else self.session.title

    @property
    def _names(self) -> list[str | int]:
        names: list[str | int] = [self.conference.slug, self.session.slug]
        return [*names, self.question.number] if self.question else names


@dataclass(frozen=True)
class Target:
    """Where a text is to stand: in the discussion of ``subject``, as a reply when there is a ``parent``."""

    subject: Subject
    parent: Comment | None = None

    @property
    def name(self) -> str:
        """What drafts for it are kept under."""
        return f"reply-{self.parent.pk}" if self.parent else str(self.subject.uid)

    @property
    def action(self) -> str:
        """Where its form posts to."""
        return (
            reverse("comments:replies", args=[self.parent.pk]) if self.parent else self.subject.comments_url
        )

    @property
    def url(self) -> str:
        """Where its form stands."""
        return self.action if self.parent else f"{self.subject.url}#comment-form"


def find(found: Published, *, slug: str, number: int | None, about: str = "") -> Subject | None:
    """Return the subject at an address, or None when the programme has it no longer.

    ``about`` is the uid that the form was opened for. It comes first, as numbers and slugs change while
    somebody writes; an address of before is followed.
    """
    subjects = {str(subject.uid): subject for subject in every(found)}
    if about in subjects:
        return subjects[about]
    if about:
        return None
    session = _session_at(found, slug)
    matches = [s for s in subjects.values() if s.session == session and _number(s) == number]
    return matches[0] if matches else None


def of_comment(comment: Comment) -> tuple[Published, Subject] | None:
    """Return where a comment stands, or None when the programme does not have that place, or not in public.

    The comment was read with ``for_permalink``.
    """
    discussion = comment.discussion
    try:
        found = published(discussion.session.conference.slug)
    except models.Conference.DoesNotExist:
        return None
    uid = discussion.about.uid
    subject = next((subject for subject in every(found) if subject.uid == uid), None)
    return None if subject is None else (found, subject)


def discussion_of(subject: Subject) -> Discussion | None:
    """Return the discussion of the subject, or None when nobody has written in it. One query."""
    question = subject.question.uid if subject.question else None
    return Discussion.objects.about(subject.session.uid, question).first()


def every(found: Published) -> list[Subject]:
    """Return all sessions and questions of the programme."""
    subjects = []
    for session in found.programme.sessions:
        subjects.append(Subject(found.conference, session))
        subjects.extend(Subject(found.conference, session, question) for question in session.questions)
    return subjects


def rows(subject: Subject) -> tuple[models.Session, models.Question | None]:
    """Return the rows that comments hang on, in one query or two.

    Raises:
        Session.DoesNotExist, Question.DoesNotExist: somebody deleted them since the release.
    """
    question = subject.question
    if question is not None:
        row = models.Question.objects.select_related("session__conference").get(uid=question.uid)
        return row.session, row
    return models.Session.objects.select_related("conference").get(uid=subject.uid), None


def _session_at(found: Published, slug: str) -> programme.Session | None:
    sessions = {session.slug: session for session in found.programme.sessions}
    if slug in sessions:
        return sessions[slug]
    former = models.FormerSlug.objects.filter(conference=found.conference, slug=slug).select_related(
        "session"
    )
    uids = {session.uid: session for session in found.programme.sessions}
    return next((uids[row.session.uid] for row in former if row.session.uid in uids), None)


def _number(subject: Subject) -> int | None:
    return subject.question.number if subject.question else None
