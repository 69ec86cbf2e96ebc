"""Where an interest or gift crosses with a bid, an agreement or a decision, as somebody may read it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404

from precept.decisions import access as decisions
from precept.decisions.models import Decision
from precept.do.agreements import access as agreements
from precept.do.agreements.models import Agreement
from precept.do.bids import access as bids
from precept.do.bids.models import Bid, Conflict
from precept.foundation.people.models import Person
from precept.parties.models import Organisation, Stake
from precept.parties.queries import stakes as register
from precept.parties.rules.stakes import BY
from precept.review.crossings import access, rules
from precept.review.crossings.models import Explanation
from precept.review.crossings.queries.matters import Matters, Told, matters_of
from precept.review.crossings.rules import Crossing


@dataclass(frozen=True)
class Found:
    """A crossing as pages show it."""

    crossing: Crossing
    stake: Stake
    told: Told
    body: Organisation
    state: str
    explanation: Explanation | None = None

    @property
    def person(self) -> Person:
        """Whose interest or gift it is."""
        whose: Person = self.stake.person
        return whose

    @property
    def body_words(self) -> str:
        """The organisation as the office reads it: a protected one by its area."""
        if not self.body.is_protected:
            return self.body.name
        where = f" in {self.body.area}" if self.body.area else ""
        return f"A protected organisation{where}"

    @property
    def by_words(self) -> str:
        """How it was recognised, in words."""
        return BY[self.crossing.by]

    @property
    def address_parts(self) -> list[str]:
        """What stands in the address of its page."""
        kind, _, reference = self.crossing.subject.partition(":")
        return [self.stake.reference, kind, reference]


def all_found(person: Person) -> list[Found]:
    """Every crossing of what somebody may read, those that are open first."""
    if not access.may_read_crossings(person):
        return []
    held = register.stakes_of()
    if not held:
        return []
    known = register.known_of_stakes(held)
    bodies = register.bodies_meant(known.values())
    made = matters_of(
        bodies,
        {one.person_id for one in held},
        bids=bids.visible_to(person),
        agreements=agreements.visible_to(person),
        decisions=decisions.visible_to(person),
    )
    return _told(held, made)


def own_found(person: Person) -> list[Found]:
    """The crossings of somebody's own interests with bids whose bidders they may be told of, and with their agreements.

    Bids of a round are theirs to know of once its list of bidders is there and they are asked to declare.
    """
    held = register.stakes_of([person.pk])
    if not held:
        return []
    known = register.known_of_stakes(held)
    bodies = register.bodies_meant(known.values())
    asked = bids.may_handle_bids(person) or person.may("mark bids")
    rows = Bid.objects.filter(opened__isnull=False, opportunity__conflict_list__isnull=False)
    made = matters_of(
        bodies,
        {person.pk},
        bids=rows if asked else rows.none(),
        agreements=Agreement.objects.filter(manager=person),
        decisions=Decision.objects.none(),
    )
    return _told(held, made)


def _told(held: Sequence[Stake], made: Matters) -> list[Found]:
    if not made.found:
        return []
    by_pk = {one.pk: one for one in held}
    known = Organisation.objects.in_bulk({one.body for one in made.found})
    found = rules.crossings(
        [
            rules.Held(one.pk, one.person_id, one.sort, one.starts, one.ends, one.answer)
            for one in held
        ],
        register.known_of_stakes(held),
        made.found,
        register.known_of_bodies(list(known.values())),
    )
    declared, explained = _settled(found)
    told = [
        Found(
            one,
            by_pk[one.stake],
            made.told[one.subject],
            known[one.body],
            rules.state_of(one, declared, explained.keys()),
            explained.get((one.stake, one.subject)),
        )
        for one in found
    ]
    order = [key for key, _ in rules.states]
    return sorted(
        told, key=lambda one: (order.index(one.state), one.person.name, one.crossing.subject)
    )


def _settled(
    found: Sequence[Crossing],
) -> tuple[set[tuple[str, int]], dict[tuple[int, str], Explanation]]:
    """What was declared, by subject and person, and what was explained, by entry and subject."""
    if not found:
        return set(), {}
    people = {one.person for one in found}
    named = [one.subject.partition(":")[2] for one in found]
    conflicts = Conflict.objects.filter(bid__reference__in=named, person__in=people, ended=None)
    declared = {
        (f"bid:{reference}", person)
        for reference, person in conflicts.values_list("bid__reference", "person_id")
    }
    rows = Explanation.objects.filter(
        stake__in={one.stake for one in found}, taken_back=None
    ).select_related("by")
    return declared, {(one.stake_id, one.matter): one for one in rows}


def found_one(person: Person, stake: str, kind: str, reference: str) -> Found:
    """One crossing that somebody may read, or 404."""
    subject = f"{kind}:{reference}"
    for one in all_found(person):
        if one.stake.reference == stake and one.crossing.subject == subject:
            return one
    raise Http404(f"no crossing of {stake} with {subject}")
