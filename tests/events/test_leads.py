"""Where the links of a programme's pages lead."""

from __future__ import annotations

import pytest

from events.leads import Leads, PreviewLeads, PublicLeads
from events.models import Conference

CASES = [
    (Leads(), ("", "", "", False)),
    (PublicLeads(Conference(slug="c")), ("/c/", "/c/sessions/s/", "/c/speakers/ann/", True)),
    (PreviewLeads("t.k"), ("/previews/t.k/", "/previews/t.k/sessions/s/", "", False)),
]


@pytest.mark.parametrize(("leads", "expected"), CASES)
def test_links_lead_to_the_pages_of_what_is_shown_or_nowhere(
    leads: Leads, expected: tuple[str, str, str, bool]
) -> None:
    found = (leads.programme, leads.session("s"), leads.speaker("ann"), leads.has_files)
    assert found == expected
