"""What a decision notice says of a ranking: from the frozen text alone, whatever happens to the tables later."""

import pytest

from precept.do.assessment import actions, queries
from precept.do.assessment.models import AgreedScore, Recommendation
from precept.do.bids.models import Bid
from precept.do.opportunities.models import Call, Opportunity
from precept.foundation.money import Money
from precept.foundation.people.models import Person
from precept.parties.models import Organisation
from tests.do.assessment.conftest import declare
from tests.do.assessment.moderating import begin, mark_all, moderated

pytestmark = pytest.mark.django_db
SCORES = [(4, 4, 4), (3, 3, 2), (3, 3, 2), (1, 1, 1)]


@pytest.fixture
def frozen(
    marking: Call, bids: list[Bid], markers: list[Person], manager: Person, officer: Person
) -> Recommendation:
    """Four bids, one corrected, two funded, one of them in part with a condition, one in reserve."""
    mark_all(bids, markers[:2], SCORES)
    moderated(marking, bids, manager, SCORES)
    declare(officer, marking)
    agreed = AgreedScore.objects.get(bid=bids[3], criterion__key="need")
    waiting = actions.propose_correction(by=officer, agreed=agreed, score=2, why="Typed wrongly")
    actions.approve_correction(by=manager, correction=waiting)
    kept = begin(marking, officer)
    kept = actions.set_cut_off(
        by=officer, recommendation=kept, version=1, cut_off=60, why="Good evidence of need"
    )
    kept = actions.place_bid(
        by=officer,
        recommendation=kept,
        version=2,
        bid=bids[1],
        placing="part",
        amount=Money(250_000),
        why="One of its two halls",
        conditions=["A lease for the hall"],
    )
    kept = actions.place_bid(
        by=officer,
        recommendation=kept,
        version=3,
        bid=bids[2],
        placing="reserve",
        reserve_place=1,
        why="Waits for a licence",
    )
    return actions.freeze_recommendation(by=officer, recommendation=kept, version=4)


def test_the_facts_say_how_the_bids_were_marked_ranked_and_chosen(frozen: Recommendation) -> None:
    facts = {one["name"]: one["words"] for one in queries.decision_facts(frozen)}

    assert facts["Round"] == "Commissioner's Safety Fund, round 7 of 2026–27: Safer evenings"
    assert facts["Open for bids"] == "9am on 1 October 2026 to 5pm on 30 October 2026"
    assert facts["Bids received"] == "4 bids"
    assert facts["How they were marked"].startswith("Each bid by 2 of 2 markers, each on their own")
    assert "(quorum 1)" in facts["Moderated"]
    assert facts["Scores"] == "1 at 70 or more, 2 at 60, 0 at 40, 1 below"
    assert facts["Cut-off"] == "60 or more out of 100. Good evidence of need"
    assert facts["Bids recommended"] == "2 of 4, with 1 on the reserve list"
    assert (
        facts["Sum recommended"]
        == "£7,501.00 of £200,000.00 in the pot; the bids asked for £20,010.00"
    )
    assert facts["Funders"] == "OPCC £4,500.60 of £120,000.00; VRN £3,000.40 of £80,000.00"
    assert "Need: 1 corrected to 2, because Typed wrongly" in facts["Corrections after moderation"]


def test_only_those_recommended_are_named_in_the_tables(
    frozen: Recommendation, bids: list[Bid]
) -> None:
    tables = {one["title"]: one for one in queries.decision_tables(frozen)}
    awards = tables["Recommended for award"]
    others = str([tables["Reserve list"], tables["Not recommended"]])

    assert [row[0] for row in awards["rows"]] == [
        str(bids[0].organisation and bids[0].organisation.name),
        str(bids[1].organisation and bids[1].organisation.name),
    ]
    assert awards["rows"][1][-1] == "One of its two halls Condition: A lease for the hall"
    assert all(len(row) == len(awards["columns"]) for row in awards["rows"])
    for bid in bids[2:]:
        assert bid.reference in others
        assert bid.organisation is not None
        assert bid.organisation.name not in others


def test_what_the_notice_says_rests_on_the_frozen_text_alone(frozen: Recommendation) -> None:
    before = (queries.decision_facts(frozen), queries.decision_tables(frozen))
    Organisation.objects.update(name="Renamed since")
    Bid.objects.update(title="Retitled since", amount=Money(1))
    Opportunity.objects.update(theme="Another theme", available=Money(1))
    again = Recommendation.objects.get(pk=frozen.pk)

    assert (queries.decision_facts(again), queries.decision_tables(again)) == before
