"""In which language an answer is, and at which addresses it is to be had in the others.

An address that begins with the code of a language (``/fr/<conference>/``) answers in that language, and so do
the pages that it links to. One without follows the reader's choice, kept by their account or by a cookie, and
else what the browser asks for. Files, feeds, accounts, admin and the API have one address, without a code.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from importlib import import_module
from types import ModuleType

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, get_urlconf, is_valid_path, path, set_urlconf
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import parse_accept_lang_header

CODE = re.compile(r"/([a-z-]+)(?=/|\Z)")
# As people write it in an address: in capitals, with a script or a country.
TAG = re.compile(r"/([a-z]{2}(?:[-_](?:hans|hant))?(?:[-_][a-z]{2})?)(?=/|\Z)", re.IGNORECASE)
PAGE = "/"  # how an address ends that people read
SCRIPTS = ("/live.json", "/news/")  # and one that an open page asks again and again, which says its language
SAID = "/city.json"  # its query names a language, whatever the browser asks for
API, API_DOCS, ACCOUNTS = "/api/", "/api/v1/docs", "/accounts/"
ONE_ADDRESS = ("accounts/", "choices/")  # pages of the reader: no address need name a language
HANDLERS = ("handler400", "handler403", "handler404", "handler500")

MOST_READ = 10  # languages of one reader: whoever asks for more is no reader
_READING: ContextVar[tuple[str, ...]] = ContextVar("reading", default=())

Handler = Callable[[HttpRequest], HttpResponse]
Patterns = Iterable[URLPattern | URLResolver]


def of(request: HttpRequest) -> str:
    """Return the code of the language that the request is answered in, such as "zh-hans"."""
    return str(getattr(request, "LANGUAGE_CODE", settings.LANGUAGE_CODE))


def reading() -> tuple[str, ...]:
    """Return the languages that whoever asks reads, the dearest first; none where nobody asks.

    They are of programmes, which come in others than the interface does: German, say. An address that names
    a language names the only one; else it is what the reader chose, then all that the browser asks for.
    """
    return _READING.get()


def visitors(request: HttpRequest) -> tuple[str, ...]:
    """Return by what answers to visitors are told apart, before anybody has looked who asks."""
    if prefix := prefix_of(request.path_info):
        return (f"/{prefix}",)
    kept = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    chosen = kept if kept in codes() else ""
    return _read(request, chosen, chosen or _asked_for(request))


def variant(request: HttpRequest) -> str:
    """Say by what kept answers are told apart: "fr", or "/fr" where the links in it name the language too."""
    prefix = prefix_of(request.path_info)
    return f"/{prefix}" if prefix else of(request)


def codes() -> list[str]:
    """Return the codes of the languages of the interface."""
    return [code for code, _name in settings.LANGUAGES]


def name_of(language: str) -> str:
    """Return what a language calls itself, such as "Français"; its tag where we do not know."""
    try:
        known = str(translation.get_language_info(language)["name_local"])
    except KeyError:
        known = language
    return dict(settings.LANGUAGES).get(language, known[:1].upper() + known[1:])


def prefix_of(path: str) -> str:
    """Return the code of the language that the address names, or "" where it names none."""
    found = CODE.match(path)
    return found[1] if found and found[1] in codes() else ""


def without_prefix(path: str) -> str:
    """Return the address that names no language, and never one that starts as another site's does ("//")."""
    prefix = prefix_of(path)
    return "/" + path.removeprefix(f"/{prefix}").lstrip("/") if prefix else path


def addressed(path: str, language: str) -> str:
    """Return the address of the same page in the language, or its only one."""
    bare = without_prefix(path)
    named, known = f"/{language}{bare}", addresses(settings.ROOT_URLCONF, language)
    return named if is_valid_path(named, known) else bare  # type: ignore[arg-type]  # it takes modules too


def corrected(path: str) -> str:
    """Return the address that is meant where one names a language otherwise ("/FR/", "/zh-CN/"), or ""."""
    found = TAG.match(path)
    if found is None or found[1] in codes():
        return ""
    try:
        code = translation.get_supported_language_variant(found[1].lower().replace("_", "-"))
    except LookupError:
        return ""
    bare = "/" + path[found.end() :].lstrip("/")
    return bare if is_valid_path(bare) and addressed(bare, code) == bare else f"/{code}{bare}"


