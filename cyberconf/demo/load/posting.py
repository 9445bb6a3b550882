"""Starting the server, having people post, and counting afterwards what is there."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from statistics import quantiles
from threading import Event, Lock
from time import perf_counter, sleep
from uuid import uuid4

from django.conf import settings
from django.core.management.base import CommandError

from comments.models import Comment, Discussion
from cyberconf.demo.load.people import Place, places, writers
from cyberconf.demo.load.posts import SEE_OTHER, Answer, Post, Writer

HOST = "127.0.0.1"
AT_ONCE = 60  # writers
WORKERS, THREADS = 2, 4
EACH = 5  # comments of one person: what nobody is refused in five minutes
BODY = "Comment number {}. " + "It says what a paragraph says, in some two hundred characters or so. " * 3
START = 60  # seconds that the server may take to come up


class Server:
    """Granian with the site, in a process group of its own."""

    def __init__(self) -> None:
        with socket.socket() as probe:
            probe.bind((HOST, 0))
            self.port = int(probe.getsockname()[1])
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, and return once it listens. Posts are answered without a static file."""
        Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
        command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws", "--log-level", "error"]
        command += ["--host", HOST, "--port", str(self.port), "--workers", str(WORKERS)]
        command += ["--blocking-threads", str(THREADS), "cyberconf.wsgi:application"]
        environment = os.environ | {"SITE_URL": f"http://{HOST}:{self.port}", "VAR_DIR": str(settings.VAR)}
        self.process = subprocess.Popen(  # noqa: S603  # our own server
            command, cwd=settings.ROOT, env=environment, start_new_session=True
        )
        began = perf_counter()
        while not self._listens():
            if perf_counter() - began > START:
                raise TimeoutError(f"The server did not come up at port {self.port} within {START} seconds.")
            sleep(0.1)

    def end(self, number: signal.Signals = signal.SIGTERM) -> None:
        """Send all of its processes the signal, and wait until it is gone."""
        if self.process is not None and self.process.poll() is None:
            os.killpg(self.process.pid, number)
            self.process.wait()

    def _listens(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex((HOST, self.port)) == 0


@dataclass(frozen=True)
class Outcome:
    """What came of it. Times are in seconds, ``rate`` in comments a second."""

    sent: int
    acknowledged: int
    again: int
    kept: int
    lost: int
    twice: int
    is_counted_right: bool
    rate: float
    median: float
    p99: float
    longest: float

    def __str__(self) -> str:
        median, p99, longest = (round(each * 1000) for each in (self.median, self.p99, self.longest))
        return (
            f"{self.sent} sent, {self.acknowledged} acknowledged, {self.kept} there, {self.lost} lost, "
            f"{self.twice} twice, {self.again} sent again; "
            f"{self.rate:.0f} a second, median {median} ms, 99 % {p99} ms, longest {longest} ms"
        )

    @property
    def is_sound(self) -> bool:
        """Whether each comment is there once, and counted."""
        whole = self.acknowledged == self.kept == self.sent
        return whole and not self.lost and not self.twice and self.is_counted_right


def run(*, comments: int, at_once: int, kills: bool = False) -> Outcome:
    """Have so many comments posted by ``at_once`` writers; ``kills`` has the server killed in the middle."""
    where = places()
    posts = _posts(where, comments)
    with _serving() as server:
        began = perf_counter()
        answers = _send_all(server, posts, at_once, kills=kills)
        seconds = perf_counter() - began
    return _outcome(where, posts, answers, seconds)


@contextmanager
def _serving() -> Iterator[Server]:
    server = Server()
    server.start()
    try:
        yield server
    finally:
        server.end()


def _posts(where: list[Place], comments: int) -> list[Post]:
    """The posts in the order in which they are sent: everybody's first, then everybody's second."""
    sessions = writers(-(-comments // EACH))
    return [
        Post(where[number % len(where)].path, sessions[number % len(sessions)], uuid4(), BODY.format(number))
        for number in range(comments)
    ]


def _send_all(server: Server, posts: list[Post], at_once: int, *, kills: bool) -> list[Answer]:
    waiting, lock, done, half = iter(posts), Lock(), count(1), Event()

    def write(_number: int) -> list[Answer]:
        writer = Writer(HOST, server.port)
        answers: list[Answer] = []
        while True:
            with lock:
                post = next(waiting, None)
            if post is None:
                return answers
            answers.append(writer.send(post))
            if next(done) == len(posts) // 2:
                half.set()

    with ThreadPoolExecutor(at_once) as pool:
        batches = [pool.submit(write, number) for number in range(at_once)]
        if kills:
            half.wait()
            server.end(signal.SIGKILL)
            server.start()
        return [answer for batch in batches for answer in batch.result()]


def _outcome(where: list[Place], posts: list[Post], answers: list[Answer], seconds: float) -> Outcome:
    rows = Comment.objects.filter(discussion__question__in=[place.question for place in where])
    keys = list(rows.values_list("submission_key", flat=True))
    discussions = Discussion.objects.filter(question__in=[place.question for place in where])
    counted = sum(discussions.values_list("comment_count", flat=True))
    acknowledged = {answer.post.key for answer in answers if answer.status == SEE_OTHER}
    times = sorted(answer.seconds for answer in answers)
    cuts = quantiles(times, n=100)
    return Outcome(
        sent=len(posts),
        acknowledged=len(acknowledged),
        again=sum(answer.tries > 1 for answer in answers),
        kept=len(set(keys)),
        lost=len(acknowledged - set(keys)),
        twice=len(keys) - len(set(keys)),
        is_counted_right=counted == len(keys),
        rate=len(answers) / seconds,
        median=cuts[49],
        p99=cuts[98],
        longest=times[-1],
    )


def measure(write: Callable[[str], object], *, comments: int) -> None:
    """Have the comments posted, then as many while the server is killed, and print what came of it.

    Raises:
        CommandError: one was lost, stands there twice or was not counted.
    """
    for kills in (False, True):
        outcome = run(comments=comments, at_once=AT_ONCE, kills=kills)
        write(f"{'posting, killed' if kills else 'posting'}: {outcome}")
        if not outcome.is_sound:
            raise CommandError("Comments were lost, or stand there twice. Expected each of them once.")
