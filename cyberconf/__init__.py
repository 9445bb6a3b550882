"""The project: settings, addresses, accounts and what every page shares.

Times are computed with the pinned ``tzdata`` package, never the machine's own database: the two give
different answers for the same name (TIME.md, case 0), so the search path is emptied before anything asks.
"""

import zoneinfo

__version__ = "0.1.0"

zoneinfo.reset_tzpath(to=())
