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

    ``refusal`` is why all of it could not be published at once, where it is to be.
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
    publishes: bool = False,
) -> list[Change]:
    """Return what ``publishing.import_programme`` would change, and then ``publish`` where that is to follow.

    Raises:
        ProgrammeError: as ``import_programme`` does.
    """
    foreseen = foresee(programme, silent_on=silent_on, made_up=made_up, by=by, publishes=publishes)
    if foreseen.refusal is not None:
        raise foreseen.refusal
    return foreseen.changes


def foresee(
    programme: Programme,
    *,
    silent_on: frozenset[str] = frozenset(),
    made_up: MadeUp = NOTHING,
    by: User | None = None,
    publishes: bool = False,
) -> Foreseen:
    """Return what the draft would be after ``publishing.import_programme`` by somebody.

    With ``publishes`` it is to be published then, whether the conference publishes each change or not.

    Raises:
        ProgrammeError: the draft cannot hold it, or is ``archived``.
    """
    conference = Conference.objects.filter(slug=programme.slug).first()
    if conference is not None:
        refuse_archived(conference)
    after = publishing.fitted(programme, conference, silent_on, made_up)
    if by is not None:
        roster.refuse_strangers(after.people, conference, by=by)
    target = conference or Conference(time_zone=after.time_zone)
    publishes = publishes or target.publishes_each_change
    refusal = publishing.refusal(after, target) if publishes else None
    before = publishing.build(conference) if conference else publishing.nothing_of(programme)
    return Foreseen(before, after, is_new=conference is None, refusal=refusal)
