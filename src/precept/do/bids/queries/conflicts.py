"""The list of bidders that interests are declared against, apart from their bids."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from precept.do.bids import rules
from precept.do.bids.access import has_declared
from precept.do.bids.models import Bid, BidMember, Conflict, ConflictList, Declaration
from precept.do.opportunities.models import Opportunity
from precept.foundation import clock
from precept.foundation.ledger.verify_ledger import canonical
from precept.foundation.people.models import Person
from precept.parties.models import Contact, Organisation
from precept.parties.queries import stakes as register
from precept.parties.rules.stakes import counts_on, recognised

__all__ = [
    "Listed",
    "conflicts_of",
    "declaration",
    "declaration_list",
    "has_declared",
    "list_digest",
    "list_now",
]


@dataclass(frozen=True)
class Listed:
    """An organisation of the list, with the people who speak for it; nothing of what it bids for.

    ``key`` names it in the form. A protected organisation is its area, and names nobody.
    ``suggests`` is why the person who reads it may have an interest; "" where nothing says so.
    """

    key: str
    name: str
    people: tuple[str, ...] = ()
    suggests: str = ""


def listed_bids(opportunity: Opportunity) -> QuerySet[Bid]:
    """The bids whose bidders stand in the list: those that can be read."""
    return Bid.objects.filter(opportunity=opportunity, opened__isnull=False, state="submitted")


def list_digest(opportunity: Opportunity) -> tuple[str, int]:
    """The SHA-256 of the list as it stands, and how many bids it holds."""
    rows = listed_bids(opportunity).order_by("reference")
    held = list(rows.values_list("reference", "organisation_id", "accountable_body_id"))
    return hashlib.sha256(canonical([list(row) for row in held]).encode()).hexdigest(), len(held)


def list_now(opportunity: Opportunity) -> ConflictList | None:
    """The list that declarations must be against; None before bids are opened."""
    return ConflictList.objects.filter(opportunity=opportunity).first()


def declaration(person: Person, opportunity: Opportunity) -> Declaration | None:
    """What somebody declared in a round; None where nothing yet."""
    return Declaration.objects.filter(person=person, opportunity=opportunity).first()


def conflicts_of(person: Person, opportunity: Opportunity) -> QuerySet[Conflict]:
    """The interests that somebody declared in a round and that still hold."""
    return (
        Conflict.objects.filter(person=person, bid__opportunity=opportunity, ended=None)
        .select_related("bid__organisation")
        .order_by("bid__organisation__name", "pk")
    )


def bids_listed_as(opportunity: Opportunity, key: str) -> list[Bid]:
    """The bids that a row of the list stands for: an organisation's own, and those whose money it holds."""
    kind, _, name = key.partition(":")
    rows = listed_bids(opportunity).order_by("reference")
    if kind == "organisation":
        return list(
            rows.filter(Q(organisation__reference=name) | Q(accountable_body__reference=name))
        )
    return list(rows.filter(reference=name, organisation=None)) if kind == "bid" else []


def declaration_list(opportunity: Opportunity, person: Person | None = None) -> list[Listed]:
    """Every organisation and accountable body of the bids, by name, with its key people. Five queries.

    Given a person, it says at which of them their name or e-mail address suggests an interest.
    """
    rows = list(
        listed_bids(opportunity)
        .select_related("organisation", "accountable_body")
        .only("reference", "organisation", "accountable_body")
    )
    bodies: dict[int, Organisation] = {}
    of_bid: dict[int, list[int]] = {}
    for row in rows:
        mine = [one for one in (row.organisation, row.accountable_body) if one is not None]
        bodies |= {one.pk: one for one in mine}
        of_bid[row.pk] = [one.pk for one in mine[:1]]
    people = _people(of_bid, bodies)
    stated = _registered(list(bodies.values()), person) if person else frozenset()
    found = [
        _listed(body, people[body.pk], person, is_registered=body.pk in stated)
        for body in bodies.values()
    ]
    found += [
        Listed(f"bid:{row.reference}", "A bidder without an organisation")
        for row in rows
        if not of_bid[row.pk]
    ]
    return sorted(found, key=lambda one: (one.name.casefold(), one.key))


def _people(
    of_bid: dict[int, list[int]], bodies: dict[int, Organisation]
) -> dict[int, list[tuple[str, str]]]:
    people: dict[int, list[tuple[str, str]]] = defaultdict(list)
    members = BidMember.objects.filter(bid__in=list(of_bid), ended=None, person__isnull=False)
    for bid, name, email in members.values_list("bid_id", "person__name", "email"):
        for body in of_bid[bid]:
            people[body].append((name, email))
    today = clock.today()
    contacts = Contact.objects.filter(organisation__in=list(bodies)).filter(
        Q(ends__isnull=True) | Q(ends__gte=today)
    )
    for body, name, email in contacts.values_list("organisation_id", "name", "email"):
        people[body].append((name, email))
    return people


def _registered(bodies: Sequence[Organisation], person: Person) -> frozenset[int]:
    """Those of some organisations in which somebody registered an interest, or from which they had a gift."""
    held = [
        one
        for one in register.stakes_of([person.pk])
        if counts_on(one.sort, one.starts, one.ends, one.answer, clock.today())
    ]
    if not held:
        return frozenset()
    stated, known = register.known_of_stakes(held), register.known_of_bodies(bodies)
    return frozenset(
        pk for pk, one in known.items() if any(recognised(it, one) for it in stated.values())
    )


def _listed(
    body: Organisation,
    people: Iterable[tuple[str, str]],
    person: Person | None,
    *,
    is_registered: bool = False,
) -> Listed:
    known = list(people)
    suggests = rules.likeness(person.name, person.email, known) if person else ""
    if is_registered:
        suggests = "You registered an interest in it, or a gift from it."
    key = f"organisation:{body.reference}"
    if body.is_protected:
        where = f" in {body.area}" if body.area else ""
        return Listed(key, f"A protected organisation{where}", (), suggests)
    names = tuple(sorted({name for name, _ in known if name}, key=str.casefold))
    return Listed(key, body.name, names, suggests)
