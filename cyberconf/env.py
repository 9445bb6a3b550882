"""Typed reading of the environment: loud about a bad value, silent about none.

An empty variable is as good as none. Secrets may be given as a file: where ``NAME`` is not set,
``NAME_FILE`` names a file that holds it.
"""

from __future__ import annotations

import contextlib
import os
import re
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

TRUE, FALSE = {"true", "yes", "on", "1"}, {"false", "no", "off", "0"}
SITE = re.compile(r"https?://(?:[^\s/?#@:\[\]]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?/?")
LOOPBACK = "127.0.0.1"
EVERYWHERE = {"0.0.0.0", "::"}  # noqa: S104  # compared with, not listened on
MAIL_BACKENDS = {
    "console": "cyberconf.web.console.EmailBackend",
    "file": "django.core.mail.backends.filebased.EmailBackend",
    "memory": "django.core.mail.backends.locmem.EmailBackend",
    "smtp": "django.core.mail.backends.smtp.EmailBackend",
    "smtps": "django.core.mail.backends.smtp.EmailBackend",
}


def text(name: str, default: str = "") -> str:
    """Return the variable's value without surrounding blanks, or that of the file ``NAME_FILE`` names."""
    given = os.environ.get(name, "").strip()
    path = os.environ.get(f"{name}_FILE", "").strip()
    if given or not path:
        return given or default
    try:
        return Path(path).read_text(encoding="utf-8").strip() or default
    except OSError as problem:
        raise ImproperlyConfigured(f"{name}_FILE={path!r} cannot be read: {problem.strerror}.") from problem
    except UnicodeDecodeError as problem:
        raise ImproperlyConfigured(f"{name}_FILE={path!r} cannot be read: it is not UTF-8.") from problem


def boolean(name: str, default: bool) -> bool:
    """Return the variable as a truth value.

    Raises:
        ImproperlyConfigured: it is set to something that is neither true nor false.
    """
    raw = text(name)
    if not raw:
        return default
    if raw.lower() in TRUE | FALSE:
        return raw.lower() in TRUE
    raise ImproperlyConfigured(f"{name}={raw!r} is neither true nor false. Use one of: true, false.")


def choice(name: str, default: str, known: set[str]) -> str:
    """Return the variable as one of the known words.

    Raises:
        ImproperlyConfigured: it is set to another one.
    """
    raw = text(name, default)
    if raw in known:
        return raw
    raise ImproperlyConfigured(f"{name}={raw!r} is not known. Use one of: {', '.join(sorted(known))}.")


def listing(name: str, default: list[str]) -> list[str]:
    """Return the comma-separated variable as a list without empty parts."""
    parts = [part.strip() for part in text(name).split(",")]
    return [part for part in parts if part] or default


def _random() -> str:
    return secrets.token_urlsafe(50)


def kept_secret(name: str, path: Path, *, make: Callable[[], str] = _random) -> str:
    """Return the variable, or a random secret made once and kept in ``path``, readable by its owner."""
    given = text(name)
    if given:
        return given
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f"{path.name}.{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(make(), encoding="utf-8")
        with contextlib.suppress(FileExistsError):  # another process was first, and its secret stays
            path.hardlink_to(draft)
        draft.unlink()
    return path.read_text(encoding="utf-8").strip()


def mail(name: str, default: str) -> dict[str, Any]:
    """Return Django's mail settings for an address such as ``smtp://user:password@host:587``.

    ``smtp`` upgrades to TLS, ``smtps`` speaks it from the start; ``console:``, ``memory:`` and
    ``file:///folder`` are for trying out.
    """
    raw = text(name, default)
    url = _split(raw)
    if url is None or url.scheme not in MAIL_BACKENDS:
        shown = re.sub(r"//[^/]*@", "//…@", raw)  # a password belongs in no log
        raise ImproperlyConfigured(
            f"{name}={shown!r} does not name a way to send mail. Use one of: {', '.join(MAIL_BACKENDS)}."
        )
    found: dict[str, Any] = {"EMAIL_BACKEND": MAIL_BACKENDS[url.scheme]}
    if url.scheme == "file":
        found["EMAIL_FILE_PATH"] = unquote(url.path)
    if url.scheme.startswith("smtp"):
        secure = url.scheme == "smtps"
        found |= {
            "EMAIL_HOST": url.hostname or "localhost",
            "EMAIL_PORT": _port(name, url) or (465 if secure else 587),
            "EMAIL_HOST_USER": unquote(url.username or ""),
            "EMAIL_HOST_PASSWORD": unquote(url.password or ""),
            "EMAIL_USE_SSL": secure,
            "EMAIL_USE_TLS": not secure,
            "EMAIL_TIMEOUT": 20,
        }
    return found


