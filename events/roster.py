"""Whose a speaker is: people are shared by conferences, and what is noted of them in private is not.

Somebody works with a speaker who appears in a conference of theirs. A speaker who appears nowhere is of
whoever added them, and of those who edit a conference with that person. Where nobody is known to have added
them, every editor works with them, as long as no address is noted, which other teams may not read (ADR 14).
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from cyberconf.accounts.models import User
from events import team
from events.errors import ProgrammeError
from events.models import Appearance, Conference, TeamMember
from events.programme import Person
from events.team import AnyUser
from speakers.models import Speaker

VIEW, CHANGE = "speakers.view_speaker", "speakers.change_speaker"


def seen_by(user: AnyUser, rows: QuerySet[Speaker] | None = None) -> QuerySet[Speaker]:
    """Return the speakers, of all or of ``rows``, that the user may see."""
    return _theirs(user, rows, team.conferences_with(user, VIEW))


def changed_by(user: AnyUser, rows: QuerySet[Speaker] | None = None) -> QuerySet[Speaker]:
    """Return the speakers, of all or of ``rows``, that the user may change and put on a programme."""
    return _theirs(user, rows, team.conferences_with(user, CHANGE))


def has_others(user: AnyUser, speaker: Speaker) -> bool:
    """Say whether the speaker appears in a conference that the user does not edit, too."""
    return speaker.pk in with_others(user, [speaker])


def with_others(user: AnyUser, speakers: Iterable[Speaker]) -> frozenset[int]:
    """Return the keys of those who appear in a conference that the user does not edit, too: one query."""
    keys = team.conferences_with(user, CHANGE)
    if keys is None:
        return frozenset()
    rows = Appearance.objects.filter(speaker__in=[speaker.pk for speaker in speakers])
    return frozenset(rows.exclude(session__conference__in=sorted(keys)).values_list("speaker", flat=True))


def claim(people: QuerySet[Speaker], *, by: User) -> None:
    """Note who put these people on a programme, where nobody is noted: off it, they stay theirs."""
    people.filter(added_by=None).update(added_by=by)


def strangers(people: Iterable[Person], conference: Conference | None, *, by: User) -> QuerySet[Speaker]:
    """Return those of the people who are not on the conference's programme, nor ``by``'s to put there."""
    known = Speaker.objects.filter(uid__in=[person.uid for person in people])
    here = Appearance.objects.filter(speaker=OuterRef("pk"), session__conference=conference)
    return known.filter(~Exists(here)).exclude(pk__in=changed_by(by).values("pk"))


def refuse_strangers(people: Iterable[Person], conference: Conference | None, *, by: User) -> None:
    """Refuse permanent ids of people who are not ``by``'s to put on the conference's programme.

    Raises:
        ProgrammeError: with the code ``uid_taken``.
    """
    taken = strangers(people, conference, by=by).first()
    if taken is not None:
        message = _(
            "The permanent id %(uid)s belongs to somebody of another team’s conference. Leave the id out, or "
            "ask whoever keeps the site to put them on this programme."
        )
        raise ProgrammeError("uid_taken", message % {"uid": taken.uid})


def reads_addresses(user: AnyUser) -> bool:
    """Say whether the user edits every conference that they see, so that no address is hidden from them."""
    return team.conferences_with(user, VIEW) == team.conferences_with(user, CHANGE)


def _theirs(user: AnyUser, rows: QuerySet[Speaker] | None, keys: team.Keys) -> QuerySet[Speaker]:
    found = Speaker.objects.all() if rows is None else rows
    if keys is None:
        return found
    appearances = Appearance.objects.filter(speaker=OuterRef("pk"))
    theirs = Exists(appearances.filter(session__conference__in=sorted(keys)))
    edited = team.conferences_with(user, CHANGE)
    if not edited:
        return found.filter(theirs)
    colleagues = TeamMember.objects.filter(conference__in=sorted(edited), role=team.Role.EDITOR)
    is_added = Q(added_by=user.pk) | Q(added_by__in=colleagues.values("user"))
    is_free = ~Exists(appearances) & (is_added | Q(added_by=None, email=""))
    return found.filter(theirs | Q(is_free))
