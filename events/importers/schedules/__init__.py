"""Schedules of other programs: events with their rooms, tracks and people, as data.

``records`` is what each format's reader fills, ``assembling`` makes a Programme of it; ``values`` takes JSON
apart and says where something is wrong, ``times`` reads times and lengths, ``prose`` makes Markdown of HTML.
"""
