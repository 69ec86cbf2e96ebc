"""What partners share: invoices split, underspends shared back, and what each partner says of its share."""

from datetime import date

from precept.do.agreements.models import Agreement
from precept.do.partners import access, queries, rules
from precept.do.partners.actions.beginning import ask_treasurer, needed, year_label
from precept.do.partners.actions.joint import count_on
from precept.do.partners.models import JointService, JointShare, JointSum
from precept.foundation import clock
from precept.foundation.ledger.actions import Changed, NotAllowed, Refused, action, record
from precept.foundation.money import Money
from precept.foundation.people.models import Person


@action
def share_sum(
    *,
    by: Person,
    service: JointService,
    kind: str,
    year: str,
    amount: Money,
    what: str,
    dated: date,
    agreement: Agreement | None = None,
) -> JointSum:
    """Split an invoice between the partners, or share an underspend back, by contribution, to the penny.

    Refused where a contribution of that year is not stated, or more would be shared back than was put in.
    """
    ask_treasurer(by)
    label = year_label(year)
    what = needed(
        what,
        "Enter the invoice’s number" if kind == "invoice" else "Say why money was left",
        "what",
    )
    # Whoever else shares a sum of this service waits here: what is left of a year is asked under the lock.
    locked = JointService.objects.select_for_update().get(pk=service.pk)
    partners = queries.commissioners_of(locked)
    given = queries.contributions_of_year(locked, label)
    names = {one.organisation.reference: one.organisation.name for one in partners}
    try:
        shares = rules.shares_of(amount, names, given)
    except rules.CannotShare as problem:
        raise Refused(problem.words, field="year") from problem
    if kind == "underspend":
        put_in = sum((one for one in given.values() if one is not None), Money(0))
        already = queries.shared_of_year(locked, label, "underspend")
        if problem_words := rules.underspend_problem(amount, put_in, already):
            raise Refused(problem_words, field="amount")
    if agreement and not queries.delivers(locked, agreement):
        raise Refused("This agreement delivers no lot of the service", field="agreement")
    made = JointSum.objects.create(
        service=locked,
        kind=kind,
        year=label,
        amount=amount,
        what=what,
        agreement=agreement,
        dated=dated,
        made_by=by,
    )
    ours = queries.our_body()
    JointShare.objects.bulk_create(
        [
            JointShare(
                of=made,
                organisation=one.organisation,
                amount=shares[one.organisation.reference],
                # The office's own share is agreed by whoever shares: there is nobody else to ask.
                state="agreed" if ours and one.organisation_id == ours.pk else "waiting",
            )
            for one in partners
        ]
    )
    count_on(locked)
    record(
        made.subject,
        "invoice split" if kind == "invoice" else "underspend shared back",
        by=by,
        after={
            "service": locked.reference,
            "year": label,
            "amount": amount.short,
            "what": what,
            "shares": {key: part.short for key, part in shares.items()},
        },
    )
    return made


@action
def answer_share(*, by: Person, share: JointShare, answer: str, said: str = "") -> JointShare:
    """What a partner says of its share: agreed, or queried with its question.

    NotAllowed for anybody who does not act for that partner. Changed where it was agreed already.
    """
    if not access.may_answer(by, share):
        raise NotAllowed("Only people who act for this partner may answer for its share.")
    if answer not in ("agreed", "queried"):
        raise Refused("Say whether you agree", field="answer")
    if answer == "queried" and not said.strip():
        raise Refused("Say what you ask about it", field="said")
    rows = JointShare.objects.filter(pk=share.pk, state__in=("waiting", "queried"))
    if not rows.update(state=answer, said=said.strip(), answered_by=by, answered=clock.now()):
        raise Changed("This share was agreed already.")
    share.refresh_from_db()
    record(
        share.of.subject,
        f"share {answer}",
        by=by,
        after={"organisation": share.organisation.reference},
        private={"said": said.strip()} if said.strip() else None,
    )
    return share


@action
def reply_to_partner(*, by: Person, share: JointShare, reply: str) -> JointShare:
    """Answer a partner's question about its share; it waits for the partner again."""
    ask_treasurer(by)
    reply = needed(reply, "Enter your answer", "reply")
    rows = JointShare.objects.filter(pk=share.pk, state="queried")
    if not rows.update(state="waiting", reply=reply):
        raise Changed("There is no question about this share any more.")
    share.refresh_from_db()
    record(
        share.of.subject,
        "question about a share answered",
        by=by,
        after={"organisation": share.organisation.reference},
        private={"reply": reply},
    )
    return share
