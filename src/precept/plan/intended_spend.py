"""Where the parts that know of intended spend sign up, so that the framework assembles from them."""

from collections.abc import Callable
from dataclasses import dataclass

from precept.plan.published import AmountPublished, LinkPublished, SharePublished


@dataclass(frozen=True)
class IntendedSpend:
    """A row for a year's framework, from the register or the rounds. Amounts are whole pence.

    ``section`` is the key of the table it belongs in; ``subject`` is what the ledger calls the thing
    (or the first of several), the same from refresh to refresh; ``when`` and ``limit`` stand as they
    are to be printed. ``amounts`` has one entry for each contract of the row, with no pence where it
    is not yet known; none at all where no amount is stated. ``shares`` add up to the amounts where
    both are known. ``fund`` is the code of the fund that pays, or pays most. ``place`` is its place
    in the table.
    """

    section: str
    subject: str
    name: str
    kind: str
    number: str = ""
    when: str = ""
    limit: str = ""
    provider: str = ""
    fund: str = ""
    amounts: tuple[AmountPublished, ...] = ()
    shares: tuple[SharePublished, ...] = ()
    available: int | None = None
    links: tuple[LinkPublished, ...] = ()
    is_invented: bool = False
    note: str = ""
    place: int = 0


Source = Callable[[str], list[IntendedSpend]]
_sources: dict[str, Source] = {}


def sign_up(name: str, source: Source) -> None:
    """Add a source: given a financial year (2022-23), what it intends to spend then."""
    _sources[name] = source


def intended_spend(year: str) -> list[IntendedSpend]:
    """What every source intends for a year, in the order of tables, places and numbers."""
    found = [one for name in sorted(_sources) for one in _sources[name](year)]
    return sorted(found, key=lambda one: (one.section, one.place, one.number, one.subject))
