"""The form in which people comment."""

from __future__ import annotations

from uuid import uuid4

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comments import drafts, promises
from comments.drafts import Draft
from comments.models import Discussion
from comments.subjects import Target
from comments.terms import Terms

ROWS = 8  # shows a paragraph or two; the field can be drawn larger


class CommentForm(forms.Form):
    """A comment, and hidden beside it what makes it post once, in the right place and in time.

    What may be posted is ``services.post_comment``'s to say: it is asked by others than this form too.
    """

    body = forms.CharField(
        label=_("Your comment"),
        help_text=_("At most 5,000 characters. *Emphasis*, lists, > quotes and links work as in Markdown."),
        strip=False,
        required=False,
        widget=forms.Textarea(attrs={"rows": ROWS}),
    )
    key = forms.CharField(required=False, widget=forms.HiddenInput)
    about = forms.CharField(required=False, widget=forms.HiddenInput)
    promise = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, target: Target, draft: Draft, *, is_signed_in: bool, error: str = "") -> None:
        """Make the form that holds ``draft``, and says ``error`` beside it when there is one.

        Visitors' forms have neither key nor CSRF token: pages for them are the same for everyone.
        """
        uid = str(target.subject.uid)
        fields = {"body": draft.body, "key": draft.key, "about": uid, "promise": draft.promise}
        super().__init__(
            data=fields if error else None, initial=fields, auto_id="comment_%s", use_required_attribute=False
        )
        if error:
            self.add_error("body", error)
        self.helper = FormHelper()
        self.helper.form_action = target.action
        self.helper.form_class = "form discussion__form"
        self.helper.disable_csrf = not is_signed_in
        self.helper.add_input(Submit("post", _("Post comment")))


def fresh_form(request: HttpRequest, target: Target, discussion: Discussion | None) -> CommentForm:
    """Return the form with the draft that was kept for this place, or empty."""
    is_signed_in = request.user.is_authenticated
    draft = drafts.find(request, target.name)
    if draft is None:
        terms = Terms.of(target.subject.conference, discussion)
        promise = promises.make(target.subject, terms, at=timezone.now())
        draft = Draft("", str(uuid4()) if is_signed_in else "", promise)
    return CommentForm(target, draft, is_signed_in=is_signed_in)
