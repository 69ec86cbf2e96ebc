"""How wide the columns of a table are on paper, and how small its letters must be."""

from dataclasses import dataclass

from precept.foundation.documents.model import Table, plain_text

# A4 with margins of 22 mm: how many letters of 9.5 points stand on a line, upright and turned.
_ROOM_UPRIGHT, _ROOM_TURNED = 98.0, 150.0
_SIZES = (9.5, 8.5, 7.5)
# In letters: what a short cell (a date, a reference) keeps on one line, what a long one may ask
# for, and the space between two columns.
_SHORT_CELL, _LONG_CELL, _PADDING = 16, 48, 2.3
# A word this long may break in any column: an address of a page, a reference out of a machine.
_LONG_WORD = 25


@dataclass(frozen=True, slots=True)
class Fit:
    """A table as it fits its paper.

    `size` is in points, `widths` are shares of the line, `longest` says for each column how many
    signs a word may have before it must be allowed to break.
    """

    size: float
    widths: tuple[float, ...]
    longest: tuple[int, ...]


def fit(table: Table) -> Fit:
    """The widths and the size of a table: every column its longest word, then what is left over.

    Columns with weights of their own get those (1 where one has none), and the size stays.
    """
    room = _ROOM_TURNED if table.is_wide else _ROOM_UPRIGHT
    places = range(len(table.columns))
    needs = [_need(table, place) for place in places]
    if any(column.weight for column in table.columns):
        shares = [column.weight or 1.0 for column in table.columns]
        widths = [room * share / sum(shares) for share in shares]
        size = _SIZES[0]
    else:
        size = next((size for size in _SIZES if sum(needs) <= room * _SIZES[0] / size), _SIZES[-1])
        room *= _SIZES[0] / size
        wishes = [_wish(table, place) for place in places]
        widths = _shared(room, needs, wishes)
    longest = tuple(
        _LONG_WORD if need <= width else min(max(int((width - _PADDING) / 1.4), 2), _LONG_WORD)
        for need, width in zip(needs, widths, strict=True)
    )
    return Fit(size, tuple(round(width, 3) for width in widths), longest)


def _shared(room: float, needs: list[float], wishes: list[float]) -> list[float]:
    left = room - sum(needs)
    if left <= 0:
        return [room * need / sum(needs) for need in needs]
    extra = [max(wish - need, 0.0) + 0.5 for need, wish in zip(needs, wishes, strict=True)]
    return [need + left * more / sum(extra) for need, more in zip(needs, extra, strict=True)]


def _need(table: Table, place: int) -> float:
    """The width of the longest word in a column, or of the longest cell where all are short."""
    cells = [line for row in table.rows for line in plain_text(row[place]).split("\n")]
    totals = [plain_text(row[place]) for row in table.totals]
    words = [word for text in (*cells, *totals) for word in text.split()]
    # Headings and totals are bold.
    heads = [_width(word) * 1.08 for word in plain_text(table.columns[place].text).split()]
    longest = max([*heads, *(_width(word) for word in words if len(word) < _LONG_WORD)])
    longest_cell = max(cells, key=len, default="")
    if len(longest_cell) <= _SHORT_CELL:
        longest = max(longest, _width(longest_cell))
    return longest * (1.08 if place == 0 and table.rows_have_headings else 1.0) + _PADDING


def _wish(table: Table, place: int) -> float:
    cells = (line for row in table.rows for line in plain_text(row[place]).split("\n"))
    return min(max((len(cell) for cell in cells), default=0), _LONG_CELL) + _PADDING


def _width(text: str) -> float:
    """The width of some text in letters: capitals are wider than small ones, points narrower."""
    capitals = sum(sign.isupper() for sign in text)
    figures = sum(sign.isdigit() for sign in text)
    points = sum(sign in " ,.:;'!()-/" for sign in text)
    return len(text) + 0.45 * capitals + 0.12 * figures - 0.4 * points
