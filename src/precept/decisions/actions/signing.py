"""Signing a decision, or not approving it: an act of somebody whom the delegation in force names."""

from datetime import date

from precept.decisions import access, queries, rules, sign_ups
from precept.decisions.actions.moving import STALE, as_it_is, move_on, refuse_unless, tell
from precept.decisions.models import Decision, Signature
from precept.foundation import clock
from precept.foundation.ledger.actions import Changed, NotAllowed, Refused, action, record
from precept.foundation.ledger.verify_ledger import canonical
from precept.foundation.ledger.versions import as_read
from precept.foundation.outbox.actions import queue_task
from precept.foundation.people.models import Person
from precept.parties import queries as parties

PASSING = "The office is passing to another body: nothing is signed until that is done. Try again in a few minutes."
NOT_SIGNER = "Only people who sign decisions may do this."


@action
def sign_decision(
    *,
    by: Person,
    decision: Decision,
    version: int,
    interests: str,
    delegation: str = "",
    sha256: str = "",
    exception: str = "",
    signed_on: date | None = None,
    on_paper: str = "",
) -> Signature:
    """Sign a decision as it was read at ``version`` (and, where given, with the digest ``sha256``).

    ``interests`` is the signer's declaration: that no interest precludes the decision, or how one was
    dealt with. ``delegation`` is the one acted under; without it the narrowest that fits. The scheme of
    delegation is looked up for the day of the signature. ``signed_on`` is an earlier day only for what was
    signed on paper; ``on_paper`` says where the paper is kept. The author signs only what is of low risk
    in a small office, with a reason (``exception``).
    """
    if not access.may_sign(by):
        raise NotAllowed(NOT_SIGNER)
    now = as_it_is(decision)
    refuse_unless(now, "ready")
    if parties.is_passing():
        raise Refused(PASSING)
    as_read(now, version, stale=STALE)
    day = _day(signed_on, on_paper)
    found = queries.capacity(by, now, day, delegation)
    if found is None:
        raise NotAllowed(f"You may not sign this one. {queries.who_may_sign_words(now, day)}")
    if not interests.strip():
        raise Refused("Declare whether an interest of yours precludes this.", field="interests")
    drafted_it = now.author_id == by.pk
    problem = rules.same_hands_problem(
        drafted_it,
        "You drafted this decision, so somebody else signs it.",
        kind=now.kind,
        amount=now.amount,
        on=day,
        exception=exception,
    )
    if problem:
        raise Refused(problem[1], field=problem[0] or None)
    if lacking := queries.lacking(now):
        raise Refused(" ".join(lacking))
    content = queries.signed_content(now)
    digest = rules.digest(content)
    if sha256 and sha256 != digest:
        raise Changed(STALE)
    today = clock.today()
    publish_on = now.publish_on
    if publish_on is None or publish_on < today:
        publish_on = rules.default_day(today)
    move_on(now, "sign", read=version, publish_on=publish_on)
    signature = Signature.objects.create(
        decision=now,
        by=by,
        capacity=found.words,
        delegation=found.delegation.id,
        sha256=digest,
        content=canonical(content),
        interests=interests.strip(),
        signed_on=day,
        exception=exception.strip() if drafted_it else "",
        on_paper=on_paper.strip(),
        at=clock.now(),
    )
    record(
        now.subject,
        "decision signed",
        by=by,
        why=signature.exception,
        after={
            "as": signature.capacity,
            "under": signature.delegation,
            "sha256": digest,
            "interests": signature.interests,
            "signed on": day.isoformat(),
            "on paper": signature.on_paper,
            "to be published": publish_on.isoformat(),
        },
    )
    queue_task("ledger.seal", {}, key="ledger.seal")
    after = as_it_is(now)
    sign_ups.tell_signed(after, by)
    if after.author is not None and not drafted_it:
        tell([after.author], after, "it is signed")
    return signature


def _day(signed_on: date | None, on_paper: str) -> date:
    """The day of the signature: today, or an earlier one for what was signed on paper."""
    today = clock.today()
    if signed_on is None or signed_on == today:
        return today
    if signed_on > today:
        raise Refused("The day of the signature must be today or earlier.", field="signed_on")
    if not on_paper.strip():
        raise Refused(
            "Say where the signed paper is kept: only what was signed on paper has an earlier day.",
            field="on_paper",
        )
    return signed_on


@action
def refuse_decision(
    *, by: Person, decision: Decision, why: str, version: int | None = None
) -> Decision:
    """Not approve a decision, with the reason: an act of somebody who could have signed it."""
    if not access.may_sign(by):
        raise NotAllowed(NOT_SIGNER)
    now = as_it_is(decision)
    refuse_unless(now, "ready")
    today = clock.today()
    found = queries.capacity(by, now, today)
    if found is None:
        raise NotAllowed(f"You may not decide this one. {queries.who_may_sign_words(now, today)}")
    if not why.strip():
        raise Refused("Say why it is not approved.", field="why")
    move_on(now, "refuse", read=version, ended_why=why.strip())
    record(now.subject, "decision not approved", by=by, why=why.strip(), after={"as": found.words})
    queue_task("ledger.seal", {}, key="ledger.seal")
    after = as_it_is(now)
    sign_ups.tell_refused(after, by)
    if after.author is not None and after.author_id != by.pk:
        tell([after.author], after, "it was not approved")
    return after
