"""What moderators do, written down and told, and taken back."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from comments import services
from comments.errors import CommentError
from comments.models import Comment, Discussion, ModerationAction, Notification, Report
from cyberconf.accounts.models import User
from events.models import Session
from tests.builders import make_comment, make_conference, make_moderator, make_published_panel, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def panel(mona: User) -> Session:
    session = make_published_panel()
    make_moderator(session.conference, mona)
    return session


def refused(act: Any, *args: Any, **arguments: Any) -> str:
    """The code with which the deed is refused; nothing was written down."""
    before = ModerationAction.objects.count()
    with pytest.raises(CommentError) as caught:
        act(*args, **arguments)
    assert ModerationAction.objects.count() == before
    return caught.value.code


def told(kind: str = "decision") -> list[tuple[User, ModerationAction | None]]:
    """Who is to be told of which action."""
    rows = Notification.objects.filter(kind=kind, state="waiting").order_by("pk")
    return [(row.recipient, row.action) for row in rows]


def status_of(comment: Comment) -> str:
    return Comment.objects.get(pk=comment.pk).status


def decided(comment: Comment, act: str, by: User, **said: str) -> ModerationAction:
    action = services.decide(comment, act, by=by, **({"reason": "insult"} | said))
    assert action is not None
    return action


def test_a_decision_is_a_line_of_the_log_counted_and_told(panel: Session, mona: User, alice: User) -> None:
    comment = make_comment(panel, author=alice)
    action = decided(comment, "hide", mona, note=" Please stay kind. ")
    discussion = Discussion.objects.get()
    assert (status_of(comment), discussion.comment_count, discussion.version) == ("hidden", 0, 2)
    assert (action.conference, action.person, action.by, action.comment) == (
        panel.conference,
        alice,
        mona,
        comment,
    )
    assert (action.was, action.became, action.reason, action.note) == (
        "published",
        "hidden",
        "insult",
        "Please stay kind.",
    )
    assert told() == [(alice, action)]


def test_nothing_is_written_where_nothing_changes(panel: Session, mona: User) -> None:
    comment = make_comment(panel)
    assert services.decide(comment, "approve", by=mona) is None
    assert (ModerationAction.objects.count(), told()) == (0, [])


@pytest.mark.parametrize(
    ("act", "said", "code"),
    [
        ("hide", {"reason": ""}, "reason"),
        ("remove", {"reason": "dislike"}, "reason"),
        ("hide", {"note": "x" * 2001}, "too_long"),
        ("hide", {"note": "a\0b"}, "unreadable"),
        ("hide", {"note": "a\ud800"}, "unreadable"),
        ("ban", {}, "act"),
    ],
)
def test_a_decision_without_what_it_needs_is_refused(
    panel: Session, mona: User, act: str, said: dict[str, str], code: str
) -> None:
    comment = make_comment(panel)
    assert refused(services.decide, comment, act, by=mona, **({"reason": "insult"} | said)) == code
    assert status_of(comment) == "published"


def test_the_log_is_never_rewritten(panel: Session, mona: User) -> None:
    decided(make_comment(panel), "hide", mona)
    with pytest.raises(TypeError, match=r"never changed\. Add a row instead of updating note"):
        ModerationAction.objects.update(note="")


def test_what_was_done_is_taken_back_and_who_was_not_mailed_yet_never_hears_of_it(
    panel: Session, mona: User
) -> None:
    comment = make_comment(panel)
    undone = services.undo(decided(comment, "remove", mona), by=mona)
    assert (status_of(comment), undone.act, undone.was, undone.became) == (
        "published",
        "approve",
        "removed",
        "published",
    )
    assert (Discussion.objects.get().comment_count, told()) == (1, [])


def test_who_was_mailed_of_a_decision_is_told_that_it_was_taken_back(
    panel: Session, mona: User, alice: User
) -> None:
    action = decided(make_comment(panel, author=alice), "hide", mona)
    Notification.objects.update(state="sent", attempts=1)
    undone = services.undo(action, by=mona)
    assert told() == [(alice, undone)]


def test_what_is_newer_is_taken_back_first(panel: Session, mona: User) -> None:
    comment = make_comment(panel)
    other = make_moderator(panel.conference, make_user(name="Max Other", role="moderator"))
    first = decided(comment, "hide", mona, reason="off_topic")
    second = decided(comment, "remove", other)
    with pytest.raises(CommentError) as caught:
        services.undo(first, by=mona)
    assert (caught.value.code, caught.value.message) == (
        "newer",
        "Max Other has decided since then: removed. That has to be taken back first.",
    )
    back = services.undo(second, by=mona)
    assert (status_of(comment), back.act, back.reason) == ("hidden", "hide", "off_topic")
    services.undo(first, by=mona)
    assert status_of(comment) == "published"
    assert {refused(services.undo, action, by=mona) for action in (first, second)} == {"undone"}
    assert refused(services.undo, back, by=mona) == "final"


def test_what_its_author_withdrew_since_stays_withdrawn(panel: Session, mona: User) -> None:
    comment = make_comment(panel)
    action = decided(comment, "hide", mona)
    Comment.objects.update(status="withdrawn")
    assert (refused(services.undo, action, by=mona), status_of(comment)) == ("newer", "withdrawn")


def test_only_moderators_of_the_conference_take_back(
    panel: Session, mona: User, eve: User, alice: User
) -> None:
    action = decided(make_comment(panel), "hide", mona)
    elsewhere = make_moderator(make_conference())
    assert {refused(services.undo, action, by=person) for person in (alice, eve, elsewhere)} == {
        "not_moderator"
    }


def test_nobody_decides_about_themselves_where_somebody_else_could(panel: Session, mona: User) -> None:
    comment = make_comment(panel, author=mona)
    alone = decided(comment, "hide", mona)  # nobody else is there
    other = make_moderator(panel.conference)
    codes = [
        refused(services.undo, alone, by=mona),
        refused(services.decide, comment, "approve", by=mona),
    ]
    services.undo(alone, by=other)
    assert (codes, status_of(comment)) == (["own", "own"], "published")


def test_a_thread_is_pinned_and_unpinned(panel: Session, mona: User) -> None:
    comment = make_comment(panel)
    reply = make_comment(parent=comment)
    pinned = services.pin(comment, by=mona)
    assert pinned is not None
    assert services.pin(comment, by=mona) is None
    assert (Comment.objects.get(pk=comment.pk).is_pinned, Discussion.objects.get().version) == (True, 3)
    assert refused(services.pin, reply, by=mona) == "status"
    services.undo(pinned, by=mona)
    assert (Comment.objects.get(pk=comment.pk).is_pinned, told()) == (False, [])


def test_personal_data_is_blanked_in_the_text_and_in_every_former_text(
    panel: Session, mona: User, alice: User
) -> None:
    comment = make_comment(panel, author=alice, body="Call **Ann** at +41 79\n000, or ANN@a.example.")
    for body in ("Call +41 79 000.", "Nothing of it", "ann@A.example is hers"):
        comment.revisions.create(body=body, written_at=timezone.now())
    action = services.redact(comment, ["+41  79 000", "ann@a.example", ""], by=mona)
    kept, mark = Comment.objects.get(), "[removed by a moderator: personal data]"
    assert kept.body == f"Call **Ann** at {mark}, or {mark}."
    assert kept.html == f"<p>Call <strong>Ann</strong> at {mark}, or {mark}.</p>\n"
    assert [row.body for row in comment.revisions.all()] == [
        f"Call {mark}.",
        "Nothing of it",
        f"{mark} is hers",
    ]
    assert (kept.redacted_at is not None, kept.status, Discussion.objects.get().version) == (
        True,
        "published",
        2,
    )
    assert (action.reason, told()) == ("privacy", [(alice, action)])
    assert refused(services.undo, action, by=mona) == "final"


def test_former_texts_are_blanked_whole_where_asked(panel: Session, mona: User) -> None:
    comment = make_comment(panel, body="Call 000 000.")
    comment.revisions.create(body="Call oh-oh-oh.", written_at=timezone.now())
    services.redact(comment, ["000 000"], by=mona, former_too=True)
    assert comment.revisions.get().body == "[removed by a moderator: personal data]"


@pytest.mark.parametrize(
    ("passages", "code"),
    [([], "empty"), ([" "], "empty"), (["a"], "short"), (["nowhere"], "not_found"), (["aaa"], "too_long")],
)
def test_what_cannot_be_blanked_is_refused(
    panel: Session, mona: User, passages: list[str], code: str
) -> None:
    comment = make_comment(panel, body="aaa " * 1000)
    assert refused(services.redact, comment, passages, by=mona) == code
    assert Comment.objects.get().redacted_at is None


def test_all_of_a_persons_comments_are_hidden_and_shown_again_as_one(
    panel: Session, mona: User, alice: User
) -> None:
    first, second = make_comment(panel, author=alice), make_comment(panel, author=alice, body="Second")
    held = make_comment(panel, author=alice, status="pending", body="Held")
    removed = make_comment(panel, author=alice, status="removed", body="Removed")
    elsewhere = make_comment(author=alice, body="Elsewhere")
    Notification.objects.all().delete()
    mine = (first, second, held, removed, elsewhere)

    head = services.hide_all(alice, panel.conference, by=mona, reason="advertising", note="Enough.")
    assert [status_of(comment) for comment in mine] == ["hidden"] * 3 + ["removed", "published"]
    assert (told(), head.parts.count()) == ([(alice, head)], 3)

    decided(second, "remove", mona)
    services.undo(head, by=mona)
    assert [status_of(comment) for comment in mine] == [
        "published",
        "removed",
        "pending",
        "removed",
        "published",
    ]
    assert head.parts.filter(undone_by=None).get().comment == second


def test_hiding_all_of_nothing_is_refused(panel: Session, mona: User, alice: User, bob: User) -> None:
    make_comment(panel, author=alice, status="removed")
    make_comment(author=bob)
    for person in (alice, bob):
        assert refused(services.hide_all, person, panel.conference, by=mona, reason="insult") == "nothing"


def test_a_reader_reports_and_hears_what_came_of_it(
    panel: Session, mona: User, alice: User, bob: User
) -> None:
    comment = make_comment(panel, author=alice)
    services.report(comment, by=bob, reason="insult", note="Rude.")
    action = decided(comment, "hide", mona)
    row = Report.objects.get()
    assert (row.outcome, row.decision, row.decided_at) == ("acted", action, action.created_at)
    assert (told("report"), told()) == ([(bob, action)], [(alice, action)])


def test_what_is_reported_and_kept_is_told_to_who_reported_alone(
    panel: Session, mona: User, bob: User
) -> None:
    comment = make_comment(panel)
    services.report(comment, by=bob, reason="insult")
    action = decided(comment, "approve", mona)
    assert (Report.objects.get().outcome, told("report"), told()) == ("kept", [(bob, action)], [])


def test_taking_back_opens_the_reports_again(panel: Session, mona: User, bob: User) -> None:
    comment = make_comment(panel)
    services.report(comment, by=bob, reason="insult")
    services.undo(decided(comment, "approve", mona), by=mona)
    row = Report.objects.get()
    assert ((row.outcome, row.decision, row.decided_at), told("report")) == (("", None, None), [])
    action = decided(comment, "remove", mona)
    assert told("report") == [(bob, action)]


def test_the_third_report_holds_a_comment_until_a_moderator_has_read_it(panel: Session, mona: User) -> None:
    comment, readers = make_comment(panel), [make_user() for _ in range(7)]
    for reader in readers[:2]:
        services.report(comment, by=reader, reason="insult")
    assert status_of(comment) == "published"
    services.report(comment, by=readers[2], reason="hatred")
    kept = Comment.objects.get()
    assert (kept.status, kept.held_for, Discussion.objects.get().comment_count) == ("pending", "reports", 0)
    decided(comment, "approve", mona)
    for reader in readers[3:]:
        services.report(comment, by=reader, reason="insult")
    assert status_of(comment) == "published"  # it was read as it stands


def test_what_was_changed_since_it_was_read_is_held_again(panel: Session, mona: User) -> None:
    comment, readers = make_comment(panel, status="pending"), [make_user() for _ in range(3)]
    decided(comment, "approve", mona)
    Comment.objects.update(edited_at=timezone.now())
    for reader in readers:
        services.report(comment, by=reader, reason="insult")
    assert status_of(comment) == "pending"


def test_a_report_is_made_once_of_anothers_comment_that_is_shown(
    panel: Session, alice: User, bob: User
) -> None:
    comment = make_comment(panel, author=alice)
    services.report(comment, by=bob, reason="insult")
    hidden = make_comment(panel, status="hidden")
    codes = [
        refused(services.report, comment, by=bob, reason="insult"),
        refused(services.report, comment, by=alice, reason="insult"),
        refused(services.report, hidden, by=bob, reason="insult"),
        refused(services.report, comment, by=make_user(is_verified=False), reason="insult"),
        refused(services.report, comment, by=make_user(), reason=""),
        refused(services.report, comment, by=make_user(), reason="insult", note="x" * 1001),
    ]
    assert codes == ["already", "own", "not_shown", "unverified", "reason", "too_long"]
    assert Report.objects.count() == 1


def test_nobody_reports_more_than_twenty_comments_an_hour(panel: Session, bob: User) -> None:
    for _ in range(20):
        services.report(make_comment(panel), by=bob, reason="insult")
    assert refused(services.report, make_comment(panel), by=bob, reason="insult") == "limit"


def test_an_appeal_is_made_once_by_the_person_concerned(
    panel: Session, mona: User, alice: User, bob: User
) -> None:
    action = decided(make_comment(panel, author=alice), "hide", mona)
    codes = [
        refused(services.appeal, action, text="No.", by=bob),
        refused(services.appeal, action, text="No.", by=mona),
        refused(services.appeal, action, text="  ", by=alice),
        refused(services.appeal, action, text="x" * 2001, by=alice),
    ]
    made = services.appeal(action, text=" It was a quotation. ", by=alice)
    codes.append(refused(services.appeal, action, text="Again.", by=alice))
    assert (codes, made.text) == (
        ["not_yours", "not_yours", "empty", "too_long", "already"],
        "It was a quotation.",
    )


def test_there_is_nothing_to_appeal_against_in_what_is_published_or_taken_back(
    panel: Session, mona: User, alice: User
) -> None:
    comment = make_comment(panel, author=alice, status="pending")
    published = decided(comment, "approve", mona)
    hidden = decided(comment, "hide", mona)
    services.undo(hidden, by=mona)
    assert [refused(services.appeal, action, text="No.", by=alice) for action in (published, hidden)] == [
        "nothing",
        "undone",
    ]


def test_another_moderator_answers_an_appeal_where_there_is_one(
    panel: Session, mona: User, alice: User
) -> None:
    comment = make_comment(panel, author=alice)
    made = services.appeal(decided(comment, "hide", mona), text="No.", by=alice)
    other = make_moderator(panel.conference)
    assert refused(services.decide_appeal, made, outcome="reversed", by=mona) == "own"
    Notification.objects.all().delete()
    services.decide_appeal(made, outcome="reversed", by=other, answer="You are right.")
    made.refresh_from_db()
    assert (status_of(comment), made.outcome, made.answer, made.decided_by) == (
        "published",
        "reversed",
        "You are right.",
        other,
    )
    assert (told("appeal"), told()) == ([(alice, made.action)], [])  # told once
    assert refused(services.decide_appeal, made, outcome="upheld", by=other, answer="x") == "decided"


def test_a_moderator_alone_answers_appeals_against_their_own_decisions(
    panel: Session, mona: User, alice: User
) -> None:
    comment = make_comment(panel, author=alice)
    made = services.appeal(decided(comment, "hide", mona), text="No.", by=alice)
    elsewhere = make_moderator(make_conference())
    codes = [
        refused(services.decide_appeal, made, outcome="upheld", by=mona),
        refused(services.decide_appeal, made, outcome="perhaps", by=mona, answer="x"),
        refused(services.decide_appeal, made, outcome="upheld", by=elsewhere, answer="x"),
    ]
    services.decide_appeal(made, outcome="upheld", by=mona, answer="It names a person.")
    assert (codes, status_of(comment)) == (["empty", "outcome", "not_moderator"], "hidden")
