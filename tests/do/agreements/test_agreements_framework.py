"""What agreements and rounds intend to spend, and how a framework lists it."""

import pytest

from precept.do.agreements import actions
from precept.do.agreements.models import Agreement
from precept.do.opportunities.models import Opportunity
from precept.foundation.intake.models import Intake
from precept.foundation.money import Money
from precept.foundation.people.models import Person
from precept.plan.models import Fund

pytestmark = pytest.mark.django_db


def test_the_framework_leads_to_each_agreement_and_round(appendix: list[Intake]) -> None:
    from precept.plan.intended_spend import intended_spend

    links = {link.text: link.href for one in intended_spend("2022-23") for link in one.links}

    assert links["VRN002"] == "/register/VRN002"
    assert links["CORE018"] == "/register/CORE018"
    assert links["5"] == "/opportunities/CSF-2022-23-5"
    assert Opportunity.objects.filter(reference="CSF-2022-23-5").exists()


def test_the_framework_has_a_split_where_two_funds_pay(
    appendix: list[Intake], keeper: Person, funds: dict[str, Fund]
) -> None:
    from precept.plan.intended_spend import intended_spend

    now = Agreement.objects.get(reference="VRN001")
    actions.set_shares(
        by=keeper,
        agreement=now,
        version=now.version,
        shares=[(funds["CORE"], Money.of(3_500)), (funds["VRN"], Money.of(80_000))],
    )

    [row] = [one for one in intended_spend("2022-23") if one.number == "VRN001 and VRN002"]

    assert [(share.fund, share.name, share.pence) for share in row.shares] == [
        ("CORE", "OPCC", 350_000),
        ("VRN", "VRN", 16_350_000),
    ]
    assert row.fund == "VRN"
    assert [amount.pence for amount in row.amounts] == [8_350_000, 8_350_000]


def test_a_value_nobody_states_is_no_amount_of_the_framework(keeper: Person, db: None) -> None:
    from precept.plan.intended_spend import intended_spend

    made = actions.record_agreement(by=keeper, reference="CORE900", title="Silent")
    actions.list_in_framework(by=keeper, agreement=made, version=1, year="2022-23", section="core")

    [row] = intended_spend("2022-23")

    assert (row.amounts, row.fund, row.when) == ((), "", "")
