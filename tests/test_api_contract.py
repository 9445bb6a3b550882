"""That the API keeps to its OpenAPI document, whatever is sent: schemathesis asks the WSGI application."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

from cyberconf.accounts.models import User
from events.models import Session
from tests.api import bearer
from tests.builders import (
    make_appearance,
    make_comment,
    make_conference,
    make_question,
    make_release,
    make_session,
    make_speaker,
    make_token,
)

pytestmark = [pytest.mark.django_db, pytest.mark.looks]

EXAMPLES = 40  # an operation and a mode: some seconds for all of them
PUT, POST = "PUT /conferences/{conference}/programme", "POST /conferences/{conference}/releases"
# A document that fits its schema may still be none: a session may end before it starts.
BEYOND_A_SCHEMA = {PUT: [positive_data_acceptance]}
# What each operation must have answered among all else: one that only ever refuses has shown nothing.
REACHED = {PUT: {200, 201, 422}, POST: {200, 201, 404}, "GET /conferences": {200}}
KNOWN = {"conference": "ports", "session": "cables", "person": "ann", "number": 1}

schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
OPERATIONS = {result.ok().label: result.ok() for result in schema.get_all_operations()}
AS_DESCRIBED = [(label, GenerationMode.POSITIVE) for label in OPERATIONS]
OTHERWISE = [  # where there is something else than a text in the path, which can hardly be wrong
    (label, GenerationMode.NEGATIVE)
    for label, operation in OPERATIONS.items()
    if len(operation.query) or len(operation.body)
]


@pytest.fixture
def secret(eve: User) -> Iterator[str]:
    """The token of an editor of a conference in which there is something of everything."""
    conference = make_conference(slug=KNOWN["conference"])
    session = make_session(conference, slug=KNOWN["session"])
    make_appearance(session, make_speaker(slug=KNOWN["person"]))
    question = make_question(session)
    make_release(conference)
    make_comment(session, question=question)
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)  # as Django's own test client does
    yield make_token(eve)
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.parametrize(("label", "mode"), AS_DESCRIBED + OTHERWISE)
def test_every_answer_is_one_that_the_document_describes(
    label: str, mode: GenerationMode, secret: str
) -> None:
    reached: set[int] = set()

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(
        case=OPERATIONS[label].as_strategy(generation_mode=mode),
        is_known=st.sampled_from([True, True, False]),
    )
    def ask(case: Any, is_known: bool) -> None:
        if is_known:
            case.path_parameters.update({name: KNOWN[name] for name in case.path_parameters})
        if label == POST and 201 not in reached:
            Session.objects.filter(conference__slug=KNOWN["conference"]).update(title=f"{uuid4()}")
        if label == PUT and mode == GenerationMode.POSITIVE and is_known:
            case.path_parameters["conference"] = case.body["slug"] = f"ports-{len(str(case.body)) % 3}"
            _mend(case.body)
        (case.headers or {}).pop("If-Match", None)  # any text fits its schema, and next to none a draft
        if mode == GenerationMode.POSITIVE:
            (case.query or {}).pop("cursor", None)  # the same
        headers = bearer(secret) | {"Accept-Encoding": "identity"}  # the checks do not decompress
        answer = case.call_and_validate(headers=headers, excluded_checks=BEYOND_A_SCHEMA.get(label, []))
        reached.add(answer.status_code)

    ask()
    if mode == GenerationMode.POSITIVE:
        assert REACHED.get(label, {200, 404}) - reached == set()
    else:
        assert reached & {400, 422} != set()


def _mend(body: dict[str, Any]) -> None:
    """Make a document that fits its schema one that means something, as far as no schema can ask for it."""
    body["time_zone"] = "Europe/Zurich"
    for session in body.get("sessions", []):
        session |= {"room": None, "track": None, "credits": [], "ends_at": None}
