"""A round that is finished: its bids taken in from the office's own file, ranked, decided and published."""

from datetime import datetime
from typing import Any

from precept.demo.actions.cast import Cast
from precept.demo.actions.rounds import money
from precept.demo.reading import path_of, table
from precept.do.assessment import actions as assessment
from precept.do.opportunities import actions as rounds
from precept.do.opportunities.models import Call, Opportunity
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
    levels = [
        {"score": one["score"], "words": one["words"]} for one in table("open-round")["level"]
    ]
    return rounds.set_criteria(
        by=by,
        call=call,
        version=call.version,
        criteria=[
            {"words": "", "questions": [], "levels": levels, **one} for one in said["criterion"]
        ],
    )
