"""A copy of one conference in a folder: what everybody can reach, made to lead within it.

Languages are gone through one after the other, so that links that stand on every page of one are looked up
once.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from urllib.parse import quote, urljoin, urlsplit

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from cyberconf.copies import addresses, pages
from cyberconf.copies.addresses import INDEX, KEPT, Copied, Place
from cyberconf.copies.asking import Site
from cyberconf.web import languages
from cyberconf.web.progress import Progress
from events import publishing
from events.models import Conference
from events.programme import Programme
from events.publishing import Published

SHEET_LINK = re.compile(r"""url\(\s*["']?(?!data:)([^"')\s]+)""")  # what a style sheet shows or takes in
COMMENT = re.compile(r"comment-[0-9a-z]+\Z")  # not that of the form
ROUNDS = 5  # redirects that are followed: a former address of a former address


class ChangedError(Exception):
    """Something was published while the site was asked: what was kept is of two releases."""


@dataclass(frozen=True)
class Made:
    """What a copy holds."""

    pages: int
    files: int


@dataclass
class Making:
    """A copy while it is made.

    ``there`` says of each file that was asked for whether there is one; ``moved`` where the address of a file
    leads that was another's before; ``said`` the page that each comment stands on, in each language.
    """

    published: Published
    copied: Copied
    site: Site
    folder: Path
    made_at: datetime
    there: dict[str, bool] = field(default_factory=dict)
    moved: dict[str, str] = field(default_factory=dict)
    said: dict[tuple[str, str], str] = field(default_factory=dict)
    pages: list[Place] = field(default_factory=list)

    @property
    def programme(self) -> Programme:
        """The conference's programme, in the original."""
        return self.published.programme

    def make(self, progress: Progress) -> Made:
        """Fill the folder, which is empty.

        Raises:
            BrokenError: the site failed at one of the addresses.
            ChangedError: another release was published, or the conference hidden, meanwhile.
            OSError: the folder takes no more.
        """
        known: set[str] = set()
        first = None  # language: how many pages and files to expect of the others
        for language in self.copied.languages:
            progress.step(_("Asking for pages and files: %(language)s") % {"language": language}, total=first)
            self._gather(language, known, progress)
            first = first or len(self.pages)
        self._refuse_changed()
        progress.step(_("Making links lead within the copy"), total=len(self.pages))
        for page in self.pages:
            self._rewrite(page)
            progress.advance()
        return Made(len(self.pages), sum(self.there.values()) - len(self.pages))

    def _gather(self, language: str, known: set[str], progress: Progress) -> None:
        """Keep all pages in a language, and what they lead to that is no page in another."""
        start = Place("page", f"{self.copied.prefix(language)}/", language=language)
        waiting = deque(
            self._place(self.copied.prefix(language) + address, start)
            for address in _beginnings(self.copied.conference, self.programme)
        )
        known.update(place.file for place in waiting)
        while waiting:
            for found in self._ask(waiting.popleft()):
                is_wanted = found.kind == "file" or (found.kind == "page" and found.language == language)
                if is_wanted and found.file not in known:
                    known.add(found.file)
                    waiting.append(found)
            progress.advance()

    def _refuse_changed(self) -> None:
        message = _("Something was published while the copy was made. Make it again once nobody publishes.")
        try:
            now = publishing.published(self.copied.conference)
        except Conference.DoesNotExist as problem:
            raise ChangedError(message) from problem
        if now != self.published:
            raise ChangedError(message)

    def _ask(self, place: Place) -> Iterator[Place]:
        """Keep what is at an address, and yield what it leads to."""
        answer = self.site.ask(place.address, place.language or self.copied.usual)
        if answer.location:
            self.moved[place.file] = urljoin(place.address, answer.location)
            yield self._place(answer.location, place)
            return
        self.there[place.file] = answer.is_there
        if answer.is_there:
            self._write(place.file, answer.body)
            for link in self._read(place, answer.body):
                yield self._place(link, place)

    def _read(self, place: Place, body: bytes) -> Iterable[str]:
        """Note what is in a page, and return what it or a style sheet leads to."""
        if place.kind == "file":
            return SHEET_LINK.findall(body.decode()) if place.file.endswith(".css") else ()
        self.pages.append(place)
        found = pages.read(body)
        if "sort=" not in place.address:  # where a permalink leads
            for comment in filter(COMMENT.match, found.ids):  # pages of replies show again what they answer
                self.said.setdefault((place.language, comment), place.address)
        return found.links

    def _rewrite(self, page: Place) -> None:
        around = {"original": settings.SITE_URL + page.address, "conference": self.published.conference}
        around |= {"made_at": self.made_at, "zone": self.programme.time_zone}
        around |= {"language": page.language, "choices": list(self._choices(page))}
        with languages.speaking(page.language):
            notice = render_to_string("copies/_notice.html", around)
            writing = render_to_string("copies/_writing.html", around)
            choices = render_to_string("copies/_choices.html", around)
        text = pages.rewritten(
            (self.folder / page.file).read_bytes(),
            lambda link: self._leads(link, page),
            tells=lambda link: self._place(link, page).kind == "tally",
            notice=notice,
            writing=writing,
            choices=choices,
        )
        self._write(page.file, text)

    def _choices(self, page: Place) -> Iterator[tuple[str, str, str]]:
        """Yield each language of the copy, its name, and the way from a page to the same one in it.

        It leads to the programme where that language has no such page: other letters have words.
        """
        within = page.file.removeprefix(self.copied.folder(page.language))
        for language in self.copied.languages:
            files = (self.copied.folder(language) + file for file in (within, INDEX))
            there = next(file for file in files if self.there.get(file))
            yield language, languages.name_of(language), quote(_way(there, page.file))

    def _leads(self, link: str, page: Place) -> str | None:
        """Return where a link of a page leads in the copy: to a file of it, to the site, or nowhere."""
        place, part = self._place(link, page), urlsplit(link).fragment
        if place.kind in ("deed", "tally"):
            return None
        if place.kind == "leads":
            part = f"comment-{place.address.strip('/').rpartition('/')[2]}"
            place = self._place(self.said.get((place.language, part), place.address), page)
        for _round in range(ROUNDS):
            if place.file in self.moved:
                moved = self.moved[place.file]
                place, part = self._place(moved, place), urlsplit(moved).fragment or part
        if not self.there.get(place.file):
            at = place.address
            return at if place.kind == "elsewhere" else settings.SITE_URL + at + (f"#{part}" if part else "")
        way = "" if place.file == page.file and part else quote(_way(place.file, page.file))
        return way + (f"#{part}" if part else "")

    def _place(self, link: str, page: Place) -> Place:
        return addresses.place(link, page, self.copied)

    def _write(self, file: str, body: bytes) -> None:
        path = self.folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body)


def _beginnings(slug: str, programme: Programme) -> Iterator[str]:
    """Yield every page of the document: the agenda links to none of a break."""
    yield reverse("events:programme", args=[slug])
    yield from (reverse(name, args=[slug]) for name in ("events:words", "events:changes", "comments:latest"))
    for session in programme.sessions:
        yield reverse("events:session", args=[slug, session.slug])
        for question in session.questions:
            yield reverse("events:question", args=[slug, session.slug, question.number])
    for person in programme.people:
        yield reverse("events:speaker", args=[slug, person.slug])


def _way(file: str, page: str) -> str:
    """Return how a page leads to a file, both named from the copy's folder."""
    return _up_and_down(file, page.rpartition("/")[0])


@lru_cache(maxsize=KEPT)
def _up_and_down(file: str, folder: str) -> str:
    here, there = folder.split("/") if folder else [], file.split("/")
    shared = 0
    while shared < min(len(here), len(there) - 1) and here[shared] == there[shared]:
        shared += 1
    return "/".join([".."] * (len(here) - shared) + there[shared:])
