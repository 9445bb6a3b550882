"""The form in which somebody says what their own entry is to say."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.storage import default_storage
from django.core.signing import BadSignature, Signer
from django.utils.translation import gettext_lazy as _

from speakers import proposing
from speakers.forms import LinksField, PhotoForm
from speakers.models import Proposal, Speaker

MOST_BIOGRAPHY = 10_000  # characters that somebody may send of themselves; pages show some 2,000

_SIGNER = Signer(salt="speakers.photo")


class OwnEntryForm(PhotoForm, forms.ModelForm[Speaker]):
    """What somebody says of themselves. ``waiting`` is what they sent before and is shown in its place.

    A photo that came with a form to be corrected is kept, and named in ``kept_photo``.
    """

    biography = forms.CharField(
        label=_("Biography"),
        required=False,
        max_length=MOST_BIOGRAPHY,
        help_text=_("Some lines about you. Markdown may be used."),
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    links = LinksField(
        label=_("Links"),
        required=False,
        help_text=_("One a line, a title and its address: Website https://example.org"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    drops_photo = forms.BooleanField(label=_("Show no photo of me"), required=False)
    consents_to_publish = forms.BooleanField(
        label=_("I agree that this entry and my photo are published with the programmes that I appear in."),
        required=False,
    )
    kept_photo = forms.CharField(required=False, widget=forms.HiddenInput)

    field_order = (
        "honorific",
        "name",
        "post",
        "affiliation",
        "country",
        "biography",
        "links",
        "photo",
        "photo_left",
        "photo_top",
        "drops_photo",
        "consents_to_publish",
    )

    class Meta:
        model = Speaker
        fields = ("honorific", "name", "post", "affiliation", "country")
        widgets: dict[str, Any] = {
            "name": forms.TextInput(attrs={"autocomplete": "name"}),
            "affiliation": forms.TextInput(attrs={"autocomplete": "organization"}),
            "country": forms.TextInput(attrs={"autocomplete": "country-name"}),
        }

    def __init__(self, data: Any, files: Any, *, speaker: Speaker, waiting: Proposal | None) -> None:
        self.now = proposing.said_now(speaker) | (waiting.values if waiting else {})
        super().__init__(data, files, instance=speaker, initial=self.now | {"photo": None})
        if not self.now["photo"]:
            del self.fields["drops_photo"]

    def clean(self) -> dict[str, Any]:
        """Leave a text as it was where only the ends of its lines differ."""
        cleaned = super().clean()
        said = _lines(cleaned.get("biography", ""))
        cleaned["biography"] = self.now["biography"] if said == _lines(self.now["biography"]) else said
        return cleaned

    def proposed(self) -> dict[str, Any]:
        """Return what the entry is to say, once the form is valid."""
        values = {part: self.cleaned_data[part] for part in proposing.PARTS if part != "photo"}
        return values | {"photo": self._photo()}

    def keep_photo(self) -> None:
        """Keep a good photo while the form goes back to be corrected: a browser does not send it again."""
        if self.cleaned_data.get("photo"):
            self.data = {**self.data.dict(), "kept_photo": _SIGNER.sign(self._photo())}  # type: ignore[attr-defined]  # what was posted

    @property
    def photo_url(self) -> str:
        """Where the photo is that is shown, or that was kept; "" where there is none."""
        name = self._kept() or self.now["photo"]
        return default_storage.url(name) if name else ""

    def _photo(self) -> str:
        """Return the name in the storage of the photo that is to be shown. A new one is put there."""
        if sent := self.cleaned_data.get("photo"):
            return proposing.store_photo(sent)
        is_dropped = self.cleaned_data.get("drops_photo")
        return self._kept() or ("" if is_dropped else str(self.now["photo"]))

    def _kept(self) -> str:
        """Return the name of a photo that came with an earlier form; "" where there is none."""
        try:
            return _SIGNER.unsign(self.data.get("kept_photo", ""))
        except BadSignature:
            return ""


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n")
