"""Which address of the site becomes which file of a copy, and which stay with the site. Pure.

An address is a path with its query. Files are named from the copy's own folder, with slashes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal
from urllib.parse import parse_qsl, unquote, urljoin, urlsplit

from django.conf import settings
from django.urls import Resolver404, ResolverMatch, resolve, reverse

# A page, another file, what leads to a page, what people do on the site, what tells how many did, all else
Kind = Literal["page", "file", "leads", "deed", "tally", "elsewhere"]

INDEX = "index.html"  # named in links, as there is no server that looks for it where files are opened as such
PAGES = {
    *("events:programme", "events:session", "events:question", "events:speakers", "events:speaker"),
    *("events:changes", "events:release", "events:words", "events:words_of"),
    *("comments:latest", "comments:tally", "comments:session_tally", "comments:history"),
}
FILES = {
    *("events:file", "events:release_file", "events:session_calendar", "events:changes_feed"),
    *("comments:conference_feed", "comments:session_feed", "comments:question_feed"),
}
LEAD = {"comments:comment"}  # permalinks, each of which leads to a page
INSTEAD = {"events:search": "events:words"}  # what needs no server
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
class Place:
    """What a link leads to. ``address`` is how the site knows it, without a part; ``file`` may be ""."""

    kind: Kind
    address: str
    file: str = ""


def place(link: str, page: str, conference: str) -> Place:
    """Return what a link on the page at the address ``page`` leads to, for a copy of that conference."""
    return _of(urljoin(settings.SITE_URL + page, link.strip()), conference)


@lru_cache(maxsize=KEPT)
def _of(absolute: str, conference: str) -> Place:
    parts = urlsplit(absolute)
    if f"{parts.scheme}://{parts.netloc}" != settings.SITE_URL:
        return Place("elsewhere", absolute)
    path, address = parts.path or "/", (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    for prefix, folder in ((settings.STATIC_URL, "static"), (settings.MEDIA_URL, "media")):
        if prefix.startswith("/") and path.startswith(prefix):
            return _asset(absolute, path, f"{folder}/{unquote(path.removeprefix(prefix))}")
    try:
        match = resolve(unquote(path))
    except Resolver404:
        return Place("elsewhere", absolute)
    if path.startswith(DEED_PATHS) or parts.fragment in DEED_PARTS:
        return Place("deed", address)
    return _of_view(match, absolute, conference)


def _asset(absolute: str, path: str, file: str) -> Place:
    is_within = not any(part in ("", ".", "..") for part in file.split("/"))
    return Place("file", path, file) if is_within else Place("elsewhere", absolute)


def _of_view(match: ResolverMatch, absolute: str, conference: str) -> Place:
    view, parts = match.view_name, urlsplit(absolute)
    address = parts.path + (f"?{parts.query}" if parts.query else "")
    is_ours = match.kwargs.get("conference", conference) == conference
    if view in INSTEAD and is_ours:
        path = reverse(INSTEAD[view], args=[conference])
        return Place("page", path, _file(path, "", conference))
    if view in DEEDS | TALLIED | LEAD:
        return Place("leads" if view in LEAD else "tally" if view in TALLIED else "deed", address)
    folder = _folder(parts.query)
    if not is_ours or view not in PAGES | FILES or (parts.query and not folder):
        return Place("elsewhere", absolute)
    return Place("page" if view in PAGES else "file", address, _file(parts.path, folder, conference))


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
