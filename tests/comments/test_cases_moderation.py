"""The cases S1 to S39 of the discussion, as far as moderation meets them, each a test named after it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session as BrowserSession
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from comments import appeals, services
from comments.models import (
    Appeal,
    Comment,
    Discussion,
    HoldingRules,
    ModerationAction,
    Report,
    Restriction,
)
from cyberconf.accounts.models import User
from cyberconf.settings import ROOT
from events.models import Conference, Session
from tests.builders import (
    make_comment,
    make_conference,
    make_member,
    make_moderator,
    make_published_panel,
    make_question,
    make_release,
    make_user,
)
from tests.events.admin.forms import admin_url
from tests.pages import Page, read

pytestmark = pytest.mark.django_db

HOSTILE = '"><svg onload=alert(1)>'
TURNED = "\u202egnorw"
MODELS = (Comment, Discussion, ModerationAction, Report, Appeal, Restriction, HoldingRules)
APPS = ("cyberconf", "events", "speakers", "comments")


@pytest.fixture
def panel(mona: User) -> Session:
    session = make_published_panel(title="Norms")
    make_moderator(session.conference, mona)
    return session


@pytest.fixture
def root(db: None) -> User:
    return User.objects.create_superuser("root@example.org", "x", name="Root")


def everything(text: str) -> Session:
    """A conference in which whatever can be typed about moderation is that text."""
    conference = make_conference(title=text)
    panel = make_published_panel(conference=conference, title=text, questions=0)
    question = make_question(panel, text=text)
    make_release(conference)
    make_conference(title=text)
    mona = make_moderator(conference)
    User.objects.filter(pk=mona.pk).update(name=f"Mona {text}")
    author, reader = make_user(), make_user()
    User.objects.filter(pk__in=[author.pk, reader.pk]).update(name=f"Ann {text}", affiliation=text)
    author.refresh_from_db()
    HoldingRules.objects.create(conference=conference, words=f"svg\n{text}")
    held = make_comment(panel, question=question, author=author, body=text)
    make_comment(panel, question=question, author=author, body=f"Answer {text}", status="published")
    held.revisions.create(body=text, written_at=timezone.now())
    reported = make_comment(panel, author=author, body=f"Reported {text}", status="published")
    services.report(reported, by=reader, reason="insult", note=text)
    hidden = make_comment(panel, author=author, body=f"Hidden {text}", status="published")
    action = services.decide(hidden, "hide", by=mona, reason="insult", note=text)
    assert action is not None
    services.appeal(action, text=text, by=author)
    services.silence(author, conference, by=mona, until=None, reason="insult", note=text)
    return panel


def every_admin_page() -> Iterator[str]:
    yield reverse("admin:comments_queue")
    for model in MODELS:
        yield admin_url(model, "changelist")
        for row in model._default_manager.all():
            yield from (admin_url(row, page) for page in ("change", "history"))
    yield admin_url(HoldingRules, "add")
    for comment in Comment.objects.all():
        yield from (reverse(f"admin:comments_{name}", args=[comment.pk]) for name in ("author", "blanking"))


def every_public_page(panel: Session) -> list[str]:
    conference = panel.conference
    return [
        *(reverse("comments:reports", args=[comment.pk]) for comment in Comment.objects.published()),
        *(appeals.address(action) for action in ModerationAction.objects.all()),
        reverse("comments:tally", args=[conference.slug]),
        reverse("comments:session_tally", args=[conference.slug, panel.slug]),
    ]


@pytest.mark.looks
def test_s4_nothing_typed_turns_into_markup_on_any_page_of_moderation(client: Client, root: User) -> None:
    panel = everything(HOSTILE)
    appeal_pages = [page for page in every_public_page(panel) if "decisions" in page]
    shown = {url: client.get(url) for url in appeal_pages}
    client.force_login(root)
    shown |= {url: client.get(url) for url in every_public_page(panel) if url not in shown}
    shown |= {url: client.get(url) for url in every_admin_page()}
    assert {url: page.status_code for url, page in shown.items() if page.status_code != 200} == {}
    assert [url for url, page in shown.items() if "<svg onload" in page.content.decode()] == []
    silent = [url for url, page in shown.items() if "&lt;svg onload" not in page.content.decode()]
    of_django = [
        admin_url(row, "history") for row in (*ModerationAction.objects.all(), *Restriction.objects.all())
    ]
    assert set(silent) == set(of_django)  # nothing of what was typed


@pytest.mark.looks
def test_s4_no_page_of_moderation_has_what_the_content_security_policy_refuses(
    client: Client, root: User
) -> None:
    panel = everything(HOSTILE)
    client.force_login(root)
    for url in [*every_admin_page(), *every_public_page(panel)[:1]]:
        page = Page(client.get(url)).root
        inline = [node for node in page.find("script") if "src" not in node.attributes]
        inline = [node for node in inline if node.attributes.get("type") != "application/json"]
        styled = [node for node in page.find() if "style" in node.attributes or node.tag == "style"]
        handlers = [node for node in page.find() if any(name.startswith("on") for name in node.attributes)]
        assert (url, inline, styled, handlers) == (url, [], [], [])


def test_s4_text_is_called_safe_in_the_one_renderer_alone() -> None:
    calls = re.compile(r"mark_safe|SafeString\(|\|safe\b|autoescape off")
    found = {
        str(path.relative_to(ROOT))
        for app in APPS
        for path in (ROOT / app).rglob("*.py")
        if calls.search(path.read_text())
    }
    pages = {path for path in (ROOT / "templates").rglob("*.html") if calls.search(path.read_text())}
    assert (found, pages) == (ALLOWED, set[Path]())


ALLOWED = {
    "cyberconf/web/markdown.py",  # the one renderer
    "cyberconf/web/structured.py",  # JSON-LD, escaped for a script element
}


def test_s10_a_line_break_in_what_is_typed_breaks_nothing(panel: Session, mona: User, alice: User) -> None:
    comment = make_comment(panel, author=alice)
    note = "Kindly.\r\nBcc: everybody@example.org"
    action = services.decide(comment, "hide", by=mona, reason="insult", note=note)
    assert action is not None
    assert action.note == "Kindly.\nBcc: everybody@example.org"
    assert "\n" not in str(action)


Persona = tuple[str, Callable[[Session], User | None]]


def personas(panel: Session, author: User) -> dict[str, User | None]:
    banned = make_user(name="Ban Ned")
    services.ban(banned, by=User.objects.get(is_superuser=True), until=None, reason="hatred")
    return {
        "a stranger": None,
        "another person": make_user(),
        "the author": author,
        "somebody banned": banned,
        "a moderator": make_moderator(panel.conference),
        "a moderator of another conference": make_moderator(make_conference()),
        "an editor": make_member(panel.conference, "editor"),
        "an editor of another conference": make_member(make_conference(), "editor"),
        "a viewer": make_member(panel.conference, "viewer"),
        "a superuser": User.objects.get(is_superuser=True),
    }


def test_s13_every_deed_by_everybody(panel: Session, mona: User, alice: User, root: User) -> None:
    comment = make_comment(panel, author=alice)
    hidden = make_comment(panel, author=alice, body="Hidden")
    action = services.decide(hidden, "hide", by=mona, reason="insult")
    assert action is not None
    deeds = {
        "decide": (admin_url(comment, "change"), {"act": "x"}),
        "queue": (reverse("admin:comments_queue"), {"act": "x"}),
        "undo": (admin_url(action, "change"), {"act": "undo"}),
        "blank": (reverse("admin:comments_blanking", args=[comment.pk]), {"passages": "nowhere"}),
        "silence": (reverse("admin:comments_author", args=[comment.pk]), {"act": "x"}),
        "report": (reverse("comments:reports", args=[comment.pk]), {"body": "No reason."}),
        "appeal": (action.get_absolute_url(), {"body": ""}),
    }
    table = {}
    for name, user in personas(panel, alice).items():
        client = Client()
        if user is not None:
            client.force_login(user)
        table[name] = [client.post(url, typed).status_code for url, typed in deeds.values()]
    # 302: sign in first. 404: no such row. 303: led back, nothing was pressed. 422: refused as typed.
    assert table == {
        "a stranger": [302] * 5 + [302, 302],
        "another person": [302] * 5 + [422, 404],
        "the author": [302] * 5 + [422, 422],
        "somebody banned": [302] * 5 + [302, 302],
        "a moderator": [302, 303, 302, 422, 422, 422, 404],
        "a moderator of another conference": [404, 303, 403, 404, 404, 422, 404],
        "an editor": [403, 403, 403, 403, 403, 422, 404],
        "an editor of another conference": [403, 403, 403, 404, 404, 422, 404],
        "a viewer": [403, 403, 403, 404, 404, 422, 404],
        "a superuser": [302, 303, 302, 422, 422, 422, 404],
    }
    assert (Report.objects.count(), Appeal.objects.count(), Restriction.objects.count()) == (0, 0, 1)


def test_s13_fields_that_no_form_has_are_ignored(panel: Session, mona: User, bob: User) -> None:
    comment = make_comment(panel)
    client = Client()
    client.force_login(bob)
    extra = {
        "outcome": "acted",
        "by": mona.pk,
        "status": "hidden",
        "decision": "1",
        "created_at": "2001-01-01",
    }
    client.post(reverse("comments:reports", args=[comment.pk]), {"reason": "insult", "body": "x"} | extra)
    row = Report.objects.get()
    assert (row.by, row.outcome, row.decision) == (bob, "", None)
    assert row.created_at > timezone.now() - timedelta(minutes=1)


def test_s14_what_is_not_shown_is_told_by_no_report_page_tally_or_log(
    client: Client, panel: Session, mona: User, alice: User, bob: User
) -> None:
    for status in ("pending", "hidden", "removed"):
        make_comment(panel, author=alice, body=f"Secret {status}", status=status)
    secret = list(Comment.objects.all())
    client.force_login(bob)
    pages = [
        reverse("comments:tally", args=[panel.conference.slug]),
        reverse("comments:session_tally", args=[panel.conference.slug, panel.slug]),
        *(reverse("comments:reports", args=[comment.pk]) for comment in secret),
        *(action.get_absolute_url() for action in ModerationAction.objects.all()),
        reverse("admin:comments_moderationaction_csv"),
    ]
    answers = [client.get(url) for url in pages]
    assert [answer.status_code for answer in answers] == [200, 200, *[404] * 6, 302]
    own = zip(pages, answers, strict=True)  # a page names the address that it was asked for
    told = "".join(answer.content.decode().replace(page, "") for page, answer in own)
    assert [word for word in ("Secret", "Alice", *(comment.pk for comment in secret)) if word in told] == []


def test_s14_the_log_of_a_conference_tells_nothing_of_another(
    client: Client, panel: Session, mona: User
) -> None:
    make_comment(body="Elsewhere", status="removed")
    make_comment(panel, status="hidden")
    client.force_login(mona)
    sheet = client.get(reverse("admin:comments_moderationaction_csv")).content.decode()
    assert (sheet.count("\r\n"), "removed" in sheet) == (2, False)


def test_s15_who_reported_is_told_to_nobody_but_moderators(
    client: Client, panel: Session, mona: User, alice: User, bob: User, eve: User
) -> None:
    comment = make_comment(panel, author=alice)
    services.report(comment, by=bob, reason="insult", note="Rude.")
    action = services.decide(comment, "hide", by=mona, reason="insult")
    assert action is not None
    seen = {}
    for person in (alice, eve):
        client.force_login(person)
        pages = [
            action.get_absolute_url(),
            reverse("comments:session_tally", args=[panel.conference.slug, panel.slug]),
            admin_url(comment, "change"),
            admin_url(comment, "history"),
            admin_url(Report, "changelist"),
            reverse("admin:comments_moderationaction_csv"),
        ]
        seen[person.name] = [url for url in pages if "Bob" in client.get(url).content.decode()]
    assert seen == {"Alice Ahmed": [], "Eve Editor": []}
    client.force_login(mona)
    assert "Bob Brown" in client.get(admin_url(Report, "changelist")).content.decode()


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
@pytest.mark.parametrize(
    "query",
    [
        "author__email__startswith=a",
        "by__email__startswith=a",
        "person__email__startswith=a",
        "author__password__startswith=a",
        "body__startswith=a",
        "note__regex=a",
        "html__contains=a",
        "submission_key__gt=0",
        "comment__author__email__startswith=a",
        "discussion__session__conference__team__email__startswith=a",
    ],
)
def test_s16_no_list_is_filtered_by_what_it_does_not_offer(
    client: Client, panel: Session, mona: User, model: type[Comment], query: str
) -> None:
    client.force_login(mona)
    assert client.get(f"{admin_url(model, 'changelist')}?{query}").status_code in {302, 400}


def test_s16_every_filter_that_is_offered_works(client: Client, mona: User) -> None:
    everything("Norms")
    for conference in Conference.objects.all():
        make_moderator(conference, mona)
    client.force_login(mona)
    for model in MODELS:
        page = Page(client.get(admin_url(model, "changelist"))).root.first(id="changelist-filter")
        links = [node.attributes["href"] for node in page.find("a")]
        for link in links:
            if link.startswith("?"):
                answer = client.get(admin_url(model, "changelist") + link)
                assert (model, link, answer.status_code) == (model, link, 200)


def test_s16_the_queue_ignores_filters_that_it_does_not_have(
    client: Client, panel: Session, mona: User
) -> None:
    make_comment(panel, status="pending", body="Held")
    client.force_login(mona)
    for query in (
        "author__email__startswith=zzz",
        "conference=x",
        "discussion=1%27",
        "page=x",
        "conference=" + "9" * 50,
    ):
        page = Page(client.get(f"{reverse('admin:comments_queue')}?{query}"))
        assert (query, page.words("div", class_="comment-text")) == (query, ["Held"])


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_s17_a_search_is_a_parameter_and_never_part_of_a_query(
    client: Client, panel: Session, mona: User, model: type[Comment]
) -> None:
    client.force_login(mona)
    for typed in ("'", '"', "'; SELECT pg_sleep(5); --", "' OR 1=1 --", "\\", "%", "\0", "x" * 5000, "💥"):
        with CaptureQueriesContext(connection) as queries:
            began = timezone.now()
            answer = client.get(admin_url(model, "changelist"), {"q": typed})
        assert (typed, answer.status_code in {200, 302}) == (typed, True)
        assert timezone.now() - began < timedelta(seconds=4)
        assert [q["sql"] for q in queries if "SELECT pg_sleep(5); --'" in q["sql"].replace("''", "")] == []


def test_s27_a_ban_ends_all_sign_ins_now_and_gives_back_the_text_of_an_open_form(
    panel: Session, alice: User, root: User
) -> None:
    browsers = [Client() for _ in range(3)]
    for browser in browsers:
        browser.force_login(alice)
    bystander = Client()
    bystander.force_login(make_user())
    page = read(browsers[0], panel)
    services.ban(alice, by=root, until=timezone.now() + timedelta(days=1), reason="hatred")

    signed_in = [session.get_decoded().get(SESSION_KEY) for session in BrowserSession.objects.all()]
    assert sorted(filter(None, signed_in)) == [bystander.session[SESSION_KEY]]
    for browser in browsers:
        assert browser.get(reverse("account_profile")).status_code == 302
    again = Page(browsers[0].post(page.action, page.fields | {"body": "What I was writing"}))
    assert (again.status, again.typed, Comment.objects.count()) == (403, "What I was writing", 0)
    assert again.errors == [
        "To correct: Your account is suspended, so this was not posted. You can copy your text."
    ]
    assert bystander.get(reverse("account_profile")).status_code == 200


def test_s27_a_ban_that_is_over_signs_nobody_in_again(alice: User, root: User) -> None:
    browser = Client()
    browser.force_login(alice)
    services.ban(alice, by=root, until=None, reason="hatred")
    services.lift(Restriction.objects.get(), by=root)
    assert browser.get(reverse("account_profile")).status_code == 302
    browser.force_login(alice)
    assert browser.get(reverse("account_profile")).status_code == 200


def test_s27_a_silence_keeps_the_text(client: Client, panel: Session, mona: User, alice: User) -> None:
    client.force_login(alice)
    page = read(client, panel)
    services.silence(alice, panel.conference, by=mona, until=None, reason="insult")
    again = Page(client.post(page.action, page.fields | {"body": "What I was writing"}))
    assert (again.status, again.typed, Comment.objects.count()) == (422, "What I was writing", 0)
    assert again.errors == ["To correct: A moderator has stopped you from writing here. Your text is kept."]


def test_s34_no_cell_of_the_log_is_a_formula(client: Client, panel: Session, mona: User, alice: User) -> None:
    comment = make_comment(panel, author=alice)
    for number, begins in enumerate(("=", "+", "-", "@", "＝")):
        User.objects.filter(pk=alice.pk).update(name=f"{begins}2+3")
        act = "hide" if number % 2 == 0 else "approve"
        services.decide(comment, act, by=mona, reason="insult", note=f"{begins}cmd|' /C calc'!A0\t")
    Conference.objects.update(title="@SUM(A1)")
    client.force_login(mona)
    sheet = client.get(reverse("admin:comments_moderationaction_csv")).content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(sheet)))
    assert len(rows) == 6
    cells = [cell for row in rows for cell in row]
    assert [cell for cell in cells if re.match(r"[=+\-@\t\r\n＝＋－＠]", cell)] == []
    assert rows[1][-2] == "'=cmd|' /C calc'!A0"


def test_s36_a_name_that_turns_what_stands_beside_it_is_isolated(client: Client, root: User) -> None:
    panel = everything("Norms")
    User.objects.filter(name__startswith="Ann").update(name=TURNED, affiliation=TURNED)
    Comment.objects.update(affiliation=TURNED)
    client.force_login(root)
    pages = [*every_admin_page(), reverse("comments:reports", args=[Comment.objects.published()[0].pk])]
    bare = {}
    for url in pages:
        root_node = Page(client.get(url)).root
        isolated = sum(node.text.count("\u202e") for node in root_node.find("bdi"))
        everywhere = root_node.first("body").text.count("\u202e") if root_node.first("body").tag else 0
        if isolated < everywhere:
            bare[url] = (isolated, everywhere)
    assert (bare, panel.conference.title) == ({}, "Norms")
