"""Formula funding: drafting, figures, approval with its allocations, acceptance, returns, new versions."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.db import IntegrityError, transaction

from precept.do.partners import access, queries, rules
from precept.do.partners.actions.beginning import (
    NOT_SIGNER,
    STALE,
    ask_keeper,
    year_label,
)
from precept.do.partners.models import Allocation, AllocationReturn, Formula, FormulaArea
from precept.foundation import clock
from precept.foundation.ledger.actions import Changed, NotAllowed, Refused, action, needed, record
from precept.foundation.ledger.versions import write_next
from precept.foundation.money import Money
from precept.foundation.people.models import Person
from precept.parties.models import Organisation
from precept.plan.models import Fund


@action
def draft_formula(
    *,
    by: Person,
    year: str,
    title: str,
    fund: Fund,
    amount: Money,
    weights: Mapping[str, int],
    phase: int,
    accept_by: date,
    returns_due: Sequence[date],
    source: str,
    conditions: str = "",
    is_invented: bool = False,
) -> Formula:
    """Draft a year's formula: what there is to share, by which weights, how far phased in.

    ``weights`` are whole percentages by ``rules.MEASURES``. Refused where the year has a formula already: that
    one is amended.
    """
    ask_keeper(by)
    label = year_label(year)
    if Formula.objects.filter(year=label).exists():
        raise Refused(f"There is a formula for {label} already: make a new version of it.", "year")
    said = _checked(title, fund, amount, weights, phase, returns_due, source, conditions)
    made = Formula.objects.create(
        year=label,
        number=1,
        accept_by=accept_by,
        drafted_by=by,
        is_invented=is_invented,
        **said,
    )
    record(made.subject, "formula drafted", by=by, after=queries.said_of_formula(made))
    return made


@action
def change_formula(
    *,
    by: Person,
    formula: Formula,
    version: int,
    title: str,
    fund: Fund,
    amount: Money,
    weights: Mapping[str, int],
    phase: int,
    accept_by: date,
    returns_due: Sequence[date],
    source: str,
    conditions: str = "",
) -> Formula:
    """Change a draft. What is in force is never changed: a new version replaces it."""
    ask_keeper(by)
    now = _draft(formula)
    before = queries.said_of_formula(now)
    said = _checked(title, fund, amount, weights, phase, returns_due, source, conditions)
    write_next(now, {**said, "accept_by": accept_by}, read=version, stale=STALE)
    after = queries.said_of_formula(now)
    record(now.subject, "formula changed", by=by, before=before, after=after)
    return now


def _checked(
    title: str,
    fund: Fund,
    amount: Money,
    weights: Mapping[str, int],
    phase: int,
    returns_due: Sequence[date],
    source: str,
    conditions: str,
) -> dict[str, object]:
    if problem := rules.weights_problem(weights):
        raise Refused(problem, field="population")
    if not 0 <= phase <= 100:
        raise Refused("The formula decides from 0 to 100 per cent", field="phase")
    if not returns_due:
        raise Refused("Say when returns are due", field="returns_due")
    return {
        "title": needed(title, "Enter a title", "title"),
        "fund": fund,
        "amount": amount,
        "weights": dict(weights),
        "phase": phase,
        "returns_due": [day.isoformat() for day in sorted(set(returns_due))],
        "source": needed(source, "Say where the weights come from", "source"),
        "conditions": conditions.strip(),
    }


def _draft(formula: Formula) -> Formula:
    now = Formula.objects.select_related("fund").get(pk=formula.pk)
    if now.state != "draft":
        raise Refused("Only a draft can be changed. Make a new version of it, with the reason.")
    return now


@action
def state_figures(
    *,
    by: Person,
    formula: Formula,
    version: int,
    organisation: Organisation,
    population: int,
    crime: int,
    demand: int,
    source: str,
    dated: date,
    previous: Money | None = None,
) -> FormulaArea:
    """State a community safety partnership's figures, with their source and date; the newest holds."""
    ask_keeper(by)
    source = needed(source, "Say where the figures come from", "source")
    now = _draft(formula)
    write_next(now, {}, read=version, stale=STALE)
    made, _ = FormulaArea.objects.update_or_create(
        formula=now,
        organisation=organisation,
        defaults={
            "population": population,
            "crime": crime,
            "demand": demand,
            "previous": previous,
            "source": source,
            "dated": dated,
        },
    )
    record(
        now.subject,
        "figures stated",
        by=by,
        after={
            "organisation": organisation.reference,
            "population": population,
            "crime": crime,
            "demand": demand,
            "previous": queries.stated(previous),
            "source": source,
            "dated": dated.isoformat(),
        },
    )
    return made


@action
def approve_formula(*, by: Person, formula: Formula, version: int) -> Formula:
    """Put a formula in force: every partnership is offered its allocation, and returns fall due.

    NotAllowed for who drafted it. Refused where it cannot be worked out; the version before is replaced.
    """
    now = _draft(formula)
    if not access.may_approve_formula(by, now):
        raise NotAllowed(
            "Somebody who approves formula funding, and did not draft this, approves it."
        )
    worked_out = queries.worked_out(now)
    if worked_out.problem:
        raise Refused(worked_out.problem)
    before = Formula.objects.filter(year=now.year, state="approved").first()
    if before is not None:
        Formula.objects.filter(pk=before.pk).update(state="superseded")
    write_next(
        now,
        {"state": "approved", "approved_by": by, "approved": clock.now()},
        read=version,
        stale=STALE,
    )
    for row in worked_out.rows:
        allocation = Allocation.objects.create(
            formula=now, organisation=row.area.organisation, amount=row.amount
        )
        AllocationReturn.objects.bulk_create(
            [
                AllocationReturn(allocation=allocation, due=date.fromisoformat(day))
                for day in now.returns_due
            ]
        )
    record(
        now.subject,
        "formula approved",
        by=by,
        before={"version": before.number} if before else None,
        after={
            "allocations": {
                row.area.organisation.reference: row.amount.short for row in worked_out.rows
            }
        },
    )
    return now


