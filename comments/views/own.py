"""What authors do to what they wrote: change it, withdraw it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from comments import drafts, pages, previews, services, subjects
from comments.drafts import Draft
from comments.errors import CommentError, Refusal
from comments.forms import EditForm
from comments.models import Comment
from comments.policies import may_edit, may_withdraw, suspended
from comments.posting import FORBIDDEN, UNPROCESSABLE, gone, is_suspended, see
from comments.subjects import Subject
from comments.terms import Terms
from comments.views.lookup import comment_or_404, place_or_404
from cyberconf.accounts.models import User
from cyberconf.web.csrf import answers_csrf_failure, comes_from_elsewhere
from events.programme import Programme
from events.publishing import Published

SETTLED = {"not_author", "settled"}  # what a page of one's own says of what is not, or no more


@require_http_methods(["GET", "HEAD", "POST"])
@answers_csrf_failure
def edits(request: HttpRequest, pk: str, *, is_trusted: bool = True) -> HttpResponse:
    """Show the form in which an author changes a comment, and change it. The text is in every answer."""
    found = Comment.objects.visible_to(request.user).for_permalink().filter(pk=pk).first()
    place = None if found is None else subjects.of_comment(found)
    if found is None or place is None:
        return gone(request)
    editing = _Editing(request, place, found)
    if request.method != "POST":
        return editing.show()
    return editing.answer(is_trusted=is_trusted)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def withdrawal(request: HttpRequest, pk: str) -> HttpResponse:
    """Ask whether the comment is to be withdrawn, and withdraw it."""
    found = comment_or_404(request, pk)
    published, subject = place_or_404(found)
    refusal: CommentError | Refusal | None = may_withdraw(request.user, found)
    if refusal is None and request.method == "POST" and isinstance(request.user, User):
        try:
            services.withdraw_comment(found, by=request.user)
        except CommentError as problem:
            refusal = problem
        else:
            messages.success(request, _("Your comment is withdrawn."))
            return see(f"{subject.url}#discussion")
    context = _about(published, subject, found) | {"refusal": refusal}
    return render(request, "comments/comment_withdrawal.html", context, status=FORBIDDEN if refusal else 200)


class _Editing:
    """One request to change a comment."""

    def __init__(self, request: HttpRequest, place: tuple[Published, Subject], comment: Comment) -> None:
        self.request = request
        self.published, self.subject = place
        self.comment = comment

    def show(self) -> HttpResponse:
        if not self.request.user.is_authenticated:
            return redirect_to_login(self.request.path)
        terms = Terms.of(self.subject.conference, *subjects.discussions_of(self.subject))
        user, conference = self.request.user, self.subject.conference
        refusal = may_edit(user, conference, terms, self.comment, at=timezone.now())
        if refusal is not None:
            messages.info(self.request, refusal.message)
            return HttpResponseRedirect(pages.address(self.comment, self.subject, user))
        kept = drafts.find(self.request, self._name)
        typed = {"body": kept.body, "stance": kept.stance, "base": kept.promise} if kept else {}
        return self._page(EditForm(self.comment, **typed), status=200)

    def answer(self, *, is_trusted: bool) -> HttpResponse:
        user = self.request.user
        if is_suspended(self.request):
            return self._refuse(suspended(), status=FORBIDDEN)
        if not isinstance(user, User) and not comes_from_elsewhere(self.request):
            return self._ask_to_sign_in()
        if not is_trusted or not isinstance(user, User):
            message = _(
                "This came from an older copy of the page. Your text is still here: please save it again."
            )
            return self._refuse(Refusal("stale", message), status=FORBIDDEN)
        typed = self._typed()
        try:
            if previews.BUTTON in self.request.POST:
                form = EditForm(self.comment, **typed)
                return self._page(form, status=200, preview=previews.preview(typed["body"]))
            changed = services.edit_comment(
                self.comment, by=user, body=typed["body"], stance=typed["stance"], base=typed["base"]
            )
        except CommentError as refusal:
            status = FORBIDDEN if refusal.code in SETTLED else UNPROCESSABLE
            return self._refuse(refusal, status=status)
        return self._confirm(changed, user)

    @property
    def _name(self) -> str:
        """What drafts of the change are kept under."""
        return f"edit-{self.comment.pk}"

    def _draft(self) -> Draft:
        typed = self._typed()
        return Draft(typed["body"], self._name, typed["base"], typed["stance"])

    def _ask_to_sign_in(self) -> HttpResponse:
        """Keep the text of somebody whose session has ended."""
        if not drafts.keep(self.request, self._name, self._draft()):
            return self._refuse(Refusal("signed_out", _("Please sign in first.")), status=FORBIDDEN)
        messages.info(self.request, _("Please sign in again. Your text is kept."))
        return redirect_to_login(self.request.path)

    def _confirm(self, changed: Comment, user: User) -> HttpResponse:
        if changed.is_published:
            messages.success(self.request, _("Your comment is changed."))
        else:
            messages.info(
                self.request, _("Your comment awaits a moderator. Only you and the moderators see it.")
            )
        response = see(pages.address(changed, self.subject, user))
        drafts.drop(self.request, self._name, self._draft())
        drafts.tell_browser(response, self._name)
        return response

    def _typed(self) -> dict[str, str]:
        return {name: self.request.POST.get(name, "") for name in ("body", "stance", "base")}

    def _refuse(self, refusal: CommentError | Refusal, *, status: int) -> HttpResponse:
        """Show the text again; beside what the comment became meanwhile it can be saved over that."""
        typed = self._typed()
        if refusal.code == "changed":
            self.comment.refresh_from_db(fields=["body", "stance", "html", "renderer"])
            typed["base"] = self.comment.base
        return self._page(EditForm(self.comment, **typed, error=refusal.message), status=status)

    def _page(self, form: EditForm, *, status: int, preview: SafeString | None = None) -> HttpResponse:
        about = _about(self.published, self.subject, self.comment)
        context = about | {"form": form, "preview": preview}
        return render(self.request, "comments/comment_edit.html", context, status=status)


def _about(published: Published, subject: Subject, comment: Comment) -> dict[str, object]:
    programme: Programme = published.programme
    return {"conference": subject.conference, "programme": programme, "subject": subject, "comment": comment}
