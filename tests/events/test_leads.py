"""Where the links of a programme's pages lead."""

from __future__ import annotations

import pytest

from events.elsewhere import Clock
from events.leads import Leads, PreviewLeads, PublicLeads
from events.models import Conference

BELOW = ("", "sessions/s/", "sessions/s/questions/2/", "speakers/", "speakers/ann/")
CASES = [
    (Leads(), tuple("" for _page in BELOW), False),
    (PublicLeads(Conference(slug="c")), tuple(f"/c/{page}" for page in BELOW), True),
    (PreviewLeads("t.k"), tuple(f"/previews/t.k/{page}" for page in BELOW), False),
]


@pytest.mark.parametrize(("leads", "pages", "has_files"), CASES)
def test_links_lead_to_the_pages_of_what_is_shown_or_nowhere(
    leads: Leads, pages: tuple[str, ...], has_files: bool
) -> None:
    question = leads.question("s", 2)
    found = (leads.programme, leads.session("s"), question, leads.speakers, leads.speaker("ann"))
    assert (found, leads.has_files) == (pages, has_files)


def test_a_zone_that_an_address_names_is_named_by_the_pages_of_sessions_and_people() -> None:
    leads = PublicLeads(Conference(slug="c"), clock=Clock(named="Asia/Tokyo"))
    found = (leads.session("s"), leads.question("s", 2), leads.speakers, leads.speaker("ann"))
    assert found == tuple(f"/c/{page}?tz=Asia%2FTokyo" for page in BELOW[1:])
    assert [each.zone for each in (leads, PublicLeads(Conference(slug="c")), Leads())] == [
        "?tz=Asia%2FTokyo",
        "",
        "",
    ]
