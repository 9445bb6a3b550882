"""What programs of editors do to drafts and releases."""

from __future__ import annotations

import gzip
import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from cyberconf.accounts.models import User
from events import publishing
from events.importers import MOST_BYTES
from events.models import Conference, Question, Release, Room, Session
from speakers.models import Speaker
from tests.api import BASE, bearer, get, problem
from tests.builders import (
    make_appearance,
    make_comment,
    make_conference,
    make_member,
    make_programme,
    make_published_panel,
    make_release,
    make_session,
    make_speaker,
    make_token,
    make_user,
    person_node,
    question_node,
    session_node,
)

pytestmark = pytest.mark.django_db

JSON = "application/json"


class Program:
    """A program that acts with a token."""

    def __init__(self, secret: str) -> None:
        self.client = Client(headers=bearer(secret))

    def put(self, body: Any, slug: str = "ports", query: str = "", **headers: str) -> Any:
        data = body if isinstance(body, bytes) else json.dumps(body)
        path = f"{BASE}/conferences/{slug}/programme{query}"
        return self.client.put(path, data, content_type=JSON, headers=headers)

    def post(self, body: Any = None, slug: str = "ports", **headers: str) -> Any:
        data = b"" if body is None else body if isinstance(body, bytes) else json.dumps(body)
        path = f"{BASE}/conferences/{slug}/releases"
        return self.client.post(path, data, content_type=JSON, headers=headers)

    def draft(self, slug: str = "ports", **headers: str) -> Any:
        return self.client.get(f"{BASE}/conferences/{slug}/draft", headers=headers)


@pytest.fixture
def program(eve: User) -> Program:
    return Program(make_token(eve))


def document(**overrides: Any) -> dict[str, Any]:
    return make_programme(**{"slug": "ports"} | overrides).model_dump(mode="json")


def rows() -> dict[str, int]:
    """How many rows of each kind there are: what a refusal must leave as it was."""
    models: tuple[Any, ...] = (Conference, Session, Question, Room, Speaker, Release)
    return {model.__name__: model.objects.count() for model in models}


# Importing


def test_a_programme_makes_a_conference_as_a_draft(program: Program, client: Client) -> None:
    sent = document(sessions=[session_node(title="Cables", number="1")])
    answer = program.put(sent)
    made = Conference.objects.get()
    assert answer.status_code == 201
    assert answer.headers["Location"] == f"http://127.0.0.1:8000{BASE}/conferences/ports"
    content = answer.json()
    assert {name: content[name] for name in ("conference", "is_new", "dry_run", "release")} == {
        "conference": "ports",
        "is_new": True,
        "dry_run": False,
        "release": None,
    }
    assert [(change["kind"], change["title"]) for change in content["changes"]] == [("added", "Cables")]
    assert content["words"] == ["Panel 1 “Cables” is new: 3 December, 09:00–10:00."]
    assert (made.status, publishing.build(made).model_dump(mode="json")) == ("draft", sent)
    assert client.get(f"{BASE}/conferences/ports").status_code == 404


def test_a_second_import_changes_what_differs_and_a_third_nothing(program: Program) -> None:
    session = session_node(title="Cables", questions=[question_node()])
    program.put(document(sessions=[session]))
    before = Session.objects.get()
    second = program.put(document(sessions=[session | {"title": "Cables and ports"}]))
    third = program.put(document(sessions=[session | {"title": "Cables and ports"}]))
    assert [(answer.status_code, answer.json()["words"]) for answer in (second, third)] == [
        (200, ["“Cables” is renamed to “Cables and ports”."]),
        (200, []),
    ]
    assert second.headers["ETag"] == third.headers["ETag"]
    after = Session.objects.get()
    assert (after.pk, after.uid, after.title) == (before.pk, before.uid, "Cables and ports")


def test_what_an_import_leaves_out_is_withdrawn_and_keeps_its_comments(program: Program) -> None:
    panel = make_published_panel(conference=make_conference(slug="ports"))
    comment = make_comment(panel)
    answer = program.put(document(title=panel.conference.title, sessions=[]))
    panel.refresh_from_db()
    comment.refresh_from_db()
    assert ([change["kind"] for change in answer.json()["changes"]], panel.status) == (
        ["removed"],
        "withdrawn",
    )
    assert comment.discussion.session_id == panel.pk


