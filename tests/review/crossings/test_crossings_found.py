"""Crossings in the register of rounds, agreements and decisions: found, kept sealed, settled by another hand."""

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.http import Http404
from django.test.utils import CaptureQueriesContext

from precept.decisions.models import Advice, Decision, Signature
from precept.do.agreements.models import Agreement
from precept.do.assessment.models import Attendance, Moderation
from precept.do.bids import queries as bids
from precept.do.bids.models import Bid, Conflict
from precept.foundation import clock
from precept.foundation.ledger.actions import Changed, NotAllowed, Refused
from precept.foundation.ledger.models import Event
from precept.parties.models import FormerName, Identifier, Organisation
from precept.review.crossings import actions, queries
from precept.review.crossings.models import Explanation
from precept.review.crossings.queries import Found
from tests.review.crossings.conftest import a_bid, a_round, body, gift, interest, marks

pytestmark = pytest.mark.django_db


def said(found: list[Found]) -> set[tuple[str, str, str]]:
    return {(one.person.name, one.crossing.subject, one.state) for one in found}


@pytest.fixture
def bid(cast: SimpleNamespace) -> Bid:
    """A bid of a group, which a marker marks."""
    made = a_bid(a_round(), body("Lampwick Street Volunteers"))
    marks(made, cast.marker)
    return made


def test_a_marker_who_is_a_trustee_of_a_bidder_is_found_and_one_of_another_is_not(
    bid: Bid, cast: SimpleNamespace
) -> None:
    interest(cast.marker, "Lampwick Street Volunteers")
    interest(cast.other, "Lampwick Street Volunteers")  # marks nothing here
    interest(cast.marker, "Somebody Else")

    assert said(queries.all_found(cast.chief)) == {("Ma Marker", bid.subject, "open")}


@pytest.mark.parametrize("how", ["body", "name", "former", "number", "successor", "accountable"])
def test_a_bidder_is_recognised_by_list_name_number_and_succession(
    cast: SimpleNamespace, how: str
) -> None:
    bidder, holder = body("Lampwick Street Volunteers"), body("Hobbledale Rural Watch")
    typed: dict[str, Any] = {"name": "Lampwick Street Volunteers"}
    by = "body"
    if how == "name":
        # Two of the list have the name, so that no one of them is meant for sure.
        Organisation.objects.create(
            name="LAMPWICK STREET VOLUNTEERS", reference="twin", name_key=bidder.name_key
        )
        typed, by = {"name": "The Lampwick Street Volunteers Ltd"}, "name"
    elif how == "former":
        FormerName.objects.create(
            organisation=bidder, name="Lampwick Lads", name_key="lampwick lads"
        )
        typed, by = {"name": "Lampwick Lads"}, "name"
    elif how == "number":
        typed = {"name": "Whatever it is called", "scheme": "GB-CHC", "number": "1234567"}
        held = interest(cast.marker, **typed)
        Identifier.objects.create(organisation=bidder, scheme="GB-CHC", value="1234567")
        assert held.organisation is None
        by = "number"
    elif how == "successor":
        earlier = body("Lampwick of Old", successor=bidder)
        assert earlier.successor == bidder
        typed = {"name": "Lampwick of Old"}
    elif how == "accountable":
        typed = {"name": "Hobbledale Rural Watch"}
    one = a_bid(a_round(), bidder, accountable_body=holder)
    marks(one, cast.marker)
    if how != "number":
        interest(cast.marker, **typed)

    (found,) = queries.all_found(cast.chief)
    assert (found.crossing.subject, found.crossing.by) == (one.subject, by)
    assert found.body == (holder if how == "accountable" else bidder)


def test_a_gift_counts_for_three_years_unless_it_was_declined(
    bid: Bid, cast: SimpleNamespace
) -> None:
    day = clock.uk_date(bid.opened) if bid.opened else clock.today()
    gift(cast.marker, "Lampwick Street Volunteers", clock.months_later(day, -37))
    gift(cast.marker, "Lampwick Street Volunteers", day - timedelta(days=1), "declined")
    assert queries.all_found(cast.chief) == []
    late = gift(cast.marker, "Lampwick Street Volunteers", clock.months_later(day, -35))

    assert [one.stake for one in queries.all_found(cast.chief)] == [late]


