"""Where a page ends and the next begins, as a text that readers hand back and do not look into."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence

from django.utils.translation import gettext as _

from cyberconf.web.rest.problems import Fault, RestError

LONGEST = 500  # characters; ours have some 30
LARGEST = 2**31  # no key of ours is a greater number

Key = str | int


def encode(*keys: Key) -> str:
    """Return the keys of the last item of a page as a cursor."""
    return urlsafe_b64encode(json.dumps(keys, separators=(",", ":")).encode()).decode().rstrip("=")


def decode(cursor: str, *kinds: type[str] | type[int]) -> Sequence[Key]:
    """Return the keys that ``encode`` was given, each of the kind expected.

    Raises:
        RestError: 422, where the cursor is none that we have made.
    """
    try:
        padded = cursor.encode("ascii") + b"=" * (-len(cursor) % 4)
        keys = json.loads(urlsafe_b64decode(padded)) if len(cursor) <= LONGEST else None
    except (ValueError, RecursionError):
        keys = None
    if not isinstance(keys, list) or [type(key) for key in keys] != list(kinds):
        raise bad_cursor()
    if any(isinstance(key, int) and not 0 <= key < LARGEST for key in keys):
        raise bad_cursor()
    return keys


def bad_cursor() -> RestError:
    """Return the refusal of a cursor that is none."""
    detail = _("This cursor is none of ours. Follow the address in “next”, or begin without a cursor.")
    return RestError(422, "invalid", detail, errors=[Fault(detail=detail, parameter="cursor")])
