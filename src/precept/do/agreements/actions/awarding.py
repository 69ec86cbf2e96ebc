"""From a frozen recommendation to a decision notice, and from its signature to awards."""

from datetime import date, timedelta
from typing import Any, Final

from precept.decisions import access as decisions_access
from precept.decisions import actions as decisions
from precept.decisions.models import Decision
from precept.do.agreements import access, queries, rules
from precept.do.agreements.models import Award, Awarding, BidResult
from precept.do.assessment import queries as assessment
from precept.do.assessment.models import Recommendation
from precept.do.bids.models import Bid
from precept.do.opportunities import actions as opportunities
from precept.do.opportunities import queries as rounds
from precept.do.opportunities.models import Call, Opportunity
from precept.foundation import clock
from precept.foundation.ledger.actions import (
    Actor,
    NotAllowed,
    Refused,
    action,
    record,
)
from precept.foundation.money import Money
from precept.foundation.people.models import Person
from precept.foundation.questions import rules as questions
from precept.parties import queries as parties
from precept.parties import rules as party_rules
from precept.parties.models import Organisation

FUNDED: Final = ("fund", "part")
NOT_MAKER: Final = "Only people who make awards may do this."


@action
def draft_award_decision(
    *, by: Person, recommendation: Recommendation, reference: str = ""
) -> Decision:
    """Draft the notice of a round's awards from its frozen recommendation.

    Refused where that is not frozen, or a decision on it is under way already. Protected organisations
    stand in it by their area alone.
    """
    if not (decisions_access.may_draft(by) and access.may_see_awards(by)):
        raise NotAllowed("Only people who draft decisions may do this.")
    now = Recommendation.objects.select_related("opportunity__call").get(pk=recommendation.pk)
    if now.state != "frozen":
        raise Refused("This recommendation is not frozen. Freeze the ranking first.")
    if words := assessment.outdated(now):
        raise Refused(words)
    of = now.opportunity
    under_way = Decision.objects.filter(about=of.subject, basis=now.sha256).exclude(
        state__in=["withdrawn", "refused"]
    )
    if (known := under_way.first()) is not None:
        raise Refused(f"Decision {known.reference} on this recommendation is under way already.")
    ranking = assessment.as_frozen(now)["ranking"]
    funded = [one for one in ranking["bids"] if one["placing"] in FUNDED]
    amount = Money(sum(one["amount"] for one in funded))
    decision = decisions.draft_decision(
        by=by,
        kind="award",
        title=f"Awards of {of.called}",
        about=of.subject,
        facts=[*assessment.decision_facts(now), _subsidy(now, funded)],
        tables=_tables_for_the_public(now),
        amount=amount,
        power=of.call.power if _is_power(of.call) else "",
        priorities=of.priorities,
        basis=now.sha256,
        reference=reference,
        words=_words(of, len(funded), len(ranking["bids"]), amount, ranking),
        is_invented=of.is_invented,
    )
    record(of.subject, "award decision drafted", by=by, after={"decision": decision.reference})
    return decision


def _subsidy(recommendation: Recommendation, funded: list[dict[str, Any]]) -> dict[str, str]:
    """What the notice says of subsidy control; of a round of the past its papers say it, if they do."""
    about = [] if recommendation.is_past else [f"bid:{one['reference']}" for one in funded]
    outcomes = parties.subsidy_outcomes_of(about)
    titles = dict(party_rules.SUBSIDY_OUTCOMES)
    return {"name": "Subsidy control", "words": rules.subsidy_fact(about, outcomes, titles)}


def _is_power(call: Call) -> bool:
    return call.power in dict(rounds.power_choices())


def _words(
    of: Opportunity, funded: int, bids: int, amount: Money, ranking: dict[str, Any]
) -> dict[str, str]:
    """What the system drafts of the notice: shown as drafted until somebody changes it."""
    awards = "1 award" if funded == 1 else f"{funded} awards"
    reserve = sum(one["placing"] == "reserve" for one in ranking["bids"])
    listed = f" and to keep {reserve} on the reserve list" if reserve else ""
    cut_off = ranking["cut_off"]
    reasons = (
        f"The bids recommended scored {cut_off} or more out of 100. {ranking['cut_off_why']}".strip()
        if cut_off is not None
        else "The bids were marked against the round’s criteria; the reasons stand in the tables."
    )
    return {
        "summary": f"{awards} from {bids} bids for “{of.theme}”, {amount} in all.",
        "background": (
            f"{of.called}, asked for bids on “{of.theme}”."
            " They were checked, marked, moderated and ranked as the facts below say."
        ),
        "recommendation": f"To make {awards}, {amount} in all, as the table says{listed}.",
        "reasons": reasons,
    }


