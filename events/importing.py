"""A source into the draft, from wherever it comes: the command, the staff site, the background.

In steps that are told (``progress``) and between which it can be stopped; what is written is written in one
transaction, or not at all.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _

from cyberconf.accounts.models import User
from cyberconf.web.progress import Progress, Quiet
from events import edits, importers, publishing, team
from events.diffing import Change
from events.errors import ProgrammeError
from events.importers import Hint, Imported
from events.importers.ends import fill_ends
from events.models import Conference, Release, Session
from events.programme import Programme


@dataclass(frozen=True)
class Options:
    """What whoever imports says beside the source: see ``Hint``; ``format`` is found where it is None."""

    format: str | None = None
    time_zone: str | None = None
    date: date | None = None
    slug: str | None = None
    fills_ends: bool = False


@dataclass(frozen=True)
class Done:
    """What an import did. ``release`` is the one that it made, where that was asked for."""

    conference: Conference
    changes: list[Change]
    release: Release | None


def understand(
    data: bytes, options: Options, *, by: User | None = None, progress: Progress | None = None
) -> Imported:
    """Read a source; somebody (``by``) is told nothing of conferences that are not theirs.

    Raises:
        ProgrammeError: it is no programme; or ``stranger``: nobody said which conference it is of, and that
            to which its title leads has nothing in common with it.
        StoppedError: somebody stopped it.
    """
    (progress or Quiet()).step(_("Reading"))
    hint = Hint(time_zone=options.time_zone, date=options.date, slug=options.slug)
    imported = importers.read(data, format=options.format, hint=hint)
    if options.slug is None:
        _refuse_stranger(imported.programme, by)
    return fill_ends(imported) if options.fills_ends else imported


def carry_out(
    imported: Imported,
    *,
    by: User | None,
    publishes: bool = False,
    seen: str | None = None,
    left_out: Collection[str] = (),
    progress: Progress | None = None,
) -> Done:
    """Write what was read into the draft of the conference of its slug; publish it where that is asked for.

    ``seen`` is the content hash of the draft that whoever imports has compared it with: "" for none yet;
    ``left_out`` are the ids of what they do not want of it (``picking``).

    Raises:
        ProgrammeError: with the code ``changed`` where the draft is no longer as it was ``seen``; else see
            ``publishing.import_programme`` and ``publish``. Nothing is written.
        StoppedError: somebody stopped it. Nothing is written.
    """
    progress = progress or Quiet()
    progress.step(_("Writing"), total=len(imported.programme.sessions))
    with transaction.atomic():
        if seen is not None and seen != _hash_of_draft(imported.programme):
            message = _("The draft has changed since this page was opened. Please look again.")
            raise ProgrammeError("changed", message)
        conference, changes = publishing.import_programme(
            imported.programme,
            by=by,
            silent_on=imported.silent_on,
            made_up=imported.made_up,
            left_out=left_out,
        )
        progress.advance(len(imported.programme.sessions))
        release = None
        if publishes:
            progress.step(_("Publishing"))
            release = publishing.publish(conference, by=by)
        progress.step(_("Finishing"))
    return Done(conference, changes, release)


def refuse_who_may_not(by: User, programme: Programme, *, publishes: bool) -> None:
    """Ask for the rights that writing ``programme`` takes, where its slug leads to.

    Raises:
        ProgrammeError: ``not_allowed``.
    """
    target = Conference.objects.filter(slug=programme.slug).first()
    if target is None:
        may = by.is_staff and by.has_perm("events.add_conference")  # whoever makes it is its editor
    else:
        publishes = publishes or target.publishes_each_change
        rights = ["events.change_conference", *(["events.add_release"] if publishes else [])]
        may = all(team.may(by, right, target.pk) for right in rights)
    if not may:
        message = _(
            "You may not import this programme at the address “%(slug)s”. Name a conference that you edit, "
            "or another address for a new one."
        )
        raise ProgrammeError("not_allowed", message % {"slug": programme.slug})


def _hash_of_draft(programme: Programme) -> str:
    """Return the content hash of the draft that it is of, which is locked; "" where there is none yet."""
    conference = Conference.objects.filter(slug=programme.slug).first()
    if conference is None:
        return ""
    locked = edits.lock_with_people(conference, [person.uid for person in programme.people])
    return publishing.build(locked).content_hash


def _refuse_stranger(programme: Programme, by: User | None) -> None:
    """Keep a text that begins "Dear all" from taking the place of another one that did."""
    rows = Session.objects.filter(conference__slug=programme.slug).exclude(status="withdrawn")
    seen = rows if by is None else team.theirs(rows, by, "events.view_session")
    try:
        there = list(seen.values_list("uid", "title"))
    except DatabaseError:  # a bare checkout, without tables
        return
    uids, titles = {uid for uid, _title in there}, {title.casefold() for _uid, title in there}
    if there and not any(each.uid in uids or each.title.casefold() in titles for each in programme.sessions):
        message = _(
            "The conference “%(slug)s” is there already, and none of its sessions is in this programme. "
            "Say which conference it is of: by its address, a new one for a new conference."
        )
        raise ProgrammeError("stranger", message % {"slug": programme.slug})
