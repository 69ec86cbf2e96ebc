"""Rounds on their way from a frozen recommendation to agreements, for the tests of awards."""

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

from precept.decisions import actions as decisions
from precept.decisions import rules as deciding
from precept.decisions.models import Decision
from precept.do.agreements import actions, rules
from precept.do.agreements.models import Agreement, Award, Awarding
from precept.do.assessment import actions as assessment
from precept.do.assessment.models import Recommendation
from precept.do.bids.models import Bid, BidMember
from precept.do.opportunities.models import Call, Opportunity
from precept.foundation import clock
from precept.foundation.ledger.actions import SYSTEM
from precept.foundation.money import Money
from precept.foundation.people.models import Person
from precept.parties.models import Member, Organisation
from precept.plan.models import Fund
from tests.do.assessment.conftest import declare
from tests.do.assessment.moderating import begin, mark_all, moderated

TOTALS = (82, 70, 69, 68, 66, 65, 60, 59, 51, 44, 40, 39)
AWARDS = ("9999.40", "8000", "7500", "6000", "4806", "3000")
HEAD = "Organisation,Project,Brief,Zone,Amount asked for,Total,Outcome,Amount awarded,Conditions,Reason\n"
ROWS = "".join(
    f"Invented Group {at},Project {at},Evenings out,New Parks,"
    + (
        f"£{AWARDS[at]},{total}%,Funded,£{AWARDS[at]},,\n"
        if at < 6
        else f"£5000,{total},Not funded,,,\n"
    )
    for at, total in enumerate(TOTALS)
)
ANSWERS = {"round": "PZ-2024-25-2", "channel": "paper", "invented": "yes"}
POWER = "power-crime-and-disorder-reduction-grant"


def past_opportunity(funds: dict[str, Fund]) -> Opportunity:
    """A round that the register knows and that is long over."""
    return Opportunity.objects.create(
        reference="PZ-2024-25-2",
        programme="People Zones",
        year="2024-25",
        number=2,
        fund=funds["CSF"],
        theme="People Zones",
        deadline=date(2024, 10, 28),
        limit=Money(1_000_000),
        available=Money(5_000_000),
        is_invented=True,
    )


def finish(opportunity: Opportunity, **given: Any) -> Recommendation:
    """Freeze what the papers of a past round say was recommended."""
    said = {
        "held": date(2024, 11, 21),
        "cut_off": 65,
        "cut_off_why": "Good evidence against every criterion",
        "bands": [70, 60, 40],
        "source": "Decision record EXE-2024-PZ2",
        **given,
    }
    return assessment.finish_past_round(by=SYSTEM, opportunity=opportunity, **said)


def drafted(cast: SimpleNamespace, kept: Recommendation, reference: str = "") -> Decision:
    """The drafted decision, with a power relied on where the round names none."""
    decision = actions.draft_award_decision(
        by=cast.officer, recommendation=kept, reference=reference
    )
    if not decision.power:
        decision = decisions.amend_decision(
            by=cast.officer, decision=decision, version=decision.version, power=POWER
        )
    return decision


def ready(cast: SimpleNamespace, decision: Decision) -> Decision:
    """A decision that waits for its signature, with all advice."""
    now = decisions.send_for_advice(by=cast.officer, decision=decision)
    for kind in deciding.advice_needed(now.kind, now.amount):
        adviser = cast.treasurer if kind == "finance" else cast.chief
        decisions.give_advice(by=adviser, decision=now, kind=kind, words=f"Advice on {kind}.")
    return decisions.make_ready(by=cast.officer, decision=now)


def signed(cast: SimpleNamespace, decision: Decision, **given: Any) -> Awarding:
    """The awards that follow from a decision that the commissioner signed."""
    now = ready(cast, decision)
    decisions.sign_decision(
        by=cast.commissioner,
        decision=now,
        version=now.version,
        interests="No interest of mine precludes this.",
        **given,
    )
    return Awarding.objects.select_related("decision", "opportunity").get(decision=decision)


def stage(opportunity: Opportunity) -> str:
    """The stage of a round now."""
    return Call.objects.get(opportunity=opportunity).stage


SCORES = [(4, 4, 4), (3, 3, 2), (3, 3, 2), (1, 1, 1)]


