"""The forms in which people comment, and change what they wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comments import drafts, promises
from comments.drafts import Draft
from comments.models import Comment
from comments.subjects import Target
from comments.terms import Terms

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise

ROWS = 8  # shows a paragraph or two; the field can be drawn larger


def hidden() -> forms.CharField:
    """A field that carries what the form needs to know."""
    return forms.CharField(required=False, widget=forms.HiddenInput)


class TextForm(forms.Form):
    """A text and a stance, with what the page that receives them says beside them.

    What may be posted is the services' to say: they are asked by others than these forms too.
    """

    body = forms.CharField(
        label=_("Your comment"),
        help_text=_("At most 5,000 characters. *Emphasis*, lists, > quotes and links work as in Markdown."),
        strip=False,
        required=False,
        widget=forms.Textarea(attrs={"rows": ROWS}),
    )
    stance = forms.ChoiceField(
        label=_("Kind of comment (optional)"),
        choices=[("", _("not said")), *Comment.Stance.choices],
        required=False,
    )

    def __init__(
        self, fields: dict[str, str], *, action: str, act: StrPromise | str, error: str = ""
    ) -> None:
        """Make the form that holds ``fields``, posts to ``action`` and says ``error`` beside the text."""
        super().__init__(
            data=fields if error else None, initial=fields, auto_id="comment_%s", use_required_attribute=False
        )
        if error:
            self.add_error("body", error)
        self.helper = FormHelper()
        self.helper.form_action = action
        self.helper.form_class = "form"
        self.helper.add_input(Submit("post", act))
        self.helper.add_input(Submit("preview", _("Preview")))


class CommentForm(TextForm):
    """A comment, and hidden beside it what makes it post once, in the right place and in time."""

    key = hidden()
    about = hidden()
    promise = hidden()

    def __init__(self, target: Target, draft: Draft, *, is_signed_in: bool, error: str = "") -> None:
        """Make the form that holds ``draft``, and says ``error`` beside it when there is one.

        Visitors' forms have neither key nor CSRF token: pages for them are the same for everyone.
        """
        fields = {
            "body": draft.body,
            "stance": draft.stance,
            "key": draft.key,
            "about": str(target.subject.uid),
            "promise": draft.promise,
        }
        super().__init__(fields, action=target.action, act=_("Post comment"), error=error)
        self.helper.disable_csrf = not is_signed_in
        self.helper.attrs = {"data-enhance": "draft preview", "data-draft": target.name}


class EditForm(TextForm):
    """Another text for a comment, and hidden beside it which one it was made of."""

    base = hidden()

    def __init__(self, comment: Comment, **typed: Any) -> None:
        """Make the form that holds the comment as it is, or ``body``, ``stance`` and ``base`` as typed."""
        error = typed.pop("error", "")
        fields = {"body": comment.body, "stance": comment.stance, "base": comment.base} | typed
        action = reverse("comments:edits", args=[comment.pk])
        super().__init__(fields, action=action, act=_("Save changes"), error=error)
        self.helper.attrs = {"data-enhance": "draft preview", "data-draft": f"edit-{comment.pk}"}


def fresh_form(request: HttpRequest, target: Target, terms: Terms) -> CommentForm:
    """Return the form with the draft that was kept for this place, or empty."""
    is_signed_in = request.user.is_authenticated
    draft = drafts.find(request, target.name)
    if draft is None:
        promise = promises.make(target.subject, terms, at=timezone.now())
        draft = Draft("", str(uuid4()) if is_signed_in else "", promise)
    return CommentForm(target, draft, is_signed_in=is_signed_in)
