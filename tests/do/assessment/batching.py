"""A rolling round, and what is done to its batches, for the tests of them."""

from collections.abc import Callable

import pytest

from precept.do.assessment import actions, queries
from precept.do.assessment.models import Recommendation
from precept.do.bids.models import Bid
from precept.do.opportunities.models import Call, OpportunityShare
from precept.foundation.money import Money
from precept.foundation.people.models import Person
from tests.do.assessment.conftest import declare
from tests.do.assessment.moderating import begin, mark_all, moderated

GOOD = (4, 4, 3)


class Batches:
    """A rolling round, and what is done to its batches."""

    def __init__(
        self,
        call: Call,
        make_bids: Callable[..., list[Bid]],
        markers: list[Person],
        people: dict[str, Person],
    ) -> None:
        self.call, self.make_bids, self.markers = call, make_bids, markers[:2]
        self.officer, self.manager, self.finance = people.values()

    def join(self, count: int = 1, scores: tuple[int, int, int] = GOOD) -> list[Bid]:
        """Bids come, are marked and moderated; everybody declares again."""
        made = self.make_bids(count)
        mark_all(made, self.markers, [scores])
        declare(self.manager, self.call)
        moderated(self.call, made, self.manager, [scores])
        for one in (self.officer, self.finance):
            declare(one, self.call)
        return made

    def rank(self, cut_off: int = 60) -> Recommendation:
        """Rank what waits."""
        kept = begin(self.call, self.officer)
        return actions.set_cut_off(
            by=self.officer, recommendation=kept, version=1, cut_off=cut_off, why="Enough evidence"
        )

    def freeze(self, kept: Recommendation) -> Recommendation:
        """Freeze a batch."""
        return actions.freeze_recommendation(
            by=self.officer, recommendation=kept, version=kept.version
        )

    def withdraw(self, kept: Recommendation) -> Recommendation:
        """Take a batch back."""
        return actions.withdraw_recommendation(
            by=self.officer, recommendation=kept, why="To look again"
        )


@pytest.fixture
def batches(
    call: Call,
    make_bids: Callable[..., list[Bid]],
    markers: list[Person],
    officer: Person,
    manager: Person,
    person: Callable[..., Person],
) -> Batches:
    """An open rolling round with £12,000.01 of two funds, of which each bid asks for about £5,000."""
    Call.objects.filter(pk=call.pk).update(stage="published", is_rolling=True, is_sealed=False)
    for name, amount in (("OPCC", "7000.01"), ("VRN", "5000")):
        shares = OpportunityShare.objects.filter(opportunity=call.opportunity, name=name)
        shares.update(amount=Money.of(amount))
    people = {
        "officer": officer,
        "manager": manager,
        "finance": person(role="chief-finance-officer"),
    }
    found = Call.objects.select_related("opportunity__fund").get(pk=call.pk)
    return Batches(found, make_bids, markers, people)


def left(of: Batches) -> int:
    return sum(one.amount.pence for one in queries.left_of(of.call.opportunity))
