"""A claim: written, sent, checked by one person, approved by another."""

from typing import Any

from precept.do.agreements.models import Agreement, PlannedPayment
from precept.do.spending import access, letters, queries, rules, sign_ups
from precept.do.spending.actions.committing import postings_of, said_of_parts
from precept.do.spending.actions.posting import post
from precept.do.spending.models import Claim
from precept.do.spending.models.claims import new_claim_reference
from precept.foundation import clock
from precept.foundation.ledger.actions import NotAllowed, Refused, action, record
from precept.foundation.ledger.versions import as_read, write_next
from precept.foundation.money import Money
from precept.foundation.people.models import Person

STALE = "Somebody changed this claim while you had it open."
NOT_CLAIMANT = "Only who signs for the provider, or checks claims in the office, may claim."


@action
def claim(
    *,
    by: Person,
    agreement: Agreement,
    amount: Money,
    instalment: PlannedPayment | None = None,
    invoice: str = "",
    words: str = "",
    reference: str = "",
) -> Claim:
    """Ask for money of an agreement: for an instalment of its plan, or an amount by itself.

    ``reference`` is the one that its evidence was kept under, where there is some. Refused, naming the
    field, where it is more than remains, not due yet, or asked for already.
    """
    if not access.may_claim(by, agreement):
        raise NotAllowed(NOT_CLAIMANT)
    # Two claims of one agreement at once: the second sees the first.
    Agreement.objects.select_for_update(of=("self",)).get(pk=agreement.pk)
    ask_claimable(agreement, amount, instalment)
    made = Claim.objects.create(
        reference=reference or new_claim_reference(),
        agreement=agreement,
        instalment=instalment,
        amount=amount,
        state="claimed",
        invoice=invoice.strip(),
        words=words.strip(),
        claimed_by=by,
        claimed=clock.now(),
        for_them=access.may_check_claims(by),
    )
    record(
        made.subject,
        "money claimed",
        by=by,
        after={
            "agreement": agreement.reference,
            "amount": str(amount),
            "invoice": invoice.strip(),
            "what for": words.strip(),
        },
    )
    return made


def ask_claimable(
    agreement: Agreement, amount: Money, instalment: PlannedPayment | None = None
) -> None:
    """Refused, naming the field, where this cannot be claimed of an agreement today."""
    problem = rules.claim_problem(amount, queries.remains_to_claim(agreement))
    if problem:
        raise Refused(problem, field="amount")
    if instalment is None:
        return
    if instalment.agreement_id != agreement.pk:
        raise Refused("Choose an instalment of this agreement", field="instalment")
    if amount > instalment.amount:
        words = (
            f"Payment {instalment.place} is {instalment.amount}: claim what is beyond it by itself"
        )
        raise Refused(words, field="amount")
    problem = rules.due_problem(instalment.due, clock.today())
    if problem:
        raise Refused(problem, field="instalment")
    over = ("refused", "withdrawn")
    if instalment.claims.exclude(state__in=over).exists():
        raise Refused("This instalment was claimed already", field="instalment")


@action
def answer_claim(
    *, by: Person, claim: Claim, version: int, amount: Money, invoice: str = "", words: str = ""
) -> Claim:
    """Put a claim right that was sent back, and send it again."""
    if not access.may_claim(by, claim.agreement):
        raise NotAllowed(NOT_CLAIMANT)
    now = as_read(_fresh(claim), version, stale=STALE)
    Agreement.objects.select_for_update(of=("self",)).get(pk=now.agreement_id)
    remains = queries.remains_to_claim(now.agreement) + now.amount
    problem = rules.claim_problem(amount, remains)
    if problem:
        raise Refused(problem, field="amount")
    before = {"amount": str(now.amount), "what for": now.words}
    _move(
        now,
        "claimed",
        amount=amount,
        invoice=invoice.strip(),
        words=words.strip(),
        claimed=clock.now(),
    )
    record(
        now.subject,
        "claim answered",
        by=by,
        before=before,
        after={"amount": str(amount), "what for": words.strip()},
    )
    return _fresh(now)


@action
def withdraw_claim(*, by: Person, claim: Claim, version: int, why: str = "") -> Claim:
    """Take a claim back before it was checked."""
    if not access.may_claim(by, claim.agreement):
        raise NotAllowed(NOT_CLAIMANT)
    now = as_read(_fresh(claim), version, stale=STALE)
    _move(now, "withdrawn", why=why.strip())
    record(now.subject, "claim withdrawn", by=by, why=why)
    return _fresh(now)


