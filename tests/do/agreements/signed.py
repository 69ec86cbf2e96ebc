"""A signed agreement for tests: with its outcome, two payments, an option and the footing that rules ask for."""

from datetime import date
from typing import Any

from precept.do.agreements import actions, rules
from precept.do.agreements.models import Agreement
from precept.foundation.ledger.actions import SYSTEM
from precept.foundation.money import Money
from precept.foundation.people.models import Person
from precept.plan.models import Fund

OUTCOME = rules.Outcome(80, 80, "report better wellbeing", "A survey at start and end")
ENDS = date(2027, 12, 31)
REPORT = date(2028, 1, 31)


def drafted(fund: Fund | None = None, **said: Any) -> Agreement:
    """An agreement that is not signed yet."""
    asked: dict[str, Any] = {
        "reference": "CORE050",
        "title": "Victim advocacy",
        "purpose": "Advocates for victims.",
        "procedure": "open",
        "starts": date(2026, 1, 1),
        "ends": ENDS,
        "amount": Money.of(400_000),
        "funds": [(fund, Money.of(400_000))] if fund else (),
    }
    return actions.record_agreement(by=SYSTEM, **asked | said)


def signed(fund: Fund | None = None, manager: Person | None = None, **said: Any) -> Agreement:
    """An agreement that is signed and runs: begun under the Act, with an option of a year."""
    now = actions.amend_agreement(
        by=SYSTEM,
        agreement=(made := drafted(fund)),
        version=made.version,
        **{
            "category": "goods and services",
            "procurement_began": date(2025, 6, 2),
            "power": "power-victims-services",
            "manager": manager,
        }
        | said,
    )
    now = actions.state_terms(
        by=SYSTEM,
        agreement=now,
        version=now.version,
        outcomes=[OUTCOME],
        report_by=REPORT,
        conditions=["Show us your insurance."],
    )
    now = actions.plan_payments(
        by=SYSTEM,
        agreement=now,
        version=now.version,
        payments=[
            rules.Payment(date(2026, 1, 1), Money.of(300_000), "Signed"),
            rules.Payment(ENDS, Money.of(100_000), "The last report"),
        ],
    )
    now = actions.add_option(
        by=SYSTEM, agreement=now, version=now.version, months=12, notice_by=date(2027, 6, 30)
    )
    return actions.sign_agreement(
        by=SYSTEM, agreement=now, version=now.version, signed_on=date(2025, 12, 1)
    )
