"""A real Chromium, and how our journeys use it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.cache import cache
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
Open = Callable[..., Page]


WITH_EVERY_DATABASE = ("test_story.py", "test_desk.py")  # a day of the public, and one of staff


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/browser/" in item.nodeid:
            item.add_marker(pytest.mark.browser)
            if item.path.name not in WITH_EVERY_DATABASE:
                item.add_marker(pytest.mark.looks)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, started once a worker: the one without windows takes half the time."""
    executable = shutil.which("chromium-headless-shell") or shutil.which("chromium")
    assert executable, "There is no Chromium here. Install it: apt-get install chromium-headless-shell"
    # Playwright runs a loop in this thread, by which Django takes it for asynchronous; it is not.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(browser: Browser, live_server: Any, transactional_db: None) -> Iterator[Open]:
    """Open an address of the site in a browser of its own, with options of Playwright's ``new_context``."""
    cache.clear()  # limits that other tests have used up
    contexts: list[BrowserContext] = []

    def open_one(address: str = "/", **options: Any) -> Page:
        # With our worker, what a test does to the network would reach the worker's requests alone.
        context = browser.new_context(base_url=live_server.url, **{"service_workers": "block"} | options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.goto(address)
        return page

    yield open_one
    for context in contexts:
        context.close()
