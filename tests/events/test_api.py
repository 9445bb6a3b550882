"""What programs read of conferences, programmes and releases."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from cyberconf.demo import site
from events import publishing
from events.models import Conference, Release, Session
from tests.api import BASE, get, problem
from tests.builders import (
    NINE,
    make_appearance,
    make_conference,
    make_published_panel,
    make_question,
    make_release,
    make_session,
    make_speaker,
)

pytestmark = pytest.mark.django_db

SITE = "http://127.0.0.1:8000"
SECRET = "unpublished-words"


def rename(session: Session, title: str) -> Release:
    Session.objects.filter(pk=session.pk).update(title=title)
    return make_release(session.conference)


def walk(client: Client, path: str) -> list[list[dict[str, Any]]]:
    """Follow ``next`` from page to page, and return the items of each."""
    pages = [get(client, path)]
    while pages[-1]["next"]:
        assert pages[-1]["next"].startswith(SITE + BASE)
        pages.append(get(client, pages[-1]["next"].removeprefix(SITE + BASE)))
    return [page["items"] for page in pages]


# Conferences


def test_conferences_are_listed_as_their_newest_releases_have_them(client: Client) -> None:
    panel = make_published_panel(conference=make_conference(slug="ports", title="Ports"))
    Conference.objects.update(title=SECRET)
    release = Release.objects.get()
    assert get(client, "/conferences") == {
        "items": [
            {
                "slug": "ports",
                "title": "Ports",
                "status": "public",
                "starts_on": "2021-12-03",
                "ends_on": "2021-12-03",
                "release": 1,
                "published_at": release.published_at.isoformat().replace("+00:00", "Z"),
                "url": f"{SITE}/api/v1/conferences/ports",
                "page": f"{SITE}/ports/",
            }
        ],
        "next": None,
    }
    assert panel.conference_id == release.conference_id


def test_what_is_no_public_release_is_nowhere(client: Client) -> None:
    draft = make_published_panel(conference=make_conference(slug="draft", status="draft", title=SECRET))
    unreleased = make_session(make_conference(slug="unreleased", title=SECRET))
    assert get(client, "/conferences") == {"items": [], "next": None}
    for session in (draft, unreleased):
        slug = session.conference.slug
        paths = [
            "",
            "/programme",
            "/releases",
            "/releases/1",
            "/releases/1/programme",
            "/sessions",
            f"/sessions/{session.slug}",
            f"/sessions/{session.slug}/questions/1",
            "/questions",
            "/people",
            "/comments",
            f"/sessions/{session.slug}/comments",
            f"/sessions/{session.slug}/questions/1/comments",
        ]
        answers = [client.get(f"{BASE}/conferences/{slug}{path}") for path in paths]
        assert [problem(answer) for answer in answers] == [(404, "not_found", [])] * len(paths)
        assert [SECRET in answer.content.decode() for answer in answers] == [False] * len(paths)


def test_a_conference_has_its_facts_as_published(client: Client) -> None:
    conference = make_conference(
        slug="ports",
        theme="Below the waves",
        summary="In brief.",
        description="At length.",
        organiser_name="Institute",
        organiser_url="https://institute.example/",
        venue_name="Palais",
        format="hybrid",
    )
    conference.rooms.create(name="Aula", slug="aula", capacity=200)
    conference.tracks.create(name="Law", slug="law", colour="#aabbcc")
    make_appearance(make_session(conference), make_speaker())
    make_release(conference)
    Conference.objects.update(theme=SECRET, summary=SECRET, time_zone="Asia/Tokyo")
    shown = get(client, "/conferences/ports")
    facts = {name: shown[name] for name in ("theme", "summary", "description", "time_zone", "format")}
    assert facts == {
        "theme": "Below the waves",
        "summary": "In brief.",
        "description": "At length.",
        "time_zone": "Europe/Zurich",
        "format": "hybrid",
    }
    assert (shown["organiser"], shown["venue"]) == (
        {"name": "Institute", "url": "https://institute.example/"},
        {"name": "Palais", "address": None},
    )
    assert (shown["rooms"], shown["tracks"]) == (
        [{"slug": "aula", "name": "Aula", "capacity": 200, "stream_url": None}],
        [{"slug": "law", "name": "Law", "colour": "#aabbcc"}],
    )
    assert (shown["session_count"], shown["person_count"]) == (1, 1)


def test_a_programme_is_the_document_that_was_released(client: Client) -> None:
    site.load_2021()
    path = f"/conferences/{site.SLUG}"
    release = Release.objects.get()
    assert get(client, f"{path}/programme") == release.document
    assert get(client, f"{path}/releases/1/programme") == release.document
    assert client.get(f"{BASE}{path}/programme").headers["ETag"] == f'"{release.content_hash}"'


def test_an_older_programme_stays_as_it_was_and_a_draft_shows_nowhere(client: Client) -> None:
    panel = make_published_panel(title="Before")
    rename(panel, "After")
    Session.objects.update(title=SECRET)
    path = f"/conferences/{panel.conference.slug}"
    titles = [
        get(client, f"{path}{rest}")["sessions"][0]["title"]
        for rest in ("/programme", "/releases/1/programme", "/releases/2/programme")
    ]
    titles.append(get(client, f"{path}/sessions")["items"][0]["title"])
    titles.append(get(client, f"{path}/sessions/{panel.slug}")["title"])
    assert titles == ["After", "Before", "After", "After", "After"]


# Releases


def test_releases_say_what_changed_as_data_and_in_words(client: Client) -> None:
    panel = make_published_panel(title="Ports", number="1", conference=make_conference(slug="ports"))
    Session.objects.update(starts_at=NINE + timedelta(minutes=15), ends_at=NINE + timedelta(hours=2))
    release = publishing.publish(panel.conference, by=None, note="The first talk is longer.")
    newest, first = get(client, "/conferences/ports/releases")["items"]
    assert newest == get(client, "/conferences/ports/releases/2")
    assert newest == {
        "number": 2,
        "published_at": release.published_at.isoformat().replace("+00:00", "Z"),
        "note": "The first talk is longer.",
        "changes": [
            {
                "kind": "retimed",
                "subject": "session",
                "uid": str(panel.uid),
                "title": "Ports",
                "session_kind": "panel",
                "number": "1",
                "before": {
                    "starts_at": "2021-12-03T09:00:00+01:00",
                    "ends_at": "2021-12-03T10:00:00+01:00",
                },
                "after": {"starts_at": "2021-12-03T09:15:00+01:00", "ends_at": "2021-12-03T11:00:00+01:00"},
            }
        ],
        "words": ["Panel 1 moves from 09:00–10:00 to 09:15–11:00."],
        "url": f"{SITE}/api/v1/conferences/ports/releases/2",
        "programme": f"{SITE}/api/v1/conferences/ports/releases/2/programme",
        "page": f"{SITE}/ports/releases/2/",
    }
    assert (first["number"], first["changes"], first["words"]) == (1, [], [])


def test_releases_name_nobody_who_published_them(client: Client, eve: Any) -> None:
    conference = make_session().conference
    make_release(conference, by=eve)
    content = client.get(f"{BASE}/conferences/{conference.slug}/releases").content.decode()
    assert (eve.email in content, eve.name in content) == (False, False)


# What a programme holds


def test_a_session_has_all_of_the_document_and_its_addresses(client: Client) -> None:
    conference = make_conference(slug="ports")
    session = make_session(conference, slug="cables", title="Cables", description="*At length*")
    make_question(session, text="Who pays?")
    make_appearance(session, make_speaker(slug="ann"), role="moderator")
    make_release(conference)
    (written,) = get(client, "/conferences/ports/programme")["sessions"]
    expected = written | {
        "day": "2021-12-03",
        "url": f"{SITE}/api/v1/conferences/ports/sessions/cables",
        "page": f"{SITE}/ports/sessions/cables/",
        "comments": f"{SITE}/api/v1/conferences/ports/sessions/cables/comments",
    }
    assert get(client, "/conferences/ports/sessions/cables") == expected
    assert get(client, "/conferences/ports/sessions")["items"] == [expected]


def test_sessions_are_filtered_by_day_kind_room_track_and_person(client: Client) -> None:
    conference = make_conference(slug="ports")
    room = conference.rooms.create(name="Aula", slug="aula")
    track = conference.tracks.create(name="Law", slug="law")
    one = make_session(conference, slug="one", room=room, kind="panel")
    make_session(conference, slug="two", track=track, kind="talk", starts_at=NINE + timedelta(hours=15))
    make_session(conference, slug="three", kind="break", starts_at=NINE + timedelta(days=3))
    make_appearance(one, make_speaker(slug="ann"))
    make_appearance(Session.objects.get(slug="two"), make_speaker(slug="bo"))
    make_release(conference)
    found = {
        query: [item["slug"] for item in get(client, f"/conferences/ports/sessions?{query}")["items"]]
        for query in (
            "",
            "day=2021-12-03",
            "day=2021-12-04",
            "day=2021-12-05",
            "kind=panel",
            "kind=keynote",
            "room=aula",
            "room=none",
            "track=law",
            "person=ann",
            "person=bo&kind=talk",
            "person=bo&kind=panel",
        )
    }
    assert found == {
        "": ["one", "two", "three"],
        "day=2021-12-03": ["one"],
        "day=2021-12-04": ["two"],
        "day=2021-12-05": [],
        "kind=panel": ["one"],
        "kind=keynote": [],
        "room=aula": ["one"],
        "room=none": [],
        "track=law": ["two"],
        "person=ann": ["one"],
        "person=bo&kind=talk": ["two"],
        "person=bo&kind=panel": [],
    }


def test_a_session_that_moved_is_found_and_one_that_was_dropped_is_gone(client: Client) -> None:
    panel = make_published_panel(slug="before", conference=make_conference(slug="ports"))
    Session.objects.filter(pk=panel.pk).update(slug="after")
    panel.conference.former_slugs.create(session=panel, slug="before")
    make_release(panel.conference)
    rests = ("", "/questions/2", "/comments", "/questions/2/comments?limit=1")
    moved = [client.get(f"{BASE}/conferences/ports/sessions/before{rest}") for rest in rests]
    assert [(answer.status_code, answer.headers["Location"]) for answer in moved] == [
        (308, f"{SITE}{BASE}/conferences/ports/sessions/after{rest}") for rest in rests
    ]
    Session.objects.update(status="withdrawn")
    make_release(panel.conference)
    assert problem(client.get(f"{BASE}/conferences/ports/sessions/after")) == (410, "gone", [])


def test_questions_have_their_number_outcome_and_session(client: Client) -> None:
    conference = make_conference(slug="ports")
    for slug in ("one", "two"):
        make_question(make_session(conference, slug=slug, title=slug), text=f"{slug}?", outcome="*Agreed*")
    make_release(conference)
    both = get(client, "/conferences/ports/questions")["items"]
    assert [(item["session"], item["number"], item["text"]) for item in both] == [
        ("one", 1, "one?"),
        ("two", 1, "two?"),
    ]
    assert get(client, "/conferences/ports/questions?session=two")["items"] == both[1:]
    assert get(client, "/conferences/ports/sessions/two/questions/1") == both[1]
    assert both[1] == {
        "uid": both[1]["uid"],
        "number": 1,
        "text": "two?",
        "outcome": "*Agreed*",
        "session": "two",
        "url": f"{SITE}{BASE}/conferences/ports/sessions/two/questions/1",
        "page": f"{SITE}/ports/sessions/two/questions/1/",
        "comments": f"{SITE}{BASE}/conferences/ports/sessions/two/questions/1/comments",
    }


def test_people_have_their_parts_and_no_address_of_theirs(client: Client) -> None:
    conference = make_conference(slug="ports")
    session = make_session(conference, slug="cables", title="Cables")
    ann = make_speaker(slug="ann", name="Ann Lee", email="ann@secret.example", affiliation="Port")
    make_appearance(session, ann, role="moderator", affiliation="Harbour")
    make_speaker(slug="nobody", name=SECRET)
    make_release(conference)
    (shown,) = get(client, "/conferences/ports/people")["items"]
    assert shown == get(client, "/conferences/ports/people/ann")
    (written,) = get(client, "/conferences/ports/programme")["people"]
    assert shown == written | {
        "sessions": [
            {
                "session": "cables",
                "title": "Cables",
                "role": "moderator",
                "affiliation": "Harbour",
                "url": f"{SITE}{BASE}/conferences/ports/sessions/cables",
            }
        ],
        "url": f"{SITE}{BASE}/conferences/ports/people/ann",
        "page": f"{SITE}/ports/speakers/ann/",
    }
    assert "secret.example" not in str(shown)


@pytest.mark.parametrize(
    "path",
    [
        "/sessions/none",
        "/sessions/cables/questions/0",
        "/sessions/cables/questions/3",
        "/sessions/cables/questions/" + "9" * 30,
        "/sessions/cables/questions/" + "9" * 5000,
        "/people/none",
        "/releases/0",
        "/releases/2",
        "/releases/" + "9" * 30,
        "/releases/-1",
        "/nothing",
        "/sessions/a%00b",
        "/people/%F0%9F",
    ],
)
def test_what_is_not_there_is_a_problem(client: Client, path: str) -> None:
    make_published_panel(slug="cables", conference=make_conference(slug="ports"))
    assert problem(client.get(f"{BASE}/conferences/ports{path}")) == (404, "not_found", [])


# Pages


@pytest.mark.parametrize("limit", [1, 2, 3, 5, 100])
def test_pages_hold_each_item_once_and_in_order(client: Client, limit: int) -> None:
    for number in range(5):
        conference = make_conference(slug=f"conference-{number}")
        for position in range(5):
            start = NINE + timedelta(hours=position)
            session = make_session(conference, slug=f"s{position}", title=str(position), starts_at=start)
            make_question(session, text=str(position))
            make_appearance(session, make_speaker(slug=f"c{number}-p{position}"))
        make_release(conference)
    for position in range(4):
        rename(session, f"Changed {position}")
    path = f"/conferences/{conference.slug}"
    sizes = [min(limit, 5 - start) for start in range(0, 5, limit)]
    expected = {
        "/conferences": ("slug", [f"conference-{number}" for number in range(5)]),
        f"{path}/releases": ("number", [5, 4, 3, 2, 1]),
        f"{path}/sessions": ("slug", [f"s{position}" for position in range(5)]),
        f"{path}/questions": ("text", [str(position) for position in range(5)]),
        f"{path}/people": ("slug", [f"c4-p{position}" for position in range(5)]),
    }
    for address, (name, values) in expected.items():
        pages = walk(client, f"{address}?limit={limit}")
        assert [len(page) for page in pages] == sizes
        assert [item[name] for page in pages for item in page] == values


def test_the_pages_of_a_list_stay_with_their_release(client: Client) -> None:
    conference = make_conference(slug="ports")
    for position in range(3):
        make_session(conference, slug=f"s{position}", starts_at=NINE + timedelta(hours=position))
    make_release(conference)
    first = get(client, "/conferences/ports/sessions?limit=1&kind=panel")
    make_session(conference, slug="earlier", starts_at=NINE - timedelta(hours=1))
    make_release(conference)
    second = get(client, first["next"].removeprefix(SITE + BASE))
    fresh = get(client, "/conferences/ports/sessions?limit=1")
    assert [(page["release"], page["items"][0]["slug"]) for page in (first, second, fresh)] == [
        (1, "s0"),
        (1, "s1"),
        (2, "earlier"),
    ]
    assert "kind=panel" in first["next"]


def test_a_page_names_the_next_in_a_header_too(client: Client) -> None:
    conference = make_conference(slug="ports")
    for _ in range(2):
        make_session(conference)
    make_release(conference)
    answers = [client.get(f"{BASE}/conferences/ports/sessions?limit={limit}") for limit in (1, 2)]
    assert answers[0].headers["Link"] == f'<{answers[0].json()["next"]}>; rel="next"'
    assert "Link" not in answers[1].headers


@pytest.mark.parametrize(
    "cursor",
    [
        "",
        "x",
        "%00",
        "W10",
        "WzEsMl0x",
        "[1,2]",
        "WzEsImEiXQ",
        "WzksMF0",
        "Wy0xLDBd",
        "W3RydWUsMF0",
        "é",
        "A" * 9999,
    ],
)
@pytest.mark.parametrize(
    "path", ["", "/ports/releases", "/ports/sessions", "/ports/questions", "/ports/people", "/ports/comments"]
)
def test_a_cursor_that_is_none_of_ours_is_refused(client: Client, path: str, cursor: str) -> None:
    make_published_panel(conference=make_conference(slug="ports"))
    answer = client.get(f"{BASE}/conferences{path}?cursor={cursor}")
    assert problem(answer) == (422, "invalid", [{"parameter": "cursor"}])


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("limit=0", "limit"),
        ("limit=101", "limit"),
        ("limit=-1", "limit"),
        ("limit=x", "limit"),
        ("limit=" + "9" * 5000, "limit"),
        ("day=tomorrow", "day"),
        ("day=2021-13-01", "day"),
        ("kind=party", "kind"),
        ("speaker=ann", "speaker"),
        ("Day=2021-12-03", "Day"),
        ("room=a&room=b", "room"),
        ("%00=1", "\x00"),
    ],
)
def test_a_filter_that_is_unknown_or_wrong_is_refused_by_name(
    client: Client, query: str, parameter: str
) -> None:
    make_published_panel(conference=make_conference(slug="ports"))
    answer = client.get(f"{BASE}/conferences/ports/sessions?{query}")
    assert problem(answer) == (422, "invalid", [{"parameter": parameter}])


# Keeping what was read


READS = (
    "/conferences",
    "/conferences/ports",
    "/conferences/ports/programme",
    "/conferences/ports/releases",
    "/conferences/ports/releases/1",
    "/conferences/ports/releases/1/programme",
    "/conferences/ports/sessions",
    "/conferences/ports/sessions/cables",
    "/conferences/ports/questions",
    "/conferences/ports/sessions/cables/questions/1",
    "/conferences/ports/people",
    "/conferences/ports/people/ann",
    "/conferences/ports/comments",
    "/conferences/ports/sessions/cables/comments",
    "/conferences/ports/sessions/cables/questions/1/comments",
    "/",
    "/openapi.json",
)


def publish_ports(sessions: int = 1) -> Session:
    conference, ann = make_conference(slug="ports"), make_speaker(slug="ann")
    for number in range(sessions):
        panel = make_session(conference, slug="cables" if number == 0 else f"other-{number}")
        make_question(panel)
        make_appearance(panel, ann)
    make_release(conference)
    return Session.objects.get(slug="cables")


@pytest.mark.parametrize("path", READS)
@pytest.mark.parametrize("encoding", ["identity", "gzip"])
def test_who_has_an_answer_already_is_not_sent_it_again(client: Client, path: str, encoding: str) -> None:
    publish_ports()
    first = client.get(BASE + path, headers={"Accept-Encoding": encoding})
    headers = {"Accept-Encoding": encoding, "If-None-Match": first.headers["ETag"]}
    again = client.get(BASE + path, headers=headers)
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["ETag"].removeprefix("W/") == first.headers["ETag"].removeprefix("W/")
    assert again.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert again.headers["Access-Control-Allow-Origin"] == "*"
    other = client.get(BASE + path, headers={"If-None-Match": '"another"'})
    assert other.status_code == 200


@pytest.mark.parametrize("path", [path for path in READS if path.startswith("/conferences/ports/s")][:2])
def test_a_new_release_is_sent_to_who_has_the_one_before(client: Client, path: str) -> None:
    panel = publish_ports()
    first = client.get(BASE + path)
    rename(panel, "Another")
    answer = client.get(BASE + path, headers={"If-None-Match": first.headers["ETag"]})
    assert (answer.status_code, "Another" in answer.content.decode()) == (200, True)


def test_what_is_of_a_release_says_when_it_was_published(client: Client) -> None:
    publish_ports()
    dated = [path for path in READS if "Last-Modified" in client.get(BASE + path).headers]
    assert dated == [path for path in READS[1:] if path.startswith("/conferences") and "comments" not in path]
    modified = client.get(BASE + dated[0]).headers["Last-Modified"]
    assert client.get(BASE + dated[0], headers={"If-Modified-Since": modified}).status_code == 304


@pytest.mark.parametrize("sessions", [1, 3])
def test_reads_ask_the_database_the_same_number_of_times_at_any_size(
    client: Client, django_assert_num_queries: Any, sessions: int
) -> None:
    panel = publish_ports(sessions)
    for number in range(sessions):
        rename(panel, f"Changed {number}")
        make_published_panel()
    client.get(f"{BASE}/conferences/ports")
    client.get(f"{BASE}/conferences/ports/releases/1/programme")
    expected = {
        "/conferences": 1,
        "/conferences/ports": 1,
        "/conferences/ports/programme": 1,
        "/conferences/ports/releases": 2,
        "/conferences/ports/releases/1": 3,
        "/conferences/ports/releases/1/programme": 1,
        "/conferences/ports/sessions": 1,
        "/conferences/ports/sessions/cables": 1,
        "/conferences/ports/questions": 1,
        "/conferences/ports/sessions/cables/questions/1": 1,
        "/conferences/ports/people": 1,
        "/conferences/ports/people/ann": 1,
        "/conferences/ports/comments": 2,
        "/conferences/ports/sessions/cables/comments": 2,
        "/conferences/ports/sessions/cables/questions/1/comments": 2,
        "/": 0,
        "/openapi.json": 0,
    }
    assert tuple(expected) == READS
    for path, queries in expected.items():
        with django_assert_num_queries(queries, info=path):
            assert client.get(BASE + path).status_code == 200
