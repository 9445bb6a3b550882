"""The form of a speaker, and its parts: links as lines, a photo that is made ready."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.contrib.admin.widgets import AdminFileWidget
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from speakers import photos
from speakers.errors import SpeakerError
from speakers.models import Speaker
from speakers.photos import Focus


class LinksField(forms.CharField):
    """Links as lines, each a title and an address; as a list of ``{"title", "url"}`` to the program."""

    widget = forms.Textarea
    default_error_messages = {
        "link": _("“%(line)s” has no address that begins with https:// or http:// at its end.")
    }

    def prepare_value(self, value: Any) -> Any:
        """Write the links as lines; leave what was typed as it was."""
        if not isinstance(value, list):
            return value
        return "\n".join(f"{link['title']} {link['url']}" for link in value)

    def to_python(self, value: Any) -> Any:
        """Read the lines."""
        return [self._link(line.strip()) for line in (value or "").splitlines() if line.strip()]

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare lines, whichever way they end."""
        return (self.prepare_value(initial) or "").splitlines() != (data or "").splitlines()

    def _link(self, line: str) -> dict[str, str]:
        title, _space, url = line.rpartition(" ")
        try:
            URLValidator(schemes=["http", "https"])(url)
        except ValidationError as problem:
            raise ValidationError(
                self.error_messages["link"], code="link", params={"line": line}
            ) from problem
        return {"title": title.strip() or urlsplit(url).hostname or url, "url": url}


class PhotoForm(forms.Form):
    """Takes a photo and makes it ready (``photos``); the numbers say where the face is."""

    photo = forms.FileField(
        label=_("Photo"),
        required=False,
        help_text=_(
            "JPEG, PNG or WebP of at most 10 MB. It is cut to a square, and all else in it is removed."
        ),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )
    photo_left = forms.IntegerField(
        label=_("Middle of the face, percent from the left"),
        required=False,
        min_value=0,
        max_value=100,
        help_text=_("For a new photo, where its square is to be elsewhere than in the middle."),
    )
    photo_top = forms.IntegerField(
        label=_("Middle of the face, percent from the top"), required=False, min_value=0, max_value=100
    )

    def clean(self) -> dict[str, Any]:
        """Make the photo that was sent ready, or say at its field why it cannot be taken."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        sent = cleaned.get("photo")
        if isinstance(sent, UploadedFile):
            try:
                cleaned["photo"] = _ready(sent, self._focus(cleaned))
            except SpeakerError as refusal:
                self.add_error("photo", ValidationError(refusal.message, code=refusal.code))
        return cleaned

    def _focus(self, cleaned: dict[str, Any]) -> Focus:
        said = {"left": cleaned.get("photo_left"), "top": cleaned.get("photo_top")}
        return Focus(**{side: percent for side, percent in said.items() if percent is not None})


class SpeakerForm(PhotoForm, forms.ModelForm[Speaker]):
    """A person, for staff."""

    links = LinksField(
        label=_("Links"),
        required=False,
        help_text=_("One a line, a title and its address: Website https://example.org"),
        widget=forms.Textarea(attrs={"rows": 3, "cols": 60}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "photo" in self.fields:
            self.fields["photo"].widget = AdminFileWidget(attrs=self.fields["photo"].widget.attrs)


def _ready(sent: UploadedFile[Any], focus: Focus) -> ContentFile[bytes]:
    photos.refuse_size(sent.size or 0)
    return ContentFile(photos.prepare(sent.read(), focus), name=photos.NAME)
