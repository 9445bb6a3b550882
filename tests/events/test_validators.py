"""Which addresses a conference cannot have."""

from __future__ import annotations

from django.core.validators import validate_unicode_slug

from cyberconf.web import languages
from events.validators import RESERVED_SLUGS
from tests.addresses import every_address


def test_no_conference_takes_the_address_of_a_page_of_the_site() -> None:
    firsts = {address.split("/")[1] for address in every_address()}
    slugs = {first for first in firsts if validate_unicode_slug.regex.search(first)}
    assert slugs - RESERVED_SLUGS - {*languages.codes()} == set()
    assert RESERVED_SLUGS - slugs == {"static"}  # of files, which no page answers for
