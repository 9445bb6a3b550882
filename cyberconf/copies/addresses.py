"""Which address of the site becomes which file of a copy, and which stay with the site. Pure.

An address is a path with its query. Files are named from the copy's own folder, with slashes. Pages in the
first language of a copy stand in the folder itself, those in another in one named after it, "fr/"; all that
is no page has one address on the site, and stands in the copy once.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal
from urllib.parse import parse_qsl, unquote, urljoin, urlsplit

from django.conf import settings
from django.urls import Resolver404, ResolverMatch, resolve, reverse

from cyberconf.web import languages

# A page, another file, what leads to a page, what people do on the site, what tells how many did, all else
Kind = Literal["page", "file", "leads", "deed", "tally", "elsewhere"]

INDEX = "index.html"  # named in links, as there is no server that looks for it where files are opened as such
PAGES = {
    *("events:programme", "events:session", "events:question", "events:speakers", "events:speaker"),
    *("events:changes", "events:release", "events:words", "events:words_of"),
    *("comments:latest", "comments:tally", "comments:session_tally", "comments:history"),
    "privacy",
}
FILES = {
    *("events:file", "events:release_file", "events:session_calendar", "events:changes_feed"),
    *("comments:conference_feed", "comments:session_feed", "comments:question_feed"),
}
LEAD = {"comments:comment"}  # permalinks, each of which leads to a page
INSTEAD = {
    "events:search": "events:words",  # what needs no server
    "events:home": "events:programme",  # a copy is of one conference
}
# What people do on the site: links to it are left out of a copy.
TALLIED = {"comments:support"}
DEED_PATHS = ("/accounts/", "/admin/", "/choices/")
DEED_PARTS = {"comment-form"}  # of a page
DEEDS = {
    *("events:my", "events:my_feed", "events:bookmark", "events:manifest"),
    *("comments:replies", "comments:edits", "comments:withdrawal", "comments:reports"),
    *("comments:session_comments", "comments:question_comments"),
    *("comments:session_following", "comments:question_following", "comments:appeal"),
}
ASKED = {
    "day",
    "session",
    "before",
    "after",
    "replies",
    "sort",
    "lang",
}  # what makes pages of one; filters stay with the site
KEPT = 50_000  # links that a process knows: each stands on many pages, and finding its view takes time
VALUE = re.compile(r"[\w-]{1,100}")


@dataclass(frozen=True)
class Copied:
    """What a copy is of: a conference, in languages of which the first is the usual one.

    ``alike`` is the language of the interface that the first one's pages are in, where an address that names
    it (``/en/…``) has nothing else to show.
    """

    conference: str
    languages: tuple[str, ...]
    alike: str = ""

    @property
    def usual(self) -> str:
        """The language of what stands in the folder itself."""
        return self.languages[0]

    def prefix(self, language: str) -> str:
        """Return what addresses of pages in the language begin with on the site: "/fr", or ""."""
        return f"/{language}" if language != self.usual and language in languages.codes() else ""

    def folder(self, language: str) -> str:
        """Return what files of pages in the language begin with: "fr/", or ""."""
        return "" if language == self.usual else f"{language}/"

    def language_of(self, path: str, page: str) -> str:
        """Return which language a path leads to on a page in the language ``page``, "" for one left out."""
        prefix = languages.prefix_of(path)
        if not prefix:  # as the reader of the page is answered there
            return self.usual if self.prefix(page) else page
        if prefix == self.alike:
            return self.usual
        return prefix if prefix in self.languages else ""


@dataclass(frozen=True)
class Place:
    """What a link leads to. ``address`` is how the site knows it, without a part; ``file`` may be "".

    ``language`` is that of a page; there may be none at the address in another.
    """

    kind: Kind
    address: str
    file: str = ""
    language: str = ""


def place(link: str, page: Place, copied: Copied) -> Place:
    """Return what a link on a page leads to."""
    link = link.strip()
    is_whole = link.startswith("/") and not link.startswith("//")
    base = settings.SITE_URL
    return _of(base + link if is_whole else urljoin(base + page.address, link), page.language, copied)


@lru_cache(maxsize=KEPT)
def _of(absolute: str, page: str, copied: Copied) -> Place:
    parts = urlsplit(absolute)
    if f"{parts.scheme}://{parts.netloc}" != settings.SITE_URL:
        return Place("elsewhere", absolute)
    path = parts.path or "/"
    for prefix, folder in ((settings.STATIC_URL, "static"), (settings.MEDIA_URL, "media")):
        if prefix.startswith("/") and path.startswith(prefix):
            return _asset(absolute, path, f"{folder}/{unquote(path.removeprefix(prefix))}")
    language, path = copied.language_of(path, page), languages.without_prefix(path)
    try:
        match = resolve(unquote(path))
    except Resolver404:
        return Place("elsewhere", absolute)
    address = path + (f"?{parts.query}" if parts.query else "")
    if path.startswith(DEED_PATHS) or parts.fragment in DEED_PARTS:
        return Place("deed", address)
    found = _of_view(match, address, language, copied) if language else None
    return found or Place("elsewhere", absolute)


def _asset(absolute: str, path: str, file: str) -> Place:
    is_within = not any(part in ("", ".", "..") for part in file.split("/"))
    return Place("file", path, file) if is_within else Place("elsewhere", absolute)


def _of_view(match: ResolverMatch, address: str, language: str, copied: Copied) -> Place | None:
    """Return what is at an address that names no language, read in this one; None where no copy holds it."""
    view, (path, _mark, query) = match.view_name, address.partition("?")
    if view in DEEDS | TALLIED | LEAD:
        kind: Kind = "leads" if view in LEAD else "tally" if view in TALLIED else "deed"
        return Place(kind, copied.prefix(language) + address, language=language)
    is_ours = match.kwargs.get("conference", copied.conference) == copied.conference
    if view in INSTEAD and is_ours:
        path = address = reverse(INSTEAD[view], args=[copied.conference], urlconf=settings.ROOT_URLCONF)
        view, query = INSTEAD[view], ""
    folder = _folder(query)
    if not is_ours or view not in PAGES | FILES or (query and not folder):
        return None
    file = _file(path, folder, copied.conference)
    if view in FILES:
        return Place("file", address, file)
    return Place("page", copied.prefix(language) + address, copied.folder(language) + file, language)


def _folder(query: str) -> str:
    """Return the folder for a page that a query asks for, or "" where it asks for something else."""
    asked = parse_qsl(query, keep_blank_values=True)
    if not asked or not all(name in ASKED and VALUE.fullmatch(value) for name, value in asked):
        return ""
    return "~" + "~".join(f"{name}-{value}" for name, value in asked)


def _file(path: str, folder: str, conference: str) -> str:
    within = unquote(path).removeprefix(f"/{conference}/").removeprefix("/")
    above, _slash, name = within.rpartition("/")
    return "/".join(filter(None, [above, folder, name or INDEX]))