def test_every_hand_in_a_round_is_found(cast: SimpleNamespace) -> None:
    of = a_round(set_up_by=cast.officer, published_by=cast.manager)
    one = a_bid(of, body("Lampwick Street Volunteers"))
    marks(one, cast.marker)
    meeting = Moderation.objects.create(
        opportunity=of, held=date(2026, 11, 9), chair=cast.chief, quorum=2
    )
    Attendance.objects.create(meeting=meeting, person=cast.other)
    hands = (cast.officer, cast.manager, cast.marker, cast.chief, cast.other)
    for person in (*hands, cast.expert, cast.commissioner):
        interest(person, "Lampwick Street Volunteers")

    found = queries.all_found(cast.commissioner)
    assert {one.person.pk: one.crossing.hands for one in found} == {
        cast.officer.pk: ("runs the round",),
        cast.manager.pk: ("runs the round",),
        cast.marker.pk: ("marks bids",),
        cast.chief.pk: ("chairs the moderation",),
        cast.other.pk: ("moderates",),
    }


def test_nobody_learns_of_a_bid_that_is_sealed(bid: Bid, cast: SimpleNamespace) -> None:
    interest(cast.marker, "Lampwick Street Volunteers")
    Bid.objects.update(opened=None)

    for person in vars(cast).values():
        assert queries.all_found(person) == []
        assert queries.own_found(person) == []
        assert queries.waits_for(person) == []


def test_a_marker_learns_of_their_own_crossing_once_the_bidders_are_listed_and_of_no_other(
    bid: Bid, cast: SimpleNamespace
) -> None:
    interest(cast.marker, "Lampwick Street Volunteers")

    (line,) = queries.waits_for(cast.marker)
    assert line.text == "A bidder in CSF-1 stands in your interests or gifts: declare it"
    assert line.href == "/my/interests/CSF-1"
    for person in (cast.other, cast.expert, cast.auditor, cast.provider, cast.officer):
        assert queries.waits_for(person) == []
        assert queries.all_found(person) == []
    bid.opportunity.conflict_list.delete()
    assert queries.waits_for(cast.marker) == []


def test_the_list_of_bidders_says_where_one_registered_an_interest(
    bid: Bid, cast: SimpleNamespace
) -> None:
    interest(cast.marker, "Lampwick Street Volunteers")
    gift(cast.other, "Lampwick Street Volunteers", date(2026, 9, 1), "declined")

    (row,) = bids.declaration_list(bid.opportunity, cast.marker)
    assert row.suggests == "You registered an interest in it, or a gift from it."
    (row,) = bids.declaration_list(bid.opportunity, cast.other)
    assert row.suggests == ""


def test_a_declared_conflict_closes_it_and_shuts_it_to_who_declared(
    bid: Bid, cast: SimpleNamespace
) -> None:
    interest(cast.chief, "Lampwick Street Volunteers")
    marks(bid, cast.chief)
    assert said(queries.all_found(cast.chief)) == {("Cy Chief", bid.subject, "open")}
    Conflict.objects.create(bid=bid, person=cast.chief, kind="trustee")

    assert said(queries.all_found(cast.commissioner)) == {("Cy Chief", bid.subject, "closed")}
    assert queries.all_found(cast.chief) == []
    assert queries.waits_for(cast.commissioner) == []


def test_a_manager_of_an_agreement_is_found_while_it_runs(cast: SimpleNamespace) -> None:
    provider = body("Withywick Support")
    agreement = Agreement.objects.create(
        reference="CORE018",
        title="Advocates",
        provider=provider,
        manager=cast.officer,
        status="active",
    )
    gift(cast.officer, "Withywick Support", clock.today() - timedelta(days=30))

    assert said(queries.all_found(cast.chief)) == {("Ada Officer", "agreement:CORE018", "open")}
    assert len(queries.own_found(cast.officer)) == 1
    Agreement.objects.filter(pk=agreement.pk).update(status="ended")
    assert queries.all_found(cast.chief) == []


