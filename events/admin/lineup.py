"""The page of a conference's speakers: who appears in what, and what is still to be asked of whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from events.admin import theirs
from events.models import Appearance, Conference, Session
from speakers.gaps import GAPS, missing
from speakers.models import Speaker


@dataclass(frozen=True)
class Line:
    """A speaker of the conference. ``gaps`` says of each thing that is asked whether it is missing."""

    speaker: Speaker
    appearances: list[Appearance]
    missing: list[str]

    @property
    def gaps(self) -> list[tuple[str, bool]]:
        """Each thing by its name, and whether it is missing."""
        return [(str(gap.label), name in self.missing) for name, gap in GAPS.items()]


def speakers_page(model_admin: admin.ModelAdmin[Conference], request: HttpRequest, pk: int) -> HttpResponse:
    """List the speakers of a conference, all or those of whom something is missing."""
    conference = conference_or_404(model_admin, request, pk)
    lines = [_line(speaker) for speaker in speakers_of(conference)]
    wanted = request.GET.get("missing", "")
    context: dict[str, Any] = {
        **model_admin.admin_site.each_context(request),
        "title": _("Speakers"),
        "subtitle": str(conference),
        "opts": model_admin.opts,
        "conference": conference,
        "lines": [line for line in lines if _is_wanted(line, wanted)],
        "labels": [str(gap.label) for gap in GAPS.values()],
        "totals": _totals(lines, wanted),
        "media": model_admin.media,
    }
    return TemplateResponse(request, "admin/events/conference/speakers.html", context).render()


def conference_or_404(model_admin: admin.ModelAdmin[Conference], request: HttpRequest, pk: int) -> Conference:
    """Return the conference whose speakers this person may look after.

    Raises:
        Http404: there is none, or it is not theirs.
        PermissionDenied: they do not edit it.
    """
    return theirs.conference_or_404(request, pk, "speakers.change_speaker")


def speakers_of(conference: Conference) -> QuerySet[Speaker]:
    """Return who appears in the draft, by name, with what they do there as ``here``. Two queries."""
    standing = Appearance.objects.filter(session__conference=conference).exclude(
        session__status=Session.Status.WITHDRAWN
    )
    rows = standing.select_related("session").order_by("session__starts_at", "pk")
    found = Speaker.objects.filter(pk__in=standing.values("speaker")).order_by("name", "pk")
    return found.prefetch_related(Prefetch("appearances", rows, to_attr="here"))


def _line(speaker: Speaker) -> Line:
    return Line(speaker, speaker.here, missing(speaker))  # type: ignore[attr-defined]  # loaded by speakers_of


def _is_wanted(line: Line, wanted: str) -> bool:
    if wanted == "any":
        return bool(line.missing)
    return wanted in line.missing or wanted not in GAPS


def _totals(lines: list[Line], wanted: str) -> list[tuple[str, str, int, bool]]:
    """Return the choices: how each is called, its value, how many it has, and whether it is made."""
    choices = [("", _("everybody"), len(lines))]
    choices.append(("any", _("something is missing"), sum(bool(line.missing) for line in lines)))
    for name, gap in GAPS.items():
        count = sum(name in line.missing for line in lines)
        choices.append((name, _("without %(what)s") % {"what": gap.label}, count))
    return [(label, value, count, value == wanted) for value, label, count in choices]
