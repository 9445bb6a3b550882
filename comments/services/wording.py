"""What may stand in a comment."""

from __future__ import annotations

import re
import unicodedata

from django.utils.translation import gettext as _

from comments.errors import CommentError, Refusal
from comments.models import MAX_LENGTH, Comment
from cyberconf.web import markdown

# Letters and symbols that print nothing, beside those whose Unicode category says so.
BLANKS = set("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0") | {
    chr(code) for code in range(0xFE00, 0xFE10)
}
BLANK_CATEGORIES = {"Cc", "Cf", "Zs", "Zl", "Zp"}
UNKEEPABLE = re.compile("[\0\ud800-\udfff]")  # NUL, and surrogates, which no encoding carries


def clean_body(body: str) -> str:
    """Return the text as it is kept: as typed, with each newline a line feed. Lengths count code points.

    Raises:
        CommentError: with the code unreadable, empty or too_long.
    """
    body = body.replace("\r\n", "\n").replace("\r", "\n")
    if UNKEEPABLE.search(body):
        raise CommentError(
            Refusal("unreadable", _("The text holds a character that cannot be kept. Please type it again."))
        )
    if len(body) > MAX_LENGTH:
        message = _("The text has %(length)d characters; at most %(most)d fit. Please shorten it.")
        raise CommentError(Refusal("too_long", message % {"length": len(body), "most": MAX_LENGTH}))
    if not _begins_with_a_word(body) and (_is_blank(body) or _is_blank(markdown.plain(body))):
        raise CommentError(Refusal("empty", _("Please write something first.")))
    return body


def clean_stance(stance: str) -> str:
    """Return the stance; "" is none.

    Raises:
        CommentError: with the code stance, where it is none of ours.
    """
    if stance and stance not in Comment.Stance.values:
        raise CommentError(
            Refusal("stance", _("Please choose one of the stances that are offered, or none."))
        )
    return stance


def _begins_with_a_word(text: str) -> bool:
    """Say whether the text shows something for sure, which spares the parsing of most."""
    first = text.lstrip()[:1]
    return first.isalpha() and first not in BLANKS


def _is_blank(text: str) -> bool:
    return all(char in BLANKS or unicodedata.category(char) in BLANK_CATEGORIES for char in text)