def test_who_drafted_advised_on_and_signed_a_decision_is_found(
    bid: Bid, cast: SimpleNamespace
) -> None:
    decision = Decision.objects.create(
        reference="EXE-2026-0009",
        title="Awards",
        about=bid.opportunity.subject,
        author=cast.officer,
        state="signed",
    )
    Advice.objects.create(decision=decision, kind="law", words="Fine", by=cast.chief, sha256="s")
    Signature.objects.create(
        decision=decision,
        by=cast.commissioner,
        capacity="Commissioner",
        sha256="s",
        content="{}",
        interests="None",
        signed_on=date(2026, 11, 20),
    )
    for person in (cast.officer, cast.chief, cast.commissioner, cast.other):
        interest(person, "Lampwick Street Volunteers")

    found = {one.person.name: one for one in queries.all_found(cast.chief)}
    assert {name: one.crossing.hands for name, one in found.items()} == {
        "Ada Officer": ("drafted it",),
        "Cy Chief": ("advised on it",),
        "Di Commissioner": ("signed the decision",),
    }
    assert [words for words, _ in queries.warnings_of_decision(cast.chief, decision)] == [
        f"{name} ({hand}) has an interest in, or a gift from, Lampwick Street Volunteers"
        for name, hand in (
            ("Ada Officer", "drafted it"),
            ("Cy Chief", "advised on it"),
            ("Di Commissioner", "signed the decision"),
        )
    ]
    assert queries.warnings_of_decision(cast.officer, decision) == []
    # Nobody settles their own: the other of the two has it on their desk.
    assert [one.text.split(" has ")[0] for one in queries.waits_for(cast.chief)] == [
        "Ada Officer",
        "Di Commissioner",
    ]
    assert [one.text.split(" has ")[0] for one in queries.waits_for(cast.commissioner)] == [
        "Ada Officer",
        "Cy Chief",
    ]


def test_a_crossing_is_explained_by_another_hand_and_taken_back(
    bid: Bid, cast: SimpleNamespace
) -> None:
    held = interest(cast.marker, "Lampwick Street Volunteers")
    (found,) = queries.all_found(cast.chief)
    for by, reason, refusal in (
        (cast.manager, "So", NotAllowed),
        (cast.marker, "So", NotAllowed),
        (cast.chief, "  ", Refused),
    ):
        with pytest.raises(refusal):
            actions.explain(by=by, found=found, reason=reason)
    actions.explain(by=cast.chief, found=found, reason="He left the board in the spring")
    with pytest.raises(Changed):
        actions.explain(by=cast.commissioner, found=found, reason="Again")
    (found,) = queries.all_found(cast.commissioner)
    assert found.state == "explained"
    assert found.explanation is not None
    assert queries.waits_for(cast.chief) == []
    actions.take_back(by=cast.commissioner, found=found, why="He did not")
    with pytest.raises(Refused):
        actions.take_back(by=cast.commissioner, found=found, why="He did not")
    assert said(queries.all_found(cast.chief)) == {("Ma Marker", bid.subject, "open")}
    assert list(
        Event.objects.filter(subject=held.subject).order_by("place").values_list("type", flat=True)
    ) == ["interest declared", "crossing explained", "explanation taken back"]
    assert queries.found_one(cast.chief, held.reference, "bid", bid.reference).stake == held
    with pytest.raises(Http404):
        queries.found_one(cast.chief, held.reference, "bid", "NONE")


def test_nobody_explains_their_own_not_even_in_the_database(
    bid: Bid, cast: SimpleNamespace
) -> None:
    held = interest(cast.chief, "Lampwick Street Volunteers")
    marks(bid, cast.chief)
    (found,) = queries.all_found(cast.chief)
    with pytest.raises(NotAllowed):
        actions.explain(by=cast.chief, found=found, reason="I am fair")
    with pytest.raises(IntegrityError), transaction.atomic():
        Explanation.objects.create(
            stake=held, person=cast.chief, matter=bid.subject, reason="I am fair", by=cast.chief
        )


def test_a_protected_bidder_appears_by_its_area_alone(cast: SimpleNamespace) -> None:
    one = a_bid(a_round(), body("Larkmantle Refuge", is_protected=True, area="Harrowmere"))
    marks(one, cast.marker)
    interest(cast.marker, "Larkmantle Refuge")

    (found,) = queries.all_found(cast.chief)
    assert found.body_words == "A protected organisation in Harrowmere"


def test_finding_costs_the_same_with_one_bid_and_with_many(bid: Bid, cast: SimpleNamespace) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as caught:
            queries.all_found(cast.chief)
        return len(caught)

    interest(cast.marker, "Lampwick Street Volunteers")
    asked()  # who the chief executive is, is asked once
    once = asked()
    for number in range(2, 12):
        bidder = body(f"Group {number}")
        marks(a_bid(a_round(f"CSF-{number}", number), bidder), cast.other)
        interest(cast.other, bidder.name)

    assert asked() == once <= 30
    assert len(queries.all_found(cast.chief)) == 11


def test_an_office_without_interests_asks_once(bid: Bid, cast: SimpleNamespace) -> None:
    with CaptureQueriesContext(connection) as caught:
        assert queries.all_found(cast.chief) == []

    assert len(caught) <= 2  # roles, and the register
