"""What partners share: invoices split, underspends shared back, and what each partner says of its share."""

from datetime import date

from django.db.models import QuerySet

from precept.do.agreements.models import Agreement
from precept.do.partners import access, queries, rules
from precept.do.partners.actions.beginning import (
    NOT_BOOK_KEEPER,
    ask_treasurer,
    year_label,
)
from precept.do.partners.actions.joint import count_on
from precept.do.partners.models import JointService, JointShare, JointSum
from precept.do.spending import actions as books
from precept.foundation import clock
from precept.foundation.ledger.actions import Changed, NotAllowed, Refused, action, needed, record
from precept.foundation.money import Money
from precept.foundation.people.models import Person
from precept.plan.models import Fund


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
    fund: Fund | None = None,
) -> JointSum:
    """Split an invoice between the partners, or share an underspend back, by contribution, to the penny.

    Where the office leads, ``fund`` pays the provider, and its books hold what each partner owes or gets
    back. Refused where a contribution of that year is not stated, more would be shared back than was put
    in, or the books cannot take it.
    """
    ask_treasurer(by)
    label = year_label(year)
    if dated > clock.today():
        raise Refused("The day must be today or in the past", field="dated")
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
    _ask_books(locked, kind, label, agreement, fund)
    made = JointSum.objects.create(
        service=locked,
        kind=kind,
        year=label,
        amount=amount,
        what=what,
        agreement=agreement,
        dated=dated,
        fund=fund,
        made_by=by,
    )
    ours = queries.our_body()
    JointShare.objects.bulk_create(
        [
            JointShare(
                of=made,
                organisation=one.organisation,
                amount=shares[one.organisation.reference],
                is_own=is_own,
                # The office's own share is agreed by whoever shares: there is nobody else to ask.
                state="agreed" if is_own else "waiting",
            )
            for one, is_own in (
                (one, ours is not None and one.organisation_id == ours.pk) for one in partners
            )
        ]
    )
    _tell_books(made, ON_SHARING[kind], by=by, day=dated)
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
            "fund": fund.code if fund else "",
            "shares": {key: part.short for key, part in shares.items()},
        },
    )
    return made


ON_SHARING = {"invoice": "partner invoiced", "underspend": "share to go back"}
ON_WITHDRAWING = {
    "invoice": "partner invoice withdrawn",
    "underspend": "share to go back withdrawn",
}
ON_SETTLING = {"invoice": "partner paid", "underspend": "share given back"}
ON_TAKING_BACK = {"invoice": "partner paid in error", "underspend": "share given back in error"}


def _ask_books(
    service: JointService, kind: str, year: str, agreement: Agreement | None, fund: Fund | None
) -> None:
    """Refused where the office leads and does not say what is paid from where, or says so and does not lead."""
    if not queries.office_leads(service):
        if fund is not None:
            raise Refused(
                "The office does not lead this service: its share is paid as a claim of the lead’s",
                field="fund",
            )
        return
    if fund is None:
        raise Refused("Choose the fund that pays the provider", field="fund")
    if kind == "invoice":
        if agreement is None:
            raise Refused("Enter the agreement that the invoice is of", field="agreement")
        books.ask_payable(agreement, fund, year, field="fund")


def _tell_books(
    of: JointSum,
    kind: str,
    *,
    by: Person,
    day: date,
    share: JointShare | None = None,
    field: str = "amount",
) -> None:
    """Enter what partners owe or get back of a sum, all their shares or one; nothing where the office does not lead."""
    if of.fund is None:
        return
    rows = of.shares.filter(is_own=False).select_related("organisation").order_by("pk")
    try:
        for one in [share] if share else rows:
            if one.amount.pence:
                posting = books.Posting(kind, of.fund, of.year, one.amount)
                why = f"{one.organisation.name}, {of.reference}"
                books.post([posting], by=by, day=day, why=why)
    except Refused as problem:
        raise Refused(problem.words, field=field) from problem


