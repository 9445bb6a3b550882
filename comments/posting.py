"""What a person who sends the comment form gets to see. Whatever the answer, their text is in it or kept."""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID, uuid4

from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from comments import drafts, pages, previews, promises, services, subjects
from comments.drafts import Draft
from comments.errors import CommentError, Refusal
from comments.forms import CommentForm, fresh_form
from comments.models import Comment
from comments.policies import may_comment, suspended
from comments.subjects import Target
from comments.terms import Terms
from cyberconf.accounts.models import User
from cyberconf.accounts.policies import may_sign_in
from cyberconf.accounts.sessions import was_signed_in_as
from cyberconf.web.csrf import comes_from_elsewhere
from events import models
from events.programme import Programme

UNPROCESSABLE, FORBIDDEN = 422, 403
# Where a person who may not comment yet goes first, and comes back from.
ON_THE_WAY = {"signed_out": "account_signup", "unverified": "account_email"}


@dataclass(frozen=True)
class Posting:
    """One request to write into a place of a discussion."""

    request: HttpRequest
    programme: Programme
    target: Target

    def show(self) -> HttpResponse:
        """Answer with the form on a page of its own; lead to the discussion where that is closed."""
        terms = self._terms()
        conference = self.target.subject.conference
        refusal = may_comment(self.request.user, conference, terms, at=timezone.now())
        if refusal is not None and refusal.code not in ON_THE_WAY:
            return HttpResponseRedirect(f"{self.target.subject.url}#discussion")
        return self._page(fresh_form(self.request, self.target, terms), status=200)

    def answer(self, *, is_trusted: bool) -> HttpResponse:
        """Post what was sent, or say why not; ``is_trusted`` is false when the CSRF check failed.

        Who pressed "Preview" sees the text as it would stand there, and nothing is posted.
        """
        draft = _sent(self.request)
        if is_suspended(self.request):
            return self._refuse(draft, suspended(), status=FORBIDDEN)
        if isinstance(self.request.user, User) and is_trusted:
            return self._preview(draft) if self._is_preview else self._post(self.request.user, draft)
        if isinstance(self.request.user, User) or comes_from_elsewhere(self.request):
            message = _(
                "This came from an older copy of the page. Your text is still here: please post it again."
            )
            return self._refuse(draft, Refusal("stale", message), status=FORBIDDEN)
        return self._preview(draft) if self._is_preview else self._ask_to_sign_in(draft)

    @property
    def _is_preview(self) -> bool:
        return previews.BUTTON in self.request.POST

    def _terms(self) -> Terms:
        subject = self.target.subject
        return Terms.of(subject.conference, *subjects.discussions_of(subject))

    def _preview(self, draft: Draft) -> HttpResponse:
        try:
            preview = previews.preview(draft.body)
        except CommentError as problem:
            return self._refuse(draft, problem)
        form = CommentForm(self.target, draft, is_signed_in=self.request.user.is_authenticated)
        return self._page(form, status=200, preview=preview)

    def _post(self, author: User, draft: Draft) -> HttpResponse:
        try:
            rows = subjects.rows(self.target.subject)
        except (models.Session.DoesNotExist, models.Question.DoesNotExist):
            return gone(self.request)
        try:
            comment = services.post_comment(
                author=author,
                session=rows.session,
                question=rows.question,
                discussions=rows.discussions,
                body=draft.body,
                stance=draft.stance,
                submission_key=UUID(draft.key),
                parent=self.target.parent,
                promised=promises.read(self.target.subject, draft.promise),
            )
            is_other = comment.body != services.clean_body(draft.body)
        except CommentError as refusal:
            return self._turn_away(draft, refusal)
        if is_other:
            return self._offer_again(draft)
        return self._confirm(author, comment, draft)

    def _offer_again(self, draft: Draft) -> HttpResponse:
        """Give a text a key of its own when its form's key has posted another one: both were meant."""
        message = _("This form posted another text already. To post this one too, press the button again.")
        return self._refuse(replace(draft, key=str(uuid4())), Refusal("posted", message))

    def _confirm(self, author: User, comment: Comment, draft: Draft) -> HttpResponse:
        drafts.drop(self.request, self.target.name, draft)
        if comment.is_published:
            messages.success(self.request, _("Your comment is published."))
        else:
            messages.info(
                self.request, _("Your comment awaits a moderator. Only you and the moderators see it.")
            )
        response = see(pages.landing(comment, self.target.subject, author))
        drafts.tell_browser(response, self.target.name)
        return response

    def _turn_away(self, draft: Draft, refusal: CommentError | Refusal) -> HttpResponse:
        """Keep the text, and say what is in the way or lead to what removes it."""
        is_kept = refusal.code != "empty" and drafts.keep(self.request, self.target.name, draft)
        if refusal.code not in ON_THE_WAY or not is_kept:
            return self._refuse(draft, refusal)
        messages.info(self.request, refusal.message)
        return see(f"{reverse(ON_THE_WAY[refusal.code])}?{urlencode({'next': self.target.url})}")

    def _ask_to_sign_in(self, draft: Draft) -> HttpResponse:
        subject = self.target.subject
        try:
            services.clean_body(draft.body)
        except CommentError as problem:
            return self._refuse(draft, problem)
        refusal = may_comment(
            AnonymousUser(),
            subject.conference,
            self._terms(),
            at=timezone.now(),
            promised=promises.read(subject, draft.promise),
        )
        assert refusal is not None  # nobody comments without an account
        return self._turn_away(draft, refusal)

    def _refuse(
        self, draft: Draft, refusal: CommentError | Refusal, *, status: int = UNPROCESSABLE
    ) -> HttpResponse:
        is_signed_in = self.request.user.is_authenticated
        form = CommentForm(self.target, draft, is_signed_in=is_signed_in, error=refusal.message)
        return self._page(form, status=status)

    def _page(self, form: CommentForm, *, status: int, preview: SafeString | None = None) -> HttpResponse:
        context = {
            "conference": self.target.subject.conference,
            "programme": self.programme,
            "subject": self.target.subject,
            "parent": self.target.parent,
            "form": form,
            "preview": preview,
        }
        return render(self.request, "comments/comment_form.html", context, status=status)


def gone(request: HttpRequest) -> HttpResponse:
    """Answer that there is nothing to comment on here, and give back what was typed."""
    typed = request.POST.get("body", "") if request.method == "POST" else ""
    return render(request, "comments/comment_gone.html", {"typed": typed}, status=404)


def _sent(request: HttpRequest) -> Draft:
    post = request.POST
    key = drafts.key_or_new(post.get("key", ""))
    return Draft(post.get("body", ""), key, post.get("promise", ""), post.get("stance", ""))


def is_suspended(request: HttpRequest) -> bool:
    """Say whether the session is that of a suspended account, which Django no longer takes for signed in."""
    if request.user.is_authenticated:
        return not request.user.is_active
    known = was_signed_in_as(request.session)
    return known is not None and not may_sign_in(known)


def see(url: str) -> HttpResponse:
    return HttpResponseRedirect(url, status=303)
