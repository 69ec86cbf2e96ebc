"""Keeping funds and budgets: who may, what is refused, what is recorded, what is released."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from precept.foundation.ledger import actions as ledger
from precept.foundation.ledger.actions import Changed, NotAllowed, Refused
from precept.foundation.ledger.models import Event
from precept.foundation.money import TBC, Money
from precept.foundation.people.models import Person
from precept.foundation.publications import queries as publications
from precept.foundation.search import queries as search
from precept.foundation.search.entries import Wanted
from precept.parties.models import Organisation
from precept.plan import actions, queries
from precept.plan.models import Budget, Framework, Fund

pytestmark = pytest.mark.django_db


def said(event_type: str) -> dict[str, Any]:
    return ledger.said(Event.objects.filter(type=event_type).latest("id"))


def core(treasurer: Person, **fields: Any) -> Fund:
    plain: dict[str, Any] = {
        "code": "CORE",
        "name": "Core budget",
        "short_name": "OPCC",
        "kind": "core",
    }
    return actions.add_fund(by=treasurer, **{**plain, **fields})


def test_a_fund_is_added_with_its_conditions_and_an_event(treasurer: Person) -> None:
    giver = Organisation.objects.create(reference="home-office", name="Home Office")
    fund = core(
        treasurer,
        given_by=giver,
        conditions=" For commissioned services. ",
        starts=date(2022, 4, 1),
        ends=date(2025, 3, 31),
    )

    assert Fund.objects.get() == fund
    assert (fund.conditions, fund.revision) == ("For commissioned services.", 1)
    assert said("fund added")["after"] == {
        "name": "Core budget",
        "short name": "OPCC",
        "kind": "Core budget",
        "given by": "home-office",
        "conditions": "For commissioned services.",
        "first day": "1 April 2022",
        "last day": "31 March 2025",
    }


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"code": "no spaces"}, "code"),
        ({"code": "core"}, "code"),
        ({"code": "NEW", "name": " "}, "name"),
        ({"code": "NEW", "short_name": ""}, "short_name"),
        ({"code": "NEW", "kind": "gold"}, "kind"),
        ({"code": "NEW", "starts": date(2023, 1, 2), "ends": date(2023, 1, 1)}, "ends"),
    ],
)
def test_a_fund_that_cannot_stand_is_refused_beside_its_field(
    treasurer: Person, fields: dict[str, Any], field: str
) -> None:
    core(treasurer)

    with pytest.raises(Refused) as refused:
        core(treasurer, **fields)

    assert refused.value.field == field
    assert Fund.objects.count() == 1


def test_only_people_who_keep_funds_may_change_them(manager: Person, treasurer: Person) -> None:
    fund = core(treasurer)
    budget = actions.add_budget(
        by=treasurer, fund=fund, year="2022-23", amount=TBC, source="Not stated"
    )
    plain: dict[str, Any] = {"name": "N", "short_name": "N", "kind": "core"}
    changes: list[Callable[[], Any]] = [
        lambda: core(manager, code="NEW"),
        lambda: actions.change_fund(by=manager, fund=fund, revision=1, **plain),
        lambda: actions.add_budget(by=manager, fund=fund, year="2023-24", amount=TBC, source="S"),
        lambda: actions.change_budget(
            by=manager, budget=budget, revision=1, amount=TBC, source="S"
        ),
    ]
    for change in changes:
        with pytest.raises(NotAllowed):
            change()

    assert (Fund.objects.count(), Budget.objects.count()) == (1, 1)


def test_a_change_keeps_what_was_said_before(treasurer: Person) -> None:
    fund = core(treasurer)
    changed = actions.change_fund(
        by=treasurer, fund=fund, revision=1, name="Core fund", short_name="OPCC", kind="core"
    )

    assert (changed.name, changed.revision) == ("Core fund", 2)
    told = said("fund changed")
    assert (told["before"]["name"], told["after"]["name"]) == ("Core budget", "Core fund")


def test_a_stale_change_is_refused_and_changes_nothing(treasurer: Person) -> None:
    fund = core(treasurer)
    plain: dict[str, Any] = {"short_name": "OPCC", "kind": "core"}
    actions.change_fund(by=treasurer, fund=fund, revision=1, name="First", **plain)

    with pytest.raises(Changed):
        actions.change_fund(by=treasurer, fund=fund, revision=1, name="Second", **plain)

    assert Fund.objects.get().name == "First"
    assert Event.objects.filter(type="fund changed").count() == 1


def test_a_budget_may_be_not_yet_known_and_known_later(treasurer: Person) -> None:
    fund = core(treasurer)
    budget = actions.add_budget(
        by=treasurer, fund=fund, year="2022/23", amount=TBC, source="The budget report"
    )
    assert (budget.year, queries.amount_of(budget)) == ("2022-23", TBC)

    actions.change_budget(
        by=treasurer,
        budget=budget,
        revision=1,
        amount=Money.of("400000"),
        source="The budget report",
    )

    assert queries.budgets_in("2022-23") == {"CORE": Money.of("400000")}
    told = said("budget changed")
    assert (told["before"]["amount"], told["after"]["amount"]) == ("not yet known", "£400,000.00")


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"year": "2022"}, "year"),
        ({"year": "2022-23"}, "year"),
        ({"year": "2023-24", "source": " "}, "source"),
    ],
)
def test_a_budget_that_cannot_stand_is_refused_beside_its_field(
    treasurer: Person, fields: dict[str, Any], field: str
) -> None:
    fund = core(treasurer)
    plain: dict[str, Any] = {"amount": Money(100), "source": "The budget report"}
    actions.add_budget(by=treasurer, fund=fund, year="2022-23", **plain)

    with pytest.raises(Refused) as refused:
        actions.add_budget(by=treasurer, fund=fund, **{**plain, **fields})

    assert refused.value.field == field
    assert Budget.objects.count() == 1


def test_a_stale_budget_is_refused(treasurer: Person) -> None:
    fund = core(treasurer)
    budget = actions.add_budget(
        by=treasurer, fund=fund, year="2022-23", amount=Money(100), source="Report"
    )
    change: dict[str, Any] = {"by": treasurer, "budget": budget, "revision": 1, "source": "Report"}
    actions.change_budget(amount=Money(200), **change)

    with pytest.raises(Changed):
        actions.change_budget(amount=Money(300), **change)

    assert Budget.objects.get().amount == Money(200)


def test_a_published_fund_can_be_read_and_found(treasurer: Person) -> None:
    fund = core(treasurer, conditions="For commissioned services.")
    actions.add_budget(by=treasurer, fund=fund, year="2022-23", amount=TBC, source="Not stated")
    assert queries.fund_is_public(fund) == "not"

    actions.publish_fund(by=treasurer, fund=fund)

    released = publications.latest("fund", "CORE")
    assert (released.address, released.payload) == ("/funds/CORE", queries.fund_payload(fund))
    assert [budget.pence for budget in released.payload.budgets] == [None]
    assert queries.fund_is_public(fund) == "as it is"
    found = search.find(Wanted(scope="public", kinds=("fund",), words="commissioned"))
    assert [(hit.key, hit.href) for hit in found.hits] == [("CORE", "/funds/CORE")]
    assert said("fund published")["after"] == {"version": 1}

    changed = actions.change_fund(
        by=treasurer, fund=fund, revision=1, name="Core", short_name="OPCC", kind="core"
    )
    assert queries.fund_is_public(changed) == "as it was"


def test_who_publishes_the_register_may_publish_a_fund_and_others_may_not(
    treasurer: Person, manager: Person, officer: Person
) -> None:
    fund = core(treasurer)

    with pytest.raises(NotAllowed):
        actions.publish_fund(by=officer, fund=fund)
    assert actions.publish_fund(by=manager, fund=fund).version == 1


def test_a_protected_giver_is_released_by_its_area_alone(treasurer: Person) -> None:
    giver = Organisation.objects.create(
        reference="refuge", name="The Refuge", area="Rutland", is_protected=True
    )
    payload = queries.fund_payload(core(treasurer, given_by=giver))

    assert (payload.given_by, payload.given_by_reference) == (
        "Protected organisation, Rutland",
        None,
    )


def test_a_budget_stands_beside_what_the_published_framework_intends_of_it(
    treasurer: Person, funds: dict[str, Fund], published: Callable[..., Framework]
) -> None:
    for year, pounds in (("2022-23", "3500000"), ("2021-22", "1")):
        actions.add_budget(
            by=treasurer, fund=funds["CORE"], year=year, amount=Money.of(pounds), source="Report"
        )
    published()

    shown = queries.budgets_shown(funds["CORE"])

    assert [(row.year, str(row.intended), row.over) for row in shown] == [
        ("2022–23", "£3,586,615 plus 1 not yet known", Money.of("86615")),
        ("2021–22", "None", None),
    ]
