"""Changes of translations in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from django.utils.text import capfirst
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from events import models
from events.phrases.words import Dump, listed


@dataclass(frozen=True)
class Reworded:
    """A translated text that is another; "" where there is none."""

    language: str
    field: str
    before: str
    after: str

    @property
    def heading(self) -> str:
        """Name the text and its language: “Title (French)”."""
        said = {"text": capfirst(field_label(self.field)), "language": language_name(self.language)}
        return _("%(text)s (%(language)s)") % said


def language_name(code: str) -> str:
    """Return what the language is called in the reader's, or its code."""
    try:
        return str(get_language_info(code.lower().replace("_", "-"))["name_translated"])
    except KeyError:
        return code


def field_label(field: str) -> str:
    """Return what a text is called, such as “background”."""
    return str(models.Translation.Field(field).label)


def reworded(before: Dump, after: Dump) -> list[Reworded]:
    """Return which translations of a part differ, by language."""
    old, new = (
        {(each["language"], each["field"]): each["text"] for each in dump.get("translations", ())}
        for dump in (before, after)
    )
    keys = sorted(old.keys() | new.keys())
    found = [Reworded(*key, old.get(key, ""), new.get(key, "")) for key in keys]
    return [each for each in found if each.before != each.after]


def told(what: str, before: Dump, after: Dump) -> Iterator[str]:
    """Say which texts of ``what`` read differently, a sentence for each language."""
    found = reworded(before, after)
    for language, run in groupby(found, key=lambda each: each.language):
        said = {"what": what, "language": language_name(language), "texts": _texts(run)}
        yield _("The translation of %(what)s into %(language)s changes: %(texts)s.") % said
    if not found and before.get("translations") != after.get("translations"):
        yield _("Translations of %(what)s are looked over.") % {"what": what}


def languages(before: Dump, after: Dump) -> Iterator[str]:
    """Say in which languages the programme comes from now on, and in which no more."""
    old, new = before.get("languages", []), after.get("languages", [])
    come = [language_name(code) for code in new if code not in old]
    gone = [language_name(code) for code in old if code not in new]
    if come:
        yield _("The programme comes in %(languages)s as well.") % {"languages": listed(come)}
    if gone:
        yield _("The programme no longer comes in %(languages)s.") % {"languages": listed(gone)}


def _texts(found: Iterable[Reworded]) -> str:
    return listed(field_label(each.field) for each in found)
