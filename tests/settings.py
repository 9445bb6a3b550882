"""The settings under test: those of the project, made quick where it changes no behaviour."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from cyberconf.settings import *  # noqa: F403
from cyberconf.settings import CACHES, DATABASES, REDIS_URL, ROOT
from cyberconf.web.sheets import JOINED, joined

# SQLite in a file, as on the real site: in memory it has no WAL, and threads do not share it in the same way.
_folder = TemporaryDirectory(prefix="cyberconf-tests-")
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["TEST"] = {"NAME": Path(_folder.name) / "test.sqlite3"}
    DATABASES["default"]["OPTIONS"]["init_command"] += (
        "; PRAGMA synchronous=OFF"  # nothing outlives the machine
    )

# The sheets that pages link stand before their sources, as they are served: two are asked for, not thirty.
_sheets = Path(_folder.name) / "static"
(_sheets / "css").mkdir(parents=True)
for _name in JOINED:
    (_sheets / _name).write_text(joined(_name, lambda wanted: (ROOT / "static" / wanted).read_text()))
STATICFILES_DIRS = [_sheets, ROOT / "static"]

# Each worker has a Redis database of its own, from that of REDIS_URL on: none forgets what another counts.
if REDIS_URL:
    _url = urlsplit(REDIS_URL)
    _worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    _number = int(_url.path.strip("/") or 0) + _worker
    for _cache in CACHES.values():
        _cache["LOCATION"] = _url._replace(path=f"/{_number % 16}").geturl()

# A server that tests begin keeps no connection, which would keep their database from being taken down.
DATABASES["default"]["CONN_MAX_AGE"] = 0

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True  # nothing is collected: do without the folder for it
STAFF_SECOND_FACTOR = "waived"  # tests/accounts/test_staff_gate.py asks for it, at every address of admin
WSGI_APPLICATION = None  # Django's own: ours begins periodic work, which outlives the databases of tests
KEEPS_PAGES = False  # a page shows at once what was changed; tests/web/test_keeping.py has them kept
SESSION_ENGINE = "django.contrib.sessions.backends.db"  # with Redis a page would cost one query less
