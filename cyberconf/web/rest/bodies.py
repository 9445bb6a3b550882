"""What is sent to the API, up to a size."""

from __future__ import annotations

from django.http import HttpRequest, UnreadablePostError
from django.utils.translation import gettext as _

from cyberconf.web.rest.problems import Fault, RestError

EXPECTED = "application/json"


def read(request: HttpRequest, *, most: int) -> bytes:
    """Return the body, reading at most one byte more than ``most``.

    Raises:
        RestError: 415, where it says that it is no JSON, or compressed; 413, where it is larger; 400, where
            it breaks off.
    """
    found = request.content_type or ""
    if found and found != EXPECTED:
        detail = _("Found a body of the type “%(found)s”. Expected %(expected)s.")
        detail %= {"found": found[:80], "expected": EXPECTED}
        errors = [Fault(detail=detail, header="Content-Type")]
        raise RestError(415, "unsupported_type", detail, errors=errors, headers={"Accept": EXPECTED})
    if (coding := request.headers.get("Content-Encoding", "identity").lower()) != "identity":
        detail = _("Found a body that is compressed by “%(found)s”. Expected one that is not.")
        detail %= {"found": coding[:80]}
        errors = [Fault(detail=detail, header="Content-Encoding")]
        headers = {"Accept-Encoding": "identity"}
        raise RestError(415, "unsupported_coding", detail, errors=errors, headers=headers)
    if int(request.META.get("CONTENT_LENGTH") or 0) > most:
        raise too_large(most)
    try:
        body = request.read(most + 1)
    except UnreadablePostError:
        raise RestError(400, "unreadable", _("The body broke off.")) from None
    if len(body) > most:
        raise too_large(most)
    return body


def too_large(most: int) -> RestError:
    """Return the refusal of a body of more than ``most`` bytes."""
    detail = _("The body is too large. Expected at most %(most)d bytes.") % {"most": most}
    return RestError(413, "too_large", detail)