def test_a_dry_run_says_the_same_and_writes_nothing(program: Program) -> None:
    panel = make_published_panel(conference=make_conference(slug="ports"))
    known = program.draft()
    sent = document(people=[person_node(slug="ann")], sessions=[session_node(credits=[{"person": "ann"}])])
    before = rows()
    foreseen = program.put(sent, query="?dry_run=true")
    assert (foreseen.status_code, rows(), program.draft().content) == (200, before, known.content)
    assert foreseen.headers["ETag"] == known.headers["ETag"]
    done = program.put(sent, **{"If-Match": foreseen.headers["ETag"]})
    assert done.json() == foreseen.json() | {"dry_run": False}
    assert (foreseen.json()["dry_run"], rows() != before, panel.pk is not None) == (True, True, True)


def test_a_dry_run_of_a_new_conference_makes_none(program: Program) -> None:
    answer = program.put(document(), query="?dry_run=true")
    assert (answer.status_code, answer.json()["is_new"], "Location" in answer.headers) == (200, True, False)
    assert (rows()["Conference"], "ETag" in answer.headers) == (0, False)


def test_a_dry_run_refuses_what_an_import_refuses(program: Program) -> None:
    make_published_panel()
    taken = Session.objects.get().uid
    sent = document(sessions=[session_node(uid=taken)])
    answers = [program.put(sent, query=query) for query in ("", "?dry_run=true")]
    assert [problem(answer) for answer in answers] == [(422, "uid_taken", [])] * 2
    assert rows()["Conference"] == 1


def test_a_conference_that_publishes_each_change_is_published(program: Program, client: Client) -> None:
    panel = make_published_panel(conference=make_conference(slug="ports", publishes_each_change=True))
    draft = program.draft().json()
    draft["sessions"][0]["title"] = "Another"
    foreseen = program.put(draft, query="?dry_run=true")
    assert (foreseen.json()["release"], Release.objects.count()) == (2, 1)
    answer = program.put(draft)
    assert (answer.json()["release"], Release.objects.count()) == (2, 2)
    assert get(client, f"/conferences/ports/sessions/{panel.slug}")["title"] == "Another"


def test_who_publishes_is_noted(program: Program, eve: User) -> None:
    make_session(make_conference(slug="ports"))
    program.post()
    assert Release.objects.get().published_by == eve


# Whoever changed it meanwhile


def test_an_import_on_a_draft_that_somebody_changed_is_refused(program: Program, client: Client) -> None:
    panel = make_published_panel(conference=make_conference(slug="ports"))
    path = f"{BASE}/conferences/ports/programme"
    sent = client.get(path).json() | {"title": "Another title"}
    known = client.get(path, headers={"Accept-Encoding": "gzip"}).headers["ETag"]
    assert known.startswith("W/")
    Session.objects.filter(pk=panel.pk).update(title="Somebody else was here")
    before = program.draft().content
    for query in ("", "?dry_run=true"):
        answer = program.put(sent, query=query, **{"If-Match": known})
        assert problem(answer) == (412, "changed", [{"header": "If-Match"}])
    assert program.draft().content == before
    now = program.draft().headers["ETag"]
    assert program.put(sent, **{"If-Match": f'"other", {now}'}).status_code == 200


def test_the_tag_of_the_published_programme_is_that_of_a_draft_that_says_the_same(
    program: Program, client: Client
) -> None:
    make_published_panel(conference=make_conference(slug="ports"))
    path = f"{BASE}/conferences/ports/programme"
    tags = [client.get(path).headers["ETag"], program.draft().headers["ETag"]]
    written = program.put(client.get(path).json(), **{"If-Match": tags[0]})
    assert (tags[0], written.status_code, written.headers["ETag"]) == (tags[1], 200, tags[0])


@pytest.mark.parametrize("match", ["*", '"none"', "x", '""'])
def test_a_condition_on_a_draft_that_is_not_there_fails(program: Program, match: str) -> None:
    answer = program.put(document(), **{"If-Match": match})
    assert (problem(answer)[:2], rows()["Conference"]) == ((412, "changed"), 0)


def test_who_wants_to_make_a_conference_changes_none_that_is_there(program: Program) -> None:
    assert program.put(document(), **{"If-None-Match": "*"}).status_code == 201
    known = program.draft().headers["ETag"]
    before = program.draft().content
    for match in ("*", f'"other", {known}'):
        answer = program.put(document(title="Another"), **{"If-None-Match": match})
        assert problem(answer) == (412, "exists", [{"header": "If-None-Match"}])
    assert program.draft().content == before
    assert program.put(document(title="Another"), **{"If-None-Match": '"other"'}).status_code == 200


def test_any_draft_will_do_for_a_star(program: Program) -> None:
    make_session(make_conference(slug="ports"))
    answers = [program.put(document(), **{"If-Match": "*"}), program.post(**{"If-Match": "*"})]
    assert [answer.status_code for answer in answers] == [200, 201]


