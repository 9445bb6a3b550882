"""What every journey in the browser shares: signing in, and looking at the page that is there."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from cyberconf.accounts.models import User
from tests.clients import signed_in

LONG_WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamten"
# Each width and each scheme of colours once: axe knows no rule that a pair of both alone would break.
LOOKS = [(360, "dark"), (1440, "light")]
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
    # Not our sheets too: of those that others take in it asks for the wrong addresses, and each page that is
    # not found there is asked for with a session that may be over by then, and ends the one that has begun.
    # What it would read them for, that nothing turns with the device, tests/demo/test_design.py holds.
    "preload": {"assets": ["media"]},
}


def sign_in(page: Page, user: User, *, ago: float = 0) -> None:
    """Make the browser of a page that is open the user's, who signed in so many seconds ago."""
    cookie = {"name": "sessionid", "value": signed_in(user, ago=ago).cookies["sessionid"].value}
    page.context.add_cookies([cookie | {"domain": str(urlsplit(page.url).hostname), "path": "/"}])


def problems(page: Page, part: str | None = None, *, scripts: bool = True) -> list[Any]:
    """What axe finds on a page, or within what the selector names: we do not answer for Django's frame.

    It is a script itself, so there is nothing to ask where scripts are off. A click returns when the
    next page has begun to come, and axe needs the whole of it.
    """
    if not scripts:
        return []
    page.wait_for_load_state("load")
    context = {"include": part.split(", ")} if part else None
    found = Axe().run(page, context=context, options=RULES).response["violations"]
    return [(rule["id"], [node["target"] for node in rule["nodes"]][:3]) for rule in found]


def is_wider_than_the_window(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))
