"""The colours of static/css/tokens.css in each look, and how well they stand out from each other.

Contrast is that of WCAG 2.2 (relative luminance); OKLCH becomes linear sRGB as CSS Color 4 says (section 10).
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

TOKENS = Path("static/css/tokens.css")
COLOUR = re.compile(
    r"--(?P<name>[\w-]+): (?P<mix>color-mix\(in oklab, )?"
    r"light-dark\(oklch\((?P<light>[^()]+)\), oklch\((?P<dark>[^()]+)\)\)(, var\(--(?P<to>\w+)\))?"
)
STRONGER = 0.6  # --stronger of the high contrast
LOOKS = ("light", "dark", "light, high contrast", "dark, high contrast")
GROUNDS = {
    "gold": "gold-wash",
    "green": "green-wash",
    "red": "red-wash",
}  # what a colour stands on beside paper

Lab = tuple[float, float, float]


@dataclass(frozen=True)
class Colour:
    """A token with its contrast to paper in each of ``LOOKS``, and to the wash of its name, if it has one."""

    name: str
    on_paper: tuple[float, ...]
    wash: str = ""
    on_wash: tuple[float, ...] = ()


def colours() -> list[Colour]:
    """Return every colour of the tokens, in their order."""
    looks = [_look(name) for name in LOOKS]
    return [_colour(name, looks) for name in looks[0]]


def contrast(one: Lab, other: Lab) -> float:
    """Return the contrast of two colours, from 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _colour(name: str, looks: list[dict[str, Lab]]) -> Colour:
    wash = GROUNDS.get(name, "")
    on_paper, on_wash = (
        tuple(round(contrast(look[name], look[ground]), 2) for look in looks) if ground else ()
        for ground in ("paper", wash)
    )
    return Colour(name, on_paper, wash, on_wash)


def _look(name: str) -> dict[str, Lab]:
    scheme = name.split(",")[0]
    strength = STRONGER if "high" in name else 0.0
    found = COLOUR.finditer((settings.ROOT / TOKENS).read_text())
    return {each["name"]: _mixed(_lab(each[scheme]), each["to"], scheme, strength) for each in found}


def _mixed(colour: Lab, to: str | None, scheme: str, strength: float) -> Lab:
    """Go towards the ground, white in the light, or towards its opposite."""
    if not to:
        return colour
    lightness = 1.0 if (to == "ground") == (scheme == "light") else 0.0
    mixed = [value * (1 - strength) for value in colour]
    return mixed[0] + lightness * strength, mixed[1], mixed[2]


def _lab(text: str) -> Lab:
    lightness, chroma, hue = text.split()
    angle, length = math.radians(float(hue.removesuffix("deg"))), float(chroma)
    return float(lightness.removesuffix("%")) / 100, length * math.cos(angle), length * math.sin(angle)


def _luminance(colour: Lab) -> float:
    lightness, a, b = colour
    l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3  # noqa: E741  # the letters of the standard
    m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    s = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    red = 4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s
    green = -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s
    blue = -0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s
    red, green, blue = (min(max(value, 0.0), 1.0) for value in (red, green, blue))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
