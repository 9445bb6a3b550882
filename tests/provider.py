"""A provider to sign in through that answers over HTTP, as OpenID Connect, GitHub, X and the others do."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from allauth.socialaccount.providers.facebook import flows as facebook
from allauth.socialaccount.providers.facebook.views import FacebookOAuth2Adapter
from allauth.socialaccount.providers.github.views import GitHubOAuth2Adapter
from allauth.socialaccount.providers.twitter_oauth2.views import TwitterOAuth2Adapter

from cyberconf import env
from cyberconf.accounts.wordpress.views import WordPressAdapter

OPENID = ("google", "linkedin", "orcid", "sso")
OAUTH2 = ("microsoft", "github", "wordpress", "twitter_oauth2", "facebook")
KEYS = ("GOOGLE", "LINKEDIN", "ORCID", "OPENID", "MICROSOFT", "GITHUB", "WORDPRESS", "X", "FACEBOOK")


class Provider(ThreadingHTTPServer):
    """What it tells of whoever signs in: number, name, address, and whether that was verified."""

    daemon_threads = True
    number, name, email, is_verified = "77", "Pat Provider", "pat@example.org", True
    error = ""  # what it sends somebody back with instead of a code
    is_broken = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.asked: list[str] = []
        self.url = f"http://127.0.0.1:{self.server_address[1]}"

    def answer(self, path: str) -> Any:
        """What stands at a path."""
        first, _, last = self.name.partition(" ")
        email, named = self.email, {"name": self.name}
        return {
            "/.well-known/openid-configuration": {
                "issuer": self.url,
                "authorization_endpoint": f"{self.url}/authorize",
                "token_endpoint": f"{self.url}/token",
                "userinfo_endpoint": f"{self.url}/userinfo",
                "jwks_uri": f"{self.url}/keys",
                "token_endpoint_auth_methods_supported": ["client_secret_post"],
            },
            "/token": {"access_token": "t0ken", "token_type": "bearer"},
            "/common/oauth2/v2.0/token": {"access_token": "t0ken", "token_type": "bearer"},
            "/userinfo": named | {"sub": self.number, "email": email, "email_verified": self.is_verified},
            "/v1.0/me": {"id": self.number, "mail": email, "givenName": first, "surname": last},
            "/user": named | {"id": int(self.number), "login": "pat"},
            "/user/emails": [{"email": email, "primary": True, "verified": self.is_verified}],
            "/2/users/me": {"data": named | {"id": self.number, "username": "pat"}},
            "/me": named | {"id": self.number, "email": email},
            "/rest/v1.1/me": {
                "ID": int(self.number),
                "display_name": self.name,
                "email": email,
                "email_verified": self.is_verified,
            },
        }.get(path)


class _Handler(BaseHTTPRequestHandler):
    server: Provider

    def do_GET(self) -> None:
        url = urlsplit(self.path)
        self.server.asked.append(url.path)
        if url.path.endswith("/authorize"):
            asked = {name: values[0] for name, values in parse_qs(url.query).items()}
            given = {"error": self.server.error} if self.server.error else {"code": "c0de"}
            self.send_response(302)
            self.send_header(
                "Location", f"{asked['redirect_uri']}?{urlencode(given | {'state': asked['state']})}"
            )
            self.end_headers()
            return
        found = None if self.server.is_broken else self.server.answer(url.path)
        body = json.dumps(found).encode()
        self.send_response(200 if found is not None else 500)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.do_GET()

    def log_message(self, *_args: Any) -> None:
        """Say nothing."""


@contextmanager
def serving(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Provider]:
    """Serve it, with the keys of all set and every address of theirs led to it."""
    for key in KEYS:
        monkeypatch.setenv(f"LOGIN_{key}_ID", f"id-{key}")
        monkeypatch.setenv(f"LOGIN_{key}_SECRET", "secret")
    monkeypatch.setenv("LOGIN_OPENID_NAME", "Institute")
    with Provider() as provider:
        url = provider.url
        monkeypatch.setenv("LOGIN_OPENID_URL", url)
        found = env.providers()
        for app in found["openid_connect"]["APPS"]:
            app["settings"]["server_url"] = url
        found["microsoft"]["APPS"][0]["settings"] |= {"login_url": url, "graph_url": url}
        settings.SOCIALACCOUNT_PROVIDERS = found
        for adapter in (FacebookOAuth2Adapter, GitHubOAuth2Adapter, TwitterOAuth2Adapter, WordPressAdapter):
            monkeypatch.setattr(adapter, "authorize_url", f"{url}/authorize")
            monkeypatch.setattr(adapter, "access_token_url", f"{url}/token")
        monkeypatch.setattr(WordPressAdapter, "profile_url", f"{url}/rest/v1.1/me")
        monkeypatch.setattr(TwitterOAuth2Adapter, "profile_url", f"{url}/2/users/me")
        monkeypatch.setattr(GitHubOAuth2Adapter, "profile_url", f"{url}/user")
        monkeypatch.setattr(GitHubOAuth2Adapter, "emails_url", f"{url}/user/emails")
        monkeypatch.setattr(facebook, "GRAPH_API_URL", url)
        thread = threading.Thread(target=provider.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield provider
        finally:
            provider.shutdown()
            thread.join()
