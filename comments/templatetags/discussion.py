"""What pages of the programme show of discussions."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import template
from django.template.context import RequestContext
from django.utils import timezone

from comments import drafts, pages
from comments.counts import Count, Counts
from comments.counts import counts as counts_of
from comments.forms import fresh_form
from comments.models import Following
from comments.subjects import Subject, Target, discussion_of
from comments.terms import Terms
from events import models
from events.programme import Programme, Question, Session

register = template.Library()


@register.simple_tag
def discussion_counts(conference: models.Conference) -> Counts:
    """Load the counts of all discussions of the conference, in one query: ``… as counts``."""
    return counts_of(conference, at=timezone.now())


@register.filter
def of(loaded: Counts, uid: UUID) -> Count:
    """Return the count of one question or session: ``counts|of:question.uid``."""
    return loaded.of(uid)


@register.inclusion_tag("comments/_discussion.html", takes_context=True)
def discussion(
    context: RequestContext,
    conference: models.Conference,
    programme: Programme,
    session: Session,
    question: Question | None = None,
    counts: Counts | None = None,
) -> dict[str, Any]:
    """Show the discussion of a question, or of a session at large, in three queries, and five for moderators.

    One less where the page has loaded the ``counts`` already.

    Raises:
        Http404: ``?after=`` names no page of it.
    """
    request = context.request
    subject = Subject(conference, session, question)
    found = counts.discussions.get(subject.uid) if counts else discussion_of(subject)
    terms, now = Terms.of(conference, found), timezone.now()
    state, target = terms.state(now), Target(subject)
    is_open = state.is_open
    kept = None if is_open else drafts.find(request, target.name)
    return {
        "subject": subject,
        "zone": programme.time_zone,
        "terms": terms,
        "state": state,
        "is_open": is_open,
        "holds_first": terms.mode == models.Conference.DiscussionMode.FIRST_HELD,
        "count": found.comment_count if found else 0,
        "page": pages.page(found, request.user, after=request.GET.get("after", "")),
        "form": fresh_form(request, target, found),
        "kept": kept.body if kept else "",
        "user": request.user,
        "is_following": Following.objects.is_by(request.user, found),
        "csrf_token": context.get("csrf_token"),
    }
