"""The people of a programme."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cyberconf.web import languages, zones
from cyberconf.web.keeping import kept
from cyberconf.web.letters import fold
from events import sharing, wordlist
from events.exporters import Site, jsonld
from events.models import Release
from events.programme import Person, Programme
from events.publishing import Published, as_published
from events.views.asking import clock_of
from events.views.lookup import former_person, layout_of, published_or_404
from events.views.programme import about
from speakers.models import FormerEntry

MANY = 60  # people, some four screens of a phone, among whom letters lead


@require_safe
@kept(tz=zones.find)
def speakers(request: HttpRequest, conference: str) -> HttpResponse:
    """List everybody who appears, by name: two queries, one where the release is known."""
    found = published_or_404(conference)
    people = by_name(found.programme)
    context = about(found, clock=clock_of(request, found.programme))
    context |= {"people": people, "letters": among_many(people)}
    return render(request, "events/speaker_list.html", context)


@require_safe
@kept(tz=zones.find)
def speaker(request: HttpRequest, conference: str, person: str) -> HttpResponse:
    """Show somebody with their sessions, here and elsewhere: three queries once the releases are known."""
    found = published_or_404(conference)
    context = about(found, clock=clock_of(request, found.programme))
    is_there = any(each.slug == person for each in found.programme.people)
    if not is_there and (now := former_person(found, person)):
        return redirect(context["leads"].speaker(now.slug), permanent=True)
    shown = person_or_404(found.programme, person)
    agenda = layout_of(found)
    appearances = agenda.of(shown)
    context |= {
        "person": shown,
        "appearances": appearances,
        "sharing": sharing.of_person(agenda, shown),
        "described": jsonld.of_person(shown, appearances, agenda, Site(settings.SITE_URL)),
        "elsewhere": _elsewhere(shown, found),
    }
    return render(request, "events/speaker_page.html", context)


def by_name(programme: Programme) -> list[Person]:
    """Return everybody who appears, by name."""
    return sorted(programme.people, key=lambda person: fold(person.name))


def among_many(people: Sequence[Person]) -> list[tuple[str, list[Person]]]:
    """Return people by letters where there are many; nothing else."""
    return by_letter(people) if len(people) >= MANY else []


def by_letter(people: Sequence[Person]) -> list[tuple[str, list[Person]]]:
    """Return people, who stand by name, by the first letters of their names."""
    found: dict[str, list[Person]] = {}
    for person in people:
        found.setdefault(wordlist.initial(fold(person.name) or "-"), []).append(person)
    return list(found.items())


def person_or_404(programme: Programme, slug: str) -> Person:
    """Return the person of that address.

    Raises:
        Http404: nobody of the programme has it.
    """
    for person in programme.people:
        if person.slug == slug:
            return person
    raise Http404(_("There is nobody of that name in this programme."))


def _elsewhere(person: Person, found: Published) -> list[tuple[Published, Person]]:
    """Return the other public programmes that the same person appears in, the newest first. Two queries."""
    uids = FormerEntry.objects.uids_of(person.uid)
    theirs = Release.objects.public().newest().light()
    theirs = theirs.filter(conference__sessions__speakers__uid__in=uids).exclude(pk=found.pk).distinct()
    others = [as_published(release, languages.reading()) for release in theirs.order_by("-starts_on", "-pk")]
    known = [(other, _same(uids, other)) for other in others]
    return [(other, same) for other, same in known if same is not None]


def _same(uids: frozenset[UUID], other: Published) -> Person | None:
    return next((p for p in other.programme.people if p.uid in uids), None)
