"""Whose browser a session is, also after somebody else signed the person out of it; what it came for."""

from __future__ import annotations

from importlib import import_module

from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase

from cyberconf.accounts.models import User

ENDED = "accounts_ended_for"
CAME_FOR = "accounts_came_for"


def end(key: str) -> None:
    """Take the person out of the session of that key, and note who it was."""
    session = import_module(settings.SESSION_ENGINE).SessionStore(key)
    leave(session)
    session.save()


def leave(session: SessionBase) -> None:
    """Take the person out of a session, and note who it was; what else it holds, texts that wait, stays."""
    session[ENDED] = session.pop(SESSION_KEY, None)
    for name in (BACKEND_SESSION_KEY, HASH_SESSION_KEY, AUTHENTICATION_METHODS_SESSION_KEY):
        session.pop(name, None)


def came_for(session: SessionBase, path: str) -> None:
    """Note the page that somebody has to sign in for, however long and roundabout their way to that is."""
    session[CAME_FOR] = path


def arrived(session: SessionBase) -> str | None:
    """Return the page that they came for, if there is one, and forget it."""
    path: str | None = session.pop(CAME_FOR, None)
    return path


def was_signed_in_as(session: SessionBase) -> User | None:
    """Return whom the session knows, though Django may not take them for signed in any more."""
    pk = session.get(SESSION_KEY) or session.get(ENDED)
    return None if pk is None else User.objects.filter(pk=str(pk)).first()
