"""Which partner should lead a joint service: a proposal with its reasons. Pure.

The strategy: "Agree which partner should lead the co-commissioning activity based on factors such as level of
investment and expertise. We will offer to take the lead where a service is directly linked to a priority within
the Police and Crime Plan."
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from precept.foundation.money import Money

RANK: Final = {"none": 0, "some": 1, "specialist": 2}


@dataclass(frozen=True)
class Standing:
    """What a commissioner brings: its investment (None where any of it is not stated) and expertise."""

    key: str
    name: str
    investment: Money | None
    expertise: str = "none"
    is_office: bool = False


@dataclass(frozen=True)
class Proposal:
    """Who should lead, why, and whether the office offers to; ``lead`` is None where facts do not say."""

    lead: str | None
    office_offers: bool
    reasons: tuple[str, ...]


def proposed_lead(partners: Sequence[Standing], priorities: Sequence[str]) -> Proposal:
    """Who should lead by investment, then expertise; the office offers where a priority is served.

    ``priorities`` are the titles of the plan's priorities that the service is directly linked to. An offer
    is what the strategy promises and is proposed first; the partners agree who takes it.
    """
    reasons: list[str] = []
    office = next((one for one in partners if one.is_office), None)
    offers = office is not None and bool(priorities)
    if offers:
        titles = "; ".join(priorities)
        reasons.append(
            f"The office offers to lead: the service is directly linked to a priority of its plan ({titles})."
        )
    elif office is not None:
        reasons.append(
            "The office does not offer of itself: no priority of its plan is linked to the service."
        )
    most, by_money = _by_investment(partners)
    expert, by_skill = _by_expertise(partners)
    reasons += [by_money, by_skill]
    if offers and office is not None:
        return Proposal(office.key, True, tuple(reasons))
    lead = most or expert
    if lead is None:
        reasons.append("What is stated does not say who should lead: the partners agree it.")
    return Proposal(lead.key if lead else None, False, tuple(reasons))


def _by_investment(partners: Sequence[Standing]) -> tuple[Standing | None, str]:
    unknown = [one.name for one in partners if one.investment is None]
    if unknown:
        return None, f"Level of investment does not decide: not stated for {_listed(unknown)}."
    ranked = sorted(partners, key=lambda one: -(one.investment or Money(0)).pence)
    if not ranked or ranked[0].investment in (None, Money(0)):
        return None, "Level of investment does not decide: nobody puts money in."
    highest = [one for one in ranked if one.investment == ranked[0].investment]
    if len(highest) > 1:
        best = _most_expert(highest)
        names = _listed([one.name for one in highest])
        return best, f"Level of investment: {names} invest the same."
    first = highest[0]
    assert first.investment is not None
    return first, f"Level of investment: {first.name} puts in most ({first.investment.short})."


def _by_expertise(partners: Sequence[Standing]) -> tuple[Standing | None, str]:
    best = _most_expert(partners)
    if best is None:
        return None, "Expertise does not decide: nobody’s stands out."
    return best, f"Expertise: {best.name} knows the field best."


def _most_expert(partners: Sequence[Standing]) -> Standing | None:
    """The one whose expertise is above everybody else's; none where two are alike."""
    top = max((RANK[one.expertise] for one in partners), default=0)
    found = [one for one in partners if RANK[one.expertise] == top]
    return found[0] if top and len(found) == 1 else None


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
