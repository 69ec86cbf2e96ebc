"""What the tests of assessment lean on: a round with criteria and eligibility, people, opened bids."""

import hashlib
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from precept.do.assessment.models import Allocation
from precept.do.bids.models import Bid, Conflict, ConflictList, Declaration, Submission
from precept.do.opportunities.models import (
    Call,
    Criterion,
    EligibilityRule,
    FrozenQuestions,
    Opportunity,
    OpportunityShare,
)
from precept.foundation import clock
from precept.foundation.ledger.verify_ledger import canonical
from precept.foundation.money import Money
from precept.foundation.people.models import Person
from precept.foundation.questions.sets import Question, QuestionSet, Section
from precept.parties.models import Organisation
from precept.parties.rules import name_key
from precept.plan.models import Fund

QUESTIONS = QuestionSet(
    sections=(
        Section(
            key="about",
            title="About you",
            questions=(
                Question(key="contact", kind="line", label="Who leads this?", is_personal=True),
                Question(
                    key="monitoring",
                    kind="line",
                    label="How did you hear of us?",
                    is_required=False,
                    hidden_from=("markers",),
                ),
            ),
        ),
        Section(
            key="project",
            title="Your project",
            questions=(
                Question(key="title", kind="line", label="Project title", meaning="title"),
                Question(key="plan", kind="text", label="What will you do?", meaning="summary"),
                Question(key="amount", kind="money", label="How much?", meaning="amount"),
                Question(key="papers", kind="files", label="Papers", is_required=False),
            ),
        ),
    )
)
LEVELS = [
    {"score": 0, "words": "No evidence"},
    {"score": 1, "words": "Little evidence"},
    {"score": 2, "words": "Some evidence"},
    {"score": 3, "words": "Good evidence"},
    {"score": 4, "words": "Strong evidence"},
]
CRITERIA = (("need", "Need", 40), ("delivery", "Delivery", 35), ("value", "Value for money", 25))
RULES = (("area", "Do you work in our area?"), ("group", "Are you a group or charity?"))


@pytest.fixture
def officer(person: Callable[..., Person]) -> Person:
    """Somebody who runs rounds, and may mark bids."""
    return person(role="commissioning-officer", name="Olwen Officer")


@pytest.fixture
def manager(person: Callable[..., Person]) -> Person:
    """Somebody who runs rounds and chairs moderation."""
    return person(role="commissioning-manager", name="Maya Manager")


@pytest.fixture
def markers(person: Callable[..., Person]) -> list[Person]:
    """Three markers: one of the office, two from outside it."""
    return [
        person(role="marker", name="Ada Marker"),
        person(role="external-expert", name="Bel Expert"),
        person(role="external-expert", name="Cy Lived"),
    ]


@pytest.fixture
def call(funds: dict[str, Fund], officer: Person) -> Call:
    """A round whose bids were opened: three criteria, two rules of eligibility, two markers a bid."""
    now = clock.now()
    opportunity = Opportunity.objects.create(
        reference="CSF-2026-27-7",
        programme="Commissioner's Safety Fund",
        year="2026-27",
        number=7,
        fund=funds["CSF"],
        theme="Safer evenings",
        deadline=date(2026, 10, 30),
        limit=Money(1_000_000),
        available=Money(20_000_000),
        state="closed",
        is_invented=True,
    )
    OpportunityShare.objects.create(
        opportunity=opportunity, fund=funds["CSF"], name="OPCC", amount=Money(12_000_000)
    )
    OpportunityShare.objects.create(
        opportunity=opportunity, fund=funds["VRN"], name="VRN", amount=Money(8_000_000)
    )
    frozen = FrozenQuestions.objects.create(
        digest=QUESTIONS.digest, content=QUESTIONS.model_dump(mode="json")
    )
    made = Call.objects.create(
        opportunity=opportunity,
        stage="opened",
        opens_at=now - timedelta(days=40),
        opens_wall="2026-10-01T09:00",
        closes_at=now - timedelta(days=5),
        closes_wall="2026-10-30T17:00",
        frozen=frozen,
        questions=QUESTIONS.model_dump(mode="json"),
        marking_guide="Read the whole bid first.\nThen mark it.",
        decision_expected=date(2026, 12, 18),
        set_up_by=officer,
    )
    for place, (key, title, weight) in enumerate(CRITERIA, 1):
        Criterion.objects.create(
            call=made,
            place=place,
            key=key,
            title=title,
            weight=weight,
            words=f"What we look for in {title.lower()}",
            levels=LEVELS,
            questions=["plan"],
        )
    for place, (key, asks) in enumerate(RULES, 1):
        EligibilityRule.objects.create(
            call=made, place=place, key=key, asks=asks, reason="The fund is for them."
        )
    return made


