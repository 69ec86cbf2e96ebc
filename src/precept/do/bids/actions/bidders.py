"""Who bids, and who would hold the money: an accountable body is asked, and agrees or says no."""

from typing import Final

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import F, Q

from precept.do.bids import access, letters, queries, rules, sign_ups
from precept.do.bids.actions.drafting import NOT_LEADING
from precept.do.bids.actions.listing import write_list
from precept.do.bids.actions.tracing import bid_action, note
from precept.do.bids.models import Bid, BodyAsked
from precept.do.opportunities.models import Call
from precept.foundation import clock
from precept.foundation.ledger.actions import SYSTEM, Changed, NotAllowed, Refused, action, record
from precept.foundation.people.models import Person
from precept.foundation.people.rules import same_address
from precept.parties import queries as parties
from precept.parties.models import Organisation

NOT_YOURS: Final = "Only somebody who signs for the organisation can answer this for it."
STEP: Final = 50
SETTLED: Final = "This was answered already, or they no longer ask you."


@bid_action
def set_bidder(
    *,
    by: Person,
    bid: Bid,
    organisation: Organisation,
    accountable_body: Organisation | None = None,
    body_name: str = "",
    body_email: str = "",
) -> Bid:
    """Say who bids, and who holds the money where the bidder cannot: that organisation is asked to agree.

    It is one that is known (``accountable_body``), or a name and the address of somebody there. After the
    deadline only a body that said no can be replaced.
    """
    if not access.may_lead(by, bid):
        raise NotAllowed(NOT_LEADING)
    if not access.may_bid_for(by, organisation):
        raise NotAllowed("Only people who keep this organisation’s profile may bid for it.")
    if accountable_body is not None and accountable_body.pk == organisation.pk:
        raise Refused("Choose another organisation to hold the money.", field="accountable_body")
    address = _address(body_email) if accountable_body is None and body_name.strip() else ""
    # Held: two who name a body at once ask one of them.
    bid = (
        Bid.with_rehearsals.select_for_update(of=("self",))
        .select_related("opportunity")
        .get(pk=bid.pk)
    )
    call, asked = queries.call_of(bid), queries.body_asked(bid)
    if not queries.may_change_bidder(bid, call, asked, organisation):
        raise Refused("Who bids can no longer be changed.")
    is_same = _is_same(bid, asked, organisation, accountable_body, body_name, address)
    holder = asked.organisation if is_same and asked else accountable_body
    Bid.with_rehearsals.filter(pk=bid.pk).update(organisation=organisation, accountable_body=holder)
    bid.organisation, bid.accountable_body = organisation, holder
    named = {
        "organisation": organisation.reference,
        "accountable_body": holder.reference if holder else body_name.strip() or None,
    }
    note(bid, "bidder named", by=by, private=named)
    if not is_same and not bid.is_rehearsal:
        _take_back(by, bid, call, asked)
        if accountable_body is not None or address:
            _ask(by, bid, call, accountable_body, body_name, address)
    _settled(by, bid)
    return bid


def _address(email: str) -> str:
    address = same_address(email)
    try:
        validate_email(address)
    except ValidationError:
        raise Refused(
            "Enter an email address in the correct format, like name@example.com",
            field="body_email",
        ) from None
    return address


def _is_same(
    bid: Bid,
    asked: BodyAsked | None,
    organisation: Organisation,
    body: Organisation | None,
    name: str,
    address: str,
) -> bool:
    """Whether the same organisation is asked for the same bidder already: then nobody is asked again."""
    if asked is None:
        return body is None and not address
    if asked.state == "declined" or bid.organisation_id != organisation.pk:
        return False
    if body is not None:
        return asked.organisation_id == body.pk
    return bool(address) and (asked.email, asked.name) == (address, name.strip())


def _take_back(by: Person, bid: Bid, call: Call, asked: BodyAsked | None) -> None:
    """Within an action: no longer ask the organisation that was asked, and tell those who wait for it."""
    if asked is None:
        return
    BodyAsked.objects.filter(pk=asked.pk).update(state="withdrawn")
    record(bid.subject, "accountable body no longer asked", by=by, before={"state": asked.state})
    if asked.state != "declined":
        letters.send_body_let_go(bid, call, _people(asked))


