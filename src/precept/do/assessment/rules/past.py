"""Reading a past round as offices kept it: what came of a bid, its scores, its total. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final

from precept.do.assessment.rules import scores as scoring
from precept.foundation.money import Money

MOST_SCORES: Final = 8
"""So many criteria a file of a past round may have columns for."""
LONGEST_TITLE: Final = 300
_OUTCOMES: Final[Mapping[str, tuple[str, ...]]] = {
    "fund": ("funded", "fund", "approved", "successful", "awarded", "award", "yes", "y", "full"),
    "part": (
        "part",
        "partial",
        "part funded",
        "partially funded",
        "funded in part",
        "partly funded",
    ),
    "reserve": ("reserve", "reserved", "reserve list", "waiting list"),
    "decline": (
        "not funded",
        "unfunded",
        "declined",
        "decline",
        "unsuccessful",
        "rejected",
        "refused",
        "not successful",
        "no",
        "n",
        "do not fund",
    ),
    "ineligible": ("ineligible", "not eligible", "out of scope"),
}


class Unclear(ValueError):
    """A cell that cannot be read; ``words`` say why, fit to show."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


def read_outcome(text: str) -> str:
    """What came of a bid: "fund", "part", "reserve", "decline" or "ineligible"."""
    said = re.sub(r"[^a-z]+", " ", text.casefold()).strip()
    for placing, spellings in _OUTCOMES.items():
        if said in spellings:
            return placing
    for placing in ("ineligible", "decline", "part", "reserve", "fund"):
        if any(len(one) > 3 and said.startswith(one) for one in _OUTCOMES[placing]):
            return placing
    raise Unclear(
        f"“{text}” is no outcome. Write funded, part funded, reserve, not funded or not eligible."
    )


def read_score(text: str) -> int:
    """A score for a criterion: a whole number, also as "4/5" or "4 out of 5"."""
    found = re.fullmatch(r"([0-9]{1,3})(?:\.0+)?(?:\s*(?:/|out of)\s*[0-9]{1,3})?", text.strip())
    if found is None:
        raise Unclear(f"“{text}” is no score. Write a whole number, such as 4.")
    return int(found.group(1))


def read_total(text: str) -> Decimal:
    """A total out of 100, also as "72.5%" or "72.5/100"; another whole is taken as a part of 100."""
    found = re.fullmatch(
        r"([0-9]{1,4}(?:\.[0-9]{1,6})?)\s*(?:%|(?:/|out of)\s*([0-9]{1,4}))?", text.strip()
    )
    if found is None:
        raise Unclear(f"“{text}” is no total. Write a number out of 100, such as 72.5.")
    number, whole = Decimal(found.group(1)), Decimal(found.group(2) or 100)
    if not whole or number > whole:
        raise Unclear(f"“{text}” is more than the whole: a total is out of 100.")
    return scoring.exactly(Fraction(number) * scoring.HIGHEST / Fraction(whole))


@dataclass(frozen=True)
class PastBid:
    """A bid of a past round as its row says it. ``scores`` are in the order of the round's criteria."""

    organisation: str
    title: str
    placing: str
    summary: str = ""
    area: str = ""
    asked: Money | None = None
    scores: tuple[int | None, ...] = ()
    total: Decimal | None = None
    amount: Money | None = None
    conditions: tuple[str, ...] = ()
    why: str = ""
    band: str = ""


def scores_by_key(past: PastBid, keys: Sequence[str]) -> dict[str, int]:
    """Its scores by criterion; those without one are left out."""
    return {key: score for key, score in zip(keys, past.scores, strict=False) if score is not None}


def past_problem(past: PastBid, criteria: Sequence[scoring.Weighed]) -> tuple[str, str]:
    """Why a row cannot be taken in, as (column, words); ("", "") where it can."""
    given = [one for one in past.scores if one is not None]
    if len(past.scores) > len(criteria) and any(
        one is not None for one in past.scores[len(criteria) :]
    ):
        if not criteria:
            if past.total is None and past.placing != "ineligible":
                words = (
                    "The round has no criteria yet, so scores cannot be weighed. Set its criteria"
                    " first, or add a column with the total."
                )
                return "total", words
        else:
            return f"score_{len(criteria) + 1}", f"The round has {len(criteria)} criteria only."
    if criteria and 0 < len(given) < len(criteria) and past.total is None:
        return "total", "Some scores are missing, and no total is stated."
    for place, (one, score) in enumerate(zip(criteria, past.scores, strict=False), start=1):
        if score is not None and score > one.highest:
            return f"score_{place}", f"The best score for this criterion is {one.highest}."
    if not given and past.total is None and past.placing in {"fund", "part", "reserve"}:
        return "total", "Neither scores nor a total are stated."
    if past.placing in {"fund", "part"} and past.amount is None:
        return "awarded", "It was funded, and no amount is stated."
    if past.placing not in {"fund", "part"} and past.amount is not None and past.amount.pence:
        return "outcome", "It was not funded, and an amount is stated."
    return "", ""


def past_doubt(past: PastBid, criteria: Sequence[scoring.Weighed]) -> tuple[str, str]:
    """What is doubtful of a row that can be taken in, as (column, words)."""
    held = scores_by_key(past, [one.key for one in criteria])
    if criteria and len(held) == len(criteria) and past.total is not None:
        worked_out = scoring.weighted_score(held, criteria)
        if abs(worked_out - past.total) >= Decimal("0.5"):
            words = (
                f"The scores come to {scoring.score_words(worked_out)}, and the total says"
                f" {scoring.score_words(past.total)}. The scores are kept."
            )
            return "total", words
    if past.amount is not None and past.asked is not None and past.amount > past.asked:
        return "awarded", f"It was given more than the {past.asked.short} it asked for."
    if (
        past.placing == "fund"
        and past.amount is not None
        and past.asked is not None
        and past.amount < past.asked
    ):
        return "outcome", "It was given less than it asked for: it is kept as funded in part."
    return "", ""


def placing_of(past: PastBid) -> str:
    """Where it stands: an award of less than was asked for is one in part."""
    is_less = past.amount is not None and past.asked is not None and past.amount < past.asked
    return "part" if past.placing == "fund" and is_less else past.placing


def marking_window_problem(began: date | None, ended: date | None, moderated: date) -> str:
    """What is wrong with the days between which a past round was marked; "" where nothing is."""
    if (began is None) != (ended is None):
        return "Enter the day on which marking began and the day on which it ended, or neither"
    if began and ended and not began <= ended <= moderated:
        return "Marking must begin before it ends, and end by the day of moderation"
    return ""
