"""What logs tell of addresses: of those that let in whoever has them, not the part that does."""

from __future__ import annotations

import logging
import re

BLANK = "[...]"
TOKEN = re.compile(
    r"""(?P<before>
        (?:(?<![\w.-])|://[^/\s]+)(?:/[a-z]{2}(?:-[a-z]+)?)?/  # and the language of a page
        (?:speakers|invitations|previews|mail)/  # not a conference's speakers
        | /my/
    )[^/\s?"']+""",
    re.VERBOSE,
)


class WithoutTokens(logging.Filter):
    """Blanks the tokens of links: Django logs the address of each answer that is an error."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record pass, its tokens blanked."""
        said = record.getMessage()
        told = blanked(said)
        if told != said:
            record.msg, record.args = told, ()
        return True


def blanked(text: str) -> str:
    """Return the text with the tokens of its links blanked."""
    return TOKEN.sub(rf"\g<before>{BLANK}", text)
