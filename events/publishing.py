"""From the draft to numbered releases, and from an imported programme into the draft."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils.translation import gettext as _
from pydantic import ValidationError as DocumentError
from pydantic_core import ErrorDetails

from cyberconf.accounts.models import User
from events import drafts
from events.diffing import Change, diff
from events.errors import ProgrammeError
from events.matching import reconcile
from events.models import Conference, Release
from events.programme import Programme

KEPT_DOCUMENTS = 16  # decoded releases held by a process: some 5 MB each at 1,000 sessions


@dataclass(frozen=True)
class Published:
    """A release as pages read it. ``conference`` carries the live settings of its discussion.

    Two are equal when they are the same release, so that what is made of one can be kept by it.
    """

    programme: Programme = field(compare=False)
    conference: Conference = field(compare=False)
    pk: int
    number: int
    content_hash: str
    published_at: datetime


def build(conference: Conference) -> Programme:
    """Return what the draft says, in eight queries at any size.

    Raises:
        ProgrammeError: with the code ``unsound``, where the draft is no sound programme.
    """
    return _document(drafts.read(conference))


def apply(programme: Programme, conference: Conference, *, by: User | None) -> list[Change]:
    """Write an imported programme into the draft and return what that changed.

    What it holds is matched to our rows by uid, then title, then time and room (``matching``); what it no
    longer holds is withdrawn, never deleted. All or nothing.

    Raises:
        ProgrammeError: the draft cannot hold it; nothing is written.
    """
    before = build(conference)
    incoming = _reconciled(programme, conference)
    with transaction.atomic():
        try:
            drafts.write(incoming, conference)
        except ValidationError as problem:
            raise ProgrammeError("unsound", " ".join(problem.messages)) from problem
        saved(conference, by=by)
    return list(diff(before, build(conference)))


def import_programme(programme: Programme, *, by: User | None) -> tuple[Conference, list[Change]]:
    """Apply a programme to the conference of its slug, which is made, as a draft, where there is none.

    Raises:
        ProgrammeError: see ``apply``.
    """
    with transaction.atomic():
        conference = Conference.objects.filter(slug=programme.slug).first()
        if conference is None:
            conference = _new(programme)
            conference.save()
        return conference, apply(programme, conference, by=by)


def preview(programme: Programme) -> list[Change]:
    """Return what ``import_programme`` would change, and write nothing.

    Raises:
        ProgrammeError: see ``apply``.
    """
    conference = Conference.objects.filter(slug=programme.slug).first()
    if conference is None:
        _new(programme)
        return list(diff(_empty(programme), programme))
    return list(diff(build(conference), _reconciled(programme, conference)))


@transaction.atomic
def publish(conference: Conference, *, by: User | None, note: str = "") -> Release:
    """Make the draft the newest release, or return the newest where that says the same already.

    Raises:
        ProgrammeError: with the code ``no_end``, where a session has no end; or ``unsound``.
    """
    Conference.objects.select_for_update().get(pk=conference.pk)  # one publisher at a time
    programme = build(conference)
    _refuse_open_ends(programme)
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
    return release


def saved(conference: Conference, *, by: User | None) -> Release | None:
    """Publish at once where the conference asks for it. Whoever has saved a part of the draft calls this."""
    return publish(conference, by=by) if conference.publishes_each_change else None


def unpublished_changes(conference: Conference) -> list[Change]:
    """Return how the draft differs from the newest release, or from nothing where there is none.

    Raises:
        ProgrammeError: see ``build``.
    """
    programme = build(conference)
    last = conference.releases.first()
    return list(diff(decoded(last) if last else _empty(programme), programme))


def published(slug: str) -> Published:
    """Return the newest release of a conference that everybody may see: one small query.

    Documents are decoded once a process, at one query more: releases never change.

    Raises:
        Conference.DoesNotExist: no such conference, a draft, or never released.
    """
    newest = Release.objects.public().light().filter(conference__slug=slug).first()
    if newest is None:
        raise Conference.DoesNotExist(_("There is no public conference at this address."))
    return as_published(newest)


def published_number(slug: str, number: int) -> Published:
    """Return a release by its number, as ``published`` does.

    Raises:
        Release.DoesNotExist: no such release that everybody may see.
    """
    release = Release.objects.public().light().filter(conference__slug=slug, number=number).first()
    if release is None:
        raise Release.DoesNotExist(_("There is no such release of this programme."))
    return as_published(release)


def as_published(release: Release) -> Published:
    """Return a release, loaded with its conference, as pages read it."""
    document = _decoded(str(connection.settings_dict["NAME"]), release.pk, release.content_hash)
    return Published(
        programme=document,
        conference=release.conference,
        pk=release.pk,
        number=release.number,
        content_hash=release.content_hash,
        published_at=release.published_at,
    )


def decoded(release: Release) -> Programme:
    """Return the programme that a release stores."""
    return Programme.model_validate(release.document)


@lru_cache(maxsize=KEPT_DOCUMENTS)
def _decoded(database: str, pk: int, content_hash: str) -> Programme:
    return decoded(Release.objects.only("document").get(pk=pk))


def _document(fields: dict[str, object]) -> Programme:
    try:
        return Programme.model_validate(fields)
    except DocumentError as problem:
        raise ProgrammeError("unsound", _in_words(problem)) from problem


def _in_words(problem: DocumentError) -> str:
    return " ".join(_as_sentence(error) for error in problem.errors(include_url=False))


def _as_sentence(error: ErrorDetails) -> str:
    message = error["msg"].removeprefix("Value error, ")
    where = ".".join(str(part) for part in error["loc"])
    return f"{where}: {message}" if where else message


def _reconciled(programme: Programme, conference: Conference) -> Programme:
    fields = drafts.read(conference, with_withdrawn=True)
    return reconcile(programme.model_copy(update={"slug": conference.slug}), _document(fields))


def _refuse_open_ends(programme: Programme) -> None:
    for session in programme.sessions:
        if session.ends_at is None:
            raise ProgrammeError(
                "no_end",
                _("“%(title)s” has no end. Please say when it ends, then publish.")
                % {"title": session.title},
            )


def _empty(programme: Programme) -> Programme:
    return Programme(slug=programme.slug, title=programme.title, time_zone=programme.time_zone)


def _new(programme: Programme) -> Conference:
    conference = Conference(slug=programme.slug, title=programme.title, time_zone=programme.time_zone)
    try:
        conference.full_clean()
    except ValidationError as problem:
        raise ProgrammeError("unsound", " ".join(problem.messages)) from problem
    return conference
