"""A round that is finished: its bids taken in from the office's own file, ranked, decided and published."""

from datetime import datetime
from typing import Any

from precept.decisions import actions as decisions
from precept.decisions.models import Decision
from precept.demo.actions.cast import Cast
from precept.demo.actions.rounds import criteria, money
from precept.demo.reading import path_of, table
from precept.do.agreements import actions as agreements
from precept.do.agreements.models import Agreement, Award, Awarding
from precept.do.agreements.rules import Outcome, Payment
from precept.do.assessment import actions as assessment
from precept.do.assessment import queries as assessed
from precept.do.opportunities import actions as rounds
from precept.do.opportunities.models import Call, Opportunity
from precept.foundation import clock
from precept.foundation.intake.command import load_file
from precept.foundation.ledger.actions import Refused


def take_in(cast: Cast) -> None:
    """The round as its papers have it, up to what was recommended."""
    said = table("finished-round")
    round_ = _record(cast, said)
    _what_was_asked(cast, round_, said)
    told: list[str] = []
    intake = load_file(
        path_of(said["file"]),
        "past round",
        {"round": round_.reference, "channel": "paper", "invented": "yes"},
        by=cast.manager,
        confirm=True,
        say=told.append,
        why=said["source"],
    )
    if intake.state != "loaded" or intake.rows_refused:
        raise Refused("\n".join(told))
    assessment.finish_past_round(
        by=cast.manager,
        opportunity=Opportunity.objects.get(pk=round_.pk),
        held=said["moderated"],
        minutes=said["minutes"].strip(),
        cut_off=said["cut_off"],
        cut_off_why=said["cut_off_why"],
        bands=said["bands"],
        source=said["source"],
        marked_from=said["marked_from"],
        marked_to=said["marked_to"],
    )


def _record(cast: Cast, said: dict[str, Any]) -> Opportunity:
    closes: datetime = said["closes"]
    cap = money(said["cap"])
    return rounds.record_round(
        by=cast.manager,
        programme=said["programme"],
        year=said["year"],
        number=said["number"],
        theme=said["theme"],
        deadline=closes.date(),
        deadline_time=closes.time(),
        fund=cast.funds[said["fund"]],
        reference=said["reference"],
        limit=cap,
        limit_words=f"{cap.short} per project",
        available=money(said["available"]),
        state="closed",
        priorities=said["priorities"],
        source=said["source"],
        is_invented=True,
    )


def _what_was_asked(cast: Cast, round_: Opportunity, said: dict[str, Any]) -> Call:
    by = cast.people["commissioning-officer"]
    call = rounds.set_up_call(by=by, opportunity=round_)
    call = rounds.amend_call(
        by=by,
        call=call,
        version=call.version,
        purpose=said["purpose"].strip(),
        power=said["power"],
        decider="chief-executive",
    )
    call = rounds.set_dates(
        by=by,
        call=call,
        version=call.version,
        opens=said["opens"],
        closes=said["closes"],
        decision_expected=said["signed"],
    )
    return rounds.set_criteria(
        by=by, call=call, version=call.version, criteria=criteria(said["criterion"])
    )


def decide(cast: Cast) -> None:
    """The decision as its papers have it, applicants told, results and agreements in the register."""
    said = table("finished-round")
    recommendation = assessed.recommendation(Opportunity.objects.get(reference=said["reference"]))
    assert recommendation is not None
    decision = agreements.draft_award_decision(
        by=cast.manager, recommendation=recommendation, reference=said["decision"]
    )
    decision = decisions.send_for_advice(by=cast.manager, decision=decision)
    for advice in said["advice"]:
        decisions.give_advice(
            by=cast.people[advice["by"]],
            decision=decision,
            kind=advice["kind"],
            words=advice.get("words", advice.get("not_relevant", "")),
            is_relevant="words" in advice,
        )
    decision = Decision.objects.get(pk=decision.pk)
    decision = decisions.make_ready(by=cast.manager, decision=decision)
    decisions.sign_decision(
        by=cast.chief_executive,
        decision=decision,
        version=decision.version,
        interests="No interest of mine precludes this decision.",
        signed_on=said["signed"],
        on_paper="The signed sheet lies in the office’s decision file.",
    )
    awarding = Awarding.objects.get(decision=decision)
    agreements.record_letters_sent(
        by=cast.manager, awarding=awarding, day=said["told"], why=said["source"]
    )
    decision = Decision.objects.get(pk=decision.pk)
    decisions.set_publication(by=cast.manager, decision=decision, day=clock.today())
    decisions.publish_decision(by=cast.manager, decision=Decision.objects.get(pk=decision.pk))
    promised = {one["project"]: one for one in said["promised"]}
    for award in Award.objects.filter(decision=decision).order_by("pk"):
        _accepted(cast, award, promised.get(award.purpose), said)
    agreements.correct_results(
        by=cast.manager,
        awarding=Awarding.objects.get(pk=awarding.pk),
        version=Awarding.objects.get(pk=awarding.pk).version,
        why="All six awards were accepted.",
    )
    for agreement in Agreement.objects.filter(award__decision=decision).order_by("reference"):
        agreements.publish_agreement(
            by=cast.manager, agreement=agreement, version=agreement.version
        )


def _accepted(
    cast: Cast, award: Award, promised: dict[str, Any] | None, said: dict[str, Any]
) -> None:
    """One award accepted on paper, with the outcomes and payments that its letter states, if any."""
    if promised is not None:
        award = agreements.state_outcomes(
            by=cast.manager,
            award=award,
            version=award.version,
            outcomes=[Outcome(**one) for one in promised["outcomes"]],
            report_by=promised["report_by"],
            why=said["source"],
        )
    agreements.record_acceptance(
        by=cast.manager,
        award=award,
        version=award.version,
        day=said["accepted"],
        on_paper="The signed letters lie in the round’s file.",
        why=said["source"],
    )
    if promised is not None:
        now = Award.objects.get(pk=award.pk)
        agreements.set_payment_plan(
            by=cast.manager,
            award=now,
            version=now.version,
            payments=[
                Payment(one["due"], money(one["amount"]), one["condition"])
                for one in promised["payments"]
            ],
            why=said["source"],
        )
