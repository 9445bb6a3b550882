"""The API for programs at /api/v1/: it assembles the routers of the apps."""

from __future__ import annotations

from ninja import NinjaAPI

from comments.api import router as comments
from cyberconf import __version__
from cyberconf.api import refusals
from events.api import ROUTERS

api = NinjaAPI(
    title="Cyberconf",
    version=__version__,
    description="Conferences, their programmes and what is said about them.",
    urls_namespace="api",
    docs_url=None,
    openapi_url=None,
)
for router in (*ROUTERS, comments):
    api.add_router("", router)
refusals.register(api)
