"""``manage.py bench``: what visits cost, and how time grows with size, as ratios that mean the same anywhere.

It fills the database that it is pointed at: ``make bench`` gives it one to throw away.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from http import HTTPStatus
from statistics import median
from time import perf_counter
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.test import Client, override_settings
from django.urls import reverse

from cyberconf.demo.load import boarding, posting, reading, visiting
from cyberconf.demo.programmes import Plan, standing
from events import exporters, importers, publishing, search
from events.exporters.revisions import History, Revision
from events.models import Conference, Release
from events.programme import Programme
from events.views import lookup

SMALL, LARGE = 10, 1_000
TIMES = 7


class Command(BaseCommand):
    help = "Measure visits, pages, imports and exports of a small and of a large conference, or posting."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--discussion",
            action="store_true",
            help="instead: 60 people at once post over HTTP, and again while the server is killed",
        )
        parser.add_argument("--comments", type=int, default=10_000, help="how many, with --discussion")

    def handle(self, *, discussion: bool, comments: int, **_: Any) -> None:
        call_command("migrate", verbosity=0)
        if discussion:
            posting.measure(self.stdout.write, comments=comments)
            return
        if Conference.objects.exists():
            raise CommandError(
                "This database holds conferences. Point VAR_DIR or DATABASE_URL at an empty one."
            )
        visiting.measure(self.stdout.write)
        _make_pages_anew()
        small, large = (_programme(size) for size in (SMALL, LARGE))
        self._compare_import(large)
        self._compare("applying", _apply, small, large, times=1)
        self._compare("publishing", _publish, small, large, times=1)
        self._compare("programme page", partial(_get, "programme"), small, large)
        self._compare("session page", _get_session, small, large)
        self._compare_kept(large)
        self._compare("search", _search, small, large)
        self._compare("board", boarding.look, small, large)
        self._compare("edit on the board", boarding.move, small, large)
        for format in exporters.EXPORTERS:
            times = 3 if exporters.EXPORTERS[format].maker else TIMES
            self._compare(f"export {format}", partial(_export, format), small, large, times=times)
        for format in ("csv", "xlsx", "ical", "frab", "frab-json"):
            sources = {each.slug: _export(format, each) for each in (small, large)}
            self._compare(f"import {format}", partial(_import, format, sources), small, large, times=3)
        reading.compare(self.stdout.write)

    def _compare(
        self,
        what: str,
        task: Callable[[Programme], Any],
        small: Programme,
        large: Programme,
        *,
        times: int = TIMES,
    ) -> None:
        """Print the time for each size and how many times as long the larger takes."""
        short, long = (_seconds(partial(task, programme), times) for programme in (small, large))
        figures = f"{SMALL} sessions {_shown(short)}   {LARGE} sessions {_shown(long)}"
        self.stdout.write(f"{what:<17} {figures}   x {long / short:.1f}")

    def _compare_kept(self, programme: Programme) -> None:
        """Print how a page that is kept compares with one that is made."""
        page = partial(_get, "programme", programme)
        made = _seconds(page, TIMES)
        with override_settings(KEEPS_PAGES=True):
            page()
            kept = _seconds(page, TIMES)
        figures = f"{LARGE} sessions made {_shown(made)}   kept {_shown(kept)}"
        self.stdout.write(f"{'kept page':<17} {figures}   x {kept / made:.3f}")

    def _compare_import(self, programme: Programme) -> None:
        """Print how the text importer compares with decoding the same programme from JSON."""
        text, document = _as_text(programme), programme.model_dump_json()
        json_time = _seconds(lambda: Programme.model_validate(json.loads(document)), TIMES)
        hint = importers.Hint(slug="bench", time_zone=programme.time_zone)
        text_time = _seconds(lambda: importers.read(text.encode(), hint=hint), 3)
        self.stdout.write(
            f"{'import':<16} {LARGE} from JSON {_shown(json_time)}   "
            f"{LARGE} from text {_shown(text_time)}   x {text_time / json_time:.1f}"
        )


def _make_pages_anew() -> None:
    """Have no page kept, nor static files collected: what is measured is what it takes to make a page."""
    settings.KEEPS_PAGES = False
    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    settings.WHITENOISE_AUTOREFRESH = True


def _programme(size: int) -> Programme:
    made = standing(Plan("before", size, seed=size, first_day=date(2027, 3, 1)))
    return made.model_copy(update={"slug": f"bench-{size}"})


def _as_text(programme: Programme) -> str:
    """Return the programme as somebody would write it down: days, times, titles, texts, questions."""
    lines, day = [programme.title, ""], ""
    for session in programme.sessions:
        if (today := f"{session.starts_at:%-d %B %Y}") != day:
            day = today
            lines += [day, ""]
        assert session.ends_at is not None
        lines += [f"{session.starts_at:%H:%M}-{session.ends_at:%H:%M}: {session.title}", ""]
        if session.description:
            lines += [session.description, ""]
        if session.questions:
            lines += ["Guiding questions:", *(f"- {question.text}" for question in session.questions), ""]
    return "\n".join(lines)


def _apply(programme: Programme) -> None:
    publishing.import_programme(programme, by=None)


def _publish(programme: Programme) -> None:
    with transaction.atomic():
        publishing.publish(Conference.objects.get(slug=programme.slug), by=None)
        Conference.objects.filter(slug=programme.slug).update(status=Conference.Status.PUBLIC)


def _get(name: str, programme: Programme, *names: str) -> None:
    response = Client(SERVER_NAME="127.0.0.1").get(reverse(f"events:{name}", args=[programme.slug, *names]))
    if response.status_code != HTTPStatus.OK:
        raise CommandError(f"{response.request['PATH_INFO']} answered {response.status_code}. Expected 200.")


def _get_session(programme: Programme) -> None:
    _get("session", programme, programme.sessions[-1].slug)


def _search(programme: Programme) -> None:
    # Words that are there: who finds nothing is told so in a fifth of the time.
    search.search(lookup.index_of(publishing.published(programme.slug)), "state norms")


def _export(format: str, programme: Programme) -> bytes:
    release = Release.objects.light().get(conference__slug=programme.slug)
    first = Revision(0, release.published_at)
    context = exporters.Context(settings.SITE_URL, History(first, first))
    return exporters.write(programme, format, context=context)


def _import(format: str, sources: Mapping[str, bytes], programme: Programme) -> None:
    importers.read(sources[programme.slug], format=format)


def _seconds(task: Callable[[], Any], times: int) -> float:
    """Return the median time of the task, which is done once more before."""
    if times > 1:
        task()
    return median(_once(task) for _ in range(times))


def _once(task: Callable[[], Any]) -> float:
    start = perf_counter()
    task()
    return perf_counter() - start


def _shown(seconds: float) -> str:
    return f"{seconds * 1000:8.1f} ms"
