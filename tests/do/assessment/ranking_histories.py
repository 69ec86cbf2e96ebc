"""Random histories of a ranking, for the tests that hold the ledger beside what is shown, frozen and published."""

from typing import Any

from hypothesis import strategies as st

from precept.do.assessment import actions, queries
from precept.do.assessment.models import AgreedScore
from precept.do.bids.models import Bid
from precept.do.opportunities.models import Call
from precept.foundation.money import Money
from precept.foundation.people.models import Person

History = list[tuple[str, int, int]]


@st.composite
def histories(draw: st.DrawFn) -> History:
    """Random acts: (what, which bid, how much)."""
    acts = st.sampled_from(
        ["cut-off", "place", "reserve", "bands", "correct", "over", "freeze", "withdraw"]
    )
    return draw(
        st.lists(st.tuples(acts, st.integers(0, 3), st.integers(0, 100)), min_size=1, max_size=9)
    )


class Undo(Exception):
    """The end of one history: everything that it did is rolled back."""


def act(
    call: Call,
    what: str,
    bid: Bid,
    number: int,
    officer: Person,
    manager: Person,
    finance: Person,
) -> None:
    """Do one thing to a ranking, if it can be done."""
    found = queries.draft(call.opportunity)
    if what == "withdraw":
        frozen = queries.recommendation(call.opportunity)
        if frozen is not None:
            actions.withdraw_recommendation(by=officer, recommendation=frozen, why="Again")
        return
    if what == "correct":
        agreed = AgreedScore.objects.get(bid=bid, criterion__key="need")
        waiting = actions.propose_correction(
            by=officer, agreed=agreed, score=number % 5, why="Typed wrongly"
        )
        actions.approve_correction(by=manager, correction=waiting)
        return
    if found is None:
        return
    given: dict[str, Any] = {"recommendation": found, "version": found.version}
    if what == "cut-off":
        actions.set_cut_off(by=officer, cut_off=number, why=f"Because {number}", **given)
    elif what == "place":
        actions.place_bid(
            by=officer,
            bid=bid,
            placing="part",
            amount=Money(number * 100 + 1),
            why="Part of it",
            **given,
        )
    elif what == "reserve":
        actions.place_bid(
            by=officer, bid=bid, placing="reserve", reserve_place=number + 1, why="Wait", **given
        )
    elif what == "bands":
        actions.set_bands(by=officer, bands=[number, number // 2], **given)
    elif what == "over":
        actions.allow_over_programming(by=finance, over=Money(number), why="Allowed", **given)
    elif what == "freeze":
        actions.freeze_recommendation(by=officer, **given)