@action
def settle_share(*, by: Person, share: JointShare, day: date, words: str) -> JointShare:
    """Note that a partner paid its share of an invoice, or that its share of an underspend went back to it.

    ``words`` say how it is known: the bank statement, the finance system's line.
    """
    _ask_book_keeper(by)
    words = needed(words, "Say how you know", "words")
    of = share.of
    if not of.dated <= day <= clock.today():
        raise Refused(
            f"Enter a day from {clock.spoken(of.dated)}, when it was shared, to today", field="day"
        )
    rows = _partners_own(share).filter(settled_on=None, of__withdrawn_on=None)
    if not rows.update(settled_on=day, settled_words=words):
        raise Changed("This share was settled or withdrawn already.")
    _tell_books(of, ON_SETTLING[of.kind], by=by, day=day, share=share, field="day")
    return _settled(share, by, "share settled", {"on": clock.spoken(day), "known from": words})


@action
def take_settling_back(*, by: Person, share: JointShare, why: str) -> JointShare:
    """Take back that a share was settled: it was noted in error, or the money went astray."""
    _ask_book_keeper(by)
    why = needed(why, "Say why", "why")
    day = share.settled_on
    rows = _partners_own(share).filter(settled_on=day).exclude(settled_on=None)
    if day is None or not rows.update(settled_on=None, settled_words=""):
        raise Changed("This share is not settled any more.")
    _tell_books(share.of, ON_TAKING_BACK[share.of.kind], by=by, day=day, share=share, field="why")
    return _settled(share, by, "settling of a share taken back", {}, why)


def _ask_book_keeper(by: Person) -> None:
    if not access.may_settle(by):
        raise NotAllowed(NOT_BOOK_KEEPER)


def _partners_own(share: JointShare) -> QuerySet[JointShare]:
    """The row of a share that a partner owes or gets back through the office's books; no row for any other."""
    return JointShare.objects.filter(pk=share.pk, is_own=False, of__fund__isnull=False)


def _settled(
    share: JointShare, by: Person, event: str, after: dict[str, str], why: str = ""
) -> JointShare:
    share.refresh_from_db()
    who = {"organisation": share.organisation.reference, "amount": share.amount.short}
    record(share.of.subject, event, by=by, why=why, after={**who, **after})
    return share


@action
def withdraw_sum(*, by: Person, of: JointSum, why: str) -> JointSum:
    """Withdraw an invoice or an underspend that was shared in error; its shares leave the books.

    Refused while a share of it is settled.
    """
    ask_treasurer(by)
    why = needed(why, "Say why it is withdrawn", "why")
    locked = JointSum.objects.select_for_update(of=("self",)).select_related("fund").get(pk=of.pk)
    if locked.withdrawn_on:
        raise Changed("This was withdrawn already.")
    if settled := locked.shares.exclude(settled_on=None).select_related("organisation").first():
        raise Refused(
            f"{settled.organisation.name} settled its share: take that back first", field="why"
        )
    _tell_books(locked, ON_WITHDRAWING[locked.kind], by=by, day=clock.today(), field="why")
    JointSum.objects.filter(pk=locked.pk).update(withdrawn_on=clock.today(), withdrawn_why=why)
    locked.refresh_from_db()
    count_on(locked.service)
    record(locked.subject, f"shared {locked.kind} withdrawn", by=by, why=why)
    return locked


@action
def answer_share(
    *, by: Person, share: JointShare, answer: str, said: str = "", is_open: bool = False
) -> JointShare:
    """What a partner says of its share: agreed, or queried with its question.

    The question is for the office alone, unless the partner lets the others read it (``is_open``).
    NotAllowed for anybody who does not act for that partner. Changed where it was agreed already.
    """
    if not access.may_answer(by, share):
        raise NotAllowed("Only people who act for this partner may answer for its share.")
    if answer not in ("agreed", "queried"):
        raise Refused("Say whether you agree", field="answer")
    if answer == "queried" and not said.strip():
        raise Refused("Say what you ask about it", field="said")
    rows = JointShare.objects.filter(
        pk=share.pk, state__in=("waiting", "queried"), of__withdrawn_on=None
    )
    if not rows.update(
        state=answer,
        said=said.strip(),
        is_open=is_open and answer == "queried",
        answered_by=by,
        answered=clock.now(),
    ):
        raise Changed("This share was agreed already, or what was shared was withdrawn.")
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
