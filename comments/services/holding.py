"""Whether a comment waits for a moderator before others read it."""

from __future__ import annotations

from comments.holding import has_link, listed_word
from comments.models import Comment, Discussion, HoldingRules
from comments.policies import moderates
from cyberconf.accounts.models import User
from events.models import Conference

Hold = Comment.Hold
Mode = Discussion.Mode


def reason_to_hold(author: User, conference: Conference, mode: str, body: str) -> str:
    """Return for what a text of the author's is held where discussions have that mode; "" if it is not.

    What moderators of the conference write is never held: they would read it themselves. At most three
    queries.
    """
    if moderates(author, conference):
        return ""
    if mode == Mode.ALL_HELD:
        return Hold.MODE
    if mode == Mode.FIRST_HELD and _is_new(author, conference):
        return Hold.FIRST
    rules = HoldingRules.objects.filter(conference=conference).first()
    if rules is None:
        return ""
    if rules.holds_links and has_link(body) and _is_new(author, conference):
        return Hold.LINK
    return Hold.WORD if listed_word(body, rules.words) else ""


def _is_new(author: User, conference: Conference) -> bool:
    """Whether nothing of theirs is published in the conference yet."""
    known = Comment.objects.published().filter(author=author, discussion__session__conference=conference)
    return not known.exists()


def copy_rules(conference: Conference, new: Conference) -> None:
    """Give a conference that was made as a copy the holding rules of the old one."""
    rules = HoldingRules.objects.filter(conference=conference).first()
    if rules is not None:
        HoldingRules.objects.create(conference=new, holds_links=rules.holds_links, words=rules.words)
