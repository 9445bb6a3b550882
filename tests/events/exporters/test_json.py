"""Our own document as a file."""

from __future__ import annotations

import json

import jsonschema
import pytest
from hypothesis import given, settings

from events import importers
from events.exporters import EXPORTERS, Context, write
from events.exporters.json import schema
from events.exporters.revisions import History, Revision
from events.programme import Programme
from tests.builders import make_programme, session_node
from tests.events.exporters.test_ical import PUBLISHED_AT, SITE
from tests.events.programmes import programmes

FIRST = Revision(0, PUBLISHED_AT)
UNSAID = {"short_title", "languages", "translations", "original"}  # left out where there is nothing to say
CONTEXT = Context(SITE, History(FIRST, FIRST))


def test_the_document_is_written_in_its_own_order_and_in_letters_as_they_are() -> None:
    node = session_node(title="Открытие & “quotes”")
    written = write(make_programme(slug="c", sessions=[node]), "json", context=CONTEXT).decode()

    assert written.startswith('{\n  "schema_version": 1,\n  "slug": "c",\n  "title": "A conference",\n')
    assert written.endswith("}\n")
    assert '"title": "Открытие & “quotes”"' in written
    assert list(json.loads(written)) == [name for name in Programme.model_fields if name not in UNSAID]


def test_it_is_called_json() -> None:
    exporter = EXPORTERS["json"]
    assert (exporter.content_type, exporter.extension) == ("application/json", "json")


@settings(max_examples=40)
@given(programmes())
def test_what_is_written_can_be_imported_as_it_was(programme: Programme) -> None:
    written = write(programme, "json", context=CONTEXT)
    assert importers.read(written).programme == programme


SCHEMA = json.loads(schema("https://conference.example/programme.schema.json"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


def test_the_schema_names_itself_and_is_sound() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert [SCHEMA[name] for name in ("$schema", "$id", "title")] == [
        "https://json-schema.org/draft/2020-12/schema",
        "https://conference.example/programme.schema.json",
        "Programme of a conference",
    ]
    assert list(SCHEMA["properties"]) == list(Programme.model_fields)


@settings(max_examples=40, deadline=None)
@given(programmes())
def test_what_is_written_keeps_to_the_schema(programme: Programme) -> None:
    VALIDATOR.validate(json.loads(write(programme, "json", context=CONTEXT)))


@pytest.mark.parametrize(
    ("field", "value"), [("title", ""), ("format", "by post"), ("sessions", [{}]), ("colour", "red")]
)
def test_the_schema_refuses_what_we_refuse(field: str, value: object) -> None:
    document = json.loads(write(make_programme(), "json", context=CONTEXT)) | {field: value}
    with pytest.raises(jsonschema.ValidationError):
        VALIDATOR.validate(document)
