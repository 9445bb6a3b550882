"""A discussion with a comment in every state, and the people in it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from comments import policies
from comments.badges import Badges
from comments.counts import Counts
from comments.drafts import Draft
from comments.forms import CommentForm
from comments.models import Comment, Discussion
from comments.orders import Sort
from comments.pages import Page
from comments.subjects import Subject, Target
from comments.terms import State, Terms
from comments.threads import Entry, Thread
from cyberconf.accounts.models import User
from cyberconf.demo.design import programme
from cyberconf.web.markdown import VERSION, render_comment

READER = User(pk=1, name="Alice Ahmed", affiliation="Cyber Peace Foundation", email="alice@example.org")
STAFF = User(pk=2, name="Mona Moderator", email="mona@example.org", is_staff=True)
OTHER = User(pk=3, name="Bob Brown", email="bob@example.org")
LONG = User(pk=4, name=programme.LONG_WORD, affiliation=programme.LONG_WORD, email="long@example.org")
POSTED = programme.NOW - timedelta(hours=3)
WORDS = "Norm 13 (c), *before all others*:\n\n> No State should knowingly allow\n\n- it is old\n- https://example.org/"


def comment(number: int, author: User = OTHER, *, body: str = WORDS, **facts: Any) -> Comment:
    """Return a comment that is never saved; ``number`` tells it from others, ``badge`` is a person's uid."""
    badge = facts.pop("badge", None)
    pk = f"0sample{number:09}"
    given = {"root_id": pk, "path": pk, "created_at": POSTED, "affiliation": author.affiliation} | facts
    made = Comment(pk=pk, author=author, body=body, html=render_comment(body), renderer=VERSION, **given)
    made.speaker_uid = badge  # type: ignore[attr-defined]  # as with_standing() reads it
    made.is_of_team = author is STAFF  # type: ignore[attr-defined]
    return made


def subject(*, of_question: bool = True) -> Subject:
    """Return what is discussed."""
    session = programme.entry("panel").session
    return Subject(programme.conference(), session, session.questions[0] if of_question else None)


def counts(count: int = 12) -> Counts:
    """Return how much was said: to the first question so much, elsewhere nothing."""
    asked = programme.entry("panel").session.questions[0].uid
    uids = {
        uid: entry.session.uid
        for entry in programme.agenda().entries
        for uid in (entry.session.uid, *(question.uid for question in entry.session.questions))
    }
    said = {asked: Discussion(comment_count=count)}
    return Counts(programme.conference(), programme.NOW, uids, said)


def threads() -> list[Thread]:
    """Return threads with a comment in every state."""
    return [Thread([*_answered()]), Thread(_shown_to_some()), Thread(_gone(), more="0sample")]


def context(user: Any, state: State = State.OPEN, *, threads: list[Thread], **changes: Any) -> dict[str, Any]:
    """Return what the tag ``discussion`` gives, for a reader and a discussion in that state."""
    later, earlier = programme.NOW + timedelta(days=9), programme.NOW - timedelta(days=9)
    terms = Terms("closed" if state == State.CLOSED else "open", later, later if state.is_open else earlier)
    signed_in = bool(user.is_authenticated)
    return {
        "subject": subject(),
        "zone": programme.ZONE,
        "terms": terms,
        "state": state,
        "is_open": state.is_open,
        "holds_first": state == State.OPEN,
        "count": sum(len(thread.entries) for thread in threads),
        "page": Page(threads, after="0sample" if threads else "", supported={"0sample000000002"}),
        "sorts": Sort,
        "fresh_after": POSTED - policies.EDIT_WINDOW,
        "badges": Badges(programme.agenda().programme, programme.entry("panel").session),
        "form": CommentForm(Target(subject()), Draft("", ""), is_signed_in=signed_in),
        "kept": "",
        "user": user,
        "is_following": False,
    } | changes


def _answered() -> list[Entry]:
    """A pinned comment by somebody of the panel, and replies three levels deep and beside the last."""
    first = comment(1, badge=programme.uid("person", 0), is_pinned=True, stance="proposes", support_count=3)
    found = [Entry(first, is_shown=True)]
    for number, author in enumerate((OTHER, STAFF, LONG, READER), 2):
        above = found[-1].comment
        depth = min(number - 1, 3)
        reply = comment(number, author, parent_id=above.pk, depth=depth, body=f"A reply. {author.name}?")
        reply.edited_at = POSTED + timedelta(hours=1) if number == 3 else None
        found.append(Entry(reply, is_shown=True, answered=above))
    return found


def _shown_to_some() -> list[Entry]:
    """The reader's own that waits, one that moderators alone see, and one whose personal data is blanked."""
    pending = comment(10, READER, status="pending", speaking_for="organisation")
    hidden = comment(11, status="hidden", body="What a moderator has hidden, as moderators see it.")
    blanked = comment(12, body="Please write to █████ or call █████.", redacted_at=programme.NOW)
    return [Entry(each, is_shown=True) for each in (pending, hidden, blanked)]


def _gone() -> list[Entry]:
    states = ("pending", "hidden", "withdrawn", "removed")
    return [Entry(comment(20 + n, status=state), is_shown=False) for n, state in enumerate(states)]
