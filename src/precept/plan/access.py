"""Who keeps funds, frameworks and projects, who approves, signs gates, publishes and withdraws."""

from django.db.models import QuerySet

from precept.foundation.documents.models import StoredFile
from precept.foundation.people.models import Person
from precept.parties import access as parties
from precept.parties.models import Organisation
from precept.plan import rules
from precept.plan.models import Framework, Fund, Gate, MarketInterest, Project, ProjectStep


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


def projects_visible_to(person: Person) -> QuerySet[Project]:
    """The commissioning projects this person may look up: all, for people of the office."""
    return Project.objects.all() if person.may("see the office") else Project.objects.none()


def may_keep_projects(person: Person) -> bool:
    """Whether this person begins and keeps projects, their options and assessments."""
    return person.may("keep projects")


def may_finish_step(person: Person, step: ProjectStep) -> bool:
    """Whether they say that a step is done: who owes it, or who keeps projects."""
    return step.owner_id == person.pk or may_keep_projects(person)


def may_sign_gate(person: Person, gate: Gate) -> bool:
    """Whether they answer a gate that waits: who has the power that it asks for."""
    return gate.state == "asked" and person.may(rules.gate_named(gate.key).power)


def may_agree_assessment(person: Person, kind: str) -> bool:
    """Whether they agree an assessment: who advises on equality and risk, on data protection and social value."""
    return bool(kind) and person.may("advise on equality and risk")


def may_keep_cycle(person: Person) -> bool:
    """Whether they change the steps that projects of this office take."""
    return person.may("keep the framework")


def may_open_step_file(person: Person, file: StoredFile) -> bool:
    """Whether they open what shows that a step is done: who works in the office."""
    return bool(file.about) and person.may("see the office")


def may_publish_project(person: Person) -> bool:
    """Whether this person publishes a project's page and what is coming: who publishes the framework."""
    return person.may("publish the framework")


def may_register_interest(person: Person) -> bool:
    """Whether they say that they might bid: everybody who is signed in and does not work in the office."""
    return not person.may("see the office")


def may_speak_for(person: Person, organisation: Organisation) -> bool:
    """Whether they name an organisation as one that might bid: those who act for it today."""
    return parties.belonging_to(person).filter(pk=organisation.pk).exists()


def interests_visible_to(person: Person) -> QuerySet[MarketInterest]:
    """Who might bid, as far as this person may know: all, for people of the office; else their own."""
    if person.may("see the office"):
        return MarketInterest.objects.all()
    return MarketInterest.objects.filter(person=person)