def _ask(
    by: Person, bid: Bid, call: Call, body: Organisation | None, name: str, address: str
) -> None:
    """Within an action: ask an organisation to hold the money, by a letter to its people."""
    if bid.bodies_asked.count() >= rules.MOST_BODIES:
        raise Refused(
            f"{rules.MOST_BODIES} organisations were asked already. Ask the office for help."
        )
    made = BodyAsked.objects.create(
        bid=bid,
        organisation=body,
        name=body.name if body else name.strip()[:255],
        email=address,
        asked_by=by,
    )
    record(
        bid.subject,
        "accountable body asked",
        by=by,
        private={"organisation": body.reference if body else made.name, "email": address},
    )
    letters.send_body_asked(bid, call, _people(made))


def _people(asked: BodyAsked) -> list[str]:
    """Whom to write to: those who sign for it; where nobody does, those who keep its profile."""
    if asked.organisation is None:
        return [asked.email]
    people = parties.signatories(asked.organisation) or parties.keepers(asked.organisation)
    return [one.email for one in people]


def _settled(by: Person, bid: Bid) -> None:
    """Within an action: where bids are opened, put the holder on the list of interests and on awards."""
    if bid.opened is not None:
        write_list(bid.opportunity)
    if bid.in_force_id is not None and not bid.is_rehearsal:
        sign_ups.tell_body_settled(bid, by)


@action
def answer_for_body(
    *, by: Person, asked: BodyAsked, organisation: Organisation, agrees: bool, why: str = ""
) -> BodyAsked:
    """Agree, for an organisation that one signs for, to hold the money of a bid; or say no."""
    if not access.may_answer_for(by, asked, organisation):
        raise NotAllowed(NOT_YOURS)
    bid = (
        Bid.objects.select_for_update(of=("self",))
        .select_related("opportunity")
        .get(pk=asked.bid_id)
    )
    if organisation.pk == bid.organisation_id:
        raise Refused("This organisation bids itself. Choose another.", field="organisation")
    call = queries.call_of(bid)
    if call.stage == "cancelled":
        raise Refused("This round is cancelled.")
    state = "agreed" if agrees else "declined"
    moved = BodyAsked.objects.filter(pk=asked.pk, state="asked").update(
        state=state,
        organisation=organisation,
        answered=clock.now(),
        answered_by=by,
        why="" if agrees else why.strip(),
    )
    if not moved:
        raise Changed(SETTLED)
    bid.accountable_body = organisation if agrees else None
    Bid.objects.filter(pk=bid.pk).update(accountable_body=bid.accountable_body)
    record(
        bid.subject,
        "accountable body agreed" if agrees else "accountable body said no",
        by=by,
        why=why.strip() if not agrees else "",
        private={"organisation": organisation.reference},
    )
    asked.refresh_from_db()
    letters.send_body_answered(bid, call, queries.leads(bid), asked)
    _settled(by, bid)
    return asked


def remind_bodies_due() -> int:
    """Call the request to mind to bodies that have not answered; how many were written to.

    A week after they were asked, and two days before the deadline: once each.
    """
    now = clock.now()
    closes = "bid__opportunity__call__closes_at"
    after_a_week = Q(
        reminded__isnull=True, reminded_last__isnull=True, asked__lte=now - rules.REMIND_AFTER
    )
    before_the_end = Q(
        **{f"{closes}__gt": now, f"{closes}__lte": now + rules.REMIND_BEFORE},
        reminded_last__isnull=True,
        asked__lt=F(closes) - rules.REMIND_BEFORE,
    )
    due = BodyAsked.objects.filter(
        after_a_week | before_the_end,
        state="asked",
        bid__is_rehearsal=False,
        bid__state__in=["draft", "submitted", "late"],
    ).exclude(bid__opportunity__call__stage="cancelled")
    return sum(
        _remind_body(number) for number in due.order_by("pk").values_list("pk", flat=True)[:STEP]
    )


@action
def _remind_body(number: int) -> bool:
    asked = BodyAsked.objects.select_related("bid__opportunity", "organisation").get(pk=number)
    call, now = queries.call_of(asked.bid), clock.now()
    due = rules.body_reminders(
        asked.asked,
        call.closes_at,
        now,
        reminded=asked.reminded,
        reminded_last=asked.reminded_last,
    )
    unsent = BodyAsked.objects.filter(
        pk=number, state="asked", reminded=asked.reminded, reminded_last=asked.reminded_last
    )
    if not due or not unsent.update(**dict.fromkeys(due, now)):
        return False
    record(asked.bid.subject, "accountable body reminded", by=SYSTEM)
    letters.send_body_reminder(asked.bid, call, _people(asked))
    return True
