"""An office of a few people, two funds and one priority, for what needs a whole round and no more."""

from datetime import date

from precept.foundation.people.models import Person, RoleHeld
from precept.parties.models import Member, Organisation
from precept.plan.models import Fund
from precept.understand.models import CrimePlan, Priority
from tests.architecture.rounds import People


def holder(role: str) -> Person:
    """Somebody who holds a role."""
    made = Person.objects.create(name=f"A {role}", email=f"{role}@opcc.example")
    RoleHeld.objects.create(person=made, role=role, starts=date(2020, 1, 1))
    return made


def bidder(name: str) -> tuple[Person, Organisation]:
    """Somebody who keeps the profile of a group, and signs for it."""
    reference = name.casefold().replace(" ", "-")
    person = Person.objects.create(name=f"Keeper of {name}", email=f"keeper@{reference}.example")
    body = Organisation.objects.create(reference=reference, name=name)
    Member.objects.create(
        organisation=body, person=person, keeps_profile=True, signs=True, starts=date(2020, 1, 1)
    )
    return person, body


def priority() -> Priority:
    """The one priority of the plan in force."""
    plan = CrimePlan.objects.create(
        reference="plan",
        version=1,
        title="Plan",
        term="2021–2027",
        first_year=2021,
        last_year=2027,
        state="published",
    )
    return Priority.objects.create(
        plan=plan, place=1, slug="support-for-victims", title="Support for victims", text=""
    )


def people() -> People:
    """Everybody whom a round needs from its beginning to its agreements, the funds and the priority."""
    priority()
    for code, name in (("csf", "Safety Fund"), ("vrn", "Violence Reduction Network")):
        Fund.objects.create(code=code, name=name, short_name=code.upper(), kind="unit")
    provider, body = bidder("Withywick Evenings")
    return People(
        officer=holder("commissioning-officer"),
        manager=holder("commissioning-manager"),
        marker=holder("marker"),
        expert=holder("external-expert"),
        finance_chief=holder("chief-finance-officer"),
        chief=holder("chief-executive"),
        deputy=holder("deputy"),
        commissioner=holder("commissioner"),
        provider=provider,
        provider_body=body,
        bidders=[bidder("Osierbrook Boxing"), bidder("Fennelby Riders")],
        other_marker=holder("auditor"),
    )
