"""Builders of what tests are about. Each fills in what the test does not care for."""

from __future__ import annotations

import hashlib
import itertools
import json
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from allauth.mfa.models import Authenticator
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import Aaguid, AttestationObject, AttestedCredentialData, AuthenticatorData

from comments import services
from comments.models import Comment, ModerationAction
from cyberconf.accounts.models import User
from cyberconf.accounts.services import create_user
from cyberconf.accounts.tokens import issue
from events import publishing, team
from events.models import (
    Appearance,
    Conference,
    ContentLanguage,
    Question,
    Release,
    Room,
    Session,
    Track,
    Translation,
)
from events.programme import Programme, fingerprint
from speakers.models import Speaker

NINE = datetime(2021, 12, 3, 8, 0, tzinfo=UTC)  # 09:00 in Zurich
numbers = itertools.count(1)


def make_user(**overrides: Any) -> User:
    """A user with a verified address."""
    number = next(numbers)
    return create_user(
        **{"email": f"user{number}@example.org", "name": f"User {number}", "is_verified": True} | overrides
    )


def make_moderator(conference: Conference, user: User | None = None) -> User:
    """Somebody, or the user given, who moderates that conference."""
    user = user or make_user(role="moderator")
    team.join(conference=conference, user=user, role=team.Role.MODERATOR)
    return user


def make_token(user: User, **overrides: Any) -> str:
    """A token of the user's, as a program sends it. Staff make theirs; this one may be anybody's."""
    number, is_staff = next(numbers), user.is_staff
    user.is_staff = True
    issued = issue(user=user, **{"name": f"Program {number}"} | overrides)
    user.is_staff = is_staff
    return issued.secret


def make_passkey(user: User, *, name: str = "Phone") -> Authenticator:
    """A passkey of the user's as a browser on localhost makes it, of a device that is nowhere."""
    key = ES256.from_cryptography_key(ec.generate_private_key(ec.SECP256R1()).public_key())
    credential = AttestedCredentialData.create(Aaguid(bytes(16)), uuid4().bytes, key)
    flags = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.UV | AuthenticatorData.FLAG.AT
    about = AuthenticatorData.create(hashlib.sha256(b"localhost").digest(), flags, 0, credential)
    client = {"type": "webauthn.create", "challenge": "", "origin": "http://localhost"}
    response = {
        "clientDataJSON": websafe_encode(json.dumps(client).encode()),
        "attestationObject": websafe_encode(AttestationObject.create("none", about, {})),
    }
    identity = websafe_encode(credential.credential_id)
    made = {"id": identity, "rawId": identity, "type": "public-key", "response": response}
    return Authenticator.objects.create(
        user=user, type=Authenticator.Type.WEBAUTHN, data={"name": name, "credential": made}
    )


def make_conference(**overrides: Any) -> Conference:
    """A public conference in Zurich, without a session. All editors of our tests edit it.

    Somebody who is to edit one conference and not another comes of ``make_member``.
    """
    number = next(numbers)
    conference = Conference.objects.create(
        **{
            "slug": f"conference-{number}",
            "title": f"Conference {number}",
            "time_zone": "Europe/Zurich",
            "status": Conference.Status.PUBLIC,
        }
        | overrides
    )
    for user in User.objects.filter(groups__name="Editors"):
        make_member(conference, "editor", user)
    return conference


def make_member(conference: Conference, role: str, user: User | None = None) -> User:
    """Somebody of the staff, or the user given, with that role in that conference alone."""
    user = user or make_user()
    User.objects.filter(pk=user.pk).update(is_staff=True)
    user.is_staff = True
    team.join(conference=conference, user=user, role=team.Role(role))
    return user


def make_session(conference: Conference | None = None, **overrides: Any) -> Session:
    """A panel of an hour from 09:00 in Zurich."""
    number = next(numbers)
    fields = {
        "slug": f"session-{number}",
        "title": f"Session {number}",
        "kind": Session.Kind.PANEL,
        "starts_at": NINE,
        "ends_at": overrides.get("starts_at", NINE) + timedelta(hours=1),
    } | overrides
    return Session.objects.create(conference=conference or make_conference(), **fields)


