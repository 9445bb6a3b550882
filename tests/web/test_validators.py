from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from cyberconf.web import zones
from cyberconf.web.validators import validate_time_zone


@pytest.mark.parametrize("name", ["Europe/Zurich", "UTC", "America/Argentina/Buenos_Aires", "Asia/Calcutta"])
def test_a_name_of_the_iana_database_is_a_time_zone(name: str) -> None:
    validate_time_zone(name)


@pytest.mark.parametrize(
    "name", ["CEST", "europe/zurich", "Europe/Geneva", "UTC+2", "../etc/passwd", " ", "Factory"]
)
def test_another_name_is_refused_with_an_example(name: str) -> None:
    with pytest.raises(ValidationError) as refused:
        validate_time_zone(name)
    assert (refused.value.code, refused.value.messages) == (
        "time_zone",
        [f"“{name}” is not a time zone. Expected a name such as Europe/Zurich."],
    )


def test_real_places_are_offered_and_utc() -> None:
    offered = zones.offered()
    assert {"Europe/Zurich", "UTC"} <= set(offered)
    assert [name for name in offered if "/" not in name or name.startswith(("Etc", "US"))] == ["UTC"]
