"""Filling in the forms of the staff site as a browser does."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from events.models import Conference, Room
from tests.pages import Node, Page

BUTTONS = {"submit", "button", "file"}


def admin_url(row: Model | type[Model], page: str) -> str:
    """The address of a page of the staff site: "changelist", "add", or with a row "change", "delete"."""
    names = [] if isinstance(row, type) else [row.pk]
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_{page}", args=names)


def filled(client: Client, url: str, **changes: Any) -> dict[str, Any]:
    """What the form at the address would send, with some fields typed anew."""
    root = Page(client.get(url)).root
    form = next(form for form in root.find("form") if form.attributes.get("id", "").endswith("_form"))
    data = {name: value for name, value in map(_sent, _controls(form)) if name and value is not None}
    return data | changes


def save(client: Client, row: Model | type[Model], **changes: Any) -> Any:
    """Open the row's form, or an empty one, type the changes and press Save; the answer."""
    url = admin_url(row, "add" if isinstance(row, type) else "change")
    return client.post(url, filled(client, url, **changes))


def make_room(conference: Conference, **overrides: object) -> Room:
    """A room of the conference."""
    fields = {"slug": "room-xxvi", "name": "Room XXVI"} | overrides
    return Room.objects.create(conference=conference, **fields)


def new_session(conference: Conference, **typed: object) -> dict[str, object]:
    """What is typed to make a talk of an hour."""
    return {
        "conference": conference.pk,
        "title": "Cyber norms",
        "kind": "talk",
        "starts_at_0": "2021-12-03",
        "starts_at_1": "09:50",
        "ends_at_0": "2021-12-03",
        "ends_at_1": "10:55",
    } | typed


def told(response: Any) -> list[str]:
    """What the next page will say on top."""
    return [message.message for message in messages.get_messages(response.wsgi_request)]


def errors(response: Any) -> list[str]:
    """What a refused form says, beside its fields and of rows and all."""
    return [text for text in Page(response).words("ul", class_="errorlist") if text]


def _controls(form: Node) -> list[Node]:
    return [*form.find("input"), *form.find("select"), *form.find("textarea")]


def _sent(node: Node) -> tuple[str, str | None]:
    """Name and value of a control, or no value where a browser sends none."""
    name, kind = node.attributes.get("name", ""), node.attributes.get("type", "")
    if kind in BUTTONS or (kind == "checkbox" and "checked" not in node.attributes):
        return name, None
    if kind == "checkbox":
        return name, "on"
    if node.tag == "select":
        options = list(node.find("option"))
        chosen = [option for option in options if "selected" in option.attributes] or options[:1]
        return name, chosen[0].attributes.get("value", "") if chosen else ""
    if node.tag == "textarea":
        return name, node.text.removeprefix("\n").strip("\r\n")
    return name, node.attributes.get("value", "")
