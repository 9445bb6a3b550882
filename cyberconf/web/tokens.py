"""The colours and the type of static/css/tokens.css, for what is drawn where no sheet of the site reaches."""

from __future__ import annotations

import math
import re
from pathlib import Path

from django.conf import settings

TOKENS = Path("static/css/tokens.css")
COLOUR = re.compile(
    r"--(?P<name>[\w-]+): (?P<mix>color-mix\(in oklab, )?"
    r"light-dark\(oklch\((?P<light>[^()]+)\), oklch\((?P<dark>[^()]+)\)\)(, var\(--(?P<to>\w+)\))?"
)
TYPE = re.compile(r"--(?P<name>serif|sans): (?P<fonts>[^;]+);")
STRONGER = 0.6  # --stronger of the high contrast

Lab = tuple[float, float, float]


def look(name: str) -> dict[str, Lab]:
    """Return every colour of a look, in OKLab: "light", "dark", or either with ", high contrast"."""
    scheme = name.split(",")[0]
    strength = STRONGER if "high" in name else 0.0
    return {each["name"]: _mixed(_lab(each[scheme]), each["to"], scheme, strength) for each in _colours()}


def fonts() -> dict[str, str]:
    """Return the stacks of fonts without quotation marks, so without those whose names need them."""
    return {found["name"]: _unquoted(found["fonts"]) for found in TYPE.finditer(_sheet())}


def linear(colour: Lab) -> Lab:
    """Return red, green and blue, from 0 to 1, in linear sRGB (CSS Color 4, section 10)."""
    lightness, a, b = colour
    l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3  # noqa: E741  # the letters of the standard
    m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    s = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    red = 4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s
    green = -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s
    blue = -0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s
    return _clipped(red), _clipped(green), _clipped(blue)


def hexadecimal(colour: Lab) -> str:
    """Return the colour as "#rrggbb", which every program for mail knows."""
    return "#" + "".join(f"{round(_encoded(value) * 255):02x}" for value in linear(colour))


def _unquoted(stack: str) -> str:
    names = [name.strip().strip('"') for name in stack.split(",")]
    return ", ".join(name for name in names if not re.search(r"(^| )\d", name))


def _colours() -> list[re.Match[str]]:
    return list(COLOUR.finditer(_sheet()))


def _sheet() -> str:
    return (settings.ROOT / TOKENS).read_text()


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


def _clipped(value: float) -> float:
    return min(max(value, 0.0), 1.0)


def _encoded(value: float) -> float:
    """Return the value as screens take it (IEC 61966-2-1)."""
    return 12.92 * value if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055
