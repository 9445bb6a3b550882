"""Sheets, as people keep programmes in them: one row a session, its cells found by the headings.

``words`` has the headings and values by language, ``grid`` what a sheet is, ``notation`` how several things
share a cell, ``headings`` which column holds what, ``when``, ``timing`` and ``credits`` what cells mean,
``second`` the sheets beside that of the sessions, ``assembling`` a Programme. ``workbook`` and ``worksheet``
open XLSX; the importers ``csv`` and ``xlsx`` give both kinds of file to ``assembling``, and ``silence`` knows
what a file leaves alone. The exporters of these names write with the words and the notation that are read
here, so that what they write comes back.
"""
