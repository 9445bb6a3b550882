"""What frames a page: header, footer, what it tells, and what it says where there is nothing."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message

from cyberconf import __version__
from cyberconf.demo.design import programme, talk
from cyberconf.demo.design.specimens import Section, Specimen
from events.models import Announcement, Release

ERRORS = ("400", "403", "404", "405", "429", "500", "503")
ANONYMOUS = AnonymousUser()


def frames() -> Section:
    """Return header, menu, footer and the ways to other years."""
    footer = _about() | {"code_version": __version__}
    return Section(
        "frame",
        "Header and footer",
        (
            Specimen("Header of a visitor", "_header.html", _header(ANONYMOUS)),
            Specimen("Header of staff, everything unfolded", "_header.html", _header(talk.STAFF), how="open"),
            Specimen("Header of the site", "_header.html", _header(talk.LONG) | {"conference": None}),
            Specimen("Footer of a conference", "_footer.html", footer),
            Specimen("Footer of the site", "_footer.html", {"code_version": __version__}),
            Specimen(
                "Other years", "events/_series.html", {"earlier": _release(2025), "later": _release(2029)}
            ),
        ),
    )


def messages() -> Section:
    """Return what a page tells above everything else."""
    levels = (constants.SUCCESS, constants.INFO, constants.WARNING, constants.ERROR)
    said = [Message(level, f"What happened, as {constants.DEFAULT_TAGS[level]}.") for level in levels]
    told = Announcement(text="Panel 2 starts at 11:25, in the Aula.", starts_at=programme.NOW)
    kept = {"programme_url": "/", "user": ANONYMOUS}
    return Section(
        "messages",
        "Messages",
        (
            Specimen("Of each level", "_messages.html", {"messages": said}),
            Specimen("Of staff to everybody", "events/_live.html", _about(), frame="live"),
            Specimen(
                "The same, while one is shown",
                "events/_message.html",
                _about() | {"shown": told},
                frame="live",
            ),
            Specimen("A copy kept on the device", "_kept.html", kept, how="unhidden"),
        ),
    )


def errors() -> Section:
    """Return the pages that say what went wrong: the inside of each."""
    pages = [Specimen(name, f"{name}.html", how="main") for name in ERRORS]
    typed = {"typed": ["What was typed is given back."], "address": "/"}
    return Section(
        "errors",
        "What went wrong",
        (
            *pages,
            Specimen("404, below a conference", "_missing.html", _missing()),
            Specimen("405, after a text was sent", "405.html", typed, how="main"),
            Specimen("A form that was open too long", "403_csrf.html", typed, how="main"),
        ),
    )


def _missing() -> dict[str, Any]:
    reason = "There is no such session in this programme."
    return {"reason": reason, "programme": "/", "search": "/"}


def _header(user: Any) -> dict[str, Any]:
    title = programme.agenda().programme.title
    return {
        "brand": title,
        "home": "/",
        "user": user,
        "path": "/sample/",
        "conference": programme.conference(),
    }


def _about() -> dict[str, Any]:
    about = {"conference": programme.conference(), "programme": programme.agenda().programme}
    return about | {"release": Release(number=3)}


def _release(year: int) -> Release:
    title = f"Cyber Stability Conference {year}"
    days = {"starts_on": date(year, 12, 3), "ends_on": date(year, 12, 4)}
    return programme.titled(
        Release(conference=programme.conference(slug=f"sample-{year}"), title=title, **days)
    )
