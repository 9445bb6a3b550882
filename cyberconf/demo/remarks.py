"""What is said in the invented discussion, about what, by whom and in answer to what. Pure."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any
from uuid import UUID

from cyberconf.demo import content
from events.programme import Programme

Node = dict[str, Any]

REPLIES = 0.45  # of all remarks answer another
ELSEWHERE = 0.07  # of the others are in another language than the conference's
REMARKS_A_PERSON = 12
RESTING = 6  # others speak before a person does again, so that nobody meets the service's limits
HELD_EACH, HIDDEN_EACH = 40, 55  # one remark in so many is left to moderators, or hidden by them


@dataclass(frozen=True)
class Topic:
    """What is talked about: a guiding question, or a session at large where ``question`` is None."""

    session: UUID
    question: UUID | None
    points: tuple[str, ...]


@dataclass(frozen=True)
class Remark:
    """``number`` counts from 0 in order of time; ``answers`` is the number of an earlier remark."""

    number: int
    topic: Topic
    author: int
    text: str
    answers: int | None = None

    @property
    def is_held(self) -> bool:
        """Whether it waits for a moderator."""
        return self.number % HELD_EACH == HELD_EACH - 1

    @property
    def is_hidden(self) -> bool:
        """Whether moderators have hidden it."""
        return self.number % HIDDEN_EACH == HIDDEN_EACH - 1


def topics(programme: Programme, seed: int) -> list[Topic]:
    """Return what can be talked about, what is talked about most first."""
    found = []
    for session in programme.sessions:
        if session.questions and session.status != "cancelled":
            points = _points(session.title)
            found += [Topic(session.uid, question.uid, points) for question in session.questions]
            found.append(Topic(session.uid, None, points))
    return _random(seed, "topics").sample(found, len(found))


def authors(remarks: int) -> int:
    """Return how many people it takes to say so much."""
    return max(2 * RESTING, remarks // REMARKS_A_PERSON)


def remarks(subjects: Sequence[Topic], seed: int, count: int) -> Iterator[Remark]:
    """Yield so many remarks in order of time. The first of them are the same however many are asked for."""
    said: dict[Topic, list[int]] = defaultdict(list)
    recent: deque[int] = deque(maxlen=RESTING)
    for number in range(count):
        random = _random(seed, number)
        topic = subjects[int(len(subjects) * random.random() ** 2)]
        answers = random.choice(said[topic][-8:]) if said[topic] and random.random() < REPLIES else None
        author = _other_than(recent, authors(number + 1), random)
        text = _reply(random) if answers is not None else _statement(topic, random)
        remark = Remark(number, topic, author, text, answers)
        recent.append(author)
        if not (remark.is_held or remark.is_hidden):
            said[topic].append(number)
        yield remark


def _other_than(recent: Collection[int], people: int, random: Random) -> int:
    while (author := random.randrange(people)) in recent:
        pass
    return author


def _points(title: str) -> tuple[str, ...]:
    themes = content.read("themes")["theme"]
    return next((tuple(theme["points"]) for theme in themes if title.startswith(theme["title"])), ())


def _statement(topic: Topic, random: Random) -> str:
    words = content.read("remarks")
    if random.random() < ELSEWHERE or not topic.points:
        return str(random.choice(words["elsewhere"]))
    parts = [random.choice(words["openings"]), random.choice(topic.points)]
    return "\n\n".join([" ".join(filter(None, parts)), random.choice(words["proposals"])])


def _reply(random: Random) -> str:
    words = content.read("remarks")
    return " ".join(filter(None, [random.choice(words["reactions"]), random.choice(words["reasons"])]))


def _random(seed: int, name: object) -> Random:
    return Random(f"{seed}/remarks/{name}")  # noqa: S311  # to repeat, not to keep a secret
