"""The board of checks of a round, and what was checked of one bid."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.http import Http404, QueryDict
from django.urls import reverse

from precept.do.assessment import access, rules
from precept.do.assessment.models import BidCheck, counts
from precept.do.assessment.queries.flags import Flag, duplicate_flags, paid_already
from precept.do.bids import access as bids_access
from precept.do.bids.models import Bid
from precept.do.opportunities.models import EligibilityRule, Opportunity
from precept.foundation.people.models import Person
from precept.foundation.questions.reading import SectionRead, for_reading
from precept.foundation.web.tables import Cell, Column, Filter, Table, listing, words_in
from precept.parties import queries as parties
from precept.parties.models import Organisation, SubsidyCheck
from precept.parties.rules import DILIGENCE_OUTCOMES, SUBSIDY_OUTCOMES

MOST_RULES: Final = 60


def opportunity(asker: Person, reference: str) -> Opportunity:
    """The round of a reference with its call and when it is marked; 404 where there is none to assess."""
    found = (
        Opportunity.objects.select_related("call", "marking_period__begun_by")
        .filter(reference=reference, call__isnull=False)
        .first()
    )
    if found is None or not access.may_follow_marking(asker):
        raise Http404
    return found


def eligibility_of(of: Opportunity) -> list[EligibilityRule]:
    """The round's rules of eligibility, in their order (at most 60)."""
    return list(EligibilityRule.objects.filter(call__opportunity=of).order_by("place")[:MOST_RULES])


def bid(asker: Person, of: Opportunity, reference: str) -> Bid:
    """A bid that the office may know of; 404 where it is shut or not there."""
    found = (
        access.visible_to(asker)
        .filter(opportunity=of, reference=reference)
        .select_related(
            "opportunity__call", "organisation", "accountable_body", "in_force", "questions"
        )
        .first()
    )
    if found is None:
        raise Http404
    return found


# The board

COLUMNS = (
    Column("bid", "Bid", order=("reference",)),
    Column("organisation", "Organisation", order=("organisation__name",)),
    *(Column(kind, title) for kind, title in rules.CHECK_SHORT.items()),
    Column("state", "In marking"),
)
STATES = (
    ("out", "Out of marking"),
    ("failed", "Something failed"),
    ("refer", "Something is to be decided"),
    ("none", "Nothing checked yet"),
)


def _with(**what: str) -> Exists:
    return Exists(BidCheck.objects.filter(counts(), bid=OuterRef("pk"), **what))


def _by_state(bids: QuerySet[Bid], state: str) -> QuerySet[Bid]:
    if state == "out":
        return bids.filter(_with(kind=rules.ELIGIBILITY, outcome="fail"))
    if state == "failed":
        return bids.filter(_with(outcome="fail"))
    if state == "refer":
        return bids.filter(_with(outcome="refer"))
    return bids.filter(~Q(_with()))


def checks_page(asker: Person, of: Opportunity, query: QueryDict) -> Table:
    """Every bid of a round with what came of its checks: four queries, whatever the size."""
    needed: dict[str, int] = {}
    for kind, _ in rules.to_check([one.key for one in eligibility_of(of)]):
        needed[kind] = needed.get(kind, 0) + 1

    def cells(one: Bid) -> list[Cell]:
        found: dict[str, list[str]] = {}
        for check in one.checks.all():
            found.setdefault(check.kind, []).append(check.outcome)
        return [
            Cell(
                one.reference,
                href=reverse("assessment.bid_checks", args=[of.reference, one.reference]),
                note=one.title,
            ),
            Cell(one.organisation.name if one.organisation else "Not stated"),
            *(_outcome_cell(found.get(kind, []), needed[kind]) for kind in rules.CHECK_KINDS),
            Cell("No", tag="govuk-tag--red")
            if "fail" in found.get(rules.ELIGIBILITY, [])
            else Cell("Yes"),
        ]

    current = BidCheck.objects.filter(counts())
    return listing(
        query,
        access.visible_to(asker)
        .filter(opportunity=of)
        .select_related("organisation")
        .prefetch_related(Prefetch("checks", queryset=current)),
        caption="Checks of the bids",
        noun=("bid", "bids"),
        columns=COLUMNS,
        cells=cells,
        default="bid",
        filters=(Filter("state", "Checks", STATES, _by_state),),
        search=words_in("reference", "title", "organisation__name"),
        empty="No bid of this round is open to you yet. Bids can be checked once they are opened.",
    )


def _outcome_cell(outcomes: Sequence[str], needed: int) -> Cell:
    overall = rules.overall(outcomes, needed)
    if not overall:
        words = f"{len(outcomes)} of {needed}" if outcomes and needed > 1 else "To do"
        return Cell(words)
    return Cell(rules.OUTCOMES[overall], tag=rules.OUTCOME_TAGS[overall])


# One bid


@dataclass(frozen=True)
class CheckShown:
    """A check of a bid as its page shows it; ``outcome`` is "" while nothing is recorded."""

    kind: str
    rule: str
    title: str
    hint: str
    outcome: str
    words: str
    tag: str
    evidence: str
    told: str
    by: str
    at: datetime | None
    is_earlier: bool = False
    """Whether it was recorded for an earlier version of the bid: it does not count until it is confirmed."""


