"""Who may do what: every address and method of the site by every persona, as ``permissions.txt`` has it.

Whoever adds an address adds its rows there. A failure shows the rows as the site answers them: where that is
what it should do, they can be copied.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.test import Client
from django.utils import timezone

from comments import services, subscriptions
from comments.models import Comment, HoldingRules, ModerationAction
from cyberconf.accounts import tokens
from cyberconf.accounts.models import ApiToken, User
from cyberconf.accounts.roles import group_for
from events import announcing, bookmarking, editing, inviting, previewing, publishing
from events.models import Conference, Letter, Session, Source
from speakers import links
from speakers.models import Speaker, SpeakerSheet
from tests.addresses import elsewhere, every_address, filled
from tests.api import bearer
from tests.builders import (
    make_appearance,
    make_comment,
    make_conference,
    make_language,
    make_member,
    make_moderator,
    make_passkey,
    make_question,
    make_release,
    make_session,
    make_speaker,
    make_token,
    make_user,
)
from tests.clients import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.looks]  # rights are asked alike with every database

PEOPLE = ("visitor", "alice", "mona", "eve", "root", "otto", "vera", "sam")
PROGRAMS = (
    "t-alice",
    "t-mona",
    "t-eve",
    "t-root",
    "t-old",
    "t-otto",
    "t-vera",
)  # by the tokens of these; that of t-old has ended
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
SIGN_IN = re.compile(r"/(admin/login|accounts/login|accounts/signup)/")
TABLE = Path(__file__).with_name("permissions.txt")
LINE = "{:<6} {:<82} {}"

Row = tuple[str, str]


def table() -> dict[Row, tuple[str, ...]]:
    """Read the table: method and address, and what each persona is answered. One answer is everybody's.

    A program has no column outside the API: its token counts for nothing there.
    """
    rows: dict[Row, tuple[str, ...]] = {}
    for line in TABLE.read_text().splitlines():
        if line.strip() and not line.startswith("#"):
            method, address, *answers = line.split()
            assert (method, address) not in rows, f"{method} {address} stands twice in {TABLE.name}."
            rows[method, address] = tuple(answers) * (len(personas(address)) if len(answers) == 1 else 1)
    return rows


def personas(address: str) -> tuple[str, ...]:
    """Who is asked for at an address."""
    return PEOPLE + PROGRAMS if chapter(address) == "api" else PEOPLE


def chapter(address: str) -> str:
    """The part of the site that an address belongs to: those of one are tested together."""
    parts = address.split("/")
    return (
        "/".join(parts[1:3]) if parts[1] == "admin" else parts[1] if parts[1] in {"api", "accounts"} else ""
    )


EXPECTED = table()
CHAPTERS = sorted({chapter(address) for _method, address in EXPECTED})


class World:
    """A conference with something of everything, and the people who come to it."""

    def __init__(self, people: dict[str, User]) -> None:
        self.root = make_user(email="root@example.org", name="Root")
        User.objects.filter(pk=self.root.pk).update(is_superuser=True, is_staff=True)
        self.people = people | {"root": User.objects.get(pk=self.root.pk)}
        self.conference = make_conference(slug="ports")
        self.session = make_session(self.conference, slug="cables")
        question = make_question(self.session)
        make_appearance(self.session, make_speaker(slug="ann"))
        make_release(self.conference)
        make_language(self.conference, "fr")
        self.comment = make_comment(self.session, question=question, author=people["alice"])
        with editing.edited(self.conference, by=None, via="page", sessions=[self.session.pk]):
            Session.objects.filter(pk=self.session.pk).update(title="Not published yet")
        make_moderator(self.conference, people["mona"])
        for name, role in (("eve", "editor"), ("vera", "viewer")):
            make_member(self.conference, role, people[name])
        make_member(make_conference(), "editor", people["otto"])
        self.source = Source.objects.create(by=people["eve"], conference=self.conference, data=b"9:00 Law")
        self.invitation = inviting.invite(
            self.conference, email=people["alice"].email, role="viewer", by=people["eve"]
        )
        self.sheet = SpeakerSheet.objects.create(by=people["eve"], data=b"Name\nAda")
        self.entry = links.make(Speaker.objects.get(slug="ann"), by=None)
        self.preview = previewing.make(self.conference, by=None, name="The ministry", days=7)
        Letter.objects.create(
            conference=self.conference, kind="planned", email="a@example.org", press=uuid4()
        )
        self.calendar = bookmarking.renew(people["alice"])
        announcing.announce(self.conference, by=None, text="Lunch is served")
        group_for("editor")
        default_storage.save("photo.png", ContentFile(b"x"))
        self.headers = {"visitor": {}} | dict(self._signed_in()) | dict(self._tokens())
        hidden = make_comment(self.session, author=people["alice"])
        self.objects = {
            Comment: self.comment,
            ApiToken: ApiToken.objects.get(user=people["eve"]),
            Authenticator: make_passkey(people["eve"]),
            SocialAccount: SocialAccount.objects.create(user=people["eve"], provider="github", uid="77"),
            ModerationAction: services.decide(hidden, "hide", by=people["mona"], reason="insult"),
        }

        self._moderated()

    def _moderated(self) -> None:
        """Something of everything that moderators look after."""
        mona, somebody = self.people["mona"], make_user()
        services.report(self.comment, by=somebody, reason="insult")
        comment = make_comment(self.session, author=somebody)
        services.appeal(services.decide(comment, "hide", by=mona, reason="insult"), text="No.", by=somebody)
        services.silence(somebody, self.conference, by=mona, until=None, reason="insult")
        HoldingRules.objects.create(conference=self.conference)

    def answers(self, method: str, address: str, asking: tuple[str, ...] = ()) -> tuple[str, ...]:
        """Ask as each persona, and undo what that did. Where it leads to signing in, that is the answer."""
        there = filled(address, self.names(address))
        sent = self.sent(method, address) if method in {"POST", "PUT"} else {}
        return tuple(self._answer(method, there, sent, persona) for persona in asking or personas(address))

    def names(self, address: str) -> dict[str, Any]:
        """What stands for the parts of an address."""
        sheets = {"/admin/events/conference/import/<pk>/": self.source}
        sheets["/admin/speakers/speaker/import/<pk>/"] = self.sheet
        row = sheets.get(address) or self._row_of(address)
        kind = ContentType.objects.get_for_model(Session)
        return {
            "conference": "ports",
            "session": "cables",
            "letter": "s",
            "number": 1,
            "person": "ann",
            "provider_id": "sso",
            "path": "photo.png",
            "app_label": "events",
            "code": "fr",
            "token": self._token_of(address),
            "content_type_id": kind.pk,
            "object_id": self.session.pk if "content_type_id" in address else row and row.pk,
            "id": row and row.pk,
            "pk": row.pk if row else self.objects[self._kind_of(address)].pk,
        }

    def sent(self, method: str, address: str) -> dict[str, Any]:
        """What is sent, where it matters; all else is refused as a form that lacks everything, or let in."""
        if address.startswith("/api/"):
            draft = publishing.build(self.conference).model_dump_json()
            return {"data": draft if method == "PUT" else "{}", "content_type": "application/json"}
        if address.endswith("/delete/"):
            return {"data": {"post": "yes"}}
        if address == "/accounts/tokens/":
            return {"data": {"name": "Import", "days": "90"}}
        if address.endswith(("/comments/", "/replies/")):
            return {"data": {"body": "What I think.", "key": str(uuid4())}}
        return {"data": {}}

    def _answer(self, method: str, address: str, sent: dict[str, Any], persona: str) -> str:
        client = Client(headers=self.headers[persona])
        cache.clear()
        with transaction.atomic():
            response = getattr(client, method.lower())(address, **sent)
            b"".join(response)  # what is a file is closed when it was read
            transaction.set_rollback(True)
        leads = SIGN_IN.match(response.headers.get("Location", "").removeprefix(settings.SITE_URL))
        return "signin" if leads else str(response.status_code)

    def _kind_of(self, address: str) -> type:
        """What a number in an address outside admin is of."""
        if "/tokens/" in address:
            return ApiToken
        if "/disconnection/" in address:
            return SocialAccount
        if "/passkeys/" in address:
            return Authenticator
        return ModerationAction if "/decisions/" in address else Comment

    def _token_of(self, address: str) -> str:
        """What opens the page of an address to whoever has it."""
        if address.startswith("/previews/"):
            return previewing.token(self.preview)
        if address.startswith("/speakers/"):
            return links.token(self.entry)
        if "/my/" in address:
            return self.calendar
        if address.startswith("/invitations/"):
            return inviting.address(self.invitation).split("/")[-2]
        return subscriptions.address(self.people["alice"], subscriptions.ALL).split("/")[-2]

    def _row_of(self, address: str) -> Any:
        """The row that an address of admin is about."""
        parts = address.split("/")
        model = next(
            (
                m
                for m in admin.site._registry
                if parts[1:4] == ["admin", m._meta.app_label, m._meta.model_name]
            ),
            None,
        )
        return model and (self.objects.get(model) or model._default_manager.order_by("pk").first())

    def _signed_in(self) -> Iterator[tuple[str, dict[str, str]]]:
        for name, user in self.people.items():
            cookie = signed_in(user, with_factor=True).cookies[settings.SESSION_COOKIE_NAME].value
            yield name, {"Cookie": f"{settings.SESSION_COOKIE_NAME}={cookie}"}

    def _tokens(self) -> Iterator[tuple[str, dict[str, str]]]:
        for name, user in self.people.items():
            yield f"t-{name}", bearer(make_token(user))
        long_ago = timezone.now() - timedelta(days=31)
        yield "t-old", bearer(tokens.issue(user=self.people["root"], name="x", days=30, at=long_ago).secret)


@pytest.fixture
def world(alice: User, mona: User, eve: User, settings: Any) -> World:
    settings.SOCIALACCOUNT_PROVIDERS = {"github": {"APPS": [{"client_id": "id", "secret": "secret"}]}}
    others = {name: make_user(email=f"{name}@example.org", name=name.title()) for name in ("otto", "vera")}
    sam = {"sam": make_user(email="sam@example.org", name="Sam", role="moderator")}  # staff of no team
    return World({"alice": alice, "mona": mona, "eve": eve} | others | sam)


def written(rows: dict[Row, tuple[str, ...]]) -> list[str]:
    """Spell rows as the table does."""
    return [
        LINE.format(
            method,
            address,
            answers[0] if len(set(answers)) == 1 else "".join(f"{each:<8}" for each in answers).rstrip(),
        )
        for (method, address), answers in rows.items()
    ]


@pytest.mark.parametrize("part", CHAPTERS)
def test_each_persona_is_answered_as_the_table_says(world: World, part: str) -> None:
    expected = {row: answers for row, answers in EXPECTED.items() if chapter(row[1]) == part}
    found = {row: world.answers(*row) for row in expected}
    assert written({row: answers for row, answers in found.items() if answers != expected[row]}) == []
    if part != "api":
        by_token = {row: world.answers(*row, ("t-root",)) for row in expected}
        assert by_token == {row: answers[:1] for row, answers in expected.items()}


def test_no_address_is_missing_in_the_table_and_none_is_there_that_is_gone() -> None:
    listed = {address for _method, address in EXPECTED}
    assert {
        "missing": sorted(set(every_address()) - listed),
        "gone": sorted(listed - set(every_address())),
    } == {
        "missing": [],
        "gone": [],
    }
    assert len(elsewhere()) == len(["below /admin/", "below /api/v1/", "/api"])


@pytest.mark.parametrize("part", sorted({chapter(address) for address in every_address()}))
def test_no_method_is_missing_in_the_table(world: World, part: str) -> None:
    """Others are refused; Django's own pages take them as one of those that the table has."""
    asking = ("visitor", "root")
    found = {}
    for address in (address for address in every_address() if chapter(address) == part):
        known = [EXPECTED[method, address] for method in METHODS if (method, address) in EXPECTED]
        for method in METHODS:
            if (method, address) not in EXPECTED:
                allowed = [{"405", *(row[PEOPLE.index(each)] for row in known)} for each in asking]
                answers = world.answers(method, address, asking)
                if method in {"GET", "POST"} or not part.startswith(("admin", "accounts")):
                    allowed = [{"405"}] * len(asking)
                if any(answer not in each for answer, each in zip(answers, allowed, strict=True)):
                    found[method, address] = answers
    assert written(found) == []


def test_what_is_of_a_conference_that_is_a_draft_is_found_by_nobody(world: World) -> None:
    Conference.objects.update(status="draft", title="unpublished-words")
    make_release(world.conference)
    of_conference = [address for address in every_address() if "<conference>" in address]
    looked_at = [address for address in of_conference if ("GET", address) in EXPECTED]
    asked = [address for address in looked_at if not address.endswith("/draft")]
    found = {("GET", address): world.answers("GET", address, PEOPLE) for address in asked}
    signs_in_first = {address for address in asked if address.endswith("/following/")}  # there or not
    assert found == {
        ("GET", address): ("signin" if address in signs_in_first else "404", *["404"] * (len(PEOPLE) - 1))
        for address in asked
    }
    for address in ("/", "/conferences/", "/api/v1/conferences", f"/comments/{world.comment.pk}/"):
        answers = [Client(headers=world.headers[each]).get(address) for each in PEOPLE]
        assert [b"unpublished-words" in answer.content for answer in answers] == [False] * len(PEOPLE)
    assert (len(asked) > 30, Speaker.objects.exists()) == (True, True)
