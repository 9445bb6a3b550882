"""Forms that overwrite nothing unseen: what somebody else has saved since the page was opened is told first.

One mechanism for conferences, sessions and speakers. The form sends back a token of what it showed, its rows
below included (``seeing``); where that is no longer so, it says what was done and differs, and takes a tick.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

from django import forms
from django.contrib.admin.models import LogEntry
from django.contrib.admin.utils import flatten_fieldsets
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.forms.models import ModelChoiceField
from django.http import HttpRequest
from django.utils import timezone
from django.utils.encoding import force_str
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cyberconf.web.wording import whole_words
from events import edits, histories, seeing, team
from events.admin.theirs import TheirsAdmin
from events.models import Edit
from events.phrases.words import doer

Row = TypeVar("Row", bound=Model)
MOST_TOLD = 5  # deeds that a refusal tells of: enough to see what happened
QUOTED = 60  # characters of a value that a refusal quotes

if TYPE_CHECKING:
    _Form = forms.ModelForm[Any]
else:
    _Form = forms.ModelForm


class OverwriteWidget(forms.CheckboxInput):
    """A box to tick, unticked each time, whose value is the state that would be overwritten."""

    def __init__(self, state: str) -> None:
        super().__init__({"value": state}, check_test=lambda value: False)

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """Return the state that was seen when the box was ticked."""
        return str(data.get(name, ""))


class SeenForm(_Form):
    """A form that knows what it showed. ``look`` reads that anew, ``tell`` says what was done to it since.

    What somebody else has saved meanwhile is not overwritten unless the box ``overwrites`` is ticked, which
    is there only then.
    """

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    overwrites = forms.CharField(
        label=gettext_lazy("Save what stands here all the same"),
        required=False,
        widget=forms.HiddenInput,
    )
    look: Callable[[], object]
    tell: Callable[[datetime], list[str]]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and not self.is_bound:
            self.initial["seen"] = seeing.token(self.look(), timezone.now())

    @property
    def changed_data(self) -> list[str]:
        """Name what was changed, as admin's log does; the token is no part of it."""
        changed: list[str] = super().changed_data
        return [name for name in changed if name not in {"seen", "overwrites"}]

    def clean(self) -> dict[str, Any]:
        """Refuse what somebody else has changed."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.instance.pk:
            self._refuse_stale(cleaned)
        return cleaned

    def _refuse_stale(self, cleaned: dict[str, Any]) -> None:
        seen, now = cleaned.get("seen", ""), self.look()
        ticked = cleaned.get("overwrites")
        if not seeing.is_stale(seen, now) or (ticked and not seeing.is_stale(ticked, now)):
            return
        since = seeing.seen_at(seen)
        message = _("Somebody else has changed this since you opened it. Nothing is saved yet.")
        advice = _("Tick “Save what stands here all the same” to overwrite that, or open the page anew.")
        done = self.tell(since) if since else []
        self.add_error(None, ValidationError([message, *done, *self._differences(), advice]))
        self.fields["overwrites"].widget = OverwriteWidget(seeing.token(now, timezone.now()))

    def _differences(self) -> Iterator[str]:
        """Say where the form differs from what is stored now."""
        for name in self.changed_data:
            field = self.fields[name]
            said = {"label": field.label, "now": _said(field, self.initial.get(name))}
            said["here"] = _said(field, self[name].data)
            yield _("%(label)s: “%(now)s” now, “%(here)s” in this form.") % said


class SeenAdmin(TheirsAdmin[Row]):
    """Gives its form, a ``SeenForm``, what it has to know."""

    def touched(self, rows: Any) -> Any:
        """Return the conferences whose programme the rows are part of."""
        raise NotImplementedError  # for each admin to say; admin's own metaclass keeps ABC out

    def get_fieldsets(self, request: HttpRequest, obj: Row | None = None) -> Any:
        """Put the token, and the box to tick, at the top of what can be changed."""
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None or not self.has_change_permission(request, obj):
            return fieldsets
        (name, options), *others = fieldsets
        fields = ("overwrites", "seen", *options["fields"])
        return [(name, {**options, "fields": fields}), *others]

    def get_form(
        self, request: HttpRequest, obj: Row | None = None, change: bool = False, **kwargs: Any
    ) -> Any:
        """Tell the form how to look at what it shows, and at what was done to it."""
        form: Any = super().get_form(request, obj, change, **kwargs)
        form.look = staticmethod(lambda: self._look(request, obj))
        form.tell = staticmethod(lambda since: self._told(obj, request, since))
        return form

    def _look(self, request: HttpRequest, row: Any) -> object:
        """Return what is stored of all that the page shows to be changed, as plain values."""
        if request.method == "POST":  # nobody else changes it until this is done; drafts before people
            edits.lock(self.touched([row]))
            rows = self.model._default_manager.select_for_update().order_by()  # which joins nothing
            list(rows.filter(pk=row.pk).values_list("pk"))
        shown = flatten_fieldsets(self.get_fieldsets(request, row))
        names = [field.attname for field in self.opts.concrete_fields if field.name in shown]
        own = self.model._default_manager.filter(pk=row.pk).values_list(*names)
        return [list(own), *self._rows_below(request, row)]

    def _rows_below(self, request: HttpRequest, row: Any) -> Iterator[object]:
        for inline in self.get_inline_instances(request, row):
            fields = set(inline.get_fields(request, row)) - set(inline.get_readonly_fields(request, row))
            if fields:
                columns = [f.attname for f in inline.opts.concrete_fields if f.name in _flat(fields)]
                key = inline.get_formset(request, row).fk.name  # type: ignore[attr-defined]  # of inline formsets
                rows = inline.get_queryset(request).filter(**{key: row.pk}).order_by("pk")
                yield list(rows.values_list("pk", *columns))

    def _told(self, row: Any, request: HttpRequest, since: datetime) -> list[str]:
        """Say who did what to it: as its programme tells it, or else as admin's own log does."""
        uid = getattr(row, "uid", None)
        rows = Edit.objects.filter(conference__in=[each.pk for each in self.touched([row])], at__gte=since)
        rows = rows.filter(parts__uid=uid).distinct().told()
        shown = team.theirs(rows, request.user, "events.view_edit")[:MOST_TOLD]
        done = histories.told(shown, about=[uid])
        lines = [f"{doer(each.edit)}: {line}" for each in done for line in each.sentences]
        return lines or [f"{entry.user}: {entry.get_change_message()}" for entry in _logged(row, since)]


