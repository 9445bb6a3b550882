"""What a form of the board asks for, done by the services: one function an ``act``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _

from cyberconf.accounts.models import User
from events import reverting, scheduling
from events.admin.board_forms import AddForm, ReviseForm, ShiftForm, TimesForm, uid_of
from events.errors import ProgrammeError
from events.models import Conference, Edit, Session
from speakers.models import Speaker


class InvalidError(Exception):
    """What was typed cannot be taken; ``form`` says what is wrong with it."""

    def __init__(self, form: forms.Form) -> None:
        self.form = form
        super().__init__()


@dataclass(frozen=True)
class Desk:
    """Who asks for what: the conference, what was sent, and the people that may be put on its programme."""

    conference: Conference
    user: User
    data: QueryDict
    speakers: QuerySet[Speaker]

    @property
    def key(self) -> int:
        """The key of the session that the form is about; 0 where it names none."""
        text = self.data.get("session", "")
        return int(text) if text.isdecimal() and len(text) < 18 else 0

    @property
    def asking(self) -> dict[str, Any]:
        """What every deed on a session is told."""
        seen = self.data.get("seen") or None
        return {"conference": self.conference, "session": self.key, "by": self.user, "seen": seen}

    def session(self) -> Session:
        """Return the session that the form is about.

        Raises:
            ProgrammeError: with the code ``gone``.
        """
        return session_of(self.conference, self.key)


def session_of(conference: Conference, key: int) -> Session:
    """Return a session of the conference by its key.

    Raises:
        ProgrammeError: with the code ``gone``.
    """
    row = conference.sessions.select_related("conference", "room").filter(pk=key).first()
    if row is None:
        message = _("This session is not there, or no longer: somebody may have deleted it.")
        raise ProgrammeError("gone", message)
    return row


def do(desk: Desk) -> int | None:
    """Do what is asked for and return the key of the session to look at, if there is one.

    Raises:
        InvalidError: what was typed cannot be taken.
        ProgrammeError: see the services; with the code ``act``, where nothing known is asked for.
    """
    deed = DEEDS.get(desk.data.get("act", ""))
    if deed is None:
        raise ProgrammeError("act", _("The board does not know what that was to do. Nothing was changed."))
    return deed(desk)


def _place(desk: Desk) -> int:
    cleaned = _valid(TimesForm(desk.data, conference=desk.conference))
    times: dict[str, Any] = {name: cleaned.get(name) for name in ("starts_at", "ends_at", "room")}
    scheduling.place(**desk.asking, **times)
    return desk.key


def _rename(desk: Desk) -> int:
    title = " ".join(desk.data.get("title", "").split())
    scheduling.revise(**desk.asking, title=title)
    return desk.key


def _revise(desk: Desk) -> int:
    form = ReviseForm(desk.data, conference=desk.conference, session=desk.session(), speakers=desk.speakers)
    _valid(form)
    try:
        scheduling.revise(**desk.asking, **form.values)
    except scheduling.StaleError:
        raise
    except ProgrammeError as refusal:
        form.add_error(None, refusal.message)
        raise InvalidError(form) from refusal
    return desk.key


def _shift(desk: Desk) -> int:
    scheduling.shift(**desk.asking, **_valid(ShiftForm(desk.data)))
    return desk.key


def _duplicate(desk: Desk) -> int:
    copy = scheduling.duplicate(
        conference=desk.conference,
        session=desk.key,
        by=desk.user,
        uid=uid_of(desk.data.get("uid", "")),
    )
    return copy.pk


def _cancel(desk: Desk) -> int:
    scheduling.set_status(**desk.asking, status=Session.Status.CANCELLED)
    return desk.key


def _confirm(desk: Desk) -> int:
    scheduling.set_status(**desk.asking, status=Session.Status.CONFIRMED)
    return desk.key


def _withdraw(desk: Desk) -> None:
    scheduling.set_status(**desk.asking, status=Session.Status.WITHDRAWN)


def _add(desk: Desk) -> int:
    form = AddForm(desk.data, conference=desk.conference)
    cleaned = _valid(form)
    names = ("title", "kind", "starts_at", "ends_at", "room", "uid")
    values = {name: cleaned[name] for name in names}
    try:
        return scheduling.add(conference=desk.conference, by=desk.user, **values).pk
    except ProgrammeError as refusal:
        form.add_error(None, refusal.message)
        raise InvalidError(form) from refusal


def _undo(desk: Desk) -> None:
    text = desk.data.get("edit", "")
    key = int(text) if text.isdecimal() and len(text) < 18 else 0
    edit = Edit.objects.filter(conference=desk.conference, by=desk.user, pk=key).first()
    if edit is None:
        raise ProgrammeError("gone", _("There is no such change of yours to take back."))
    reverting.undo(edit, by=desk.user)


DEEDS: dict[str, Callable[[Desk], int | None]] = {
    "place": _place,
    "rename": _rename,
    "revise": _revise,
    "shift": _shift,
    "duplicate": _duplicate,
    "cancel": _cancel,
    "confirm": _confirm,
    "withdraw": _withdraw,
    "add": _add,
    "undo": _undo,
}


def _valid(form: forms.Form) -> dict[str, Any]:
    if not form.is_valid():
        raise InvalidError(form)
    return form.cleaned_data
