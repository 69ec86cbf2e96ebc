"""What stands against closing a fund's year. Pure."""

from dataclasses import dataclass
from datetime import date

from precept.foundation.clock import FinancialYear
from precept.foundation.money import Money


@dataclass(frozen=True)
class EndFacts:
    """A fund's year as its closing looks at it: what is left, and what is not settled."""

    year: FinancialYear
    today: date
    left: Money
    waiting: int
    """How many proposals to carry money forward wait to be decided."""
    claimed: Money
    underspent: Money
    owed: Money
    owing: Money


def against_closing(facts: EndFacts) -> list[str]:
    """Everything that stands against closing a fund's year, in words; nothing where it may be closed."""
    words = []
    if facts.year.end >= facts.today:
        words.append(f"{facts.year.spoken} is not over yet.")
    if facts.waiting:
        words.append("A carry-forward of this year waits to be decided.")
    if facts.claimed.pence:
        words.append(f"Claims wait to be paid: {facts.claimed} is approved and not paid.")
    if facts.underspent.pence:
        words.append(f"Underspends are open: {facts.underspent} is not back yet.")
    if facts.owed.pence:
        words.append(f"Partners owe {facts.owed}: note what came, or withdraw what was shared.")
    if facts.owing.pence:
        words.append(f"{facts.owing} is to go back to partners: note when it went.")
    if facts.left.pence < 0:
        words.append(
            f"{Money(-facts.left.pence)} more was promised than there is: state a budget for it first."
        )
    return words
