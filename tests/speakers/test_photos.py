from __future__ import annotations

import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms

from speakers.errors import SpeakerError
from speakers.photos import Focus, prepare
from tests.pictures import BLUE, RED, SVG, bomb, encoded, opened, picture


def halves(size: tuple[int, int], *, across: bool = False) -> Image.Image:
    """Red on the left and blue on the right, or ``across``, red above and blue below."""
    image = Image.new("RGB", size, RED)
    width, height = size
    image.paste(BLUE, (0, height // 2, width, height) if across else (width // 2, 0, width, height))
    return image


def quarters(data: bytes) -> str:
    """What is seen in the quarters of a picture, in reading order: R for red, B for blue."""
    image = opened(data)
    near, far = image.width // 4, image.width * 3 // 4
    found = [image.getpixel(at) for at in ((near, near), (far, near), (near, far), (far, far))]
    return "".join("R" if each[0] > each[2] else "B" for each in found)  # type: ignore[index]  # a colour of three


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize(("size", "side"), [((2000, 900), 800), ((900, 2000), 800), ((40, 30), 30)])
def test_a_photo_becomes_a_square_jpeg_that_is_no_larger_than_pages_need(
    kind: str, size: tuple[int, int], side: int
) -> None:
    made = opened(prepare(picture(kind, size)))
    assert (made.format, made.mode, made.size) == ("JPEG", "RGB", (side, side))


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "I;16", "CMYK"])
def test_a_photo_may_have_any_depth(mode: str) -> None:
    data = encoded(Image.new(mode, (1700, 30)), "JPEG" if mode == "CMYK" else "PNG")
    assert (opened(prepare(data)).mode, opened(prepare(data)).size) == ("RGB", (30, 30))


def test_what_is_transparent_becomes_white() -> None:
    assert opened(prepare(picture("PNG", colour=(255, 0, 0, 0)))).getpixel((5, 5)) == (255, 255, 255)


def test_what_a_camera_noted_is_gone() -> None:
    exif = Image.Exif()
    exif[0x010E] = "At home"  # a description
    exif.get_ifd(0x8825)[1] = "N"  # where it was taken
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    data = picture(exif=exif.tobytes(), icc_profile=profile, comment=b"Do not pass on")
    assert {"exif", "icc_profile", "comment"} < opened(data).info.keys()
    made = opened(prepare(data))
    assert made.info.keys() - {"jfif", "jfif_version", "jfif_unit", "jfif_density"} == {
        "progressive",
        "progression",
    }
    assert dict(made.getexif()) == {}


@pytest.mark.parametrize(("held", "seen"), [(1, "RRBB"), (3, "BBRR"), (6, "BRBR"), (8, "RBRB"), (99, "RRBB")])
def test_a_photo_is_upright_however_the_phone_was_held(held: int, seen: str) -> None:
    exif = Image.Exif()
    exif[0x0112] = held
    data = encoded(halves((64, 64), across=True), exif=exif.tobytes(), quality=95)
    assert quarters(prepare(data)) == seen


def test_the_square_is_cut_in_the_middle_above_the_middle_or_where_the_face_is() -> None:
    wide, high = encoded(halves((300, 100))), encoded(halves((100, 300), across=True))
    found = [quarters(prepare(wide, focus)) for focus in (None, Focus(left=0), Focus(left=100))]
    assert found == ["RBRB", "RRRR", "BBBB"]
    found = [quarters(prepare(high, focus)) for focus in (None, Focus(top=50), Focus(top=100))]
    assert found == ["RRRR", "RRBB", "BBBB"]


def test_the_colours_of_a_camera_become_those_of_the_web() -> None:
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = srgb.replace(b"rXYZ", b"????", 1).replace(b"gXYZ", b"rXYZ", 1).replace(b"????", b"gXYZ", 1)
    red, green, _blue = opened(prepare(picture(colour=RED, icc_profile=swapped))).getpixel((5, 5))  # type: ignore[misc]  # a colour of three
    assert (red < 10, green > 240) == (True, True)
    red, green, _blue = opened(prepare(picture(colour=RED, icc_profile=b"none"))).getpixel((5, 5))  # type: ignore[misc]  # a colour of three
    assert (red > 240, green < 10) == (True, True)


NOTHING = "This file is no picture that we know. Expected a photo as JPEG, PNG or WebP."


def is_kind(kind: str) -> str:
    return f"This file is {kind}, whatever its name says. Expected a photo as JPEG, PNG or WebP."


@pytest.mark.parametrize(
    ("data", "code", "message"),
    [
        (SVG, "wrong_kind", is_kind("SVG")),
        (b"\xef\xbb\xbf  <svg onload='alert(1)'/>", "wrong_kind", is_kind("SVG")),
        (b"<!DOCTYPE html><script>alert(1)</script>", "wrong_kind", is_kind("HTML")),
        (b"GIF89a" + bytes(20), "wrong_kind", is_kind("GIF")),
        (b"%PDF-1.7 ", "wrong_kind", is_kind("PDF")),
        (b"\0\0\0\x18ftypheic" + bytes(20), "wrong_kind", is_kind("HEIC")),
        (b"A photo of me", "wrong_kind", NOTHING),
        (b"", "wrong_kind", NOTHING),
        (
            b"\xff\xd8\xff" + bytes(30_000_000),
            "too_large",
            "The photo has 30.0 MB. Expected at most 10 MB. Please save it smaller.",
        ),
        (
            bomb(30_000, 30_000),
            "too_many_pixels",
            "The photo has more than 24 million pixels. Please save it smaller.",
        ),
        (
            bomb(6_000, 5_000),
            "too_many_pixels",
            "The photo has more than 24 million pixels. Please save it smaller.",
        ),
        (
            picture()[:-60],
            "damaged",
            "This picture is damaged, or cut off. Please open it, save it anew and send that.",
        ),
    ],
    ids=[
        "svg",
        "svg at once",
        "html",
        "gif",
        "pdf",
        "heic",
        "text",
        "empty",
        "30 MB",
        "bomb",
        "large",
        "cut off",
    ],
)
def test_what_is_no_photo_is_refused_with_what_to_do(data: bytes, code: str, message: str) -> None:
    with pytest.raises(SpeakerError) as refused:
        prepare(data)
    assert (refused.value.code, refused.value.message) == (code, message)


def test_a_bomb_is_refused_before_it_is_decoded() -> None:
    data = bomb(60_000, 60_000)
    tracemalloc.start()
    with pytest.raises(SpeakerError):
        prepare(data)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 5_000_000


def test_a_picture_that_would_be_gone_through_a_thousand_times_is_refused() -> None:
    data = picture(progressive=True)
    scan = data[data.rindex(b"\xff\xda") : -2]
    prepare(data)
    with pytest.raises(SpeakerError) as refused:
        prepare(data[:-2] + scan * 1_000 + data[-2:])
    assert refused.value.code == "damaged"


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(["JPEG", "PNG", "WEBP"]), st.integers(0, 5_000), st.binary(min_size=1, max_size=8))
def test_a_spoilt_file_is_a_photo_or_refused_and_nothing_else(kind: str, at: int, spoilt: bytes) -> None:
    data = bytearray(
        picture(kind, exif=b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0")
    )
    at %= len(data)
    data[at : at + len(spoilt)] = spoilt
    try:
        came = opened(prepare(bytes(data))).format
    except SpeakerError as refusal:
        came = refusal.code
    assert came in {"JPEG", "damaged", "wrong_kind", "too_many_pixels"}