def nearest(language: str) -> str:
    """Return the language of the interface nearest to any that a programme may name: "zh" is "zh-hans"."""
    try:
        return translation.get_supported_language_variant(language.lower().replace("_", "-"))
    except LookupError:
        return settings.LANGUAGE_CODE


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Write what is no answer to the reader's request, a letter or a file: in its own language.

    Addresses in it name no language: whoever follows them is answered in theirs.
    """
    before = get_urlconf()
    set_urlconf(None)
    try:
        with translation.override(nearest(language)):
            yield
    finally:
        set_urlconf(before)


def choose_language(get_response: Handler) -> Handler:
    """Answer in the language of the address, of the reader's choice, or of their browser, and say which."""

    def middleware(request: HttpRequest) -> HttpResponse:
        prefix, before = prefix_of(request.path_info), get_urlconf()
        if prefix:
            known = addresses(settings.ROOT_URLCONF, prefix)
            request.urlconf = known  # type: ignore[assignment]  # it takes modules too
        chosen = prefix or _chosen(request)
        language = chosen or _asked_for(request) or settings.LANGUAGE_CODE
        request.LANGUAGE_CODE = language
        token = _READING.set((prefix,) if prefix else _read(request, chosen, language))
        try:
            with translation.override(language):
                response = get_response(request)
        finally:
            _READING.reset(token)
            set_urlconf(before)
        if told := _depends_on(request, response, has_prefix=bool(prefix)):
            patch_vary_headers(response, told)
        response.headers.setdefault("Content-Language", language)
        return response

    return middleware


@cache
def addresses(root: str, language: str) -> ModuleType:
    """Return the addresses of the site, of its ``root`` module, as a page in the language knows them."""
    site = import_module(root)
    named = ModuleType(f"{root}.{language}")
    named.__dict__.update({name: getattr(site, name) for name in HANDLERS if hasattr(site, name)})
    named.__dict__["urlpatterns"] = list(_named(site.urlpatterns, language))
    return named


def _named(patterns: Patterns, language: str) -> Iterator[URLPattern | URLResolver]:
    """Put the code before each page that is to be had in several languages; leave all else as it is."""
    for pattern in patterns:
        route = str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield _with_code(pattern, route, language) if _has_languages(route) else pattern
        elif route:
            yield pattern  # accounts, admin, the API
        else:
            within = list(_named(pattern.url_patterns, language))
            yield URLResolver(
                pattern.pattern, within, pattern.default_kwargs, pattern.app_name, pattern.namespace
            )


def _with_code(pattern: URLPattern, route: str, language: str) -> URLPattern:
    return path(f"{language}/{route}", pattern.callback, pattern.default_args, pattern.name)


def _has_languages(route: str) -> bool:
    return f"/{route}".endswith((PAGE, *SCRIPTS)) and not route.startswith(ONE_ADDRESS)


def _follows_choice(path: str) -> bool:
    """Say whether it is a page; what programs and scripts ask for needs no look at who they are."""
    return path == API_DOCS or (
        path.endswith(PAGE) and not path.endswith(SCRIPTS) and not path.startswith(API)
    )


def _chosen(request: HttpRequest) -> str:
    """Return what the reader chose, with their account or on this device, or read before signing in."""
    if not _follows_choice(request.path_info):
        return ""
    kept = getattr(request.user, "language", ""), request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
    return next((language for language in kept if language in codes()), "") or _left(request)


def _left(request: HttpRequest) -> str:
    """Return the language of the page that signing in or up leads back to, or ""."""
    if not request.path_info.startswith(ACCOUNTS):
        return ""
    return prefix_of(request.GET.get("next") or request.POST.get("next") or "")


def _asked_for(request: HttpRequest) -> str:
    """Return the first language of ours that the browser asks for, or ""."""
    for language in _accepted(request):
        try:
            return translation.get_supported_language_variant(language)
        except LookupError:
            continue
    return ""


def _read(request: HttpRequest, chosen: str, language: str) -> tuple[str, ...]:
    """Return the languages of a reader at an address that names none: at last that of the interface."""
    wanted = [chosen] * bool(chosen) + _accepted(request)[:MOST_READ] + [language]
    return tuple(dict.fromkeys(wanted))


def _accepted(request: HttpRequest) -> list[str]:
    """Return the tags that the browser asks for, the dearest first."""
    header = parse_accept_lang_header(request.headers.get("Accept-Language", ""))
    return [tag for tag, quality in header if tag != "*" and quality]


def _depends_on(request: HttpRequest, response: HttpResponse, *, has_prefix: bool) -> list[str]:
    """Return the headers that say which answer it is; the look of a page is in a cookie too."""
    is_page = response.headers.get("Content-Type", "").startswith("text/html")
    has_choice = not has_prefix and _follows_choice(request.path_info)
    is_asked_for = not has_prefix and request.path_info != SAID
    return ["Cookie"] * (is_page or has_choice) + ["Accept-Language"] * is_asked_for