def _tables_for_the_public(recommendation: Recommendation) -> list[dict[str, Any]]:
    """The notice's tables, with protected organisations by their area alone."""
    bids = assessment.as_frozen(recommendation)["ranking"]["bids"]
    named = {one["organisation"]: one["organisation_reference"] for one in bids}
    hidden = {
        one.reference: one
        for one in Organisation.objects.filter(
            reference__in=list(named.values()), is_protected=True
        )
    }
    tables = assessment.decision_tables(recommendation)
    for table in tables:
        if "Organisation" not in table["columns"]:
            continue
        place = table["columns"].index("Organisation")
        project = table["columns"].index("Project")
        for row in table["rows"]:
            body = hidden.get(named.get(row[place], ""))
            if body is not None:
                row[place] = rules.provider_in_public(body.name, body.area, is_protected=True)
                row[project] = "Not published, for people’s safety"
                row[-1] = ""
    return tables


def make_awards(decision: Decision, by: Actor) -> None:
    """Within the signature of a decision: make the awards of the recommendation that it rests on.

    Nothing for other decisions. NotAllowed where whoever recommended signs; Refused where the
    recommendation was taken back, or the sum is not what it says.
    """
    kind, _, reference = decision.about.partition(":")
    if kind != "opportunity" or not decision.basis:
        return
    rows = Recommendation.objects.select_related("opportunity__call", "opportunity__fund")
    alike = rows.filter(opportunity__reference=reference, sha256=decision.basis).order_by("pk")
    # One that was taken back and frozen again as it was has the same fingerprint: the frozen one counts.
    found = alike.filter(state="frozen").last() or alike.last()
    if found is None:
        return
    _make(decision, found, by)


@action
def _make(decision: Decision, found: Recommendation, by: Actor) -> Awarding:
    if found.state != "frozen":
        raise Refused("The recommendation that this rests on was taken back. Draft it anew.")
    if isinstance(by, Person) and by.pk == found.frozen_by_id:
        raise NotAllowed("You made the recommendation, so somebody else signs the decision on it.")
    if words := assessment.outdated(found):
        raise Refused(words)
    ranking = assessment.as_frozen(found)["ranking"]
    total = Money(sum(one["amount"] for one in ranking["bids"] if one["placing"] in FUNDED))
    if decision.amount != total:
        raise Refused(f"The awards come to {total}, which is not what the decision commits.")
    of = found.opportunity
    signed = decision.signature.signed_on
    conditions = queries.conditions_in_force(of.fund.code if of.fund else "", signed)
    awarding = Awarding.objects.create(
        decision=decision,
        opportunity=of,
        recommendation=found,
        wording=dict(rules.STARTING),
        conditions=list(conditions.words) if conditions else [],
        conditions_dated=conditions.applies_from if conditions else signed,
        starts=of.call.starts_from,
    )
    awards = _results_and_awards(awarding, ranking, signed.year)
    record(
        awarding.subject,
        "awards made",
        by=by,
        after={
            "decision": decision.reference,
            "awards": {one.reference: one.amount.short for one in awards},
            "bids": len(ranking["bids"]),
        },
    )
    _decided(of.call, by, decision)
    return awarding


def _decided(call: Call, by: Actor, decision: Decision) -> None:
    """The round is decided; a rolling one stays open for the next decision."""
    if call.is_rolling or call.stage != "recommended":
        return
    why = f"Decision {decision.reference}"
    if call.closes_at is not None:
        opportunities.move_on(by=by, call=call, to="decided", why=why)
        return
    # A round of the past has no instants to work its state in the register out from: it is left alone.
    Call.objects.filter(pk=call.pk, stage="recommended").update(stage="decided")
    record(call.subject, "round moved on", by=by, why=why, after={"stage": "Decided"})


