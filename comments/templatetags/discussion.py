"""What pages of the programme show of discussions."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import template
from django.template.context import RequestContext
from django.utils import timezone

from comments import drafts, pages
from comments.badges import Badges
from comments.counts import Count, Counts, key_of
from comments.counts import counts as counts_of
from comments.forms import fresh_form
from comments.models import Comment, Following
from comments.orders import Sort
from comments.policies import EDIT_WINDOW
from comments.subjects import Subject, Target, discussions_of
from comments.terms import Terms
from events import models
from events.programme import Programme, Question, Session

register = template.Library()


@register.simple_tag
def discussion_counts(conference: models.Conference, programme: Programme) -> Counts:
    """Load the counts of all discussions of the conference, in one query: ``… as counts``."""
    return counts_of(conference, programme, at=timezone.now())


@register.filter
def of(loaded: Counts, uid: UUID) -> Count:
    """Return the count of one question or session: ``counts|of:question.uid``."""
    return loaded.of(uid)


@register.filter
def count_key(question: Question, session: Session) -> str:
    """Return by which key open pages are told the count of a question: ``question|count_key:session``."""
    return key_of(session, question)


@register.filter
def is_in(pk: str, keys: set[str]) -> bool:
    """Say whether the key is one of those: ``comment.pk|is_in:page.supported``."""
    return pk in keys


@register.filter
def badges_of(badges: Badges, comment: Comment) -> list[str]:
    """Return what the author of the comment is to the conference: ``badges|badges_of:comment``."""
    return badges.of(comment)


@register.inclusion_tag("comments/_discussion.html", takes_context=True)
def discussion(
    context: RequestContext,
    conference: models.Conference,
    programme: Programme,
    session: Session,
    question: Question | None = None,
    counts: Counts | None = None,
) -> dict[str, Any]:
    """Show the discussion of a question, or of a session at large.

    Four queries: the rules, the threads, what is in them, what the reader supports; one less for visitors,
    one less where the page has loaded the ``counts`` already, one more for staff.

    Raises:
        Http404: ``?after=`` names no page of it.
    """
    request = context.request
    subject = Subject(conference, session, question)
    if counts:
        found, at_large = counts.discussions.get(subject.uid), counts.discussions.get(session.uid)
    else:
        found, at_large = discussions_of(subject)
    terms, now = Terms.of(conference, found, at_large), timezone.now()
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
        "page": pages.page(found, request.user, request.GET),
        "sorts": Sort,
        "fresh_after": now - EDIT_WINDOW,
        "badges": Badges(programme, session),
        "form": fresh_form(request, target, terms),
        "kept": kept.body if kept else "",
        "user": request.user,
        "is_following": Following.objects.is_by(request.user, found),
        "csrf_token": context.get("csrf_token"),
    }
