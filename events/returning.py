"""Going back: what an earlier release said becomes the draft again, and the newest release."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from cyberconf.accounts.models import User
from events import drafts, editing, edits, publishing, reviewing, roster
from events.diffing import diff
from events.errors import ProgrammeError
from events.models import Edit, Release
from events.reviewing import Review


@dataclass(frozen=True)
class Return:
    """What going back would do. ``review`` compares with the newest release, whose draft is the old document.

    ``seen`` is the content hash of the draft as it is now, which has ``unpublished`` changes to lose.
    """

    review: Review
    seen: str
    unpublished: int


def look(release: Release) -> Return:
    """Say what going back to the release would do, in a constant number of queries, and write nothing.

    Raises:
        ProgrammeError: see ``publishing.build``.
    """
    conference = release.conference
    now = publishing.build(conference)
    programme = publishing.fitted(publishing.decoded(release), conference, keeps_translations=False)
    last = conference.releases.first()
    before = publishing.decoded(last) if last else publishing.nothing_of(programme)
    review = reviewing.compared(conference, programme, last, before)
    return Return(review, now.content_hash, len(diff(before, now)))


@transaction.atomic
def go_back(release: Release, *, by: User | None, note: str = "", seen: str | None = None) -> Release:
    """Bring the draft to what the release says and publish that as a new release, which is returned.

    Sessions and questions that it has not got are withdrawn, withdrawn ones that it has come back; uids,
    and with them comments, stay. What the draft holds unpublished is lost. ``seen`` is the content hash of
    the draft that whoever goes back has looked at, if they have.

    Raises:
        ProgrammeError: with the code ``same``, where the newest release says so already; ``changed``, where
            the draft is no longer as it was ``seen``; else see ``publishing.apply`` and ``publish``.
            Nothing is written.
    """
    document = publishing.decoded(release)
    people = [person.uid for person in document.people]
    conference = edits.lock_with_people(release.conference, people)
    with editing.edited(conference, by=by, via=Edit.Via.RETURN):
        if seen is not None:
            publishing.refuse_unseen(publishing.build(conference), seen)
        newest = conference.releases.light().first()
        programme = publishing.fitted(document, conference, keeps_translations=False)
        if by is not None:
            roster.refuse_strangers(programme.people, conference, by=by)
        with edits.of_people(programme.people, conference, by=by, via=Edit.Via.RETURN):
            drafts.write(programme, conference)
    made = publishing.publish(conference, by=by, note=note)
    if made == newest:
        said = {"newest": made.number, "number": release.number}
        message = _("Release %(number)d is the newest. There is nothing to go back to.")
        if made.number != release.number:
            message = _("Release %(newest)d, the newest, says the same as release %(number)d.")
        raise ProgrammeError("same", message % said)
    return made
