"""What a sheet says of people, into their entries: looked at first, then written. It empties nothing."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from speakers.errors import SpeakerError
from speakers.models import FormerEntry, Speaker
from speakers.names import folded, likeness

NEW, CHANGED, SAME, DOUBTFUL, REFUSED = "new", "changed", "same", "doubtful", "refused"
MAKE, SKIP = "new", ""  # what may be chosen for a doubtful line, beside the key of an entry


@dataclass(frozen=True)
class Line:
    """What one row says: only that, by the names of the entry's columns. ``number`` is the row's."""

    number: int
    values: dict[str, Any]
    uid: UUID | None = None
    slug: str | None = None

    @property
    def name(self) -> str:
        """The name, with its honorific."""
        return f"{self.values.get('honorific', '')} {self.values.get('name', '')}".strip()


@dataclass(frozen=True)
class Plan:
    """What a line does. ``changes`` are by column: before and after. ``why`` tells of a doubt or refusal."""

    line: Line
    kind: str
    speaker: Speaker | None = None
    changes: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    candidates: Sequence[Speaker] = ()
    why: str = ""


def plan(
    lines: Sequence[Line], speakers: Iterable[Speaker], choices: Mapping[int, str] | None = None
) -> list[Plan]:
    """Return what each line would do to the entries, in two queries more than ``speakers`` takes.

    ``choices`` says by the number of its row what a doubtful line is: the key of an entry, ``MAKE`` or
    ``SKIP``.
    """
    known = _Known(speakers)
    plans = []
    for line in lines:
        found = known.find(line)
        if found.kind == DOUBTFUL:
            found = known.chosen(found, (choices or {}).get(line.number, SKIP))
        plans.append(found)
        known.note(found)
    return plans


def digest(plans: Iterable[Plan]) -> str:
    """Return what tells one look at the entries from another."""
    said = [(p.line.number, p.kind, p.speaker and p.speaker.pk, p.changes, p.why) for p in plans]
    return hashlib.sha256(repr(said).encode()).hexdigest()


@transaction.atomic
def carry_out(
    lines: Sequence[Line],
    speakers: Iterable[Speaker],
    *,
    choices: Mapping[int, str] | None = None,
    seen: str | None = None,
) -> list[Plan]:
    """Write what the lines say, and return what each did. ``seen`` is the digest of what was looked at.

    Raises:
        SpeakerError: with the code ``changed``, where the entries are not as they were then. Nothing is
            written.
    """
    speakers = list(speakers)
    if seen is not None and digest(plan(lines, speakers)) != seen:
        message = _("Entries have changed since this page was opened. Please look again.")
        raise SpeakerError("changed", message)
    plans = plan(lines, speakers, choices)
    for each in plans:
        if each.kind in {NEW, CHANGED}:
            assert each.speaker is not None
            each.speaker.save()
    return plans


class _Known:
    """The entries that are there, by whatever a line may call them."""

    def __init__(self, speakers: Iterable[Speaker]) -> None:
        self.rows = {row.pk: row for row in speakers}
        self.by: dict[tuple[str, Any], dict[int, Speaker]] = defaultdict(dict)
        self.used: dict[int, int] = {}  # the entry that a line has changed, to the line's number
        self.made: dict[str, int] = {}  # names and addresses of new entries, to the same
        self.former: dict[int, set[str | None]] = defaultdict(set)
        self.slugs = {row.slug for row in self.rows.values()}
        for row in self.rows.values():
            self._index(row, row.name, row.uid, row.slug)
            self.by["name", folded(str(row))][row.pk] = row
            self.by["email", row.email.casefold()][row.pk] = row
        for former in FormerEntry.objects.all():
            if former.speaker_id in self.rows:
                self._index(self.rows[former.speaker_id], former.name, former.uid, former.slug)
                self.former[former.speaker_id].add(folded(former.name))
        self.slugs |= set(Speaker.objects.values_list("slug", flat=True))

    def _index(self, row: Speaker, name: str, uid: UUID | None, slug: str | None) -> None:
        for key in (("name", folded(name)), ("like", likeness(name)), ("uid", uid), ("slug", slug)):
            self.by[key][row.pk] = row

    def find(self, line: Line) -> Plan:
        """Say what the line does, as far as nobody has to choose."""
        sure = self._of("uid", line.uid) or self._of("slug", line.slug)
        named = self._of("name", folded(line.values.get("name", ""))) or self._of("name", folded(line.name))
        mailed = self._of("email", line.values.get("email", "").casefold())
        if not sure and not line.values.get("name"):
            return Plan(line, REFUSED, why=_("A person without a name."))
        both = {pk: row for pk, row in named.items() if pk in mailed}
        found, why = sure or both or named, ""
        if not sure and len(found) > 1:
            why = _("Several entries have this name.")
        elif not sure and mailed and not both:
            found, why = mailed | named, _("The e-mail address is that of an entry with another name.")
        elif not sure and not both and _differ(line, found):
            why = _("The entry of this name has another e-mail address.")
        elif not found and (like := self._of("like", likeness(line.values["name"]))):
            found, why = like, _("An entry has a like name.")
        if why:
            return Plan(line, DOUBTFUL, candidates=list(found.values()), why=why)
        return self._once(line, next(iter(found.values()), None))

    def note(self, found: Plan) -> None:
        """Know what the line does, for those after it."""
        if found.speaker is None or found.kind not in {NEW, CHANGED, SAME}:
            return
        if found.kind == NEW:
            self.slugs.add(found.speaker.slug)
            for key in self._keys(found.line):
                self.made.setdefault(key, found.line.number)
        else:
            self.used.setdefault(found.speaker.pk, found.line.number)
            self.rows[found.speaker.pk] = found.speaker

    def chosen(self, doubtful: Plan, choice: str) -> Plan:
        """Say what a doubtful line does where somebody has chosen who it is, if they have."""
        if choice == MAKE:
            return self._written(doubtful.line, None)
        same = next((each for each in doubtful.candidates if str(each.pk) == choice), None)
        return self._written(doubtful.line, self.rows[same.pk]) if same else doubtful

    def _written(self, line: Line, speaker: Speaker | None) -> Plan:
        """Say what becomes of the entry, or of a new one, by what the line says."""
        row = copy(speaker) if speaker else Speaker(slug=self._free(line.values.get("name", "")))
        values = dict(line.values)
        if speaker and self._is_called(speaker, line):
            values = {name: value for name, value in values.items() if name not in {"name", "honorific"}}
        pairs = {name: (getattr(row, name), value) for name, value in values.items()}
        changes = {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}
        for name, (_before, after) in changes.items():
            setattr(row, name, after)
        try:
            row.full_clean(validate_unique=False, validate_constraints=False)
        except ValidationError as problem:
            return Plan(line, REFUSED, speaker=speaker, why=_in_words(problem))
        kind = NEW if speaker is None else CHANGED if changes else SAME
        return Plan(line, kind, speaker=row, changes=changes)

    def _is_called(self, speaker: Speaker, line: Line) -> bool:
        """Say whether the person is or was called so, whichever way the honorific is parted from the name."""
        said = {folded(line.values.get("name", "")), folded(line.name)}
        is_former = bool(said & self.former[speaker.pk])
        return is_former or folded(line.name) == folded(str(speaker))

    def _once(self, line: Line, speaker: Speaker | None) -> Plan:
        """Say it, unless a line before says something of the same person."""
        others = [self.used.get(speaker.pk)] if speaker else [self.made.get(key) for key in self._keys(line)]
        before = next((number for number in others if number is not None), None)
        if before is None:
            return self._written(line, speaker)
        why = _("Row %(number)d is of the same person.") % {"number": before}
        return Plan(line, DOUBTFUL, candidates=[speaker] if speaker else [], why=why)

    def _keys(self, line: Line) -> list[str]:
        keys = [likeness(line.values.get("name", "")), line.values.get("email", "").casefold()]
        return [key for key in keys if key]

    def _of(self, kind: str, value: Any) -> dict[int, Speaker]:
        return self.by.get((kind, value), {}) if value else {}

    def _free(self, name: str) -> str:
        base = slugify(name, allow_unicode=True)[:110] or "speaker"
        number, slug = 2, base
        while slug in self.slugs:
            slug, number = f"{base}-{number}", number + 1
        return slug


def _differ(line: Line, found: Mapping[int, Speaker]) -> bool:
    """Say whether the line and the one entry that was found give different addresses."""
    theirs = line.values.get("email", "").casefold()
    return bool(theirs) and any(row.email and row.email.casefold() != theirs for row in found.values())


def _in_words(problem: ValidationError) -> str:
    name, said = next(iter(problem.message_dict.items()))
    label = str(Speaker._meta.get_field(name).verbose_name).capitalize()  # type: ignore[union-attr]  # no relation
    return f"{label}: {said[0]}"
