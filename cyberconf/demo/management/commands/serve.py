"""``manage.py serve``: the one command behind ``make serve``."""

from __future__ import annotations

import ipaddress
import os
import socket
import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from cyberconf import env
from cyberconf.demo import site
from cyberconf.demo.accounts import LOGINS

PORTS = range(1, 65536)
THREADS = 4  # a worker's: most of a request waits for the database or for a slow reader


class Command(BaseCommand):
    """Prepares the site, tells how to enter it, and becomes the server."""

    help = "Serve the site with the 2021 conference, a demonstration and three logins."
    requires_system_checks: list[str] = []  # the tests run them; a start should be quick

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--reload", action="store_true", help="for developers: start anew on every change"
        )

    def handle(self, *, reload: bool, **_options: Any) -> None:
        port, workers = _port(), _workers()
        host = _address_of(env.text("HOST", "127.0.0.1"))
        _refuse_taken(host, port)
        address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        os.environ.setdefault("HOME_CONFERENCE", site.SLUG)
        if _is_loopback(host):
            os.environ.setdefault("STAFF_SECOND_FACTOR", "waived")  # nobody else can reach these logins
        password = site.prepare(collects_static=not reload)
        self._welcome(password, is_loopback=_is_loopback(host))
        command = [sys.argv[0], "runserver", address] if reload else _granian(host, port, workers)
        os.execv(sys.executable, [sys.executable, *command])  # noqa: S606  # becomes the server

    def _welcome(self, password: str, *, is_loopback: bool) -> None:
        lines = ["", _("Cyberconf is at %(address)s") % {"address": f"{settings.SITE_URL}/"}, ""]
        lines += [f"  {login.email:<24} {login.does}" for login in LOGINS]
        lines += ["  " + _("password for each: %(password)s") % {"password": password}, ""]
        lines += [_("Mail, such as the codes to sign up with, appears here. Control-C stops the site."), ""]
        if os.environ.get("STAFF_SECOND_FACTOR") == "waived":
            lines += [_("For this demonstration, staff enter /admin/ WITHOUT a second factor.")]
            lines += [_("To see it as it is on a real site: STAFF_SECOND_FACTOR=required make serve"), ""]
        if not is_loopback:
            lines += [_("This address can be reached from other machines, and so can these logins.")]
            said = _("By which names it may be asked for is said by ALLOWED_HOSTS: %(hosts)s.")
            lines += [said % {"hosts": ", ".join(settings.ALLOWED_HOSTS)}, ""]
        self.stdout.write("\n".join(lines))
        self.stdout.flush()


def _granian(host: str, port: int, workers: int) -> list[str]:
    where = ["--host", host, "--port", str(port)]
    size = ["--workers", str(workers), "--blocking-threads", str(THREADS)]
    kind = ["--interface", "wsgi", "--no-ws", "--log-level", "warning"]
    kind += ["--working-dir", str(settings.ROOT)]
    return ["-m", "granian", *kind, *where, *size, "cyberconf.wsgi:application"]


def _address_of(host: str) -> str:
    """Return the address of the machine's own that the name stands for.

    Raises:
        CommandError: it stands for none.
    """
    try:
        return str(socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)[0][4][0])
    except OSError as problem:
        message = _(
            "HOST=%(found)r is no address of this machine. Expected one such as 127.0.0.1, or localhost."
        )
        raise CommandError(message % {"found": host}) from problem


def _refuse_taken(host: str, port: int) -> None:
    """Refuse an address at which something answers already, another ``make serve`` for instance.

    Raises:
        CommandError: it is taken, or cannot be listened at.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as problem:
            why = problem.strerror or str(problem)
            message = _(
                "Nothing can be served at %(host)s, port %(port)d: %(why)s. "
                "Choose another: PORT=8001 make serve"
            )
            raise CommandError(message % {"host": host, "port": port, "why": why}) from problem


def _port() -> int:
    raw = env.text("PORT", "8000")
    if not raw.isdecimal() or int(raw) not in PORTS:
        message = _("PORT=%(found)r is no port. Expected a number from %(least)d to %(most)d.")
        raise CommandError(message % {"found": raw, "least": PORTS[0], "most": PORTS[-1]})
    return int(raw)


def _workers() -> int:
    raw = env.text("WORKERS", str(min(os.cpu_count() or 1, 4)))
    if not raw.isdecimal() or int(raw) < 1:
        message = _("WORKERS=%(found)r is no number of processes. Expected 1 or more.")
        raise CommandError(message % {"found": raw})
    return int(raw)


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
