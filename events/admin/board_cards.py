"""What a board shows of each session, gap and conflict, in the words of whoever reads it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils import timezone

from events import drafts, models, phrases, seeing
from events.board import Block, Board, Gap
from events.conflicts import Conflict
from events.drafts import Outline
from events.phrases import dates
from events.phrases.words import designation, time
from events.programme import Session

MOST_NAMES = 4  # people that a card names; the rest are counted


@dataclass(frozen=True)
class Card:
    """A session on the board, ready to be drawn."""

    block: Block
    key: int
    seen: str
    names: tuple[str, ...]

    @property
    def session(self) -> Session:
        """The session itself."""
        return self.block.session

    @property
    def label(self) -> str:
        """Kind and number, where it is numbered."""
        return designation(self.session.kind, self.session.number) if self.session.number else ""

    @property
    def name(self) -> str:
        """What the session is called where it is spoken of."""
        return " – ".join(filter(None, [self.label, self.session.title]))

    @property
    def starts(self) -> str:
        """The start, as the clock shows it."""
        return time(self.session.starts_at)

    @property
    def ends(self) -> str:
        """The end, as the clock shows it, or nothing."""
        return time(self.session.ends_at) if self.session.ends_at else ""

    @property
    def duration(self) -> str:
        """How long it takes, in words."""
        ends_at = self.session.ends_at
        return dates.duration(ends_at - self.session.starts_at) if ends_at else ""

    @property
    def people(self) -> tuple[str, ...]:
        """The first few names."""
        return self.names[:MOST_NAMES]

    @property
    def more(self) -> int:
        """How many are not named."""
        return max(len(self.names) - MOST_NAMES, 0)

    @property
    def status(self) -> str:
        """The status in words, where it is not the usual one."""
        if self.session.status == "confirmed":
            return ""
        return str(models.Session.Status(self.session.status).label)

    @property
    def classes(self) -> str:
        """What the style sheet tells it from others by."""
        names = [f"card--{self.session.kind}", f"card--{self.session.status}"]
        names += [f"card--{self.block.severity}"] * bool(self.block.severity)
        return " ".join(names + ["card--short"] * self.block.is_short)

    @property
    def mends(self) -> list[tuple[str, str]]:
        """The severity of each thing that does not fit, and what it is in few words."""
        said = {(each.severity, phrases.brief(each)): None for each in self.block.conflicts}
        return list(said)


@dataclass(frozen=True)
class Mend:
    """One thing that does not fit, in a sentence, and where on the board it is."""

    severity: str
    message: str
    day: date | None
    key: int | None


def cards(board: Board, outline: Outline) -> list[Card | Gap]:
    """Return the cards and gaps of a board, as they follow each other."""
    names = {person.slug: person.full_name for person in outline.programme.people}
    now = timezone.now()
    return [_card(item, outline, names, now) if isinstance(item, Block) else item for item in board.items]


def mends(conflicts: Iterable[Conflict], outline: Outline, zone: ZoneInfo) -> list[Mend]:
    """Return what does not fit in the whole draft, in sentences."""
    return [_mend(conflict, outline.keys, zone) for conflict in conflicts]


def _card(block: Block, outline: Outline, names: Mapping[str, str], at: datetime) -> Card:
    people = dict.fromkeys(names[credit.person] for credit in block.session.credits)
    return Card(
        block, outline.keys[block.session.uid], seeing.token(drafts.shown(block.session), at), tuple(people)
    )


def _mend(conflict: Conflict, keys: Mapping[UUID, int], zone: ZoneInfo) -> Mend:
    said = phrases.told(conflict, zone)
    if not conflict.sessions:
        return Mend(conflict.severity, said, None, None)
    session = conflict.sessions[-1]
    return Mend(conflict.severity, said, session.starts_at.date(), keys[session.uid])
