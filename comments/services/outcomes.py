"""What came of the answers to a question, told to those who gave them."""

from __future__ import annotations

from comments.models import Comment, Notification
from comments.services.telling import tell_each
from events.models import Release
from events.programme import Programme

EVENT = "outcome:"


def tell_of_outcomes(release: Release, programme: Programme) -> None:
    """Tell everybody who answered a question, once, when a release is the first to say what came of it.

    One query where no question has an outcome that nobody was told of, else one more a question.
    """
    questions = [question for session in programme.sessions for question in session.questions]
    said = [f"{EVENT}{question.uid}" for question in questions if question.outcome]
    told = Notification.objects.filter(event__in=said).values_list("event", flat=True).distinct()
    for event in sorted(set(said) - set(told)) if said else []:
        answers = Comment.objects.published().filter(discussion__question__uid=event.removeprefix(EVENT))
        first_of_each = {
            comment.author_id: (comment.author, comment)
            for comment in answers.select_related("author").order_by("-pk")
        }
        tell_each(first_of_each.values(), Notification.Kind.OUTCOME, event)
