"""Telling the public and providers of a project, and hearing who might provide what follows from it."""

from datetime import date

from django.conf import settings

from precept.foundation import clock
from precept.foundation.ledger.actions import (
    Actor,
    Changed,
    NotAllowed,
    Refused,
    action,
    needed,
    record,
)
from precept.foundation.outbox.actions import queue_mail
from precept.foundation.people.models import Person
from precept.foundation.publications.actions import publish
from precept.foundation.publications.models import Publication
from precept.parties.models import Organisation
from precept.plan import access, queries
from precept.plan.actions.beginning import STALE
from precept.plan.models import MarketInterest, Project, ProjectPage

NOT_TELLER = "Only people who publish the framework may publish a project’s page."
OPENS_LATE = "Enter a day no later than the one by which it must be in place."


@action
def publish_project(
    *,
    by: Person,
    project: Project,
    version: int,
    title: str,
    purpose: str,
    for_whom: str,
    told: str = "",
    opens_on: date | None = None,
    is_in_market: bool = False,
    outcome: str = "",
    why: str = "",
) -> Publication:
    """Write a project's public page and release it; ``version`` is the page's that was read, 0 for none.

    With ``is_in_market`` it stands in the market position statement until something opens.
    """
    if not access.may_publish_project(by):
        raise NotAllowed(NOT_TELLER)
    if opens_on is not None and project.wanted_on is not None and opens_on > project.wanted_on:
        raise Refused(OPENS_LATE, field="opens_on")
    said = {
        "title": needed(title, "Enter what it is called in public", "title"),
        "purpose": needed(purpose, "Enter what is to change", "purpose"),
        "for_whom": needed(for_whom, "Enter whom it is for", "for_whom"),
        "told": told.strip(),
        "opens_on": opens_on,
        "is_in_market": is_in_market,
        "outcome": outcome.strip(),
    }
    before = queries.page_of(project)
    if version != (before.version if before else 0):
        raise Changed(STALE)
    if before is None:
        page, is_new = ProjectPage.objects.get_or_create(project=project, defaults=said)
        if not is_new:
            raise Changed(STALE)
    else:
        rows = ProjectPage.objects.filter(pk=before.pk, version=version)
        if not rows.update(version=version + 1, **said):
            raise Changed(STALE)
        page = ProjectPage.objects.get(pk=before.pk)
    record(
        project.subject,
        "project published",
        by=by,
        why=why,
        after={
            "title": page.title,
            "in the market position statement": page.is_in_market,
            "expected to open": clock.iso(opens_on) if opens_on else None,
        },
    )
    now = Project.objects.get(pk=project.pk)
    return publish(
        kind_name=queries.PUBLIC,
        key=project.reference,
        title=page.title,
        payload=queries.project_published(now, page, queries.thread(by, now)),
        by=by,
        why=why.strip(),
    )


@action
def register_interest(
    *, by: Person, reference: str, organisation: Organisation | None = None, words: str = ""
) -> MarketInterest:
    """Say that one might bid when something opens; again changes what was said."""
    if not access.may_register_interest(by):
        raise NotAllowed("People who work in the office do not bid.")
    project = queries.market_project(reference)
    if organisation is not None and not access.may_speak_for(by, organisation):
        raise NotAllowed("You do not act for this organisation.")
    made, is_new = MarketInterest.objects.update_or_create(
        project=project,
        person=by,
        defaults={"organisation": organisation, "words": words.strip()},
    )
    record(
        f"{project.subject}-market",
        "interest registered" if is_new else "interest changed",
        by=by,
        after={"organisation": organisation.reference if organisation else None},
    )
    return made


@action
def take_interest_back(*, by: Person, project: Project) -> None:
    """Say that one will not bid after all: nothing more is told, and what was said is gone."""
    if not MarketInterest.objects.filter(project=project, person=by).delete()[0]:
        raise Refused("You have registered no interest in this.")
    record(f"{project.subject}-market", "interest taken back", by=by)


@action
def tell_interested(*, by: Actor, subject: str, title: str, href: str) -> int:
    """Tell those who said that they might bid that something opened which a project led to; how many.

    Called in the transaction that publishes it. Each is told of a thing once.
    """
    found = queries.interested_in(subject)
    for one in found:
        queue_mail(
            to=one.person.email,
            subject="Something that you asked to be told of is published",
            text=f"You registered an interest in “{one.project.page.title}”."
            f" “{title}” follows from it and is published:\n\n{settings.PRECEPT_ADDRESS}{href}\n\n"
            "Everybody reads the same there: nobody has an advantage from having asked.\n",
            kind="market news",
            about=subject,
        )
        MarketInterest.objects.filter(pk=one.pk).update(told=[*one.told, subject])
    for project in dict.fromkeys(one.project.subject for one in found):
        people = sum(1 for one in found if one.project.subject == project)
        after = {"of": subject, "people told": people}
        record(f"{project}-market", "those interested told", by=by, after=after)
    return len(found)
