"""The queue: what waits for a moderator, on one page that can be worked through with keys."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from comments import queues, services
from comments.admin.acting import Decision, Results, decide_each, tell_done
from comments.admin.base import staff
from comments.errors import CommentError
from comments.models import Appeal, Comment, ModerationAction, Reason
from comments.policies import moderates
from comments.queues import Waiting
from events import team

SHOWN = 20  # comments a page: as many as one works through without losing the thread
LATELY = timedelta(hours=1)  # how long what one did stands beside the queue to be taken back
MOST_DONE = 5
SEE_OTHER, CONFLICT = 303, 409


def queue_page(model_admin: admin.ModelAdmin[Comment], request: HttpRequest) -> HttpResponse:
    """Show what waits in the conferences of the reader, the oldest first; do what was decided."""
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    page = QueuePage(model_admin, request)
    return page.post() if request.method == "POST" else page.show()


@dataclass
class Item:
    """A comment of the queue as the page shows it: what was typed about it is still there."""

    waiting: Waiting
    seen: str
    may_act: bool
    reason: str = ""
    note: str = ""
    is_chosen: bool = False


@dataclass
class Refused:
    """A decision that was not carried out, and why; ``note`` is what was typed with it."""

    comment: Comment
    why: str
    note: str


@dataclass
class Sent:
    """What the form of the queue sent."""

    act: str
    only: str
    chosen: list[str]
    data: Any
    refused: list[Refused] = field(default_factory=list)

    @classmethod
    def of(cls, request: HttpRequest) -> Sent:
        """Read it. A button of one comment sends "hide:<id>", one for all that are chosen "hide"."""
        act, _colon, only = request.POST.get("act", "").partition(":")
        return cls(act, only, request.POST.getlist("chosen"), request.POST)

    def decision(self, comment: Comment) -> Decision:
        """Return what is to become of the comment: as typed beside it, else as typed for all."""
        own = Decision(self.act, self.data.get(f"reason-{comment.pk}", ""), self.note(comment))
        if self.only:
            return own
        return Decision(
            self.act, own.reason or self.data.get("reason", ""), own.note or self.data.get("note", "")
        )

    def note(self, comment: Comment) -> str:
        """Return what was typed to the author of the comment."""
        return str(self.data.get(f"note-{comment.pk}", ""))


class QueuePage:
    """One request for the queue."""

    def __init__(self, model_admin: admin.ModelAdmin[Comment], request: HttpRequest) -> None:
        self.model_admin = model_admin
        self.request = request
        self.scope = queues.waiting(team.conferences_with(request.user, "comments.view_comment"))

    def post(self) -> HttpResponse:
        """Decide, or take back; where something was refused show the page with what was typed."""
        sent = Sent.of(self.request)
        if sent.act == "undo":
            return self._undo(sent.only)
        results = self._decide(sent)
        tell_done(self.request, results)
        if not results.done and not results.refused and not results.same:
            messages.warning(self.request, _("Nothing was changed. Please choose comments first."))
        sent.refused = [Refused(comment, why, sent.note(comment)) for comment, why in results.refused]
        return self.show(sent) if sent.refused else self._again()

    def show(self, sent: Sent | None = None) -> HttpResponse:
        """Draw the page: a number of queries that does not depend on how many wait."""
        now = timezone.now()
        rows = self._filtered()
        count, oldest = queues.head(rows)
        page = Paginator(rows, SHOWN).get_page(self.request.GET.get("page"))
        found = queues.described(page.object_list, at=now)  # type: ignore[arg-type]  # a slice of the rows
        places = queues.places(self.scope)
        context = {
            **self.model_admin.admin_site.each_context(self.request),
            "title": _("Queue"),
            "opts": self.model_admin.opts,
            "items": [self._item(waiting, sent) for waiting in found],
            "page": page,
            "count": count,
            "oldest": oldest,
            "now": now,
            "places": places,
            "conferences": {place["conference"]: place["conference_title"] for place in places},
            "chosen_conference": self._number("conference"),
            "chosen_discussion": self._number("discussion"),
            "reasons": Reason.choices,
            "sent": sent,
            "done": self._done(now),
            "appeals": self._appeals(),
            "may_act": self._may_act,
        }
        status = CONFLICT if sent is not None else 200
        template = "admin/comments/comment/queue.html"
        return TemplateResponse(self.request, template, context, status=status)

    @property
    def _may_act(self) -> bool:
        return self.model_admin.has_change_permission(self.request)

    def _decide(self, sent: Sent) -> Results:
        if not self._may_act:
            raise PermissionDenied
        keys = [sent.only] if sent.only else sent.chosen
        # All that this person reads, and not what waits alone: what was decided meanwhile is said so.
        rows = self.model_admin.get_queryset(self.request).filter(pk__in=keys)
        comments = rows.select_related("author").order_by("pk")
        return decide_each(
            self.request,
            comments,
            sent.decision,
            seen=lambda comment: sent.data.get(f"seen-{comment.pk}"),
        )

    def _undo(self, key: str) -> HttpResponse:
        if not self._may_act:
            raise PermissionDenied
        action = self._mine().filter(pk=int(key)).first() if key.isdecimal() else None
        if action is None:
            messages.warning(self.request, _("There is nothing to take back."))
            return self._again()
        try:
            services.undo(action, by=staff(self.request))
        except CommentError as refusal:
            messages.warning(self.request, refusal.message)
        else:
            messages.success(self.request, _("Taken back."))
        return self._again()

    def _item(self, waiting: Waiting, sent: Sent | None) -> Item:
        comment = waiting.comment
        item = Item(
            waiting,
            services.standing(comment),
            moderates(self.request.user, comment.discussion.session.conference_id),
        )
        if sent is not None:
            item.reason = sent.data.get(f"reason-{comment.pk}", "")
            item.note = sent.note(comment)
            item.is_chosen = comment.pk in sent.chosen
        return item

    def _mine(self) -> QuerySet[ModerationAction]:
        """What this person decided on comments, in conferences that they still moderate."""
        rows = ModerationAction.objects.standing().changing().filter(by=staff(self.request), part_of=None)
        keys = team.conferences_of(self.request.user, team.Role.MODERATOR)
        return rows if keys is None else rows.filter(conference__in=sorted(keys))

    def _done(self, now: Any) -> list[ModerationAction]:
        if not self._may_act:
            return []
        rows = self._mine().filter(created_at__gt=now - LATELY).select_related("comment", "person")
        return list(rows[:MOST_DONE])

    def _appeals(self) -> int:
        rows = Appeal.objects.filter(outcome="")
        return team.theirs(rows, self.request.user, "comments.view_appeal", path="action__conference").count()

    def _filtered(self) -> QuerySet[Comment]:
        rows = self.scope
        if conference := self._number("conference"):
            rows = rows.filter(discussion__session__conference=conference)
        if discussion := self._number("discussion"):
            rows = rows.filter(discussion=discussion)
        return rows

    def _number(self, name: str) -> int | None:
        """Read a filter; whatever is no number is none."""
        typed = self.request.GET.get(name, "")
        return int(typed) if typed.isdecimal() and len(typed) < 10 else None

    def _again(self) -> HttpResponse:
        return HttpResponseRedirect(self.request.get_full_path(), status=SEE_OTHER)
