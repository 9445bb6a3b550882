"""What the values of a programme's fields are: instants, texts, addresses, kinds and languages."""

from __future__ import annotations

import re
from datetime import datetime, timezone
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, PlainSerializer

# What a page may link to: no other scheme, which could carry a script, and nobody's name before the host.
WEB_ADDRESS = re.compile(r"https?://[^\s/?#@\\]+([/?#]\S*)?", re.IGNORECASE)
OWN_PATH = re.compile(r"/[^\s/\\]\S*")

LANGUAGE_TAG = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")  # RFC 5646, as far as RFC 4287 asks for it
CONTENT_LANGUAGE = (
    r"^[a-z]{2,8}(-[a-z0-9]{1,8})*$"  # that a document is to be had in: its tag in small letters
)

Format = Literal["in_person", "online", "hybrid"]
SessionKind = Literal[
    "opening", "keynote", "panel", "discussion", "talk", "workshop", "break", "social", "closing", "other"
]
SessionStatus = Literal["confirmed", "tentative", "cancelled", "withdrawn"]
Role = Literal[
    "chair",
    "moderator",
    "keynote",
    "panellist",
    "speaker",
    "rapporteur",
    "opening",
    "closing",
    "interpreter",
]
MaterialKind = Literal["slides", "paper", "recording", "photo"]


def language_tag(text: str | None) -> str:
    """Return the text where it is the tag of a language, else ""."""
    return text if text and LANGUAGE_TAG.fullmatch(text) else ""


def _with_fixed_offset(instant: datetime) -> datetime:
    offset = instant.utcoffset()
    assert offset is not None  # AwareDatetime has refused the others
    return instant.replace(tzinfo=timezone(offset), fold=0)


def _with_line_feeds(text: str) -> str:
    """End lines in one way: browsers send another than files hold, and nobody sees which."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def is_nothing(value: Any) -> bool:
    """Whether a field says nothing, and is not written."""
    return not value


def _as_web_address(text: str) -> str:
    if not WEB_ADDRESS.fullmatch(text):
        raise ValueError(f"“{text}” is no web address. Expected one that begins with https:// or http://.")
    return text


def _as_file_address(text: str) -> str:
    """Accept a path on our own host too, as that of a file that staff have put up."""
    return text if OWN_PATH.fullmatch(text) else _as_web_address(text)


Instant = Annotated[
    AwareDatetime,
    AfterValidator(_with_fixed_offset),
    PlainSerializer(datetime.isoformat, return_type=str, when_used="json"),
]
Text = Annotated[str, Field(min_length=1), AfterValidator(_with_line_feeds)]
WebAddress = Annotated[str, AfterValidator(_as_web_address)]
FileAddress = Annotated[str, AfterValidator(_as_file_address)]
Slug = Annotated[str, Field(min_length=1, max_length=120, pattern=r"^[\w-]+$")]
ContentLanguage = Annotated[str, Field(max_length=10, pattern=CONTENT_LANGUAGE)]


class Node(BaseModel):
    """A part of the document: frozen, and refusing what it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def refuse_twice(what: str, names: list[Any]) -> None:
    """Raise where one of the names stands twice; ``what`` says what they are of."""
    seen: set[Any] = set()
    for name in names:
        if name in seen:
            raise ValueError(f"The {what} {name!s} occurs twice. Expected each one once.")
        seen.add(name)
