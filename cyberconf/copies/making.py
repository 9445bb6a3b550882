"""A copy of one conference in a folder: what everybody can reach, made to lead within it."""

from __future__ import annotations

import posixpath
import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from urllib.parse import quote, urljoin, urlsplit

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from cyberconf.copies import addresses, pages
from cyberconf.copies.addresses import Place
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

    ``there`` is the file of each address that was asked for, or None; ``moved`` where an address leads that
    was another's before; ``said`` the page that each comment stands on.
    """

    published: Published
    site: Site
    folder: Path
    made_at: datetime
    language: str
    there: dict[str, str | None] = field(default_factory=dict)
    moved: dict[str, str] = field(default_factory=dict)
    said: dict[str, str] = field(default_factory=dict)
    pages: list[Place] = field(default_factory=list)

    @property
    def conference(self) -> Conference:
        """The conference that is copied."""
        return self.published.conference

    @property
    def programme(self) -> Programme:
        """Its programme, in the original."""
        return self.published.programme

    def make(self, progress: Progress) -> Made:
        """Fill the folder, which is empty.

        Raises:
            BrokenError: the site failed at one of the addresses.
            ChangedError: another release was published, or the conference hidden, meanwhile.
            OSError: the folder takes no more.
        """
        progress.step(_("Asking for pages and files"))
        self._gather(progress)
        self._refuse_changed()
        progress.step(_("Making links lead within the copy"), total=len(self.pages))
        for page in self.pages:
            self._rewrite(page)
            progress.advance()
        return Made(len(self.pages), len(set(filter(None, self.there.values()))) - len(self.pages))

    def _gather(self, progress: Progress) -> None:
        waiting = deque(
            self._place(address, "/") for address in _beginnings(self.conference.slug, self.programme)
        )
        known = {place.address for place in waiting}
        while waiting:
            for found in self._ask(waiting.popleft()):
                if found.kind in ("page", "file") and found.address not in known:
                    known.add(found.address)
                    waiting.append(found)
            progress.advance()

    def _refuse_changed(self) -> None:
        message = _("Something was published while the copy was made. Make it again once nobody publishes.")
        try:
            now = publishing.published(self.conference.slug)
        except Conference.DoesNotExist as problem:
            raise ChangedError(message) from problem
        if now != self.published:
            raise ChangedError(message)

    def _ask(self, place: Place) -> Iterator[Place]:
        """Keep what is at an address, and yield what it leads to."""
        answer = self.site.ask(place.address)
        if answer.location:
            self.moved[place.address] = urljoin(place.address, answer.location)
            yield self._place(answer.location, place.address)
            return
        self.there[place.address] = place.file if answer.is_there else None
        if answer.is_there:
            self._write(place.file, answer.body)
            for link in self._read(place, answer.body):
                yield self._place(link, place.address)

    def _read(self, place: Place, body: bytes) -> Iterable[str]:
        """Note what is in a page, and return what it or a style sheet leads to."""
        if place.kind == "file":
            return SHEET_LINK.findall(body.decode()) if place.file.endswith(".css") else ()
        self.pages.append(place)
        found = pages.read(body)
        if "sort=" not in place.address:  # where a permalink leads
            for comment in filter(COMMENT.match, found.ids):
                self.said.setdefault(comment, place.address)  # pages of replies show again what they answer
        return found.links

    def _rewrite(self, page: Place) -> None:
        around = {"original": settings.SITE_URL + page.address, "conference": self.conference}
        around |= {"made_at": self.made_at, "zone": self.programme.time_zone}
        with languages.speaking(self.language):
            notice = render_to_string("copies/_notice.html", around)
            writing = render_to_string("copies/_writing.html", around)
        text = pages.rewritten(
            (self.folder / page.file).read_bytes(),
            lambda link: self._leads(link, page),
            tells=lambda link: self._place(link, page.address).kind == "tally",
            notice=notice,
            writing=writing,
        )
        self._write(page.file, text)

    def _leads(self, link: str, page: Place) -> str | None:
        """Return where a link of a page leads in the copy: to a file of it, to the site, or nowhere."""
        place, part = self._place(link, page.address), urlsplit(link).fragment
        if place.kind in ("deed", "tally"):
            return None
        if place.kind == "leads":
            part = f"comment-{place.address.strip('/').rpartition('/')[2]}"
            place = self._place(self.said.get(part, place.address), page.address)
        if moved := self._now(place.address):
            place, part = self._place(moved, page.address), urlsplit(moved).fragment or part
        file = self.there.get(place.address)
        if file is None:
            at = place.address
            return at if place.kind == "elsewhere" else settings.SITE_URL + at + (f"#{part}" if part else "")
        way = "" if file == page.file and part else quote(_way(file, page.file))
        return way + (f"#{part}" if part else "")

    def _now(self, address: str) -> str:
        """Return where a former address leads at last, or "" where it is none."""
        now = ""
        for _round in range(ROUNDS):
            now, address = self.moved.get(address, now), self.moved.get(address, address)
        return now

    def _place(self, link: str, page: str) -> Place:
        return addresses.place(link, page, self.conference.slug)

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
    return posixpath.relpath(file, posixpath.dirname(page) or ".")
