"""Invitations to a team: by mail, to whoever has the address, for two weeks; and what becomes of members."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from comments.services import leave
from comments.services.leaving import Words
from cyberconf.accounts.models import User
from events import inviting, members, team
from events.errors import ProgrammeError
from events.models import Conference, Invitation, Letter, TeamMember
from events.outbox import deliver_due
from tests.accounts.ways_in import ASK, CONFIRM, ENTER, SIGN_UP, WHO, newest_code
from tests.builders import make_conference, make_member, make_user
from tests.clients import signed_in
from tests.pages import Page

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture
def conference() -> Conference:
    return make_conference(title="Calm seas")


@pytest.fixture
def editor(conference: Conference) -> User:
    return make_member(conference, "editor", make_user(name="Ed Editor"))


def invite(conference: Conference, by: User, **said: Any) -> Invitation:
    return inviting.invite(conference, by=by, **{"email": "ann@example.org", "role": "viewer"} | said)


def path(invitation: Invitation) -> str:
    address = inviting.address(invitation)
    return "/" + address.split("/", 3)[3]


def test_an_invitation_is_mailed_with_a_link_and_noted(conference: Conference, editor: User) -> None:
    invitation = invite(conference, editor, email=" Ann@Example.org ", at=NOW)
    assert (invitation.email, invitation.invited_by) == ("ann@example.org", editor)
    assert invitation.expires_at == NOW + timedelta(days=14)
    deliver_due()
    [letter] = mail.outbox
    assert (letter.to, letter.subject) == (["ann@example.org"], "Invitation to work on Calm seas")
    assert letter.body.startswith("Ed Editor invites you to work on “Calm seas” as viewer.\n")
    address = inviting.address(invitation)
    token = address.split("/")[-2]
    assert address in letter.body
    assert Letter.objects.get().text == letter.body.replace(token, "[...]")
    assert [row.change_message for row in LogEntry.objects.all()] == ["Invited somebody as viewer."]


def test_what_is_answered_and_written_does_not_tell_whether_there_is_an_account(
    conference: Conference, editor: User
) -> None:
    make_user(email="there@example.org")
    answers, client = [], signed_in(editor, with_factor=True)
    for address in ("there@example.org", "nobody@example.org"):
        sent = {"act": "invite", "email": address, "role": "viewer"}
        answer = client.post(f"/admin/events/conference/{conference.pk}/team/", sent, follow=True)
        answers.append((answer.status_code, answer.content.decode().count(address)))
    assert answers[0] == answers[1]
    assert [letter.subject for letter in Letter.objects.all()] == ["Invitation to work on Calm seas"] * 2


@pytest.mark.parametrize("role", ["moderator", "viewer", None])
def test_editors_alone_invite(conference: Conference, role: str | None) -> None:
    by = make_member(conference, role) if role else make_member(make_conference(), "editor")
    with pytest.raises(PermissionDenied):
        invite(conference, by)
    assert (Invitation.objects.count(), Letter.objects.count()) == (0, 0)


@pytest.mark.parametrize(("typed", "field"), [({"email": "x"}, "email"), ({"role": "chief"}, "role")])
def test_what_cannot_be_is_refused_by_field(
    conference: Conference, editor: User, typed: dict[str, str], field: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        invite(conference, editor, **typed)
    assert list(refused.value.message_dict) == [field]


def test_an_address_is_invited_once_at_a_time(conference: Conference, editor: User) -> None:
    first = invite(conference, editor)
    with pytest.raises(ValidationError, match="invited already"):
        invite(conference, editor, email="ANN@example.org", role="editor")
    inviting.withdraw(first, by=editor)
    assert invite(conference, editor, role="editor").role == "editor"


def test_nobody_floods_the_world_with_invitations(conference: Conference, editor: User) -> None:
    for number in range(inviting.MOST):
        invite(conference, editor, email=f"a{number}@example.org", at=NOW)
    with pytest.raises(ValidationError, match="20 people within a day"):
        invite(conference, editor, at=NOW + timedelta(hours=23))
    invite(conference, editor, at=NOW + timedelta(hours=24))
    invite(conference, make_member(conference, "editor"), email="bo@example.org", at=NOW)


def test_accepting_makes_staff_with_that_role_who_still_needs_a_second_factor(
    conference: Conference, editor: User, settings: Any
) -> None:
    settings.STAFF_SECOND_FACTOR = "required"
    invitation = invite(conference, editor, role="moderator")
    ann = make_user(email="ann@example.org", name="Ann")
    client = signed_in(ann)
    assert client.get(path(invitation)).status_code == 200
    assert TeamMember.objects.filter(user=ann).count() == 0
    answer = client.post(path(invitation))
    assert answer.headers["Location"] == f"/admin/events/conference/{conference.pk}/change/"
    assert client.get(answer.headers["Location"]).headers["Location"].startswith("/accounts/security/")
    ann = User.objects.get(pk=ann.pk)
    assert (ann.is_staff, team.works_on(ann, team.Role.MODERATOR, conference.pk)) == (True, True)
    assert team.works_on(ann, team.Role.EDITOR, conference.pk) is False
    invitation.refresh_from_db()
    assert (invitation.accepted_by, client.post(path(invitation)).status_code) == (ann, 404)
    assert LogEntry.objects.first().change_message == "Ann accepted, and is moderator."  # type: ignore[union-attr]  # there are two


def test_the_conference_is_asked_for_before_the_invitation_when_accepting_and_withdrawing(
    conference: Conference, editor: User
) -> None:
    invitation, other = invite(conference, editor), invite(conference, editor, email="bo@example.org")
    ann = make_user(email="ann@example.org")
    for deed in (
        partial(inviting.accept, invitation, by=ann),
        partial(inviting.withdraw, other, by=editor),
    ):
        with CaptureQueriesContext(connection) as asked:
            deed()
        said = [query["sql"] for query in asked]
        lock = next(place for place, sql in enumerate(said) if 'FROM "events_conference"' in sql)
        write = next(place for place, sql in enumerate(said) if sql.startswith('UPDATE "events_invitation"'))
        assert lock < write


def test_who_has_no_account_makes_one_and_comes_back(conference: Conference, editor: User) -> None:
    invitation = invite(conference, editor)
    page = Page(Client().get(path(invitation)))
    ways = [link.attributes["href"] for link in page.root.first("main").find("a", class_="button")]
    back = path(invitation).replace("/", "%2F")
    assert ways == [f"/accounts/login/?next={back}", f"/accounts/signup/?next={back}"]
    answer = Client().post(path(invitation))
    assert answer.headers["Location"].startswith("/accounts/login/?next=/invitations/")


def test_a_sign_up_that_was_left_and_taken_up_elsewhere_still_leads_to_the_invitation(
    conference: Conference, editor: User
) -> None:
    link = path(invite(conference, editor))
    left = Client()
    left.get(link)
    left.post(f"{SIGN_UP}?next={link}", WHO | {"email": "ann@example.org"})
    left.post(reverse("account_restart"))
    assert left.get(link).status_code == 200
    left.post(f"{ASK}?next=/", {"email": "ann@example.org"})
    assert left.post(f"{ENTER}?next=/", {"code": newest_code()}).headers["Location"] == link
    assert left.post(link).headers["Location"] == f"/admin/events/conference/{conference.pk}/change/"
    assert (left.get(link).status_code, Client().get(link).status_code) == (404, 404)


def test_who_confirms_their_address_for_an_invitation_comes_back_to_it(
    conference: Conference, editor: User
) -> None:
    link = path(invite(conference, editor))
    client = signed_in(make_user(email="ann@example.org", is_verified=False))
    client.get(link)
    client.post(reverse("account_email"), {"action_send": "", "email": "ann@example.org"})
    assert client.post(CONFIRM, {"code": newest_code()}).headers["Location"] == link


def test_another_account_than_the_invited_accepts_nothing(conference: Conference, editor: User) -> None:
    invitation = invite(conference, editor)
    client = signed_in(make_user(email="bo@example.org"))
    page = client.get(path(invitation))
    assert (page.status_code, "ann@example.org" in page.content.decode()) == (200, False)
    assert client.post(path(invitation)).status_code == 403
    assert conference.members.count() == 1


def test_an_address_that_was_not_shown_to_be_ones_own_accepts_nothing(
    conference: Conference, editor: User
) -> None:
    invitation = invite(conference, editor)
    client = signed_in(make_user(email="ann@example.org", is_verified=False))
    assert (client.post(path(invitation)).status_code, conference.members.count()) == (403, 1)


def test_a_link_ends_with_its_time_when_withdrawn_and_when_made_up(
    conference: Conference, editor: User
) -> None:
    old = invite(conference, editor, at=timezone.now() - timedelta(days=14))
    gone = invite(conference, editor, email="bo@example.org")
    assert (inviting.withdraw(gone, by=editor), inviting.withdraw(gone, by=editor)) == (True, False)
    live = invite(conference, editor, email="cy@example.org")
    paths = [path(old), path(gone), path(live)[:-3] + "xx/", "/invitations/x/"]
    answers = [Client().get(each) for each in paths]
    assert [(answer.status_code, b"Calm seas" in answer.content) for answer in answers] == [(404, False)] * 4
    answer = Client().get(path(live))
    headers = {name: answer.headers[name] for name in ("Cache-Control", "Referrer-Policy", "X-Robots-Tag")}
    assert (answer.status_code, headers) == (
        200,
        {
            "Cache-Control": "no-store, private",
            "Referrer-Policy": "same-origin",
            "X-Robots-Tag": "noindex, nofollow",
        },
    )


@pytest.mark.parametrize("state", ["waiting", "dead"])
def test_the_letter_of_an_invitation_that_is_withdrawn_is_never_sent(
    conference: Conference, editor: User, state: str
) -> None:
    invitation = invite(conference, editor)
    Letter.objects.update(state=state)
    inviting.withdraw(invitation, by=editor)
    assert Letter.objects.get().state == "dropped"


def test_trying_the_letters_to_speakers_again_sends_no_invitation(
    conference: Conference, editor: User
) -> None:
    invite(conference, editor)
    Letter.objects.update(state="dead")
    url = f"/admin/events/conference/{conference.pk}/briefing/"
    signed_in(editor, with_factor=True).post(url, {"again": "1"})
    assert Letter.objects.get().state == "dead"


def test_the_last_editor_stays_but_for_superusers(conference: Conference, editor: User) -> None:
    only = conference.members.get()
    for deed in (members.remove, partial(members.change_role, role="viewer")):
        with pytest.raises(ProgrammeError) as refused:
            deed(only, by=editor)
        assert refused.value.code == "last_editor"
    make_member(conference, "editor")
    members.remove(only, by=editor)
    left = conference.members.get()
    members.remove(left, by=User.objects.create_superuser("root@example.org", "x", name="Root"))
    assert conference.members.count() == 0


def test_a_role_is_changed_and_taken_and_both_are_noted(conference: Conference, editor: User) -> None:
    ann = make_member(conference, "viewer", make_user(name="Ann"))
    member = members.change_role(conference.members.get(user=ann), "moderator", by=editor)
    assert [row.role for row in conference.members.filter(user=ann)] == ["moderator"]
    members.remove(member, by=editor)
    assert conference.members.filter(user=ann).count() == 0
    assert [row.change_message for row in LogEntry.objects.order_by("pk")] == [
        "Ann, viewer before, is now moderator.",
        "Ann is no longer moderator.",
    ]


def test_members_of_another_team_are_not_ones_own_to_change(conference: Conference, editor: User) -> None:
    theirs = make_member(make_conference(), "viewer").memberships.get()
    for deed in (members.remove, partial(members.change_role, role="editor")):
        with pytest.raises(PermissionDenied):
            deed(theirs, by=editor)
    client = signed_in(editor, with_factor=True)
    url = f"/admin/events/conference/{conference.pk}/team/"
    acts = [f"remove:{theirs.pk}", f"role:{theirs.pk}", "withdraw:1", "remove:x"]
    assert [client.post(url, {"act": act}).status_code for act in acts] == [404] * 4


def test_who_leaves_is_in_no_invitation_any_more(conference: Conference, editor: User) -> None:
    invite(conference, editor)
    leave(make_user(email="ann@example.org"), Words.KEEP)
    assert (Invitation.objects.count(), Letter.objects.count()) == (0, 0)


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_for_any_team(
    conference: Conference, editor: User, django_assert_num_queries: Any, count: int
) -> None:
    for number in range(count):
        make_member(conference, "viewer")
        invite(conference, editor, email=f"a{number}@example.org")
    client = signed_in(editor, with_factor=True)
    with django_assert_num_queries(8):
        client.get(f"/admin/events/conference/{conference.pk}/team/")


def test_the_page_shows_the_team_and_does_what_its_buttons_say(conference: Conference, editor: User) -> None:
    ann = make_member(conference, "viewer", make_user(name="Ann"))
    client = signed_in(editor, with_factor=True)
    url = f"/admin/events/conference/{conference.pk}/team/"
    row = conference.members.get(user=ann)
    client.post(url, {"act": f"role:{row.pk}", f"role-{row.pk}": "editor"})
    assert [each.role for each in conference.members.all()] == ["editor", "editor"]
    own = conference.members.get(user=editor)
    assert client.post(url, {"act": f"remove:{own.pk}"}).headers["Location"] == "/admin/"
    assert client.get(url).status_code == 404
    refused = signed_in(ann, with_factor=True).post(url, {"act": "invite", "email": "x", "role": "viewer"})
    typed = Page(refused).root.first("input", name="email").attributes["value"]
    assert (refused.status_code, typed) == (422, "x")
