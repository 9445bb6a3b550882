"""What the pages of discussions start from, found among what this person may see."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from comments import subjects
from comments.models import Comment
from comments.subjects import Subject
from events.publishing import Published


def comment_or_404(request: HttpRequest, pk: str) -> Comment:
    """Return the comment, with all that says where it stands.

    Raises:
        Http404: there is none, or not for this person.
    """
    return get_object_or_404(Comment.objects.visible_to(request.user).for_permalink(), pk=pk)


def place_or_404(comment: Comment) -> tuple[Published, Subject]:
    """Return where the comment stands in the published programme.

    Raises:
        Http404: the programme has that place no longer, or not in public.
    """
    place = subjects.of_comment(comment)
    if place is None:
        raise Http404(_("The programme no longer has what this comment is about."))
    return place


def subject_or_404(found: Published, session: str, number: int | None) -> Subject:
    """Return the session, or the question of that number, of a published programme.

    Raises:
        Http404: there is none.
    """
    subject = subjects.find(found, slug=session, number=number)
    if subject is None:
        raise Http404(_("There is no such discussion."))
    return subject
