"""The index at the back of a programme: each word of its titles, questions and names, and where it stands.

It finds without a form and without a server, where search cannot be: in a static copy. Pure.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from dataclasses import dataclass

from cyberconf.web.letters import fold
from events.search import Index, Record

SHORTEST = 3  # letters of a word that is listed; shorter ones where they are written as "AI" and "UN" are
COMMON = 0.25  # of all titles: a word that more of them have finds nothing
FEW = 20  # titles, of which no word is too common
WORD = re.compile(r"[\w'’]+")
HAN = re.compile(r"[\u3400-\u9fff]")  # written without blanks: what stands between two marks is one "word"
ARTICLE = "ال"  # Arabic, written on to its word, which is looked for without it
DIGITS, CHARACTERS = "0-9", "字"  # what words that begin with no letter are listed under
# Words that say how a sentence is built, in the six languages: nobody looks for them.
LITTLE_WORDS = """
about after also been before between both could does each from have here into more most much must
only other over shall should some such than that their them then there these they this those through
under upon very were what when where which while whom whose will with would your avec cela cette
comment dans elle elles entre etre leur leurs mais nous plus pour quel quelle quelles quels quoi
sans sont sous tous tout toute toutes vers vous como cual cuales cuando desde donde entre esta este
esto hacia hasta mismo para pero porque puede pueden quien ser sobre sus tiene todas todos была были
быть всех дает для если есть каких каким какие какой когда между может можно наши него ними после
через чтобы этих этого этот التي الذي الى اين بعد بين تلك حول ذلك على عند غير قبل كيف لماذا ماذا متى
هذا هذه هناك هوءلاء all and any are but can did for get had has her him his how its let may not now
off one our out own per she the too two via was who why yet you les des une est par sur aux ces ses
son qui que pas ont nos vos los las por con del sin mas muy как что это все они его них или был при
где над под
"""
LITTLE = frozenset(map(fold, LITTLE_WORDS.split()))


@dataclass(frozen=True)
class Word:
    """A word as it is written most often, and what it stands in: sessions, questions, people."""

    text: str
    places: tuple[Record, ...]


@dataclass(frozen=True)
class Letter:
    """The words that begin with a letter. ``key`` names it in an address."""

    key: str
    words: tuple[Word, ...]


def letters(index: Index) -> tuple[Letter, ...]:
    """Return every word of a programme that is worth looking for, by its first letter."""
    places: dict[str, list[Record]] = defaultdict(list)
    spellings: dict[str, list[str]] = defaultdict(list)
    for record in index.records:
        for key, text in _words(record).items():
            places[key].append(record)
            spellings[key].append(text)
    most = max(FEW, COMMON * len(index.records))
    found: dict[str, list[Word]] = defaultdict(list)
    for key in sorted(places):
        if len(places[key]) <= most:
            text = Counter(sorted(spellings[key], reverse=True)).most_common(1)[0][
                0
            ]  # "ports" before "Ports"
            found[initial(key)].append(Word(text, tuple(places[key])))
    return tuple(Letter(initial, tuple(words)) for initial, words in found.items())


def initial(key: str) -> str:
    """Return what stands for the first letter of a folded text: one sign for all digits, one for Chinese."""
    first = key[0]
    if first.isdigit():
        return DIGITS
    return CHARACTERS if HAN.match(first) else first


def _words(record: Record) -> dict[str, str]:
    """Return the words of a title, each once, as they are compared and as they are written."""
    written = [match[0].strip("'’_") for match in WORD.finditer(record.title)][::-1]  # the first stays
    return {_key(text): text for text in written if _is_listed(text, record)}


def _is_listed(text: str, record: Record) -> bool:
    key = _key(text)
    if not key or key in LITTLE or fold(text) in LITTLE:
        return False
    is_short = len(unicodedata.normalize("NFC", text)) < SHORTEST
    return not is_short or record.kind == "person" or text.isupper() or bool(HAN.search(text))


def _key(text: str) -> str:
    folded = fold(text)
    bare = folded.removeprefix(ARTICLE)
    return bare if len(bare) > 2 else folded