def test_publishing_a_draft_that_somebody_changed_is_refused(program: Program) -> None:
    session = make_session(make_conference(slug="ports"))
    known = program.draft().headers["ETag"]
    Session.objects.filter(pk=session.pk).update(title="Somebody else was here")
    answer = program.post({"note": "x"}, **{"If-Match": known})
    assert (problem(answer)[:2], Release.objects.count()) == ((412, "changed"), 0)
    now = program.draft().headers["ETag"]
    assert program.post({"note": "x"}, **{"If-Match": now}).status_code == 201


# What is no programme


@pytest.mark.parametrize(
    ("body", "status", "code", "faults"),
    [
        (b"", 400, "empty", []),
        (b"{", 400, "json", []),
        (b"nonsense", 400, "json", []),
        (b"\xe9\xe8", 400, "encoding", []),
        (b'{"a": "\x00"}', 400, "binary", []),
        (b"[" * 100_000, 400, "json", []),
        (b'{"a":' * 500 + b"1" + b"}" * 500, 400, "json", []),
        (b'{"slug": "a", "slug": "b"}', 400, "json", []),
        (b'{"slug": NaN}', 400, "json", []),
        (b'{"slug": 1' + b"0" * 5000 + b"}", 400, "json", []),
        (b"[]", 422, "document", []),
        (b"null", 422, "document", []),
        (b'{"title": "\\ud800"}', 422, "document", [{"pointer": "#/title"}]),
        (b'{"title": "\\u0000"}', 422, "document", [{"pointer": "#/title"}]),
        ({}, 422, "document", [{"pointer": f"#/{name}"} for name in ("slug", "title", "time_zone")]),
        ({"sessions": 5}, 422, "document", []),
        ({"sessions": [{"title": 5}, 7]}, 422, "document", None),
        ({"slug": "a b", "title": "x", "time_zone": "UTC"}, 422, "document", [{"pointer": "#/slug"}]),
        (document() | {"nonsense": 1}, 422, "document", [{"pointer": "#/nonsense"}]),
        (document() | {"schema_version": 2}, 422, "document", [{"pointer": "#/schema_version"}]),
        (document() | {"time_zone": "Mars/Base"}, 422, "unknown_zone", []),
        (document() | {"slug": "other"}, 422, "slug", [{"pointer": "#/slug"}]),
        (document(title="x" * 301), 422, "unsound", []),
        (document(rooms=[{"slug": "a", "name": "x" * 201}]), 422, "unsound", []),
        (document(sessions=[session_node(title="x" * 301)]), 422, "too_long", []),
        (document() | {"rooms": None}, 422, "document", []),
    ],
)
def test_what_is_no_programme_is_refused_with_the_place(
    program: Program, body: Any, status: int, code: str, faults: list[dict[str, str]] | None
) -> None:
    before = rows()
    found = problem(program.put(body))
    assert found[:2] == (status, code)
    assert faults is None or found[2] == faults
    assert rows() == before


def test_every_wrong_session_is_pointed_at(program: Program) -> None:
    sent = document(sessions=[session_node(), session_node(questions=[question_node()])])
    del sent["sessions"][0]["title"]
    sent["sessions"][1]["questions"][0]["text"] = ""
    assert problem(program.put(sent)) == (
        422,
        "document",
        [{"pointer": "#/sessions/0/title"}, {"pointer": "#/sessions/1/questions/0/text"}],
    )


def test_a_conference_cannot_take_an_address_of_the_site(program: Program) -> None:
    answer = program.put(document(slug="admin"), slug="admin")
    assert (problem(answer)[:2], rows()["Conference"]) == ((422, "unsound"), 0)


def test_a_body_that_is_too_large_is_refused(program: Program) -> None:
    answers = [program.put(b" " * (MOST_BYTES + 1)), program.post(b" " * 100_001)]
    assert [problem(answer) for answer in answers] == [(413, "too_large", [])] * 2
    assert {(each.reason_phrase, each.json()["title"]) for each in answers} == {("Payload Too Large",) * 2}
    sent = json.dumps(document()).encode()
    assert program.put(sent + b" " * (MOST_BYTES - len(sent))).status_code == 201


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"])
def test_a_body_that_is_not_json_is_refused(program: Program, kind: str) -> None:
    path = f"{BASE}/conferences/ports"
    answers = [
        program.client.put(f"{path}/programme", b"{}", content_type=kind),
        program.client.post(f"{path}/releases", b"{}", content_type=kind),
    ]
    assert [problem(answer) for answer in answers] == [
        (415, "unsupported_type", [{"header": "Content-Type"}])
    ] * 2


