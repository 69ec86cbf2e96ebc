"""What a person finds on their desk: what waits, from every part, and how the year stands."""

from datetime import date
from typing import Any

from django.db.models import F
from django.urls import reverse

from precept.desk.queries.agreements import waiting_agreements
from precept.desk.queries.money import waiting_money
from precept.desk.queries.rounds import waiting_rounds
from precept.desk.rules import counted, most_pressing_first
from precept.do.agreements.models import Agreement
from precept.do.opportunities.models import Opportunity
from precept.do.partners import queries as partners
from precept.do.procedures import queries as procedures
from precept.foundation import clock
from precept.foundation.documents.models import StoredFile
from precept.foundation.intake import access as intake_access
from precept.foundation.intake.models import Intake
from precept.foundation.ledger import models as ledger
from precept.foundation.outbox import queries as outbox
from precept.foundation.people import queries as people
from precept.foundation.people.models import Person
from precept.foundation.web.waits import Waits
from precept.parties import queries as parties
from precept.plan import queries as plan
from precept.plan.models import Framework
from precept.records import queries as records
from precept.review.answers import queries as answers
from precept.review.crossings import queries as crossings
from precept.review.management import queries as management
from precept.review.year import queries as year
from precept.understand import queries as understand
from precept.understand.models import CrimePlan, Strategy

SUCCESSION_IS_NEAR = 60
"""Days before a succession from which its approval presses."""


def events_not_sealed() -> int:
    """How many events no checkpoint has sealed yet."""
    return ledger.Waiting.objects.count()


def desk(person: Person) -> dict[str, Any]:
    """Everything on a person's desk."""
    today = clock.today()
    cover = plan.cover_today()
    waiting = [
        *_framework(person, cover),
        *waiting_rounds(person),
        *partners.waits_for(person),
        *management.waits_for(person),
        *answers.waits_for(person),
        *plan.waits_for(person),
        *records.waits_for(person),
        *procedures.waits_for(person),
        *year.waits_for(person),
        *crossings.waits_for(person),
        *waiting_money(person),
        *_papers(person),
        *_measures(person),
        *_sources(person),
        *_register(person),
        *waiting_agreements(person),
        *_files(person),
        *_downloads(person),
        *_succession(person),
        *_troubles(person),
    ]
    return {
        "waiting": most_pressing_first(waiting),
        "may_load": intake_access.may_load_files(person),
        "cover": cover,
        "year": clock.FinancialYear.of(today),
        "register_size": Agreement.objects.count(),
        "rounds_size": Opportunity.objects.count(),
    }


def _framework(person: Person, cover: Any) -> list[Waits]:
    found = []
    if cover.state != "active":
        found.append(
            Waits(cover.words, "/office/framework", "red" if cover.state == "lapsed" else "amber")
        )
    for row in Framework.objects.filter(state__in=("draft", "approved")).order_by("year")[:10]:
        href = f"/office/framework/{row.year}"
        if row.state == "draft" and person.may("approve the framework"):
            found.append(Waits(f"{row.title} waits to be approved", href, "amber"))
        elif row.state == "draft" and person.may("keep the framework"):
            found.append(Waits(f"{row.title} is being drafted", href, "grey"))
        elif row.state == "approved" and person.may("publish the framework"):
            found.append(Waits(f"{row.title} is approved and waits to be published", href, "amber"))
    return found


def _needs(today: date) -> list[Waits]:
    """Needs assessments that are being drafted, and those whose day of review has come."""
    found = []
    for one in understand.needs_that_wait(today):
        href = reverse("understand.need", args=[one.reference])
        if one.state == "draft":
            found.append(Waits(f"{one.title} is being drafted", href, "grey"))
        elif one.review_on is not None:
            words = f"{one.title}: its review was due {clock.spoken(one.review_on)}"
            found.append(Waits(words, href, "red"))
    return found


