"""The forms of a conference and of a session."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import ModelChoiceIterator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cyberconf.web import clocks, zones
from events import archiving, editing
from events.admin.seeing import SeenForm
from events.admin.times import WallTimeBoxes, WallTimeField, WallTimesForm
from events.errors import ProgrammeError
from events.importers.identity import Slugs
from events.models import Conference, Session
from events.publishing import MAX_NOTE

Status = Conference.Status
SHORT = {"summary", "venue_address"}  # texts of some lines


class ByConference(ModelChoiceIterator[Any]):
    """Offers rooms or tracks under the title of their conference."""

    def __iter__(self) -> Iterator[Any]:
        yield ("", self.field.empty_label)
        rows = self.queryset.select_related("conference").order_by(
            "conference__title", "conference", "position"
        )
        for conference, own in groupby(rows, key=attrgetter("conference")):
            yield (str(conference), [self.choice(row) for row in own])


class SessionForm(SeenForm, WallTimesForm):
    """A session, its times as the venue's clock shows them, its room and track of its conference."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False
            self.fields["slug"].help_text = _(
                "Made of the title when left empty. An address of before leads to the new one."
            )
        _keep_low(self)
        self._limit_places()
        self._name_zone()

    def zone_shown(self) -> ZoneInfo | None:
        """Return the zone of the session's conference."""
        return self.instance.conference.zone if self.instance.conference_id else None

    def zone_meant(self) -> ZoneInfo | None:
        """Return the zone of the conference, which may be chosen in this very form."""
        conference = self._conference()
        return conference.zone if conference else None

    def clean(self) -> dict[str, Any]:
        """Make the address of the title where there is none."""
        cleaned = super().clean()
        conference = self._conference()
        if conference and conference.is_archived:
            self.add_error(None, archiving.told(conference))
        if not cleaned.get("slug") and cleaned.get("title") and conference:
            taken = conference.sessions.exclude(pk=self.instance.pk).values_list("slug", flat=True)
            fallback = str(self.instance.kind)
            cleaned["slug"] = self.initial.get("slug") or Slugs(taken).take(
                cleaned["title"], fallback=fallback
            )
        return cleaned

    def _conference(self) -> Conference | None:
        if self.instance.pk:
            return self.instance.conference  # type: ignore[no-any-return]  # a form of any model, to mypy
        return self.cleaned_data.get("conference")

    def _limit_places(self) -> None:
        """Offer the conference's own rooms and tracks; while there is no conference, all under their own."""
        for name in {"room", "track"} & self.fields.keys():
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            assert field.queryset is not None
            if self.instance.pk:
                field.queryset = field.queryset.filter(conference=self.instance.conference_id)
            else:
                field.iterator = ByConference
                field.queryset = field.queryset.all()

    def _name_zone(self) -> None:
        for name in {"starts_at", "ends_at"} & self.fields.keys():
            self.fields[name].help_text = self._said_of_zone(getattr(self.instance, name))

    def _said_of_zone(self, at: datetime | None) -> str:
        zone = self.zone_shown()
        if zone is None:
            return _("As the clock at the venue shows it: in the time zone of the conference.")
        said = {"zone": zone.key, "offset": f" ({clocks.offset(at.astimezone(zone))})" if at else ""}
        return _("As the clock at the venue shows it: %(zone)s%(offset)s.") % said

    def _get_validation_exclusions(self) -> set[str]:
        """Compare addresses with those of the conference, though it is not to be changed here."""
        excluded: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]  # Django's own
        return excluded - {"conference"}


class ConferenceForm(SeenForm, WallTimesForm):
    """A conference; when its zone changes, every time of it stays what the clock shows."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rezoned: list[Session] = []
        _keep_low(self)
        if "time_zone" in self.fields:
            attrs = {"list": "time-zones", "autocomplete": "off", "spellcheck": "false"}
            self.fields["time_zone"].widget.attrs |= attrs
        if "status" in self.fields:
            status = self.fields["status"]
            assert isinstance(status, forms.ChoiceField)
            status.choices = [each for each in Status.choices if each[0] != Status.ARCHIVED]
            self.fields["status"].help_text = _(
                "Drafts are seen by staff alone. What is over is archived by the button above."
            )
        for name in {"discussion_opens_at", "discussion_closes_at"} & self.fields.keys():
            self.fields[name].help_text = _("In the conference's time zone.")

    def zone_shown(self) -> ZoneInfo | None:
        """Return the zone that is kept."""
        kept = self.initial.get("time_zone", self.instance.time_zone)  # a form to read alone has no initial
        return ZoneInfo(kept) if self.instance.pk else None

    def zone_meant(self) -> ZoneInfo | None:
        """Return the zone that is typed, if there is one of that name; the model refuses others."""
        name = self.cleaned_data.get("time_zone")
        return ZoneInfo(name) if name in zones.known() else None

    def clean(self) -> dict[str, Any]:
        """Find out what another zone makes of the sessions."""
        cleaned = super().clean()
        zone = self.zone_meant()
        if self.instance.pk and zone is not None and zone != self.zone_shown():
            kept = Conference.objects.get(pk=self.instance.pk)
            try:
                self.rezoned = editing.rezoned(kept, zone)
            except ProgrammeError as refusal:
                self.add_error("time_zone", ValidationError(refusal.message, code=refusal.code))
        if "language" in self.changed_data:
            self._refuse_translated()
        return cleaned

    def _refuse_translated(self) -> None:
        """Refuse as the language of the original one that it is translated into."""
        code = str(self.cleaned_data.get("language", "")).lower()
        if self.instance.pk and self.instance.content_languages.spoken().filter(code=code).exists():
            message = _("The programme is translated into this language. Drop that translation first.")
            self.add_error("language", ValidationError(message, code="translated"))


class PublishForm(forms.Form):
    """What is said about a release. ``seen`` is the hash of the draft that the page showed."""

    note = forms.CharField(
        label=gettext_lazy("Note"),
        required=False,
        max_length=MAX_NOTE,
        help_text=gettext_lazy("What readers should know about this release. It is shown with its changes."),
        widget=forms.Textarea(attrs={"rows": 3, "cols": 60}),
    )
    makes_public = forms.BooleanField(
        label=gettext_lazy("Make the conference public as well"),
        required=False,
        help_text=gettext_lazy(
            "It is a draft: until its status is public, staff alone see what is published."
        ),
    )
    mails = forms.BooleanField(label=gettext_lazy("Tell those whom it concerns by mail"), required=False)
    at = WallTimeField(
        label=gettext_lazy("Publish at a set time"),
        required=False,
        widget=WallTimeBoxes,
        error_messages={
            "invalid_date": gettext_lazy("Enter a valid date."),
            "invalid_time": gettext_lazy("Enter a valid time."),
        },
    )
    only_as_seen = forms.BooleanField(
        label=gettext_lazy("Only if nothing changes until then"),
        required=False,
        help_text=gettext_lazy(
            "Otherwise the draft goes out as it stands then, unless something stands in the way. "
            "You are told by mail what came of it."
        ),
    )
    confirms = forms.BooleanField(
        label=gettext_lazy("Publish in spite of the warnings above"),
        error_messages={"required": gettext_lazy("Please read the warnings above, then confirm here.")},
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    @property
    def choices(self) -> list[forms.BoundField]:
        """What is to be ticked, as far as it is asked."""
        return [self[name] for name in ("confirms", "makes_public", "mails") if name in self.fields]


def _keep_low(form: WallTimesForm) -> None:
    for name in SHORT & form.fields.keys():
        form.fields[name].widget.attrs["rows"] = 3
