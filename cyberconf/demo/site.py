"""A site that is ready to be looked at: tables, static files, the 2021 conference, a demonstration, logins.

Everything here may run any number of times: what is there stays as staff have made it.
"""

from __future__ import annotations

import hashlib
import secrets
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from cyberconf import env
from cyberconf.demo import content, seeding
from cyberconf.demo.accounts import join_team, make_logins
from cyberconf.demo.programmes import SLUG as DEMONSTRATION
from events import importers, publishing
from events.models import Conference
from events.visibility import make_public

SOURCE = Path(__file__).parent / "cyber-stability-2021.txt"
SLUG = "cyber-stability-2021"
SHORT_TITLE = "Cyber Stability 2021"  # of which its text says nothing


def prepare(*, collects_static: bool = True) -> str:
    """Make whatever is missing, and return the password of the demonstration's logins."""
    call_command("migrate", verbosity=0)
    if collects_static:
        collect_static()
    password = env.kept_secret("DEMO_PASSWORD", settings.VAR / "demo-password", make=readable_password)
    make_logins(password)
    load_2021()
    make_demonstration()
    return password


def collect_static() -> bool:
    """Collect the static files if one of them differs from the last time, and say whether that was so."""
    mark = settings.STATIC_ROOT / ".collected"
    state = _state_of_static()
    if mark.exists() and mark.read_text() == state:
        return False
    call_command("collectstatic", interactive=False, verbosity=0)
    mark.write_text(state)
    return True


@transaction.atomic
def load_2021() -> None:
    """Publish the 2021 conference from its own text, unless there is a conference at its address."""
    if Conference.objects.filter(slug=SLUG).exists():
        return
    imported = importers.read(SOURCE.read_bytes(), hint=importers.Hint(slug=SLUG))
    conference, _changes = publishing.import_programme(
        imported.programme.model_copy(update={"short_title": SHORT_TITLE}),
        by=None,
        silent_on=imported.silent_on,
        made_up=imported.made_up,
    )
    publishing.publish(conference, by=None, note="As it stood on the blog that this site replaces.")
    make_public(conference)
    join_team(conference)


def make_demonstration() -> None:
    """Make a small demonstration, unless there is one of whatever size."""
    if not Conference.objects.filter(slug=DEMONSTRATION).exists():
        at = timezone.now()
        seeding.seed(stage="before", sessions=seeding.SESSIONS, comments=seeding.COMMENTS, seed=1, at=at)


def readable_password() -> str:
    """Return a password that can be read aloud; some 30 bits, for a site that answers the loopback alone."""
    words = [word.lower() for word in content.read("names")["given"]]
    return "-".join([secrets.choice(words) for _ in range(3)] + [f"{secrets.randbelow(10_000):04}"])


def _state_of_static() -> str:
    found = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            stat = Path(storage.path(path)).stat()
            found.update(f"{path} {stat.st_mtime_ns} {stat.st_size}\n".encode())
    return found.hexdigest()
