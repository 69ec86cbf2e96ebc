"""Recording rounds, changing and publishing them: by state, event and refusal."""

from collections.abc import Callable
from datetime import date, time
from typing import Any

import pytest

from precept.do.opportunities import access, actions, queries
from precept.do.opportunities.models import Opportunity
from precept.foundation.intake.models import Intake
from precept.foundation.ledger import queries as ledger
from precept.foundation.ledger.actions import Changed, NotAllowed, Refused, said
from precept.foundation.ledger.models import Event
from precept.foundation.money import Money
from precept.foundation.people.models import Person
from precept.foundation.publications import queries as publications
from precept.foundation.publications.models import Publication
from precept.foundation.search import queries as search
from precept.foundation.search.entries import Wanted
from precept.plan.models import Fund
from tests.do.conftest import ROUNDS, as_written

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(funds: dict[str, Fund], officer: Person) -> dict[str, Any]:
    """What is asked of a new round."""
    return {
        "by": officer,
        "programme": "Commissioner's Safety Fund",
        "year": "2022-23",
        "number": 5,
        "theme": "General",
        "deadline": date(2022, 10, 24),
        "fund": funds["CSF"],
    }


@pytest.fixture
def opportunity(asked: dict[str, Any]) -> Opportunity:
    return actions.record_round(**asked, limit=Money.of(20_000), section="csf")


def last(subject: str) -> tuple[str, Any, Any]:
    event = ledger.story(subject)[0]
    facts = said(event)
    return event.type, facts.get("before"), facts.get("after")


def test_a_round_is_recorded_under_fund_year_and_number(opportunity: Opportunity) -> None:
    assert (opportunity.reference, opportunity.limit_words, opportunity.spend) == (
        "CSF-2022-23-5",
        "£20,000",
        None,
    )
    assert last("opportunity:CSF-2022-23-5")[0] == "round recorded"


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({}, "reference"),
        ({"reference": "ANOTHER"}, "number"),
        ({"number": 6, "reference": "a/b"}, "reference"),
        ({"number": 0, "reference": "X"}, "number"),
        ({"number": 6, "theme": " "}, "theme"),
        ({"number": 6, "year": "2022"}, "year"),
        ({"number": 6, "programme": " "}, "programme"),
    ],
)
def test_what_cannot_be_recorded_is_refused_beside_its_field(
    opportunity: Opportunity, asked: dict[str, Any], answers: dict[str, Any], field: str
) -> None:
    with pytest.raises(Refused) as refusal:
        actions.record_round(**asked | answers)

    assert refusal.value.field == field
    assert Opportunity.objects.count() == 1


def test_a_round_is_amended_with_what_it_said_before(
    opportunity: Opportunity, officer: Person
) -> None:
    now = actions.amend_round(
        by=officer,
        opportunity=opportunity,
        version=1,
        deadline=date(2022, 10, 31),
        deadline_time=time(17, 0),
        theme="General",
    )

    assert now.version == 2
    assert last("opportunity:CSF-2022-23-5") == (
        "round amended",
        {"deadline": "24 October 2022"},
        {"deadline": "5pm on 31 October 2022"},
    )


def test_the_same_values_are_no_event(opportunity: Opportunity, officer: Person) -> None:
    before = Event.objects.count()

    now = actions.amend_round(by=officer, opportunity=opportunity, version=1, theme="General")
    now = actions.set_round_spend(by=officer, opportunity=now, version=1, spend=None)

    assert (now.version, Event.objects.count()) == (1, before)


