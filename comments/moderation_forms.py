"""The forms in which readers report a comment, and people appeal against a decision.

The text field is called ``body``, so that the page for a failed CSRF check gives back what was typed in it.
"""

from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from comments.models import Reason


class ReportForm(forms.Form):
    """What is wrong with a comment."""

    reason = forms.ChoiceField(
        label=_("What is wrong with it?"),
        choices=[(value, capfirst(words)) for value, words in Reason.choices],
        widget=forms.RadioSelect,
        required=False,
    )
    body = forms.CharField(
        label=_("What should the moderators know?"),
        help_text=_("At most 1,000 characters. Only moderators read this, and who reported."),
        strip=False,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
    )

    def __init__(self, data: Any = None, initial: Any = None) -> None:
        super().__init__(data, initial=initial, use_required_attribute=False)
        self.helper = _helper(_("Report this comment"))


class AppealForm(forms.Form):
    """Why a decision is wrong."""

    body = forms.CharField(
        label=_("Why is the decision wrong?"),
        help_text=_("At most 2,000 characters. You can appeal once."),
        strip=False,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8, "dir": "auto"}),
    )
    key = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, initial: Any = None) -> None:
        super().__init__(data, initial=initial, use_required_attribute=False)
        self.helper = _helper(_("Send the appeal"))


def _helper(act: Any) -> FormHelper:
    helper = FormHelper()
    helper.form_class = "form"
    helper.add_input(Submit("send", act))
    return helper