@action
def amend_formula(*, by: Person, formula: Formula, why: str) -> Formula:
    """Begin a new version of a formula in force, with the reason; its figures come along to be changed."""
    ask_keeper(by)
    why = needed(why, "Say why there is a new version", "why")
    now = Formula.objects.get(pk=formula.pk)
    if now.state != "approved":
        raise Refused("Only a formula in force gets a new version.")
    try:
        with transaction.atomic():
            made = Formula.objects.create(
                year=now.year,
                number=now.number + 1,
                why=why,
                drafted_by=by,
                **{
                    name: getattr(now, name)
                    for name in (
                        "title",
                        "fund_id",
                        "amount",
                        "weights",
                        "phase",
                        "conditions",
                        "accept_by",
                        "returns_due",
                        "source",
                        "is_invented",
                    )
                },
            )
    except IntegrityError:
        raise Changed("Somebody began a new version already.") from None
    FormulaArea.objects.bulk_create(
        [
            FormulaArea(
                formula=made,
                organisation_id=one.organisation_id,
                population=one.population,
                crime=one.crime,
                demand=one.demand,
                previous=one.previous,
                source=one.source,
                dated=one.dated,
            )
            for one in now.areas.all()
        ]
    )
    record(made.subject, "formula amended", by=by, why=why, before={"version": now.number})
    return made


@action
def settle_allocation(
    *, by: Person, allocation: Allocation, accepts: bool, on: date, words: str
) -> Allocation:
    """Record what a partnership answered on paper: it accepts its allocation with the conditions, or declines.

    ``words`` say who did, by role, and where the signed paper is. Refused where somebody signs for it here,
    who answers. Changed where it is settled.
    """
    ask_keeper(by)
    words = needed(words, "Say who answered for the partnership, and where the paper is", "words")
    if on > clock.today():
        raise Refused("It cannot be answered later than today", field="on")
    if queries.answers_itself(allocation):
        raise Refused(
            f"Somebody signs for {allocation.organisation.name} here and answers for it: ask them."
        )
    return _answered(by, allocation, accepts=accepts, on=on, words=words)


@action
def answer_allocation(
    *, by: Person, allocation: Allocation, accepts: bool, said: str = ""
) -> Allocation:
    """A partnership accepts its allocation with the conditions, or declines it and says why.

    NotAllowed for anybody who does not sign for it. Changed where it is settled.
    """
    if not access.may_answer_allocation(by, allocation):
        raise NotAllowed(NOT_SIGNER)
    if not accepts:
        said = needed(said, "Say why it is declined", "said")
    return _answered(by, allocation, accepts=accepts, on=clock.today(), words=said, itself=True)


def _answered(
    by: Person,
    allocation: Allocation,
    *,
    accepts: bool,
    on: date,
    words: str,
    itself: bool = False,
) -> Allocation:
    state = "accepted" if accepts else "declined"
    if allocation.formula.state != "approved":
        raise Refused("A newer version of the formula replaced this allocation.")
    rows = Allocation.objects.filter(pk=allocation.pk, state="offered")
    changes = {"state": state, "settled_on": on, "settled_words": words.strip()}
    if not rows.update(**changes, answered_by=by if itself else None):
        raise Changed("This allocation is settled already.")
    allocation.refresh_from_db()
    record(
        allocation.subject,
        f"allocation {state}",
        by=by,
        after={
            "on": on.isoformat(),
            "words": words.strip(),
            "by": "the partnership itself" if itself else "paper",
        },
    )
    return allocation


@action
def receive_return(
    *,
    by: Person,
    due: AllocationReturn,
    on: date,
    spent: Money,
    underspend: Money,
    said: str = "",
) -> AllocationReturn:
    """Record a partnership's return: spent so far, and what it will not spend. Changed where it came.

    Refused where the two come to more than the allocation.
    """
    ask_keeper(by)
    allocation = due.allocation
    if allocation.state != "accepted":
        raise Refused("Only an accepted allocation reports.")
    if on > clock.today():
        raise Refused("It cannot have come later than today", field="on")
    if spent.pence + underspend.pence > allocation.amount.pence:
        raise Refused(
            f"Spent and left are more than the {allocation.amount.short} allocated", field="spent"
        )
    rows = AllocationReturn.objects.filter(pk=due.pk, received_on=None)
    if not rows.update(received_on=on, spent=spent, underspend=underspend, said=said.strip()):
        raise Changed("This return is recorded already.")
    due.refresh_from_db()
    record(
        allocation.subject,
        "return received",
        by=by,
        after={
            "due": due.due.isoformat(),
            "on": on.isoformat(),
            "spent": spent.short,
            "underspend": underspend.short,
        },
    )
    return due
