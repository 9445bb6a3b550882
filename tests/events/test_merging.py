"""Several entries of one person made one: what becomes of sessions, addresses, imports, other programmes."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from cyberconf.accounts.models import User
from events import publishing, returning, reverting
from events.errors import ProgrammeError
from events.merging import merge
from events.models import Appearance, Conference
from speakers.errors import SpeakerError
from speakers.models import FormerEntry, Speaker
from tests.builders import (
    make_appearance,
    make_conference,
    make_programme,
    make_release,
    make_session,
    make_speaker,
    person_node,
    session_node,
)

pytestmark = pytest.mark.django_db


def parts() -> set[tuple[str, str, str]]:
    """Who appears where, as what and as whose."""
    rows = Appearance.objects.values_list("session__title", "role", "affiliation")
    assert {row.speaker.slug for row in Appearance.objects.all()} <= {"ada-byron"}
    return set(rows)


def merged(*speakers: Speaker, **said: Any) -> list[Conference]:
    return merge(speakers, **{"sources": {}, "by": None} | said)


def two() -> tuple[Speaker, Speaker]:
    return make_speaker(slug="ada-byron", name="Ada Byron"), make_speaker(slug="a-byron", name="A. Byron")


def test_all_appearances_follow_and_the_same_part_twice_becomes_one() -> None:
    kept, other = two()
    third = make_speaker(name="Ada B.")
    law, norms = make_session(title="Law"), make_session(title="Norms")
    make_appearance(law, kept, role="chair", affiliation="Institute")
    make_appearance(law, other, role="chair", affiliation="Ministry")
    make_appearance(law, other, role="speaker")
    make_appearance(norms, other, role="panellist", affiliation="University")
    make_appearance(norms, third, role="panellist")
    concerned = merged(kept, other, third)
    assert parts() == {
        ("Law", "chair", "Institute"),
        ("Law", "speaker", ""),
        ("Norms", "panellist", "University"),
    }
    assert sorted(row.pk for row in concerned) == [law.conference_id, norms.conference_id]
    assert list(Speaker.objects.values_list("slug", flat=True)) == ["ada-byron"]


@pytest.mark.parametrize(("keeps", "billed"), [(True, {"Institute", ""}), (False, {""})])
def test_people_stay_billed_as_they_were_where_that_is_wanted(keeps: bool, billed: set[str]) -> None:
    kept = make_speaker(slug="ada-byron", affiliation="Institute")
    other = make_speaker(affiliation="Ministry")
    make_appearance(make_session(), kept)
    make_appearance(make_session(), other)
    merged(kept, other, sources={"affiliation": other}, keeps_billing=keeps)
    assert {affiliation for _title, _role, affiliation in parts()} == billed


def test_each_part_is_of_the_entry_that_was_chosen_for_it(eve: User) -> None:
    kept = make_speaker(name="Ada Byron", post="Director", country="UK", email="a@b.example")
    other = make_speaker(
        name="A. Byron",
        post="Chair",
        biography="Hers.",
        photo="speakers/1/photo.jpg",
        photo_url="https://a.example/a.jpg",
        links=[{"title": "Web", "url": "https://a.example/"}],
        consents_to_publish=True,
    )
    uid, former = kept.uid, other.uid
    chosen = ("post", "biography", "photo", "links", "consents_to_publish")
    merged(kept, other, sources=dict.fromkeys(chosen, other), by=eve)
    row = Speaker.objects.get()
    said = (row.uid, row.name, row.post, row.country, row.email, row.biography, row.photo.name, row.photo_url)
    assert said == (
        uid,
        "Ada Byron",
        "Chair",
        "UK",
        "a@b.example",
        "Hers.",
        "speakers/1/photo.jpg",
        "https://a.example/a.jpg",
    )
    assert (row.links, row.consents_to_publish) == ([{"title": "Web", "url": "https://a.example/"}], True)
    known = FormerEntry.objects.values_list("name", "uid", "slug", "merged_by")
    assert list(known) == [("A. Byron", former, other.slug, eve.pk), ("A. Byron", None, None, None)]


def test_who_was_merged_twice_is_still_found_by_every_former_name_and_id() -> None:
    first, second, third = make_speaker(name="A"), make_speaker(name="B"), make_speaker(name="C")
    merged(second, first)
    merged(third, second)
    kept = Speaker.objects.get()
    known = kept.former_entries.values_list("name", "uid")
    assert set(known) == {("A", first.uid), ("B", second.uid), ("A", None), ("B", None)}
    assert FormerEntry.objects.uids_of(first.uid) == {first.uid, second.uid, third.uid}


def test_one_entry_or_one_that_is_gone_is_refused() -> None:
    kept, other = two()
    for chosen in ((kept,), (kept, kept)):
        with pytest.raises(SpeakerError, match="One entry was chosen"):
            merged(*chosen)
    other_again = Speaker.objects.get(pk=other.pk)
    other.delete()
    with pytest.raises(SpeakerError, match="is there no more"):
        merged(kept, other_again)


def test_values_that_are_no_sound_entry_are_refused_and_nothing_is_written() -> None:
    kept, other = two()
    session = make_session()
    make_appearance(session, other)
    Speaker.objects.filter(pk=other.pk).update(links=[{"url": "javascript:alert(1)"}])
    with pytest.raises(ValidationError):
        merged(kept, other, sources={"links": other})
    assert (Speaker.objects.count(), FormerEntry.objects.count()) == (2, 0)
    assert Appearance.objects.get().speaker == other


# What readers see


def test_the_former_address_works_until_the_next_release_and_leads_to_the_new_one_from_then_on(
    client: Client,
) -> None:
    kept, other = two()
    conference = make_conference(slug="ports")
    make_appearance(make_session(conference), kept)
    make_appearance(make_session(conference), other)
    make_release(conference)
    merged(kept, other)
    assert client.get("/ports/speakers/a-byron/").status_code == 200
    make_release(conference)
    response = client.get("/ports/speakers/a-byron/")
    assert (response.status_code, response.headers["Location"]) == (301, "/ports/speakers/ada-byron/")
    assert client.get("/ports/speakers/nobody/").status_code == 404


def test_a_programme_that_has_neither_does_not_lead_to_one(client: Client) -> None:
    kept, other = two()
    conference = make_conference(slug="ports")
    make_appearance(make_session(conference))
    make_release(conference)
    merged(kept, other)
    assert client.get("/ports/speakers/a-byron/").status_code == 404


def test_programmes_that_know_the_person_by_different_ids_lead_to_each_other(client: Client) -> None:
    kept, other = two()
    old, new = make_conference(slug="old", title="Old"), make_conference(slug="new", title="New")
    make_appearance(make_session(old), other)
    make_appearance(make_session(new), kept)
    make_release(old)
    make_release(new)
    merged(kept, other)
    assert b'href="/old/speakers/a-byron/"' in client.get("/new/speakers/ada-byron/").content
    assert b'href="/new/speakers/ada-byron/"' in client.get("/old/speakers/a-byron/").content


# What imports find


def imported(conference: Conference, *people: dict[str, Any]) -> None:
    """Import a programme with one session in which these people speak."""
    credits = [{"person": person["slug"], "role": "panellist"} for person in people]
    session = session_node(title="Law", slug="law", credits=credits)
    programme = make_programme(
        slug=conference.slug, title=conference.title, people=people, sessions=[session]
    )
    publishing.apply(programme, conference, by=None)


@pytest.fixture
def known() -> tuple[Conference, Speaker, Speaker]:
    """A conference with Ada, and the entry that was merged into hers."""
    kept, other = two()
    conference = make_conference()
    make_appearance(make_session(conference, title="Law"), kept, role="panellist")
    merged(kept, other)
    return conference, Speaker.objects.get(), other


def who() -> list[tuple[str, str]]:
    rows = Appearance.objects.filter(session__status="confirmed").order_by("position")
    return [(row.speaker.name, row.speaker.slug) for row in rows]


def test_an_import_with_the_former_id_finds_the_person_and_keeps_their_name(known: Any) -> None:
    conference, kept, other = known
    imported(conference, person_node(uid=other.uid, slug="a-byron", name="A. Byron", post="Director"))
    assert who() == [("Ada Byron", "ada-byron")]
    assert list(Speaker.objects.values_list("uid", "post")) == [(kept.uid, "Director")]


@pytest.mark.parametrize("name", ["A. Byron", "a byron"])
def test_an_import_with_the_former_name_finds_the_person(known: Any, name: str) -> None:
    conference, kept, _other = known
    imported(conference, person_node(name=name))
    assert who() == [("Ada Byron", "ada-byron")]
    assert Speaker.objects.get().uid == kept.uid


@pytest.mark.parametrize("by_id", [True, False])
def test_an_import_that_names_the_person_twice_credits_them_once(known: Any, by_id: bool) -> None:
    conference, kept, other = known
    ids = [{"uid": kept.uid}, {"uid": other.uid}] if by_id else [{}, {}]
    now = person_node(name="Ada Byron", slug="ada-byron", **ids[0])
    former = person_node(name="A. Byron", slug="a-byron", **ids[1])
    for people in ([now, former], [former, now]):
        imported(conference, *people)
        assert (who(), Speaker.objects.count()) == ([("Ada Byron", "ada-byron")], 1)


def test_somebody_else_who_has_the_former_name_here_is_not_taken_for_the_person(known: Any) -> None:
    conference, _kept, _other = known
    namesake = make_speaker(name="A. Byron", slug="anna-byron")
    make_appearance(make_session(conference), namesake)
    imported(conference, person_node(name="A. Byron"))
    assert who() == [("A. Byron", "anna-byron")]


def test_a_former_name_counts_for_nothing_where_the_person_does_not_appear(known: Any) -> None:
    imported(make_conference(), person_node(name="A. Byron", slug="new"))
    assert Speaker.objects.filter(slug="new", name="A. Byron").exists()


def test_going_back_to_a_release_from_before_makes_no_second_entry(eve: User) -> None:
    kept, other = two()
    conference = make_conference()
    session = make_session(conference)
    make_appearance(session, kept)
    make_appearance(session, other, position=1)
    before = make_release(conference)
    merged(kept, other)
    session.title = "Another"
    session.save()
    make_release(conference)
    returning.go_back(before, by=eve)
    session.refresh_from_db()
    assert session.title != "Another"
    assert (who(), Speaker.objects.count()) == ([("Ada Byron", "ada-byron")], 1)


def test_a_merge_is_an_edit_of_each_draft_and_is_not_taken_back(eve: User) -> None:
    kept, other = two()
    conference = make_conference()
    make_appearance(make_session(conference), other)
    merged(kept, other, by=eve)
    edit = conference.edits.get()
    changed = [(change.subject, change.kind) for change in edit.changes]
    assert ((edit.by, edit.via), changed) == (
        (eve, "page"),
        [("session", "people"), ("person", "added"), ("person", "removed")],
    )
    with pytest.raises(ProgrammeError):
        reverting.undo(edit, by=eve)
    assert Appearance.objects.get().speaker == kept