@dataclass(frozen=True)
class DiligenceShown:
    """How an organisation stands with one kind of check, as parties hold it."""

    title: str
    state: str
    outcome: str
    evidence: str
    by: str
    at: datetime | None
    expires: date | None


@dataclass(frozen=True)
class BodyShown:
    """An organisation that a bid rests on, with its due diligence."""

    organisation: Organisation
    checks: list[DiligenceShown]


@dataclass(frozen=True)
class BidChecks:
    """Everything that was checked of a bid, and what might be looked at."""

    bid: Bid
    checks: list[CheckShown]
    read: int
    """The latest check that was read, so that a stale save is noticed; 0 for none."""
    earlier: int
    """How many checks were recorded for an earlier version."""
    is_out: bool
    flags: list[Flag]
    paid: list[Flag]
    diligence: list[BodyShown]
    subsidy: SubsidyCheck | None
    """The latest check of whether paying for what this bid would do is a subsidy."""
    subsidy_words: str
    """What stands against giving the money; what it came to where nothing does."""
    has_declared: bool
    sections: list[SectionRead]
    """Its answers; none before whoever asks declared their interests."""


def is_earlier(check: BidCheck, of: Bid) -> bool:
    """Whether a check was recorded for another version of a bid than the one that stands."""
    return check.submission_id is not None and check.submission_id != of.in_force_id


def current_checks(of: Bid) -> list[BidCheck]:
    """The latest check of each kind of a bid, those of an earlier version too, with who made them."""
    return list(
        BidCheck.objects.filter(bid=of, is_current=True).select_related("by").order_by("pk")[:100]
    )


def in_force(of: Bid, checks: Sequence[BidCheck]) -> list[rules.Checked]:
    """Those of a bid's checks that count for the version that stands."""
    return [
        rules.Checked(one.kind, one.rule, one.outcome) for one in checks if not is_earlier(one, of)
    ]


def _check_words(check: BidCheck | None, is_old: bool) -> str:
    if check is None:
        return "To do"
    words = rules.OUTCOMES[check.outcome]
    return f"{words}, recorded for an earlier version" if is_old else words


def bid_checks(asker: Person, of: Opportunity, reference: str) -> BidChecks:
    """One bid with all its checks; 404 where it is shut or not there."""
    found = bid(asker, of, reference)
    eligibility = eligibility_of(of)
    asked = {one.key: one for one in eligibility}
    current = current_checks(found)
    has_declared = bids_access.has_declared(asker, of)
    by_place = {(one.kind, one.rule): one for one in current}
    shown = []
    for kind, rule in rules.to_check(list(asked)):
        check = by_place.get((kind, rule))
        is_old = check is not None and is_earlier(check, found)
        shown.append(
            CheckShown(
                kind=kind,
                rule=rule,
                title=asked[rule].asks if rule else rules.CHECK_KINDS[kind],
                hint=_right_answer(asked[rule]) if rule else "",
                outcome=check.outcome if check else "",
                words=_check_words(check, is_old),
                tag=rules.OUTCOME_TAGS[check.outcome]
                if check and not is_old
                else "govuk-tag--blue",
                evidence=check.evidence if check else "",
                told=check.told if check else "",
                by=check.by.name if check else "",
                at=check.at if check else None,
                is_earlier=is_old,
            )
        )
    subsidy = parties.subsidy_check_of(found.subject)
    return BidChecks(
        bid=found,
        checks=shown,
        read=max((one.pk for one in current), default=0),
        earlier=sum(one.is_earlier for one in shown),
        is_out=rules.is_out(in_force(found, current)),
        flags=duplicate_flags(asker, found),
        paid=paid_already(asker, found),
        diligence=diligence_of(found),
        subsidy=subsidy,
        subsidy_words=_subsidy_words(found, subsidy),
        has_declared=has_declared,
        sections=_answers(found) if has_declared else [],
    )


def _answers(of: Bid) -> list[SectionRead]:
    return for_reading(of.questions.question_set, of.in_force.answers) if of.in_force else []


def _right_answer(rule: EligibilityRule) -> str:
    return f"The answer has to be {'yes' if rule.right_answer else 'no'}. {rule.reason}".strip()


def _subsidy_words(of: Bid, check: SubsidyCheck | None) -> str:
    problem = parties.subsidy_problem(of.subject)
    if check is not None and of.in_force is not None and check.at < of.in_force.received:
        return "Checked for an earlier version of this bid: check again what it would do now."
    if problem or check is None:
        return problem or ""
    return f"{dict(SUBSIDY_OUTCOMES)[check.outcome]}."


def diligence_of(of: Bid) -> list[BodyShown]:
    """How the bid's organisation stands, and the body that holds its money: a query for each."""
    outcomes = dict(DILIGENCE_OUTCOMES)
    return [
        BodyShown(
            organisation=body,
            checks=[
                DiligenceShown(
                    title=one.title,
                    state=one.state,
                    outcome=outcomes.get(one.check.outcome, "") if one.check else "",
                    evidence=one.check.evidence if one.check else "",
                    by=(one.check.by.name if one.check.by else "A register") if one.check else "",
                    at=one.check.at if one.check else None,
                    expires=one.check.expires if one.check else None,
                )
                for one in parties.diligence(body)
            ],
        )
        for body in (of.organisation, of.accountable_body)
        if body is not None
    ]
