"""A programme laid out for reading: its days, what runs side by side, the people at each session. No queries.

Days are those of the venue; a session belongs to the day on which it starts there. Words are looked up
when they are asked for, so that one layout serves every language.
"""

from events.layout.days import Day, Slot, days_of
from events.layout.entry import Entry, Part
from events.layout.whole import Layout, fits_a_page, lay_out

__all__ = ["Day", "Entry", "Layout", "Part", "Slot", "days_of", "fits_a_page", "lay_out"]
