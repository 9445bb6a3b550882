"""What an import would make of a draft. Nothing is written, and no writer waited for."""

from __future__ import annotations

from dataclasses import dataclass

from cyberconf.accounts.models import User
from events import publishing, roster
from events.archiving import refuse_archived
from events.diffing import Change, diff
from events.errors import ProgrammeError
from events.matching import NOTHING, MadeUp
from events.models import Conference
from events.programme import Programme


@dataclass(frozen=True)
class Foreseen:
    """What the draft says, and what it would say after an import. ``is_new``: there is no conference yet.

    ``refusal`` is why all of it could not be published at once, where the conference publishes each change.
    """

    before: Programme
    after: Programme
    is_new: bool = False
    refusal: ProgrammeError | None = None

    @property
    def changes(self) -> list[Change]:
        """What differs between the two."""
        return list(diff(self.before, self.after))

    @property
    def seen(self) -> str:
        """The content hash of the draft; "" for none yet."""
        return "" if self.is_new else self.before.content_hash


def preview(
    programme: Programme,
    *,
    silent_on: frozenset[str] = frozenset(),
    made_up: MadeUp = NOTHING,
    by: User | None = None,
) -> list[Change]:
    """Return what ``publishing.import_programme`` would change.

    Raises:
        ProgrammeError: as ``import_programme`` does.
    """
    foreseen = foresee(programme, silent_on=silent_on, made_up=made_up, by=by)
    if foreseen.refusal is not None:
        raise foreseen.refusal
    return foreseen.changes


def foresee(
    programme: Programme,
    *,
    silent_on: frozenset[str] = frozenset(),
    made_up: MadeUp = NOTHING,
    by: User | None = None,
) -> Foreseen:
    """Return what the draft would be after ``publishing.import_programme`` by somebody.

    Raises:
        ProgrammeError: the draft cannot hold it, or is ``archived``.
    """
    conference = Conference.objects.filter(slug=programme.slug).first()
    if conference is not None:
        refuse_archived(conference)
    after = publishing.fitted(programme, conference, silent_on, made_up)
    if by is not None:
        roster.refuse_strangers(after.people, conference, by=by)
    if conference is None:
        return Foreseen(publishing.nothing_of(programme), after, is_new=True)
    refusal = publishing.refusal(after, conference) if conference.publishes_each_change else None
    return Foreseen(publishing.build(conference), after, refusal=refusal)