@action
def check_claim(*, by: Person, claim: Claim, version: int, found: str) -> Claim:
    """Say that a claim is right, and what evidence was seen. Somebody else approves it."""
    now = _ask_checker(by, claim, version)
    if not found.strip():
        raise Refused("Say what evidence you saw", field="found")
    _move(now, "checked", checked_by=by, checked=clock.now(), found=found.strip(), why="")
    record(now.subject, "claim checked", by=by, after={"found": found.strip()})
    return _fresh(now)


@action
def send_claim_back(*, by: Person, claim: Claim, version: int, why: str) -> Claim:
    """Send a claim back with a question; money that was set aside for it is committed again."""
    now = _ask_checker(by, claim, version)
    if not why.strip():
        raise Refused("Say what the provider has to put right", field="why")
    _release_money(now, by, why)
    _move(
        now, "returned", why=why.strip(), checked_by=None, checked=None, approved_by=None, parts=[]
    )
    record(now.subject, "claim sent back", by=by, why=why)
    letters.send_returned(now, why.strip())
    return _fresh(now)


@action
def refuse_claim(*, by: Person, claim: Claim, version: int, why: str) -> Claim:
    """Refuse a claim for good, with the reason that the provider reads."""
    now = _ask_checker(by, claim, version)
    if not why.strip():
        raise Refused("Say why it is refused", field="why")
    _move(now, "refused", why=why.strip())
    record(now.subject, "claim refused", by=by, why=why)
    letters.send_refused(now, why.strip())
    return _fresh(now)


@action
def approve_claim(*, by: Person, claim: Claim, version: int) -> Claim:
    """Approve a claim that somebody else checked: its money is claimed from now on.

    Refused where it is more than what is committed up to this year, where a fund has ended, or where
    another part holds payments of the agreement back.
    """
    if not access.may_approve_claims(by):
        raise NotAllowed("Only people who approve claims may do this.")
    now = as_read(_fresh(claim), version, stale=STALE)
    hands = rules.hands_problem(now.checked_by_id, by.pk, now.claimed_by_id)
    if hands:
        raise Refused(hands)
    held = sign_ups.held_because(now.agreement)
    if held:
        raise Refused(held)
    parts = _parts_to_take(now)
    post(postings_of("claim", now.agreement, parts), by=by, day=clock.today(), why=now.reference)
    _move(
        now,
        "approved",
        approved_by=by,
        approved=clock.now(),
        parts=[[one.fund, one.year, one.amount.pence] for one in parts],
    )
    record(now.subject, "claim approved", by=by, after={"from": said_of_parts(parts)})
    letters.send_approved(now)
    return _fresh(now)


def _parts_to_take(now: Claim) -> list[rules.Part]:
    year = clock.FinancialYear.of(clock.today()).label
    held = queries.held(now.agreement, rules.COMMITTED)
    parts, problem = rules.taken(held, now.amount, year)
    if problem:
        raise Refused(problem)
    for fund in queries.funds_of(parts):
        period = rules.FundPeriod(fund.name, fund.starts, fund.ends)
        ended = rules.day_problem(period, clock.today())
        if ended:
            raise Refused(ended)
    return parts


def _release_money(now: Claim, by: Person, why: str) -> None:
    if now.state in rules.HOLDS_MONEY:
        parts = queries.parts_of(now.parts)
        post(
            postings_of("claim taken back", now.agreement, parts), by=by, day=clock.today(), why=why
        )


def _ask_checker(by: Person, claim: Claim, version: int) -> Claim:
    if not access.may_check_claims(by) and not access.may_approve_claims(by):
        raise NotAllowed("Only people who check claims may do this.")
    return as_read(_fresh(claim), version, stale=STALE)


def _fresh(claim: Claim) -> Claim:
    return Claim.objects.select_related("agreement__provider", "instalment", "claimed_by").get(
        pk=claim.pk
    )


def _move(now: Claim, state: str, **changes: Any) -> None:
    if not rules.may_become(now.state, state):
        shown = dict(rules.CLAIM_STATES)[now.state].lower()
        raise Refused(f"This cannot be done with a claim that is {shown}.")
    write_next(now, {"state": state, **changes}, read=now.version, stale=STALE)
