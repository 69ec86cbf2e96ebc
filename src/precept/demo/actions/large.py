"""A large synthetic register, for measuring: written in bulk, as one act with one event a step."""

import hashlib
from collections.abc import Iterator
from datetime import date, timedelta

from precept.do.agreements import queries
from precept.do.agreements.models import Agreement, AgreementValue, FundShare
from precept.foundation.ledger.actions import SYSTEM, action, record
from precept.foundation.money import Money
from precept.foundation.publications import kinds
from precept.foundation.publications import rules as publication_rules
from precept.foundation.publications.models import Publication
from precept.foundation.publications.queries import read
from precept.foundation.search import actions as search
from precept.plan.models import Fund

AT_ONCE = 1_000
WORDS = [
    "Listening",
    "Recovery",
    "Outreach",
    "Mentoring",
    "Safety",
    "Advice",
    "Support",
    "Prevention",
    "Repair",
    "Youth",
]
PLACES = [
    "Northfold",
    "Eastmere",
    "Southwell",
    "Westlake",
    "Midhollow",
    "Overbrook",
    "Netherby",
    "Upwood",
]
FIRST = date(2020, 4, 1)


def add_agreements(count: int) -> None:
    """Add so many invented agreements, published and found by search."""
    funds = list(Fund.objects.order_by("code"))
    for start in range(0, count, AT_ONCE):
        _add_some(list(range(start, min(start + AT_ONCE, count))), funds)


def _made_up(numbers: list[int]) -> Iterator[Agreement]:
    for number in numbers:
        starts = FIRST + timedelta(days=number % 2_200)
        yield Agreement(
            reference=f"LARGE-{number:06}",
            title=f"{WORDS[number % 10]} in {PLACES[number // 10 % 8]} {number}",
            kind="contract" if number % 3 else "grant agreement",
            status=("upcoming", "active", "ended")[number % 5 % 3],
            starts=starts,
            ends=starts + timedelta(days=365),
            source="Made in bulk for measuring",
            is_invented=True,
            published_version=1,
            current_amount=Money(number % 90_000 * 1_00 + 5_000_00),
            current_kind="contract value",
        )


@action
def _add_some(numbers: list[int], funds: list[Fund]) -> None:
    made = Agreement.objects.bulk_create(_made_up(numbers))
    AgreementValue.objects.bulk_create(
        AgreementValue(agreement=one, amount=one.current_amount, kind="contract value")
        for one in made
    )
    if funds:
        FundShare.objects.bulk_create(
            FundShare(agreement=one, fund=funds[number % len(funds)])
            for number, one in zip(numbers, made, strict=True)
        )
    full = queries.full(Agreement.objects.filter(pk__in=[one.pk for one in made]))
    payloads = {
        one.reference: (
            f"{one.reference} {one.title}",
            publication_rules.spelled(queries.payload(one).model_dump(mode="json")),
        )
        for one in full.order_by("reference")
    }
    rows = Publication.objects.bulk_create(
        Publication(
            kind="agreement",
            key=reference,
            version=1,
            title=title,
            payload=text,
            digest=publication_rules.digest(text),
            digest_now=publication_rules.digest(text),
        )
        for reference, (title, text) in payloads.items()
    )
    entry = kinds.kind("agreement").entry
    assert entry is not None
    search.put_many([entry(read(row)) for row in rows])
    together = hashlib.sha256("".join(row.digest for row in rows).encode()).hexdigest()
    record(
        "register:bulk",
        "agreements made in bulk",
        by=SYSTEM,
        after={"count": len(rows), "digest": together},
    )
