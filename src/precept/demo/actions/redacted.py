"""Decisions of which words are redacted, and a number that no decision bears: all invented."""

from datetime import timedelta
from typing import Any

from precept.decisions import actions as decisions
from precept.decisions import rules
from precept.decisions.models import Decision, Redaction
from precept.demo.actions.cast import Cast
from precept.demo.actions.rounds import money
from precept.demo.reading import table
from precept.foundation import clock

ADVICE = {
    "finance": "The money is there in both years.",
    "legal": "Nothing stands against it.",
    "equality": "Nobody is put at a disadvantage.",
    "risk": "Small. The hire can be ended with a month’s notice.",
    "data": "No personal data is held.",
    "value": "The work is done by people of the county.",
}


def redact(cast: Cast) -> None:
    """One is published with a mark in its text, a number is explained, and one waits for a second person."""
    said = table("decisions")
    published = _signed(cast, said["published"])
    for row in _mark(cast, published, said["published"]):
        decisions.release_redaction(by=cast.chief_executive, redaction=row, version=row.version)
    decisions.set_publication(by=cast.manager, decision=_now(published), day=clock.today())
    decisions.publish_decision(by=cast.manager, decision=_now(published))
    _explain(cast, said["given_up"])
    _mark(cast, _signed(cast, said["waiting"]), said["waiting"])


def _signed(cast: Cast, said: dict[str, Any]) -> Decision:
    officer = cast.people["commissioning-officer"]
    decision = decisions.draft_decision(
        by=officer,
        kind=said["kind"],
        title=said["title"],
        amount=money(said["amount"]),
        power=said["power"],
        lead_role=said["lead_role"],
        words={name: said[name].strip() for name in rules.WORDS},
        finance_source=said["finance_source"],
        finance_years=[
            {"year": one["year"], "pence": money(one["amount"]).pence}
            for one in said["finance_years"]
        ],
        is_invented=True,
    )
    decision = decisions.send_for_advice(by=officer, decision=decision)
    for kind in rules.advice_needed(decision.kind, decision.amount):
        by = cast.treasurer if kind == "finance" else cast.chief_executive
        decisions.give_advice(by=by, decision=decision, kind=kind, words=ADVICE[kind])
    decision = decisions.make_ready(by=officer, decision=_now(decision))
    decisions.sign_decision(
        by=cast.commissioner,
        decision=decision,
        version=decision.version,
        interests="No interest of mine precludes this decision.",
    )
    return _now(decision)


def _mark(cast: Cast, decision: Decision, said: dict[str, Any]) -> list[Redaction]:
    return [
        decisions.mark_words(
            by=cast.manager,
            decision=decision,
            version=decision.version,
            part=one["part"],
            words=one["words"],
            exemption=one["exemption"],
            why=one["why"],
            review=clock.today() + timedelta(days=one["review_in_days"]),
        )
        for one in said["redaction"]
    ]


def _explain(cast: Cast, said: dict[str, Any]) -> None:
    officer = cast.people["commissioning-officer"]
    decision = decisions.draft_decision(
        by=officer, kind=said["kind"], title=said["title"], is_invented=True
    )
    decisions.withdraw_draft(by=officer, decision=decision, why=said["why"])
    decisions.explain_number(
        by=cast.manager,
        reference=decision.reference,
        reason=said["reason"],
        words=said["words"],
        is_invented=True,
    )


def _now(decision: Decision) -> Decision:
    return Decision.objects.get(pk=decision.pk)
