"""Search in a programme: sessions, guiding questions and people. No queries.

Case, accents, the width of letters and spellings of one letter (œ and oe, ё and е, the alefs) are ignored.
Each word of the query must begin a word of what is found, after an apostrophe too: "avenir" finds "l’avenir".
Of single letters alone each but the last, which may be typed on, is such a word.
Where words are written on to each other it may stand anywhere: in Arabic and Hebrew, which write articles and
prepositions so, and in Chinese, Japanese and Thai, which have no blanks. A query there may write together
what is apart in what is found. Whoever calls something by its name, a person or "Panel 3", finds it first.
"""

from events.search.finding import FEW, KINDS, MAX_HITS, Hit, Hits, search, sessions
from events.search.passages import Passage
from events.search.records import Index, Kind, Record, index

__all__ = [
    "FEW",
    "KINDS",
    "MAX_HITS",
    "Hit",
    "Hits",
    "Index",
    "Kind",
    "Passage",
    "Record",
    "index",
    "search",
    "sessions",
]
