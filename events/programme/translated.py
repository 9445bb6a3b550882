"""A part of a programme whose texts may stand in several languages."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Annotated, ClassVar, Self

from pydantic import Field, model_validator

from events.programme.fields import ContentLanguage, Node, Slug, Text, is_nothing, refuse_twice

ORIGINAL = ""  # stands for the language that a programme was written in, where another could be asked for
FINGERPRINT_LENGTH = 16  # hexadecimal digits: two texts of one place are alike once in 10^19 times


def fingerprint(text: str | None) -> str:
    """Return what tells a text from others, so that a translation knows which one it was made of."""
    return hashlib.sha256((text or "").encode()).hexdigest()[:FINGERPRINT_LENGTH]


class Translation(Node):
    """What a field of a part says in another language. ``of`` is the ``fingerprint`` of the original."""

    language: ContentLanguage
    field: Slug
    text: Text
    of: Annotated[str, Field(pattern=rf"^[0-9a-f]{{{FINGERPRINT_LENGTH}}}$")]


class Original(Node):
    """Of a part of a translated document: the language it was translated from, and what is still in that."""

    language: Text
    fields: tuple[Slug, ...] = ()


Translations = Annotated[tuple[Translation, ...], Field(exclude_if=is_nothing)]
OriginalOrNone = Annotated[Original | None, Field(exclude_if=is_nothing)]


class Translated(Node):
    """A part whose texts, the fields named in ``TEXTS``, may stand in several languages.

    ``translations`` are those of a document that is translated, ``original`` is of one that was translated.
    Neither is written where there is nothing to say.
    """

    TEXTS: ClassVar[tuple[str, ...]] = ()

    if TYPE_CHECKING:  # declared by each part, after its own fields
        translations: Translations
        original: OriginalOrNone

    def left_in(self, field: str) -> str:
        """Return the language in which a text was left untranslated, else ""."""
        return self.original.language if self.original and field in self.original.fields else ""

    @model_validator(mode="after")
    def _has_sound_translations(self) -> Self:
        if not self.translations:
            return self
        for each in self.translations:
            if each.field not in self.TEXTS:
                expected = ", ".join(self.TEXTS)
                raise ValueError(f"“{each.field}” is not translated. Expected one of: {expected}.")
        keys = [(each.language, each.field) for each in self.translations]
        refuse_twice("translation", keys)
        if keys != sorted(keys):
            ordered = sorted(self.translations, key=lambda each: (each.language, each.field))
            object.__setattr__(self, "translations", tuple(ordered))
        return self
