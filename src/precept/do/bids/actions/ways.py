"""Other ways of applying: asked for, and entered by an officer, read back and confirmed."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from precept.do.bids import access, letters, queries, rules
from precept.do.bids.actions.drafting import make_bid, refuse_unless_open
from precept.do.bids.models import AssistedEntry, Bid, BidMember, OtherWay
from precept.do.opportunities.models import Call
from precept.foundation import clock
from precept.foundation.ledger.actions import (
    SYSTEM,
    Changed,
    NotAllowed,
    Refused,
    action,
    record,
)
from precept.foundation.outbox.actions import queue_mail
from precept.foundation.people.models import Person
from precept.foundation.people.rules import same_address
from precept.parties.models import Organisation

ONLY_ENTERING = "Only people who enter bids for others may do this."


@action
def ask_other_way(
    *, by: Person | None, call: Call, channel: str, name: str, contact: str, words: str = ""
) -> OtherWay:
    """Ask to apply by phone, easy read, on paper, in British Sign Language or in person. Anyone may."""
    if channel not in rules.OTHER_WAYS:
        raise Refused("Choose how you would like to apply.", field="channel")
    if not name.strip():
        raise Refused("Enter your name.", field="name")
    if not contact.strip():
        raise Refused("Enter a telephone number or another way to reach you.", field="contact")
    refuse_unless_asked_in_time(call)
    made = OtherWay.objects.create(
        opportunity=call.opportunity,
        channel=channel,
        name=name.strip(),
        contact=contact.strip(),
        words=words.strip(),
        asked_by=by,
    )
    record(
        call.subject,
        "another way of applying asked for",
        by=by or SYSTEM,
        after={"channel": channel},
        private={"name": made.name, "contact": made.contact, "words": made.words},
    )
    if call.set_up_by is not None and call.set_up_by.is_active:
        queue_mail(
            to=call.set_up_by.email,
            subject=f"Somebody asks for another way to apply: {call.opportunity.theme}",
            text=(
                f"Somebody asks to apply for “{call.opportunity.theme}” in another way:"
                f" {rules.CHANNELS[channel].lower()}. It closes at {letters.closing_words(call)}.\n\n"
                f"{letters.office_address(call)}/other-ways\n"
            ),
            kind="office notice",
            about=call.subject,
        )
    return made


def refuse_unless_asked_in_time(call: Call) -> None:
    """Refused where a round is over; before it opens one may ask already."""
    if queries.is_open(call):
        return
    if call.stage == "published" and call.opens_at and clock.now() < call.opens_at:
        return
    refuse_unless_open(call)


@action
def settle_other_way(*, by: Person, way: OtherWay, how: str, bid: Bid | None = None) -> OtherWay:
    """Say how a request for another way was met."""
    if not access.may_enter_for_others(by):
        raise NotAllowed(ONLY_ENTERING)
    if not how.strip():
        raise Refused("Enter how this was met.", field="how")
    rows = OtherWay.objects.filter(pk=way.pk, settled=None)
    changes = {"settled": clock.now(), "settled_by": by, "how_settled": how.strip()}
    if not rows.update(**changes, bid=bid or way.bid):
        raise Changed("Somebody settled this before you.")
    record(
        way.opportunity.subject,
        "another way of applying met",
        by=by,
        after={"channel": way.channel},
        private={"how": how.strip()},
    )
    way.refresh_from_db()
    return way


@action
def begin_assisted(
    *,
    by: Person,
    call: Call,
    channel: str,
    for_whom: str,
    organisation: Organisation | None = None,
    email: str = "",
    way: OtherWay | None = None,
    key: str = "",
) -> Bid:
    """Begin a bid for somebody who says it in another way. With their e-mail address they may join in."""
    if not access.may_enter_for_others(by):
        raise NotAllowed(ONLY_ENTERING)
    if key and (found := Bid.objects.filter(begun_by=by, key=key).first()):
        return found
    if channel not in rules.OTHER_WAYS:
        raise Refused("Choose how they apply.", field="channel")
    if not for_whom.strip():
        raise Refused("Enter the name of the person you enter this for.", field="for_whom")
    call = Call.objects.select_related("opportunity", "frozen").get(pk=call.pk)
    refuse_unless_open(call)
    bid = make_bid(
        by=by, call=call, organisation=organisation, rehearses=False, channel=channel, key=key
    )
    AssistedEntry.objects.create(bid=bid, officer=by, channel=channel, for_whom=for_whom.strip())
    if email.strip():
        _invite(by, bid, call, email)
    if way is not None:
        OtherWay.objects.filter(pk=way.pk, bid=None).update(bid=bid)
    record(
        bid.subject,
        "entry for somebody begun",
        by=by,
        after={"channel": channel},
        private={"for": for_whom.strip()},
    )
    return bid


def _invite(by: Person, bid: Bid, call: Call, email: str) -> None:
    address = same_address(email)
    try:
        validate_email(address)
    except ValidationError:
        raise Refused(
            "Enter an email address in the correct format, like name@example.com", field="email"
        ) from None
    BidMember.objects.create(bid=bid, email=address, rights="lead")
    letters.send_invitation(bid, call, address, by.name)


def _entry(by: Person, bid: Bid) -> AssistedEntry:
    if not access.may_enter(by, bid):
        raise NotAllowed(ONLY_ENTERING)
    found = bid.assisted.filter(officer=by).order_by("-began").first()
    if found is None:
        raise NotAllowed(ONLY_ENTERING)
    return found


@action
def read_back(*, by: Person, bid: Bid) -> AssistedEntry:
    """Record that the answers, as they are saved now, were read back to whom they belong."""
    entry = _entry(by, bid)
    if bid.state not in rules.WRITTEN_ON:
        raise Refused("This bid can no longer be changed, so there is nothing to read back.")
    now = clock.now()
    AssistedEntry.objects.filter(pk=entry.pk).update(
        read_back=now, confirmed_by="", confirmed_how=""
    )
    record(bid.subject, "answers read back", by=by, after={"channel": entry.channel})
    entry.refresh_from_db()
    return entry


@action
def confirm(*, by: Person, bid: Bid, confirmed_by: str, confirmed_how: str) -> AssistedEntry:
    """Record that they confirmed what was read back to them, and how they said so."""
    entry = _entry(by, bid)
    if not confirmed_by.strip():
        raise Refused("Enter the name of the person who confirmed it.", field="confirmed_by")
    if not confirmed_how.strip():
        raise Refused("Enter how they confirmed it.", field="confirmed_how")
    saved = Bid.objects.values_list("saved", flat=True).get(pk=bid.pk)
    if entry.read_back is None or entry.read_back < saved:
        raise Refused("The answers changed since they were read back. Read them back again.")
    AssistedEntry.objects.filter(pk=entry.pk).update(
        confirmed_by=confirmed_by.strip(), confirmed_how=confirmed_how.strip()
    )
    record(
        bid.subject,
        "answers confirmed",
        by=by,
        after={"channel": entry.channel},
        private={"by": confirmed_by.strip(), "how": confirmed_how.strip()},
    )
    entry.refresh_from_db()
    return entry