def _results_and_awards(awarding: Awarding, ranking: dict[str, Any], year: int) -> list[Award]:
    said = {one["reference"]: one for one in ranking["bids"]}
    of = awarding.opportunity
    bids = Bid.objects.filter(opportunity=of, reference__in=list(said)).select_related(
        "organisation", "accountable_body", "in_force", "questions"
    )
    leads = queries.leads_of(bids)
    made, awards = [], []
    place = {reference: at for at, reference in enumerate(said)}  # ties as the ranking has them
    for bid in sorted(bids, key=lambda one: place[one.reference]):
        one = said[bid.reference]
        way = "mail" if leads.get(bid.pk) else rules.WAY_OF_CHANNEL.get(bid.channel, "post")
        made.append(
            BidResult(
                awarding=awarding,
                bid=bid,
                organisation=bid.organisation,
                title=one["title"][:300],
                placing=one["placing"],
                rank=one["rank"],
                score=one["score"],
                asked=None if one["asked"] is None else Money(one["asked"]),
                reserve_place=one["reserve_place"],
                why=one["why"],
                way=way,
            )
        )
    BidResult.objects.bulk_create(made)
    funded = [one for one in made if one.placing in FUNDED]
    series = rules.series_of(of.reference, year)
    references = rules.next_references(series, queries.taken_references(series), len(funded))
    funders = ranking["funders"]
    for result, reference in zip(funded, references, strict=True):
        one = said[result.bid.reference]
        shares = [
            [code, name, pence]
            for (code, name, _), pence in zip(funders, one["shares"] or [], strict=False)
        ]
        amount = Money(one["amount"])
        if problem := rules.award_problem(
            amount, result.asked, of.limit, [Money(pence) for _, _, pence in shares]
        ):
            raise Refused(f"{result.bid.reference}: {problem}")
        awards.append(new_award(result, reference, amount, shares, one["conditions"]))
    Award.objects.bulk_create(awards)
    return awards


def new_award(
    result: BidResult, reference: str, amount: Money, shares: list[Any], conditions: list[str]
) -> Award:
    """An award as it is made for a bid, not stored yet; a protected bidder's own words stay inside."""
    bid, awarding = result.bid, result.awarding
    starts, ends = _period(bid, awarding)
    asked, answers = bid.questions.question_set, bid.in_force.answers if bid.in_force else {}
    outcomes = rules.outcomes_of(questions.meaning(asked, answers, "outcomes"))
    is_protected = bid.organisation is not None and bid.organisation.is_protected
    return Award(
        reference=reference,
        opportunity=awarding.opportunity,
        decision=awarding.decision,
        result=result,
        recipient=bid.organisation,
        accountable_body=bid.accountable_body,
        amount=amount,
        asked=result.asked,
        shares=shares,
        purpose="" if is_protected else result.title,
        summary="" if is_protected else bid.summary,
        why=result.why,
        conditions=list(conditions),
        outcomes=[one.as_json for one in outcomes],
        report_by=None if awarding.recommendation.is_past else rules.report_by(ends),
        starts=starts,
        ends=ends,
        is_invented=bid.is_invented,
    )


def _period(bid: Bid, awarding: Awarding) -> tuple[date | None, date | None]:
    """From when to when an award pays: as the bid says, not before the round allows."""
    asked, answers = bid.questions.question_set, bid.in_force.answers if bid.in_force else {}
    starts = clock.from_iso(questions.meaning(asked, answers, "starts"))
    ends = clock.from_iso(questions.meaning(asked, answers, "ends"))
    if awarding.starts and (starts is None or starts < awarding.starts):
        starts = awarding.starts
    months = awarding.opportunity.call.longest_months
    if ends is None and starts is not None and months:
        ends = _after_months(starts, months)
    if starts is not None and ends is not None and ends < starts:
        ends = None
    return starts, ends


def _after_months(starts: date, months: int) -> date:
    """The last day of so many months from a first day."""
    year, month = divmod(starts.month - 1 + months, 12)
    day = starts.day
    while True:
        try:
            return starts.replace(year=starts.year + year, month=month + 1, day=day) - timedelta(
                days=1
            )
        except ValueError:
            day -= 1


def hold_publication(decision: Decision) -> str:
    """Why a signed decision about awards may not be published yet; "" where nothing stands against it."""
    awarding = queries.awarding_of(decision)
    if awarding is None:
        return ""
    left = queries.still_to_tell(awarding)
    if left:
        who = "1 applicant has" if left == 1 else f"{left} applicants have"
        return f"{who} not been told what was decided. They hear first."
    named = _protected_named(awarding)
    return (
        f"It names an organisation that is protected now ({named}). Withdraw it, and draft it anew."
        if named
        else ""
    )


def _protected_named(awarding: Awarding) -> str:
    """The reference of an award whose protected recipient the notice names; "" where none."""
    said = str(awarding.decision.tables)
    rows = Award.objects.filter(result__awarding=awarding, recipient__is_protected=True)
    for reference, name in rows.values_list("reference", "recipient__name"):
        if name and name in said:
            return str(reference)
    return ""
