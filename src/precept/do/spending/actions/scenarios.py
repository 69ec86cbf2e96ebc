"""Settlements that may come are saved, changed, weighed and thrown away: nothing moves in the books."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db.models import F

from precept.do.spending import access, queries, rules
from precept.do.spending.actions.budgets import NOT_KEEPER
from precept.do.spending.models import Scenario
from precept.foundation.clock import FinancialYear
from precept.foundation.ledger.actions import Changed, NotAllowed, Refused, action, record
from precept.foundation.people.models import Person
from precept.plan.models import Fund

STALE = "Somebody changed this scenario while you had it open."


@action
def save_scenario(
    *,
    by: Person,
    name: str,
    fund: Fund,
    year: str,
    cut: Decimal,
    notice_days: int,
    note: str = "",
) -> Scenario:
    """Save a settlement that may come: a fund has so many per cent less in a year than in the one before."""
    if not access.may_keep_books(by):
        raise NotAllowed(NOT_KEEPER)
    label = FinancialYear.parse(year).label
    before = FinancialYear.parse(year).previous()
    if queries.budget_of(fund, before.label).pence <= 0:
        raise Refused(
            f"{fund.name} has no budget for {before.spoken} in the books, so there is nothing to cut",
            field="year",
        )
    made = Scenario.objects.create(
        name=name.strip(),
        fund=fund,
        year=label,
        cut=cut,
        notice_days=notice_days,
        note=note.strip(),
        made_by=by,
    )
    record(made.subject, "scenario saved", by=by, after=_said(made))
    return made


@action
def change_scenario(
    *,
    by: Person,
    scenario: Scenario,
    version: int,
    name: str,
    cut: Decimal,
    notice_days: int,
    note: str = "",
) -> Scenario:
    """Change what a scenario supposes; its choices stay."""
    return _changed(
        by,
        scenario,
        version,
        "scenario changed",
        name=name.strip(),
        cut=cut,
        notice_days=notice_days,
        note=note.strip(),
    )


@action
def choose(
    *, by: Person, scenario: Scenario, version: int, choices: Mapping[str, rules.Choice]
) -> Scenario:
    """Say what would be done with each agreement; those not named are kept as they are."""
    wrong = next(
        (key for key, one in choices.items() if one.does == "reduce" and not 0 < one.percent < 100),
        None,
    )
    if wrong is not None:
        raise Refused(f"Enter by how many per cent {wrong} is reduced, from 1 to 99")
    kept = {
        reference: {"does": one.does, "percent": one.percent if one.does == "reduce" else 0}
        for reference, one in choices.items()
        if one.does != "keep"
    }
    return _changed(by, scenario, version, "scenario weighed", choices=kept)


@action
def throw_away_scenario(*, by: Person, scenario: Scenario, why: str = "") -> None:
    """Throw a scenario away; what it supposed stays in its history."""
    if not access.may_keep_books(by):
        raise NotAllowed(NOT_KEEPER)
    subject, before = scenario.subject, _said(scenario)
    gone, _ = Scenario.objects.filter(pk=scenario.pk).delete()
    if not gone:
        raise Changed("Somebody threw this scenario away a moment ago.")
    record(subject, "scenario thrown away", by=by, why=why, before=before)


def _changed(by: Person, scenario: Scenario, version: int, event: str, **changes: Any) -> Scenario:
    if not access.may_keep_books(by):
        raise NotAllowed(NOT_KEEPER)
    before = Scenario.objects.select_related("fund").get(pk=scenario.pk)
    rows = Scenario.objects.filter(pk=scenario.pk, version=version)
    if not rows.update(version=F("version") + 1, **changes):
        raise Changed(STALE)
    now = Scenario.objects.select_related("fund", "made_by").get(pk=scenario.pk)
    record(now.subject, event, by=by, before=_said(before), after=_said(now))
    return now


def _said(scenario: Scenario) -> dict[str, Any]:
    return {
        "name": scenario.name,
        "fund": scenario.fund.code,
        "year": scenario.year,
        "cut": f"{scenario.cut}%",
        "days of notice": scenario.notice_days,
        "choices": scenario.choices,
        "note": scenario.note,
    }
