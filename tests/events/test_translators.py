"""Translations in the draft: typed, published, gone back to, copied, imported over and taken back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from cyberconf.accounts.models import User
from events import (
    editions,
    edits,
    exporters,
    importers,
    informing,
    merging,
    publishing,
    returning,
    reverting,
    series,
    translating,
    translators,
)
from events.errors import ProgrammeError
from events.informing import Affected
from events.models import Conference, ContentLanguage, Edit, Question, Room, Session, Track, Translation
from events.programme import fingerprint
from events.series import Wish
from events.translators import Key, Saved, Typed
from speakers.models import Speaker
from tests.builders import (
    make_appearance,
    make_conference,
    make_language,
    make_question,
    make_release,
    make_session,
    make_speaker,
    make_translation,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def conference() -> Conference:
    """In English, Arabic and French."""
    made = make_conference(slug="ports", title="Ports", language="en")
    make_language(made, "ar")
    make_language(made, "fr")
    return made


@pytest.fixture
def norms(conference: Conference) -> Session:
    """With a title in French."""
    made = make_session(conference, title="Norms", slug="norms", description="Rules.")
    make_translation(french(conference), made, "title", "Normes")
    return made


@pytest.fixture
def asked(norms: Session) -> Question:
    """A question that is translated into Arabic."""
    made = make_question(norms, text="Who pays?")
    make_translation(norms.conference.content_languages.get(code="ar"), made, "text", "من يدفع؟")
    return made


def french(conference: Conference) -> ContentLanguage:
    return ContentLanguage.objects.select_related("conference").get(conference=conference, code="fr")


def typed(text: str, *, seen: str = "", original: str = "Norms", **more: Any) -> Typed:
    return Typed(text, fingerprint(seen), fingerprint(original), **more)


def texts(conference: Conference, language: str) -> dict[str, str]:
    """What the newest release says in a language: the title of each session, and its questions."""
    programme = publishing.published(conference.slug, language).programme
    said = {session.slug: session.title for session in programme.sessions}
    return said | {q.text: q.left_in("text") for session in programme.sessions for q in session.questions}


def states(conference: Conference, code: str) -> dict[tuple[str, str], str]:
    programme = publishing.build(conference)
    return {
        (each.field, each.original): each.state
        for each in translating.pieces(programme, code)
        if each.translation
    }


def test_a_release_is_read_in_each_of_its_languages_and_the_original(
    conference: Conference, asked: Question
) -> None:
    make_release(conference)
    assert [texts(conference, language) for language in ("", "en", "fr", "ar", "es")] == [
        {"norms": "Norms", "Who pays?": ""},
        {"norms": "Norms", "Who pays?": ""},
        {"norms": "Normes", "Who pays?": "en"},
        {"norms": "Norms", "من يدفع؟": ""},
        {"norms": "Norms", "Who pays?": ""},
    ]


def test_a_language_costs_no_query_once_the_release_is_known(
    conference: Conference, asked: Question, django_assert_num_queries: Any
) -> None:
    make_release(conference)
    publishing.published("ports")
    for language in ("fr", "ar", "fr", ""):
        with django_assert_num_queries(1):
            publishing.published("ports", language)


def test_a_draft_in_several_languages_is_read_in_two_queries_more_at_any_size(
    conference: Conference, asked: Question, django_assert_num_queries: Any
) -> None:
    for count in (1, 3):
        with django_assert_num_queries(10):
            publishing.build(conference)
        for number in range(count):
            row = make_session(conference, title=f"More {number}")
            make_translation(french(conference), row, "title", f"Encore {number}")
    alone = make_session()
    with django_assert_num_queries(8):
        publishing.build(alone.conference)


def test_a_translation_is_published_as_a_change_and_not_twice(conference: Conference, norms: Session) -> None:
    make_release(conference)
    key: Key = (norms.uid, "description")
    translators.save(french(conference), {key: typed("Règles.", original="Rules.")}, by=make_user())
    release, again = make_release(conference), make_release(conference)
    changes = [(change["subject"], change["kind"]) for change in release.changes]
    assert (release.number, again.number, changes) == (2, 2, [("session", "text")])


def test_what_was_released_before_there_were_languages_stays_as_it_was() -> None:
    session = make_session()
    release = make_release(session.conference)
    assert release.document.keys() & {"languages", "translations", "original"} == set()
    assert publishing.decoded(release).content_hash == release.content_hash
    assert make_release(session.conference) == release


def test_going_back_brings_the_translations_of_then(conference: Conference, norms: Session) -> None:
    first = make_release(conference)
    translators.save(
        french(conference), {(norms.uid, "title"): typed("Droit", seen="Normes")}, by=make_user()
    )
    translators.add(conference, "es", by=make_user())
    make_release(conference)
    returning.go_back(first, by=None)
    assert texts(conference, "fr")["norms"] == "Normes"
    assert publishing.published("ports").programme.languages == ("ar", "fr")


def test_an_import_keeps_translations_and_those_of_what_it_rewords_are_to_be_looked_over(
    conference: Conference, asked: Question
) -> None:
    written = exporters.write(publishing.build(conference), "text").decode()
    imported = importers.read(written.replace("Norms", "Law").encode(), format="text")
    publishing.apply(
        imported.programme, conference, by=None, silent_on=imported.silent_on, made_up=imported.made_up
    )
    assert states(conference, "fr") == {("title", "Law"): "stale"}
    assert states(conference, "ar") == {("text", "Who pays?"): "done"}


def test_our_own_file_brings_translations_along_and_a_translated_one_is_refused(
    conference: Conference, asked: Question
) -> None:
    programme = publishing.build(conference)
    whole = importers.read(exporters.write(programme, "json")).programme
    Translation.objects.all().delete()
    publishing.apply(whole, conference, by=None)
    assert publishing.build(conference) == programme
    translated = translating.merge(programme, "fr")
    with pytest.raises(ProgrammeError) as refusal:
        publishing.apply(translated, conference, by=None)
    assert refusal.value.code == "translated"


@pytest.fixture
def hall(conference: Conference, norms: Session) -> Room:
    """A room, a track and a venue with names in French, and the session there."""
    Conference.objects.filter(pk=conference.pk).update(venue_name="Palace", venue_address="Geneva")
    conference.refresh_from_db()
    made = Room.objects.create(conference=conference, slug="hall", name="Hall")
    law = Track.objects.create(conference=conference, slug="law", name="Law")
    Session.objects.filter(pk=norms.pk).update(room=made, track=law)
    for row, field, said in (
        (made, "name", "Salle"),
        (law, "name", "Droit"),
        (conference, "venue_name", "Palais"),
    ):
        make_translation(french(conference), row, field, said)
    return made


PLACES = {("name", "Hall"): "done", ("name", "Law"): "done", ("venue_name", "Palace"): "done"}


def places(conference: Conference) -> dict[tuple[str, str], str]:
    return {key: state for key, state in states(conference, "fr").items() if key in PLACES}


def test_what_places_are_called_is_typed_kept_copied_and_brought_by_our_own_file(
    conference: Conference, hall: Room, norms: Session
) -> None:
    before = publishing.build(conference)
    whole = importers.read(exporters.write(before, "json")).programme
    saved = translators.save(
        french(conference), {(hall.uid, "name"): typed("", seen="Salle", original="Hall")}, by=make_user()
    )
    assert (saved.count, len(places(conference))) == (1, 2)
    publishing.apply(whole, conference, by=None)
    assert (publishing.build(conference), places(conference)) == (before, PLACES)
    copy, _look = series.copy(conference, Wish(title="Next", parts=frozenset()), by=None)
    assert places(copy) == PLACES


def test_places_keep_their_translations_where_sessions_alone_are_written(
    conference: Conference, hall: Room, norms: Session
) -> None:
    eve = make_user()
    key: Key = (norms.uid, "title")
    translators.save(french(conference), {key: typed("Droit", seen="Normes")}, by=eve)
    reverting.undo(Edit.objects.get(), by=eve)
    assert (places(conference), _texts_of(norms)) == (PLACES, ["Normes"])


def _texts_of(session: Session) -> list[str]:
    return [row.text for row in Translation.objects.filter(about=session.uid)]


def test_a_copy_takes_translations_with_the_texts(conference: Conference, asked: Question) -> None:
    make_translation(french(conference), conference, "title", "Les ports")
    make_translation(french(conference), asked.session, "description", "Règles.")
    copies = [
        series.copy(conference, Wish(title=f"Ports {parts}", parts=frozenset(parts)), by=None)[0]
        for parts in (["questions", "texts"], ["questions"])
    ]
    found = [sorted(_said(copy)) for copy in copies]
    assert found == [["Normes", "Règles.", "من يدفع؟"], ["Normes", "من يدفع؟"]]


def _said(conference: Conference) -> list[str]:
    return [row.text for row in Translation.objects.filter(language__conference=conference)]


def test_each_deed_of_a_translator_is_an_edit_that_can_be_taken_back(
    conference: Conference, norms: Session
) -> None:
    eve = make_user()
    before = publishing.build(conference)
    translators.save(
        french(conference),
        {
            (norms.uid, "title"): typed("", seen="Normes"),
            (None, "title"): typed("Ports fr", original="Ports"),
        },
        by=eve,
    )
    translators.drop(conference, "fr", by=eve)
    for edit in list(Edit.objects.filter(undoes=None)):
        reverting.undo(edit, by=eve)
    assert publishing.build(conference) == before


def test_a_language_that_was_dropped_comes_back_with_what_it_says_of_withdrawn_sessions(
    conference: Conference, norms: Session, asked: Question
) -> None:
    Session.objects.update(status="withdrawn")
    before, release = _said(conference), make_release(conference)
    comes_back: list[Callable[[], object]] = [
        lambda: reverting.undo(Edit.objects.latest("pk"), by=None),
        lambda: translators.add(conference, "fr", by=make_user()),
        lambda: (make_release(conference), returning.go_back(release, by=None)),
    ]
    for come_back in comes_back:
        translators.drop(conference, "fr", by=make_user())
        assert publishing.build(conference).languages == ("ar",)
        come_back()
        assert publishing.build(conference).languages == ("ar", "fr")
        assert _said(conference) == before


def test_a_page_of_texts_is_saved_in_as_many_queries_as_one_text(conference: Conference) -> None:
    counts = []
    for size in (1, 3):
        rows = [make_session(conference, title="Norms") for _ in range(size)]
        texts_typed: dict[Key, Typed] = {(row.uid, "title"): typed("Droit") for row in rows}
        with CaptureQueriesContext(connection) as queries:
            translators.save(french(conference), texts_typed, by=make_user())
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_what_is_translated_alone_is_told_to_no_speaker_and_revises_no_calendar(
    conference: Conference, norms: Session, asked: Question
) -> None:
    make_appearance(norms, make_speaker(name="Ada", email="ada@example.org"))
    first = make_release(conference)
    make_translation(french(conference), norms, "description", "Règles.")
    make_translation(french(conference), asked, "text", "Qui paie ?")
    second = make_release(conference)
    before, after = (publishing.decoded(each) for each in (first, second))
    revision = editions.history_until(conference.pk, 2).revision(after.sessions[0], after)
    assert (second.number, informing.affected(before, after), revision.sequence) == (2, Affected(), 0)


def test_what_somebody_else_wrote_meanwhile_is_not_overwritten(
    conference: Conference, norms: Session
) -> None:
    key: Key = (norms.uid, "title")
    saved = translators.save(french(conference), {key: typed("Droit", seen="Les normes")}, by=make_user())
    assert saved == Saved(0, frozenset({key}), {})
    assert (Translation.objects.get().text, Edit.objects.count()) == ("Normes", 0)


def test_a_translation_of_an_original_that_was_changed_meanwhile_is_to_be_looked_over(
    conference: Conference, norms: Session
) -> None:
    Session.objects.update(title="Law")
    key: Key = (norms.uid, "title")
    translators.save(
        french(conference), {key: typed("Règles", seen="Normes", original="Norms")}, by=make_user()
    )
    assert states(conference, "fr") == {("title", "Law"): "stale"}
    right = typed("Règles", seen="Règles", original="Law", is_right=True)
    translators.save(french(conference), {key: right}, by=make_user())
    assert states(conference, "fr") == {("title", "Law"): "done"}


def test_a_title_that_is_too_long_and_a_text_that_is_not_there_are_not_written(
    conference: Conference, norms: Session
) -> None:
    key: Key = (norms.uid, "title")
    typed_in = {key: typed("x" * 301, seen="Normes"), (make_session().uid, "title"): typed("Foreign")}
    saved = translators.save(french(conference), typed_in, by=make_user())
    assert (saved.count, saved.refused) == (0, {key: "This has 301 characters. Expected at most 300."})


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("fr", "The programme comes in this language already."),
        ("en", "The programme is written in this language. Expected another, to translate it into."),
        ("FR!", "Expected the code of a language, such as fr."),
    ],
)
def test_a_language_that_cannot_be_added_is_refused_in_words(
    conference: Conference, code: str, said: str
) -> None:
    with pytest.raises(ValidationError) as refusal:
        translators.add(conference, code, by=make_user())
    assert refusal.value.messages == [said]


def test_the_database_keeps_one_translation_of_each_text(conference: Conference) -> None:
    make_translation(french(conference), conference, "title", "Les ports")
    for text in ("Encore", ""):
        with pytest.raises(IntegrityError), transaction.atomic():
            make_translation(french(conference), conference, "title" if text else "theme", text)


def test_archived_conferences_are_not_translated(conference: Conference, norms: Session, eve: User) -> None:
    Conference.objects.update(status="archived")
    with pytest.raises(ProgrammeError) as refusal:
        translators.save(french(conference), {(norms.uid, "title"): typed("Droit", seen="Normes")}, by=eve)
    assert refusal.value.code == "archived"


def test_what_is_said_of_somebody_in_another_language_follows_where_entries_are_merged(
    conference: Conference, norms: Session
) -> None:
    kept, other = (make_speaker(name="Ada Byron", post="Director") for _ in range(2))
    make_appearance(norms, other)
    make_translation(french(conference), other, "post", "Directrice")
    merging.merge([kept, other], sources={}, by=None)
    assert states(conference, "fr")["post", "Director"] == "done"


def test_a_merged_entry_is_translated_as_the_values_that_it_got(
    conference: Conference, norms: Session
) -> None:
    kept, other = make_speaker(name="Ada", post="Director"), make_speaker(name="Ada B", post="Judge")
    make_appearance(norms, kept)
    for row, said in ((kept, "Directrice"), (other, "Juge")):
        make_translation(french(conference), row, "post", said)
    merging.merge([kept, other], sources={"post": other}, by=None)
    assert _said(conference) == ["Normes", "Juge"]


def test_an_import_of_translated_people_looks_at_no_other_conference(
    conference: Conference, norms: Session
) -> None:
    ada = make_speaker(name="Ada", post="Director")
    make_appearance(norms, ada)
    make_appearance(make_session(), ada)
    make_translation(french(conference), ada, "post", "Directrice")
    people = publishing.build(conference).people
    with edits.of_people(people, conference, by=None, via="page"):
        Speaker.objects.update(post="Judge")  # which nobody records who looks at no other draft
    assert not Edit.objects.exists()


def test_a_conference_that_was_deleted_meanwhile_cannot_be_locked(conference: Conference) -> None:
    Conference.objects.all().delete()
    with pytest.raises(Conference.DoesNotExist), transaction.atomic():
        edits.lock_with_people(conference)
