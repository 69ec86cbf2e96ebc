"""What can stand in the places of the addresses of rounds, bids, marks and decisions, as the office is now."""

from itertools import zip_longest
from typing import Any

from precept.decisions.models import Decision
from precept.do.agreements.models import Award, Awarding, BidResult
from precept.do.assessment.models import Allocation, Moderation, ScoreCorrection
from precept.do.bids.models import Bid, BidMember, Conflict, OtherWay
from precept.do.opportunities.models import (
    Booking,
    Call,
    Clarification,
    Criterion,
    EligibilityRule,
    Workshop,
)
from precept.parties.models import BankDetails, Claim, Member, Organisation, Paper, SubsidyCheck

Things = list[dict[str, Any]]


def of_decisions() -> Things:
    """Decisions, the newest first, each with an earlier one and a kind of advice."""
    return [
        {"reference": one.reference, "kind": kind, "ending": "pdf", "earlier": one.reference}
        for one in Decision.objects.order_by("-pk")
        for kind in ("finance", "legal")
    ]


def of_awards() -> Things:
    """What followed from a decision: first the round’s letters, then each award by itself."""
    letters = [
        {
            "reference": one.opportunity.reference,
            "decision": one.decision.reference,
            "bid": result.bid.reference,
            "ending": "docx",
        }
        for one in Awarding.objects.select_related("opportunity", "decision")
        for result in BidResult.objects.filter(awarding=one).select_related("bid")
    ]
    return letters or of_rounds("agreements.awards")


def of_each_award() -> Things:
    """The awards by themselves."""
    return [{"reference": one.reference, "ending": "docx"} for one in Award.objects.all()]


def of_rounds(name: str) -> Things:
    """Rounds with everything that stands beneath one: ``name`` says which “key” is meant."""
    return [thing for call in Call.objects.order_by("-pk") for thing in _of_a_round(call, name)]


def _of_a_round(call: Call, name: str) -> Things:
    of = call.opportunity
    sets = call.asks.sections
    asked = [question for section in sets for question in section.questions]
    bids = Bid.objects.filter(opportunity=of).order_by("pk")
    workshops = Workshop.objects.filter(call=call)
    keys: list[Any] = [one.key for one in asked]
    if "rule" in name:
        keys = [one.key for one in EligibilityRule.objects.filter(call=call)]
    elif "criteri" in name or "feedback" in name:
        keys = [one.key for one in Criterion.objects.filter(call=call)]
    elif "workshop" in name or "give_back" in name:
        keys = [one.key for one in workshops]
    elif "section" in name:
        keys = [one.key for one in sets]
    elif name.endswith("_check"):
        keys = [one.key for one in call.asks.checks]
    numbers: list[Any] = [1]
    if name == "bids.end_conflict":
        numbers = list(Conflict.objects.filter(bid__in=bids).values_list("pk", flat=True))
    elif name == "bids.met":
        numbers = list(OtherWay.objects.filter(opportunity=of).values_list("pk", flat=True))
    elif name == "bids.member":
        numbers = list(BidMember.objects.filter(bid__in=bids).values_list("pk", flat=True))
    elif name == "assessment.correction":
        numbers = list(
            ScoreCorrection.objects.filter(agreed__bid__in=bids).values_list("pk", flat=True)
        )
    columns: dict[str, list[Any]] = {
        "bid": [one.reference for one in bids],
        "key": keys,
        "number": numbers,
        "section": [one.key for one in sets],
        "question": [one.reference for one in Clarification.objects.filter(call=call)]
        if name.startswith("opportunities.")
        else keys,
        "criterion": [one.key for one in Criterion.objects.filter(call=call)],
        "booking": [one.reference for one in Booking.objects.filter(workshop__in=workshops)],
        "marker": [
            one.marker.reference
            for one in Allocation.objects.filter(bid__in=bids).select_related("marker")
        ],
        "meeting": [one.pk for one in Moderation.objects.filter(opportunity=of)],
        "part": ["about", "dates", "pot"],
        "what": ["purpose"],
        "kind": ["at-most"],
        "on": [one.key for one in asked],
        "place": [1],
        "language": ["plain"],
        "ending": ["docx", "pdf"],
    }
    always = {"reference": of.reference}
    rows = zip_longest(*(values for values in columns.values() if values))
    filled = [name_of for name_of, values in columns.items() if values]
    found = []
    for row in rows:
        thing = {
            key: columns[key][0] if value is None else value
            for key, value in zip(filled, row, strict=True)
        }
        found.append(always | thing)
    return found


def of_organisations(name: str) -> Things:
    """Organisations with what stands beneath them, those with anything beneath them first."""
    beneath: dict[str, type[Any]] = {
        "paper": Paper,
        "details": BankDetails,
        "claim": Claim,
        "member": Member,
        "check": SubsidyCheck,
    }
    found = [
        {"reference": one.organisation.reference, key: one.reference}
        for key, model in beneath.items()
        for one in model.objects.select_related("organisation").order_by("pk")
    ]
    return [
        {"kind": "constitution", **one}
        for one in [
            *found,
            *({"reference": one.reference} for one in Organisation.objects.order_by("pk")),
        ]
    ]
