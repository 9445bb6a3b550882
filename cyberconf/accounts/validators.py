"""Rules about what people say of themselves."""

from __future__ import annotations

import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}  # Unicode categories that print nothing of their own
JOINERS = {"\u200c", "\u200d"}  # needed to write Persian, Hindi and others correctly


def validate_display_name(value: str) -> None:
    """Refuse characters that cannot be seen: they turn text around or make one name look like another.

    Raises:
        ValidationError: with the code ``invisible``.
    """
    for character in value:
        if unicodedata.category(character) in INVISIBLE and character not in JOINERS:
            raise ValidationError(
                _("This holds an invisible character (U+%(code)s). Please type it again without."),
                code="invisible",
                params={"code": f"{ord(character):04X}"},
            )