def test_what_funds_put_in_is_the_spend_to_the_penny(
    opportunity: Opportunity, officer: Person, funds: dict[str, Fund]
) -> None:
    shares = [
        (funds["CSF"], "OPCC", Money.of(100_000)),
        (funds["VRN"], "VRN", Money.of("104030.33")),
    ]
    given: dict[str, Any] = {"by": officer, "opportunity": opportunity, "version": 1}

    with pytest.raises(Refused) as refusal:
        actions.set_round_spend(**given, spend=Money.of("204030.34"), shares=shares)
    assert refusal.value.field == "spend"
    assert opportunity.shares.count() == 0

    now = actions.set_round_spend(**given, spend=Money.of("204030.33"), shares=shares)
    assert (now.spend, now.version, now.shares.count()) == (Money.of("204030.33"), 2, 2)
    assert last("opportunity:CSF-2022-23-5")[2] == {
        "spend": "£204,030.33",
        "shares": "OPCC (CSF) £100,000, VRN (VRN) £104,030.33",
    }


def test_a_fund_has_one_share_of_a_round(
    opportunity: Opportunity, officer: Person, funds: dict[str, Fund]
) -> None:
    twice = [(funds["CSF"], "A", Money(1)), (funds["CSF"], "B", Money(1))]

    with pytest.raises(Refused) as refusal:
        actions.set_round_spend(
            by=officer, opportunity=opportunity, version=1, spend=Money(2), shares=twice
        )

    assert refusal.value.words == "Each fund can have one share only."


CHANGES: dict[str, Callable[..., Any]] = {
    "amend": lambda **given: actions.amend_round(theme="New", **given),
    "spend": lambda **given: actions.set_round_spend(spend=Money(1), **given),
}


@pytest.mark.parametrize("change", CHANGES)
def test_whoever_saves_second_is_told_that_it_changed(
    opportunity: Opportunity, officer: Person, change: str
) -> None:
    actions.amend_round(by=officer, opportunity=opportunity, version=1, theme="First")

    with pytest.raises(Changed):
        CHANGES[change](by=officer, opportunity=opportunity, version=1)


@pytest.mark.parametrize("change", CHANGES)
def test_only_people_who_keep_the_register_change_a_round(
    opportunity: Opportunity, reader: Person, change: str
) -> None:
    with pytest.raises(NotAllowed):
        CHANGES[change](by=reader, opportunity=opportunity, version=1)


def test_only_people_who_keep_the_register_add_a_round(
    asked: dict[str, Any], reader: Person
) -> None:
    with pytest.raises(NotAllowed):
        actions.record_round(**asked | {"by": reader})


def test_a_round_is_published_and_found(
    appendix: list[Intake], keeper: Person, officer: Person
) -> None:
    opportunity = Opportunity.objects.get(number=5)
    with pytest.raises(NotAllowed):
        actions.publish_round(by=officer, opportunity=opportunity)

    actions.publish_round(by=keeper, opportunity=opportunity)

    released = publications.latest("opportunity", "CSF-2022-23-5").payload.model_dump(mode="json")
    assert released == {
        "reference": "CSF-2022-23-5",
        "programme": "Commissioner's Safety Fund",
        "procedure": "grant round",
        "year": "2022-23",
        "number": 5,
        "theme": "Specialist – Collaboration with the Violence Reduction Network for Diversion"
        " from ASB and Crime",
        "deadline": "2022-10-24",
        "deadline_time": None,
        "limit": 2_000_000,
        "limit_words": "£20,000 per contract",
        "available": None,
        "spend": 20_403_033,
        "fund": "CSF",
        "fund_name": "Commissioner's Safety Fund",
        "shares": [
            {"fund": "CSF", "name": "OPCC", "pence": 10_000_000},
            {"fund": "VRN", "name": "VRN", "pence": 10_403_033},
        ],
        "state": "closed",
        "state_title": "Closed",
        "priorities": [],
        "source": "Commissioning Strategy, 28 November 2022, Appendix",
        "note": "",
        "is_invented": False,
        "call": None,
    }
    [hit] = search.find(
        Wanted(scope="public", words="diversion", facets={"fund": ("VRN",), "year": ("2022-23",)})
    ).hits
    assert (hit.href, hit.amount, hit.date) == (
        "/opportunities/CSF-2022-23-5",
        20_403_033,
        date(2022, 10, 24),
    )
    opportunity.refresh_from_db()
    assert queries.would_change(opportunity) == []
    assert opportunity.published_version == 1


