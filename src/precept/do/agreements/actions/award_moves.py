"""What every change of an award begins with, and whom it is told."""

from typing import Any, Final

from django.conf import settings
from django.db.models import F

from precept.do.agreements import queries, rules
from precept.do.agreements.models import Award
from precept.do.bids.models import Bid
from precept.foundation.ledger.actions import Changed, Refused, record
from precept.foundation.outbox.actions import queue_mail
from precept.foundation.people.models import Person
from precept.parties import queries as parties

STALE: Final = "This award changed after you opened it. Read it again before you go on."
NOT_SIGNER: Final = (
    "Only somebody who may sign for the organisation can do this. Whoever keeps its profile can give you"
    " that right."
)


def move(award: Award, to: str, **fields: Any) -> None:
    """Move an award on, if it still is where and as it was; else Changed."""
    if not rules.may_become(award.state, to):
        raise Refused(f"This award is {rules.AWARD_STATES[award.state].lower()}.")
    rows = Award.objects.filter(pk=award.pk, state=award.state, version=award.version)
    if not rows.update(state=to, version=F("version") + 1, **fields):
        raise Changed(STALE)


def as_read(award: Award, version: int) -> Award:
    """The award as it is, if it is still at the version that the person saw; else Changed."""
    now = queries.fresh_award(award)
    if now.version != version:
        raise Changed(STALE)
    return now


def write_to(award: Award, subject: str, words: str) -> None:
    """Write to those who lead the bid and those who sign for whoever accepts, each once."""
    leads = queries.leads_of([award.result.bid]).get(award.result.bid_id, [])
    body = award.signing_body
    signers = [one.email for one in parties.signatories(body)] if body is not None else []
    for address in dict.fromkeys([*leads, *signers]):
        queue_mail(
            to=address,
            subject=f"{subject}: {award.reference}",
            text=(
                f"{subject} ({award.reference}), {words}.\n\nRead it here:\n"
                f"{settings.PRECEPT_ADDRESS}/my/awards/{award.reference}\n"
            ),
            kind="award notice",
            about=award.subject,
        )


def take_over_body(bid: Bid, by: Person) -> None:
    """Within the action that settled who holds a bid's money: say it on its award, while nobody accepted that."""
    award = Award.objects.filter(result__bid=bid, state__in=["decided", "offered"]).first()
    if award is None or award.accountable_body_id == bid.accountable_body_id:
        return
    Award.objects.filter(pk=award.pk).update(
        accountable_body=bid.accountable_body, version=F("version") + 1
    )
    held = bid.accountable_body
    record(
        award.subject,
        "accountable body changed",
        by=by,
        private={"accountable_body": held.reference if held else None},
    )


def tell_office(award: Award, words: str) -> None:
    """Tell who sent the letters that money is free, and who is first on the reserve list."""
    person = award.result.awarding.sent_by
    if person is None or not person.is_active:
        return
    queue_mail(
        to=person.email,
        subject=f"Award {award.reference} {words}",
        text=(
            f"Award {award.reference} {words}. The round’s page says what is free, who is first on the"
            " reserve list, and what went back to the pot:\n"
            f"{settings.PRECEPT_ADDRESS}/office/rounds/{award.opportunity.reference}/awards\n"
        ),
        kind="award notice",
        about=award.subject,
    )
