"""Imports in the background: a source waits in a queue, a worker or a thread takes it, anybody stops it."""

from __future__ import annotations

from collections.abc import Collection

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from cyberconf.accounts.models import User
from cyberconf.web.progress import Progress, Quiet, StoppedError
from events import importing
from events.errors import ProgrammeError
from events.importing import Done, Options
from events.models import Source
from events.models.source import LOST

KEPT = 20  # sources of one person and conference: enough to find last week's
State = Source.State


def remember(source: Source) -> None:
    """Keep a source that was read, and forget the oldest of the same person and conference."""
    source.save()
    same = Source.objects.filter(conference=source.conference, by=source.by).order_by("-pk")
    old = list(same.values_list("pk", flat=True)[KEPT:])
    busy = Source.objects.under_way(timezone.now(), LOST).values("pk")
    Source.objects.filter(pk__in=old).exclude(pk__in=busy).delete()


def options_of(source: Source) -> Options:
    """Return what was said beside the source. A conference's own address goes before all others."""
    slug = source.conference.slug if source.conference else source.slug
    return Options(
        format=source.format or None,
        time_zone=source.time_zone or None,
        date=source.date,
        slug=slug or None,
        fills_ends=source.fills_ends,
    )


def begin(source: Source, *, by: User, seen: str, publishes: bool, left_out: Collection[str] = ()) -> bool:
    """Put a source into the queue, and say whether that was done: not one that is under way or done already.

    It is imported with the rights of whoever asks for that now, who need not have brought it. One whose
    process was killed can be begun again: nothing of it was written.
    """
    now = timezone.now()
    busy = Source.objects.under_way(now, LOST).values("pk")
    rows = Source.objects.filter(pk=source.pk).exclude(state=State.DONE).exclude(pk__in=busy)
    begun = rows.update(
        state=State.WAITING,
        by=by,
        seen=seen,
        left_out=sorted(left_out),
        publishes=publishes,
        is_stopped=False,
        step="",
        total=None,
        message="",
        beat_at=now,
        finished_at=None,
    )
    if begun:
        transaction.on_commit(lambda: import_source.enqueue(source.pk))
    return bool(begun)


def stop(source: Source) -> None:
    """Ask for an import to stop: at once where it waits, else before its next step."""
    now = timezone.now()
    Source.objects.filter(pk=source.pk, state=State.WAITING).update(state=State.STOPPED, finished_at=now)
    Source.objects.filter(pk=source.pk, state=State.RUNNING).update(is_stopped=True)


def copied(source: Source, *, by: User) -> Source:
    """Take a source that was imported, or is another's, as a new one that was read."""
    said = ("conference", "data", "name", "format", "time_zone", "date", "slug", "fills_ends")
    copy = Source(by=by, **{name: getattr(source, name) for name in said})
    remember(copy)
    return copy


def import_at_once(
    source: Source, *, by: User, seen: str, publishes: bool, left_out: Collection[str] = ()
) -> None:
    """Import a source while whoever asked waits.

    Raises:
        ProgrammeError: see ``importing.understand`` and ``carry_out``. Nothing is written.
    """
    source.seen, source.publishes, source.left_out = seen, publishes, sorted(left_out)
    done = _carried_out(source, by, Quiet())
    Source.objects.filter(pk=source.pk).update(left_out=source.left_out)
    _finish(source.pk, **_what_came(done))


@task()
def import_source(pk: int) -> None:
    """Import a source that waits. What comes of it stands in its row."""
    source = _taken(pk)
    if source is None:
        return
    try:
        by = User.objects.get(pk=source.by_id)  # who may have lost a right: the queue may be long
        done = _carried_out(source, by, _RowProgress(pk))
    except StoppedError:
        _finish(pk, state=State.STOPPED, message=_("Stopped. Nothing was written."))
    except ProgrammeError as refusal:
        _finish(pk, state=State.REFUSED, message=str(refusal))
    except Exception:
        message = _("It failed, and nothing was written. Whoever runs the site finds why in its log.")
        _finish(pk, state=State.REFUSED, message=message)
        raise
    else:
        _finish(pk, **_what_came(done))


def _carried_out(source: Source, by: User, progress: Progress) -> Done:
    imported = importing.understand(bytes(source.data), options_of(source), by=by, progress=progress)
    importing.refuse_who_may_not(by, imported.programme, publishes=source.publishes)
    return importing.carry_out(
        imported,
        by=by,
        publishes=source.publishes,
        seen=source.seen,
        left_out=frozenset(source.left_out),
        progress=progress,
    )


def _what_came(done: Done) -> dict[str, object]:
    return {
        "state": State.DONE,
        "conference": done.conference,
        "changes": len(done.changes),
        "release": done.release.number if done.release else None,
    }


class _RowProgress:
    """Writes steps into the source's row, and reads there whether to stop.

    Within a transaction it writes nothing: nobody would see it before the end, and SQLite has one writer.
    """

    def __init__(self, pk: int) -> None:
        self._rows = Source.objects.filter(pk=pk)

    def step(self, name: str, *, total: int | None = None) -> None:
        """Say which step begins."""
        if self._rows.filter(is_stopped=True).exists():
            raise StoppedError
        if not connection.in_atomic_block:
            self._rows.update(step=name, total=total, beat_at=timezone.now())

    def advance(self, count: int = 1) -> None:
        """Steps are short: their ends say enough."""


def _taken(pk: int) -> Source | None:
    """Take a source from the queue; None where another has it, or it was stopped."""
    taken = Source.objects.filter(pk=pk, state=State.WAITING).update(
        state=State.RUNNING, beat_at=timezone.now()
    )
    return Source.objects.select_related("conference", "by").get(pk=pk) if taken else None


def _finish(pk: int, **values: object) -> None:
    Source.objects.filter(pk=pk).update(step="", finished_at=timezone.now(), **values)
