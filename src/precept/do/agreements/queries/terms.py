"""What awards and agreements are held to: outcomes, conditions, payments."""

from collections.abc import Sequence
from dataclasses import dataclass

from precept.do.agreements import rules
from precept.do.agreements.models import Agreement, Award, FundShare
from precept.do.assessment.models import Recommendation
from precept.plan import queries as plan
from precept.plan.models import Fund


def conditions_of_funds(shares: Sequence[FundShare]) -> list[rules.ConditionsOfFund]:
    """What an agreement bears because of the funds that pay for it, from its shares: by reference, never a copy.

    Whoever changes a fund's conditions, or the shares, changes them here.
    """
    return rules.conditions_with(
        (one.fund.code, one.fund.name, one.fund.conditions) for one in shares
    )


def conditions_of_award_funds(award: Award) -> list[rules.ConditionsOfFund]:
    """What an offer bears because of the funds that would pay for it: one query."""
    codes = [code for code, _, pence in award.shares if pence]
    funds = Fund.objects.filter(code__in=codes).order_by("name")
    return rules.conditions_with(funds.values_list("code", "name", "conditions"))


@dataclass(frozen=True)
class Terms:
    """What an award or its agreement is held to."""

    outcomes: list[rules.Outcome]
    conditions: list[str]
    payments: list[rules.Payment]


def outcomes_of_award(award: Award) -> list[rules.Outcome]:
    """What an award is to change for people, as it is offered."""
    return rules.kept_outcomes(award.outcomes, award.report_by)


def outcomes_are_open(award: Award) -> bool:
    """Whether its outcomes can still be stated: before it is offered, or where the offer left them open."""
    if award.state == "offered":
        return bool(rules.terms_problems(outcomes_of_award(award), award.report_by))
    return award.state == "decided"


def is_of_the_past(award: Award) -> bool:
    """Whether an award is of a round that was taken in: what its papers do not state stays not stated."""
    rows = Recommendation.objects.filter(awarding=award.result.awarding_id, is_past=True)
    return rows.exists()


def outcomes_carried(of: Agreement) -> tuple[str, list[rules.Outcome]]:
    """The outcomes of the theory of change on whose thread an agreement stands, and the theory's reference.

    They are what its terms begin with while it states none of its own.
    """
    theory, outcomes = plan.outcomes_of_thread(of.subject)
    return theory, [
        rules.Outcome(
            people=one.people,
            percent=one.percent,
            change=one.change,
            measure=one.measure,
            report_by=one.report_by,
        )
        for one in outcomes
    ]


def terms_of_agreement(agreement: Agreement) -> Terms:
    """What an agreement is held to: three queries."""
    return Terms(
        outcomes=[one.as_rule for one in agreement.outcomes.all()],
        conditions=[one.words for one in agreement.conditions.all()],
        payments=[one.as_rule for one in agreement.payments.all()],
    )


def terms_offered(award: Award, standard: Sequence[str], *, is_past: bool) -> Terms:
    """What an award is offered with, ``standard`` being its fund's conditions; a past one plans no payments."""
    plan = rules.payment_plan(award.amount, award.starts, award.ends, award.report_by)
    return Terms(
        outcomes=outcomes_of_award(award),
        conditions=[*award.conditions, *standard],
        payments=[] if is_past else plan,
    )


def terms_of(award: Award) -> Terms:
    """What an award is held to: its agreement's rows once there is one, else what is offered."""
    if award.agreement is not None:
        return terms_of_agreement(award.agreement)
    return terms_offered(award, award.result.awarding.conditions, is_past=is_of_the_past(award))
