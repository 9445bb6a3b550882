"""The colours of static/css/tokens.css in each look, and how well they stand out from each other.

Contrast is that of WCAG 2.2 (relative luminance).
"""

from __future__ import annotations

from dataclasses import dataclass

from cyberconf.web import tokens
from cyberconf.web.tokens import Lab, linear

LOOKS = ("light", "dark", "light, high contrast", "dark, high contrast")
GROUNDS = {
    "gold": "gold-wash",
    "green": "green-wash",
    "red": "red-wash",
}  # what a colour stands on beside paper


@dataclass(frozen=True)
class Colour:
    """A token with its contrast to paper in each of ``LOOKS``, and to the wash of its name, if it has one."""

    name: str
    on_paper: tuple[float, ...]
    wash: str = ""
    on_wash: tuple[float, ...] = ()


def colours() -> list[Colour]:
    """Return every colour of the tokens, in their order."""
    looks = [tokens.look(name) for name in LOOKS]
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


def _luminance(colour: Lab) -> float:
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