def _papers(person: Person) -> list[Waits]:
    found: list[Waits] = []
    if not person.may("keep the plan") and not person.may("publish the plan"):
        return found
    found += _needs(clock.today())
    for draft in Strategy.objects.filter(state="draft"):
        found.append(
            Waits(
                f"Version {draft.version} of the strategy is being drafted",
                f"/office/strategy/{draft.version}",
                "grey",
            )
        )
    for plan_draft in CrimePlan.objects.filter(state="draft"):
        found.append(
            Waits(
                f"Version {plan_draft.version} of {plan_draft.title} is being drafted",
                f"/office/plan/{plan_draft.reference}/{plan_draft.version}",
                "grey",
            )
        )
    today = clock.today()
    late = CrimePlan.objects.filter(state="published", review_on__lt=today).first()
    if late is not None:
        found.append(
            Waits(
                f"{late.title}: its review was due {clock.spoken(late.review_on)}"
                if late.review_on
                else f"{late.title}: its review is due",
                f"/office/plan/{late.reference}/{late.version}",
                "red",
            )
        )
    return found


def _measures(person: Person) -> list[Waits]:
    if not person.may("ask for returns"):
        return []
    return [
        Waits(
            one.measure.text,
            f"/office/measures/{one.measure.aim.year}/{one.measure.slug}",
            one.stands.tone if one.stands.tone == "red" else "amber",
            one.stands.text,
        )
        for one in understand.measures_that_wait(clock.today(), limit=8)
    ]


def _sources(person: Person) -> list[Waits]:
    if not person.may("keep the plan"):
        return []
    return [
        Waits(
            f"{one.title}: this source is to be looked at again since {clock.spoken(one.review_on)}",
            f"/office/evidence/{one.reference}",
            "amber",
        )
        for one in understand.sources_to_look_at(clock.today(), limit=4)
    ]


def _register(person: Person) -> list[Waits]:
    if not person.may("publish the register"):
        return []
    changed = Agreement.objects.exclude(version=F("published_version"))[:1_001].count()
    if not changed:
        return []
    words = counted(changed, "agreement", "agreements")
    return [
        Waits(
            f"What the public reads of {words} is out of date",
            "/office/register?public=changed",
            "amber",
        )
    ]


def _succession(person: Person) -> list[Waits]:
    """A plan by which the office passes to another body, to whoever may approve it; one that cannot go on."""
    found = []
    for row in parties.successions_waiting(person):
        href = reverse("parties.succession", args=[row.reference])
        if row.waits_for:
            found.append(
                Waits(
                    f"The office has not passed to {row.successor.name} yet",
                    href,
                    "red",
                    row.waits_for,
                )
            )
        else:
            found.append(
                Waits(
                    f"Approve, as the second person, that the office passes to {row.successor.name}",
                    href,
                    "amber" if (row.on - clock.today()).days <= SUCCESSION_IS_NEAR else "grey",
                    f"Its first day is {clock.spoken(row.on)}.",
                )
            )
    return found


def _files(person: Person) -> list[Waits]:
    found = []
    if person.may("load files"):
        for row in Intake.objects.filter(state__in=("mapped", "ready", "stopped")).order_by("-id")[
            :5
        ]:
            found.append(
                Waits(
                    f"{row.name} was read and is not loaded yet",
                    f"/office/intake/{row.reference}",
                    "red" if row.state == "stopped" else "amber",
                )
            )
        waiting = StoredFile.objects.filter(state="waiting")[:1_001].count()
        if waiting:
            found.append(
                Waits(
                    counted(waiting, "uploaded file waits", "uploaded files wait")
                    + " for the virus scanner",
                    "/office/files",
                    "grey",
                )
            )
    return found


def _downloads(person: Person) -> list[Waits]:
    return [
        Waits(
            f"{one.person.name} downloaded {one.how_many} records within an hour",
            f"/office/people/downloads/{one.reference}",
            "amber",
            one.in_words,
        )
        for one in people.alarms_waiting(person, most=10)
    ]


def _troubles(person: Person) -> list[Waits]:
    if not person.may("see the outbox") or parties.is_demonstration():
        return []  # a demonstration has no mail server on purpose: its mailbox is a page
    return [
        Waits(words, "/office/outbox", "red") for words in outbox.health().troubles(clock.now())
    ]