def live_round(
    call: Call,
    bids: list[Bid],
    markers: list[Person],
    cast: SimpleNamespace,
    person: Callable[..., Person],
) -> SimpleNamespace:
    """A round of four bids, marked and ranked, its recommendation frozen by the manager."""
    leads = [lead(bid, person) for bid in bids[:3]]
    Bid.objects.filter(pk=bids[3].pk).update(channel="phone")
    mark_all(bids, markers[:2], SCORES)
    moderated(call, bids, cast.chief, SCORES)
    declare(cast.manager, call)
    kept = begin(call, cast.manager)
    kept = assessment.set_cut_off(
        by=cast.manager, recommendation=kept, version=1, cut_off=60, why="Good evidence of need"
    )
    for version, (bid, placed) in enumerate(
        (
            (bids[1], {"placing": "part", "amount": Money(250_000), "why": "One of its two halls"}),
            (bids[2], {"placing": "reserve", "reserve_place": 1, "why": "Waits for a licence"}),
        ),
        2,
    ):
        kept = assessment.place_bid(
            by=cast.manager, recommendation=kept, version=version, bid=bid, **placed
        )
    kept = assessment.freeze_recommendation(by=cast.manager, recommendation=kept, version=4)
    return SimpleNamespace(kept=kept, bids=bids, leads=leads, call=call)


def lead(bid: Bid, person: Callable[..., Person]) -> Person:
    """Somebody who leads a bid and signs for its organisation."""
    somebody = person()
    BidMember.objects.create(bid=bid, person=somebody, email=somebody.email, rights="lead")
    assert bid.organisation is not None
    sign_for(bid.organisation, somebody)
    return somebody


def sign_for(organisation: Organisation, person: Person) -> None:
    """Let somebody sign for an organisation."""
    Member.objects.create(
        organisation=organisation, person=person, signs=True, starts=date(2020, 1, 1)
    )


WELLBEING = rules.Outcome(80, 80, "report better wellbeing", "A survey at the start and at the end")


def stated(award: Award, cast: SimpleNamespace, **given: Any) -> Award:
    """An award whose outcome, measure and reporting date the officer stated."""
    said = {
        "outcomes": [WELLBEING],
        "report_by": date(2027, 12, 1),
        "why": "Agreed with the applicant by telephone.",
    } | given
    return actions.state_outcomes(by=cast.officer, award=award, version=award.version, **said)


def feedback(awarding: Awarding, cast: SimpleNamespace) -> None:
    """Approved feedback on every criterion for every bid that is not funded."""
    for result in awarding.results.exclude(placing__in=["fund", "part"]).select_related("bid"):
        for criterion in awarding.opportunity.call.criteria.all():
            written = assessment.write_feedback(
                by=cast.manager,
                bid=result.bid,
                criterion=criterion,
                words=f"What {criterion.title.lower()} lacked in {result.bid.reference}",
            )
            declare(cast.chief, awarding.opportunity.call)
            assessment.approve_feedback(by=cast.chief, feedback=written, version=written.version)


def prepared(awarding: Awarding, cast: SimpleNamespace) -> Awarding:
    """Letters that the officer checked."""
    feedback(awarding, cast)
    for award in Award.objects.filter(result__awarding=awarding):
        stated(award, cast)
    return actions.prepare_letters(by=cast.officer, awarding=awarding, version=awarding.version)


def sent(awarding: Awarding, cast: SimpleNamespace) -> Awarding:
    """Letters that the manager sent, those by mail queued."""
    now = prepared(awarding, cast)
    now = actions.send_letters(by=cast.manager, awarding=now, version=now.version)
    actions.send_step(decision=now.decision.reference)
    return now


def published(awarding: Awarding, cast: SimpleNamespace) -> Awarding:
    """A decision that is public: letters sent, the last bidder told by telephone, its day come."""
    now = sent(awarding, cast)
    actions.record_told(
        by=cast.officer,
        awarding=now,
        bids=list(now.results.filter(told_on=None).values_list("bid__reference", flat=True)),
        day=now.decision.signature.signed_on,
        way="phone",
        why="Read out over the telephone.",
    )
    decision = Decision.objects.get(pk=now.decision_id)
    decision = decisions.set_publication(by=cast.manager, decision=decision, day=clock.today())
    decisions.publish_decision(by=cast.manager, decision=Decision.objects.get(pk=decision.pk))
    return now


FIRST = "CSF-2026-0001"
"""The award of the live round's first bid."""


def award(reference: str = FIRST) -> Award:
    """An award as it is now."""
    return Award.objects.get(reference=reference)


def accept(by: Person, one: Award) -> Agreement:
    """The agreement that comes of somebody's accepting an award online."""
    return actions.accept_award(by=by, award=one, version=one.version, declares=True)
