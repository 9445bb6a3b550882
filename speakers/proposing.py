"""What people want their entry to say: kept until staff take it over, wholly, in part or not at all."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cyberconf.accounts.models import User
from speakers.errors import SpeakerError
from speakers.merging import remember_name
from speakers.models import EditLink, Proposal, Speaker

# What people may say of themselves. The photo is its name in the storage.
PARTS = (
    "honorific",
    "name",
    "post",
    "affiliation",
    "country",
    "biography",
    "links",
    "consents_to_publish",
    "photo",
)

State = Proposal.State


def said_now(speaker: Speaker) -> dict[str, Any]:
    """Return what the entry says."""
    return {part: getattr(speaker, part) for part in PARTS if part != "photo"} | {
        "photo": speaker.photo.name or ""
    }


def waiting(speaker: Speaker) -> Proposal | None:
    """Return the newest proposal that nobody has decided on."""
    return speaker.proposals.filter(state=State.WAITING).first()


@transaction.atomic
def propose(
    speaker: Speaker,
    values: Mapping[str, Any],
    *,
    link: EditLink | None,
    at: datetime | None = None,
) -> Proposal | None:
    """Keep what the person wants their entry to say; return None where the entry says that already.

    ``values`` has any of ``PARTS``. An earlier proposal that waits is replaced: whoever sends this has seen
    it.
    """
    speaker = Speaker.objects.select_for_update().get(pk=speaker.pk)
    now = said_now(speaker)
    differing = {part: value for part, value in values.items() if value != now[part]}
    earlier = speaker.proposals.filter(state=State.WAITING)
    same = earlier.first()
    if same is not None and same.values == differing:
        return same
    earlier.update(state=State.REPLACED, decided_at=at or timezone.now())
    if not differing:
        return None
    proposal = Proposal(
        speaker=speaker,
        link=link,
        values=differing,
        before={part: now[part] for part in differing},
        photo=differing.get("photo", ""),
        created_at=at or timezone.now(),
    )
    proposal.full_clean()
    proposal.save(force_insert=True)
    return proposal


@transaction.atomic
def decide(
    proposal: Proposal, *, parts: Collection[str], by: User | None, at: datetime | None = None
) -> Speaker:
    """Take over those parts of the proposal, and decline the others; return the entry.

    Raises:
        SpeakerError: with the code ``decided``, where somebody has decided, or the person has sent another.
        ValidationError: the entry would not be sound. Nothing is written.
    """
    speaker = Speaker.objects.select_for_update().get(pk=proposal.speaker_id)
    proposal = Proposal.objects.select_for_update().get(pk=proposal.pk)
    if proposal.state != State.WAITING:
        message = _("This proposal is decided already, or another came meanwhile. Please look again.")
        raise SpeakerError("decided", message)
    taken = [part for part in proposal.values if part in parts]
    name = speaker.name
    for part in taken:
        setattr(speaker, part, proposal.values[part])
    speaker.full_clean()
    speaker.save()
    remember_name(speaker, name)
    proposal.state = State.TAKEN if len(taken) == len(proposal.values) else State.PARTLY
    proposal.state = proposal.state if taken else State.DECLINED
    proposal.taken, proposal.decided_by, proposal.decided_at = taken, by, at or timezone.now()
    proposal.save()
    return speaker


def store_photo(photo: ContentFile[bytes]) -> str:
    """Put a photo that was made ready where it stays when it is taken over, and return its name there."""
    field = Proposal._meta.get_field("photo")
    return default_storage.save(field.generate_filename(Proposal(), str(photo.name)), photo)
