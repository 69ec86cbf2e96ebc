"""Markers are blind to one another until their own marks are in; applicants never learn who marked (A05)."""

from typing import Final

import pytest

from precept.do.assessment import actions as assessment
from precept.foundation.people.models import Person
from precept.foundation.people.testing import signed_in
from tests.security import rounds
from tests.security.canaries import Canaries
from tests.security.house import House
from tests.security.rounds import OPEN, Round
from tests.security.sweeping import doors_of_bids, read_by

MARKERS: Final = ("assessment", "desk")
APPLICANTS: Final = ("bids", "assessment", "opportunities", "parties")
UNDECLARED: Final = (
    "marker=1",
    "marker__name=a",
    "sheet=1",
    "person=1",
    "as=chair",
    "stage=moderating",
    "visible_to=all",
    "group=reviewers",
    "expand=marks",
    "fields=reason",
    "peers=1",
    "order_by=-marks__score",
    "format=json",
    "_method=put",
    "page=-1&size=100000",
)


@pytest.fixture
def canaries() -> Canaries:
    return Canaries()


@pytest.fixture
def marking(office: House, canaries: Canaries) -> Round:
    """A round being marked: the first marker handed one bid in, the second still writes."""
    made = rounds.sealed(office)
    rounds.opened(made)
    rounds.marking(made)
    made.words = canaries.words
    first, second = made.markers
    sheet = rounds.mark(made, first, "submitted", 5, 4, 4, 3)
    assessment.submit_sheet(by=first, bid=made.bid("submitted"), version=sheet.version)
    rounds.mark(made, second, "submitted", 2, 2, 2, 2)
    rounds.mark(made, second, "assisted", 1, 1, 1, 1)
    return made


def peers(canaries: Canaries, of: Person) -> None:
    """Leave the tokens of other markers alone to be looked for."""
    canaries.where = {
        token: where for token, where in canaries.where.items() if not where.startswith(of.name)
    }


def marked_at(made: Round) -> list[str]:
    """The pages on which somebody marks, with every parameter that they do not take."""
    bids = [f"/my/marking/{OPEN}/{one.reference}" for one in made.bids.values()]
    places = ["/my/marking", f"/my/marking/{OPEN}", *bids]
    return [f"{place}?{query}" for place in places for query in UNDECLARED]


def test_a_marker_sees_nobody_s_marks_before_their_own_are_in(
    marking: Round, canaries: Canaries
) -> None:
    first, second = marking.markers
    peers(canaries, second)

    found, shown = read_by(
        signed_in(second),
        [*doors_of_bids(marking, MARKERS), *marked_at(marking)],
        canaries,
        also=[first.name],
    )

    assert found == []
    assert shown > 15


def test_a_draft_is_nobody_s_but_its_writer_s(marking: Round, canaries: Canaries) -> None:
    first = marking.markers[0]
    peers(canaries, first)

    for person in (first, marking.manager, marking.officer):
        found, _ = read_by(signed_in(person), doors_of_bids(marking, MARKERS), canaries)
        assert found == []


def test_the_sweep_finds_the_marks_of_others_once_one_s_own_are_in(
    marking: Round, canaries: Canaries
) -> None:
    """A sweep that could find nothing would prove nothing."""
    second = marking.markers[1]
    peers(canaries, second)
    bid = marking.bid("submitted")
    assessment.submit_sheet(by=second, bid=bid, version=1)

    found, _ = read_by(signed_in(second), [f"/my/marking/{OPEN}/{bid.reference}"], canaries)

    assert found != []


@pytest.mark.parametrize("lead", ["oren.thistlewood", "saoirse.millrace", "idris.copperdale"])
def test_an_applicant_never_learns_who_marked_or_what_they_wrote(
    office: House, canaries: Canaries, lead: str
) -> None:
    made = rounds.sealed(office)
    made.words = canaries.words
    rounds.to_the_ranking(made)
    names = [one.name for one in made.markers]

    found, shown = read_by(
        signed_in(made.who(lead)), doors_of_bids(made, APPLICANTS), canaries, also=names
    )

    assert found == []
    assert shown > 5
