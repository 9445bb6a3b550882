"""A long discussion, made at once: what measures of reading read."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from comments.identifiers import LENGTH, new_identifier
from comments.models import MAX_DEPTH, Comment, Discussion
from cyberconf.accounts.models import User
from cyberconf.web import markdown
from events.models import Question

AUTHORS = 20
IN_A_THREAD = 5  # a comment and four replies to it, one under the other
BODY = (
    "Comment number {}: what a *paragraph* says, in a hundred characters or so, and with https://example.org."
)
A_BATCH = 500


def fill(question: Question, count: int) -> Discussion:
    """Have so many comments on the question, all published, in threads of ``IN_A_THREAD``."""
    authors = _authors()
    discussion, _made = Discussion.objects.get_or_create(session=question.session, question=question)
    now = timezone.now()
    rows: list[Comment] = []
    for number in range(count):
        depth = number % IN_A_THREAD
        parent = rows[-1] if depth else None
        identifier, body = new_identifier(), BODY.format(number)
        rows.append(
            Comment(
                id=identifier,
                discussion=discussion,
                author=authors[number % AUTHORS],
                affiliation="Institute",
                parent=parent,
                root_id=parent.root_id if parent else identifier,
                path=(parent.path[: LENGTH * MAX_DEPTH] if parent else "") + identifier,
                depth=min(depth, MAX_DEPTH),
                body=body,
                html=markdown.render_comment(body),
                renderer=markdown.VERSION,
                support_count=number * 7 % 11,
                submission_key=uuid4(),
                created_at=now - timedelta(seconds=count - number),
            )
        )
    Comment.objects.bulk_create(rows, batch_size=A_BATCH)
    Discussion.objects.filter(pk=discussion.pk).update(comment_count=count, version=count)
    return discussion


def _authors() -> list[User]:
    name = uuid4().hex[:8]
    users = [
        User(email=f"{name}-{number}@example.org", name=f"Author {number}", affiliation="Institute")
        for number in range(AUTHORS)
    ]
    return User.objects.bulk_create(users)
