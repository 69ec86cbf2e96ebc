"""Who keeps funds, and who drafts, approves, publishes and withdraws a framework."""

from django.db.models import QuerySet

from precept.foundation.people.models import Person
from precept.plan.models import Framework, Fund


def funds_visible_to(person: Person) -> QuerySet[Fund]:
    """The funds this person may look up: all, for people who work in the office."""
    return Fund.objects.all() if person.may("see the office") else Fund.objects.none()


def frameworks_visible_to(person: Person) -> QuerySet[Framework]:
    """The frameworks this person may look up, drafts among them: all, for people of the office."""
    return Framework.objects.all() if person.may("see the office") else Framework.objects.none()


def may_keep_funds(person: Person) -> bool:
    """Whether this person adds and changes funds and budgets."""
    return person.may("keep funds")


def may_publish_fund(person: Person) -> bool:
    """Whether this person releases what is kept of a fund: who keeps funds, or publishes the register."""
    return person.may("keep funds") or person.may("publish the register")


def may_draft(person: Person) -> bool:
    """Whether this person drafts and changes frameworks."""
    return person.may("keep the framework")


def may_approve(person: Person) -> bool:
    """Whether this person approves frameworks."""
    return person.may("approve the framework")


def may_send_back(person: Person) -> bool:
    """Whether this person turns an approved framework into a draft again."""
    return person.may("approve the framework") or person.may("keep the framework")


def may_publish(person: Person) -> bool:
    """Whether this person publishes an approved framework."""
    return person.may("publish the framework")


def may_withdraw(person: Person) -> bool:
    """Whether this person withdraws a published framework."""
    return person.may("withdraw publications")
