"""How our tests call the API."""

from __future__ import annotations

from typing import Any

from django.test import Client

BASE = "/api/v1"


def get(client: Client, path: str, **headers: str) -> Any:
    """Return what is answered at the address, which must be 200, as Python has it."""
    response = client.get(BASE + path, headers=headers)
    assert (response.status_code, response.headers["Content-Type"]) == (200, "application/json"), (
        response.content
    )
    return response.json()


def bearer(secret: str) -> dict[str, str]:
    """Return the header with a token."""
    return {"Authorization": f"Bearer {secret}"}


def problem(response: Any) -> tuple[int, str, list[dict[str, str]]]:
    """Return status, code and faults of a refusal, which must be a problem in JSON."""
    content = response.json()
    assert response.headers["Content-Type"] == "application/problem+json"
    assert response.headers["Cache-Control"] == "no-store"
    assert (content["status"], content["type"]) == (response.status_code, "about:blank")
    faults = [{k: v for k, v in fault.items() if k != "detail"} for fault in content["errors"]]
    return content["status"], content["code"], faults