def providers() -> dict[str, Any]:
    """Return the providers to sign in through whose keys are set, as allauth takes them.

    Raises:
        ImproperlyConfigured: one of a pair is set and the other is not.
    """
    openid = [
        _openid("google", "Google", "https://accounts.google.com", _keys("LOGIN_GOOGLE")),
        _openid("linkedin", "LinkedIn", "https://www.linkedin.com/oauth", _keys("LOGIN_LINKEDIN")),
        _openid("orcid", "ORCID", "https://orcid.org", _keys("LOGIN_ORCID"), scope=["openid"]),
        _openid("sso", text("LOGIN_OPENID_NAME", "OpenID"), _openid_url(), _keys("LOGIN_OPENID")),
    ]
    microsoft = {"settings": {"tenant": text("LOGIN_MICROSOFT_TENANT", "common")}}
    found = {
        "openid_connect": [app for app in openid if "client_id" in app],
        "microsoft": _apps(_keys("LOGIN_MICROSOFT"), microsoft),
        "github": _apps(_keys("LOGIN_GITHUB"), {"settings": {"scope": ["user:email"]}}),
        "wordpress": _apps(_keys("LOGIN_WORDPRESS"), {}),
        "twitter_oauth2": _apps(_keys("LOGIN_X"), {}),
        "facebook": _apps(_keys("LOGIN_FACEBOOK"), {"settings": {"scope": ["email", "public_profile"]}}),
    }
    return {name: {"APPS": apps} for name, apps in found.items() if apps}


def own_address() -> str:
    """Return where ``make serve`` serves, by HOST and PORT; the usual address where they name none."""
    host, port = text("HOST", LOOPBACK), text("PORT", "8000")
    host = LOOPBACK if host in EVERYWHERE else f"[{host}]" if ":" in host else host
    said = f"http://{host}:{port}"
    return said if SITE.fullmatch(said) else f"http://{LOOPBACK}:8000"


def site_url(name: str, default: str) -> str:
    """Return the address under which people reach the site, without a slash at its end."""
    raw = text(name, default)
    if not SITE.fullmatch(raw) or _split(raw) is None:
        raise ImproperlyConfigured(
            f"{name}={raw!r} is not the address of a site. Expected one such as https://conference.example."
        )
    return raw.rstrip("/")


def address(name: str) -> str:
    """Return the variable as the address of a page anywhere, or "" where it is not set."""
    url = text(name)
    if url and not url.startswith(("https://", "http://")):
        raise ImproperlyConfigured(
            f"{name}={url!r} is no address. Expected one that begins with https:// or http://."
        )
    return url


def _split(raw: str) -> SplitResult | None:
    """Return the parts of an address, or None where it is none."""
    try:
        return urlsplit(raw)
    except ValueError:  # such as brackets around nothing
        return None


def _port(name: str, url: SplitResult) -> int | None:
    try:
        return url.port
    except ValueError:
        found = url.netloc.rpartition(":")[2]
        raise ImproperlyConfigured(
            f"{name} names the port “{found}” of {url.hostname}. Expected a number from 1 to 65535."
        ) from None


def _keys(name: str) -> dict[str, str]:
    """Return the pair of ``NAME_ID`` and ``NAME_SECRET``, or nothing."""
    identity, secret = text(f"{name}_ID"), text(f"{name}_SECRET")
    if bool(identity) != bool(secret):
        there, missing = (f"{name}_{part}" for part in (("ID", "SECRET") if identity else ("SECRET", "ID")))
        raise ImproperlyConfigured(f"{there} is set and {missing} is not. Set both, or neither.")
    return {"client_id": identity, "secret": secret} if identity else {}


def _apps(keys: dict[str, str], more: dict[str, Any]) -> list[dict[str, Any]]:
    return [keys | more] if keys else []


def _openid(identity: str, name: str, url: str, keys: dict[str, str], **more: Any) -> dict[str, Any]:
    settings = {"server_url": url, "oauth_pkce_enabled": True, **more}
    return {"provider_id": identity, "name": name, "settings": settings, **keys}


def _openid_url() -> str:
    url = address("LOGIN_OPENID_URL")
    if not url and text("LOGIN_OPENID_ID"):
        raise ImproperlyConfigured(
            "LOGIN_OPENID_ID is set and LOGIN_OPENID_URL is not. Expected its https address."
        )
    return url
