"""What the tests of calls lean on: a round that lacks nothing, and people with the powers it takes."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta

import pytest
import time_machine

from precept.do.opportunities import actions, queries
from precept.do.opportunities.models import Call
from precept.foundation.money import Money
from precept.foundation.people.models import Person
from precept.foundation.questions.sets import Question, QuestionSet, Section
from precept.plan.models import Fund

LEVELS = [{"score": score, "words": f"What earns {score}"} for score in range(6)]
ASKED = QuestionSet(
    sections=(
        Section(
            key="project",
            title="Your project",
            questions=(
                Question(key="title", kind="line", label="What is it called?", meaning="title"),
                Question(
                    key="need",
                    kind="text",
                    label="What is the need?",
                    hint="Say who it is for.",
                    most_words=300,
                    meaning="summary",
                ),
                Question(
                    key="amount",
                    kind="money",
                    label="How much do you ask for?",
                    most=1_000_000,
                    meaning="amount",
                ),
            ),
        ),
    )
)
CRITERIA: list[actions.CriterionGiven] = [
    {
        "key": "",
        "title": title,
        "words": f"We look for {title.lower()}.",
        "weight": weight,
        "levels": LEVELS,
        "questions": ["need"],
    }
    for title, weight in (("Need", 40), ("Outcomes", 35), ("Value", 25))
]
RULE: actions.RuleGiven = {
    "key": "",
    "asks": "Does your organisation work in the force area?",
    "right_answer": True,
    "reason": "The fund serves people who live here.",
    "instead": "Ask the commissioner of your own area.",
}
wall = datetime.fromisoformat
"""A UK wall time, as it is typed here."""
NOW = datetime.fromisoformat("2026-11-22T10:00:00+00:00")
OPENS, CLOSES = wall("2026-12-08T12:00"), wall("2027-01-20T12:00")


@pytest.fixture
def office_day() -> Iterator[Callable[[datetime], None]]:
    """A Sunday in November 2026; returns what moves the clock on."""
    with time_machine.travel(NOW, tick=False) as travelling:
        yield travelling.move_to


@pytest.fixture
def runner(person: Callable[..., Person]) -> Person:
    """Somebody who sets rounds up and may not publish them."""
    return person(role="commissioning-officer", name="Robin Runner")


@pytest.fixture
def second(person: Callable[..., Person]) -> Person:
    """Somebody who publishes what others set up."""
    return person(role="commissioning-manager", name="Sam Second")


@pytest.fixture
def stranger(person: Callable[..., Person]) -> Person:
    """Somebody from outside, without any role."""
    return person(name="Aneta Outsider")


@pytest.fixture
def draft(office_day: object, runner: Person, funds: dict[str, Fund]) -> Call:
    """A round that was just begun."""
    return actions.set_up_call(by=runner, fund=funds["CSF"], theme="Rural crime")


def fill(call: Call, by: Person, funds: dict[str, Fund]) -> Call:
    """Everything that a round says, by its own actions."""
    call = actions.amend_call(
        by=by,
        call=call,
        version=call.version,
        purpose="To make villages safer.",
        what_we_fund="Projects of up to a year.",
        who_may_apply="Charities and community groups.",
        priorities=["support-for-victims"],
        area="Leicestershire",
        limit=Money.of("10000"),
        limit_words="Up to £10,000",
        longest_months=12,
        who_marks="Two officers and somebody with lived experience.",
        decider="commissioner",
        power="power-crime-and-disorder-reduction-grant",
        contact="Write to funding@opcc.example",
        papers=["constitution", "bank"],
    )
    call = actions.set_dates(
        by=by,
        call=call,
        version=call.version,
        opens=OPENS,
        closes=CLOSES,
        decision_expected=date(2027, 3, 1),
    )
    call = actions.set_pot(
        by=by,
        call=call,
        version=call.version,
        available=Money.of("204030.33"),
        shares=[
            (funds["CSF"], "OPCC", Money.of("100000.00")),
            (funds["VRN"], "VRN", Money.of("104030.33")),
        ],
    )
    call = actions.edit_questions(
        by=by, call=call, version=call.version, question_set=ASKED, what="Three questions"
    )
    call = actions.set_criteria(by=by, call=call, version=call.version, criteria=CRITERIA)
    return actions.set_eligibility(by=by, call=call, version=call.version, rules_given=[RULE])


@pytest.fixture
def complete(draft: Call, runner: Person, funds: dict[str, Fund]) -> Call:
    """A round that lacks nothing."""
    return queries.call(fill(draft, runner, funds).opportunity.reference)


@pytest.fixture
def ready(complete: Call, runner: Person) -> Call:
    """A round that waits for a second person."""
    return actions.submit_for_publication(by=runner, call=complete, version=complete.version)


@pytest.fixture
def published(ready: Call, second: Person) -> Call:
    """A published round that opens in December."""
    return actions.publish_call(by=second, call=ready, version=ready.version)


@pytest.fixture
def opened(published: Call, office_day: Callable[[datetime], None]) -> Call:
    """A published round, a day after it opened."""
    assert published.opens_at is not None
    office_day(published.opens_at + timedelta(days=1))
    actions.keep_time(call=published)
    return queries.call(published.opportunity.reference)


@pytest.fixture
def closed(opened: Call, office_day: Callable[[datetime], None]) -> Call:
    """A round at the very instant of its deadline."""
    assert opened.closes_at is not None
    office_day(opened.closes_at)
    actions.keep_time(call=opened)
    return queries.call(opened.opportunity.reference)
