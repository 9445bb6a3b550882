"""The log, reports, appeals, restrictions and rules in admin: each conference's for its own team alone."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from comments import services
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
from events.models import Conference
from tests.builders import (
    make_comment,
    make_conference,
    make_member,
    make_moderator,
    make_published_panel,
    make_user,
)
from tests.events.admin.forms import admin_url, errors, save, told
from tests.pages import Page

pytestmark = pytest.mark.django_db

MODELS = (Comment, Discussion, ModerationAction, Report, Appeal, Restriction, HoldingRules)
SECRET = "Xyzzy"


def everything(conference: Conference, word: str = "What") -> Comment:
    """A conference in which all that can be moderated was, with the word in all that was typed."""
    mona = make_moderator(conference, make_user(name=f"{word} Moderator", role="moderator"))
    panel = make_published_panel(conference=conference, title=f"{word} session")
    author, reader = make_user(name=f"{word} Author"), make_user(name=f"{word} Reader")
    comment = make_comment(panel, author=author, body=f"{word} is said.")
    comment.revisions.create(body=f"{word} was said.", written_at=timezone.now())
    services.report(comment, by=reader, reason="insult", note=f"{word} is rude.")
    hidden = make_comment(panel, author=author, body=f"{word} is hidden.")
    action = services.decide(hidden, "hide", by=mona, reason="insult", note=f"{word} is why.")
    assert action is not None
    services.appeal(action, text=f"{word} is wrong.", by=author)
    services.silence(author, conference, by=mona, until=None, reason="insult", note=f"{word} is enough.")
    HoldingRules.objects.create(conference=conference, words=word)
    return comment


def rows_of(conference: Conference) -> list[Any]:
    return [
        *Comment.objects.filter(discussion__session__conference=conference),
        *Discussion.objects.filter(session__conference=conference),
        *ModerationAction.objects.filter(conference=conference),
        *Report.objects.filter(comment__discussion__session__conference=conference),
        *Appeal.objects.filter(action__conference=conference),
        *Restriction.objects.filter(conference=conference),
        *HoldingRules.objects.filter(conference=conference),
    ]


def of_a_comment(comment: Comment) -> list[str]:
    return [reverse(f"admin:comments_{name}", args=[comment.pk]) for name in ("author", "blanking")]


@pytest.fixture
def conference() -> Conference:
    return make_conference(title="Ours")


@pytest.fixture
def moderator(conference: Conference, mona: User, client: Client) -> Client:
    make_moderator(conference, mona)
    client.force_login(mona)
    return client


def test_a_moderator_sees_nothing_of_another_conference(moderator: Client, conference: Conference) -> None:
    everything(conference)
    other = make_conference(title=f"{SECRET} conference")
    comment = everything(other, SECRET)
    lists = [admin_url(model, "changelist") for model in MODELS]
    pages = [
        "/admin/",
        reverse("admin:comments_queue"),
        reverse("admin:comments_queue") + f"?conference={other.pk}",
        reverse("admin:comments_moderationaction_csv"),
        *lists,
        *(f"{url}?q=said" for url in lists[:1]),
        *(
            f"/admin/autocomplete/?app_label=comments&model_name={name}&term="
            for name in (
                "report&field_name=comment",
                "comment&field_name=discussion",
                "appeal&field_name=action",
            )
        ),
    ]
    answers = {url: moderator.get(url) for url in pages}
    assert {url: answer.status_code for url, answer in answers.items() if answer.status_code != 200} == {}
    assert [url for url, answer in answers.items() if SECRET in answer.content.decode()] == []
    for row in rows_of(other):
        for page in ("change", "history"):
            answer = moderator.get(admin_url(row, page))
            assert (row, page, answer.status_code) == (row, page, 404)
            assert SECRET not in answer.content.decode()
    assert [moderator.get(url).status_code for url in of_a_comment(comment)] == [404, 404]


def test_the_same_pages_show_a_moderator_all_of_their_own(moderator: Client, conference: Conference) -> None:
    comment = everything(conference, SECRET)
    pages = [
        reverse("admin:comments_queue"),
        reverse("admin:comments_moderationaction_csv"),
        *(admin_url(model, "changelist") for model in MODELS),
        *(admin_url(row, "change") for row in rows_of(conference)),
        admin_url(comment, "history"),
        *of_a_comment(comment),
    ]
    answers = {url: moderator.get(url) for url in pages}
    assert {url: answer.status_code for url, answer in answers.items() if answer.status_code != 200} == {}
    silent = [url for url, answer in answers.items() if SECRET not in answer.content.decode()]
    rules = admin_url(HoldingRules, "changelist")  # counts the words
    assert silent == [rules]


def test_a_moderator_touches_nothing_of_another_conference(moderator: Client) -> None:
    other = make_conference()
    comment = everything(other, SECRET)
    before = list(ModerationAction.objects.values())
    acts = {"action": "hide", "act": "hide", "reason": "insult", "outcome": "reversed", "passages": "What"}
    queue = reverse("admin:comments_queue")
    sent: list[tuple[str, dict[str, Any]]] = [(admin_url(row, "change"), {}) for row in rows_of(other)]
    for model, action in ((Comment, "hide"), (Comment, "remove"), (Restriction, "lift")):
        keys = [row.pk for row in rows_of(other) if isinstance(row, model)]
        sent.append((admin_url(model, "changelist"), {"action": action, "_selected_action": keys}))
    sent += [(queue, {"chosen": [comment.pk]}), (queue, {"act": f"undo:{before[0]['id']}"})]
    sent += [(url, {"act": "silence"}) for url in of_a_comment(comment)]
    answers = [moderator.post(url, acts | typed) for url, typed in sent]
    assert [answer for answer in answers if SECRET in answer.content.decode()] == []
    assert list(ModerationAction.objects.values()) == before
    assert (Comment.objects.get(pk=comment.pk).status, Appeal.objects.get().outcome) == ("published", "")
    assert Restriction.objects.get().lifted_at is None


def test_superusers_see_all(client: Client, conference: Conference) -> None:
    everything(conference, SECRET)
    client.force_login(User.objects.create_superuser("root@example.org", "x", name="Root"))
    for row in rows_of(conference):
        assert client.get(admin_url(row, "change")).status_code == 200


def test_who_was_moved_to_another_team_has_lost_the_first(
    moderator: Client, conference: Conference, mona: User
) -> None:
    comment = make_comment(make_published_panel(conference=conference))
    assert moderator.get(admin_url(comment, "change")).status_code == 200
    mona.memberships.all().delete()
    assert (
        moderator.get(admin_url(comment, "change")).status_code == 403
    )  # as of any comment there is or is not


def test_editors_read_comments_and_the_log_and_nothing_of_reports(
    client: Client, conference: Conference, eve: User
) -> None:
    comment = everything(conference)
    client.force_login(make_member(conference, "editor", eve))
    seen = {model.__name__: client.get(admin_url(model, "changelist")).status_code for model in MODELS}
    assert seen == {
        "Comment": 200,
        "Discussion": 200,
        "ModerationAction": 200,
        "Report": 403,
        "Appeal": 403,
        "Restriction": 403,
        "HoldingRules": 403,
    }
    history = Page(client.get(admin_url(comment, "history"))).html
    assert ("What was said." in history, "rude" in history) == (True, False)
    row = ModerationAction.objects.first()
    assert row is not None
    assert [client.get(url).status_code for url in of_a_comment(comment)] == [403, 403]
    assert client.post(admin_url(row, "change"), {"act": "undo"}).status_code == 403


@pytest.mark.parametrize("rows", [1, 3])
def test_every_list_costs_the_same_at_any_length(moderator: Client, mona: User, rows: int) -> None:
    for _row in range(rows):
        conference = make_conference()
        make_moderator(conference, mona)
        everything(conference)
    counts = {}
    for model in (ModerationAction, Report, Appeal, Restriction, HoldingRules):
        with CaptureQueriesContext(connection) as queries:
            moderator.get(admin_url(model, "changelist"))
        counts[model.__name__] = len(queries)
    assert counts == {
        "ModerationAction": 13,
        "Report": 13,
        "Appeal": 13,
        "Restriction": 11,
        "HoldingRules": 11,
    }


def test_the_log_is_filtered_and_taken_home_as_it_is_shown(
    moderator: Client, conference: Conference, mona: User
) -> None:
    panel = make_published_panel(conference=conference)
    first, second = make_comment(panel), make_comment(panel)
    services.decide(first, "hide", by=mona, reason="insult", note="Kindly.")
    services.decide(second, "remove", by=mona, reason="off_topic")
    response = moderator.get(reverse("admin:comments_moderationaction_csv") + "?act__exact=hide")
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
    action = ModerationAction.objects.get(act="hide")
    assert rows[1:] == [
        [
            str(action.pk),
            action.created_at.isoformat(timespec="seconds"),
            "Ours",
            "hidden",
            "Mona Moderator",
            first.author.name,
            first.pk,
            "published",
            "hidden",
            "insult or attack on a person",
            "Kindly.",
            "",
        ]
    ]
    assert {"private", "no-store"} <= set(response.headers["Cache-Control"].split(", "))


def test_the_log_takes_back_and_says_what_it_left(
    moderator: Client, conference: Conference, mona: User, alice: User
) -> None:
    panel = make_published_panel(conference=conference)
    one, two = (make_comment(panel, author=alice, body=body) for body in ("One", "Two"))
    head = services.hide_all(alice, conference, by=mona, reason="advertising")
    services.decide(two, "remove", by=mona, reason="insult")
    assert told(moderator.post(admin_url(head, "change"), {"act": "undo"})) == [
        "Taken back.",
        "Left as they are, as somebody has decided on them since: 1.",
    ]
    assert [Comment.objects.get(pk=comment.pk).status for comment in (one, two)] == ["published", "removed"]
    again = told(moderator.post(admin_url(head, "change"), {"act": "undo"}))
    assert again[-1] == "This was taken back already."


def test_an_appeal_is_answered_on_its_page(
    moderator: Client, conference: Conference, mona: User, alice: User
) -> None:
    comment = make_comment(make_published_panel(conference=conference), author=alice)
    other = make_moderator(conference)
    action = services.decide(comment, "hide", by=other, reason="insult")
    assert action is not None
    appeal = services.appeal(action, text="It was a quotation.", by=alice)
    again = Page(moderator.post(admin_url(appeal, "change"), {"outcome": "upheld", "answer": ""}))
    assert "Please say why the decision stands" in again.html
    response = moderator.post(admin_url(appeal, "change"), {"outcome": "reversed", "answer": "Sorry."})
    assert told(response) == ["The appeal is answered, and the person is told."]
    appeal.refresh_from_db()
    assert (appeal.outcome, Comment.objects.get().status) == ("reversed", "published")
    assert 'name="outcome"' not in Page(moderator.get(admin_url(appeal, "change"))).html


def test_a_moderator_is_told_that_another_has_to_answer(
    moderator: Client, conference: Conference, mona: User, alice: User
) -> None:
    comment = make_comment(make_published_panel(conference=conference), author=alice)
    make_moderator(conference)
    action = services.decide(comment, "hide", by=mona, reason="insult")
    assert action is not None
    appeal = services.appeal(action, text="No.", by=alice)
    page = Page(moderator.get(admin_url(appeal, "change")))
    assert page.words(class_="queue-head") == [
        "You have decided this yourself. Another moderator has to answer."
    ]


def test_the_page_of_an_author_silences_until_a_time_of_the_venue(
    moderator: Client, conference: Conference, alice: User
) -> None:
    comment = make_comment(make_published_panel(conference=conference), author=alice)
    url = reverse("admin:comments_author", args=[comment.pk])
    typed = {
        "reason": "insult",
        "until_0": "2031-12-03",
        "until_1": "18:00",
        "note": "Enough.",
        "act": "silence",
    }
    assert told(moderator.post(url, typed)) == ["Alice Ahmed may not write here now."]
    row = Restriction.objects.get()
    assert (row.kind, row.ends_at.isoformat() if row.ends_at else "") == (
        "silence",
        "2031-12-03T17:00:00+00:00",
    )
    again = Page(moderator.post(url, typed))
    assert "may not write already" in again.words(class_="errorlist")[0]
    assert again.root.first("textarea").text.strip() == "Enough."
    assert told(moderator.post(url, {"act": f"lift:{row.pk}"})) == ["It is lifted."]


def test_only_who_may_ban_is_offered_it(moderator: Client, conference: Conference, alice: User) -> None:
    comment = make_comment(make_published_panel(conference=conference), author=alice)
    url = reverse("admin:comments_author", args=[comment.pk])
    acts = [node.attributes["value"] for node in Page(moderator.get(url)).root.find("button", name="act")]
    assert acts == ["silence", "hide_all"]
    again = Page(moderator.post(url, {"act": "ban", "reason": "hatred"}))
    assert (again.status, again.words(class_="errorlist")[0]) == (422, "Your account may not do this.")
    moderator.force_login(User.objects.create_superuser("root@example.org", "x", name="Root"))
    assert told(moderator.post(url, {"act": "ban", "reason": "hatred"})) == [
        "Alice Ahmed is signed out everywhere and kept out."
    ]
    banned = Restriction.objects.get()
    moderator.force_login(User.objects.get(email="mona@example.org"))
    assert moderator.get(admin_url(banned, "change")).status_code == 404  # a ban is of no conference


def test_blanking_shows_the_texts_and_keeps_what_was_typed_when_refused(
    moderator: Client, conference: Conference
) -> None:
    comment = make_comment(make_published_panel(conference=conference), body="Call 000 000.")
    url = reverse("admin:comments_blanking", args=[comment.pk])
    again = Page(moderator.post(url, {"passages": "nowhere", "note": "Sorry."}))
    assert (again.status, again.words(class_="errorlist")) == (
        422,
        ["This stands nowhere in the text. Please copy it exactly."],
    )
    assert [area.text.strip() for area in again.root.find("textarea")] == ["nowhere", "Sorry."]
    quoting = make_comment(parent=comment, body="> Call 000 000.\n\nI did.")
    make_comment(body="Elsewhere: 000 000.")
    response = moderator.post(url, {"passages": "000 000"})
    comment.refresh_from_db()
    assert comment.body == "Call [removed by a moderator: personal data]."
    assert told(response) == [
        "It is blanked, in the text and in all that it was before.",
        "It stands in other comments too, which you may want to blank: "
        f'<a href="{reverse("admin:comments_blanking", args=[quoting.pk])}">{quoting.pk}</a>',
    ]


def test_rules_are_made_for_a_conference_of_ones_own(moderator: Client, conference: Conference) -> None:
    make_conference(title="Theirs")
    page = Page(moderator.get(admin_url(HoldingRules, "add")))
    offered = [option.text for option in page.root.first("select", name="conference").find("option")]
    assert offered == ["---------", "Ours"]
    typed = {"conference": conference.pk, "words": "spam", "holds_links": "on"}
    assert moderator.post(admin_url(HoldingRules, "add"), typed).status_code == 302
    rules = HoldingRules.objects.get()
    save(moderator, rules, words="spam\nham")
    rules.refresh_from_db()
    assert (rules.words.split(), rules.holds_links) == (["spam", "ham"], True)
    assert moderator.get(admin_url(HoldingRules, "add")).status_code == 403  # none is without rules


def test_rules_of_another_conference_cannot_be_made(moderator: Client) -> None:
    other = make_conference()
    response = moderator.post(admin_url(HoldingRules, "add"), {"conference": other.pk, "words": "x"})
    assert (HoldingRules.objects.count(), len(errors(response))) == (0, 1)


def test_the_index_leads_to_the_queue(moderator: Client) -> None:
    page = Page(moderator.get("/admin/"))
    links = [
        node.attributes["href"] for node in page.root.find("a") if "queue" in node.attributes.get("href", "")
    ]
    assert set(links) == {reverse("admin:comments_queue")}
