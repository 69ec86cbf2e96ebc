"""What might be looked at before a bid is decided on: bids like it, and what was recommended before."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.db.models import Exists, OuterRef

from precept.do.assessment import access
from precept.do.assessment.models import Placing
from precept.do.bids.models import Bid
from precept.foundation.people.models import Person
from precept.parties.models import Mark
from precept.parties.rules import MARKS, near_duplicates

MOST_COMPARED: Final = 500
MOST_FLAGS: Final = 20


@dataclass(frozen=True)
class Flag:
    """Something to look at before deciding. It decides nothing by itself."""

    words: str
    href: str = ""
    reference: str = ""


def duplicate_flags(asker: Person, of: Bid) -> list[Flag]:
    """Bids of the same round that come from the same organisation or read much like this one."""
    others = {
        one.reference: one
        for one in access.visible_to(asker)
        .filter(opportunity=of.opportunity)
        .select_related("organisation")
        .only("reference", "title", "summary", "organisation", "organisation__name")
        .order_by("pk")[:MOST_COMPARED]
    }
    others[of.reference] = of
    flags = [
        Flag(f"From the same organisation: {one.title or one.reference}", reference=one.reference)
        for one in others.values()
        if one.pk != of.pk
        and of.organisation_id is not None
        and one.organisation_id == of.organisation_id
    ]
    flags += _sharing(of, others)
    texts = {key: f"{one.title}\n{one.summary}" for key, one in others.items()}
    for first, second, score in near_duplicates(texts):
        if of.reference not in {first, second}:
            continue
        other = others[second if first == of.reference else first]
        flags.append(
            Flag(
                f"Reads much like this one ({score:.0%} alike): {other.title or other.reference}",
                reference=other.reference,
            )
        )
    return flags[:MOST_FLAGS]


def _sharing(of: Bid, others: Mapping[str, Bid]) -> list[Flag]:
    """Bids whose organisation shares a bank account, people, an address or a number with this one's."""
    own = Mark.objects.filter(
        organisation=of.organisation_id, kind=OuterRef("kind"), digest=OuterRef("digest")
    )
    bodies = {one.organisation_id: one for one in others.values() if one.organisation_id}
    rows = Mark.objects.filter(Exists(own), organisation__in=bodies).exclude(
        organisation=of.organisation_id
    )
    shared = dict.fromkeys(rows.order_by("kind", "pk").values_list("organisation", "kind"))
    return [
        Flag(
            f"{MARKS[kind]}: {bodies[body].title or bodies[body].reference}",
            reference=bodies[body].reference,
        )
        for body, kind in list(shared)[:MOST_FLAGS]
    ]


def paid_already(asker: Person, of: Bid) -> list[Flag]:
    """What was recommended for the same organisation in other rounds: it may pay for the same."""
    if of.organisation_id is None:
        return []
    placed = (
        Placing.objects.filter(
            recommendation__state="frozen",
            placing__in=("fund", "part"),
            bid__organisation=of.organisation_id,
            bid__in=access.visible_to(asker),
        )
        .exclude(bid__opportunity=of.opportunity)
        .select_related("bid__opportunity")
        .order_by("-pk")[:MOST_FLAGS]
    )
    return [
        Flag(
            f"{one.bid.opportunity.reference}: {one.bid.title}"
            + (f", {one.amount.short}" if one.amount else "")
        )
        for one in placed
    ]