def test_a_body_that_is_compressed_is_refused(program: Program) -> None:
    sent = gzip.compress(json.dumps(document()).encode())
    answer = program.put(sent, **{"Content-Encoding": "gzip"})
    assert problem(answer) == (415, "unsupported_coding", [{"header": "Content-Encoding"}])
    assert answer.headers["Accept-Encoding"] == "identity"


@pytest.mark.parametrize("query", ["?dry_run=maybe", "?dry_run=true&dry_run=false", "?dryrun=true"])
def test_an_unclear_dry_run_is_refused_and_nothing_written(program: Program, query: str) -> None:
    assert (problem(program.put(document(), query=query))[:2], rows()["Conference"]) == ((422, "invalid"), 0)


# Publishing


def test_a_draft_is_published_with_a_note(program: Program, client: Client) -> None:
    make_session(make_conference(slug="ports"), title="Cables")
    answer = program.post({"note": "The first."})
    shown = get(client, "/conferences/ports/releases/1")
    assert (answer.status_code, answer.headers["Location"]) == (201, shown["url"])
    warnings = ["“Cables” has neither a moderator nor a chair.", "“Cables” has no guiding question."]
    assert answer.json() == shown | {"is_public": True, "warnings": warnings}
    assert shown["note"] == "The first."


def test_publishing_what_is_published_makes_nothing(program: Program) -> None:
    make_published_panel(conference=make_conference(slug="ports"))
    answer = program.post({"note": "Again"})
    assert (answer.status_code, answer.json()["number"], answer.json()["note"]) == (200, 1, "")
    assert ("Location" in answer.headers, Release.objects.count()) == (False, 1)


def test_a_draft_conference_is_shown_to_all_only_when_that_is_asked(program: Program, client: Client) -> None:
    make_session(make_conference(slug="ports", status="draft"))
    hidden = program.post().json()
    assert (hidden["is_public"], client.get(f"{BASE}/conferences/ports").status_code) == (False, 404)
    shown = program.post({"public": True})
    assert (shown.status_code, shown.json()["is_public"]) == (200, True)
    assert get(client, "/conferences/ports")["status"] == "public"


def test_a_session_without_an_end_is_not_published(program: Program) -> None:
    make_session(make_conference(slug="ports"), ends_at=None)
    assert (problem(program.post()), Release.objects.count()) == ((409, "no_end", []), 0)


@pytest.mark.parametrize(
    ("body", "status", "pointer"),
    [
        ({"note": "x" * 2001}, 422, "#/note"),
        ({"note": 5}, 422, "#/note"),
        ({"note": None}, 422, "#/note"),
        ({"public": "yes"}, 422, "#/public"),
        ({"notes": "x"}, 422, "#/notes"),
        (b'{"note": "\\ud800"}', 422, "#/note"),
        (b'{"note": "a\\u0000b"}', 422, "#/note"),
        (b"[]", 422, None),
        (b"{", 400, None),
        (b'{"note": "a", "note": "b"}', 400, None),
    ],
)
def test_what_is_said_of_a_release_is_checked(
    program: Program, body: Any, status: int, pointer: str | None
) -> None:
    make_session(make_conference(slug="ports"))
    found = problem(program.post(body))
    assert (found[0], found[2]) == (status, [{"pointer": pointer}] if pointer else [])
    assert Release.objects.count() == 0


def test_what_is_not_there_is_not_published_or_shown(program: Program) -> None:
    assert [problem(answer) for answer in (program.post(), program.draft())] == [(404, "not_found", [])] * 2


# The draft


