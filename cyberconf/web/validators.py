"""Rules about single values that several models keep."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cyberconf.web import zones


def validate_time_zone(value: str) -> None:
    """Refuse what is not the name of a zone of the IANA database in which it is some hour somewhere.

    Raises:
        ValidationError: with the code ``time_zone``.
    """
    if value not in zones.known():
        raise ValidationError(
            _("“%(value)s” is not a time zone. Expected a name such as Europe/Zurich."),
            code="time_zone",
            params={"value": value},
        )
