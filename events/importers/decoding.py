"""Bytes to text, refusing what is no text."""

from __future__ import annotations

import codecs

from django.utils.translation import gettext as _

from events.errors import ProgrammeError

MAX_BYTES = 4_000_000  # a programme of 1,000 sessions takes a fifth of it
MOST_BYTES = 8_000_000  # of a schedule as data: the largest congress has some 5 MB with all its texts

_MARKS = [
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
]


def decode(data: bytes, *, most: int = MAX_BYTES) -> str:
    """Return the text in ``data``: UTF-8 with or without its mark, or UTF-16 with one.

    Raises:
        ProgrammeError: ``too_large``, ``empty``, ``binary`` or ``encoding``.
    """
    refuse_size(data, most=most)
    text = _decoded(data)
    if not text.strip():
        raise ProgrammeError(
            "empty", _("The file is empty. Expected a programme: a title, a date, sessions.")
        )
    return text


def head_of(data: bytes, most: int) -> bytes:
    """Return how a text begins, as UTF-8 without a mark: by this a format knows its own.

    These are ``most`` bytes, or so many characters; never raises, and what is no text stays as it is.
    """
    for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if data.startswith(mark):
            return data[len(mark) : 2 * most].decode(encoding, errors="ignore").encode()
    return data[:most].removeprefix(codecs.BOM_UTF8)


def refuse_size(data: bytes, *, most: int = MAX_BYTES) -> None:
    """Refuse a source of more than ``most`` bytes.

    Raises:
        ProgrammeError: ``too_large``.
    """
    if len(data) > most:
        raise too_large(len(data), most=most)


def too_large(size: int | None, *, most: int = MAX_BYTES) -> ProgrammeError:
    """Return the refusal of a source of ``size`` bytes, None where nobody knows how much is to come."""
    message = _("The file has %(size).1f MB. Expected at most %(limit).0f MB.")
    values = {"size": (size or 0) / 1e6, "limit": most / 1e6}
    if size is None:
        message = _("The file has more than %(limit).0f MB. Expected at most that.")
    elif f"{size / 1e6:.1f}" == f"{most / 1e6:.1f}":  # rounded, it would be said to be what is expected
        message = _("The file has %(size)d bytes. Expected at most %(limit)d.")
        values = {"size": size, "limit": most}
    return ProgrammeError("too_large", message % values)


def _decoded(data: bytes) -> str:
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as problem:
        raise _no_text(data, encoding, problem) from None
    if "\x00" in text:
        raise _binary(text[: text.index("\x00")].count("\n") + 1)
    return text


def _no_text(data: bytes, encoding: str, problem: UnicodeDecodeError) -> ProgrammeError:
    line = data[: problem.start].count(b"\n") + 1
    if b"\x00" in data:
        return _binary(data[: data.index(b"\x00")].count(b"\n") + 1)
    return ProgrammeError(
        "encoding",
        _("Found the byte 0x%(byte)02X, which is not %(encoding)s. Expected text saved as UTF-8.")
        % {"byte": data[problem.start], "encoding": encoding.upper().removesuffix("-SIG")},
        line=line,
    )


def _binary(line: int) -> ProgrammeError:
    return ProgrammeError(
        "binary",
        _("Found a NUL byte, so this is a binary file. Expected plain text saved as UTF-8."),
        line=line,
    )
