"""Where the money of a decision comes from, offered from what it is about: register, round, project, framework."""

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from precept.decisions import actions as decisions
from precept.decisions import sign_ups
from precept.decisions.models import Decision
from precept.do.agreements.models import Agreement
from precept.do.opportunities.models import Opportunity
from precept.foundation.money import Money
from precept.foundation.people.models import Person
from precept.foundation.people.testing import signed_in
from precept.plan.models import Choice, Framework, FrameworkSection, Fund, Option, Project
from tests.do.agreements.signed import drafted

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 16)


@pytest.fixture(autouse=True)
def today(on: Callable[[date], None]) -> None:
    """Every test stands on one day."""
    on(TODAY)


@pytest.fixture
def funds() -> list[Fund]:
    """Two funds, one of which gives less."""
    return [
        Fund.objects.create(code=code, name=name, short_name=code, kind="core")
        for code, name in (("OWN", "Own budget"), ("GRANT", "Grant of government"))
    ]


def about(by: Person, subject: str, amount: str = "900.00") -> Decision:
    return decisions.draft_decision(
        by=by, kind="spend", title="A thing", about=subject, amount=Money.of(amount)
    )


def line(year: str, subject: str, **fields: Any) -> None:
    made = Framework.objects.create(year=year, version=1, state="published", title="Framework")
    section = FrameworkSection.objects.create(
        framework=made, place=1, key="core", title="Contracts", layout="contract periods"
    )
    section.lines.create(place=1, name="x", kind="contract", subject=subject, **fields)


def test_the_funds_of_an_agreement_and_its_one_year_are_offered(
    funds: list[Fund], cast: SimpleNamespace
) -> None:
    agreement = drafted()
    agreement.shares.all().delete()
    agreement.shares.create(fund=funds[0], amount=Money.of("600.00"))
    agreement.shares.create(fund=funds[1], amount=Money.of("300.00"))
    Agreement.objects.filter(pk=agreement.pk).update(
        starts=date(2026, 12, 1), ends=date(2027, 3, 31)
    )
    one = about(cast.manager, agreement.subject)

    known = sign_ups.money_known(cast.manager, one)

    assert known == sign_ups.MoneyKnown(
        f"agreement {agreement.reference}",
        "Own budget: £600\nGrant of government: £300",
        ({"year": "2026-27", "pence": 90000},),
    )
    Agreement.objects.filter(pk=agreement.pk).update(ends=date(2027, 4, 1))
    two_years = sign_ups.money_known(cast.manager, one)
    assert two_years is not None
    assert two_years.years == ()


def test_the_years_are_those_of_the_framework_where_they_add_up(
    funds: list[Fund], cast: SimpleNamespace
) -> None:
    subject = "agreement:NOT-THERE-YET"
    shares = [{"fund": "OWN", "name": "Own", "pence": 40000}]
    line("2026-27", subject, shares=shares, amounts=[{"of": "", "pence": 40000}])
    line("2027-28", subject, fund="GRANT", amounts=[{"of": "", "pence": 50000}])

    known = sign_ups.money_known(cast.manager, about(cast.manager, subject))
    other = sign_ups.money_known(cast.manager, about(cast.manager, subject, "901.00"))

    assert known is not None
    assert other is not None
    assert known.source == other.source == "Own budget: £400\nGrant of government"
    assert known.years == (
        {"year": "2026-27", "pence": 40000},
        {"year": "2027-28", "pence": 50000},
    )
    assert other.years == ()


@pytest.mark.parametrize("state", ["draft", "approved", "superseded", "withdrawn"])
def test_a_framework_that_is_not_published_offers_nothing(
    state: str, funds: list[Fund], cast: SimpleNamespace
) -> None:
    line("2026-27", "agreement:X", fund="OWN", amounts=[])
    Framework.objects.update(state=state)

    assert sign_ups.money_known(cast.manager, about(cast.manager, "agreement:X")) is None


def test_the_fund_of_a_round_is_offered(funds: list[Fund], cast: SimpleNamespace) -> None:
    made = Opportunity.objects.create(
        reference="CSF-2026-27-1",
        programme="Safety Fund",
        year="2026-27",
        number=1,
        theme="Streets",
        deadline=TODAY,
        fund=funds[0],
    )

    known = sign_ups.money_known(cast.manager, about(cast.manager, made.subject))

    assert known == sign_ups.MoneyKnown(made.called, "Own budget")


def test_the_funds_that_a_project_chose_are_offered_and_can_be_changed(
    funds: list[Fund], cast: SimpleNamespace
) -> None:
    project = Project.objects.create(
        title="Courses", purpose="To stop harm", owner=cast.manager, begun_by=cast.manager
    )
    option = Option.objects.create(project=project, place=1, kind="contract", title="Buy it")
    Choice.objects.create(
        project=project,
        option=option,
        reasons="It is best.",
        funds=["GRANT", "OWN"],
        chosen_by=cast.manager,
    )
    one = about(cast.manager, project.subject)
    officer: Client = signed_in(cast.manager)
    place = f"/office/decisions/{one.reference}/words"

    page = officer.get(place).content.decode()

    assert "Filled in from the project Courses. Change it freely." in page
    assert "Grant of government\nOwn budget</textarea>" in page
    typed = {"title": "A thing", "kind": "spend", "amount": "900", "version": str(one.version)}
    officer.post(place, {**typed, "finance_source": "The reserves."})
    assert Decision.objects.get(pk=one.pk).finance_source == "The reserves."
    again = officer.get(place).content.decode()
    assert "Filled in from" not in again
    assert "The reserves.</textarea>" in again


def test_somebody_who_may_not_see_the_project_is_offered_nothing(
    funds: list[Fund], cast: SimpleNamespace, person: Callable[..., Person]
) -> None:
    project = Project.objects.create(
        title="Courses", purpose="To stop harm", owner=cast.manager, begun_by=cast.manager
    )
    option = Option.objects.create(project=project, place=1, kind="contract", title="Buy it")
    Choice.objects.create(
        project=project, option=option, reasons="Best.", funds=["OWN"], chosen_by=cast.manager
    )
    one = about(cast.manager, project.subject)

    assert sign_ups.money_known(person(role="provider", name="Ivy Somersby"), one) is None
    assert sign_ups.money_known(cast.manager, one) is not None
