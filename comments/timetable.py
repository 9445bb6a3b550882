"""When a notification is due. Arithmetic: clock and zone are passed in."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from cyberconf.accounts.models import User

DIGEST_HOUR = 7  # before the working day, on the reader's own clock


def due(preference: str, zone: ZoneInfo, *, at: datetime) -> datetime:
    """Return when somebody with that mail preference is told of what happens at the instant ``at``.

    At once, unless they want one mail a day: then with the next digest, at ``DIGEST_HOUR`` in ``zone``.
    """
    if preference != User.Mail.DAILY:
        return at
    local = at.astimezone(zone)
    today = datetime.combine(local.date(), time(DIGEST_HOUR), zone)
    if local < today:
        return today
    return datetime.combine(local.date() + timedelta(days=1), time(DIGEST_HOUR), zone)
