"""The closing time that a form states, signed, so that it can be brought back and believed.

It is not the time of the page view: pages for visitors are the same for everyone, so that they can be
cached (DESIGN, section 10), and the stated time tells as much. A page that states it was made while the
discussion was open, as it is stated nowhere else.
"""

from __future__ import annotations

from datetime import UTC, datetime

from django.core.signing import BadSignature, Signer

from comments.subjects import Subject
from comments.terms import Terms

_signer = Signer(salt="comments.promises")


def make(subject: Subject, terms: Terms, *, at: datetime) -> str:
    """Return what the form carries: "" when the discussion is not open at ``at`` or has no end."""
    if terms.closes_at is None or not terms.state(at).is_open:
        return ""
    return _signer.sign(f"{subject.uid.hex}.{int(terms.closes_at.timestamp())}")


def read(subject: Subject, promise: str) -> datetime | None:
    """Return the closing time that a form about the subject stated, or None when it stated none of ours."""
    try:
        uid, _, seconds = _signer.unsign(promise).partition(".")
    except BadSignature:
        return None
    return datetime.fromtimestamp(int(seconds), tz=UTC) if uid == subject.uid.hex else None
