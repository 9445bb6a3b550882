"""The form of a speaker."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from speakers.models import Speaker

Links = list[dict[str, str]]


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


class SpeakerForm(forms.ModelForm[Speaker]):
    """A person."""

    links = LinksField(
        label=_("Links"),
        required=False,
        help_text=_("One a line, a title and its address: Website https://example.org"),
        widget=forms.Textarea(attrs={"rows": 3, "cols": 60}),
    )
