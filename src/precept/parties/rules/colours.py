"""The office's colours: whether text in them, and upon them, can be read."""

import re
from typing import Final

READABLE: Final = 4.5
"""The least contrast of text with what is behind it (WCAG 2.2, criterion 1.4.3)."""
WHITE: Final = "#ffffff"
BLACK: Final = "#000000"
"""Not the design system's near-black: upon every colour, one of these two has a contrast of 4.5 or more."""


class NotAColour(ValueError):
    """A text that is no colour; ``words`` are fit to show."""

    def __init__(self) -> None:
        self.words = "Enter a colour as # and six letters or digits, such as #1d3557"
        super().__init__(self.words)


def read_colour(text: str) -> str:
    """A colour as "#1d3557", from any usual spelling of it. NotAColour where it is none."""
    bare = text.strip().removeprefix("#").lower()
    if re.fullmatch("[0-9a-f]{3}", bare):
        bare = "".join(digit * 2 for digit in bare)
    if not re.fullmatch("[0-9a-f]{6}", bare):
        raise NotAColour
    return f"#{bare}"


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, from 1 (none) to 21 (WCAG 2.2, definition of contrast ratio)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    def linear(share: float) -> float:
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def text_upon(colour: str) -> str:
    """Whichever of white and black is better read upon a colour."""
    return max((WHITE, BLACK), key=lambda text: contrast(colour, text))


def colour_problem(colour: str) -> str | None:
    """What is wrong with the office's main colour, fit to show: it carries white text and is text on white."""
    found = contrast(colour, WHITE)
    if found >= READABLE:
        return None
    # Cut, not rounded: 4.49 must not be told as 4.5.
    return (
        f"Choose a darker colour: its contrast with white is {int(found * 10) / 10}:1, and text needs"
        f" {READABLE}:1 or more"
    )
