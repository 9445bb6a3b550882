"""Reading our pages as a browser does."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

from django.test import Client
from django.urls import reverse

from events.models import Session

EMPTY = {"base", "br", "hr", "img", "input", "link", "meta", "source", "wbr"}


def address_of(session: Session, *, number: int | None = None) -> str:
    """The page of a session or of one of its questions."""
    names = [session.conference.slug, session.slug]
    if number is None:
        return reverse("events:session", args=names)
    return reverse("events:question", args=[*names, number])


def read(client: Client, session: Session, *, number: int | None = None, query: str = "") -> Page:
    """The page of a session or of one of its questions, as this client sees it."""
    return Page(client.get(address_of(session, number=number) + query))


class Node:
    """An element with its attributes and what is in it."""

    def __init__(self, tag: str, attributes: dict[str, str]) -> None:
        self.tag = tag
        self.attributes = attributes
        self.children: list[Node | str] = []

    @property
    def text(self) -> str:
        """All words in it."""
        return "".join(child if isinstance(child, str) else child.text for child in self.children)

    def find(self, tag: str = "", **wanted: str) -> Iterator[Node]:
        """What is in it, of that tag and with these attributes (``class_`` names one of the classes)."""
        for child in self.children:
            if isinstance(child, Node):
                if tag in {"", child.tag} and all(child._has(*pair) for pair in wanted.items()):
                    yield child
                yield from child.find(tag, **wanted)

    def first(self, tag: str = "", **wanted: str) -> Node:
        """The first of those, or an empty element."""
        return next(self.find(tag, **wanted), Node("", {}))

    def _has(self, name: str, value: str) -> bool:
        if name == "class_":
            return value in self.attributes.get("class", "").split()
        return self.attributes.get(name) == value


class _Builder(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [Node("", {})]
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(node)
        if tag not in EMPTY:
            self.open.append(node)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop().tag == tag  # our pages close what they open, in order

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


class Page:
    """What stands on a page."""

    def __init__(self, response: Any) -> None:
        self.response = response
        self.status: int = response.status_code
        self.html: str = response.content.decode()
        self.root = _Builder(self.html).open[0]
        self.form = self._form()

    def words(self, tag: str = "", **wanted: str) -> list[str]:
        """The texts of what is found so, blanks joined."""
        return [" ".join(node.text.split()) for node in self.root.find(tag, **wanted)]

    @property
    def action(self) -> str:
        """Where the comment form posts to; "" without a form."""
        return self.form.attributes.get("action", "")

    @property
    def fields(self) -> dict[str, str]:
        """The hidden fields of the comment form."""
        found = self.form.find("input", type="hidden")
        return {node.attributes["name"]: node.attributes.get("value", "") for node in found}

    @property
    def typed(self) -> str:
        """What stands in the field of the comment form."""
        return _typed(self.form.first("textarea"))

    @property
    def given_back(self) -> str:
        """What stands in the field for copying."""
        return _typed(self.root.first("textarea", readonly=""))

    @property
    def errors(self) -> list[str]:
        """What is said beside the field."""
        return self.words("div", class_="field__errors")

    @property
    def comments(self) -> list[tuple[str, str, str, str]]:
        """Id, name, affiliation and text of each comment that is shown."""
        return [
            (
                node.attributes.get("id", "").removeprefix("comment-"),
                node.first(class_="comment__name").text,
                node.first(class_="comment__affiliation").text,
                node.first(class_="comment__text").text.strip(),
            )
            for node in self.root.find("article")
            if node.first(class_="comment__text").tag
        ]

    @property
    def placeholders(self) -> list[str]:
        """What stands where a comment is not shown."""
        return self.words("article", class_="comment--gone")

    def _form(self) -> Node:
        forms = self.root.find("form")
        return next((form for form in forms if form.first("textarea", name="body").tag), Node("", {}))


def _typed(area: Node) -> str:
    """A text area's value: a browser drops the line feed that follows the tag."""
    return area.text.removeprefix("\n")
