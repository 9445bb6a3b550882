"""How personal data is taken out of a comment, and of every text that it had before."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from comments.errors import CommentError, Refusal
from comments.models import MAX_LENGTH, Comment, ModerationAction, Reason
from comments.services.counting import show_change
from comments.services.moderating import MOST_NOTE
from comments.services.recording import clean_note, clean_reason, locked, record
from cyberconf.accounts.models import User
from cyberconf.web import languages, markdown

FEWEST = 3  # characters of a passage: fewer stand in words that are meant to stay


@transaction.atomic
def redact(
    comment: Comment,
    passages: Iterable[str],
    *,
    by: User,
    reason: str = Reason.PRIVACY,
    note: str = "",
    former_too: bool = False,
) -> ModerationAction:
    """Blank the passages, wherever they stand, in the comment and in every text that it had before.

    Case, and how words are spaced, do not matter. With ``former_too`` the former texts are blanked whole, as
    the same data may be spelt otherwise there. What is blanked is kept nowhere, so this cannot be undone.

    Raises:
        CommentError: with the code not_moderator, empty, short, not_found, too_long, reason or unreadable.
            Nothing has been written.
    """
    kept = locked(comment, by=by)
    reason = clean_reason(reason, is_needed=True)
    note = clean_note(note, most=MOST_NOTE)
    with languages.speaking(kept.discussion.session.conference.language):
        mark = _("[removed by a moderator: personal data]")
    patterns = [_pattern(passage) for passage in _cleaned(passages)]
    revisions = list(kept.revisions.all())
    _refuse_missing(patterns, [kept.body, *(revision.body for revision in revisions)])
    kept.body = _blanked(kept.body, patterns, mark)
    kept.html, kept.renderer = markdown.render_comment(kept.body), markdown.VERSION
    kept.redacted_at = timezone.now()
    kept.save(update_fields=["body", "html", "renderer", "redacted_at"])
    for revision in revisions:
        revision.body = mark if former_too else _blanked(revision.body, patterns, mark)
        revision.save(update_fields=["body"])
    comment.body, comment.html, comment.redacted_at = kept.body, kept.html, kept.redacted_at
    show_change(kept)
    return record(ModerationAction.Act.REDACT, by=by, comment=kept, reason=reason, note=note)


def _cleaned(passages: Iterable[str]) -> list[str]:
    """The passages, the longest first, so that one within another does not cut it."""
    cleaned = sorted({" ".join(passage.split()) for passage in passages} - {""}, key=len, reverse=True)
    if not cleaned:
        raise CommentError(Refusal("empty", _("Please copy here what is to be blanked.")))
    short = [passage for passage in cleaned if len(passage) < FEWEST]
    if short:
        message = _(
            "“%(passage)s” is very short, and stands in other words too. Please take in what is around it."
        )
        raise CommentError(Refusal("short", message % {"passage": short[0]}))
    return cleaned


def _pattern(passage: str) -> re.Pattern[str]:
    return re.compile(r"\s+".join(re.escape(word) for word in passage.split()), re.IGNORECASE)


def _refuse_missing(patterns: list[re.Pattern[str]], texts: list[str]) -> None:
    for pattern in patterns:
        if not any(pattern.search(text) for text in texts):
            raise CommentError(
                Refusal(
                    "not_found",
                    _("This stands nowhere in the text. Please copy it exactly."),
                )
            )


def _blanked(text: str, patterns: list[re.Pattern[str]], mark: str) -> str:
    for pattern in patterns:
        text = mark.join(pattern.split(text))
    if len(text) > 2 * MAX_LENGTH:
        message = _("This stands very often in the text. Please take in what is around it.")
        raise CommentError(Refusal("too_long", message))
    return text
