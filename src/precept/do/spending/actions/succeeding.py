"""What a succession of the office does to money on its way: commitments, claims, payments, underspends."""

from datetime import date

from django.db.models import QuerySet
from django.urls import reverse

from precept.do.spending.models import Account, Claim, Movement, PaymentFile, Underspend
from precept.parties.models import Organisation
from precept.parties.sign_ups import (
    Moving,
    Shown,
    Staying,
    Stop,
    passes_with_the_office,
    stays_as_it_was,
    stops_a_succession,
)

MONEY = "/office/money"
"""Said before the addresses are known."""
MOST_STOPS = 10
PROMISED = ("committed", "claimed")
CLAIMS_UNDER_WAY = ("drafting", "claimed", "returned", "checked", "approved", "sent")
UNDERSPENDS_OPEN = ("found", "agreed", "asked")


def _commitments(_on: date) -> QuerySet[Account]:
    rows = Account.objects.filter(agreement__isnull=False, pot__in=PROMISED, balance__gt=0)
    return rows.select_related("agreement", "fund")


def _shown_commitment(one: Account) -> Shown:
    reference = one.agreement.reference if one.agreement else ""
    return Shown(
        f"commitment:{reference}:{one.fund.code}:{one.year}:{one.pot}",
        f"{one.fund.short_name} {one.year}, {reference}: {one.get_pot_display().lower()}",
        reverse("spending.agreement", args=[reference]),
    )


def _claims(_on: date) -> QuerySet[Claim]:
    rows = Claim.objects.filter(state__in=CLAIMS_UNDER_WAY)
    return rows.select_related("agreement")


def _shown_claim(one: Claim) -> Shown:
    return Shown(
        one.subject,
        f"{one.amount.short} under {one.agreement.reference} ({one.get_state_display().lower()})",
        reverse("spending.claim", args=[one.reference]),
    )


def _underspends(_on: date) -> QuerySet[Underspend]:
    rows = Underspend.objects.filter(state__in=UNDERSPENDS_OPEN)
    return rows.select_related("agreement")


def _shown_underspend(one: Underspend) -> Shown:
    return Shown(
        one.subject,
        f"Under {one.agreement.reference} ({one.get_state_display().lower()})",
        reverse("spending.underspend", args=[one.reference]),
    )


def _in_the_way(_before: Organisation, _after: Organisation) -> list[Stop]:
    """Payment files that were made and not released: what a body made it releases or undoes itself."""
    rows = PaymentFile.objects.filter(released=None, undone=None).order_by("pk")
    return [
        Stop(
            f"Payment file {one.reference} is made and not released. Release it, or undo it.",
            reverse("spending.payment_file", args=[one.reference]),
        )
        for one in rows[:MOST_STOPS]
    ]


def sign_up_for_successions() -> None:
    """Say what money passes with the office, what stays, and what stands in the way."""
    passes_with_the_office(
        Moving(
            "commitments",
            "Commitments",
            "The new body owes what was promised, to the penny.",
            _commitments,
            _shown_commitment,
            place=10,
        )
    )
    passes_with_the_office(
        Moving(
            "claims",
            "Claims and payments under way",
            "Checked, approved and paid by the new body. Nobody claims again.",
            _claims,
            _shown_claim,
            place=11,
        )
    )
    passes_with_the_office(
        Moving(
            "underspends",
            "Underspends being recovered",
            "Owed to the new body. Letters that were sent read as they were sent.",
            _underspends,
            _shown_underspend,
            place=12,
        )
    )
    stays_as_it_was(
        Staying(
            "Movements in the books",
            "Money that moved is never moved again: the books go on from the same balances.",
            lambda: Movement.objects.count(),
            MONEY,
        )
    )
    stops_a_succession(_in_the_way)
