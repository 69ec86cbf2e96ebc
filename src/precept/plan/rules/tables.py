"""How the framework's tables are laid out, and how each cell is spelled: here and nowhere else.

Public pages, the PDF, the Word file and the office's own pages all print what ``printed`` says.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from precept.foundation.money import TBC, Amount, Money, Total, total
from precept.plan.published import (
    FrameworkSectionPublished,
    LinePublished,
    LinkPublished,
    TotalPublished,
)

NOT_STATED: Final = "Not stated"
NO_NUMERIC_COLUMN: Final = 99
NAMELESS: Final[Mapping[str, str]] = {}
"""Where a fund stands by its code, for want of a name."""


@dataclass(frozen=True)
class Column:
    """A column: the part of a line that it shows, its heading, and whether figures stand in it."""

    key: str
    heading: str
    is_numeric: bool = False


# The headings of the first three are those of the strategy's appendix, word for word.
LAYOUTS: Final[Mapping[str, tuple[Column, ...]]] = {
    "contracts due": (
        Column("number", "Contract Number"),
        Column("name", "Contract Name"),
        Column("when", "Contract Due"),
        Column("value", "Contract Value", is_numeric=True),
    ),
    "contract periods": (
        Column("number", "Contract Number"),
        Column("name", "Contract Name"),
        Column("when", "Contract Period"),
        Column("value", "Contract Value", is_numeric=True),
    ),
    "rounds": (
        Column("number", "Round Number"),
        Column("name", "Round Theme"),
        Column("when", "Round Deadline for Applications"),
        Column("limit", "Value"),
        Column("value", "Total Round Spend"),
    ),
    "projects": (
        Column("name", "Project"),
        Column("when", "Decision Due"),
        Column("fund", "Fund"),
        Column("value", "Estimated Value", is_numeric=True),
    ),
    "formula funding": (
        Column("provider", "Recipient"),
        Column("name", "Purpose"),
        Column("fund", "Fund"),
        Column("value", "Amount for the Year", is_numeric=True),
    ),
}


KINDS_IN: Final[Mapping[str, str]] = {
    "contracts due": "contract",
    "contract periods": "contract",
    "rounds": "round",
    "projects": "project",
    "formula funding": "formula",
}


PROJECTS_TABLE: Final = "projects"
FORMULA_TABLE: Final = "formula-funding"
WRITTEN_TABLES: Final[Mapping[str, tuple[str, str]]] = {
    PROJECTS_TABLE: ("projects", "Commissioning projects of {}"),
    FORMULA_TABLE: ("formula funding", "Formula funding of {}"),
}
"""The tables that a framework gets by itself where there is something for them: layout, and title with the year."""


def kind_in(layout: str) -> str:
    """What the lines of a layout mostly are, which a form proposes."""
    return KINDS_IN[layout]


def columns_of(layout: str) -> tuple[tuple[str, str], ...]:
    """The columns of a layout as they are published: (key, heading) in order."""
    return tuple((column.key, column.heading) for column in LAYOUTS[layout])


class Named(Protocol):
    """What has a number, or none, and a name: a line, what a source intends, what was released."""

    @property
    def number(self) -> str:
        """Of the contract or round."""

    @property
    def name(self) -> str:
        """Of the service, theme or purpose."""


def line_name(line: Named) -> str:
    """What a line is called where it is spoken of: its number, where it has one, and its name."""
    return " ".join(part for part in (line.number, line.name) if part)


def amount_of(pence: int | None) -> Amount:
    """An amount as it was kept: whole pence, or nothing for not yet known."""
    return TBC if pence is None else Money(pence)


def amounts_of(line: LinePublished) -> list[Amount]:
    """The amounts of a line; none where its source states none."""
    return [amount_of(one.pence) for one in line.amounts]


def total_of(lines: Iterable[LinePublished]) -> TotalPublished:
    """What these lines come to: what is known, and how many amounts are not."""
    added = total(amount for line in lines for amount in amounts_of(line))
    return TotalPublished(pence=added.known.pence, unknown=added.unknown)


def total_text(of: TotalPublished, *, in_pence: bool = False) -> str:
    """A total in words: “£3,586,615 plus 1 not yet known”."""
    spelled = str(Total(Money(of.pence), of.unknown, any_pence=in_pence))
    return _capital(spelled)


def shows_pence(lines: Iterable[LinePublished]) -> bool:
    """Whether the money of these lines is written with pence: all of it is where any of it needs them."""
    kept = [
        pence
        for line in lines
        for pence in (
            *(one.pence for one in line.amounts),
            *(one.pence for one in line.shares),
            line.available,
        )
    ]
    return any(pence is not None and Money(pence).has_pence for pence in kept)


def cell_text(
    line: LinePublished,
    column: str,
    *,
    in_pence: bool | None = None,
    funds: Mapping[str, str] = NAMELESS,
) -> str:
    """What stands in the cell of a line under a column (its key).

    ``in_pence`` is the style of the whole column (``shows_pence`` of its lines); without it the line
    decides for itself, so ask ``printed`` for whole tables. ``funds`` are names by code. Empty where the
    source says nothing.
    """
    if column == "value":
        return _value(line, shows_pence([line]) if in_pence is None else in_pence)
    if column == "fund":
        # Several stand as the value beside them calls each one's share.
        if len(line.shares) > 1:
            return " and ".join(share.name for share in line.shares)
        of = line.shares[0] if line.shares else None
        code, called = (of.fund, of.name) if of else (line.fund, line.fund)
        return funds.get(code, called) or NOT_STATED
    texts = {
        "number": line.number,
        "name": line.name,
        "when": line.when,
        "limit": line.limit,
        "provider": line.provider,
    }
    return texts[column]


def _value(line: LinePublished, in_pence: bool) -> str:
    amounts = amounts_of(line)
    if amounts:
        spelled = [_money(amount, in_pence) for amount in amounts]
        # Two contracts in one row stand side by side, as in the strategy's appendix.
        text = (" and " if TBC in amounts else " ").join(spelled)
    else:
        text = NOT_STATED
    if len(line.shares) > 1:
        text += _shares(line, in_pence)
    if line.available is not None and (TBC in amounts or not amounts):
        text += f" – {_money(Money(line.available), in_pence)} available to spend"
    return _capital(text)


def _shares(line: LinePublished, in_pence: bool) -> str:
    if all(share.pence is None for share in line.shares):
        names = " and ".join(share.name for share in line.shares)
        return f" ({names}, split not stated)"
    return "".join(
        f" ({share.name} {_money(amount_of(share.pence), in_pence)})" for share in line.shares
    )


def _money(amount: Amount, in_pence: bool) -> str:
    return str(amount) if in_pence else amount.short


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


@dataclass(frozen=True)
class Piece:
    """Words of a cell, and the public address that they lead to, if any."""

    text: str
    href: str = ""


@dataclass(frozen=True)
class Printed:
    """A table ready to print. ``foot`` is its last row, the total; ``texts`` are the rows as words."""

    key: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[tuple[Piece, ...], ...], ...]
    foot: tuple[str, ...]
    total: str
    note: str

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings, in order."""
        return tuple(column.heading for column in self.columns)

    @property
    def texts(self) -> tuple[tuple[str, ...], ...]:
        """The rows as words alone."""
        return tuple(
            tuple("".join(piece.text for piece in cell) for cell in row) for row in self.rows
        )

    @property
    def numeric_from(self) -> int:
        """How many columns of words stand before the first of figures."""
        return next(
            (place for place, column in enumerate(self.columns) if column.is_numeric),
            NO_NUMERIC_COLUMN,
        )


