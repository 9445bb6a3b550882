"""The catalogues of translations: complete, of this code, and with the same places for names and numbers."""

from __future__ import annotations

import re

import pytest
from babel.messages.catalog import Catalog
from django.conf import settings
from django.utils import dates
from django.utils.translation import override

from cyberconf.web import catalogues

PLACE = re.compile(r"%\(\w+\)[sd]|%[sd%]|\{\w*\}|</?[a-z][^>]*>")

COUNTS = {f"%({name}){kind}" for name in ("count", "number", "left", "more") for kind in "sd"}
ARABIC = ("zero", "one", "two", "few", "many", "other")  # the forms of its plurals


@pytest.fixture(scope="module")
def messages() -> Catalog:
    return catalogues.said()


@pytest.fixture(params=catalogues.languages())
def catalog(request: pytest.FixtureRequest) -> Catalog:
    return catalogues.read(request.param)


def test_everything_that_is_said_is_in_the_catalogue_and_nothing_else(
    catalog: Catalog, messages: Catalog
) -> None:
    """Where it fails: ``make messages``, then translate what is new."""
    said, known = ({(each.context, each.id) for each in of if each.id} for of in (messages, catalog))
    assert {"new": sorted(map(str, said - known)), "gone": sorted(map(str, known - said))} == {
        "new": [],
        "gone": [],
    }


def test_no_message_stands_within_an_f_string_where_no_reader_of_python_finds_it() -> None:
    hidden = re.compile(r"""\bf["'].*\{(_|n?p?n?gettext)\(""")
    files = [file for part in catalogues.PARTS for file in (settings.ROOT / part).rglob("*.py")]
    assert [str(file) for file in files if hidden.search(file.read_text())] == []


def test_everything_is_translated(catalog: Catalog) -> None:
    assert [each.id for each in catalogues.untranslated(catalog)] == []


def test_translations_leave_the_places_for_names_and_numbers_and_the_tags_as_they_are(
    catalog: Catalog,
) -> None:
    """A plural may leave out what the singular leaves out, and Arabic a one or a two that its ending says."""
    wrong = []
    for message in catalog:
        ids, forms = _forms(message.id), _forms(message.string)
        one, many = (set(PLACE.findall(text)) for text in (ids[0], ids[-1]))
        for at, form in enumerate(forms):
            said = COUNTS if len(forms) == len(ARABIC) and ARABIC[at] in ("one", "two") else set()
            if form and not (one & many) - said <= set(PLACE.findall(form)) <= one | many:
                wrong.append(form)
    assert wrong == []


def test_no_word_of_ours_takes_the_place_of_a_month_or_a_day_of_the_week(messages: Catalog) -> None:
    """Django says these under the same ids: a "May" of ours once made a month of permissions."""
    names = {
        *dates.MONTHS.values(),
        *dates.MONTHS_3.values(),
        *dates.MONTHS_ALT.values(),
        *dates.WEEKDAYS.values(),
    }
    with override("en"):
        said = {str(name) for name in names}
    assert said & {each.id for each in messages if not each.context} == set()


def _forms(texts: str | tuple[str, ...] | list[str]) -> list[str]:
    return [texts] if isinstance(texts, str) else list(texts)
