"""The board of checks and the page of one bid: what is shown, to whom, at what cost."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from precept.do.assessment.models import BidCheck
from precept.do.bids.models import Bid, Conflict, Submission
from precept.do.opportunities.models import Call
from precept.foundation import clock
from precept.foundation.money import Money
from precept.foundation.people.models import Person
from precept.parties import actions as standing
from precept.parties.models import DueDiligence
from precept.parties.rules import SubsidyAnswers
from tests.do.assessment.conftest import declare

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(officer: Person, client_as: Callable[[Person], Client]) -> Client:
    """The browser of somebody who runs rounds."""
    return client_as(officer)


def board(call: Call) -> str:
    return f"/office/rounds/{call.opportunity.reference}/checks"


def at(bid: Bid) -> str:
    return f"/office/rounds/{bid.opportunity.reference}/checks/{bid.reference}"


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("commissioning-officer", 200),
        ("commissioning-manager", 200),
        ("marker", 403),
        ("external-expert", 403),
        ("auditor", 403),
        ("chief-executive", 403),
        ("administrator", 403),
        ("provider", 403),
    ],
)
def test_only_people_who_run_rounds_see_checks(
    bids: list[Bid],
    call: Call,
    person: Callable[..., Person],
    client_as: Callable[[Person], Client],
    role: str,
    status: int,
) -> None:
    client = client_as(person(role=role))

    assert [client.get(one).status_code for one in (board(call), at(bids[0]))] == [status] * 2


def test_the_board_says_where_each_bid_stands(
    bids: list[Bid], call: Call, officer: Person, desk: Client
) -> None:
    BidCheck.objects.create(
        bid=bids[0], kind="eligibility", rule="area", outcome="fail", by=officer
    )
    BidCheck.objects.create(
        bid=bids[1], kind="eligibility", rule="area", outcome="pass", by=officer
    )

    page = desk.get(board(call)).content.decode()
    assert "1 of 2" in page  # one of two rules checked
    out = desk.get(f"{board(call)}?state=out").content.decode()
    assert bids[0].reference in out
    assert bids[1].reference not in out


def test_a_board_before_opening_says_what_to_do(call: Call, desk: Client) -> None:
    assert "Bids can be checked once they are opened." in desk.get(board(call)).content.decode()


def test_a_conflict_hides_the_bid_on_the_board_and_its_page(
    bids: list[Bid], call: Call, officer: Person, desk: Client
) -> None:
    Conflict.objects.create(bid=bids[0], person=officer, kind="family")

    page = desk.get(board(call)).content.decode()
    assert bids[0].reference not in page
    assert "3 bids" in page
    assert desk.get(at(bids[0])).status_code == 404
    assert desk.post(at(bids[0]), {"read": "0"}).status_code == 404
    found = desk.get(f"{board(call)}?words={bids[0].reference}").content.decode()
    assert bids[0].title not in found


def test_the_answers_are_read_only_once_interests_are_declared(
    bids: list[Bid], call: Call, officer: Person, desk: Client
) -> None:
    before = desk.get(at(bids[0])).content.decode()
    assert "will walk with people home" not in before
    assert f"/my/interests/{call.opportunity.reference}" in before

    declare(officer, call)
    assert "will walk with people home" in desk.get(at(bids[0])).content.decode()


def test_due_diligence_comes_from_the_organisation_with_who_and_evidence(
    bids: list[Bid], manager: Person, desk: Client
) -> None:
    DueDiligence.objects.create(
        organisation=bids[0].organisation,
        kind="identity",
        outcome="satisfied",
        evidence="On the charity register since 2019",
        source="by hand",
        by=manager,
    )

    page = desk.get(at(bids[0])).content.decode()
    assert "On the charity register since 2019" in page
    assert "Identity and registration: Satisfied" in page
    assert "Maya Manager" in page
    other = desk.get(at(bids[1])).content.decode()
    assert "Identity and registration: not checked yet" in other
    assert "/diligence" in other


def test_several_checks_are_recorded_at_once(bids: list[Bid], desk: Client) -> None:
    sent = {
        "read": "0",
        "outcome_eligibility_area": "pass",
        "evidence_eligibility_area": "Postcode",
        "outcome_plan": "refer",
        "evidence_plan": "Unsure which priority",
    }
    answer = desk.post(at(bids[0]), sent)

    assert answer.status_code == 302
    assert sorted(BidCheck.objects.values_list("kind", "rule", "outcome")) == [
        ("eligibility", "area", "pass"),
        ("plan", "", "refer"),
    ]


def test_everything_that_lacks_is_said_at_once_and_nothing_typed_is_lost(
    bids: list[Bid], desk: Client
) -> None:
    sent = {
        "read": "0",
        "outcome_eligibility_area": "fail",
        "evidence_eligibility_area": "Another county",
        "evidence_plan": "Read the plan",
        "outcome_funding": "pass",
    }
    answer = desk.post(at(bids[0]), sent)
    page = answer.content.decode()

    assert answer.status_code == 422
    for words in (
        "Say what the applicant may be told",
        "Choose what came of the check",
        "Say what you looked at",
        "Another county",
        "Read the plan",
    ):
        assert words in page
    assert not BidCheck.objects.exists()


def test_nothing_changed_is_said(bids: list[Bid], desk: Client) -> None:
    answer = desk.post(at(bids[0]), {"read": "0"})

    assert answer.status_code == 422
    assert "Choose an outcome for at least one check" in answer.content.decode()


def test_a_stale_page_shows_what_is_recorded_now_and_keeps_what_was_typed(
    bids: list[Bid], officer: Person, desk: Client
) -> None:
    BidCheck.objects.create(
        bid=bids[0], kind="plan", outcome="pass", evidence="Somebody was first", by=officer
    )
    sent = {"read": "0", "outcome_plan": "fail", "evidence_plan": "I say no"}
    answer = desk.post(at(bids[0]), sent)
    page = answer.content.decode()

    assert answer.status_code == 409
    assert "What is recorded now" in page
    assert "I say no" in page
    assert BidCheck.objects.get(is_current=True).outcome == "pass"


@pytest.mark.parametrize("address", ["board", "one bid"])
def test_checks_take_as_many_queries_for_many_bids_as_for_few(
    make_bids: Callable[..., list[Bid]],
    call: Call,
    officer: Person,
    desk: Client,
    counted: Any,
    address: str,
) -> None:
    first = make_bids(2)[0]
    BidCheck.objects.create(bid=first, kind="plan", outcome="pass", by=officer)
    declare(officer, call)
    where = board(call) if address == "board" else at(first)
    desk.get(where)
    with counted() as few:
        desk.get(where)
    for bid in make_bids(60):
        BidCheck.objects.create(bid=bid, kind="plan", outcome="pass", by=officer)
    declare(officer, call)
    with counted() as many:
        desk.get(where)

    assert len(few) == len(many) <= 15


def test_the_subsidy_check_goes_by_what_the_bid_would_do(
    bids: list[Bid], officer: Person, desk: Client
) -> None:
    bid = bids[0]
    assert bid.organisation is not None
    before = desk.get(at(bid)).content.decode()
    assert "No subsidy check was made of this activity." in before
    assert f"/diligence/subsidy?about=bid:{bid.reference}" in before

    made = standing.check_subsidy(
        by=officer,
        organisation=bid.organisation,
        activity="Free evening walks",
        amount=Money(500_000),
        answers=SubsidyAnswers(offers_on_market=False, on_market_terms=False, could_affect=True),
        about=bid.subject,
    )

    after = desk.get(at(bid)).content.decode()
    assert "Not a subsidy." in after
    assert f"/diligence/subsidy/{made.reference}" in after

    Submission.objects.filter(bid=bid).update(received=clock.now())
    after = desk.get(at(bid)).content.decode()
    assert "Checked for an earlier version of this bid" in after
    assert "Not a subsidy." not in after
