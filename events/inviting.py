"""Invitations to a conference's team: made, mailed, withdrawn, accepted.

The token in the link is the invitation's uid, signed with ``SECRET_KEY``, as that of a link to a draft. It
lets in nobody by itself: whoever accepts is signed in under the address that was invited, and has shown that
it is theirs. Nothing that is answered to whoever invites depends on whether an account has that address.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cyberconf.accounts.models import User
from cyberconf.accounts.policies import is_verified, may_sign_in
from cyberconf.web import languages
from cyberconf.web.links import signed, uid_of
from cyberconf.web.wording import one_line
from events import members, outbox, team
from events.errors import ProgrammeError
from events.models import Conference, Invitation, Letter, TeamMember
from events.phrases import words
from events.team import Role

HOLDS_FOR = timedelta(days=14)  # over a holiday; a link that opens admin is not to lie in mailboxes for ever
MOST, SPAN = 20, timedelta(hours=24)  # of one account: a team is smaller, a flood of mails larger
SUBJECT_LENGTH = 120  # characters; mail programs show some 70
UNSENT = (Letter.State.WAITING, Letter.State.DEAD)
SALT = "events.invitation"  # what is signed for something else is no invitation


@transaction.atomic
def invite(
    conference: Conference, *, email: str, role: str, by: User, at: datetime | None = None
) -> Invitation:
    """Invite whoever has the address to the conference's team, by a mail with a link.

    Raises:
        PermissionDenied: ``by`` has no say in this team.
        ValidationError: by field, in words for the person who filled them in.
    """
    at = at or timezone.now()
    conference = members.managed(conference.pk, by=by)
    User.objects.select_for_update(no_key=True).get(pk=by.pk)  # one invitation of a person at a time
    _refuse_too_many(by, at)
    invitation = Invitation(
        conference=conference,
        email=email.strip().lower(),
        role=role,
        invited_by=by,
        created_at=at,
        expires_at=at + HOLDS_FOR,
    )
    invitation.full_clean()
    _refuse_twice(invitation, at)
    invitation.save(force_insert=True)
    members.note(conference, _("Invited somebody as %(role)s.") % {"role": Role(role).label}, by=by)
    outbox.post([_letter(invitation)])
    return invitation


@transaction.atomic
def withdraw(invitation: Invitation, *, by: User, at: datetime | None = None) -> bool:
    """End the invitation, and say whether it was open until now.

    Raises:
        PermissionDenied: ``by`` has no say in this team.
    """
    at = at or timezone.now()
    conference = members.managed(invitation.conference_id, by=by)
    was_open = bool(Invitation.objects.open(at).filter(pk=invitation.pk).update(withdrawn_at=at))
    if was_open:
        unsent = Letter.objects.filter(press=invitation.uid, state__in=UNSENT)
        unsent.update(state=Letter.State.DROPPED, finished_at=at)
        members.note(conference, _("Withdrew an invitation."), by=by)
    return was_open


def forget(email: str) -> None:
    """Keep nothing of invitations of the address, whose owner leaves, nor of what staff were mailed at it."""
    Invitation.objects.filter(email=email.lower()).delete()
    outbox.forget(email)


def recognise(token: str, *, at: datetime | None = None) -> Invitation | None:
    """Return the open invitation with its conference, or None where the link does not hold."""
    uid = uid_of(token, SALT)
    if uid is None:
        return None
    rows = Invitation.objects.open(at or timezone.now()).select_related("conference", "invited_by")
    return rows.filter(uid=uid).first()


def obstacle(invitation: Invitation, user: User) -> str | None:
    """Return the code of what keeps the user from accepting, or None: ``other_address`` or ``unverified``."""
    if user.email.lower() != invitation.email or not may_sign_in(user):
        return "other_address"
    return None if is_verified(user) else "unverified"


@transaction.atomic
def accept(invitation: Invitation, *, by: User, at: datetime | None = None) -> TeamMember:
    """Make ``by`` a member of the team, and of the staff, who enters admin with a second factor.

    Raises:
        ProgrammeError: with the code of the ``obstacle``, or ``ended``. Nothing is written.
    """
    at = at or timezone.now()
    found = obstacle(invitation, by)
    if found is not None:
        message = _("Please sign in under the address that was invited, and confirm that it is yours.")
        raise ProgrammeError(found, message)
    Conference.objects.select_for_update().get(pk=invitation.conference_id)  # first, as ``withdraw`` has it
    rows = Invitation.objects.open(at).filter(pk=invitation.pk)
    if not rows.update(accepted_at=at, accepted_by=by):
        raise ProgrammeError("ended", _("This invitation has ended. Please ask for another."))
    User.objects.filter(pk=by.pk, is_staff=False).update(is_staff=True)
    by.is_staff = True
    said = {"name": by, "role": invitation.get_role_display()}
    members.note(invitation.conference, _("%(name)s accepted, and is %(role)s.") % said, by=by)
    return team.join(conference=invitation.conference, user=by, role=Role(invitation.role))


def address(invitation: Invitation) -> str:
    """Return the whole address of the link."""
    token = signed(invitation.uid, SALT)
    return settings.SITE_URL + reverse("events:invitation", args=[token])


def _refuse_too_many(by: User, at: datetime) -> None:
    lately = Invitation.objects.filter(invited_by=by, created_at__gt=at - SPAN)
    if lately.count() >= MOST:
        message = _("You have invited %(most)d people within a day. Please go on tomorrow.")
        raise ValidationError(message % {"most": MOST}, code="limit")


def _refuse_twice(invitation: Invitation, at: datetime) -> None:
    same = Invitation.objects.open(at).filter(conference=invitation.conference, email=invitation.email)
    if same.exists():
        message = _("This address is invited already. Withdraw that invitation first to send another.")
        raise ValidationError({"email": message}, code="twice")


def _letter(invitation: Invitation) -> Letter:
    """Write the mail in the language of the account that has the address, else in the conference's."""
    conference = invitation.conference
    theirs = User.objects.filter(email=invitation.email).values_list("language", flat=True).first()
    with languages.speaking(theirs or conference.language):
        context = {
            "conference": one_line(conference.title),
            "who": one_line(str(invitation.invited_by)),
            "role": invitation.get_role_display(),
            "address": address(invitation),
            "until": words.moment(invitation.expires_at, conference.zone),
            "zone": conference.zone.key,
            "site_url": settings.SITE_URL,
        }
        subject = _("Invitation to work on %(conference)s") % context
        text = render_to_string("events/email/invitation.txt", context).strip() + "\n"
    return Letter(
        kind=Letter.Kind.INVITATION,
        conference=conference,
        email=invitation.email,
        subject=subject,
        text=text,
        language=theirs or conference.language,
        press=invitation.uid,
    )
