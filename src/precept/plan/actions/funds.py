"""Funds and budgets: adding, changing, releasing."""

import re
from datetime import date
from typing import Any

from django.db import IntegrityError
from django.db.models import F

from precept.foundation.clock import FinancialYear, NotAFinancialYear, spoken
from precept.foundation.ledger.actions import Changed, NotAllowed, Refused, action, record
from precept.foundation.money import Amount, Money
from precept.foundation.people.models import Person
from precept.foundation.publications import actions as publications
from precept.foundation.publications.models import Publication
from precept.parties.models import Organisation
from precept.plan import access, queries, rules, sign_ups
from precept.plan.models import Budget, Fund

NOT_YOURS = "Only people who keep funds may change funds and budgets."
STALE = (
    "Somebody else changed this while you were typing. What you typed is still here:"
    " look at what it says now, then save again."
)
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*")


@action
def add_fund(
    *,
    by: Person,
    code: str,
    name: str,
    short_name: str,
    kind: str,
    given_by: Organisation | None = None,
    conditions: str = "",
    starts: date | None = None,
    ends: date | None = None,
    note: str = "",
    is_invented: bool = False,
) -> Fund:
    """Add a fund, with the conditions it comes with. ``code`` is its short public name, as CORE."""
    _only_who_keep_funds(by)
    code = code.strip()
    if not _CODE.fullmatch(code):
        raise Refused("Enter a code of letters, digits and hyphens, like CORE.", field="code")
    if Fund.objects.filter(code__iexact=code).exists():
        raise Refused(f"There is a fund with the code {code} already.", field="code")
    fields = _fund_fields(name, short_name, kind, given_by, conditions, starts, ends, note)
    try:
        fund = Fund.objects.create(code=code, is_invented=is_invented, **fields)
    except IntegrityError as raced:
        raise Changed(f"Somebody added a fund with the code {code} a moment ago.") from raced
    record(fund.subject, "fund added", by=by, after=_filled(_said_of_fund(fund)))
    return fund


@action
def change_fund(
    *,
    by: Person,
    fund: Fund,
    revision: int,
    name: str,
    short_name: str,
    kind: str,
    given_by: Organisation | None = None,
    conditions: str = "",
    starts: date | None = None,
    ends: date | None = None,
    note: str = "",
) -> Fund:
    """Change what is kept of a fund; its code stays. ``revision`` is the one that was read."""
    _only_who_keep_funds(by)
    fields = _fund_fields(name, short_name, kind, given_by, conditions, starts, ends, note)
    before = _said_of_fund(Fund.objects.select_related("given_by").get(pk=fund.pk))
    rows = Fund.objects.filter(pk=fund.pk, revision=revision)
    if not rows.update(revision=F("revision") + 1, **fields):
        raise Changed(STALE)
    changed = Fund.objects.select_related("given_by").get(pk=fund.pk)
    record(changed.subject, "fund changed", by=by, before=before, after=_said_of_fund(changed))
    return changed


@action
def add_budget(
    *,
    by: Person,
    fund: Fund,
    year: str,
    amount: Amount,
    source: str,
    dated: date | None = None,
    note: str = "",
    is_invented: bool = False,
) -> Budget:
    """State what a fund has for a financial year; TBC where that is not yet known."""
    _only_who_keep_funds(by)
    try:
        label = FinancialYear.parse(year).label
    except NotAFinancialYear as problem:
        raise Refused(problem.words, field="year") from problem
    _need_source(source)
    if Budget.objects.filter(fund=fund, year=label).exists():
        raise Refused(f"This fund has a budget for {label} already: change that one.", field="year")
    try:
        budget = Budget.objects.create(
            fund=fund,
            year=label,
            amount=amount if isinstance(amount, Money) else None,
            source=source.strip(),
            dated=dated,
            note=note.strip(),
            is_invented=is_invented,
        )
    except IntegrityError as raced:
        raise Changed(f"Somebody added a budget for {label} a moment ago.") from raced
    record(fund.subject, "budget added", by=by, after=_filled(_said_of_budget(budget)))
    sign_ups.tell_budgeted(budget, by)
    return budget


