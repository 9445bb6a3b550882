"""A person on a programme."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from events import publishing
from speakers.models import Speaker
from tests.builders import make_appearance, make_session, make_speaker


@pytest.mark.parametrize(
    ("honorific", "name", "expected"),
    [("", "Ada Byron", "Ada Byron"), ("H.E.", "Ada Byron", "H.E. Ada Byron"), ("", "王小明", "王小明")],
)
def test_a_person_is_called_by_honorific_and_name(honorific: str, name: str, expected: str) -> None:
    assert str(Speaker(honorific=honorific, name=name)) == expected


@pytest.mark.django_db
def test_an_address_is_one_persons() -> None:
    make_speaker(slug="ada")
    with pytest.raises(ValidationError) as refused:
        Speaker(slug="ada", name="Ada").full_clean()
    assert refused.value.message_dict == {"slug": ["Speaker with this Address already exists."]}
    with pytest.raises(IntegrityError):
        Speaker.objects.create(slug="ada", name="Ada")


@pytest.mark.django_db
def test_the_e_mail_address_of_a_person_is_in_no_document() -> None:
    session = make_session()
    speaker = make_speaker(name="Ada Byron", slug="ada", email="ada@private.example")
    make_appearance(session, speaker)
    release = publishing.publish(session.conference, by=None)

    assert [person["name"] for person in release.document["people"]] == ["Ada Byron"]
    assert "private.example" not in str(release.document) + str(release.changes)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "links",
    [
        [{"title": "Web", "url": "javascript:alert(1)"}],
        [{"title": "Web"}],
        [{"url": "https://example.org"}],
        ["https://example.org"],
        {"title": "Web", "url": "https://example.org"},
        [{"title": "Web", "url": "https://example.org", "rel": "me"}],
        [{"title": "", "url": "https://example.org"}],
    ],
)
def test_links_that_no_document_holds_or_no_page_should_follow_are_refused(links: object) -> None:
    with pytest.raises(ValidationError) as refused:
        Speaker(slug="ada", name="Ada", links=links).full_clean()
    assert refused.value.message_dict == {
        "links": ['Expected a list such as [{"title": "Web", "url": "https://example.org"}].']
    }


@pytest.mark.django_db
@pytest.mark.parametrize("links", [[], [{"title": "Web", "url": "http://example.org/?a=1#b"}]])
def test_links_with_title_and_web_address_are_taken(links: object) -> None:
    Speaker(slug="ada", name="Ada", links=links).full_clean()