def test_the_draft_is_what_staff_edit_and_nobody_else_keeps_it(program: Program) -> None:
    session = make_session(make_conference(slug="ports", status="draft"), title="Not announced")
    answer = program.draft()
    assert answer.json() == publishing.build(session.conference).model_dump(mode="json")
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert "Access-Control-Allow-Origin" not in answer.headers
    again = program.draft(**{"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


# Who may


@pytest.mark.parametrize(
    ("roles", "makes", "statuses"),
    [
        (["editor"], True, (200, 201, 200, 201)),
        (["editor"], False, (200, 403, 200, 201)),
        (["moderator"], False, (403, 403, 200, 403)),
        (["viewer"], False, (403, 403, 200, 403)),
        (["viewer"], True, (403, 201, 200, 403)),
        ([], False, (403, 403, 404, 404)),
        ([], True, (409, 201, 404, 404)),  # the address is taken, and that is all that is told
    ],
)
def test_the_role_is_asked_at_the_time_of_the_call(
    program: Program, eve: User, roles: list[str], makes: bool, statuses: tuple[int, ...]
) -> None:
    conference = make_session(make_conference(slug="ports")).conference
    conference.members.all().delete()
    for role in roles:
        make_member(conference, role, eve)
    if not makes:
        eve.groups.clear()
    new = document(slug="new")
    answers = [program.put(document()), program.put(new, slug="new"), program.draft(), program.post()]
    assert tuple(answer.status_code for answer in answers) == statuses


def test_whoever_makes_a_conference_edits_it(program: Program, eve: User) -> None:
    program.put(document())
    assert [(row.user, row.role) for row in Conference.objects.get().members.all()] == [(eve, "editor")]
    assert program.put(document(title="Changed")).status_code == 200


def test_people_of_another_team_are_not_taken_by_their_permanent_id(program: Program) -> None:
    """Whoever edits their conference would read their address."""
    theirs = make_session(make_conference(title="Elsewhere"))
    theirs.conference.members.all().delete()
    ann = make_speaker(email="ann@example.org")
    make_appearance(theirs, ann)
    person = person_node(uid=ann.uid, slug="ann", name="Ann")
    credit = {"person": "ann", "role": "chair", "affiliation": None}
    sent = document(people=[person], sessions=[session_node(credits=[credit])])
    before = rows()
    assert problem(program.put(sent))[:2] == (422, "uid_taken")
    assert rows() == before


@pytest.mark.parametrize("change", [{"is_active": False}, {"is_staff": False}])
def test_who_is_no_longer_of_the_staff_can_do_nothing_any_more(
    program: Program, eve: User, change: dict[str, bool]
) -> None:
    make_session(make_conference(slug="ports"))
    User.objects.filter(pk=eve.pk).update(**change)
    before = rows()
    expected = 401 if "is_active" in change else 403
    answers = [program.put(document()), program.post(), program.draft()]
    assert [problem(answer)[0] for answer in answers] == [expected] * 3
    assert rows() == before


def test_a_session_cookie_writes_nothing(eve: User) -> None:
    make_session(make_conference(slug="ports"))
    chief = make_user(role="editor")
    User.objects.filter(pk=chief.pk).update(is_superuser=True)
    for user in (eve, chief):
        client = Client()
        client.force_login(user)
        before = rows()
        answers = [
            client.put(f"{BASE}/conferences/ports/programme", json.dumps(document()), content_type=JSON),
            client.post(f"{BASE}/conferences/ports/releases", b"", content_type=JSON),
            client.get(f"{BASE}/conferences/ports/draft"),
        ]
        assert [problem(answer) for answer in answers] == [(401, "no_token", [])] * 3
        assert {answer.headers["WWW-Authenticate"] for answer in answers} == {'Bearer realm="cyberconf"'}
        assert rows() == before


def test_a_token_needs_no_protection_against_other_sites(eve: User) -> None:
    client = Client(enforce_csrf_checks=True, headers=bearer(make_token(eve)))
    path = f"{BASE}/conferences/ports/programme"
    assert client.put(path, json.dumps(document()), content_type=JSON).status_code == 201


@pytest.mark.parametrize(
    "header",
    ["", "Bearer", "Bearer ", "Bearer x", "Basic {secret}", "{secret}", "Bearer {secret}x", "Token {secret}"],
)
def test_what_is_no_token_of_ours_is_refused(eve: User, header: str) -> None:
    secret = make_token(eve)
    client = Client(headers={"Authorization": header.format(secret=secret)})
    answer = client.put(f"{BASE}/conferences/ports/programme", json.dumps(document()), content_type=JSON)
    assert (problem(answer)[0], secret in answer.content.decode()) == (401, False)
    assert answer.headers["WWW-Authenticate"].startswith('Bearer realm="cyberconf"')


@pytest.mark.parametrize("sessions", [1, 3])
def test_writes_ask_the_database_the_same_number_of_times_at_any_size(
    program: Program, django_assert_num_queries: Any, sessions: int
) -> None:
    conference = make_conference(slug="ports")
    for number in range(sessions):
        session = make_session(conference, slug=f"s{number}")
    make_release(conference)
    program.draft()
    draft = program.draft().json()
    for each in draft["sessions"]:
        each["title"] += " changed"
    with django_assert_num_queries(11):
        program.draft()
    with django_assert_num_queries(78):
        assert len(program.put(draft).json()["changes"]) == sessions
    with django_assert_num_queries(31):
        assert program.post().status_code == 201
    assert session.starts_at + timedelta(hours=1) == session.ends_at
