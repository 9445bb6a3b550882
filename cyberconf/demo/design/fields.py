"""A form with a field of every kind."""

from __future__ import annotations

from typing import ClassVar

from django import forms

CHOICES = [("self", "Myself"), ("organisation", "My organisation")]


class EveryField(forms.Form):
    """Sent empty, everything that is required is wrong, and the form as a whole too."""

    FILLED: ClassVar = {
        "text": "Ada Example",
        "code": "1234-5678",
        "choice": "organisation",
        "several": ["self"],
        "agreed": True,
        "select": "self",
        "long": "Two lines\nof text",
        "fixed": "Nobody changes this",
    }

    text = forms.CharField(label="A line of text", help_text="Help stands before the field.")
    code = forms.CharField(
        label="A code that was mailed", widget=forms.TextInput(attrs={"autocomplete": "one-time-code"})
    )
    choice = forms.ChoiceField(label="One of a few", choices=CHOICES, widget=forms.RadioSelect)
    several = forms.MultipleChoiceField(
        label="Some of a few", choices=CHOICES, widget=forms.CheckboxSelectMultiple, required=False
    )
    agreed = forms.BooleanField(label="Yes or no", help_text="Help of a box.")
    select = forms.ChoiceField(label="One of many", choices=[("", "not said"), *CHOICES])
    long = forms.CharField(label="A long text", widget=forms.Textarea(attrs={"rows": 4}))
    fixed = forms.CharField(label="Not to be changed", disabled=True, required=False)

    def clean(self) -> None:
        """Find something wrong that is of no one field."""
        raise forms.ValidationError("These two things do not fit together.")
