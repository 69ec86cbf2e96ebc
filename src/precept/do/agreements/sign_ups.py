"""Where the parts above sign up for what happens to agreements."""

from collections.abc import Callable
from datetime import date

from precept.do.agreements.models import Agreement
from precept.do.agreements.rules import Held
from precept.foundation.ledger.actions import Actor
from precept.foundation.money import Money

Varied = Callable[[Agreement, Held, Held, Actor, str], object]
"""Hears, one after another: the agreement as it is now, before, after, who put it in force, why."""
Signed = Callable[[Agreement, Actor, str], object]
"""Hears the agreement as it is now, who signed it in, why."""
Onboarded = Callable[[Agreement, Money, date, Actor, str], object]
"""Hears the agreement, what was paid of it up to a day, that day, who took it in, why."""

Lead = tuple[str, str]
"""An address in the office, and its words."""
Leads = Callable[[Agreement], list[Lead]]

_leads: list[Leads] = []
_when_varied: list[Varied] = []
_when_signed: list[Signed] = []
_when_onboarded: list[Onboarded] = []


def when_varied(hear: Varied) -> None:
    """Be called, in the same transaction, once a variation is in force and the agreement says so."""
    if hear not in _when_varied:
        _when_varied.append(hear)


def when_signed(hear: Signed) -> None:
    """Be called, in the same transaction, when an agreement enters the register as signed.

    Its value, fund shares, outcomes and planned payments stand by then. An agreement is signed once; one
    taken in from the office's own spreadsheet is signed before it is onboarded.
    """
    if hear not in _when_signed:
        _when_signed.append(hear)


def when_onboarded(hear: Onboarded) -> None:
    """Be called, in the same transaction, when an agreement is taken in with what was paid of it before.

    Called again with the new sum where a later file corrects it.
    """
    if hear not in _when_onboarded:
        _when_onboarded.append(hear)


def leads_to(offer: Leads) -> None:
    """Offer links from an agreement's page in the office; asked each time that the page is shown."""
    if offer not in _leads:
        _leads.append(offer)


def leads_of(agreement: Agreement) -> list[Lead]:
    """Every link that was offered for an agreement."""
    return [lead for offer in _leads for lead in offer(agreement)]


def tell_varied(agreement: Agreement, before: Held, after: Held, by: Actor, why: str) -> None:
    """Tell those who signed up."""
    for hear in _when_varied:
        hear(agreement, before, after, by, why)


def tell_signed(agreement: Agreement, by: Actor, why: str) -> None:
    """Tell those who signed up."""
    for hear in _when_signed:
        hear(agreement, by, why)


def tell_onboarded(agreement: Agreement, paid: Money, on: date, by: Actor, why: str) -> None:
    """Tell those who signed up."""
    for hear in _when_onboarded:
        hear(agreement, paid, on, by, why)
