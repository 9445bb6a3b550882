"""Links to the draft: made for a number of days, recognised, revoked."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from cyberconf.accounts.models import User
from cyberconf.web.links import end_of, signed, uid_of
from events import publishing, translating
from events.diffing import diff
from events.models import Conference, PreviewLink, Release
from events.publishing import Published
from events.translating import Wanted

MOST_DAYS = 90  # a link to what is not published is not to outlive its reason
SALT = "events.preview"
NO_RELEASE = 0  # as which a draft is shown


def make(
    conference: Conference, *, by: User | None, name: str, days: int, at: datetime | None = None
) -> PreviewLink:
    """Make a link to the conference's draft that holds for ``days``, from 1 to ``MOST_DAYS``.

    Raises:
        ValidationError: by field, in words for the person who filled them in.
    """
    at = at or timezone.now()
    expires_at = end_of(days, most=MOST_DAYS, at=at)
    link = PreviewLink(
        conference=conference, made_by=by, name=name.strip(), created_at=at, expires_at=expires_at
    )
    link.full_clean()
    link.save(force_insert=True)
    return link


def address(link: PreviewLink) -> str:
    """Return the whole address of the link."""
    return settings.SITE_URL + reverse("events:preview", args=[token(link)])


def token(link: PreviewLink) -> str:
    """Return what stands for the link in an address."""
    return signed(link.uid, SALT)


def recognise(token: str, *, at: datetime | None = None) -> PreviewLink | None:
    """Return the link with its conference, or None where it does not hold. One query, or none."""
    uid = uid_of(token, SALT)
    link = PreviewLink.objects.select_related("conference").filter(uid=uid).first() if uid else None
    return link if link and link.is_live(at or timezone.now()) else None


def draft_of(conference: Conference, language: Wanted = "") -> Published:
    """Return the draft as pages read a release, in that language where it comes in it: as ``build`` reads it.

    Raises:
        ProgrammeError: see ``publishing.build``.
    """
    programme = publishing.build(conference)
    spoken, content_hash = translating.dearest(language, programme), programme.content_hash
    shown = translating.merge(programme, spoken) if spoken else programme
    return Published(shown, conference, NO_RELEASE, NO_RELEASE, content_hash, timezone.now(), spoken)


def coming(draft: Published) -> Release:
    """Return the release that publishing the draft, in the original, would make, unsaved. One query."""
    last = draft.conference.releases.first()
    changes = diff(publishing.decoded(last), draft.programme) if last else ()
    return Release(
        conference=draft.conference,
        number=last.number + 1 if last else 1,
        changes=[change.brief.model_dump(mode="json") for change in changes],
        published_at=draft.published_at,
    )
