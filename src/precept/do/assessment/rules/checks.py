"""Checks of bids: what was looked at, what stands against marking a bid. Pure."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final

from precept.do.assessment.rules.choices import CHECK_KINDS, check_outcomes

ELIGIBILITY: Final = "eligibility"
OUTCOMES: Final = dict(check_outcomes)
OUTCOME_TAGS: Final = {
    "pass": "govuk-tag--green",
    "fail": "govuk-tag--red",
    "refer": "govuk-tag--yellow",
    "not-needed": "govuk-tag--grey",
}
LONGEST_EVIDENCE: Final = 4_000
_WORST_FIRST: Final = ("fail", "refer", "pass", "not-needed")


@dataclass(frozen=True)
class Checked:
    """A check that stands: its kind, the round's rule where it is about one, and what came of it."""

    kind: str
    rule: str
    outcome: str


def to_check(rules_of_round: Collection[str]) -> list[tuple[str, str]]:
    """Every check a bid needs, as (kind, rule): eligibility rule by rule, then the others once."""
    eligibility = [(ELIGIBILITY, rule) for rule in rules_of_round] or [(ELIGIBILITY, "")]
    return eligibility + [(kind, "") for kind in CHECK_KINDS if kind != ELIGIBILITY]


def is_out(checks: Iterable[Checked]) -> bool:
    """Whether a bid is out of marking: a failed eligibility check alone takes it out, a flag never."""
    return any(one.kind == ELIGIBILITY and one.outcome == "fail" for one in checks)


def overall(outcomes: Collection[str], needed: int) -> str:
    """What several outcomes of one kind come to: the worst of them; "" while any of ``needed`` lacks."""
    for worst in ("fail", "refer"):
        if worst in outcomes:
            return worst
    if len(outcomes) < needed:
        return ""
    return next((one for one in _WORST_FIRST if one in outcomes), "")


def check_field(kind: str, rule: str) -> str:
    """How a form's fields of a check are called: by its kind, or by the round's rule."""
    return f"{kind}_{rule}" if rule else kind
