"""How the time for a page of a discussion grows with its length, as ratios."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from statistics import median
from time import perf_counter

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from comments.orders import Sort
from cyberconf.demo.load.people import Place, places
from cyberconf.demo.load.talk import fill

SHORT, LONG = 100, 10_000  # comments on a question
TIMES = 25
BOUND = 1.5  # times as long as the short one (issue 4)


def compare(write: Callable[[str], object]) -> None:
    """Print how long the first page takes, and in how many queries, of a short and of a long discussion."""
    short, long, *_others = places()
    fill(short.question, SHORT)
    fill(long.question, LONG)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as either database does by itself after a while
    for sort in Sort.values:
        few, many = (_queries(place, sort) for place in (short, long))
        times = [_seconds([short, long], sort) for _ in range(TIMES)]
        brief, wide = (median(pair[number] for pair in times) for number in (0, 1))
        figures = f"{SHORT} comments {brief * 1000:8.1f} ms, {few} queries   "
        figures += f"{LONG} comments {wide * 1000:8.1f} ms, {many} queries"
        verdict = "" if wide <= BOUND * brief and few == many else f"   beyond x {BOUND} in the same queries"
        write(f"{f'question, {sort}':<20} {figures}   x {wide / brief:.1f}{verdict}")


def _seconds(where: list[Place], sort: str) -> list[float]:
    """The time for the page of each, one right after the other, so that both meet the same machine."""
    return [_once(place, sort) for place in where]


def _once(place: Place, sort: str) -> float:
    start = perf_counter()
    _get(place, sort)
    return perf_counter() - start


def _queries(place: Place, sort: str) -> int:
    _get(place, sort)
    with CaptureQueriesContext(connection) as captured:
        _get(place, sort)
    return len(captured)


def _get(place: Place, sort: str) -> None:
    address = place.path.removesuffix("comments/")
    response = Client(SERVER_NAME="127.0.0.1").get(address, {"sort": sort})
    if response.status_code != HTTPStatus.OK:
        raise RuntimeError(f"{address} answered {response.status_code}. Expected 200.")
