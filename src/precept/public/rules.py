"""How the public site says what was published: colours that can be read, pictures, lists. Pure."""

import re
from collections.abc import Mapping, Sequence

from precept.foundation.money import Amount, Money
from precept.plan.published import FrameworkPublished, SlicePublished

KIND_ORDER = ("contract", "project", "round", "formula")
DARK, LIGHT = "#0b0c0c", "#ffffff"


def amount(pence: int | None) -> str:
    """An amount for a page: “£56,000”, or “Not yet known”."""
    return "Not yet known" if pence is None else Money(pence).short


def luminance(colour: str) -> float:
    """How bright a colour “#rrggbb” is, from 0 to 1 (WCAG 2.2, relative luminance)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, from 1 to 21 (WCAG 2.2)."""
    bright, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def text_on(colour: str) -> str:
    """The text colour, dark or light, that reads better on a colour."""
    return max((LIGHT, DARK), key=lambda text: contrast(colour, text))


def is_colour(text: str) -> bool:
    """Whether this is a colour as “#rrggbb”, so that nothing else gets into a style sheet."""
    return re.fullmatch(r"#[0-9a-fA-F]{6}", text) is not None


def funds_and_kinds(
    slices: Sequence[SlicePublished],
) -> tuple[list[tuple[str, str]], list[tuple[str, str]], Mapping[tuple[str, str], Amount]]:
    """Funds (code, name), kinds (code, title), and what each fund intends for each kind."""
    funds = dict.fromkeys((one.fund, one.fund_name) for one in slices)
    titles = {one.kind: one.kind_title for one in slices}
    kinds = [(kind, titles[kind]) for kind in KIND_ORDER if kind in titles]
    sums = {(one.fund, one.kind): Money(one.total.pence) for one in slices}
    return list(funds), kinds, sums


def unknown_in(framework: FrameworkPublished) -> int:
    """How many amounts of a framework are not yet known."""
    return framework.total.unknown


def first_paragraph(text: str, most: int = 300) -> str:
    """The beginning of a text for a card or a feed, whole words only."""
    first = text.strip().split("\n\n", 1)[0].replace("\n", " ")
    if len(first) <= most:
        return first
    return first[:most].rsplit(" ", 1)[0] + "…"
