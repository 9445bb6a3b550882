"""What moderators do from admin, through the services, and what they are told of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django import forms
from django.contrib import messages
from django.contrib.admin.helpers import ActionForm
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from comments import services
from comments.admin.base import named, staff
from comments.errors import CommentError
from comments.models import Comment, ModerationAction, Reason
from cyberconf.web.wording import whole_words

Act = ModerationAction.Act
SAID_LENGTH = 60  # characters of a comment by which a message calls it

# What the buttons and actions are called, by what they do.
ACTS = {
    Act.APPROVE: gettext_lazy("Publish"),
    Act.HOLD: gettext_lazy("Hold"),
    Act.HIDE: gettext_lazy("Hide"),
    Act.REMOVE: gettext_lazy("Remove"),
}
REASONS = [("", gettext_lazy("choose a reason")), *Reason.choices]


class ReasonActionForm(ActionForm):
    """Django's choice of an action on chosen rows, with a reason beside it."""

    reason = forms.ChoiceField(label=gettext_lazy("Reason:"), choices=REASONS, required=False)


@dataclass
class Results:
    """What came of deciding on some comments, one by one."""

    done: list[ModerationAction] = field(default_factory=list)
    same: int = 0
    refused: list[tuple[Comment, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Decision:
    """What is to become of a comment, why, and what its author is told."""

    act: str
    reason: str = ""
    note: str = ""


def decide_each(
    request: HttpRequest,
    comments: Iterable[Comment],
    decision: Callable[[Comment], Decision],
    *,
    seen: Callable[[Comment], str | None] = lambda comment: None,
) -> Results:
    """Decide on each; what is refused stands in the way of no other."""
    results = Results()
    for comment in comments:
        what = decision(comment)
        try:
            action = services.decide(
                comment, what.act, by=staff(request), reason=what.reason, note=what.note, seen=seen(comment)
            )
        except CommentError as refusal:
            results.refused.append((comment, refusal.message))
            continue
        if action is None:
            results.same += 1
        else:
            results.done.append(action)
    return results


def tell_done(request: HttpRequest, results: Results) -> None:
    """Say how many were published, hidden and so on, and how many were so before."""
    for act, label in Act.choices:
        count = sum(action.act == act for action in results.done)
        if count:
            said = ngettext("%(count)d comment %(act)s.", "%(count)d comments %(act)s.", count)
            messages.success(request, said % {"count": count, "act": label})
    if results.same:
        said = ngettext(
            "%(count)d comment was so already.", "%(count)d comments were so already.", results.same
        )
        messages.info(request, said % {"count": results.same})


def tell_refused(request: HttpRequest, results: Results) -> None:
    """Say which comments were not decided on, and why not."""
    for comment, why in results.refused:
        said = _("%(name)s, “%(text)s”: %(why)s")
        messages.warning(request, said % {"name": named(comment), "text": excerpt(comment), "why": why})


def excerpt(comment: Comment) -> str:
    """Return the beginning of the text on one line."""
    return whole_words(" ".join(comment.body.split()), SAID_LENGTH)