def printed(section: FrameworkSectionPublished, funds: Mapping[str, str] = NAMELESS) -> Printed:
    """A table of the framework as every page and file prints it, its money in one style, its funds by name."""
    in_pence = shows_pence(section.lines)
    numeric = {column.key for column in LAYOUTS[section.layout] if column.is_numeric}
    columns = tuple(Column(key, heading, key in numeric) for key, heading in section.columns)
    added = total_text(section.total, in_pence=in_pence)
    return Printed(
        key=section.key,
        title=section.title,
        columns=columns,
        rows=tuple(
            tuple(
                cell_pieces(line, column.key, in_pence=in_pence, funds=funds) for column in columns
            )
            for line in section.lines
        ),
        foot=("Total", *("" for _ in columns[2:]), added),
        total=added,
        note=section.note,
    )


def cell_pieces(
    line: LinePublished,
    column: str,
    *,
    in_pence: bool | None = None,
    funds: Mapping[str, str] = NAMELESS,
) -> tuple[Piece, ...]:
    """A cell's words with their links: on the line's number, or on its name where it has none."""
    text = cell_text(line, column, in_pence=in_pence, funds=funds)
    if column != ("number" if line.number else "name") or not line.links:
        return (Piece(text),)
    return _linked(text, line.links)


def _linked(text: str, links: Sequence[LinkPublished]) -> tuple[Piece, ...]:
    addresses = {link.text: link.href for link in links}
    words = "|".join(re.escape(word) for word in sorted(addresses, key=len, reverse=True))
    parts = re.split(rf"(?<!\w)({words})(?!\w)", text)
    pieces = tuple(Piece(part, addresses.get(part, "")) for part in parts if part)
    if len(links) == 1 and not any(piece.href for piece in pieces):
        return (Piece(text, links[0].href),)
    return pieces
