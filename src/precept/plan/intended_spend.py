"""Where the parts that know of intended spend sign up, so that the framework writes itself from them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from precept.plan.published import AmountPublished, LinkPublished, SharePublished
from precept.plan.rules import Doubt


@dataclass(frozen=True)
class IntendedSpend:
    """A row for a year's framework: of the register, rounds, formulas or projects. Amounts are whole pence.

    ``section`` is the key of the table it belongs in; ``subject`` is what the ledger calls the thing
    (or the first of several), the same from refresh to refresh; ``when`` and ``limit`` stand as they
    are to be printed. ``amounts`` has one entry for each contract of the row, with no pence where it
    is not yet known; none at all where no amount is stated. ``shares`` add up to the amounts where
    both are known. ``fund`` is the code of the fund that pays, or pays most. ``priorities`` are
    the slugs of the plan's that it serves. ``begins``: from when it stands, where that is known.
    ``place`` is its place in the table.
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
    priorities: tuple[str, ...] = ()
    begins: date | None = None
    place: int = 0

    @property
    def stands_for(self) -> frozenset[str]:
        """Every thing whose money it is, as the ledger calls it: itself, and each agreement of the row."""
        return frozenset([self.subject, *(f"agreement:{one.of}" for one in self.amounts if one.of)])


Source = Callable[[str], list[IntendedSpend]]
Beside = Callable[[str, Sequence[IntendedSpend]], list[IntendedSpend]]
Doubts = Callable[[str], list[Doubt]]
_sources: dict[str, Source] = {}
_beside: dict[str, Beside] = {}
_doubts: dict[str, Doubts] = {}


def sign_up(name: str, source: Source) -> None:
    """Add a source: given a financial year (2022-23), what it intends to spend then."""
    _sources[name] = source


def sign_up_beside(name: str, source: Beside) -> None:
    """Add a source that leaves out what the others list already: given the year and what they intend."""
    _beside[name] = source


def sign_up_doubts(name: str, source: Doubts) -> None:
    """Add what a part knows of a year's gaps and clashes."""
    _doubts[name] = source


def doubts(year: str) -> list[Doubt]:
    """The gaps and clashes of a year that the parts know of."""
    return [one for name in sorted(_doubts) for one in _doubts[name](year)]


def intended_spend(year: str) -> list[IntendedSpend]:
    """What every source intends for a year, in the order of tables, places and numbers."""
    found = [one for name in sorted(_sources) for one in _sources[name](year)]
    found += [one for name in sorted(_beside) for one in _beside[name](year, tuple(found))]
    return sorted(found, key=lambda one: (one.section, one.place, one.number, one.subject))
