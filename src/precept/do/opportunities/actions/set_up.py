"""Setting a call up: from a fund, from a round of the register, or from an earlier call."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from precept.do.opportunities import queries, rules
from precept.do.opportunities.access import Asker
from precept.do.opportunities.actions.register import record_round
from precept.do.opportunities.actions.writing import ask_runner, moments_of
from precept.do.opportunities.models import Call, Criterion, EligibilityRule, Opportunity
from precept.foundation import clock
from precept.foundation.clock import FinancialYear
from precept.foundation.ledger.actions import Refused, action, record
from precept.foundation.people.models import Person
from precept.plan.models import Fund


@action
def set_up_call(
    *,
    by: Asker,
    opportunity: Opportunity | None = None,
    fund: Fund | None = None,
    programme: str = "",
    year: str = "",
    number: int | None = None,
    theme: str = "",
    is_invented: bool = False,
    why: str = "",
) -> Call:
    """Begin to set a round up: a new one of a fund, or one that the register knows already.

    Its dates are suggested, noon in the middle of a week, and are to be confirmed. Without a number
    it is the next one of its programme and year.
    """
    ask_runner(by)
    opens, closes = rules.suggested_dates(clock.today())
    if opportunity is None:
        opportunity = _new_round(
            by, fund, programme, year, number, theme, closes, is_invented=is_invented, why=why
        )
    elif queries.call_or_none(opportunity) is not None:
        raise Refused(f"{opportunity.reference} is set up already.")
    usual = {
        "steps": _steps(rules.usual_steps),
        "decision_expected": rules.suggested_decision(closes.date()),
    }
    made = _make(by, opportunity, opens, closes, usual)
    record(
        made.subject,
        "round set up",
        by=by,
        why=why,
        after={
            "opens": clock.spoken_time(made.opens_at),
            "closes": clock.spoken_time(made.closes_at),
        }
        if made.opens_at and made.closes_at
        else {},
    )
    return made


COPIED = (
    "purpose",
    "who_may_apply",
    "what_we_fund",
    "what_we_do_not_fund",
    "area",
    "longest_months",
    "match_rule",
    "match_percent",
    "is_rolling",
    "is_sealed",
    "hides_applicant",
    "who_marks",
    "markers_per_bid",
    "quorum",
    "papers_asked_of",
    "papers",
    "body_agrees_before",
    "decider",
    "power",
    "marking_guide",
    "feedback_offered",
    "steps",
    "contact",
)


@action
def copy_call(
    *,
    by: Asker,
    call: Call,
    year: str = "",
    number: int | None = None,
    theme: str = "",
    why: str = "",
) -> Call:
    """Set a round up like an earlier one: everything is copied, and questions keep their identity.

    Its dates are moved, as far apart as before, and are to be confirmed.
    """
    ask_runner(by)
    old = queries.call(call.opportunity.reference)
    before = old.opportunity
    opens, closes = rules.suggested_dates(clock.today())
    shift = None
    if old.opens and old.closes:
        opens, closes, shift = rules.shifted(old.opens.wall, old.closes.wall, clock.today())
    made_round = _new_round(
        by,
        before.fund,
        before.programme,
        year,
        number,
        theme or before.theme,
        closes,
        limit=before.limit,
        limit_words=before.limit_words,
        available=before.available,
        shares=[(one.fund, one.name, one.amount) for one in before.shares.select_related("fund")],
        section=before.section,
        priorities=before.priorities,
        is_invented=before.is_invented,
        why=why,
    )
    copied: dict[str, Any] = {name: getattr(old, name) for name in COPIED}
    copied["questions"] = old.asks.model_dump(mode="json")
    copied["copied_from"] = old
    copied["decision_expected"] = _later(old.decision_expected, shift)
    copied["starts_from"] = _later(old.starts_from, shift)
    made = _make(by, made_round, opens, closes, copied)
    for kind in (Criterion, EligibilityRule):
        rows: Any = kind._default_manager.filter(call=old)
        for row in rows:
            row.pk, row.call = None, made
        kind._default_manager.bulk_create(list(rows))
    record(
        made.subject,
        "round copied",
        by=by,
        why=why,
        after={"from": before.reference, **_said(made)},
    )
    return made


def _said(made: Call) -> dict[str, str]:
    return {name: words for name, words in queries.said_of_call(made).items() if words}


def _later(day: date | None, shift: timedelta | None) -> date | None:
    if day is None or shift is None:
        return None
    return clock.working_day_on_or_after(day + timedelta(days=shift.days))


def _new_round(
    by: Asker,
    fund: Fund | None,
    programme: str,
    year: str,
    number: int | None,
    theme: str,
    closes: datetime,
    *,
    why: str,
    **more: Any,
) -> Opportunity:
    programme = programme.strip() or (fund.name if fund else "")
    year = year or FinancialYear.of(closes.date()).label
    if number is None:
        number = queries.next_number(programme, year)
    return record_round(
        by=by,
        programme=programme,
        year=year,
        number=number,
        theme=theme,
        deadline=closes.date(),
        deadline_time=closes.time(),
        fund=fund,
        state="planned",
        why=why,
        **more,
    )


def _make(
    by: Asker, opportunity: Opportunity, opens: datetime, closes: datetime, more: dict[str, Any]
) -> Call:
    return Call.objects.create(
        opportunity=opportunity,
        set_up_by=by if isinstance(by, Person) else None,
        **moments_of(opens, closes, every_doubt=True),
        **more,
    )


def _steps(usual: Sequence[Sequence[str]]) -> list[dict[str, str]]:
    return [{"title": title, "when": when, "what": what} for title, when, what in usual]
