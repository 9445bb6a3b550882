"""Posts over bare sockets: what measures must not weigh more than what is measured."""

from __future__ import annotations

import socket
from dataclasses import dataclass
from time import perf_counter, sleep
from urllib.parse import urlencode
from uuid import UUID

TOKEN = "a" * 32  # any secret is a sound CSRF token for whoever sends the same one as a cookie
PATIENCE = 60  # seconds that a writer goes on trying while the server is away
PAUSE = 0.05  # seconds between two tries
SEE_OTHER = 303


@dataclass(frozen=True)
class Post:
    """One comment to be posted by whose session that is."""

    path: str
    session: str
    key: UUID
    body: str

    def written(self, host: str) -> bytes:
        """Return the request."""
        form = {"body": self.body, "key": str(self.key), "csrfmiddlewaretoken": TOKEN}
        content = urlencode(form).encode()
        lines = [
            f"POST {self.path} HTTP/1.1",
            f"Host: {host}",
            f"Cookie: sessionid={self.session}; csrftoken={TOKEN}",
            "Content-Type: application/x-www-form-urlencoded",
            f"Content-Length: {len(content)}",
        ]
        return "\r\n".join([*lines, "", ""]).encode() + content


@dataclass(frozen=True)
class Answer:
    """What a post got: the status, how many seconds the last try took, how often it was tried."""

    post: Post
    status: int
    seconds: float
    tries: int


class Writer:
    """One browser with one connection, which it opens again whenever it breaks."""

    def __init__(self, host: str, port: int) -> None:
        self.host, self.port = host, port
        self.socket: socket.socket | None = None

    def send(self, post: Post) -> Answer:
        """Send the post until it is answered, as somebody does who presses the button again."""
        began, tries = perf_counter(), 0
        request = post.written(f"{self.host}:{self.port}")
        while True:
            tries, start = tries + 1, perf_counter()
            try:
                status = self._ask(request)
            except OSError:
                self.socket = None
                if start - began > PATIENCE:
                    raise
                sleep(PAUSE)
            else:
                return Answer(post, status, perf_counter() - start, tries)

    def _ask(self, request: bytes) -> int:
        if self.socket is None:
            self.socket = socket.create_connection((self.host, self.port), timeout=30)
            self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.socket.sendall(request)
        read = b""
        while b"\r\n\r\n" not in read:
            read += self._more()
        head, _, body = read.partition(b"\r\n\r\n")
        while len(body) < _length(head):
            body += self._more()
        return int(head.split(b" ", 2)[1])

    def _more(self) -> bytes:
        assert self.socket is not None
        chunk = self.socket.recv(65536)
        if not chunk:
            raise ConnectionResetError("The server closed the connection before it had answered.")
        return chunk


def _length(head: bytes) -> int:
    for line in head.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            return int(value)
    return 0
