"""The decision that spending outside the framework needs, drafted from what the register says."""

from precept.decisions import actions as decisions
from precept.decisions.models import Decision
from precept.do.agreements import queries
from precept.do.agreements.actions.moving import as_seen, ask_keeper
from precept.do.agreements.models import Agreement
from precept.do.agreements.published import in_words
from precept.foundation import clock
from precept.foundation.ledger.actions import Refused, action, record
from precept.foundation.money import Money
from precept.foundation.people.models import Person


@action
def draft_spend_decision(
    *, by: Person, agreement: Agreement, version: int, why: str, reference: str = ""
) -> Decision:
    """Draft the decision about spending that no framework foresaw: who is paid, how much, for what, on which power.

    Refused where an award, a framework or a decision stands behind it already.
    """
    ask_keeper(by)
    now = as_seen(agreement, version)
    covering = queries.covering_of(now, clock.today())
    if covering.by:
        raise Refused(covering.words)
    if covering.decision is not None:
        raise Refused(f"Decision {covering.decision.reference} is about it already.")
    if not why.strip():
        raise Refused("Say why it is spent although no framework foresaw it", field="why")
    amount = now.current_amount
    if not isinstance(amount, Money):
        raise Refused("The register does not state its value: state that first.")
    said = in_words(queries.as_held(now, queries.shares_of(now)))
    facts = [
        {"name": name, "words": said[name]}
        for name in ("Title", "Kind", "Provider", "Period", "Funds", "Procedure")
        if said.get(name)
    ]
    made = decisions.draft_decision(
        by=by,
        kind="spend",
        title=f"Spending outside the framework: {now.title}",
        about=now.subject,
        facts=[{"name": "Agreement", "words": now.reference}, *facts],
        amount=amount,
        power=now.power,
        priorities=now.priorities,
        reference=reference,
        words={"summary": f"{now.title}: {amount}.", "reasons": why.strip()},
        is_invented=now.is_invented,
    )
    record(
        now.subject, "decision about spending drafted", by=by, after={"decision": made.reference}
    )
    return made
