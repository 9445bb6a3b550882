"""A sheet of people alone, one row a person, for the entries of speakers (``speakers.importing``)."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from events.errors import ProgrammeError
from events.importers import csv, xlsx
from events.importers.decoding import refuse_size
from events.importers.results import Notice
from events.importers.sheets.grid import Row, Sheet
from events.importers.sheets.headings import Table, table_of
from events.importers.sheets.notation import material_in
from events.importers.sheets.second import slug_in, uuid_of
from events.importers.sheets.words import ANSWERS, SPEAKERS
from events.importers.sheets.workbook import sheets_of
from events.importers.text.people import split_honorific
from events.programme import WEB_ADDRESS
from speakers.importing import Line

NEEDS = [{"name", "family_name"}]
TEXTS = ("honorific", "post", "affiliation", "country", "biography", "email")
LINK = re.compile(r"[;\n]")  # what stands between several in a cell

Say = Callable[[str, str], None]


def people_of(data: bytes) -> tuple[list[Line], list[Notice]]:
    """Return what a file of CSV or XLSX says of people, and what of it was left out.

    A row says nothing of what its cell leaves empty, or of what no column is for.

    Raises:
        ProgrammeError: with what was found and what was expected.
    """
    refuse_size(data)
    is_workbook = xlsx.looks_like(data)
    sheets = sheets_of(data) if is_workbook else [csv.sheet_of(data, SPEAKERS, needs=NEEDS)]
    for sheet in sheets:
        table = table_of(sheet, SPEAKERS, needs=NEEDS)
        if table is not None and any(not row.is_blank for row in table.rows):
            return _lines(sheet, table)
    message = _("No row has headings of people. Expected a row such as “Name, Post, Affiliation, E-mail”.")
    raise ProgrammeError("no_headings", message)


def _lines(sheet: Sheet, table: Table) -> tuple[list[Line], list[Notice]]:
    notices = [*sheet.notices, *table.notices]
    if "photo" in table.columns:
        message = _("Photos are not taken from sheets; left out. They are uploaded, or sent by a link.")
        notices.append(Notice(table.head.number, "", message))
    lines = [_line(table, row, notices) for row in table.rows if not row.is_blank]
    return lines, notices


def _line(table: Table, row: Row, notices: list[Notice]) -> Line:
    def say(text: str, message: str) -> None:
        notices.append(Notice(row.number, text[:200], message))

    values: dict[str, Any] = {"name": ""} | {name: table.text(row, name) for name in TEXTS}
    given, family = table.text(row, "given_name"), table.text(row, "family_name")
    values["name"] = table.text(row, "name") or f"{given} {family}".strip()
    if "honorific" not in table.columns and values["name"]:
        honorific, values["name"] = split_honorific(values["name"])
        values["honorific"] = honorific or ""
    values["links"] = _links(table.text(row, "links"), say)
    values["consents_to_publish"] = _answer(table.text(row, "consents_to_publish"), say)
    said = {name: value for name, value in values.items() if value not in ("", [], None)}
    uid, slug = uuid_of(table.text(row, "uid")), slug_in(table.text(row, "slug"))
    return Line(number=row.number, values=said, uid=uid, slug=slug)


def _links(text: str, say: Say) -> list[dict[str, str]]:
    found = []
    for line in filter(str.strip, LINK.split(text)):
        parts = material_in(line)
        if parts is None or not WEB_ADDRESS.fullmatch(parts[2]):
            say(line, _("Expected an address that begins with https:// or http://; left out."))
            continue
        found.append({"title": parts[1] or WEB_ADDRESS.sub(_host, parts[2]), "url": parts[2]})
    return found


def _host(found: re.Match[str]) -> str:
    return found[0].split("/")[2]


def _answer(text: str, say: Say) -> bool | None:
    key = ANSWERS.key_of(text) if text else None
    if text and key is None:
        say(text, _("Expected yes or no; left out."))
    return {"yes": True, "no": False, None: None}[key]
