"""What is done to entries of speakers, recorded in the drafts in which they appear."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from django.db import transaction

from cyberconf.accounts.models import User
from events import edits, roster
from events.models import Conference, Edit
from speakers import importing, proposing
from speakers.importing import CHANGED, NEW, Line, Plan
from speakers.models import Proposal, Speaker


def decide(proposal: Proposal, *, parts: Collection[str], by: User | None) -> list[Conference]:
    """Take over those parts of what somebody proposes, and return the conferences in which they appear.

    Raises:
        SpeakerError, ValidationError: see ``proposing.decide``. Nothing is written.
    """
    with edits.of_speakers([proposal.speaker], by=by, via=Edit.Via.PROPOSAL) as conferences:
        proposing.decide(proposal, parts=parts, by=by)
    return conferences


@transaction.atomic
def import_lines(
    lines: Sequence[Line],
    speakers: Iterable[Speaker],
    *,
    by: User | None,
    choices: Mapping[int, str] | None = None,
    seen: str | None = None,
) -> tuple[list[Plan], list[Conference]]:
    """Write what a sheet says of people; return what each line did, and the conferences that it concerns.

    Raises:
        SpeakerError: see ``importing.carry_out``. Nothing is written.
    """
    speakers = list(speakers)
    planned = importing.plan(lines, speakers, choices)
    changed = [each.speaker for each in planned if each.kind == CHANGED and each.speaker]
    with edits.of_speakers(changed, by=by, via=Edit.Via.IMPORT) as conferences:
        plans = importing.carry_out(lines, speakers, choices=choices, seen=seen)
    if by is not None:
        made = [each.speaker.pk for each in plans if each.kind == NEW and each.speaker]
        roster.claim(Speaker.objects.filter(pk__in=made), by=by)
    return plans, conferences
