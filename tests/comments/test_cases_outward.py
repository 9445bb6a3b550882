"""Cases of what leads out of the site, or leaves it (DISCUSSION.md), each under its number."""

from __future__ import annotations

import ast
import csv
import io
import json
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.test import Client, override_settings
from django.urls import reverse
from pydantic import ValidationError as DocumentError

from comments import services
from comments.models import Comment
from comments.outbox import deliver_due
from cyberconf.accounts.models import User
from cyberconf.web.markdown import render_comment, render_text
from events.programme import Link
from speakers.forms import LinksField
from tests.builders import make_comment, make_moderator, make_published_panel
from tests.clients import signed_in
from tests.comments.test_my_data import FILE
from tests.pages import Page, address_of
from tests.web.test_markdown import Inspector

pytestmark = pytest.mark.django_db

HOSTILE_ADDRESSES = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\nscript:alert(1)",
    "\x01javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:msgbox(1)",
    "file:///etc/passwd",
    "//evil.example",
    "/\\evil.example",
    "https:evil.example",
    "http://",
]
ROOT = Path(settings.ROOT)
CALLERS = {"urllib.request", "http.client", "requests", "httpx", "aiohttp", "urllib3", "socket", "ftplib"}


@pytest.mark.parametrize("address", HOSTILE_ADDRESSES)
def test_s08_no_persons_link_leads_to_anything_but_a_web_address(address: str) -> None:
    with pytest.raises(DocumentError):
        Link(title="Website", url=address)
    with pytest.raises(ValidationError):
        LinksField().clean(f"Website {address}")


@pytest.mark.parametrize("address", HOSTILE_ADDRESSES)
def test_s08_no_link_in_a_comment_does_either(address: str) -> None:
    for text in (f"[here]({address})", f"<{address}>", f"[here]\n\n[here]: {address}"):
        assert [
            href for href in hrefs(render_comment(text)) if not href.startswith(("http://", "https://"))
        ] == []


def test_s28_reading_posting_and_mailing_ask_no_other_machine(
    alice: User, bob: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel = make_published_panel()
    first = make_comment(panel, author=bob)
    client = Client()
    client.force_login(alice)
    cache.get("connected")  # by a connection that stays open, where it is Redis
    asked: list[object] = []

    def refuse(self: socket.socket, address: Any) -> None:
        asked.append(address)
        raise OSError("nothing may be asked")

    with monkeypatch.context() as patched:
        patched.setattr(socket.socket, "connect", refuse)
        patched.setattr(socket, "getaddrinfo", lambda *args, **kwargs: asked.append(args))
        body = (
            "See http://169.254.169.254/latest and ![x](http://127.0.0.1:6379/) <http://evil.example/a.png>"
        )
        make_comment(parent=first, author=alice, body=body)
        deliver_due()
        assert client.get(address_of(panel)).status_code == 200
    assert asked == []


def test_s28_no_module_of_ours_can_ask_an_address() -> None:
    asking = {
        str(path.relative_to(ROOT)): sorted(found)
        for folder in ("cyberconf", "events", "speakers", "comments")
        for path in sorted((ROOT / folder).rglob("*.py"))
        if (found := imported(path) & CALLERS)
    }
    # The demonstration looks for a free port, and its load test asks the server that it started.
    assert [name for name in asking if not name.startswith("cyberconf/demo/")] == []


@pytest.mark.parametrize("render", [render_comment, render_text])
def test_s29_no_picture_is_shown_or_fetched_for_anybody(render: Any) -> None:
    markdown = "![alt](https://evil.example/a.png) ![b][c]\n\n[c]: https://evil.example/b.png"
    text = f"{markdown}\n\n<img src=//evil.example/c>"
    assert {"img", "picture", "source", "image", "object", "video"} & Inspector(render(text)).tags == set()


def test_s29_nobody_can_upload_anything_with_a_comment(alice: User) -> None:
    panel = make_published_panel()
    client = Client()
    client.force_login(alice)
    page = Page(client.get(address_of(panel)))
    inputs = list(page.root.find("input"))
    assert inputs
    assert [node for node in inputs if node.attributes.get("type") == "file"] == []


def test_s35_strange_and_long_texts_leave_whole(alice: User, mona: User) -> None:
    panel = make_published_panel()
    make_moderator(panel.conference, mona)
    comment = make_comment(panel, author=alice)
    odd = "begin \x0b\u202eturned\u2028next\u200d "
    note, strange = odd + "x" * 1_900 + " end", odd + "x" * 40_000 + " end"
    services.decide(comment, "hide", by=mona, reason="insult", note=note)
    Comment.objects.filter(pk=comment.pk).update(body=strange)
    data = json.loads(signed_in(alice).get(FILE).content)
    assert [each["text"] for each in data["comments"]] == [strange]
    client = Client()
    client.force_login(mona)
    sheet = client.get(reverse("admin:comments_moderationaction_csv")).content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(sheet)))
    assert note in rows[1]


@pytest.mark.parametrize(
    "host", ["evilconference.example", "conference.example.evil.org", "xconference.example"]
)
def test_s37_a_host_that_ends_or_begins_as_ours_is_not_ours(host: str, alice: User) -> None:
    with override_settings(ALLOWED_HOSTS=["conference.example"]):
        assert Client().get("/healthz", headers={"host": "conference.example"}).status_code == 200
        assert Client().get("/conferences/", headers={"host": host}).status_code == 400
    origin = {"origin": f"https://{host}"}
    client = Client(enforce_csrf_checks=True)
    client.force_login(alice)
    with override_settings(CSRF_TRUSTED_ORIGINS=["https://conference.example"]):
        answer = client.post(reverse("account_logout"), headers=origin)
    assert (answer.status_code, "_auth_user_id" in client.session) == (403, True)


@pytest.mark.parametrize("shown", ["example.org", "https://example.org", "www.example.org"])
def test_s37_a_link_that_seems_to_lead_to_another_host_names_where_it_leads(shown: str) -> None:
    words = Inspector(render_comment(f"[{shown}](https://{shown.rpartition('/')[2]}.evil.example/)")).words
    assert "evil.example" in words


def hrefs(html: str) -> Iterator[str]:
    yield from (value or "" for _tag, name, value in Inspector(html).attributes if name == "href")


def imported(path: Path) -> set[str]:
    """The modules that a file imports, with those above them."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found | {name.partition(".")[0] for name in found if name.partition(".")[0] in CALLERS}
