"""Pages are sent compressed: by brotli to browsers that take it, a twelfth smaller than by gzip."""

from __future__ import annotations

import re
import secrets

import brotli
from django.http import HttpRequest, HttpResponseBase
from django.http.response import HttpResponse
from django.middleware.gzip import GZipMiddleware, re_accepts_gzip
from django.utils.cache import patch_vary_headers

TAKES_BROTLI = re.compile(r"(?:^|,)\s*br\s*(?:,|;\s*q=(?:1|0?\.\d*[1-9])|$)")
QUALITY = 7  # 1.5 ms for the 2021 programme
THOROUGH = 10  # 25 ms for it, as long as it takes to make it; saves an eighth of what goes over the wire
LONG = 64_000  # bytes of a page, uncompressed, above which that takes too long
SHARED = "is_shared"  # the attribute of an answer that is the same for all visitors, and made once for them
LEAST = 200  # bytes: what is shorter hardly becomes smaller; so does Django for gzip
# Blanks before a tag, and lines without anything between two: no text holds a tag.
INDENTATION = re.compile(rb"(?:(?<=>)\n\s*|\n +)(?=<(?!/textarea))")
PADDING = 100  # bytes at most, as Django's gzip has


class CompressionMiddleware(GZipMiddleware):
    """Compresses by brotli what is text and whole, and leaves all else to Django."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Compress the answer if it gains. Its ETag becomes weak: it is of the same text, not bytes."""
        if not _gains(request, response):
            return super().process_response(request, response)
        assert isinstance(response, HttpResponse)
        patch_vary_headers(response, ("Accept-Encoding",))
        content = _unindented(response)
        is_shared = hasattr(response, SHARED) and not response.cookies
        response.content = compress_shared(content) if is_shared else compress(content)
        response.headers["Content-Length"] = str(len(response.content))
        response.headers["Content-Encoding"] = "br"
        etag = response.get("ETag", "")
        if etag.startswith('"'):
            response.headers["ETag"] = f"W/{etag}"
        return response


def way(request: HttpRequest) -> str:
    """Return how pages are compressed for whoever asks: "br", "gzip" or ""."""
    taken = request.headers.get("Accept-Encoding", "")
    return "br" if TAKES_BROTLI.search(taken) else "gzip" if re_accepts_gzip.search(taken) else ""


def compress(content: bytes) -> bytes:
    """Return the content as a brotli stream of a length that tells nothing of secrets in it.

    Before its end stands a block of a random length that readers skip (RFC 7932, section 9.2), as Django
    puts a file name of one into gzip: https://ieeexplore.ieee.org/document/9754554 ("heal the breach").
    """
    compressor = brotli.Compressor(mode=brotli.MODE_TEXT, quality=QUALITY)
    whole = compressor.process(content) + compressor.flush()  # ends with a whole byte
    length = 1 + secrets.randbelow(PADDING)
    # From the lowest bit: not the last block (0), no data (11), reserved (0), a length of one byte (01).
    head = 0b01_0_11_0 | (length - 1) << 6
    return bytes(whole + head.to_bytes(2, "little") + secrets.token_bytes(length) + compressor.finish())


def compress_shared(content: bytes) -> bytes:
    """Return what everybody is sent, with nothing secret in it, as a brotli stream as short as it comes."""
    quality = THOROUGH if len(content) <= LONG else QUALITY
    return bytes(brotli.compress(content, mode=brotli.MODE_TEXT, quality=quality))


def _unindented(response: HttpResponse) -> bytes:
    """Return a page without what shows how its templates are nested, a twelfth of its weight."""
    is_page = response.get("Content-Type", "").startswith("text/html")
    is_loose = is_page and b"<pre" not in response.content
    return INDENTATION.sub(b"\n", response.content) if is_loose else response.content


def _gains(request: HttpRequest, response: HttpResponseBase) -> bool:
    is_text = response.get("Content-Type", "").startswith(("text/", "application/json"))
    is_whole = isinstance(response, HttpResponse) and len(response.content) >= LEAST
    return way(request) == "br" and is_text and is_whole and not response.has_header("Content-Encoding")