def test_a_round_that_changed_since_it_was_looked_at_is_not_published(
    opportunity: Opportunity, keeper: Person
) -> None:
    actions.amend_round(by=keeper, opportunity=opportunity, version=1, theme="New")

    with pytest.raises(Changed):
        actions.publish_round(by=keeper, opportunity=opportunity, version=1)

    assert Publication.objects.count() == 0


def test_rounds_loaded_twice_change_nothing(
    appendix: list[Intake], load: Callable[..., Intake]
) -> None:
    before = list(Opportunity.objects.order_by("pk").values())
    events = Event.objects.exclude(subject__startswith="intake").count()

    load("rounds", "safety-fund-rounds.csv", **ROUNDS)

    assert list(Opportunity.objects.order_by("pk").values()) == before
    assert Event.objects.exclude(subject__startswith="intake").count() == events


def test_a_round_whose_spend_became_known_is_changed_by_its_file(
    appendix: list[Intake], load: Callable[..., Intake], event_types: Callable[[str], list[str]]
) -> None:
    content = as_written("safety-fund-rounds.csv").replace(
        "TBC - £111,000.00 available to spend".encode(), "£98,765.43".encode()
    )

    load("rounds", "safety-fund-rounds.csv", content, **ROUNDS)

    now = Opportunity.objects.get(number=6)
    assert (now.spend, now.available) == (Money.of("98765.43"), None)
    assert event_types(now.subject) == ["round recorded", "round spend stated"]


def problems_of(intake: Intake) -> list[tuple[int, str, str]]:
    return [
        (row.line, problem["column"], problem["words"])
        for row in intake.rows.filter(turn=intake.turn).order_by("line")
        for problem in row.problems
    ]


def test_a_split_that_is_a_penny_short_is_refused_by_line_and_column(
    funds: dict[str, Fund], give: Callable[..., Intake]
) -> None:
    content = as_written("safety-fund-rounds.csv").replace(b"104,030.33", b"104,030.32")

    intake = give("rounds", "safety-fund-rounds.csv", content, **ROUNDS)

    assert problems_of(intake) == [
        (
            6,
            "total_round_spend",
            "The shares add up to £204,030.32, which is £0.01 less than £204,030.33.",
        )
    ]


def test_a_name_that_no_fund_has_is_refused_or_answered(
    funds: dict[str, Fund], give: Callable[..., Intake]
) -> None:
    content = as_written("safety-fund-rounds.csv").replace(b"(VRN ", b"(Rotary ")

    refused = give("rounds", "safety-fund-rounds.csv", content, **ROUNDS)
    assert problems_of(refused) == [
        (
            6,
            "total_round_spend",
            "No fund is called “Rotary”. Add a fund with that short name, or say above which fund"
            " such names stand for.",
        )
    ]

    answered = give("rounds", "safety-fund-rounds.csv", content, **ROUNDS | {"other_fund": "VRN"})
    assert problems_of(answered) == []


def test_two_names_of_one_fund_are_refused(
    funds: dict[str, Fund], give: Callable[..., Intake]
) -> None:
    intake = give("rounds", "safety-fund-rounds.csv", None, **ROUNDS | {"own_fund": "VRN"})

    assert problems_of(intake) == [
        (
            6,
            "total_round_spend",
            "Two names of this cell stand for the same fund. Answer the questions anew.",
        )
    ]


def test_nobody_outside_the_office_sees_rounds(
    opportunity: Opportunity, person: Callable[..., Person], reader: Person
) -> None:
    assert list(access.visible_to(person(role="provider"))) == []
    assert list(access.visible_to(reader)) == [opportunity]
