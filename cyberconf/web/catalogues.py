"""The catalogues of translations: what the code and the templates say, and what each language makes of it.

Babel reads Python as it is; a template first goes through Django's ``templatize``, which leaves the calls of
gettext in it. So no machine needs the programs of GNU gettext. A catalogue is written sorted and without the
numbers of lines, so that it changes where a message does.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from pathlib import Path

import django.conf
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation import to_locale
from django.utils.translation.template import templatize

PARTS = ("comments", "cyberconf", "events", "speakers", "templates")  # of the project
KEYWORDS = {
    **dict.fromkeys(["_", "gettext", "gettext_lazy"], None),
    **dict.fromkeys(["ngettext", "ngettext_lazy"], (1, 2)),
    **dict.fromkeys(["pgettext", "pgettext_lazy"], ((1, "c"), 2)),
    **dict.fromkeys(["npgettext", "npgettext_lazy"], ((1, "c"), 2, 3)),
}
NOTE = "Translators"  # how a comment begins that is for them
HEAD = """\
msgid ""
msgstr ""
"Language: {locale}\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plurals}\\n"

"""


def languages() -> list[str]:
    """Return the languages that have a catalogue: all but the one that the code is written in."""
    return [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]


def said() -> Catalog:
    """Return everything that the project says, with the files that say it."""
    catalog = Catalog()
    for file in _files():
        source = io.BytesIO(_as_python(file))
        for _line, message, notes, context in extract("python", source, KEYWORDS, [NOTE]):
            where = file.relative_to(settings.ROOT).as_posix()
            catalog.add(message, locations=[(where, 1)], auto_comments=notes, context=context)
    return catalog


def path_of(language: str) -> Path:
    """Return the file of a language's catalogue."""
    return Path(settings.LOCALE_PATHS[0]) / to_locale(language) / "LC_MESSAGES" / "django.po"


def read(language: str) -> Catalog:
    """Return a language's catalogue, empty where there is none yet."""
    path = path_of(language)
    return read_po(io.BytesIO(path.read_bytes() if path.exists() else _head(language)))


def write(language: str, catalog: Catalog) -> None:
    """Keep a language's catalogue: sorted, without what nothing says any more."""
    written = io.BytesIO()
    write_po(written, catalog, omit_header=True, sort_output=True, ignore_obsolete=True, include_lineno=False)
    path = path_of(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_head(language) + written.getvalue())


def refresh(language: str, messages: Catalog) -> int:
    """Bring a catalogue to what is said now, keep what is translated, and count what is not."""
    catalog = read(language)
    catalog.update(messages, no_fuzzy_matching=True)
    write(language, catalog)
    return len(untranslated(catalog))


def untranslated(catalog: Catalog) -> list[Message]:
    """Return the messages that somebody has yet to translate, or to look at again."""
    return [each for each in catalog if each.id and (each.fuzzy or not _is_translated(each.string))]


def _files() -> Iterator[Path]:
    for part in PARTS:
        for file in sorted((Path(settings.ROOT) / part).rglob("*")):
            is_template = part == "templates" and file.suffix in {".html", ".txt"}
            if is_template or (file.suffix == ".py" and "migrations" not in file.parts):
                yield file


def _as_python(file: Path) -> bytes:
    """Return what the file says as Python; within brackets no line is indented wrongly."""
    if file.suffix == ".py":
        source = file.read_bytes()
        return source if b"gettext" in source else b""
    return f"(\n{templatize(file.read_text(), origin=str(file))}\n)".encode()


def _is_translated(string: str | Sequence[str] | None) -> bool:
    return string is not None and bool(string) and all(string)


def _head(language: str) -> bytes:
    return HEAD.format(locale=to_locale(language), plurals=_plurals(language)).encode()


def _plurals(language: str) -> str:
    """Return how Django's own catalogue of the language counts: ours may not count otherwise."""
    own = Path(django.conf.__file__).parent / "locale" / to_locale(language) / "LC_MESSAGES" / "django.po"
    head, _blank, _messages = own.read_bytes().partition(b"\n\n")
    return read_po(io.BytesIO(head)).plural_forms