def list_bidders(call: Call) -> str:
    """Write the list that interests are declared against, as opening the bids does."""
    references = sorted(
        Bid.objects.filter(opportunity=call.opportunity, opened__isnull=False).values_list(
            "reference", flat=True
        )
    )
    digest = hashlib.sha256("\n".join(references).encode()).hexdigest()
    ConflictList.objects.update_or_create(
        opportunity=call.opportunity, defaults={"sha256": digest, "count": len(references)}
    )
    return digest


@pytest.fixture
def make_bids(call: Call) -> Callable[..., list[Bid]]:
    """Submitted and opened bids, each from its own organisation: ``make_bids(5)``."""

    def make(count: int, **fields: Any) -> list[Bid]:
        made = []
        already = Bid.objects.count()
        for at in range(already + 1, already + count + 1):
            name = f"Wrenfield {_word(at)} Group"
            organisation = Organisation.objects.create(
                reference=f"wrenfield-{at}", name=name, name_key=name_key(name), is_invented=True
            )
            title = f"Project {at} by {name}"
            bid = Bid.objects.create(
                opportunity=call.opportunity,
                questions=call.frozen,
                organisation=organisation,
                state="submitted",
                opened=clock.now(),
                title=title,
                summary=f"What {name} will do in ward {at}",
                amount=Money(500_000 + at * 100),
                is_invented=True,
                **fields,
            )
            submit(bid, title)
            made.append(bid)
        list_bidders(call)
        return made

    return make


def submit(bid: Bid, title: str, **answers: Any) -> Submission:
    """A submission as it is stored, without the form's way to it."""
    assert bid.organisation is not None
    content = canonical(
        {
            "bid": bid.reference,
            "opportunity": bid.opportunity.reference,
            "number": 1,
            "channel": "online",
            "organisation": {
                "reference": bid.organisation.reference,
                "name": bid.organisation.name,
            },
            "accountable_body": None,
            "by": "system",
            "begun": "2026-10-20T10:00:00+00:00",
            "received": "2026-10-20T10:00:00+00:00",
            "questions": bid.questions.digest,
            "answers": {
                "contact": f"Lead of {bid.reference}",
                "monitoring": "CANARY-HEARD-OF-US",
                "title": title,
                "plan": f"{bid.organisation.name} will walk with people home.\nEvery Friday.",
                "amount": 500_000,
                **answers,
            },
            "files": [],
        }
    )
    made = Submission.objects.create(
        bid=bid,
        number=1,
        key=f"key-{bid.reference}",
        content=content,
        sha256=hashlib.sha256(content.encode()).hexdigest(),
        begun=datetime.fromisoformat("2026-10-20T10:00:00+00:00"),
    )
    bid.in_force = made
    bid.save(update_fields=["in_force"])
    return made


def _word(number: int) -> str:
    words = ("Amber", "Birch", "Cedar", "Dale", "Elm", "Fern", "Gorse", "Hazel", "Iris", "Juniper")
    return f"{words[number % len(words)]} {number}"


@pytest.fixture
def bids(make_bids: Callable[..., list[Bid]]) -> list[Bid]:
    """Four opened bids."""
    return make_bids(4)


def declare(person: Person, call: Call, *conflicts: Bid) -> Declaration:
    """Somebody declares their interests against the list as it is now."""
    listed = ConflictList.objects.get(opportunity=call.opportunity).sha256
    made, _ = Declaration.objects.update_or_create(
        opportunity=call.opportunity,
        person=person,
        defaults={"is_nil": not conflicts, "listed": listed},
    )
    for bid in conflicts:
        Conflict.objects.create(bid=bid, person=person, kind="member")
    return made


def give(bid: Bid, *markers: Person, by: Person) -> None:
    """Give a bid to markers."""
    for marker in markers:
        Allocation.objects.create(bid=bid, marker=marker, by=by)


@pytest.fixture
def marking(call: Call, bids: list[Bid], markers: list[Person], officer: Person) -> Call:
    """The round while it is marked: each bid has the first two markers, who declared nothing to declare."""
    for bid in bids:
        give(bid, *markers[:2], by=officer)
    for marker in markers[:2]:
        declare(marker, call)
    Call.objects.filter(pk=call.pk).update(stage="marking")
    call.stage = "marking"
    return call


@pytest.fixture
def ada(markers: list[Person], client_as: Callable[[Person], Client]) -> Client:
    """The browser of the first marker."""
    return client_as(markers[0])


@pytest.fixture
def bel(markers: list[Person], client_as: Callable[[Person], Client]) -> Client:
    """The browser of the second marker, from outside the office."""
    return client_as(markers[1])
