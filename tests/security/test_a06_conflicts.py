"""A declared conflict shuts every door to that bid: its answers, marks, scores, rank and story (A06)."""

from typing import Final

import pytest

from precept.do.bids import actions as bidding
from precept.do.bids.models import Conflict
from precept.foundation.ledger.actions import NotAllowed
from precept.foundation.people import rules
from precept.foundation.people.testing import signed_in
from tests.security import rounds
from tests.security.canaries import Canaries
from tests.security.house import House
from tests.security.rounds import Round
from tests.security.sweeping import doors_of_bids, plant_in, read_by

PARTS: Final = ("assessment", "bids", "decisions", "desk", "documents", "opportunities")


@pytest.fixture
def canaries() -> Canaries:
    return Canaries()


@pytest.fixture
def ranked(office: House, canaries: Canaries) -> Round:
    """A round at its ranking, in which an officer and the chief executive have an interest in one bid."""
    made = rounds.sealed(office)
    made.words = canaries.words
    bid, chief = made.bid("submitted"), office.someone("chief-executive")
    shut = {made.other_officer: bid, chief: bid}
    rounds.opened(made, conflicts=shut)
    rounds.marking(made)
    rounds.marked(made)
    rounds.moderated(made, rounds.moderating(made))
    rounds.ranked(made)
    typed = {token: at for token, at in canaries.where.items() if "submitted" in at}
    canaries.where = typed
    plant_in(canaries, [bid])
    return made


def test_a_conflict_shuts_every_door_to_a_bid(
    office: House, ranked: Round, canaries: Canaries
) -> None:
    bid = ranked.bid("submitted")
    for person in (ranked.other_officer, office.someone("chief-executive")):
        asked = [
            one for one in doors_of_bids(ranked, PARTS) if not one.startswith("/my/interests/")
        ]  # where they said so themselves
        found, shown = read_by(signed_in(person), asked, canaries, also=[bid.reference])
        counted = (
            f"/reach: bids.Bid.areas of row {bid.pk}"  # how many bids named an area, and no bid
        )
        assert [one for one in found if not one.endswith(counted)] == [], person
        assert shown > 20


def test_the_sweep_finds_the_bid_for_whoever_has_no_interest_in_it(
    ranked: Round, canaries: Canaries
) -> None:
    """A sweep that could find nothing would prove nothing."""
    found, _ = read_by(
        signed_in(ranked.manager), doors_of_bids(ranked, ("assessment", "bids")), canaries
    )

    where = {one.split(": ", 1)[1] for one in found}
    assert any(one.startswith("bids.Submission") for one in where)
    assert any("reason for" in one for one in where)


def test_the_ledger_shuts_what_is_said_of_all_bids_together(office: House, ranked: Round) -> None:
    """The minutes’ event and the ranking’s hold every bid’s scores: an interest in one shuts them."""
    chief = office.browser("chief-executive")
    treasurer = office.browser("chief-finance-officer")
    round_of = ranked.call.opportunity.reference
    for kind in ("moderation", "ranking"):
        address = f"/office/ledger/{kind}:{round_of}"
        assert (chief.get(address).status_code, treasurer.get(address).status_code) == (404, 200)
        assert address not in chief.get(f"/office/ledger?words={kind}:").content.decode()
        assert address in treasurer.get(f"/office/ledger?words={kind}:").content.decode()


def test_who_has_an_interest_in_a_bid_ends_no_interest_in_it(office: House, ranked: Round) -> None:
    theirs = Conflict.objects.get(person=office.someone("chief-executive"))

    with pytest.raises(NotAllowed):
        bidding.end_conflict(by=ranked.other_officer, conflict=theirs, why="No")
    bidding.end_conflict(by=ranked.officer, conflict=theirs, why="They left the board")


def test_a_conflict_declared_after_viewing_shuts_the_next_request(ranked: Round) -> None:
    bid, browser = ranked.bid("submitted"), signed_in(ranked.manager)
    address = f"/office/rounds/{ranked.call.opportunity.reference}/bids/{bid.reference}"
    assert browser.get(address).status_code == 200

    Conflict.objects.create(bid=bid, person=ranked.manager, kind="member")

    assert browser.get(address).status_code == 404


APART: Final = (
    ("mark bids", "sign decisions"),
    ("mark bids", "approve bank details"),
    ("recommend awards", "sign decisions"),
    ("recommend awards", "approve bank details"),
    ("recommend awards", "allow over-programming"),
    ("make awards", "sign decisions"),
    ("make awards", "approve bank details"),
    ("sign decisions", "approve bank details"),
    ("manage people", "run rounds"),
    ("manage people", "sign decisions"),
    ("manage people", "approve bank details"),
)


@pytest.mark.parametrize(("one", "other"), APART)
def test_no_single_role_holds_both_powers(one: str, other: str) -> None:
    """Marker, decider and payer are different roles; who runs the installation is none of them."""
    both = [key for key, role in rules.ROLES.items() if {one, other} <= set(role.powers)]

    assert both == []
