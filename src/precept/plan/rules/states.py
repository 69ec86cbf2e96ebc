"""The life of a framework: draft, approved, published, superseded. Pure."""

import re
from collections.abc import Mapping
from typing import Final

from precept.foundation.clock import FinancialYear

MOVES: Final[Mapping[tuple[str, str], str]] = {
    ("draft", "approve"): "approved",
    ("approved", "send back"): "draft",
    ("approved", "publish"): "published",
    ("published", "supersede"): "superseded",
    ("published", "withdraw"): "withdrawn",
}
IN_HAND: Final = ("draft", "approved")
MOST_LINES: Final = 1_000


def moved(state: str, move: str) -> str | None:
    """The state after a move; None where it can't be made from there."""
    return MOVES.get((state, move))


def approval_problem(*, drafted_it: bool, exception: str) -> tuple[str, str] | None:
    """Why somebody may not approve: the field at fault and words; None where they may.

    Who drafted a framework approves it only with a recorded reason (separate hands).
    """
    if drafted_it and not exception.strip():
        return (
            "exception",
            "You drafted this framework. Ask somebody else to approve it, or say why nobody else can.",
        )
    return None


def years_moved_on(text: str, year: FinancialYear) -> str:
    """A text with this financial year, however it was written, made the next one.

    For the titles of tables: “… Activity for 2022 – 2023” becomes “… for 2023 – 2024”.
    """
    second = year.first + 1
    found = re.compile(rf"(?<!\d){year.first}(\s?[-‐‑–—/]\s?)({second}|{second % 100:02d})(?!\d)")

    def following(match: re.Match[str]) -> str:
        after = str(second + 1)
        return f"{second}{match[1]}{after if len(match[2]) == 4 else after[2:]}"

    return found.sub(following, text)
