"""The log: no address in it lets anybody in."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from io import StringIO

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.fixture
def written() -> Iterator[StringIO]:
    """What the site writes to standard error."""
    handler = next(each for each in logging.getLogger().handlers if each.name == "stderr")
    assert isinstance(handler, logging.StreamHandler)
    stream = StringIO()
    was = handler.setStream(stream)
    yield stream
    handler.setStream(was)


@pytest.mark.parametrize(
    ("address", "logged"),
    [
        ("/speakers/0a.s3cret/", "/speakers/[...]/"),
        ("/invitations/0a.s3cret/", "/invitations/[...]/"),
        ("/mail/0a:s3cret/", "/mail/[...]/"),
        ("/previews/0a.s3cret/", "/previews/[...]/"),
        ("/previews/0a.s3cret/sessions/law/", "/previews/[...]/sessions/law/"),
        ("/ar/previews/0a.s3cret/", "/ar/previews/[...]/"),
        ("/zh-hans/speakers/0a.s3cret/", "/zh-hans/speakers/[...]/"),
        ("/calm/my/s3cret.ics", "/calm/my/[...]"),
        ("/calm/speakers/ada-byron/", "/calm/speakers/ada-byron/"),
    ],
)
def test_the_log_blanks_what_lets_somebody_in(
    client: Client, written: StringIO, address: str, logged: str
) -> None:
    assert client.get(address).status_code == 404
    (line,) = written.getvalue().splitlines()
    assert line.endswith(f"WARNING django.request: Not Found: {logged}")


def test_whole_addresses_are_blanked_as_well(written: StringIO) -> None:
    logging.getLogger("any").warning(
        '"GET /a/?next=%s" of %s', "/mail/x/", "https://c.example/fr/speakers/y.z/"
    )
    assert '"GET /a/?next=/mail/[...]/" of https://c.example/fr/speakers/[...]/' in written.getvalue()
