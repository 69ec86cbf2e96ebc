"""What waits for the office at organisations: new profiles, claims, papers, bank details, checks that ran out."""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import QueryDict
from django.urls import reverse

from precept.foundation import clock
from precept.foundation.people.models import Person
from precept.foundation.web.tables import Cell, Column, Filter, Table, listing
from precept.parties import access, rules
from precept.parties.models import (
    BankDetails,
    Claim,
    DueDiligence,
    Organisation,
    Paper,
    Profile,
)

COLUMNS = (
    Column("name", "Organisation", order=("name",)),
    Column("waits", "What waits"),
    Column("kinds", "Kind"),
    Column("started", "Profile started", order=("profile__started",)),
)
WAITS = (
    ("flags", "Something shared with another"),
    ("claims", "Somebody says that they belong"),
    ("papers", "Papers to check"),
    ("bank", "Bank details"),
    ("expired", "Checks that ran out"),
    ("unchecked", "Not checked yet"),
)


def waiting_for_office(person: Person) -> QuerySet[Organisation]:
    """Organisations with something to do, each with what it is as ``waits_…``; none for who may not check."""
    if not access.may_see_bank(person):
        return Organisation.objects.none()
    mine = OuterRef("pk")
    today = clock.today()
    latest = DueDiligence.objects.filter(organisation=mine, is_latest=True)
    rows = access.visible_to(person).filter(profile__isnull=False)
    rows = rows.annotate(
        waits_flags=Exists(Profile.objects.filter(organisation=mine, is_flagged=True)),
        waits_claims=Exists(Claim.objects.filter(organisation=mine, state=rules.CLAIMED)),
        waits_papers=Exists(Paper.objects.filter(organisation=mine, state=rules.GIVEN)),
        waits_bank=Exists(
            BankDetails.objects.filter(organisation=mine, state__in=rules.BANK_WAITS)
        ),
        waits_expired=Exists(latest.filter(expires__lt=today)),
        waits_unchecked=~Exists(latest),
    )
    some = Q()
    for key, _ in WAITS:
        some |= Q(**{f"waits_{key}": True})
    return rows.filter(some)


def _of(rows: QuerySet[Organisation], value: str) -> QuerySet[Organisation]:
    return rows.filter(**{f"waits_{value}": True})


def _with_words(rows: QuerySet[Organisation], words: str) -> QuerySet[Organisation]:
    key = rules.name_key(words)
    return rows.filter(name_key__contains=key) if key else rows.none()


def _cells(row: Organisation) -> list[Cell]:
    what = [title for key, title in WAITS if getattr(row, f"waits_{key}")]
    return [
        Cell(
            row.name,
            href=reverse("parties.diligence", args=[row.reference]),
            note="Protected" if row.is_protected else "",
        ),
        Cell("; ".join(what)),
        Cell(rules.kind_titles(row.kinds)),
        Cell(clock.spoken(clock.uk_date(row.profile.started))),
    ]


def diligence_page(person: Person, query: QueryDict) -> Table:
    """What waits for the office, as its address asks: two queries, whatever the size."""
    return listing(
        query,
        waiting_for_office(person).select_related("profile"),
        caption="Organisations with something to check",
        noun=("organisation", "organisations"),
        columns=COLUMNS,
        cells=_cells,
        default="-started",
        filters=(Filter("waits", "What waits", WAITS, _of),),
        search=_with_words,
        empty="Nothing waits. Organisations come here once somebody starts a profile, gives a paper or"
        " bank details, or a check runs out.",
    )


def how_many_wait(person: Person) -> int:
    """How many organisations have something to check, counted to 1,001."""
    return waiting_for_office(person)[:1_001].count()
