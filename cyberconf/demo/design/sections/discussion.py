"""What is said: discussions in each state, comments, and what moderators decide."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AnonymousUser

from comments.models import Appeal, ModerationAction
from comments.moderation_forms import AppealForm, ReportForm
from comments.terms import State
from cyberconf.demo.design import programme, talk
from cyberconf.demo.design.specimens import Section, Specimen
from cyberconf.web.markdown import render_comment

VISITOR = AnonymousUser()


def discussions() -> Section:
    """Return whole discussions."""
    few = talk.threads()[:1]
    kept = {"kept": "A text that came too late is given back."}
    return Section(
        "discussions",
        "A discussion",
        (
            _whole("Open, to a visitor", VISITOR, State.OPEN, threads=few),
            _whole("Open, followed, and empty", talk.READER, State.OPEN, threads=[], is_following=True),
            _whole("Each comment is read first", talk.READER, State.HELD, threads=[]),
            _whole("Opens later", VISITOR, State.LATER, threads=[]),
            _whole("Closed, with a text that came too late", VISITOR, State.CLOSED, threads=few, **kept),
        ),
    )


def comments() -> Section:
    """Return comments in every state, and what is written them in."""
    everything = talk.context(talk.READER, threads=talk.threads())
    preview = render_comment(talk.WORDS)
    said = {
        "comment": talk.comment(30),
        "subject": talk.subject(),
        "zone": programme.ZONE,
        "badges": ["Panellist"],
    }
    return Section(
        "comments",
        "Comments",
        (
            Specimen(
                "In every state, to the author of some",
                "comments/_discussion_threads.html",
                everything,
                frame="discussion",
            ),
            Specimen("A further page", "comments/_discussion_threads.html", _further(), frame="discussion"),
            Specimen("Among the latest", "comments/_comment_latest.html", said),
            Specimen("Quoted", "comments/_comment_quoted.html", said),
            Specimen(
                "Being written, with a preview",
                "comments/_discussion_write.html",
                everything | {"preview": preview},
            ),
            Specimen(
                "A draft of before, and no network",
                "comments/_discussion_write.html",
                everything,
                how="unhidden",
            ),
            Specimen("A text given back", "comments/_typed.html", {"typed": talk.WORDS}),
        ),
    )


def moderation() -> Section:
    """Return what people are told of what moderators decide."""
    action = ModerationAction(pk=1, act="hide", reason="insult", note="Please speak of the matter.")
    appeal = Appeal(text="It was a quotation.", outcome="upheld", answer="Of which nothing said so.")
    rows = [("published", 120), ("hidden", 2), ("removed", 1)]
    return Section(
        "moderation",
        "Moderation",
        (
            Specimen("A decision", "comments/_moderation_decision.html", {"action": action}),
            Specimen(
                "An appeal that waits",
                "comments/_moderation_answer.html",
                {"appeal": Appeal(text="Why?")},
                frame="discussion",
            ),
            Specimen(
                "An appeal with its answer",
                "comments/_moderation_answer.html",
                {"appeal": appeal},
                frame="discussion",
            ),
            Specimen(
                "In numbers",
                "comments/_moderation_table.html",
                {"rows": rows, "caption": "Moderation in numbers"},
            ),
            Specimen("The form of a report", "design/form.html", {"form": ReportForm()}),
            Specimen("The form of an appeal", "design/form.html", {"form": AppealForm()}),
        ),
    )


def _whole(name: str, user: Any, state: State, **changes: Any) -> Specimen:
    return Specimen(name, "comments/_discussion.html", talk.context(user, state, **changes))


def _further() -> dict[str, Any]:
    context = talk.context(VISITOR, threads=talk.threads()[2:])
    later = type(context["page"])(context["page"].threads, is_first=False)
    return context | {"page": later, "url": talk.subject().url}
