"""From the draft to releases, and from an import into the draft."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis.extra.django import TestCase

from events import conflicts, foreseeing, publishing, reviewing
from events.diffing import diff
from events.errors import ProgrammeError
from events.models import Conference, FormerSlug, Question, Release, Session
from events.picking import parted
from events.programme import Programme
from speakers.models import Speaker
from tests.builders import (
    make_appearance,
    make_conference,
    make_programme,
    make_question,
    make_release,
    make_session,
    person_node,
    question_node,
    session_node,
)
from tests.events.programmes import programmes

PUBLISHABLE = programmes().filter(lambda drawn: not conflicts.errors(conflicts.find(drawn)))


class Roundtrips(TestCase):  # type: ignore[misc]  # hypothesis's TestCase rolls back after each example
    @settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(programmes())
    def test_building_what_was_applied_gives_the_document_back(self, programme: Programme) -> None:
        conference, _ = publishing.import_programme(programme, by=None)
        assert publishing.build(conference) == programme

    @settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(programmes(), programmes())
    def test_a_second_import_leads_to_the_second_document_but_for_uids_and_kept_addresses(
        self, first: Programme, second: Programme
    ) -> None:
        conference, _ = publishing.import_programme(first, by=None)
        foreseen = foreseeing.preview(second)
        before = publishing.build(conference)
        changes = publishing.apply(second, conference, by=None)
        after = publishing.build(conference)
        assert changes == foreseen == list(diff(before, after))
        assert _bare(after) == _bare(second)
        assert publishing.apply(second, conference, by=None) == []

    @settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(PUBLISHABLE, PUBLISHABLE)
    def test_releases_hold_what_was_imported_once_each_and_stay_as_they_were(
        self, first: Programme, second: Programme
    ) -> None:
        conference, _ = publishing.import_programme(first, by=None)
        one = publishing.publish(conference, by=None)
        stored = dict(Release.objects.values().get())
        again = publishing.publish(conference, by=None, note="Again")
        publishing.apply(second, conference, by=None)
        two = publishing.publish(conference, by=None)

        assert (one, publishing.decoded(one), one.changes) == (again, first, [])
        assert Release.objects.values().get(number=1) == stored
        changes = diff(first, publishing.build(conference))
        assert publishing.decoded(two) == publishing.build(conference)
        assert two.number == (2 if changes else 1)
        assert two.changes == [change.brief.model_dump(mode="json") for change in changes]


def _bare(programme: Programme) -> Any:
    """All that a programme says, but for permanent ids and for addresses, which a match keeps."""
    names = {person.slug: person.name for person in programme.people}
    whole = programme.model_dump(mode="json")
    for session in whole["sessions"]:
        for credit in session["credits"]:
            credit["person"] = names[credit["person"]]
    parts = [part for name in ("sessions", "people") for part in whole[name]]
    for part in [*parts, *(q for session in whole["sessions"] for q in session["questions"])]:
        del part["uid"]
        part.pop("slug", None)
    return whole | {name: sorted(whole[name], key=str) for name in ("sessions", "people")}


@pytest.mark.django_db
def test_publishing_the_same_content_twice_makes_one_release() -> None:
    session = make_session()
    first = publishing.publish(session.conference, by=None)
    second = publishing.publish(session.conference, by=None, note="Again")
    assert (first, Release.objects.count()) == (second, 1)


@pytest.mark.django_db
def test_a_release_says_what_changed_since_the_one_before() -> None:
    session = make_session(title="Norms")
    publishing.publish(session.conference, by=None)
    Session.objects.filter(pk=session.pk).update(title="Rules")
    release = publishing.publish(session.conference, by=None, note="A better name")
    assert (release.number, release.note) == (2, "A better name")
    assert [(change["kind"], change["after"]) for change in release.changes] == [
        ("renamed", {"title": "Rules"})
    ]


@pytest.mark.django_db
def test_a_release_stays_as_it_was_when_the_draft_changes() -> None:
    session = make_session(title="Norms")
    release = publishing.publish(session.conference, by=None)
    Session.objects.filter(pk=session.pk).update(title="Rules")
    release.refresh_from_db()
    assert publishing.published(session.conference.slug).programme.sessions[0].title == "Norms"
    assert publishing.decoded(release).content_hash == release.content_hash


@pytest.mark.django_db
def test_a_release_refuses_to_be_changed() -> None:
    release = publishing.publish(make_session().conference, by=None)
    with pytest.raises(TypeError, match="A release is never changed"):
        Release.objects.update(note="Other")
    release.note = "Other"
    ways: list[Callable[[], object]] = [
        release.save,
        lambda: release.save(update_fields=["note"]),
        lambda: Release.objects.bulk_update([release], ["note"]),
        lambda: release.conference.releases.update(note="Other"),
        lambda: Release.objects.update_or_create(pk=release.pk, defaults={"note": "Other"}),
    ]
    for way in ways:
        with pytest.raises(TypeError, match="A release is never changed"), transaction.atomic():
            way()
    release.refresh_from_db()
    assert release.note == ""


@pytest.mark.django_db
def test_a_session_without_an_end_is_not_published() -> None:
    session = make_session(title="Dinner", ends_at=None)
    with pytest.raises(ProgrammeError, match="“Dinner” has no end"):
        publishing.publish(session.conference, by=None)
    assert Release.objects.count() == 0


@pytest.mark.django_db
@pytest.mark.parametrize("status", ["draft", "public", "archived"])
def test_drafts_are_not_published_to_everybody(status: str) -> None:
    session = make_session()
    publishing.publish(session.conference, by=None)
    Conference.objects.update(status=status)
    try:
        seen = publishing.published(session.conference.slug).number
    except Conference.DoesNotExist:
        seen = None
    assert seen == (None if status == "draft" else 1)


@pytest.mark.django_db
def test_what_vanishes_from_an_import_is_withdrawn_and_comes_back_as_the_same() -> None:
    both = [
        session_node(title="Norms", questions=[question_node(1), question_node(2)]),
        session_node(title="Law", starts_at="2021-12-03T11:00:00+01:00", ends_at="2021-12-03T12:00:00+01:00"),
    ]
    conference, _ = publishing.import_programme(make_programme(slug="c", sessions=both), by=None)
    rows = {session.title: session.pk for session in Session.objects.all()}
    fewer = [both[0] | {"questions": both[0]["questions"][:1]}]
    publishing.apply(make_programme(slug="c", sessions=fewer), conference, by=None)
    assert dict(Session.objects.values_list("title", "status")) == {"Norms": "confirmed", "Law": "withdrawn"}
    assert list(Question.objects.values_list("is_withdrawn", flat=True)) == [False, True]
    again = [
        session_node(title="Law", starts_at="2021-12-03T15:00:00+01:00", ends_at="2021-12-03T16:00:00+01:00")
    ]
    publishing.apply(make_programme(slug="c", sessions=again), conference, by=None)
    law = Session.objects.get(title="Law")
    assert (law.pk, law.status) == (rows["Law"], "confirmed")


@pytest.mark.django_db
def test_a_session_that_changes_its_address_is_found_at_the_former_one() -> None:
    node = session_node(slug="norms")
    conference, _ = publishing.import_programme(make_programme(slug="c", sessions=[node]), by=None)
    publishing.apply(make_programme(slug="c", sessions=[node | {"slug": "rules"}]), conference, by=None)
    assert list(FormerSlug.objects.values_list("slug", "session__slug")) == [("norms", "rules")]


@pytest.mark.django_db
def test_an_import_that_cannot_be_held_writes_nothing() -> None:
    make_session(make_conference(slug="other"), uid=(node := session_node())["uid"])
    with pytest.raises(ProgrammeError, match="belongs to another conference"):
        publishing.import_programme(make_programme(slug="c", sessions=[node]), by=None)
    assert list(Conference.objects.values_list("slug", flat=True)) == ["other"]


@pytest.mark.django_db
def test_whose_a_permanent_id_is_is_named_where_everybody_may_see_it() -> None:
    other = make_conference(slug="other", title="Ports", status="published")
    make_session(other, uid=(node := session_node())["uid"])
    make_release(other)
    with pytest.raises(ProgrammeError, match="belongs to the conference “Ports”"):
        publishing.import_programme(make_programme(slug="c", sessions=[node]), by=None)


@pytest.mark.django_db
def test_a_conference_that_publishes_each_change_does() -> None:
    conference = make_conference(publishes_each_change=True)
    publishing.apply(make_programme(sessions=[session_node(title="Norms")]), conference, by=None)
    assert [s.title for s in publishing.published(conference.slug).programme.sessions] == ["Norms"]


@pytest.mark.django_db
def test_building_takes_the_same_queries_at_one_session_and_at_three() -> None:
    counts = []
    for size in (1, 3):
        conference = make_conference()
        for _ in range(size):
            session = make_session(conference)
            make_question(session)
            make_appearance(session)
        with CaptureQueriesContext(connection) as queries:
            publishing.build(conference)
        counts.append(len(queries))
    assert counts == [8, 8]


@pytest.mark.django_db
@pytest.mark.parametrize("size", [1, 3])
def test_the_published_programme_takes_two_queries_and_one_once_it_was_decoded(
    size: int, django_assert_num_queries: Any
) -> None:
    conference = make_conference()
    for _ in range(size):
        make_question(make_session(conference))
    publishing.publish(conference, by=None)
    with django_assert_num_queries(2):
        first = publishing.published(conference.slug)
    with django_assert_num_queries(1):
        second = publishing.published(conference.slug)
    assert second.programme is first.programme
    assert len(first.programme.sessions) == size


@pytest.mark.django_db
def test_another_release_is_decoded_anew() -> None:
    session = make_session(title="Norms")
    publishing.publish(session.conference, by=None)
    publishing.published(session.conference.slug)
    Session.objects.update(title="Rules")
    publishing.publish(session.conference, by=None)

    newest = publishing.published(session.conference.slug)
    oldest = publishing.published_number(session.conference.slug, 1)
    assert [(one.number, one.programme.sessions[0].title) for one in (oldest, newest)] == [
        (1, "Norms"),
        (2, "Rules"),
    ]


@pytest.mark.django_db
def test_an_hour_that_occurs_twice_comes_back_with_its_own_offset() -> None:
    node = session_node(starts_at="2027-10-31T02:30:00+02:00", ends_at="2027-10-31T02:30:00+01:00")
    conference, _ = publishing.import_programme(make_programme(sessions=[node]), by=None)
    (session,) = publishing.build(conference).model_dump(mode="json")["sessions"]
    assert (session["starts_at"], session["ends_at"]) == (node["starts_at"], node["ends_at"])


@pytest.mark.django_db
def test_what_an_import_would_do_is_told_without_a_writing_query() -> None:
    make_session(make_conference(slug="c", publishes_each_change=True), title="Norms")
    for slug in ("c", "new"):
        programme = make_programme(slug=slug, sessions=[session_node()])
        with CaptureQueriesContext(connection) as queries:
            foreseeing.preview(programme)
        assert {query["sql"].split()[0] for query in queries} == {"SELECT"}


@pytest.mark.django_db
def test_what_an_archived_conference_refuses_is_foreseen_too() -> None:
    make_conference(slug="c", status="archived")
    programme = make_programme(slug="c")
    with pytest.raises(ProgrammeError) as foreseen:
        foreseeing.preview(programme)
    with pytest.raises(ProgrammeError) as refused:
        publishing.import_programme(programme, by=None)
    assert (foreseen.value.code, str(foreseen.value)) == ("archived", str(refused.value))


@pytest.mark.django_db
def test_people_whose_address_somebody_elsewhere_has_are_foreseen_as_they_are_written() -> None:
    """Addresses of people are one conference's as another's: John of here is not John of there."""

    def of(slug: str) -> Programme:
        node = session_node(credits=[{"person": "john"}])
        return make_programme(slug=slug, sessions=[node], people=[person_node(slug="john", name="John")])

    publishing.import_programme(of("there"), by=None)
    here = of("here")
    foreseen = foreseeing.preview(here)
    conference, changes = publishing.import_programme(here, by=None)
    assert changes == foreseen
    (person,) = publishing.build(conference).people
    assert person.slug == f"john-{person.uid.hex[:8]}"


@pytest.mark.django_db
def test_times_in_another_offset_are_foreseen_as_those_of_the_zone() -> None:
    node = session_node(starts_at="2021-12-03T08:00:00+00:00", ends_at="2021-12-03T18:00:00+09:00")
    programme = make_programme(slug="c", sessions=[node])
    foreseen = foreseeing.preview(programme)
    assert publishing.import_programme(programme, by=None)[1] == foreseen
    (added,) = [change for change in foreseen if change.subject == "session"]
    assert added.after["starts_at"] == "2021-12-03T09:00:00+01:00"


@pytest.mark.django_db
def test_a_question_goes_on_in_another_session_when_its_own_is_taken_out() -> None:
    question = question_node(text="Who pays?")
    norms, law = session_node(title="Norms", questions=[question]), session_node(title="Law")
    conference, _ = publishing.import_programme(make_programme(slug="c", sessions=[norms, law]), by=None)
    later = make_programme(slug="c", sessions=[law | {"questions": [question]}])
    assert foreseeing.preview(later) == publishing.apply(later, conference, by=None)
    (kept,) = Question.objects.all()
    assert (kept.uid, kept.session.title, kept.is_withdrawn) == (question["uid"], "Law", False)


@pytest.mark.django_db
def test_what_is_withdrawn_keeps_its_materials_and_brings_them_back() -> None:
    slides = {"title": "Slides", "url": "https://example.org/s"}
    norms, law = session_node(title="Norms", materials=[slides]), session_node(title="Law")
    conference, _ = publishing.import_programme(make_programme(slug="c", sessions=[norms, law]), by=None)
    kept = conference.materials.get()
    publishing.apply(make_programme(slug="c", sessions=[law]), conference, by=None)
    publishing.apply(make_programme(slug="c", sessions=[norms, law]), conference, by=None)
    assert conference.materials.get() == kept


@pytest.mark.django_db
def test_what_is_left_out_of_an_import_stays_as_it_was() -> None:
    norms, law = session_node(title="Norms"), session_node(title="Law")
    conference, _ = publishing.import_programme(make_programme(slug="c", sessions=[norms, law]), by=None)
    later = make_programme(slug="c", sessions=[norms | {"title": "Rules"}, law | {"title": "Laws"}])
    foreseen = foreseeing.foresee(later)
    (unit,) = [u for u in parted(foreseen.before, foreseen.after).units if u.changes[0].title == "Rules"]
    changes = publishing.apply(later, conference, by=None, left_out=[unit.id])
    assert [(change.kind, change.title) for change in changes if change.subject == "session"] == [
        ("renamed", "Laws")
    ]
    assert {session.title for session in publishing.build(conference).sessions} == {"Norms", "Laws"}


@pytest.mark.django_db
def test_what_is_not_published_yet_is_told_and_nothing_once_it_is() -> None:
    session = make_session(title="Norms")
    assert [(c.kind, c.title) for c in list(reviewing.review(session.conference).changes)] == [
        ("added", "Norms")
    ]
    publishing.publish(session.conference, by=None)
    assert list(reviewing.review(session.conference).changes) == []
    Session.objects.update(title="Rules")
    assert [c.after for c in list(reviewing.review(session.conference).changes)] == [{"title": "Rules"}]


@pytest.mark.django_db
def test_people_are_matched_by_name_within_a_conference() -> None:
    jane = person_node(name="Jane Doe", slug="jane")
    node = session_node(title="Norms", credits=[{"person": "jane", "role": "moderator"}])
    conference, _ = publishing.import_programme(
        make_programme(slug="c", sessions=[node], people=[jane]), by=None
    )
    other = person_node(name="JANE  DOE", slug="doe")
    node = session_node(title="Norms", credits=[{"person": "doe", "role": "moderator"}])
    publishing.apply(make_programme(slug="c", sessions=[node], people=[other]), conference, by=None)
    assert [(p.slug, p.uid) for p in publishing.build(conference).people] == [("jane", jane["uid"])]


@pytest.mark.django_db
def test_sessions_can_swap_their_addresses() -> None:
    one, other = session_node(slug="one"), session_node(slug="other")
    conference, _ = publishing.import_programme(make_programme(slug="c", sessions=[one, other]), by=None)
    swapped = [one | {"slug": "other"}, other | {"slug": "one"}]
    publishing.apply(make_programme(slug="c", sessions=swapped), conference, by=None)
    assert dict(Session.objects.values_list("uid", "slug")) == {one["uid"]: "other", other["uid"]: "one"}
    assert FormerSlug.objects.count() == 0


@pytest.mark.django_db
def test_staff_publish_what_they_have_seen_or_nothing() -> None:
    session = make_session()
    seen = publishing.build(session.conference).content_hash
    Session.objects.filter(pk=session.pk).update(title="Changed meanwhile")
    with pytest.raises(ProgrammeError, match="The draft has changed since this page was opened"):
        publishing.publish(session.conference, by=None, seen=seen)
    assert Release.objects.count() == 0


@pytest.mark.django_db
def test_materials_with_one_address_stay_as_many_as_they_are() -> None:
    paper = {"title": "Paper", "url": "https://example.org/a"}
    node = session_node(materials=[paper, paper | {"title": "The same again"}])
    programme = make_programme(sessions=[node], materials=[paper])
    for _ in range(3):
        conference, _changes = publishing.import_programme(programme, by=None)
    titles = conference.materials.order_by("title").values_list("title", flat=True)
    assert list(titles) == ["Paper", "Paper", "The same again"]


@pytest.mark.django_db
def test_what_a_format_cannot_say_stays_as_staff_have_made_it() -> None:
    programme = make_programme(
        sessions=[session_node(questions=[question_node()], credits=[{"person": "ann"}])],
        people=[person_node(slug="ann", name="Ann")],
    )
    conference, _changes = publishing.import_programme(programme, by=None)
    Session.objects.update(recording_url="https://example.org/video", status="cancelled", description="Old")
    Question.objects.update(outcome="They agreed.")
    Speaker.objects.update(biography="Wrote much.")
    conference.materials.create(
        session=conference.sessions.get(), title="Slides", url="https://example.org/s"
    )
    silent = frozenset(
        {
            "session.recording_url",
            "session.status",
            "session.materials",
            "question.outcome",
            "person.biography",
        }
    )
    changes = publishing.apply(programme, conference, by=None, silent_on=frozenset(silent))
    assert [(change.kind, change.before) for change in changes] == [("text", {"description": "Old"})]


@pytest.mark.django_db
def test_what_was_withdrawn_and_is_imported_again_takes_place_again() -> None:
    programme = make_programme()
    conference, _changes = publishing.import_programme(programme, by=None)
    Session.objects.update(status="withdrawn")
    publishing.apply(programme, conference, by=None, silent_on=frozenset({"session.status"}))
    assert publishing.build(conference).sessions[0].status == "confirmed"


@pytest.mark.django_db
def test_a_new_question_does_not_get_the_comments_of_one_that_was_withdrawn() -> None:
    node = session_node()
    asked = [question_node(1, text="First?"), question_node(2, text="Second?")]
    importing = partial(publishing.import_programme, by=None)
    importing(make_programme(slug="c", sessions=[node | {"questions": asked}]))
    second = asked[1] | {"number": 1}
    importing(make_programme(slug="c", sessions=[node | {"questions": [second]}]))
    reworded = question_node(1, text="Second, in other words?")
    importing(make_programme(slug="c", sessions=[node | {"questions": [reworded]}]))
    rows = Question.objects.order_by("pk").values_list("uid", "text", "is_withdrawn")
    assert list(rows) == [
        (asked[0]["uid"], "First?", True),
        (asked[1]["uid"], "Second, in other words?", False),
    ]


@pytest.mark.django_db
def test_a_text_that_a_browser_sent_back_as_it_was_is_no_change() -> None:
    session = make_session(description="One.\n\nTwo.")
    conference = session.conference
    first = publishing.publish(conference, by=None)
    Session.objects.update(description="One.\r\n\r\nTwo.")
    assert (publishing.publish(conference, by=None), reviewing.review(conference).changes) == (first, ())


@pytest.mark.django_db
def test_an_import_that_comes_out_unsound_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def unsound(*_programmes: Any, **_facts: Any) -> Programme:
        return Programme.model_validate({"slug": "Not an address"})

    for step in ("join", "reconcile", "keep"):
        with monkeypatch.context() as patch:
            patch.setattr(publishing, step, unsound)
            with pytest.raises(ProgrammeError) as refusal:
                publishing.fitted(make_programme(slug="c"), None)
        assert refusal.value.code == "unsound"
