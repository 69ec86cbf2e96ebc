"""Who keeps what the office does with partners, who shares joint money, and what a partner sees of it."""

from django.db.models import QuerySet

from precept.do.partners.models import (
    AgreedAction,
    Allocation,
    Chance,
    Formula,
    GrantBid,
    JointService,
    JointShare,
    PartnerService,
    Partnership,
)
from precept.do.spending import access as spending
from precept.foundation.documents.models import StoredFile
from precept.foundation.people.models import Person
from precept.parties import access as parties


def may_see(person: Person) -> bool:
    """Whether this person may look at what the office does with partners."""
    return person.may("see the office")


def may_keep(person: Person) -> bool:
    """Whether this person keeps partnerships, joint services, the partnerships plan and bids for money."""
    return person.may("keep partnerships")


def may_share_money(person: Person) -> bool:
    """Whether this person states contributions, splits invoices and shares underspends back."""
    return person.may("share joint money")


def may_settle(person: Person) -> bool:
    """Whether this person says what partners paid, and what went back to them: who keeps the books."""
    return spending.may_keep_books(person)


def may_approve_formula(person: Person, formula: Formula) -> bool:
    """Whether this person may approve a formula: somebody else than who drafted it."""
    return person.may("approve formula funding") and formula.drafted_by_id != person.pk


def may_publish(person: Person) -> bool:
    """Whether this person may publish it."""
    return person.may("publish the register")


def may_keep_funds(person: Person) -> bool:
    """Whether this person may make a fund of a grant that was won."""
    return person.may("keep funds")


def may_finish(person: Person, action: AgreedAction) -> bool:
    """Whether this person may say that an action is done: who owes it, or who keeps partnerships."""
    return action.owner_id == person.pk or may_keep(person)


def partnerships_for(person: Person) -> QuerySet[Partnership]:
    """The partnerships that this person may look up: all, for people of the office."""
    return Partnership.objects.all() if may_see(person) else Partnership.objects.none()


def services_for(person: Person) -> QuerySet[JointService]:
    """The joint services that this person may look up in the office."""
    return JointService.objects.all() if may_see(person) else JointService.objects.none()


def own_services_for(person: Person) -> QuerySet[PartnerService]:
    """The partners' own services that this person may look up."""
    return PartnerService.objects.all() if may_see(person) else PartnerService.objects.none()


def chances_for(person: Person) -> QuerySet[Chance]:
    """The entries of the partnerships plan that this person may look up."""
    return Chance.objects.all() if may_see(person) else Chance.objects.none()


def formulas_for(person: Person) -> QuerySet[Formula]:
    """The formulas that this person may look up, drafts among them."""
    return Formula.objects.all() if may_see(person) else Formula.objects.none()


def grants_for(person: Person) -> QuerySet[GrantBid]:
    """The bids for government money that this person may look up."""
    return GrantBid.objects.all() if may_see(person) else GrantBid.objects.none()


# What a partner sees: the joint services that its organisation commissions, and nothing else.


def may_see_joint(person: Person) -> bool:
    """Whether this person looks at joint services as a partner."""
    return person.may("see joint services")


def shared_with(person: Person) -> QuerySet[JointService]:
    """The joint services of which an organisation that this person acts for is a commissioner."""
    if not may_see_joint(person):
        return JointService.objects.none()
    theirs = parties.belonging_to(person).values("pk")
    return JointService.objects.filter(commissioners__organisation__in=theirs).distinct()


def shares_of(person: Person) -> QuerySet[JointShare]:
    """The shares that an organisation of this person's is to answer, as one of its partners."""
    theirs = parties.belonging_to(person).values("pk")
    return JointShare.objects.filter(
        organisation__in=theirs, of__service__in=shared_with(person).values("pk")
    )


def may_answer(person: Person, share: JointShare) -> bool:
    """Whether this person may agree or query a share: who acts for the partner that owes or gets it."""
    return shares_of(person).filter(pk=share.pk).exists()


def allocations_to(person: Person) -> QuerySet[Allocation]:
    """The allocations of formula funding to an organisation that this person acts for, once in force."""
    if not may_see_joint(person):
        return Allocation.objects.none()
    theirs = parties.belonging_to(person).values("pk")
    return Allocation.objects.filter(organisation__in=theirs)


def may_answer_allocation(person: Person, allocation: Allocation) -> bool:
    """Whether this person accepts or declines an allocation for its partnership: who signs for it."""
    is_theirs = allocations_to(person).filter(pk=allocation.pk).exists()
    return is_theirs and parties.may_sign_for(person, allocation.organisation)


# Papers of meetings


def may_open_paper(person: Person, file: StoredFile) -> bool:  # noqa: ARG001 - the same for each
    """Whether this person may open a paper of a meeting: whoever works here."""
    return may_see(person)


def may_remove_paper(person: Person, file: StoredFile) -> bool:  # noqa: ARG001 - the same for each
    """Whether this person may remove a paper of a meeting."""
    return may_keep(person)


def may_load_services(asker: object) -> bool:
    """Whether they may load a file of partners' services: somebody who loads files and keeps partnerships."""
    return isinstance(asker, Person) and asker.may("load files") and may_keep(asker)
