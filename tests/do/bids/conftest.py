"""What the tests of bids lean on: an open round, an organisation, somebody who bids."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine

from precept.do.bids import actions, queries
from precept.do.bids.models import Bid, Declaration, Submission
from precept.do.opportunities.models import Call, FrozenQuestions, Opportunity
from precept.foundation import clock
from precept.foundation.clock import UK
from precept.foundation.money import Money
from precept.foundation.people.models import Person
from precept.foundation.questions.sets import (
    Check,
    Condition,
    Option,
    Question,
    QuestionSet,
    Section,
)
from precept.parties.models import Member, Organisation

CLOSES = datetime.fromisoformat("2026-12-09T12:00")
"""The wall time at which the round of these tests closes."""


def at_wall(wall: datetime) -> datetime:
    """The instant of a UK wall time."""
    return wall.replace(tzinfo=UK).astimezone(UTC)


def small_set() -> QuestionSet:
    """A form of two sections: what a bidder does, and what it costs."""
    return QuestionSet(
        sections=(
            Section(
                key="about",
                title="About your project",
                questions=(
                    Question(key="title", kind="line", label="Project title", meaning="title"),
                    Question(key="what", kind="text", label="What will you do?", most_words=50),
                    Question(
                        key="under-18s",
                        kind="choice",
                        label="Do you work with under-18s?",
                        options=(Option(key="yes", label="Yes"), Option(key="no", label="No")),
                    ),
                    Question(
                        key="safeguarding",
                        kind="text",
                        label="How do you keep them safe?",
                        shown_if=(Condition(question="under-18s", value="yes"),),
                    ),
                    Question(
                        key="areas",
                        kind="areas",
                        label="Where?",
                        is_required=False,
                        meaning="areas",
                    ),
                    Question(
                        key="papers",
                        kind="files",
                        label="Anything to add",
                        is_required=False,
                        most=3,
                        hidden_from=("markers",),
                    ),
                ),
            ),
            Section(
                key="money",
                title="Money",
                questions=(
                    Question(key="asked", kind="money", label="How much?", meaning="amount"),
                ),
            ),
        ),
        checks=(
            Check(
                key="cap",
                kind="is at most",
                left="asked",
                right="cap",
                words="The amount is above the most that one award may be",
            ),
        ),
    )


ABOUT = {"title": "Boxing at dusk", "what": "We teach boxing.", "under-18s": "no"}
MONEY = {"asked": 500_000}


@pytest.fixture
def clock_at() -> Iterator[Callable[[datetime], None]]:
    """Set the office's clock: it stands still until it is set again."""
    with time_machine.travel(at_wall(CLOSES) - timedelta(days=14), tick=False) as traveller:
        yield traveller.move_to


@pytest.fixture
def freeze(clock_at: Callable[[datetime], None]) -> datetime:
    """Noon, two weeks before the deadline."""
    moment = at_wall(CLOSES) - timedelta(days=14)
    clock_at(moment)
    return moment


DEADLINE = at_wall(CLOSES)
"""The same as an instant."""
AFTER = DEADLINE + timedelta(minutes=15)
"""When its bids may be opened."""


def make_call(closes: datetime = CLOSES, asked: QuestionSet | None = None, **fields: Any) -> Call:
    """A published round that opened three weeks before it closes."""
    asked = asked or small_set()
    frozen, _ = FrozenQuestions.objects.get_or_create(
        digest=asked.digest, defaults={"content": asked.model_dump(mode="json")}
    )
    number = Opportunity.objects.count() + 1
    opportunity = Opportunity.objects.create(
        reference=f"CSF-2026-27-{number}",
        programme="Safety Fund",
        year="2026-27",
        number=number,
        theme="Keeping young people safe",
        deadline=closes.date(),
        limit=Money.of(10_000),
        state="open",
    )
    opens = closes - timedelta(days=21)
    given = {
        "stage": "published",
        "opens_at": at_wall(opens),
        "opens_wall": opens.isoformat(timespec="minutes"),
        "closes_at": at_wall(closes),
        "closes_wall": closes.isoformat(timespec="minutes"),
        "frozen": frozen,
        "questions": asked.model_dump(mode="json"),
        "published": at_wall(opens),
    }
    return Call.objects.create(opportunity=opportunity, **{**given, **fields})


@pytest.fixture
def call(db: None, freeze: datetime) -> Call:
    """An open, sealed round."""
    return make_call()


@pytest.fixture
def bidder(person: Callable[..., Person]) -> Person:
    """Somebody of a community group."""
    return person(name="Ama Example")


def make_organisation(name: str, keeper: Person | None = None, **fields: Any) -> Organisation:
    """An organisation, with somebody who keeps its profile."""
    reference = name.casefold().replace(" ", "-")
    made = Organisation.objects.create(reference=reference, name=name, **fields)
    if keeper is not None:
        Member.objects.create(
            organisation=made, person=keeper, keeps_profile=True, starts=date(2020, 1, 1)
        )
    return made


@pytest.fixture
def group(bidder: Person) -> Organisation:
    """The community group."""
    return make_organisation("Dusk Boxing Club", bidder)


def fill(
    bid: Bid, by: Person, about: dict[str, Any] = ABOUT, money: dict[str, Any] = MONEY
) -> None:
    """Answer everything."""
    for section, answers in (("about", about), ("money", money)):
        row = bid.sections.get(section=section)
        actions.save_section(
            by=by, bid=bid, section=section, answers=answers, read_version=row.version
        )


@pytest.fixture
def draft(call: Call, bidder: Person, group: Organisation) -> Bid:
    """A bid that was begun, with nothing written."""
    return actions.begin_bid(by=bidder, call=call, organisation=group)


@pytest.fixture
def complete(draft: Bid, bidder: Person) -> Bid:
    """A bid that is complete and not submitted."""
    fill(draft, bidder)
    return draft


def submit(bid: Bid, by: Person, key: str = "key-1", begun: datetime | None = None) -> Submission:
    """Submit a bid now."""
    return actions.submit_bid(by=by, bid=bid, key=key, begun=begun or clock.now(), size=1_000)


@pytest.fixture
def submitted(complete: Bid, bidder: Person) -> Bid:
    """A submitted bid."""
    submit(complete, bidder)
    complete.refresh_from_db()
    return complete


@pytest.fixture
def runner(person: Callable[..., Person]) -> Person:
    """Somebody who runs rounds."""
    return person(role="commissioning-officer", name="Olu Officer")


def declare(person: Person, call: Call, *conflicts: tuple[Bid, str, str]) -> Declaration:
    """Declare interests against the list as it stands."""
    now = queries.list_now(call.opportunity)
    assert now is not None
    return actions.declare(
        by=person, opportunity=call.opportunity, listed=now.sha256, conflicts=conflicts
    )
