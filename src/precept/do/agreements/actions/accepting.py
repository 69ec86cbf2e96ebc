"""An offer is accepted by who may sign, online or on paper, or declined; what is accepted enters the register."""

from datetime import date

from precept.do.agreements import access, queries, rules
from precept.do.agreements.actions.allowing import ask_checked
from precept.do.agreements.actions.award_moves import (
    NOT_SIGNER,
    as_read,
    move,
    tell_office,
)
from precept.do.agreements.actions.awarding import NOT_MAKER
from precept.do.agreements.actions.freed import give_back_free
from precept.do.agreements.actions.recording import record_agreement
from precept.do.agreements.actions.signing import enter_signed
from precept.do.agreements.actions.terms import ask_complete, settle_terms
from precept.do.agreements.models import Agreement, Award
from precept.do.bids import queries as bids
from precept.foundation import clock
from precept.foundation.ledger.actions import (
    SYSTEM,
    NotAllowed,
    Refused,
    action,
    record,
)
from precept.foundation.people.models import Person
from precept.parties.models import Organisation
from precept.plan.models import Fund


@action
def accept_award(*, by: Person, award: Award, version: int, declares: bool) -> Agreement:
    """Accept an offer for whoever answers for the money; it enters the register as an agreement.

    Accepted until the last day to accept is over.
    """
    if not access.may_accept(by, award):
        raise NotAllowed(NOT_SIGNER)
    now = as_read(award, version)
    if now.state == "offered" and now.accept_by is not None and clock.today() > now.accept_by:
        raise Refused(
            f"The last day to accept was {clock.spoken(now.accept_by)}. Ask the office for more time."
        )
    if not declares:
        raise Refused("Confirm that you may accept this award", field="declares")
    return _accept(now, by, clock.today(), declaration=rules.DECLARATION)


@action
def record_acceptance(
    *, by: Person, award: Award, version: int, day: date, on_paper: str, why: str
) -> Agreement:
    """Record that an offer was accepted on paper: on which day, where the paper is kept, and why on paper."""
    if not access.may_change_award(by, award):
        raise NotAllowed(NOT_MAKER)
    now = as_read(award, version)
    if day > clock.today():
        raise Refused("The day must be today or in the past", field="day")
    if now.offered is not None and day < now.offered:
        raise Refused(f"It was offered on {clock.spoken(now.offered)}, not before", field="day")
    if now.accept_by is not None and day > now.accept_by:
        raise Refused(
            f"The last day to accept was {clock.spoken(now.accept_by)}: give more time first",
            field="day",
        )
    if not on_paper.strip():
        raise Refused("Say where the signed paper is kept", field="on_paper")
    if not why.strip():
        raise Refused("Say why it was accepted on paper", field="why")
    return _accept(now, by, day, on_paper=on_paper.strip(), why=why.strip())


def _accept(
    award: Award, by: Person, day: date, *, declaration: str = "", on_paper: str = "", why: str = ""
) -> Agreement:
    if award.state == "offered":
        is_past = queries.is_of_the_past(award)
        ask_complete([award], is_past=is_past)
        ask_checked([award], is_past=is_past, by_bidder=bool(declaration))
    if words := bids.body_wanting(award.result.bid, award.signing_body):
        raise Refused(words)
    move(
        award,
        "accepted",
        settled=clock.now(),
        settled_by=by,
        accepted_on=day,
        declaration=declaration,
        on_paper=on_paper,
    )
    now = queries.fresh_award(award)
    terms = queries.terms_of(now)
    agreement = _agreement(now, day)
    Award.objects.filter(pk=now.pk).update(agreement=agreement)
    settle_terms(agreement, terms)
    enter_signed(
        agreement,
        day,
        by=SYSTEM,
        is_past=queries.is_of_the_past(award),
        why=f"The award was accepted on {clock.spoken(day)}.",
    )
    record(
        now.subject,
        "award accepted",
        by=by,
        why=why,
        after={
            "agreement": agreement.reference,
            "amount": now.amount.short,
            "accepted on": clock.spoken(day),
            "declared": declaration,
            "on paper": on_paper,
            "outcomes": len(terms.outcomes),
            "payments": [one.amount.short for one in terms.payments],
        },
    )
    return agreement


def _agreement(award: Award, day: date) -> Agreement:
    """The agreement in the register. The system records it: whoever accepts does not keep the register."""
    of = award.opportunity
    funds = Fund.objects.in_bulk([code for code, _, _ in award.shares], field_name="code")
    shares = [
        (funds[code], amount) for code, _, amount in queries.shares_of_award(award) if code in funds
    ]
    made: Agreement = record_agreement(
        by=SYSTEM,
        reference=award.reference,
        title=rules.award_title(award.purpose, of.programme),
        purpose=award.summary,
        kind="grant agreement",
        provider=award.recipient,
        procedure="grant round",
        starts=award.starts,
        ends=award.ends,
        priorities=of.priorities,
        source=f"Decision {award.decision.reference}",
        note=_note(award.accountable_body),
        is_invented=award.is_invented,
        amount=award.amount,
        value_kind="committed",
        funds=shares,
        why=f"The award was accepted on {clock.spoken(day)}.",
    )
    return made


def _note(body: Organisation | None) -> str:
    """Who holds the money, where that is not the recipient; a protected one is not named."""
    if body is None or body.is_protected:
        return ""
    return f"{body.name} holds the money for the recipient."


@action
def decline_award(*, by: Person, award: Award, version: int, why: str) -> Award:
    """Decline an offer for whoever would answer for the money, with a reason the office reads."""
    if not access.may_accept(by, award):
        raise NotAllowed(NOT_SIGNER)
    return _decline(award, by, version, why)


@action
def record_decline(*, by: Person, award: Award, version: int, why: str) -> Award:
    """Record that an offer was declined in another way, with the reason."""
    if not access.may_change_award(by, award):
        raise NotAllowed(NOT_MAKER)
    return _decline(award, by, version, why)


def _decline(award: Award, by: Person, version: int, why: str) -> Award:
    now = as_read(award, version)
    if not why.strip():
        raise Refused("Say why it is declined", field="why")
    move(now, "declined", settled=clock.now(), settled_by=by, declined_why=why.strip())
    record(now.subject, "award declined", by=by, private={"why": why.strip()})
    give_back_free(now.result.awarding)
    after = queries.fresh_award(now)
    tell_office(after, "was declined")
    return after
