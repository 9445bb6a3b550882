"""Times in forms: shown and typed as the clock at the venue shows them."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.contrib.admin.widgets import AdminSplitDateTime, AdminTextareaWidget
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events import walltimes
from events.errors import ProgrammeError


class WallTimeWidget(AdminSplitDateTime):
    """A date and a time to the minute, with the admin's calendar and clock."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.widgets[1].format = "%H:%M"

    def call(self, name: str) -> None:
        """Have screen readers say what each of the two boxes is for."""
        for box, label in zip(self.widgets, (_("%(name)s, date"), _("%(name)s, time")), strict=True):
            box.attrs["aria-label"] = label % {"name": name}


class WallTimeBoxes(forms.SplitDateTimeWidget):
    """A date and a time to the minute, as the browser itself asks for them."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        date: dict[str, Any] = {"type": "date", "aria-label": gettext_lazy("Date")}
        time: dict[str, Any] = {"type": "time", "aria-label": gettext_lazy("Time")}
        super().__init__(attrs, date_format="%Y-%m-%d", time_format="%H:%M", date_attrs=date, time_attrs=time)


class WallTimeField(forms.SplitDateTimeField):
    """Takes a date and a time and leaves it to the form, which knows the zone, to make an instant of them."""

    widget = WallTimeWidget

    def compress(self, data_list: Any) -> datetime | None:
        """Join the two, without a zone."""
        if not data_list:
            return None
        for value, name in zip(data_list, ("invalid_date", "invalid_time"), strict=True):
            if value in self.empty_values:
                raise ValidationError(self.error_messages[name], code=name)
        return datetime.combine(*data_list)


WALL_TIMES: dict[type[models.Field[Any, Any]], dict[str, Any]] = {
    models.DateTimeField: {"form_class": WallTimeField, "widget": WallTimeWidget}
}
ADDRESSES: dict[type[models.Field[Any, Any]], dict[str, Any]] = {models.URLField: {"assume_scheme": "https"}}
LOW: dict[type[models.Field[Any, Any]], dict[str, Any]] = {
    models.TextField: {"widget": AdminTextareaWidget(attrs={"rows": 3})}
}
FORM_FIELDS = WALL_TIMES | ADDRESSES  # what a ModelAdmin takes as its formfield_overrides


class WallTimesForm(forms.ModelForm[Any]):
    """Shows instants as wall times of a zone, and reads them so.

    A time that nobody touches stays the instant that was stored, to the microsecond, even where the clock
    shows it twice.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zone = self.zone_shown()
        for name in self._times():
            self.fields[name].widget.call(capfirst(str(self.fields[name].label)))
            at = getattr(self.instance, name)
            if at is not None and zone is not None:
                self.initial[name] = walltimes.wall_time(at, zone).replace(second=0, microsecond=0)

    def zone_shown(self) -> ZoneInfo | None:
        """Return the zone in which stored times are shown; None while it is not known."""
        raise NotImplementedError  # for each form to say; the forms' own metaclass keeps ABC out

    def zone_meant(self) -> ZoneInfo | None:
        """Return the zone that typed times are meant in; None while it is not known."""
        raise NotImplementedError  # as above

    def clean(self) -> dict[str, Any]:
        """Make instants of the wall times; without a zone, leave them out."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        zone = self.zone_meant()
        for name in self._times():
            wall = cleaned.pop(name, None)
            if zone is None:
                continue
            try:
                cleaned[name] = self._instant(name, wall, zone)
            except ProgrammeError as refusal:
                self.add_error(name, ValidationError(refusal.message, code=refusal.code))
        return cleaned

    def _times(self) -> list[str]:
        return [name for name, field in self.fields.items() if isinstance(field, WallTimeField)]

    def _instant(self, name: str, wall: datetime | None, zone: ZoneInfo) -> datetime | None:
        if wall is None:
            return None
        stored: datetime | None = getattr(self.instance, name)
        if stored is not None and name not in self.changed_data and zone == self.zone_shown():
            return stored
        return walltimes.instant(wall, zone)
