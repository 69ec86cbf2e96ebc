"""The agreement or joint service that something is about: its name, its address, whom it concerns."""

from dataclasses import dataclass
from typing import Final

from django.http import Http404
from django.urls import reverse

from precept.do.agreements.models import Agreement
from precept.do.partners import queries as partners
from precept.foundation.people.models import Person
from precept.foundation.people.staff import staff_today
from precept.parties.models import Organisation
from precept.review.management import access
from precept.review.management.models import Thing

KINDS: Final = ("agreements", "services")
MOST: Final = 200


def thing(person: Person, kind: str, reference: str) -> Thing:
    """An agreement or a joint service; 404 where this person may not look it up in the office."""
    found: Thing | None = None
    if kind == "agreements":
        rows = access.agreements_for(person).select_related("provider", "manager", "successor")
        found = rows.filter(reference=reference).first()
    elif kind == "services":
        found = access.services_for(person).filter(reference=reference).first()
    if found is None:
        raise Http404(f"no {kind} {reference}")
    return found


def kind_of(of: Thing) -> str:
    """How an address calls what this is."""
    return "agreements" if isinstance(of, Agreement) else "services"


def address_of(of: Thing) -> str:
    """Where the office reads how it is managed."""
    return reverse("management.of", args=[kind_of(of), of.reference])


def home_of(of: Thing) -> str:
    """Where the register, or the list of joint services, has it."""
    name = "agreements.one" if isinstance(of, Agreement) else "partners.service"
    return reverse(name, args=[of.reference])


def name_of(of: Thing) -> str:
    """What people call it."""
    return f"{of.reference} {of.title}" if isinstance(of, Agreement) else of.title


def short_of(of: Thing) -> str:
    """Its name on a line that says more: the reference of an agreement, the title of a service."""
    return of.reference if isinstance(of, Agreement) else of.title


def agreements_of(of: Thing) -> list[Agreement]:
    """The agreement itself, or those that deliver a joint service, by reference."""
    if isinstance(of, Agreement):
        return [of]
    rows = Agreement.objects.filter(joint_lot__lot__service=of).select_related("provider")
    return list(rows.order_by("reference")[:MOST])


def providers_of(of: Thing) -> list[Organisation]:
    """Who provides it, each once."""
    found = {one.provider_id: one.provider for one in agreements_of(of) if one.provider}
    return list(found.values())


def commissioners_of(of: Thing) -> list[Organisation]:
    """Who commissions a joint service beside this office; nobody of an agreement."""
    if isinstance(of, Agreement):
        return []
    ours = partners.our_body()
    known = [one.organisation for one in partners.commissioners_of(of)]
    return [one for one in known if ours is None or one.pk != ours.pk]


def bodies_of(of: Thing) -> list[Organisation]:
    """The bodies that can owe something of it or be invited: its providers, then its other commissioners."""
    found = {one.pk: one for one in (*providers_of(of), *commissioners_of(of))}
    return list(found.values())


@dataclass(frozen=True)
class Owners:
    """Who can owe something: people of the office and the bodies concerned, as a list offers them."""

    people: dict[str, Person]
    bodies: dict[str, Organisation]

    @property
    def choices(self) -> list[tuple[str, str]]:
        """The bodies first, as "body:…", then people, as "person:…"."""
        return [
            *((f"body:{key}", one.name) for key, one in self.bodies.items()),
            *((f"person:{key}", one.name) for key, one in self.people.items()),
        ]

    def read(self, chosen: str) -> tuple[Person | None, Organisation | None]:
        """Who was chosen: somebody of the office, or a body."""
        kind, _, key = chosen.partition(":")
        if kind == "person":
            return self.people.get(key), None
        return None, self.bodies.get(key)


def owners_for(of: Thing) -> Owners:
    """Who can owe something of an agreement or a joint service."""
    return Owners(
        people={one.reference: one for one in staff_today()},
        bodies={one.reference: one for one in bodies_of(of)},
    )


def manager_of(of: Thing) -> Person | None:
    """Who manages an agreement; nobody where it is not said."""
    return of.manager if isinstance(of, Agreement) else None


def owner_name(person: Person | None, body: Organisation | None) -> str:
    """Who owes something, by name."""
    if person is not None:
        return person.name
    return body.name if body is not None else ""