def make_question(session: Session | None = None, **overrides: Any) -> Question:
    """A guiding question after those that the session has."""
    session = session or make_session()
    position = session.questions.count() + 1
    return Question.objects.create(
        session=session, **{"position": position, "text": f"Which question is number {position}?"} | overrides
    )


def make_speaker(**overrides: Any) -> Speaker:
    """A person."""
    number = next(numbers)
    return Speaker.objects.create(**{"slug": f"speaker-{number}", "name": f"Speaker {number}"} | overrides)


def make_appearance(session: Session, speaker: Speaker | None = None, **overrides: Any) -> Appearance:
    """A person's part in the session."""
    return Appearance.objects.create(session=session, speaker=speaker or make_speaker(), **overrides)


def make_language(conference: Conference, code: str) -> ContentLanguage:
    """A language in which the conference's programme is to be had beside its own."""
    return ContentLanguage.objects.create(conference=conference, code=code)


def make_translation(
    language: ContentLanguage,
    row: Conference | Room | Track | Session | Question | Speaker,
    field: str,
    text: str,
) -> Translation:
    """What one text of the row says in the language, made of the original as it is now."""
    return Translation.objects.create(
        language=language,
        about=None if isinstance(row, Conference) else row.uid,
        field=field,
        text=text,
        of=fingerprint(getattr(row, field)),
    )


def make_release(conference: Conference, **overrides: Any) -> Release:
    """The conference's draft, published."""
    return publishing.publish(conference, **{"by": None} | overrides)


def make_published_panel(*, questions: int = 2, **overrides: Any) -> Session:
    """A panel with guiding questions in a public conference that was released."""
    session = make_session(**overrides)
    for _ in range(questions):
        make_question(session)
    make_release(session.conference)
    return session


def session_node(**overrides: Any) -> dict[str, Any]:
    """A session of a Programme, an hour from 09:00 in Zurich, as keyword arguments."""
    number = next(numbers)
    return {
        "uid": uuid4(),
        "slug": f"session-{number}",
        "kind": "panel",
        "title": f"Session {number}",
        "starts_at": "2021-12-03T09:00:00+01:00",
        "ends_at": "2021-12-03T10:00:00+01:00",
    } | overrides


def question_node(number: int = 1, **overrides: Any) -> dict[str, Any]:
    """A guiding question of a Programme, as keyword arguments."""
    return {"uid": uuid4(), "number": number, "text": f"Which question is number {number}?"} | overrides


def person_node(**overrides: Any) -> dict[str, Any]:
    """A person of a Programme, as keyword arguments."""
    number = next(numbers)
    return {"uid": uuid4(), "slug": f"person-{number}", "name": f"Person {number}"} | overrides


def make_programme(**overrides: Any) -> Programme:
    """A Programme document with one session."""
    fields = {
        "slug": f"programme-{next(numbers)}",
        "title": "A conference",
        "time_zone": "Europe/Zurich",
        "sessions": [session_node()],
    } | overrides
    return Programme.model_validate(fields)


def make_comment(session: Session | None = None, **overrides: Any) -> Comment:
    """A comment that was posted: on the session at large unless ``question`` says otherwise.

    ``status`` is set afterwards, as a moderator would have done. An ``author`` who is given says something
    else each time: who says the same twice is taken to have said it once.
    """
    body = f"What I think, {next(numbers)}." if "author" in overrides else "What I think."
    status = overrides.pop("status", None)
    parent = overrides.get("parent")
    if parent is not None:
        session = parent.discussion.session
        overrides.setdefault("question", parent.discussion.question)
    comment = services.post_comment(
        session=session or make_published_panel(),
        **{
            "author": overrides.pop("author", None) or make_user(),
            "body": body,
            "submission_key": uuid4(),
        }
        | overrides,
    )
    if status is not None:
        set_status(comment, status, by=make_moderator(comment.discussion.session.conference))
    return comment


def set_status(comment: Comment, status: str, *, by: User) -> ModerationAction | None:
    """Have a moderator decide that the comment gets that status, as being off topic."""
    act = next(act for act, then in services.BECOMES.items() if then == status)
    return services.decide(comment, act, by=by, reason="off_topic")
