"""People, organisations and a round with bids for the tests of crossings."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from precept.do.assessment.models import Allocation
from precept.do.bids.models import Bid, ConflictList
from precept.do.opportunities.models import Call, FrozenQuestions, Opportunity
from precept.foundation.people.models import Person
from precept.parties import rules
from precept.parties.actions.stakes import declare_stake
from precept.parties.models import Organisation, Stake

OPENED = datetime(2026, 11, 2, 12, tzinfo=UTC)


@pytest.fixture
def cast(person: Callable[..., Person]) -> SimpleNamespace:
    """Who keeps the register and settles, who decides, marks, manages, audits."""
    return SimpleNamespace(
        chief=person(role="chief-executive", name="Cy Chief"),
        commissioner=person(role="commissioner", name="Di Commissioner"),
        manager=person(role="commissioning-manager", name="Bo Manager"),
        officer=person(role="commissioning-officer", name="Ada Officer"),
        marker=person(role="marker", name="Ma Marker"),
        other=person(role="marker", name="Mo Marker"),
        expert=person(role="external-expert", name="Ex Expert"),
        auditor=person(role="auditor", name="Au Auditor"),
        provider=person(role="provider", name="Pru Provider"),
    )


def body(name: str, **fields: Any) -> Organisation:
    """An organisation of the list."""
    return Organisation.objects.create(
        name=name, reference=rules.slug(name), name_key=rules.name_key(name), **fields
    )


def a_round(reference: str = "CSF-1", number: int = 1, **fields: Any) -> Opportunity:
    """A round whose bids were opened, with its list of bidders."""
    made = Opportunity.objects.create(
        reference=reference,
        programme="Safety Fund",
        year="2026-27",
        number=number,
        theme="General",
        deadline=date(2026, 10, 30),
    )
    Call.objects.create(opportunity=made, stage="opened", **fields)
    ConflictList.objects.create(opportunity=made, sha256="s", count=1)
    return made


def a_bid(of: Opportunity, bidder: Organisation | None, **fields: Any) -> Bid:
    """A bid that was opened."""
    questions, _ = FrozenQuestions.objects.get_or_create(digest="d", defaults={"content": {}})
    said = {"state": "submitted", "opened": OPENED, **fields}
    return Bid.objects.create(opportunity=of, questions=questions, organisation=bidder, **said)


def marks(bid: Bid, marker: Person) -> None:
    """Give a bid to somebody to mark."""
    Allocation.objects.create(bid=bid, marker=marker, by=marker)


def interest(person: Person, name: str, **said: Any) -> Stake:
    """Somebody's interest in an organisation."""
    return declare_stake(
        **{
            "by": person,
            "sort": "interest",
            "kind": "office",
            "body": name,
            "words": "Trustee",
            **said,
        }
    )


def gift(person: Person, name: str, on: date, answer: str = "accepted") -> Stake:
    """Something that somebody was offered."""
    return declare_stake(
        by=person,
        sort="gift",
        kind="hospitality",
        body=name,
        words="Dinner",
        starts=on,
        answer=answer,
    )
