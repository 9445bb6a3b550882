"""What an import would make of a draft. Nothing is written, and no writer waited for."""

from __future__ import annotations

from dataclasses import dataclass

from events import publishing
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
    programme: Programme, *, silent_on: frozenset[str] = frozenset(), made_up: MadeUp = NOTHING
) -> list[Change]:
    """Return what ``publishing.import_programme`` would change.

    Raises:
        ProgrammeError: as ``import_programme`` does.
    """
    foreseen = foresee(programme, silent_on=silent_on, made_up=made_up)
    if foreseen.refusal is not None:
        raise foreseen.refusal
    return foreseen.changes


def foresee(
    programme: Programme, *, silent_on: frozenset[str] = frozenset(), made_up: MadeUp = NOTHING
) -> Foreseen:
    """Return what the draft would be after ``publishing.import_programme``.

    Raises:
        ProgrammeError: the draft cannot hold it.
    """
    conference = Conference.objects.filter(slug=programme.slug).first()
    after = publishing.fitted(programme, conference, silent_on, made_up)
    if conference is None:
        return Foreseen(publishing.nothing_of(programme), after, is_new=True)
    refusal = publishing.refusal(after, conference) if conference.publishes_each_change else None
    return Foreseen(publishing.build(conference), after, refusal=refusal)
