"""The form by which somebody leaves."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from comments.services.leaving import Words


class LeavingForm(forms.Form):
    """What becomes of one's words, and a box to tick, as this cannot be taken back."""

    words = forms.TypedChoiceField(
        label=_("My comments"), choices=Words, coerce=Words, widget=forms.RadioSelect, initial=Words.KEEP
    )
    is_sure = forms.BooleanField(label=_("Close my account"), help_text=_("This cannot be taken back."))
