"""Rows that are edited on the page of what they belong to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cyberconf.accounts.models import User
from events import editing, translators
from events.admin.theirs import OffersTheirs
from events.admin.times import ADDRESSES, LOW
from events.models import Appearance, Conference, Material, Question, Room, Session, TeamMember, Track

if TYPE_CHECKING:
    _Inline = admin.TabularInline[Any, Any]
else:
    _Inline = object


class OrderedFormSet(forms.BaseInlineFormSet[Any, Any, Any]):
    """Puts rows without a position after the others, in the order they stand in."""

    def add_fields(self, form: Any, index: int | None) -> None:
        """Let the position stay empty."""
        super().add_fields(form, index)
        if "position" in form.fields:
            form.fields["position"].required = False
            form.fields["position"].initial = None
            form.fields["position"].help_text = ""

    def clean(self) -> None:
        """Number what has no position."""
        super().clean()
        kept = [form for form in self.forms if form not in self.deleted_forms and form.has_changed()]
        last = max((form.instance.position or 0 for form in self.forms), default=0)
        for form in kept:
            if form.is_valid() and form.cleaned_data.get("position") is None:
                last += 1
                form.instance.position = last


class QuestionFormSet(OrderedFormSet):
    """Keeps the questions that were published or are spoken of."""

    def clean(self) -> None:
        """Refuse, in words, to delete such a question."""
        rows = [form.instance for form in self.deleted_forms if form.instance.pk]
        reasons = [reason for row in rows if (reason := editing.reason_to_keep(row))]
        if reasons:
            advice = _("To withdraw a question, tick “withdrawn” rather than “delete”.")
            raise ValidationError([*reasons, advice])
        super().clean()


class PlaceFormSet(OrderedFormSet):
    """Keeps the translations of rooms and tracks, which hang on their addresses."""

    def save_existing(self, form: Any, obj: Any, commit: bool = True) -> Any:
        """Take them along to another address."""
        before = type(obj)(slug=form.initial["slug"]).uid
        saved = super().save_existing(form, obj, commit=commit)
        if saved.uid != before:
            translators.follow(self.instance, before, saved.uid)
        return saved


class MaterialFormSet(OrderedFormSet):
    """Knows the conference of a session's material."""

    def save_new(self, form: Any, commit: bool = True) -> Any:
        """Give new material the conference of its session."""
        if isinstance(self.instance, Session):
            form.instance.conference = self.instance.conference
        return super().save_new(form, commit=commit)


class QuestionInline(admin.StackedInline[Question, Session]):
    """The guiding questions."""

    model = Question
    fk_name = "session"
    formset = QuestionFormSet
    fields = ("text", "outcome", ("position", "is_withdrawn"))
    extra = 0
    formfield_overrides = LOW


class AppearanceInline(OffersTheirs, admin.TabularInline[Appearance, Session]):
    """Who appears, in the order of the programme."""

    model = Appearance
    fk_name = "session"
    formset = OrderedFormSet
    fields = ("speaker", "role", "affiliation", "position")
    autocomplete_fields = ("speaker",)
    extra = 0

    def get_queryset(self, request: HttpRequest) -> QuerySet[Appearance]:
        """Load the people as well."""
        return super().get_queryset(request).select_related("speaker")


class OfNewToo(_Inline):
    """Rows of a conference, which whoever makes it adds with it: no team gives them anything there yet."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Leave it to the page, where there is no conference yet."""
        return obj is None or super().has_add_permission(request, obj)


class MaterialInline(admin.TabularInline[Material, Model]):
    """Slides, papers, recordings, photos of a session."""

    model = Material
    formset = MaterialFormSet
    formfield_overrides = ADDRESSES
    fields = ("title", "kind", "file", "url", "position")
    extra = 0


class ConferenceMaterialInline(OfNewToo, MaterialInline):
    """The material of the conference at large."""

    def get_queryset(self, request: HttpRequest) -> QuerySet[Material]:
        """Leave that of its sessions to them."""
        return super().get_queryset(request).filter(session=None)


class RoomInline(OfNewToo, admin.TabularInline[Room, Conference]):
    """The rooms, in the order of their columns."""

    model = Room
    formset = PlaceFormSet
    formfield_overrides = ADDRESSES
    fields = ("name", "slug", "capacity", "stream_url", "position")
    prepopulated_fields = {"slug": ("name",)}
    extra = 0


class TrackInline(OfNewToo, admin.TabularInline[Track, Conference]):
    """The tracks."""

    model = Track
    formset = PlaceFormSet
    fields = ("name", "slug", "colour", "position")
    prepopulated_fields = {"slug": ("name",)}
    extra = 0


class TeamInline(admin.TabularInline[TeamMember, Conference]):
    """The staff who look after this conference, for superusers; editors have ``admin.team`` for theirs."""

    model = TeamMember
    fields = ("user", "role")
    extra = 0
    verbose_name_plural = gettext_lazy("team")

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Offer staff alone, by name."""
        if db_field.name == "user":
            kwargs["queryset"] = User.objects.filter(is_staff=True, is_active=True).order_by("name", "pk")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
