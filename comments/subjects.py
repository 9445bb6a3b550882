"""What a discussion is about, as the published programme has it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from django.urls import reverse

from comments.models import Comment, Discussion
from cyberconf.web import languages
from events import models, programme
from events.publishing import Published, published

KEPT = 16  # releases, as many as a process keeps decoded


@dataclass(frozen=True)
class Subject:
    """A session, or one of its guiding questions, of a published programme."""

    conference: models.Conference
    session: programme.Session
    question: programme.Question | None = None
    spoken: str = ""  # the language of the document, where it was translated

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
    def feed_url(self) -> str:
        """The feed of what is said about it."""
        return reverse(f"comments:{'question' if self.question else 'session'}_feed", args=self._names)

    @property
    def news_url(self) -> str:
        """Where an open page asks whether there is more."""
        return reverse(f"comments:{'question' if self.question else 'session'}_news", args=self._names)

    @property
    def title(self) -> str:
        """What is asked, or what the session is called."""
        return self.question.text if self.question else self.session.title

    @property
    def language(self) -> str:
        """The tag of the language in which that is said, or ""."""
        left = self.question.left_in("text") if self.question else self.session.left_in("title")
        return left or programme.language_tag(self.spoken or self.conference.language)

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
    if about:
        return at(found, UUID(about)) if _is_uid(about) else None
    session = _session_at(found, slug)
    if session is None:
        return None
    if number is None:
        return Subject(found.conference, session, spoken=found.language)
    asked = next((question for question in session.questions if question.number == number), None)
    return Subject(found.conference, session, asked, found.language) if asked else None


def at(found: Published, uid: UUID) -> Subject | None:
    """Return the session or question with that uid, or None when the programme does not have it."""
    parts = _parts(found).get(uid)
    return Subject(found.conference, *parts, found.language) if parts else None


def of_comment(comment: Comment) -> tuple[Published, Subject] | None:
    """Return where a comment stands, in a language of whoever asks; None when that place is not in public.

    The comment was read with ``for_permalink``.
    """
    discussion = comment.discussion
    try:
        found = published(discussion.session.conference.slug, languages.reading())
    except models.Conference.DoesNotExist:
        return None
    subject = at(found, discussion.about.uid)
    return None if subject is None else (found, subject)


def discussions_of(subject: Subject) -> tuple[Discussion | None, Discussion | None]:
    """Return the discussion of the subject, and that of its session at large. One query.

    None stands for one that nobody has written in and nobody has made rules for.
    """
    question = subject.question.uid if subject.question else None
    return Discussion.objects.about(subject.session.uid, question)


@dataclass(frozen=True)
class Rows:
    """What a comment hangs on. ``discussions`` are its own and that of the session at large, where known."""

    session: models.Session
    question: models.Question | None
    discussions: tuple[Discussion, Discussion | None] | None


def rows(subject: Subject) -> Rows:
    """Return the rows that comments hang on: one query where somebody has commented, two for the first.

    Raises:
        Session.DoesNotExist, Question.DoesNotExist: somebody deleted them since the release.
    """
    discussion, at_large = discussions_of(subject)
    if discussion is not None:
        session, question = discussion.session, discussion.question
    elif subject.question is not None:
        question = models.Question.objects.select_related("session").get(uid=subject.question.uid)
        session = question.session
    else:
        session, question = models.Session.objects.get(uid=subject.uid), None
    session.conference = subject.conference  # read in this request, as the programme was
    return Rows(session, question, None if discussion is None else (discussion, at_large))


def _session_at(found: Published, slug: str) -> programme.Session | None:
    sessions = {session.slug: session for session in found.programme.sessions}
    if slug in sessions:
        return sessions[slug]
    former = models.FormerSlug.objects.filter(conference=found.conference, slug=slug).select_related(
        "session"
    )
    uids = {session.uid: session for session in found.programme.sessions}
    return next((uids[row.session.uid] for row in former if row.session.uid in uids), None)


@lru_cache(maxsize=KEPT)
def _parts(found: Published) -> dict[UUID, tuple[programme.Session, programme.Question | None]]:
    """The sessions and questions by their uids, listed once a process."""
    parts: dict[UUID, tuple[programme.Session, programme.Question | None]] = {}
    for session in found.programme.sessions:
        parts[session.uid] = session, None
        parts |= {question.uid: (session, question) for question in session.questions}
    return parts


def _is_uid(text: str) -> bool:
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False
