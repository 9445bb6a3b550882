"""How pages are compressed on their way."""

from __future__ import annotations

import gzip

import brotli
import pytest
from django.conf import LazySettings
from django.http import HttpRequest, HttpResponse
from django.test import Client

from cyberconf.web.compression import LONG, QUALITY, CompressionMiddleware, compress, compress_shared

TEXT = "Norms, rules and principles. " * 40


def asking(accepts: str) -> HttpRequest:
    request = HttpRequest()
    request.META["HTTP_ACCEPT_ENCODING"] = accepts
    return request


def answer(accepts: str, content_type: str = "text/html; charset=utf-8") -> HttpResponse:
    response = HttpResponse(TEXT, content_type=content_type, headers={"ETag": '"1"'})
    answered = CompressionMiddleware(lambda _request: response)(asking(accepts))
    assert isinstance(answered, HttpResponse)
    return answered


@pytest.mark.parametrize(
    ("accepts", "encoding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("br", "br"),
        ("gzip, br;q=0.5", "br"),
        ("gzip, br;q=0", "gzip"),
        ("gzip, brotlike", "gzip"),
        ("", None),
    ],
)
def test_a_page_comes_in_the_form_that_the_browser_takes(accepts: str, encoding: str | None) -> None:
    response = answer(accepts)
    read = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}[encoding]
    assert (response.get("Content-Encoding"), read(response.content).decode()) == (encoding, TEXT)
    assert response["Vary"] == "Accept-Encoding"
    assert response["ETag"] == ('W/"1"' if encoding else '"1"')
    assert response.get("Content-Length", str(len(response.content))) == str(len(response.content))


def test_a_page_comes_without_the_indentation_of_its_templates_and_with_each_blank_of_a_text() -> None:
    typed = "<textarea>a\n  &lt;b\n  </textarea>"
    page = f"<ul>\n \n\n    <li>x\n  y</li>\n\n</ul>a\n\n<b>b</b>{typed}{'.' * 200}"
    assert sent(page) == page.replace("\n \n\n    <li>", "\n<li>").replace("</li>\n\n", "</li>\n")
    code = f"<pre>a\n  <b>b</b></pre>{page}"
    assert sent(code) == code


def sent(page: str) -> str:
    answered = CompressionMiddleware(lambda _request: HttpResponse(page))(asking("br"))
    assert isinstance(answered, HttpResponse)
    return brotli.decompress(answered.content).decode()


def test_pictures_are_left_to_gzip() -> None:
    assert answer("gzip, br", "image/svg+xml")["Content-Encoding"] == "gzip"


def test_the_length_of_a_page_tells_nothing_of_what_is_in_it() -> None:
    sent = [compress(TEXT.encode()) for _ in range(400)]
    assert {brotli.decompress(each).decode() for each in sent} == {TEXT}
    lengths = {len(each) for each in sent}
    assert max(lengths) - min(lengths) > 90


def test_what_everybody_is_sent_comes_as_short_as_it_can_unless_that_takes_too_long() -> None:
    page = "".join(f"<li>{number * number:x} norms" for number in range(2_000)).encode()
    short, long = page[:LONG], page * 3
    assert brotli.decompress(compress_shared(short)) == short
    assert {len(compress_shared(short)) for _ in range(9)} == {len(compress_shared(short))}
    assert len(compress_shared(short)) < len(brotli.compress(short, quality=QUALITY))
    assert compress_shared(long) == brotli.compress(long, mode=brotli.MODE_TEXT, quality=QUALITY)


@pytest.mark.django_db  # an answer that is closed ends what its request began
def test_a_static_file_says_its_type_and_nothing_that_is_for_pages(
    client: Client, settings: LazySettings
) -> None:
    settings.WHITENOISE_USE_FINDERS = True
    answer = client.get("/static/icon.svg")
    answer.close()
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("image/svg+xml", "nosniff")
    of_pages = {"Referrer-Policy", "Cross-Origin-Opener-Policy", "Access-Control-Allow-Origin"}
    assert of_pages.isdisjoint(answer.headers)
