"""Who may see, change, protect and publish organisations, act for one, check one, and set up the office."""

from django.db.models import Q, QuerySet

from precept.foundation import clock
from precept.foundation.documents.models import StoredFile
from precept.foundation.ledger.actions import TheSystem
from precept.foundation.people.models import Person
from precept.parties.models import (
    BankDetails,
    Claim,
    Member,
    OfficeSuccession,
    Organisation,
    Paper,
    Stake,
)

Asker = Person | TheSystem
"""A person, or the command line and the demonstration, which act for the office itself."""


def visible_to(person: Person) -> QuerySet[Organisation]:
    """The organisations that this person may look up: all, for whoever works in the office."""
    if person.may("see the office"):
        return Organisation.objects.all()
    return Organisation.objects.none()


def may_keep_organisations(asker: Asker) -> bool:
    """Whether this person may add and change organisations and their contacts."""
    return isinstance(asker, TheSystem) or asker.may("keep organisations")


def may_protect(asker: Asker) -> bool:
    """Whether this person may mark an organisation as protected and set its address."""
    return isinstance(asker, TheSystem) or asker.may("protect organisations")


def may_reveal(asker: Asker, organisation: Organisation) -> bool:
    """Whether this person may read a protected address. Never the system: somebody answers for it."""
    return (
        isinstance(asker, Person)
        and organisation.is_protected
        and asker.may("protect organisations")
    )


def may_publish_organisation(asker: Asker) -> bool:
    """Whether this person may publish what is kept of an organisation."""
    return isinstance(asker, TheSystem) or asker.may("publish the register")


def may_set_up_office(asker: Asker) -> bool:
    """Whether this person may set up and change the office, and publish what it says of itself."""
    return isinstance(asker, TheSystem) or asker.may("set up the office")


def may_open_letterhead(person: Person, file: StoredFile) -> bool:  # noqa: ARG001 - there is one office
    """Whether this person may open and remove the office's letterhead: who sets up the office."""
    return may_set_up_office(person)


def may_plan_succession(asker: Asker) -> bool:
    """Whether this person may plan that the office passes to another body, and withdraw it."""
    return isinstance(asker, TheSystem) or asker.may("set up the office")


def may_approve_succession(asker: Asker, row: OfficeSuccession) -> bool:
    """Whether this person may approve a succession: nobody who prepared or changed it, and never the system."""
    return (
        isinstance(asker, Person)
        and asker.pk != row.prepared_by_id
        and asker.reference not in row.hands
        and asker.may("approve a succession")
    )


def may_read_succession(asker: Asker) -> bool:
    """Whether this person may read plans of succession and rehearse them: who plans, approves or audits."""
    return isinstance(asker, TheSystem) or any(
        asker.may(power)
        for power in ("set up the office", "approve a succession", "check the ledger")
    )


def in_force() -> Q:
    """The memberships that hold today."""
    today = clock.today()
    # Who left on the day that they came is left with no rights: that day does not count.
    return Q(starts__lte=today) & (
        Q(ends=None) | Q(ends__gte=today) & (Q(keeps_profile=True) | Q(signs=True))
    )


def belonging_to(person: Person) -> QuerySet[Organisation]:
    """The organisations that this person acts for today: scoped by membership, whoever they are."""
    if not person.is_active:
        return Organisation.objects.none()
    held = Member.objects.filter(in_force(), person=person)
    return Organisation.objects.filter(pk__in=held.values("organisation_id"))


def _holds(asker: Asker, organisation: Organisation, **right: bool) -> bool:
    return (
        isinstance(asker, Person)
        and asker.is_active
        and Member.objects.filter(
            in_force(), organisation=organisation, person=asker, **right
        ).exists()
    )


def may_start_profile(asker: Asker) -> bool:
    """Whether this person may start an organisation's profile: anybody who can sign in."""
    return isinstance(asker, Person) and asker.is_active


def is_member(asker: Asker, organisation: Organisation) -> bool:
    """Whether this person acts for the organisation today, with whatever rights."""
    return _holds(asker, organisation)


def may_keep_profile(asker: Asker, organisation: Organisation) -> bool:
    """Whether this person keeps the organisation's profile, papers and colleagues."""
    return _holds(asker, organisation, keeps_profile=True)


def may_sign_for(asker: Asker, organisation: Organisation) -> bool:
    """Whether this person signs for the organisation: submits, accepts, gives bank details."""
    return _holds(asker, organisation, signs=True)


def may_settle_claim(asker: Asker, claim: Claim) -> bool:
    """Whether this person may say that somebody belongs: the office, or a member; never the claimant."""
    if not isinstance(asker, Person) or asker.pk == claim.person_id:
        return False
    return asker.may("keep organisations") or may_keep_profile(asker, claim.organisation)


def may_check(asker: Asker) -> bool:
    """Whether this person records due diligence, and sees organisations' papers."""
    return isinstance(asker, TheSystem) or asker.may("check organisations")


def may_load_registers(asker: Asker) -> bool:
    """Whether this person may load what public registers say of charities and companies."""
    return isinstance(asker, TheSystem) or (
        asker.may("load files") and asker.may("check organisations")
    )


def may_call_back(asker: Asker) -> bool:
    """Whether this person may telephone an organisation about its bank details and say what came of it."""
    return isinstance(asker, Person) and (
        asker.may("check organisations") or asker.may("approve bank details")
    )


def may_approve_bank(asker: Asker, details: BankDetails) -> bool:
    """Whether this person may approve bank details: not who called back, nor who gave them."""
    return (
        isinstance(asker, Person)
        and asker.may("approve bank details")
        and asker.pk not in {details.called_by_id, details.given_by_id}
    )


def may_reveal_account(asker: Asker) -> bool:
    """Whether this person may read an account's numbers, with a reason."""
    return isinstance(asker, Person) and asker.may("approve bank details")


def may_see_bank(asker: Asker) -> bool:
    """Whether this person sees that bank details were given, and how they stand; never the numbers."""
    return may_call_back(asker)


def may_open_paper(person: Person, file: StoredFile) -> bool:
    """Whether this person may open an organisation's paper: who keeps its profile, or who checks."""
    if may_check(person):
        return True
    paper = (
        Paper.objects.select_related("organisation")
        .filter(reference=file.about.partition(":")[2])
        .first()
    )
    return paper is not None and may_keep_profile(person, paper.organisation)


# The register of interests and gifts


def may_declare_stakes(person: Person) -> bool:
    """Whether they have a register of interests and gifts here: who works in the office, or marks for it."""
    return person.may("see the office") or person.may("mark bids")


def may_keep_stakes(person: Person) -> bool:
    """Whether they enter interests and gifts for others, read everybody's, and publish."""
    return person.may("keep interests")


def stakes_visible_to(person: Person) -> QuerySet[Stake]:
    """Their own; everybody's for who keeps the register, or audits the office."""
    if may_keep_stakes(person) or person.may("read interests"):
        return Stake.objects.all()
    return Stake.objects.filter(person=person)


def may_change_stake(person: Person, stake: Stake) -> bool:
    """Whether they change a line or take it out: whose it is, or who keeps the register."""
    own = stake.person_id == person.pk and may_declare_stakes(person)
    return own or may_keep_stakes(person)
