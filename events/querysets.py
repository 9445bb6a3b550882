"""Reads of the draft and of its releases."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, NoReturn, Self
from uuid import UUID

from django.db import models
from django.db.models import Case, Exists, OuterRef, Prefetch, Q, Subquery, When
from django.db.models.fields.json import KeyTransform

if TYPE_CHECKING:
    from cyberconf.accounts.models import User
    from events.models import (
        Announcement,
        Conference,
        Edit,
        Invitation,
        Panel,
        Question,
        Release,
        Session,
        Source,
    )

SPOKEN = ("language", "languages", "translations")  # of a document, beside its title


class ConferenceQuerySet(models.QuerySet["Conference"]):
    """Questions that can be asked of conferences."""

    def public(self) -> Self:
        """Those that everybody may see: not a draft, and released at least once."""
        return self.exclude(status="draft").filter(releases__number=1)

    def for_document(self, sessions: Collection[int] | None = None) -> Self:
        """All that ``drafts.read`` reads, in a number of queries that does not depend on its size.

        ``sessions`` are the keys of the only ones to load; None is all. Translations are not among it:
        ``has_languages`` says whether there may be some.
        """
        from events.models import ContentLanguage, Session

        wanted = Session.objects.for_document()
        if sessions is not None:
            wanted = wanted.filter(pk__in=sessions)
        others = ContentLanguage.objects.spoken().filter(conference=OuterRef("pk"))
        rows = self.annotate(has_languages=Exists(others))
        return rows.prefetch_related("rooms", "tracks", "materials", Prefetch("sessions", queryset=wanted))


class SessionQuerySet(models.QuerySet["Session"]):
    """Questions that can be asked of sessions."""

    def for_document(self) -> Self:
        """With room, track, all questions, people and materials."""
        from events.models import Appearance

        return self.select_related("room", "track").prefetch_related(
            "questions",
            Prefetch("appearances", queryset=Appearance.objects.select_related("speaker")),
            "materials",
        )


class PanelManager(models.Manager["Panel"]):
    """Panels alone."""

    def get_queryset(self) -> models.QuerySet[Panel]:
        return super().get_queryset().filter(kind="panel")


class QuestionQuerySet(models.QuerySet["Question"]):
    """Questions that can be asked of guiding questions."""

    def standing(self) -> Self:
        """Those still in the programme."""
        return self.filter(is_withdrawn=False)


class SourceQuerySet(models.QuerySet["Source"]):
    """Questions that can be asked of sources."""

    def light(self) -> Self:
        """Without the source itself, which can be large."""
        return self.defer("data")

    def earlier(self, conference: Conference | None, user: User) -> Self:
        """Those of a conference, or those of the user's that wait to make one; without the sources."""
        rows = self.filter(conference=conference) if conference else self.filter(conference=None, by=user)
        return rows.light().select_related("by")

    def under_way(self, at: datetime, silence: timedelta) -> Self:
        """Those that the background has, but for what has said nothing for so long before ``at``."""
        return self.filter(Q(state="waiting") | Q(state="running", beat_at__gte=at - silence))


class EditQuerySet(models.QuerySet["Edit"]):
    """Questions that can be asked of edits."""

    def about(self, uids: Collection[UUID]) -> Self:
        """Those that changed one of these sessions or people, newest first."""
        return self.filter(parts__uid__in=uids).distinct()

    def told(self) -> Self:
        """With who did it and what it changed: one query more."""
        return self.select_related("conference", "by").prefetch_related("parts")


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Questions that can be asked of invitations."""

    def open(self, at: datetime) -> Self:
        """Those that can be accepted at the instant ``at``."""
        return self.filter(withdrawn_at=None, accepted_at=None, expires_at__gt=at)


class AnnouncementQuerySet(models.QuerySet["Announcement"]):
    """Questions that can be asked of messages."""

    def shown(self, at: datetime) -> Self:
        """Those that have not ended at the instant ``at``."""
        return self.filter(Q(ends_at=None) | Q(ends_at__gt=at))


class ReleaseQuerySet(models.QuerySet["Release"]):
    """Questions that can be asked of releases, and the refusal to change one."""

    def public(self) -> Self:
        """Those that everybody may see, with their conference, newest first."""
        return self.exclude(conference__status="draft").select_related("conference").order_by("-number")

    def newest(self) -> Self:
        """The last one of each conference."""
        return self.filter(~self._later())

    def with_message(self, at: datetime) -> Self:
        """Note as ``message_id`` which message their conference shows at the instant ``at``."""
        from events.models import Announcement

        shown = Announcement.objects.shown(at).filter(conference=OuterRef("conference")).order_by("-pk")
        return self.annotate(message_id=Subquery(shown.values("pk")[:1]))

    def with_way_back(self, conferences: frozenset[int] | None) -> Self:
        """Note as ``leads_back`` which have a later one in these conferences, by key; None is any."""
        theirs = Q() if conferences is None else Q(conference__in=conferences)
        return self.annotate(leads_back=Case(When(theirs & Q(self._later()), then=True), default=False))

    def light(self) -> Self:
        """Without the document and the changes, which can be large."""
        return self.defer("document", "changes")

    def titled(self) -> Self:
        """Light, with what ``Release.title_in`` reads of the document."""
        read = {f"told_{name}": KeyTransform(name, "document") for name in SPOKEN}
        return self.light().annotate(**read)

    def _later(self) -> Exists:
        rows = self.model._default_manager
        return Exists(rows.filter(conference=OuterRef("conference"), number__gt=OuterRef("number")))

    def update(self, **kwargs: Any) -> NoReturn:
        """Refuse: what was published stays as it was."""
        raise TypeError(
            f"A release is never changed. Publish a new one instead of updating {', '.join(kwargs)}."
        )
