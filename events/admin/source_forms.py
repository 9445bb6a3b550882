"""The form in which a programme is pasted or uploaded."""

from __future__ import annotations

from typing import Any, Self

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from cyberconf.web.validators import validate_time_zone
from events import importers
from events.models import Source

OPTIONS = ("format", "time_zone", "date", "fills_ends", "slug")  # what is said beside a source
BACKGROUND = 500_000  # bytes from which an import runs beside the request: some seconds of work


class SourceForm(forms.Form):
    """A source and what is said beside it, as ``manage.py import_programme`` takes it."""

    text = forms.CharField(
        label=gettext_lazy("Paste a programme"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 18, "cols": 80, "spellcheck": "false", "dir": "auto"}),
        help_text=gettext_lazy(
            "As in an e-mail or a blog post: a title, a date, times with what happens then."
        ),
    )
    file = forms.FileField(
        label=gettext_lazy("or upload a file"),
        required=False,
        help_text=gettext_lazy(
            "Word, a web page, Excel, CSV, a calendar, text, frab, pretalx or Sessionize, our own JSON."
        ),
    )
    slug = forms.SlugField(
        label=gettext_lazy("Address"),
        required=False,
        allow_unicode=True,
        max_length=120,
        help_text=gettext_lazy("The last part of its web address; made of the title when left empty."),
    )
    format = forms.ChoiceField(label=pgettext_lazy("a file", "Format"), required=False)
    time_zone = forms.CharField(
        label=gettext_lazy("Time zone"),
        required=False,
        validators=[validate_time_zone],
        help_text=gettext_lazy("Where the source names none: a name such as Europe/Zurich."),
        widget=forms.TextInput(attrs={"list": "time-zones", "autocomplete": "off", "spellcheck": "false"}),
    )
    date = forms.DateField(
        label=gettext_lazy("First day"),
        required=False,
        help_text=gettext_lazy("Where the source names no date or no year."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    fills_ends = forms.BooleanField(
        label=gettext_lazy("End sessions without an end where the next one starts"), required=False
    )

    def __init__(self, *args: Any, source: Source, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kept = source if source.pk else None
        if source.conference is not None:
            del self.fields["slug"]
        found = _("found from the content")
        self.fields["format"].choices = [("", found), *((name, name) for name in importers.IMPORTERS)]  # type: ignore[attr-defined]  # of a ChoiceField

    @classmethod
    def of(cls, source: Source) -> Self:
        """Return the form as it was sent when the source was read."""
        return cls(
            initial={"text": text_of(source)} | {name: getattr(source, name) for name in OPTIONS},
            source=source,
        )

    def clean(self) -> dict[str, Any]:
        """Ask for one source: a file goes before what is pasted, and what was uploaded before stays."""
        cleaned = super().clean() or self.cleaned_data
        file, text = cleaned.get("file"), cleaned.get("text") or ""
        if file is not None and file.size > importers.MOST_BYTES:
            self.add_error("file", importers.too_large(file.size, most=importers.MOST_BYTES).message)
        elif file is None and not text.strip() and not (self.kept and not text_of(self.kept)):
            self.add_error("text", _("Please paste a programme, or choose a file."))
        return cleaned

    @property
    def is_edited(self) -> bool:
        """Whether it says anything else than the source as it was kept, but for blanks at the end."""
        if self.kept is None:
            return True
        cleaned = self.cleaned_data
        options = [name for name in OPTIONS if name in cleaned and cleaned[name] != getattr(self.kept, name)]
        text = (cleaned.get("text") or "").replace("\r\n", "\n")
        is_other_text = bool(text.strip()) and text.rstrip() != text_of(self.kept).rstrip()
        return bool(options or cleaned.get("file") or is_other_text)

    @property
    def data_and_name(self) -> tuple[bytes, str]:
        """The source's bytes, and the name of its file, "" for what was pasted."""
        file = self.cleaned_data.get("file")
        if file is not None:
            return file.read(), file.name[:200]
        text = self.cleaned_data.get("text") or ""
        if not text.strip() and self.kept is not None:
            return bytes(self.kept.data), self.kept.name
        name = self.kept.name if self.kept and text_of(self.kept) else ""
        return text.replace("\r\n", "\n").encode("utf-8", errors="replace"), name


def text_of(source: Source) -> str:
    """Return the source as text that can be edited; "" where it is a file of another kind."""
    data = bytes(source.data)
    if not data or len(data) >= BACKGROUND or b"\x00" in data[:1_000]:
        return ""
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        return ""
