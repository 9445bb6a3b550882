"""What our mails say, in the recipient's language: words alone, without anybody's HTML (S9)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comments import appeals, marked
from comments.models import Comment, Notification
from cyberconf.accounts.models import User
from cyberconf.web import languages, markdown
from cyberconf.web.context import site_words
from cyberconf.web.lists import together
from cyberconf.web.wording import one_line, whole_words
from events.models import Conference

# What a letter needs of a notification, in one query.
RELATED = (
    "recipient",
    "comment__author",
    "comment__discussion__session__conference",
    "comment__discussion__question",
    "action__appeal",
    "action__conference",
    "release__conference",
)
# Kinds that lead to a comment, which the recipient must still be able to see.
SHOWS_COMMENT = {Notification.Kind.REPLY, Notification.Kind.COMMENT, Notification.Kind.OUTCOME}
QUOTED_LENGTH = 1_500  # characters of a comment that a mail quotes
LINE_LENGTH = 78


@dataclass(frozen=True)
class Letter:
    """A mail's subject, on one line, and its text."""

    subject: str
    text: str


def write(recipient: User, rows: Sequence[Notification], *, stop: str) -> Letter:
    """Write one letter of all the notifications, which were read with ``RELATED``, oldest first.

    ``stop`` is the address, with the site's, that stops such mails.
    """
    with languages.speaking(recipient.language or settings.LANGUAGE_CODE):
        parts = [_part(row) for row in rows]
        if len(rows) == 1:
            subject = _subject(rows[0])
        else:
            said = ngettext("%(count)d thing happened", "%(count)d things happened", len(rows))
            subject = said % {"count": len(rows)}
        text = "\n\n\n".join([*parts, _footer(rows, stop)]) + "\n"
    return Letter(one_line(subject), text)


def _footer(rows: Sequence[Notification], stop: str) -> str:
    """Sign for the conference that all of it is about, or else for the site."""
    site = site_words()
    about = {_conference(row) for row in rows}
    name = one_line(str(about.pop())) if len(about) == 1 and None not in about else site["site_name"]
    context = site | {"address": stop, "name": name}
    return render_to_string("comments/email/footer.txt", context).strip("\n")


def _conference(row: Notification) -> Conference | None:
    if row.comment is not None:
        return row.comment.discussion.session.conference
    return row.release.conference if row.release else None


def _part(row: Notification) -> str:
    context: dict[str, Any] = {
        "row": row,
        "comment": row.comment,
        "action": row.action,
        "site_url": settings.SITE_URL,
    }
    if row.release is not None:
        context |= {"title": one_line(row.release.title), "sessions": marked.told(row.recipient, row.release)}
    if row.action is not None:
        context["appeal_address"] = appeals.address(row.action)
    if row.comment is not None:
        context |= {"about": one_line(str(row.comment.discussion)), "who": who(row.comment)}
        context["quoted"] = quoted(row.comment.body)
    return render_to_string(f"comments/email/{row.kind}.txt", context).strip()


def who(comment: Comment) -> str:
    """Name the author of a comment, with the affiliation that they posted under."""
    return one_line(together([comment.author.name, comment.affiliation]))


def quoted(body: str) -> str:
    """Return the beginning of a text as a mail quotes it, with "> " before each line."""
    words = whole_words(markdown.plain(body), QUOTED_LENGTH)
    return "\n".join(f"> {line}".rstrip() for line in words.splitlines())


def _subject(row: Notification) -> str:
    values = {"about": "", "name": ""}
    if row.comment is not None:
        values = {"about": one_line(str(row.comment.discussion)), "name": one_line(row.comment.author.name)}
    subjects = {
        Notification.Kind.REPLY: _("%(name)s replied to you: %(about)s"),
        Notification.Kind.COMMENT: _("%(name)s wrote: %(about)s"),
        Notification.Kind.DECISION: _("A moderator’s decision on your comment: %(about)s"),
        Notification.Kind.APPEAL: _("The answer to your appeal: %(about)s"),
        Notification.Kind.REPORT: _("What came of your report: %(about)s"),
        Notification.Kind.OUTCOME: _("What came of a question that you answered: %(about)s"),
    }
    if row.release is not None:
        return _("Changes to sessions that you marked: %(title)s") % {"title": row.release.title}
    if row.comment is None:
        return _("A moderator’s decision about your account")
    return subjects[Notification.Kind(row.kind)] % values
