"""Bids that were funded: their years of keeping run from the end of their agreement."""

from collections.abc import Collection, Mapping
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse

from precept.do.agreements.models import Agreement, Award, BidResult
from precept.do.bids import queries as bids
from precept.foundation.people.models import Person
from precept.records.rules import Record
from precept.records.sign_ups import Shown

COUNTS = ("decided", "offered", "accepted")
"""States of an award in which its bid is a funded one."""


def _ended() -> QuerySet[Award]:
    return Award.objects.filter(
        state="accepted",
        agreement__status="ended",
        agreement__ends__isnull=False,
        result__bid__disposed=None,
    ).select_related(
        "agreement",
        "result__bid__opportunity__call",
        "result__bid__organisation",
        "result__bid__accountable_body",
        "result__bid__begun_by",
    )


def find_funded(before: date, after: str, most: int) -> list[Record]:
    """A page of the bids whose agreement ended on or before a day, by reference."""
    rows = _ended().filter(
        agreement__ends__lte=before, result__bid__reference__gt=after.partition(":")[2]
    )
    found = rows.order_by("result__bid__reference").prefetch_related("result__bid__members__person")
    return [_record(one) for one in found[:most]]


def look_at_funded(subject: str) -> Record | None:
    """One of them as it stands now."""
    row = _ended().filter(result__bid__reference=subject.partition(":")[2]).first()
    return _record(row) if row else None


def _over() -> QuerySet[Agreement]:
    rows = Agreement.objects.filter(
        status__in=("ended", "cancelled"), ends__isnull=False, disposed=None
    )
    return rows.select_related("provider")


def find_agreements(before: date, after: str, most: int) -> list[Record]:
    """A page of the agreements that ended on or before a day and whose papers are still here, by reference."""
    rows = _over().filter(ends__lte=before, reference__gt=after.partition(":")[2])
    return [_agreement_record(one) for one in rows.order_by("reference")[:most]]


def look_at_agreement(subject: str) -> Record | None:
    """One of them as it stands now."""
    row = _over().filter(reference=subject.partition(":")[2]).first()
    return _agreement_record(row) if row else None


def _agreement_record(row: Agreement) -> Record:
    assert row.ends is not None
    under = (row.provider.subject,) if row.provider is not None else ()
    return Record(row.subject, row.ends, under)


def agreements_described(person: Person, subjects: Collection[str]) -> Mapping[str, Shown]:
    """How they are called."""
    if not person.may("see the office"):
        return {}
    rows = Agreement.objects.filter(reference__in=[one.partition(":")[2] for one in subjects])
    return {
        one.subject: Shown(
            f"Papers of {one.reference}, {one.title}",
            reverse("agreements.one", args=[one.reference]),
        )
        for one in rows
    }


def agreement_titled(person: Person, reference: str) -> str:
    """What an agreement of this reference is called, to hold everything under it; "" where there is none."""
    if not person.may("see the office"):
        return ""
    rows = Agreement.objects.filter(reference=reference)
    return rows.values_list("title", flat=True).first() or ""


def _record(row: Award) -> Record:
    agreement, bid = row.agreement, row.result.bid
    assert agreement is not None
    assert agreement.ends is not None
    return Record(bid.subject, agreement.ends, (agreement.subject, *bids.under(bid)))


def funded_bids() -> QuerySet[Award, int]:
    """The numbers of the bids on which an award was made that was not declined and did not lapse."""
    return Award.objects.filter(state__in=COUNTS).values_list("result__bid_id", flat=True)


def results_wait(subjects: Collection[str]) -> dict[str, str]:
    """Which of these bids nobody has told of the result yet."""
    references = [one.partition(":")[2] for one in subjects]
    rows = BidResult.objects.filter(bid__reference__in=references, told_on=None)
    return {
        f"bid:{reference}": "Its bidder was not told of the decision yet."
        for reference in rows.values_list("bid__reference", flat=True)
    }
