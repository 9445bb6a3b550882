"""One session with all that its row and its page show beside it. No queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from cyberconf.web.lists import together
from events import models
from events.phrases.words import designation
from events.programme import Credit, Person, Question, Room, Session, Track

MINOR = {"break"}  # what is named on one line
MOMENT = timedelta(microseconds=1)  # what ends at midnight is not on the next day
HALF_A_DAY = timedelta(hours=12)
MARKED = {"opening", "keynote", "closing"}  # what has a mark of its own


@dataclass(frozen=True)
class Part:
    """Somebody's part in a session."""

    person: Person
    credit: Credit

    @property
    def role(self) -> str:
        """The role in words."""
        return str(models.Appearance.Role(self.credit.role).label)

    @property
    def standing(self) -> str:
        """Post and affiliation, as billed at this session."""
        return together([self.person.post, self.credit.affiliation or self.person.affiliation])


@dataclass(frozen=True)
class Entry:
    """One session with what its row and its page show beside it. ``excerpt`` is plain text, not escaped.

    ``language`` is the tag of the one in which its texts are, "" where nobody says it in a tag. Those left in
    the original say so (``Session.left_in``). ``spoken`` is the language in which it is held, "" for the
    conference's own.
    ``room_label`` names the room where there are several: a row need not say where everything is.
    ``index`` and ``room_position`` count from 0, in the agenda and among the rooms. ``hour_name`` says
    which of two hours the start is in where the venue's clock shows both alike: “CEST”; else "".
    """

    session: Session
    room: Room | None
    room_label: str | None
    track: Track | None
    parts: tuple[Part, ...]
    excerpt: str
    index: int
    language: str
    spoken: str = ""
    room_position: int = 0
    hour_name: str = ""

    @property
    def starts_at(self) -> datetime:
        """The start as wall time of the venue, as it was published."""
        return self.session.starts_at

    @property
    def ends_at(self) -> datetime | None:
        """The end as wall time of the venue."""
        return self.session.ends_at

    @property
    def last_day(self) -> date:
        """The last day at the venue, of a session of days; a party until two is of the day it starts on."""
        if self.ends_at is None or not self.is_of_days:
            return self.date
        return max(self.date, (self.ends_at - MOMENT).date())

    @property
    def date(self) -> date:
        """The day at the venue."""
        return self.starts_at.date()

    @property
    def query(self) -> str:
        """What the address of a file of it ends with, to be in the language of the document."""
        return f"?lang={self.language}" if self.session.original else ""

    @property
    def excerpt_language(self) -> str:
        """The tag of the language of its excerpt."""
        field = "summary" if self.session.summary else "description"
        return self.session.left_in(field) or self.language

    @property
    def duration(self) -> timedelta | None:
        """How long it really takes, whatever clocks do meanwhile."""
        return self.ends_at - self.starts_at if self.ends_at else None

    @property
    def is_of_days(self) -> bool:
        """Whether it takes so long that the time of its end does not say of which day."""
        return self.duration is not None and self.duration > HALF_A_DAY

    @property
    def label(self) -> str:
        """Kind and number in words: “Panel 1”."""
        return designation(self.session.kind, self.session.number)

    @property
    def is_minor(self) -> bool:
        """Whether a line with its name is enough: a break that nobody has said more about."""
        return self.session.kind in MINOR and not (self.parts or self.session.questions or self.excerpt)

    @property
    def variant(self) -> str:
        """Which mark its row carries."""
        if self.session.kind in MARKED:
            return "marked"
        return "minor" if self.is_minor else "panel" if self.session.kind == "panel" else "plain"

    @property
    def is_cancelled(self) -> bool:
        """Whether it does not take place."""
        return self.session.status == "cancelled"

    @property
    def is_tentative(self) -> bool:
        """Whether it is not confirmed yet."""
        return self.session.status == "tentative"

    @property
    def is_unsure(self) -> bool:
        """Whether its row has to say how it stands."""
        return self.is_cancelled or self.is_tentative

    def runs(self, at: datetime) -> bool:
        """Say whether it takes place at the instant ``at``."""
        is_on = self.starts_at <= at and self.ends_at is not None and at < self.ends_at
        return is_on and not self.is_cancelled

    def is_over(self, at: datetime) -> bool:
        """Say whether it has ended by the instant ``at``."""
        return (self.ends_at or self.starts_at) <= at

    def question(self, number: int) -> Question | None:
        """Return the guiding question of that number."""
        questions = self.session.questions
        return questions[number - 1] if 1 <= number <= len(questions) else None
