"""From the draft to numbered releases, and from an imported programme into the draft."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from pydantic import ValidationError as DocumentError

from cyberconf.accounts.models import User
from events import conflicts, drafts, edits, hooks, phrases, roster, team, translating
from events.archiving import refuse_archived
from events.diffing import Change, diff
from events.errors import ProgrammeError, in_words
from events.joining import join
from events.keeping import keep
from events.matching import NOTHING, MadeUp, reconcile
from events.models import Conference, Edit, Release
from events.picking import pick
from events.programme import Programme
from events.translating import Wanted
from speakers.models import Speaker

MAX_NOTE = 2_000  # characters, as many as the database holds
MOST_TOLD = 3  # errors that a refusal names; the page of unpublished changes has all
KEPT_DOCUMENTS = 16  # decoded releases, and as many translated: some 5 MB each at 1,000 sessions


@dataclass(frozen=True)
class Published:
    """A release as pages read it. ``conference`` carries the live settings of its discussion.

    Two are equal when they are the same release in the same language, so that what is made of one can be kept
    by it. The ``content_hash`` is the release's, and the same in all its languages.
    """

    programme: Programme = field(compare=False)
    conference: Conference = field(compare=False)
    pk: int
    number: int
    content_hash: str
    published_at: datetime
    language: str = ""  # that it was translated into; "" is the original


def build(conference: Conference) -> Programme:
    """Return what the draft says, in eight queries at any size, ten in several languages.

    Raises:
        ProgrammeError: with the code ``unsound``, where the draft is no sound programme.
    """
    return _document(drafts.read(conference))


def apply(
    programme: Programme,
    conference: Conference,
    *,
    by: User | None,
    via: str = Edit.Via.IMPORT,
    silent_on: frozenset[str] = frozenset(),
    made_up: MadeUp = NOTHING,
    left_out: Collection[str] = (),
) -> list[Change]:
    """Write an imported programme into the draft and return what that changed.

    What it holds is matched to our rows by uid, unless that is ``made_up``, then by title and time, title,
    time and room (``matching``); what it no longer holds is withdrawn, never deleted. What its format is
    ``silent_on`` (``keeping``) stays as it is, and so does what is ``left_out`` of what would change, by the
    ids of its ``picking.Unit``s. All or nothing, and noted as an edit (``edits``) of each draft
    whose people it changes.

    Raises:
        ProgrammeError: the draft cannot hold it, or is ``archived``; nothing is written.
    """
    with transaction.atomic():
        conference = edits.lock_with_people(conference, [person.uid for person in programme.people])
        refuse_archived(conference)
        before = build(conference)
        after = fitted(programme, conference, silent_on, made_up)
        if by is not None:
            roster.refuse_strangers(after.people, conference, by=by)
        picked = pick(before, after, left_out=left_out)
        with edits.of_people(picked.people, conference, by=by, via=via):
            drafts.write(picked, conference)
        if by is not None:
            roster.claim(Speaker.objects.filter(uid__in=[person.uid for person in picked.people]), by=by)
        edit = edits.note(conference, before, build(conference), by=by, via=via)
        saved(conference, by=by)
        return edit.changes if edit else []


def import_programme(
    programme: Programme,
    *,
    by: User | None,
    via: str = Edit.Via.IMPORT,
    silent_on: frozenset[str] = frozenset(),
    made_up: MadeUp = NOTHING,
    left_out: Collection[str] = (),
) -> tuple[Conference, list[Change]]:
    """Apply a programme to the conference of its slug, which is made, as a draft, where there is none.

    Whoever imports a new one (``by``) is its editor.

    Raises:
        ProgrammeError: see ``apply``.
    """
    with transaction.atomic():
        conference = Conference.objects.filter(slug=programme.slug).first()
        if conference is None:
            conference = _new(programme)
            conference.save()
            if by is not None:
                team.join(conference=conference, user=by, role=team.Role.EDITOR)
        changes = apply(
            programme,
            conference,
            by=by,
            via=via,
            silent_on=silent_on,
            made_up=made_up,
            left_out=left_out,
        )
        conference.refresh_from_db()
        return conference, changes


def fitted(
    programme: Programme,
    conference: Conference | None,
    silent_on: frozenset[str] = frozenset(),
    made_up: MadeUp = NOTHING,
    *,
    keeps_translations: bool = True,
) -> Programme:
    """Return the programme as ``apply`` writes it: with our uids and addresses wherever it means the same.

    ``conference`` is None where it is to be made. People whose entries were merged since are found by who
    they were before. Our translations stay where it brings no others (``translating.kept``), or it says all
    that there is of them.

    Raises:
        ProgrammeError: the draft cannot hold it; ``unsound``, where the draft is no sound programme; or
            ``translated``, where the programme is the document in another language than the original's.
    """
    _refuse_translated(programme)
    current, withdrawn = nothing_of(programme), frozenset[UUID]()
    if conference is not None:
        current = _document(drafts.read(conference, with_withdrawn=True))
        withdrawn = drafts.withdrawn(conference)
        programme = programme.model_copy(update={"slug": conference.slug})
    former = drafts.former(programme, current)
    with _sound():
        joined = join(programme, former, current)
        matched = reconcile(joined, current, withdrawn=withdrawn, made_up=made_up)
        kept = keep(matched, current, silent_on, withdrawn=withdrawn)
        if keeps_translations:
            kept = translating.kept(kept, current)
    return drafts.held(kept, conference)


@transaction.atomic
def publish(conference: Conference, *, by: User | None, note: str = "", seen: str | None = None) -> Release:
    """Make the draft the newest release, or return the newest where that says the same already.

    ``seen`` is the content hash of the draft that whoever publishes has looked at, if they have.

    Raises:
        ProgrammeError: with the kind of an error that ``conflicts`` finds, ``no_end`` for instance, as
            code; ``changed``, where the draft is no longer as it was ``seen``; ``note``, where the note is
            too long or no text; ``archived``; or ``unsound``.
    """
    conference = _locked(conference)
    programme = ready(conference, note=note, seen=seen)
    last = conference.releases.first()
    if last is not None and last.content_hash == programme.content_hash:
        return last
    changes = diff(decoded(last), programme) if last else ()
    release = Release(
        conference=conference,
        number=last.number + 1 if last else 1,
        document=programme.model_dump(mode="json"),
        content_hash=programme.content_hash,
        title=programme.title,
        starts_on=programme.first_day,
        ends_on=programme.last_day,
        changes=[change.brief.model_dump(mode="json") for change in changes],
        note=note,
        published_by=by,
    )
    release.full_clean()
    release.save(force_insert=True)
    for tell in hooks.published:
        tell(release, programme)
    return release


def ready(conference: Conference, *, note: str, seen: str | None) -> Programme:
    """Return the draft, once nothing keeps it from being published; nothing is written.

    Raises:
        ProgrammeError: see ``publish``.
    """
    _refuse_note(note)
    refuse_archived(conference)
    programme = build(conference)
    refuse_unseen(programme, seen)
    _refuse_errors(programme, conference)
    return programme


def refuse_unseen(draft: Programme, seen: str | None) -> None:
    """Refuse a draft that is not the one whose content hash was ``seen``; None: nobody has looked at one.

    Raises:
        ProgrammeError: with the code ``changed``.
    """
    if seen is not None and seen != draft.content_hash:
        message = _("The draft has changed since this page was opened. Please look again.")
        raise ProgrammeError("changed", message)


def _refuse_note(note: str) -> None:
    if len(note) > MAX_NOTE:
        message = _("The note has %(found)d characters. Expected at most %(most)d.")
        raise ProgrammeError("note", message % {"found": len(note), "most": MAX_NOTE})
    if "\0" in note:
        raise ProgrammeError("note", _("The note holds a null character. Expected text."))


def saved(conference: Conference, *, by: User | None) -> Release | None:
    """Publish at once where the conference asks for it. Whoever has saved a part of the draft calls this."""
    publishes = conference.publishes_each_change and not conference.is_archived
    return publish(conference, by=by) if publishes else None


def nothing_of(programme: Programme) -> Programme:
    """Return the programme before anything is known of it but where it is: what a first one differs from."""
    return Programme(slug=programme.slug, title=programme.title, time_zone=programme.time_zone)


def published(slug: str, language: Wanted = "") -> Published:
    """Return the newest release of a conference that everybody may see: one small query.

    It is in the ``language``, or the first of several, that it comes in, else in the original
    (``translating.dearest``).
    Its conference knows which message staff show. Documents are decoded once a process, at one query more,
    and translated once: releases never change.

    Raises:
        Conference.DoesNotExist: no such conference, a draft, or never released.
    """
    releases = Release.objects.public().light().with_message(timezone.now())
    newest = releases.filter(conference__slug=slug).first()
    if newest is None:
        raise Conference.DoesNotExist(_("There is no public conference at this address."))
    newest.conference.message_id = getattr(newest, "message_id", None)
    return as_published(newest, language)


def published_number(slug: str, number: int, language: Wanted = "") -> Published:
    """Return a release by its number, as ``published`` does.

    Raises:
        Release.DoesNotExist: no such release that everybody may see.
    """
    release = Release.objects.public().light().filter(conference__slug=slug, number=number).first()
    if release is None:
        raise Release.DoesNotExist(_("There is no such release of this programme."))
    return as_published(release, language)


def as_published(release: Release, language: Wanted = "") -> Published:
    """Return a release, loaded with its conference, as pages read it, in the first of these languages."""
    key = str(connection.settings_dict["NAME"]), release.pk, release.content_hash
    document = _decoded(*key)
    spoken = translating.dearest(language, document)
    if spoken:
        document = _translated(*key, spoken)
    return Published(
        programme=document,
        conference=release.conference,
        pk=release.pk,
        number=release.number,
        content_hash=release.content_hash,
        published_at=release.published_at,
        language=spoken,
    )


def in_other_languages(found: Published) -> Iterator[Programme]:
    """Yield the programme in each language but that which was ``found``, the original first. No query."""
    key = str(connection.settings_dict["NAME"]), found.pk, found.content_hash
    original = _decoded(*key)
    for language in ("", *original.languages):
        if language != found.language:
            yield _translated(*key, language) if language else original


def decoded(release: Release) -> Programme:
    """Return the programme that a release stores."""
    return Programme.model_validate(release.document)


@lru_cache(maxsize=KEPT_DOCUMENTS)
def _decoded(database: str, pk: int, content_hash: str) -> Programme:
    return decoded(Release.objects.only("document").get(pk=pk))


@lru_cache(maxsize=KEPT_DOCUMENTS)
def _translated(database: str, pk: int, content_hash: str, language: str) -> Programme:
    return translating.merge(_decoded(database, pk, content_hash), language)


def _refuse_translated(programme: Programme) -> None:
    """Refuse what was made of an original: it would take the place of that, and lose the other languages."""
    if programme.original is not None:
        message = _(
            "This is the programme in the language “%(language)s”, translated from “%(original)s”. "
            "Expected the original, which holds the translations as well."
        )
        said = {"language": programme.language, "original": programme.original.language}
        raise ProgrammeError("translated", message % said)


def _document(fields: dict[str, object]) -> Programme:
    with _sound():
        return Programme.model_validate(fields)


@contextmanager
def _sound() -> Iterator[None]:
    """Refuse what is no sound programme."""
    try:
        yield
    except DocumentError as problem:
        raise ProgrammeError("unsound", in_words(problem)) from problem


def _locked(conference: Conference) -> Conference:
    """Return the conference as it is now, for one writer of its programme at a time."""
    return Conference.objects.select_for_update().get(pk=conference.pk)


def _refuse_errors(programme: Programme, conference: Conference) -> None:
    found = refusal(programme, conference)
    if found is not None:
        raise found


def refusal(programme: Programme, conference: Conference) -> ProgrammeError | None:
    """Return what keeps the programme from being published, if anything does."""
    found = conflicts.errors(conflicts.find(programme, days=conference.days))
    if not found:
        return None
    said = [phrases.told(conflict, conference.zone) for conflict in found[:MOST_TOLD]]
    if len(found) > MOST_TOLD:
        said.append(_("%(count)d more errors stand in the way.") % {"count": len(found) - MOST_TOLD})
    return ProgrammeError(found[0].kind, " ".join(said))


def _new(programme: Programme) -> Conference:
    conference = Conference(
        slug=programme.slug,
        title=programme.title,
        time_zone=programme.time_zone,
        language=programme.language,  # stays where the import can only guess at it
    )
    drafts.check(conference)
    return conference
