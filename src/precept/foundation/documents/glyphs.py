"""Which signs our own font can print, and what stands for those that it cannot."""

import struct
import unicodedata
from functools import cache
from pathlib import Path

_FONTS = Path(__file__).parent / "fonts"
_FACES = ("LiberationSans-Regular.ttf", "LiberationSans-Bold.ttf", "LiberationSans-Italic.ttf")
# Signs that are seen only by what they do to their neighbours: nothing is lost without them.
_SILENT = frozenset("\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad\u061c")


def printable(text: str) -> str:
    """The text with every sign that our font lacks named in square brackets.

    A PDF/UA file may not hold a sign without a shape, and a gap would hide that something was
    there: a thumbs-up becomes "[thumbs up sign]".
    """
    if text.isascii():
        return text
    known = _known()
    text = unicodedata.normalize("NFC", text)
    return "".join(sign if sign in known or sign == "\n" else _stand_in(sign) for sign in text)


def _stand_in(sign: str) -> str:
    is_variation = "\ufe00" <= sign <= "\ufe0f" or "\U000e0100" <= sign <= "\U000e01ef"
    if sign in _SILENT or is_variation:
        return ""
    if unicodedata.category(sign) == "Zs":
        return " "
    name = unicodedata.name(sign, "").lower()
    return f"[{name}]" if name else f"[character U+{ord(sign):04X}]"


@cache
def _known() -> frozenset[str]:
    """The signs that all our faces can print."""
    faces = [_signs((_FONTS / face).read_bytes()) for face in _FACES]
    return frozenset(chr(code) for code in frozenset.intersection(*faces)) - _SILENT


def _signs(font: bytes) -> frozenset[int]:
    """The code points a TrueType font maps to a shape (OpenType 1.9, cmap, format 4)."""
    count = struct.unpack_from(">H", font, 4)[0]
    tables = {
        font[place : place + 4]: struct.unpack_from(">I", font, place + 8)[0]
        for place in range(12, 12 + 16 * count, 16)
    }
    cmap = tables[b"cmap"]
    for place in range(struct.unpack_from(">H", font, cmap + 2)[0]):
        _, _, offset = struct.unpack_from(">HHI", font, cmap + 4 + 8 * place)
        if struct.unpack_from(">H", font, cmap + offset)[0] == 4:
            return _format_4(font, cmap + offset)
    raise ValueError("The font has no character map of format 4.")


def _format_4(font: bytes, start: int) -> frozenset[int]:
    double = struct.unpack_from(">H", font, start + 6)[0]
    segments = double // 2
    ends = struct.unpack_from(f">{segments}H", font, start + 14)
    firsts = struct.unpack_from(f">{segments}H", font, start + 16 + double)
    deltas = struct.unpack_from(f">{segments}h", font, start + 16 + 2 * double)
    ranges_at = start + 16 + 3 * double
    ranges = struct.unpack_from(f">{segments}H", font, ranges_at)
    signs = set()
    for place, (first, end, delta, step) in enumerate(
        zip(firsts, ends, deltas, ranges, strict=True)
    ):
        for code in range(first, min(end, 0xFFFE) + 1):
            shape = code
            if step:
                at = ranges_at + 2 * place + step + 2 * (code - first)
                shape = struct.unpack_from(">H", font, at)[0]
                if shape == 0:
                    continue
            if (shape + delta) & 0xFFFF:
                signs.add(code)
    return frozenset(signs)
