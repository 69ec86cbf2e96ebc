"""Who sees decisions before they are public, drafts them, advises, signs, publishes and withdraws them."""

from django.db.models import Q, QuerySet

from precept.decisions import rules, sign_ups
from precept.decisions.models import Decision
from precept.foundation.documents.models import StoredFile
from precept.foundation.people.models import Person

WORKING_POWERS = (
    "draft decisions",
    "advise on money",
    "advise on law",
    "advise on equality and risk",
    "sign decisions",
    "publish decisions",
)
"""Whoever has one of these sees decisions in the making, withheld words and all."""


def sees_unpublished(person: Person) -> bool:
    """Whether this person has to do with decisions before the public reads them, or audits them.

    Who runs the installation checks the ledger too, and sees no more of the work for that.
    """
    audits = person.may("check the ledger") and not person.may("manage people")
    return audits or any(person.may(power) for power in WORKING_POWERS)


def visible_to(person: Person) -> QuerySet[Decision]:
    """The decisions this person may look up: the published ones for staff, all for those who make them.

    What a declared conflict closes stays closed until it is published.
    """
    if not person.may("see the office"):
        return Decision.objects.none()
    rows = Decision.objects.all()
    if not sees_unpublished(person):
        return rows.filter(state="published")
    for closed in sign_ups.closed_for(person):
        rows = rows.exclude(closed & ~Q(state="published"))
    return rows


def may_see_withheld(person: Person, decision: Decision) -> bool:
    """Whether this person may read a decision's withheld words and its papers."""
    return sees_unpublished(person) and visible_to(person).filter(pk=decision.pk).exists()


def may_draft(person: Person) -> bool:
    """Whether this person drafts decisions, amends them and sends them for advice."""
    return person.may("draft decisions")


def may_advise(person: Person, kind: str) -> bool:
    """Whether this person gives this kind of advice."""
    return person.may(rules.POWER_OF[kind])


def may_sign(person: Person) -> bool:
    """Whether this person signs decisions at all; the delegation in force says which."""
    return person.may("sign decisions")


def may_publish(person: Person) -> bool:
    """Whether this person sets the day, holds, publishes and corrects."""
    return person.may("publish decisions")


def may_make_exception(person: Person) -> bool:
    """Whether this person may let a decision out before an election: who both signs and publishes."""
    return person.may("publish decisions") and person.may("sign decisions")


def may_mark(person: Person) -> bool:
    """Whether this person marks words to be redacted, and takes marks back: who drafts or publishes."""
    return person.may("draft decisions") or person.may("publish decisions")


def may_release(person: Person) -> bool:
    """Whether this person releases redactions and lifts them, where another one asked for it: who publishes."""
    return person.may("publish decisions")


def may_explain(person: Person) -> bool:
    """Whether this person says in the log why a number has no decision."""
    return person.may("publish decisions")


def may_withdraw(person: Person) -> bool:
    """Whether this person may take a published decision down."""
    return person.may("withdraw publications")


def may_open_paper(person: Person, file: StoredFile) -> bool:
    """Whether this person may open a paper that is attached to a decision."""
    _, _, reference = file.about.partition(":")
    found = Decision.objects.filter(reference=reference).first()
    return found is not None and may_see_withheld(person, found)


def may_remove_paper(person: Person, file: StoredFile) -> bool:
    """Whether this person may take a paper away: who drafts, while it is a draft."""
    _, _, reference = file.about.partition(":")
    is_draft = Decision.objects.filter(reference=reference, state="draft").exists()
    return is_draft and may_draft(person)
