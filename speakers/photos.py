"""A person's photo as it was sent into one that is shown: square, small, and nothing but the picture.

Pure, over bytes. What it is, is said by its first bytes, never by its name. How large it is, is read from its
header before anything is decoded, so that no file takes more memory or time than a photo does.
"""

from __future__ import annotations

import io
from dataclasses import dataclass

from django.utils.translation import gettext as _
from PIL import ExifTags, Image, ImageCms

from speakers.errors import SpeakerError

MOST_BYTES = 10_000_000  # the largest that phones make of one picture
# What phones make at most, and cameras. A JPEG is decoded no larger than needed; others are as a whole, which
# takes some 300 MB for a second or two.
MOST_PIXELS = {"JPEG": 50_000_000, "PNG": 24_000_000, "WEBP": 24_000_000}
MOST_SCANS = 30  # of a progressive JPEG, which has some ten; each goes through the whole picture again
SIDE = 800  # pixels of what is kept: twice what the largest portrait of a page shows
QUALITY = 85
NAME = "photo.jpg"  # whatever the file was called, which can tell of its owner

# How files begin that people take for photos, and how we call them.
BEGINNINGS = [
    (b"\xff\xd8\xff", "JPEG"),
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"GIF8", "GIF"),
    (b"BM", "BMP"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"%PDF", "PDF"),
    (b"PK\x03\x04", "ZIP"),
]
BRANDS = {b"heic": "HEIC", b"heix": "HEIC", b"mif1": "HEIC", b"avif": "AVIF"}
Turn = Image.Transpose
# What EXIF calls the orientation (CIPA DC-008, 4.6.5.1): how to turn a picture so that it is upright.
TURNS = {
    2: Turn.FLIP_LEFT_RIGHT,
    3: Turn.ROTATE_180,
    4: Turn.FLIP_TOP_BOTTOM,
    5: Turn.TRANSPOSE,
    6: Turn.ROTATE_270,
    7: Turn.TRANSVERSE,
    8: Turn.ROTATE_90,
}
HEAD = 1_000  # bytes in which an SVG shows what it is


@dataclass(frozen=True)
class Focus:
    """Where the face is: percent of the width from the left, and of the height from the top."""

    left: int = 50
    top: int = 35  # faces stand above the middle


def prepare(data: bytes, focus: Focus | None = None) -> bytes:
    """Return the photo as a square JPEG of at most ``SIDE`` pixels, upright and without any metadata.

    The square is the largest there is around ``focus``. What is transparent becomes white.

    Raises:
        SpeakerError: with the code ``too_large``, ``wrong_kind``, ``too_many_pixels`` or ``damaged``.
    """
    refuse_size(len(data))
    kind = kind_of(data)
    if kind not in MOST_PIXELS:
        raise _wrong_kind(kind)
    try:
        with Image.open(io.BytesIO(data), formats=[kind]) as image:
            _refuse_work(image, data, most=MOST_PIXELS[kind])
            return _encoded(_square(image, focus or Focus()))
    except SpeakerError:
        raise
    except Image.DecompressionBombError as problem:  # Pillow's own limit, which is higher
        raise _too_many_pixels(MOST_PIXELS[kind]) from problem
    except Exception as problem:  # whatever a reader of a hostile file stumbles over
        message = _("This picture is damaged, or cut off. Please open it, save it anew and send that.")
        raise SpeakerError("damaged", message) from problem


def refuse_size(size: int) -> None:
    """Refuse a file of too many bytes.

    Raises:
        SpeakerError: with the code ``too_large``.
    """
    if size > MOST_BYTES:
        message = _("The photo has %(size).1f MB. Expected at most %(most)d MB. Please save it smaller.")
        raise SpeakerError("too_large", message % {"size": size / 1e6, "most": MOST_BYTES // 1_000_000})


def kind_of(data: bytes) -> str | None:
    """Say what a file is by its first bytes; None where we do not know it."""
    for beginning, kind in BEGINNINGS:
        if data.startswith(beginning):
            return kind
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WEBP"
    if data[4:8] == b"ftyp":
        return BRANDS.get(data[8:12])
    head = data[:HEAD].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if b"<svg" in head:
        return "SVG"
    return "HTML" if head.startswith((b"<!doctype html", b"<html")) else None


def _wrong_kind(kind: str | None) -> SpeakerError:
    if kind is None:
        message = _("This file is no picture that we know. Expected a photo as JPEG, PNG or WebP.")
        return SpeakerError("wrong_kind", message)
    message = _("This file is %(kind)s, whatever its name says. Expected a photo as JPEG, PNG or WebP.")
    return SpeakerError("wrong_kind", message % {"kind": kind})


def _refuse_work(image: Image.Image, data: bytes, *, most: int) -> None:
    """Refuse what would take long to decode, by its header and without decoding it."""
    if image.width * image.height > most:
        raise _too_many_pixels(most)
    if data.count(b"\xff\xda") > MOST_SCANS:
        raise ValueError("too many scans")


def _too_many_pixels(most: int) -> SpeakerError:
    message = _("The photo has more than %(most)d million pixels. Please save it smaller.")
    return SpeakerError("too_many_pixels", message % {"most": most // 1_000_000})


def _square(image: Image.Image, focus: Focus) -> Image.Image:
    """Return the square around the focus, upright, as red, green and blue."""
    image.draft("RGB", (2 * SIDE, 2 * SIDE))  # of a JPEG no more is decoded than is needed
    less = min(image.size) // (2 * SIDE)
    small = _plain(image)
    upright = _upright(small.reduce(less) if less > 1 else small, image)
    side = min(upright.size)
    left, top = (
        min(max(round(length * percent / 100 - side / 2), 0), length - side)
        for length, percent in zip(upright.size, (focus.left, focus.top), strict=True)
    )
    kept = min(side, SIDE)
    box = (left, top, left + side, top + side)
    cropped = upright.resize((kept, kept), Image.Resampling.LANCZOS, box=box)
    return _on_white(_in_srgb(cropped, image.info.get("icc_profile")))


def _upright(image: Image.Image, source: Image.Image) -> Image.Image:
    """Turn the image as the metadata of its source says that it was held."""
    turn = TURNS.get(source.getexif().get(ExifTags.Base.Orientation, 1))
    return image if turn is None else image.transpose(turn)


def _plain(image: Image.Image) -> Image.Image:
    """Return it in a mode that can be scaled: no palette, eight bits a colour."""
    if image.mode.startswith("I"):
        image = image.convert("I").point(lambda value: value / 256).convert("L")
    has_alpha = image.has_transparency_data
    if image.mode in {"RGB", "RGBA", "CMYK"} and has_alpha == (image.mode == "RGBA"):
        return image
    return image.convert("RGBA" if has_alpha else "RGB")


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Return it in the colours of the web, where it says in which it is: phones use wider ones."""
    if not profile or image.mode == "RGBA":
        return image
    try:
        theirs = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        converted = ImageCms.profileToProfile(image, theirs, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image
    return converted or image


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode != "RGBA":
        return image.convert("RGB")
    ground = Image.new("RGB", image.size, "white")
    ground.paste(image, mask=image.getchannel("A"))
    return ground


def _encoded(image: Image.Image) -> bytes:
    """Return the picture as a JPEG of nothing else: what is not in a new image is not written."""
    bare = Image.new("RGB", image.size)
    bare.paste(image)
    written = io.BytesIO()
    bare.save(written, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return written.getvalue()
