"""Publishing with all that goes with it: who sees it from then on, and who is told."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cyberconf.accounts.models import User
from cyberconf.web.lists import together
from events import informing, publishing, returning
from events.informing import Affected
from events.models import Conference, Release
from events.programme import Programme
from events.visibility import make_public


@dataclass(frozen=True)
class Released:
    """The release, whether it was made just now, and who was told of it."""

    release: Release
    is_new: bool
    affected: Affected


@transaction.atomic
def release(
    conference: Conference,
    *,
    by: User | None,
    note: str = "",
    seen: str | None = None,
    makes_public: bool = False,
    mails: bool = False,
) -> Released:
    """Publish the draft; let everybody see the conference and tell the speakers of changed sessions if asked.

    Raises:
        ProgrammeError: see ``publishing.publish`` and ``informing.inform``. Nothing is written or sent.
    """
    last = _locked(conference.pk).releases.first()
    made = publishing.publish(conference, by=by, note=note, seen=seen)
    if makes_public:
        make_public(conference)
        made.conference.status = conference.status
    is_new = last is None or made.pk != last.pk
    before = publishing.decoded(last) if last and is_new else None
    return Released(made, is_new, tell(made, before) if mails else Affected())


@transaction.atomic
def go_back(
    to: Release, *, by: User | None, note: str = "", seen: str | None = None, mails: bool = False
) -> Released:
    """Go back to a release, and tell the speakers of changed sessions if that is asked for.

    Raises:
        ProgrammeError: see ``returning.go_back`` and ``informing.inform``. Nothing is written or sent.
    """
    last = _locked(to.conference_id).releases.first()
    made = returning.go_back(to, by=by, note=note, seen=seen)
    before = publishing.decoded(last) if last else None
    return Released(made, True, tell(made, before) if mails else Affected())


def tell(made: Release, before: Programme | None) -> Affected:
    """Tell the speakers of sessions that the release changes; of a first one, or none, there are none.

    Raises:
        ProgrammeError: see ``informing.inform``.
    """
    informing.refuse_unseen(made.conference)
    return informing.inform(made, before, publishing.decoded(made)) if before else Affected()


def told(found: Affected) -> list[str]:
    """Say in words how many were told, and who could not be."""
    lines = []
    if found.told:
        said = ngettext(
            "%(count)d speaker is told by mail.", "%(count)d speakers are told by mail.", len(found.told)
        )
        lines.append(said % {"count": len(found.told)})
    if found.marking:
        said = ngettext(
            "%(count)d person who marked a changed session is told by mail.",
            "%(count)d people who marked a changed session are told by mail.",
            found.marking,
        )
        lines.append(said % {"count": found.marking})
    if found.unreachable:
        names = together(str(each.speaker) for each in found.unreachable)
        lines.append(_("Not told, as no e-mail address is known: %(names)s.") % {"names": names})
    return lines


def _locked(key: int) -> Conference:
    """Return the conference, of which nobody else makes a release until this one is made."""
    return Conference.objects.select_for_update().get(pk=key)