def _logged(row: Model, since: datetime) -> list[LogEntry]:
    kind = ContentType.objects.get_for_model(row, for_concrete_model=False)
    entries = LogEntry.objects.filter(content_type=kind, object_id=str(row.pk), action_time__gte=since)
    return list(entries.select_related("user")[:MOST_TOLD])


def _flat(fields: Any) -> list[str]:
    return flatten_fieldsets([(None, {"fields": list(fields)})])


def _said(field: forms.Field, value: Any) -> str:
    """Return a value of a form, or what was sent of one, as people read it."""
    if isinstance(value, list | tuple):  # a date and a time
        value = " ".join(str(each) for each in value if each)
    if isinstance(value, datetime):
        value = f"{value:%Y-%m-%d %H:%M}"
    if isinstance(field, forms.BooleanField):
        return _("yes") if value and value != "False" else _("no")
    choices = getattr(field, "choices", ()) if not isinstance(field, ModelChoiceField) else ()
    named = {str(key): str(label) for key, label in choices}
    if isinstance(field, ModelChoiceField) and value and field.queryset is not None:
        value = field.queryset.filter(pk=value).first() or value
    said = field.prepare_value(value) if value is not None else ""
    return whole_words(" ".join(force_str(named.get(str(said), said)).split()), QUOTED)