@action
def change_budget(
    *,
    by: Person,
    budget: Budget,
    revision: int,
    amount: Amount,
    source: str,
    dated: date | None = None,
    note: str = "",
) -> Budget:
    """Change what is stated of a year's budget. ``revision`` is the one that was read."""
    _only_who_keep_funds(by)
    _need_source(source)
    before = _said_of_budget(Budget.objects.get(pk=budget.pk))
    rows = Budget.objects.filter(pk=budget.pk, revision=revision)
    changed = rows.update(
        revision=F("revision") + 1,
        amount=amount if isinstance(amount, Money) else None,
        source=source.strip(),
        dated=dated,
        note=note.strip(),
    )
    if not changed:
        raise Changed(STALE)
    now = Budget.objects.select_related("fund").get(pk=budget.pk)
    record(now.fund.subject, "budget changed", by=by, before=before, after=_said_of_budget(now))
    sign_ups.tell_budgeted(now, by)
    return now


@action
def publish_fund(*, by: Person, fund: Fund, why: str = "") -> Publication:
    """Release what is kept of a fund: its conditions, dates and budgets."""
    if not access.may_publish_fund(by):
        raise NotAllowed("Only people who keep funds or publish the register may publish a fund.")
    now = Fund.objects.select_related("given_by").get(pk=fund.pk)
    released = publications.publish(
        kind_name="fund",
        key=now.code,
        title=now.name,
        payload=queries.fund_payload(now),
        by=by,
        why=why,
    )
    record(now.subject, "fund published", by=by, why=why, after={"version": released.version})
    return released


def _only_who_keep_funds(by: Person) -> None:
    if not access.may_keep_funds(by):
        raise NotAllowed(NOT_YOURS)


def _need_source(source: str) -> None:
    if not source.strip():
        raise Refused("Say where this figure comes from.", field="source")


def _fund_fields(
    name: str,
    short_name: str,
    kind: str,
    given_by: Organisation | None,
    conditions: str,
    starts: date | None,
    ends: date | None,
    note: str,
) -> dict[str, Any]:
    if not name.strip():
        raise Refused("Enter the fund’s name.", field="name")
    if not short_name.strip():
        raise Refused("Enter the short name that tables print.", field="short_name")
    if kind not in dict(rules.fund_kinds):
        raise Refused("Choose what kind of fund it is.", field="kind")
    if starts is not None and ends is not None and ends < starts:
        raise Refused("The last day must be the same as or after the first day.", field="ends")
    return {
        "name": name.strip(),
        "short_name": short_name.strip(),
        "kind": kind,
        "given_by": given_by,
        "conditions": conditions.strip(),
        "starts": starts,
        "ends": ends,
        "note": note.strip(),
    }


def _said_of_fund(fund: Fund) -> dict[str, Any]:
    return {
        "name": fund.name,
        "short name": fund.short_name,
        "kind": dict(rules.fund_kinds)[fund.kind],
        "given by": fund.given_by.reference if fund.given_by else "",
        "conditions": fund.conditions,
        "first day": spoken(fund.starts) if fund.starts else "",
        "last day": spoken(fund.ends) if fund.ends else "",
        "note": fund.note,
    }


def _said_of_budget(budget: Budget) -> dict[str, Any]:
    return {
        "year": budget.year,
        "amount": str(queries.amount_of(budget)),
        "source": budget.source,
        "dated": spoken(budget.dated) if budget.dated else "",
        "note": budget.note,
    }


def _filled(said: dict[str, Any]) -> dict[str, Any]:
    """What was given, for the event of something new: what is empty was never anything else."""
    return {name: value for name, value in said.items() if value}
