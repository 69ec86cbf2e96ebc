"""What of crossings waits for somebody, and what the pages of rounds and decisions say of them."""

from django.urls import reverse

from precept.decisions.models import Decision
from precept.do.opportunities.models import Call
from precept.do.opportunities.sign_ups import Step
from precept.foundation.people.models import Person
from precept.foundation.web.waits import Waits
from precept.review.crossings import access
from precept.review.crossings.queries.finding import Found, all_found, own_found

MOST = 10


def address(one: Found) -> str:
    """Where a crossing is read and settled."""
    return reverse("crossings.one", args=one.address_parts)


def waits_for(person: Person) -> list[Waits]:
    """Crossings that this person settles, and bidders in whom they have an interest that they did not declare."""
    if not (person.may("see the office") or person.may("mark bids")):
        return []
    return [*_own(person), *_others(person)]


def _own(person: Person) -> list[Waits]:
    rounds = sorted(
        {one.told.round for one in own_found(person) if one.state == "open" and one.told.round}
    )
    return [
        Waits(
            f"A bidder in {reference} stands in your interests or gifts: declare it",
            reverse("bids.interests", args=[reference]),
            "red",
            "Until you do, the bid is open to you",
        )
        for reference in rounds[:MOST]
    ]


def _others(person: Person) -> list[Waits]:
    found = [
        one
        for one in all_found(person)
        if one.state == "open" and access.may_settle(person, one.crossing.person)
    ]
    lines = [
        Waits(
            f"{one.person.name} has an interest in, or a gift from, {one.body_words}",
            address(one),
            "red",
            f"{one.told.title}: {', '.join(one.crossing.hands)}",
        )
        for one in found[:MOST]
    ]
    if len(found) > MOST:
        words = f"{len(found) - MOST} more interests cross with what is handled"
        lines.append(Waits(words, reverse("crossings.all"), "red"))
    return lines


def step_of_round(person: Person, call: Call) -> list[Step]:
    """What a round's page says: how many interests cross with its bidders, to who reads that."""
    if not access.may_read_crossings(person):
        return []
    reference = call.opportunity.reference
    found = [one for one in all_found(person) if one.told.round == reference]
    if not found:
        return []
    left = sum(one.state == "open" for one in found)
    state = f"{left} open" if left else f"{len(found)} dealt with"
    return [Step(reverse("crossings.all"), "Interests crossed with bidders", state)]


def warnings_of_decision(person: Person, decision: Decision) -> list[tuple[str, str]]:
    """What a decision's page says of crossings: words and where they are settled."""
    return [
        (
            f"{one.person.name} ({', '.join(one.crossing.hands)}) has an interest in, or a gift from,"
            f" {one.body_words}",
            address(one),
        )
        for one in all_found(person)
        if one.crossing.subject == decision.subject and one.state == "open"
    ]
