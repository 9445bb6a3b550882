"""What everybody sees of moderation: how to report and to appeal, and what was decided in numbers."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from comments import appeals, drafts, services, subjects, tallies
from comments.drafts import Draft
from comments.errors import CommentError, Refusal
from comments.models import Comment, ModerationAction
from comments.moderation_forms import AppealForm, ReportForm
from comments.policies import moderates
from comments.powers import may_appeal, may_report
from cyberconf.accounts.models import User
from events.publishing import Published
from events.views.lookup import published_or_404

UNPROCESSABLE, FORBIDDEN, SEE_OTHER = 422, 403, 303


@require_http_methods(["GET", "HEAD", "POST"])
def reports(request: HttpRequest, pk: str) -> HttpResponse:
    """Show the form in which a reader reports a comment, and report it. A text outlives signing in."""
    comment = get_object_or_404(Comment.objects.published().for_permalink(), pk=pk)
    place = subjects.of_comment(comment)
    if place is None:
        raise Http404(_("The programme no longer has what this comment is about."))
    if not isinstance(request.user, User):
        return _sign_in_to_report(request, comment)
    if request.method == "POST":
        form = ReportForm(request.POST)
        if (answer := _report(request, request.user, comment, form)) is not None:
            return answer
        return _report_page(request, place, comment, form, status=UNPROCESSABLE)
    kept = drafts.find(request, _draft_name(comment))
    form = ReportForm(initial={"body": kept.body, "reason": kept.promise} if kept else None)
    return _report_page(request, place, comment, form, refusal=_obstacle(request.user, comment))


@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(private=True, no_store=True)
def appeal(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the person concerned a decision, and take their appeal. Nobody else finds anything here."""
    rows = ModerationAction.objects.select_related(
        "comment__discussion__session", "comment__author", "conference", "person", "appeal", "undone_by"
    )
    action = get_object_or_404(rows, pk=pk, part_of=None)
    key = (request.POST if request.method == "POST" else request.GET).get("key", "")
    if not appeals.concerns(action, request.user, key):
        if request.user.is_authenticated or key:
            raise Http404
        return redirect_to_login(request.get_full_path())
    form = AppealForm(request.POST if request.method == "POST" else None, initial={"key": key})
    status = 200
    if request.method == "POST":
        try:
            services.appeal(action, text=request.POST.get("body", ""), by=action.person)
        except CommentError as refusal:
            form.add_error("body", refusal.message)
            status = UNPROCESSABLE
        else:
            messages.success(request, _("Your appeal is sent. You are told what comes of it."))
            return HttpResponseRedirect(request.get_full_path(), status=SEE_OTHER)
    made = getattr(action, "appeal", None)
    obstacle = may_appeal(action) if status == 200 else None
    context = {
        "action": action,
        "form": form,
        "obstacle": obstacle,
        "appeal": made,
    }
    return render(request, "comments/moderation_appeal.html", context, status=status)


@require_safe
def tally(request: HttpRequest, conference: str, session: str | None = None) -> HttpResponse:
    """Show what was received of a conference, or a session, and what became of it: one query for all."""
    found = published_or_404(conference)
    subject = None if session is None else subjects.find(found, slug=session, number=None)
    if session is not None and subject is None:
        raise Http404(_("There is no such session in this programme."))
    context = {
        "conference": found.conference,
        "programme": found.programme,
        "subject": subject,
        "tally": tallies.tally(found.conference, subject.uid if subject else None),
    }
    return render(request, "comments/moderation_tally.html", context)


def _draft_name(comment: Comment) -> str:
    """What a report that waits for its writer to sign in is kept under."""
    return f"report-{comment.pk}"


def _sign_in_to_report(request: HttpRequest, comment: Comment) -> HttpResponse:
    if request.method == "POST":
        typed = Draft(request.POST.get("body", ""), _draft_name(comment), request.POST.get("reason", "")[:20])
        drafts.keep(request, _draft_name(comment), typed)
        messages.info(request, _("Please sign in first. What you typed is kept."))
    return redirect_to_login(request.path)


def _obstacle(user: User, comment: Comment) -> Refusal | None:
    if comment.reports.filter(by=user).exists():
        return Refusal("already", _("You have reported this comment already. You are told what comes of it."))
    return may_report(user, comment)


def _report(request: HttpRequest, user: User, comment: Comment, form: ReportForm) -> HttpResponse | None:
    """Report the comment and lead back to it; None, with what is in the way on the form, if refused."""
    post = request.POST
    try:
        services.report(comment, by=user, reason=post.get("reason", ""), note=post.get("body", ""))
    except CommentError as refusal:
        form.is_valid()
        form.add_error("reason" if refusal.code == "reason" else "body", refusal.message)
        return None
    drafts.drop(request, _draft_name(comment), Draft(post.get("body", ""), _draft_name(comment)))
    messages.success(request, _("Thank you. A moderator looks at it, and you are told what comes of it."))
    still_seen = comment.is_published or moderates(user, comment.discussion.session.conference_id)
    place = subjects.of_comment(comment)
    address = comment.get_absolute_url() if still_seen or place is None else f"{place[1].url}#discussion"
    return HttpResponseRedirect(address, status=SEE_OTHER)


def _report_page(
    request: HttpRequest,
    place: tuple[Published, subjects.Subject],
    comment: Comment,
    form: ReportForm,
    *,
    status: int = 200,
    refusal: Refusal | None = None,
) -> HttpResponse:
    found, subject = place
    context = {
        "conference": found.conference,
        "programme": found.programme,
        "subject": subject,
        "comment": comment,
        "form": form,
        "refusal": refusal,
    }
    return render(request, "comments/moderation_report.html", context, status=status)
