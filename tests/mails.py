"""A mail as another parser reads it: Python's, and lxml's for its HTML."""

from __future__ import annotations

from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from lxml import html


def parts_of(sent: Any) -> tuple[str, Any]:
    """The text of a mail, without what marks quotations, lists and its end, and the body of its page."""
    read = message_from_bytes(sent.message().as_bytes(), EmailMessage, policy=policy.default)
    plain, rich = read.get_body(("plain",)), read.get_body(("html",))
    assert plain is not None
    assert rich is not None
    lines = (line.strip() for line in plain.get_content().splitlines())
    text = "\n".join(line.removeprefix("> ").removeprefix("- ").removeprefix(">") for line in lines)
    return text.replace("\n--\n", "\n"), html.document_fromstring(rich.get_content()).body


def words_of(page: Any) -> list[str]:
    """All that is to be read on a page, without the signs that keep a line from breaking."""
    return " ".join(page.itertext()).replace("\u2060", "").split()
