"""Changes of sessions in words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from events import models
from events.diffing import Change
from events.phrases import translations
from events.phrases.words import (
    Dump,
    Names,
    day,
    designation,
    instant,
    label,
    listed,
    named_fields,
    quoted,
    span,
    time,
)

STATUSES = models.Session.Status


def added(change: Change, zone: ZoneInfo, names: Names) -> Iterator[str]:
    """A session is new: when, and where if it has a room."""
    session = _named(change)
    if not change.after.get("starts_at"):
        yield _("%(session)s is new.") % {"session": session}
        return
    start, end = instant(change.after["starts_at"], zone), _end(change.after, zone)
    said = {"session": session, "time": span(start, end)}
    if room := change.after.get("room"):
        yield _("%(session)s is new: %(time)s, %(room)s.") % (said | {"room": names.room(room)})
    else:
        yield _("%(session)s is new: %(time)s.") % said


def removed(change: Change, zone: ZoneInfo, names: Names) -> Iterator[str]:
    """A session is gone."""
    yield _("%(session)s is taken out of the programme.") % {"session": _named(change)}


def moved(change: Change, zone: ZoneInfo, names: Names) -> Iterator[str]:
    """The room is another."""
    before, after = change.before["room"], change.after["room"]
    said = {
        "session": label(change),
        "before": before and names.room(before),
        "after": after and names.room(after),
    }
    if after is None:
        yield _("%(session)s is no longer in %(before)s.") % said
    elif before is None:
        yield _("%(session)s takes place in %(after)s.") % said
    else:
        yield _("%(session)s moves from %(before)s to %(after)s.") % said


def retimed(change: Change, zone: ZoneInfo, names: Names) -> Iterator[str]:
    """Start, end or both are others; the day is named where it differs."""
    session = label(change)
    if "starts_at" in change.after and "ends_at" in change.after:
        yield _both_times(session, change, zone)
    elif "starts_at" in change.after:
        yield _one_time(session, change.before["starts_at"], change.after["starts_at"], zone)
    else:
        yield _end_time(session, change.before["ends_at"], change.after["ends_at"], zone)


def _both_times(session: str, change: Change, zone: ZoneInfo) -> str:
    old, new = instant(change.before["starts_at"], zone), instant(change.after["starts_at"], zone)
    old_end, new_end = _end(change.before, zone), _end(change.after, zone)
    if (old, old_end) == (new, new_end):
        return _other_offset(session)
    days, year = old.date() != new.date(), old.year != new.year
    if old_end and new_end and new_end - new == old_end - old:
        old_end = new_end = None  # it moves as it is: the starts say all
    said = {
        "session": session,
        "before": span(old, old_end, days=days, year=year),
        "after": span(new, new_end, days=days, year=year),
    }
    return _("%(session)s moves from %(before)s to %(after)s.") % said


def _one_time(session: str, before: str, after: str, zone: ZoneInfo) -> str:
    old, new = instant(before, zone), instant(after, zone)
    if old == new:
        return _other_offset(session)
    said = {"session": session, "after": _when(new, old), "before": _when(old, new)}
    return _("%(session)s starts at %(after)s instead of %(before)s.") % said


def _end_time(session: str, before: str | None, after: str | None, zone: ZoneInfo) -> str:
    if after is None:
        return _("The end of %(session)s is open.") % {"session": session}
    new = instant(after, zone)
    if before is None:
        return _("%(session)s ends at %(after)s.") % {"session": session, "after": time(new)}
    old = instant(before, zone)
    if old == new:
        return _other_offset(session)
    said = {"session": session, "after": _when(new, old), "before": _when(old, new)}
    return _("%(session)s ends at %(after)s instead of %(before)s.") % said


def _when(at: datetime, other: datetime) -> str:
    if at.date() == other.date():
        return time(at)
    said = {"time": time(at), "day": day(at, year=at.year != other.year)}
    return _("%(time)s on %(day)s") % said


def _other_offset(session: str) -> str:
    return _("%(session)s keeps its time, written with another offset from UTC.") % {"session": session}


def renamed(change: Change, zone: ZoneInfo, names: Names) -> Iterator[str]:
    """Title, kind or number is another."""
    if {"kind", "number"} & change.after.keys():
        old = designation(
            change.before.get("kind", change.session_kind), change.before.get("number", change.number)
        )
        new = designation(change.session_kind, change.number)
        yield (
            _("%(title)s is now marked %(after)s instead of %(before)s.")
            % {"title": quoted(change.title), "after": new, "before": old}
        )
    if "title" in change.after:
        before, after = quoted(change.before["title"]), quoted(change.after["title"])
        said = {"session": label(change), "before": before, "after": after}
        if change.number:
            yield _("%(session)s is renamed from %(before)s to %(after)s.") % said
        else:
            yield _("%(before)s is renamed to %(after)s.") % said


def cancelled(change: Change, zone: ZoneInfo, names: Names) -> Iterator[str]:
    """It does not take place."""
    yield _("%(session)s is cancelled.") % {"session": label(change)}


def reinstated(change: Change, zone: ZoneInfo, names: Names) -> Iterator[str]:
    """It takes place after all, or its standing is another."""
    before, after = change.before["status"], change.after["status"]
    said = {"session": label(change)}
    if after == STATUSES.WITHDRAWN:
        yield _("%(session)s is withdrawn from the programme.") % said
    elif before in {STATUSES.CANCELLED, STATUSES.WITHDRAWN}:
        yield _("%(session)s is back in the programme.") % said
        if after == STATUSES.TENTATIVE:
            yield _("It is not confirmed yet.")
    elif after == STATUSES.TENTATIVE:
        yield _("%(session)s is no longer confirmed.") % said
    else:
        yield _("%(session)s is confirmed.") % said


def texts(change: Change, zone: ZoneInfo, names: Names) -> Iterator[str]:
    """Texts and what else belongs to it are others."""
    others = [name for name in change.after if name != "translations"]
    if others:
        said = {"session": label(change), "things": named_fields(others)}
        yield _("Changed in %(session)s: %(things)s.") % said
    yield from translations.told(label(change), change.before, change.after)


# People of a session


def people(change: Change, zone: ZoneInfo, names: Names) -> Iterator[str]:
    """Who joins, who leaves, and whose role or billing is another."""
    before, after = _by_person(change.before["credits"]), _by_person(change.after["credits"])
    told = False
    for slug, parts in after.items():
        said = {"person": names.person(slug), "session": label(change), "roles": _roles(parts)}
        if slug not in before:
            yield _("%(person)s joins %(session)s (%(roles)s).") % said
        elif _roles(before[slug]) != said["roles"]:
            was = {"before": _roles(before[slug])}
            yield _("%(person)s is now %(roles)s in %(session)s instead of %(before)s.") % (said | was)
        elif before[slug] != parts:
            yield _("%(person)s is billed differently in %(session)s.") % said
        else:
            continue
        told = True
    for slug in before.keys() - after.keys():
        told = True
        yield _("%(person)s leaves %(session)s.") % {"person": names.person(slug), "session": label(change)}
    if not told:
        yield _("The people of %(session)s stand in another order.") % {"session": label(change)}


def _by_person(credits: list[Dump]) -> dict[str, list[Dump]]:
    people: dict[str, list[Dump]] = {}
    for credit in credits:
        people.setdefault(credit["person"], []).append(credit)
    return people


def _roles(credits: list[Dump]) -> str:
    return listed(str(models.Appearance.Role(credit["role"]).label) for credit in credits)


# Questions of a session


def questions(change: Change, zone: ZoneInfo, names: Names) -> Iterator[str]:
    """Which question is new, gone, reworded or answered, and whether their order is another."""
    before = {question["uid"]: question for question in change.before["questions"]}
    after = {question["uid"]: question for question in change.after["questions"]}
    session = label(change)
    for uid, question in after.items():
        said = {"number": question["number"], "session": session, "text": quoted(question["text"])}
        if uid not in before:
            yield _("Question %(number)s of %(session)s is new: %(text)s.") % said
        else:
            yield from _question(said, before[uid], question)
    for uid, question in before.items():
        if uid not in after:
            said = {"number": question["number"], "session": session, "text": quoted(question["text"])}
            yield _("Question %(number)s of %(session)s is taken out: %(text)s.") % said
    if [uid for uid in before if uid in after] != [uid for uid in after if uid in before]:
        yield _("The questions of %(session)s stand in another order.") % {"session": session}


def _question(said: Dump, before: Dump, after: Dump) -> Iterator[str]:
    if before["text"] != after["text"]:
        was = {"before": quoted(before["text"])}
        yield _("Question %(number)s of %(session)s now reads %(text)s instead of %(before)s.") % (said | was)
    yield from translations.told(_("question %(number)s of %(session)s") % said, before, after)
    if before["outcome"] == after["outcome"]:
        return
    if before["outcome"] is None:
        yield _("Question %(number)s of %(session)s has an outcome.") % said
    elif after["outcome"] is None:
        yield _("Question %(number)s of %(session)s has no outcome any more.") % said
    else:
        yield _("The outcome of question %(number)s of %(session)s is reworded.") % said


# Names


def _named(change: Change) -> str:
    """Call a session that comes or goes by kind, number and title, as nobody knows it by its number."""
    if not change.number:
        return quoted(change.title)
    return _("%(label)s %(title)s") % {"label": label(change), "title": quoted(change.title)}


def _end(dump: Dump, zone: ZoneInfo) -> datetime | None:
    return instant(dump["ends_at"], zone) if dump.get("ends_at") else None
