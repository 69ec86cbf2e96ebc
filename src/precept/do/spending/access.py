"""Who commits, claims, checks, approves and pays, and who sees the books."""

from django.db.models import QuerySet

from precept.do.agreements.models import Agreement
from precept.do.spending.models import Claim, PaymentFile, SpendFile, Underspend
from precept.foundation.documents.models import StoredFile
from precept.foundation.ledger.actions import SYSTEM, TheSystem
from precept.foundation.people.models import Person
from precept.parties import access as parties

Asker = Person | TheSystem


def may_see_books(person: Person) -> bool:
    """Whether they look up what stands where: whoever works in the office."""
    return person.may("see the office")


def may_keep_books(asker: Asker) -> bool:
    """Whether they commit money, take over the finance system's ledger, find underspends and close years."""
    return asker == SYSTEM if isinstance(asker, TheSystem) else asker.may("keep the books")


def may_authorise(person: Person) -> bool:
    """Whether they allow promises beyond a budget."""
    return person.may("allow over-programming")


def may_decide_carrying(person: Person) -> bool:
    """Whether they approve what is carried forward, and write off what is not recovered."""
    return person.may("allow carrying forward")


def may_check_claims(person: Person) -> bool:
    """Whether they check what providers claim, or write a claim for one."""
    return person.may("check claims")


def may_approve_claims(person: Person) -> bool:
    """Whether they approve claims that somebody else checked, and make payment files."""
    return person.may("approve claims")


def may_release_payments(person: Person) -> bool:
    """Whether they release a payment file that somebody else made."""
    return person.may("release payments")


# Claims, as those outside see their own


def claims_visible_to(person: Person) -> QuerySet[Claim]:
    """The claims that they may see: all in the office; outside, those of whom they act for, once begun."""
    if may_see_books(person):
        return Claim.objects.all()
    return Claim.objects.filter(agreement__in=agreements_of(person))


def agreements_of(person: Person) -> QuerySet[Agreement]:
    """The agreements of the organisations that somebody outside acts for."""
    return Agreement.objects.filter(provider__in=parties.belonging_to(person))


def may_claim(person: Person, agreement: Agreement) -> bool:
    """Whether they claim for the provider: who signs for it, and whoever writes claims in the office."""
    if may_check_claims(person):
        return True
    provider = agreement.provider
    return (
        provider is not None
        and agreements_of(person).filter(pk=agreement.pk).exists()
        and parties.may_sign_for(person, provider)
    )


# What is the office's alone


def payment_files_visible_to(person: Person) -> QuerySet[PaymentFile]:
    """The payment files that they may look up: all, for whoever works in the office."""
    return PaymentFile.objects.all() if may_see_books(person) else PaymentFile.objects.none()


def spend_files_visible_to(person: Person) -> QuerySet[SpendFile]:
    """The files of the finance system that they may look up: all, for whoever works in the office."""
    return SpendFile.objects.all() if may_see_books(person) else SpendFile.objects.none()


def underspends_visible_to(person: Person) -> QuerySet[Underspend]:
    """The underspends that they may look up in the office."""
    return Underspend.objects.all() if may_see_books(person) else Underspend.objects.none()


# What those outside see of their own


def claims_of(person: Person) -> QuerySet[Claim]:
    """The claims of those whom somebody outside acts for, as they read them themselves."""
    return Claim.objects.filter(agreement__in=agreements_of(person))


def underspends_of(person: Person) -> QuerySet[Underspend]:
    """What those owe back whom somebody outside acts for; what is not agreed yet is the office's own."""
    rows = Underspend.objects.filter(agreement__in=agreements_of(person))
    return rows.exclude(state__in=("found", "withdrawn"))


def is_open_for_evidence(claim: Claim) -> bool:
    """Whether files can still be added to a claim: nobody has checked it."""
    return claim.state in {"claimed", "returned"}


def claim_about(about: str) -> Claim | None:
    """The claim that a file is about."""
    reference = about.partition(":")[2]
    return Claim.objects.filter(reference=reference).select_related("agreement__provider").first()


def may_open_evidence(person: Person, file: StoredFile) -> bool:
    """Whether they may open the evidence of a claim: who works in the office, and whose claim it is."""
    claim = claim_about(file.about)
    return claim is not None and claims_visible_to(person).filter(pk=claim.pk).exists()


def reads_as_work(person: Person, file: StoredFile) -> bool:  # noqa: ARG001 - asked like the others
    """Whether opening the evidence of claims one after another is their work: who checks or approves them."""
    return person.may("check claims") or person.may("approve claims")


def may_remove_evidence(person: Person, file: StoredFile) -> bool:
    """Whether they may take evidence back: whoever gave it, while nobody has checked the claim."""
    claim = claim_about(file.about)
    return claim is not None and file.added_by_id == person.pk and is_open_for_evidence(claim)
