"""What each part below knows to be due, as lines of the calendar: one or two queries each, bounded."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Q
from django.urls import reverse

from precept.decisions import access as decisions
from precept.decisions import rules as decided
from precept.decisions.models import Redaction
from precept.do.agreements import access as agreements
from precept.do.agreements.models import Agreement
from precept.do.agreements.rules import CHOICES
from precept.foundation.clock import FinancialYear, months_later, spoken
from precept.foundation.people.models import Person
from precept.plan import access as plan
from precept.plan import queries as planned
from precept.plan import rules as plan_rules
from precept.plan.models import Assessment, ProjectStep
from precept.review.management import access as management
from precept.review.management import rules as managed
from precept.review.management.models import Meeting
from precept.review.management.queries import short_of
from precept.review.year.rules import Due
from precept.understand import rules as understood
from precept.understand.models import (
    CrimePlan,
    EvidenceSource,
    Measure,
    MeasureLook,
    NeedsAssessment,
)

MOST = 300
"""How many lines a kind has at the most."""
OFFICE = "The office"
LIVE = ("upcoming", "active")


def _works_here(person: Person) -> bool:
    return person.may("see the office")


def frameworks(person: Person, first: date, last: date) -> Iterator[Due]:
    """The framework of each financial year that begins in this time, due the day before."""
    if not _works_here(person):
        return
    published = set(planned.published_years())
    year = FinancialYear.of(first)
    while year.end <= last:
        of = year.next()
        if year.end >= first:
            yield Due(
                year.end,
                f"Publish the Commissioning Framework {of.spoken}",
                reverse("plan.frameworks"),
                "framework",
                "Who publishes the framework",
                person.may("publish the framework"),
                of.label in published,
                "So that one is always active",
                f"framework-{of.label}",
            )
        year = of


def plans(person: Person, first: date, last: date) -> Iterator[Due]:
    """The review of the plan in force."""
    if not _works_here(person):
        return
    rows = CrimePlan.objects.filter(state="published", review_on__range=(first, last))
    for one in rows[:MOST]:
        assert one.review_on is not None  # the query says so
        yield Due(
            one.review_on,
            f"Review {one.title}",
            reverse("understand.plan", args=[one.reference, one.version]),
            "framework",
            "Who keeps the plan",
            person.may("keep the plan"),
            key=f"plan-{one.reference}-{one.version}",
        )


def measures(person: Person, first: date, last: date) -> Iterator[Due]:
    """Each measure: a written strategy by its day, what is monitored each time that its schedule gives."""
    if not _works_here(person):
        return
    rows = Measure.objects.filter(
        Q(kind="deliverable", due__range=(first, last)) | Q(kind="monitored", next_due__lte=last)
    ).select_related("aim", "responsible")
    asks = person.may("ask for returns")
    for one in rows.order_by("aim__year", "pk")[:MOST]:
        whose = _owes(one)
        for day in _days_of(one, last):
            if day < first:
                continue
            yield Due(
                day,
                _first_words(one.text),
                reverse("understand.measure", args=[one.aim.year, one.slug]),
                "measure",
                whose,
                asks and one.responsible_id is None,
                one.kind == "deliverable" and one.state == "assessed",
                f"{one.aim.title}, {one.aim.year.replace('-', '–')}",
                f"measure-{one.aim.year}-{one.slug}-{day.isoformat()}",
            )

    yield from _looks(first, last, asks)


def _looks(first: date, last: date, asks: bool) -> Iterator[Due]:
    """The times that monitored measures were looked at."""
    rows = MeasureLook.objects.filter(due__range=(first, last)).select_related(
        "measure__aim", "measure__responsible"
    )
    for look in rows.order_by("due", "pk")[:MOST]:
        one = look.measure
        yield Due(
            look.due,
            _first_words(one.text),
            reverse("understand.measure", args=[one.aim.year, one.slug]),
            "measure",
            _owes(one),
            asks and one.responsible_id is None,
            True,
            f"Looked at {spoken(look.on)}",
            f"measure-{one.aim.year}-{one.slug}-{look.due.isoformat()}",
        )


def _owes(one: Measure) -> str:
    body = one.responsible.name if one.responsible else OFFICE
    return ", ".join(said for said in (one.owner, body) if said)


def _days_of(one: Measure, last: date) -> list[date]:
    if one.kind == "deliverable":
        return [one.due] if one.due else []
    months = understood.SCHEDULE_MONTHS.get(one.schedule)
    if one.next_due is None or months is None:
        return []
    found, day = [], one.next_due
    while day <= last:
        found.append(day)
        day = months_later(one.next_due, months * len(found))
    return found


def _first_words(text: str, most: int = 110) -> str:
    if len(text) <= most:
        return text.rstrip(" .;")
    return f"{text[:most].rsplit(' ', 1)[0].rstrip(' ,;.')}…"


def assessments(person: Person, first: date, last: date) -> Iterator[Due]:
    """The assessments of projects that are to be looked at again."""
    rows = Assessment.objects.filter(
        project__in=plan.projects_visible_to(person).filter(state="going"),
        state="agreed",
        review_on__range=(first, last),
    ).select_related("project__owner")
    for one in rows.order_by("review_on", "pk")[:MOST]:
        assert one.review_on is not None  # the query says so
        title = plan_rules.ASSESSMENT_KINDS[one.kind].lower()
        yield Due(
            one.review_on,
            f"Look at the assessment of {title} again: {one.project.title}",
            reverse("plan.assessment", args=[one.project.reference, one.kind]),
            "review",
            one.project.owner.name,
            one.project.owner_id == person.pk,
            key=f"assessment-{one.project.reference}-{one.kind}",
        )


def needs(person: Person, first: date, last: date) -> Iterator[Due]:
    """The needs assessments in force that are to be looked at again."""
    if not _works_here(person):
        return
    rows = NeedsAssessment.objects.filter(state="agreed", review_on__range=(first, last))
    for one in rows.order_by("review_on", "pk")[:MOST]:
        assert one.review_on is not None  # the query says so
        yield Due(
            one.review_on,
            f"Look at the needs assessment again: {one.title}",
            reverse("understand.need", args=[one.reference]),
            "review",
            one.owner or "Who keeps the plan",
            person.may("keep the plan"),
            key=f"need-{one.reference}",
        )


def sources(person: Person, first: date, last: date) -> Iterator[Due]:
    """The evidence that is to be looked at again."""
    if not _works_here(person):
        return
    rows = EvidenceSource.objects.filter(state="in use", review_on__range=(first, last))
    for one in rows.order_by("review_on", "pk")[:MOST]:
        yield Due(
            one.review_on,
            f"Look at the evidence again: {one.title}",
            reverse("understand.source", args=[one.reference]),
            "review",
            "Who keeps the plan",
            person.may("keep the plan"),
            key=f"evidence-{one.reference}",
        )


def redactions(person: Person, first: date, last: date) -> Iterator[Due]:
    """The redactions of decisions that are to be looked at again."""
    if not decisions.sees_unpublished(person):
        return
    rows = Redaction.objects.filter(
        decision__in=decisions.visible_to(person).filter(
            state__in=[*decided.MARKABLE, "published"]
        ),
        state="released",
        review__range=(first, last),
    ).select_related("decision")
    for one in rows.order_by("review", "pk")[:MOST]:
        yield Due(
            one.review,
            f"Ask whether words of {one.decision.reference} must still be withheld",
            reverse("decisions.redaction", args=[one.decision.reference, one.number]),
            "review",
            "Who publishes decisions",
            decisions.may_release(person),
            key=f"redaction-{one.decision.reference}-{one.number}",
        )


def steps(person: Person, first: date, last: date) -> Iterator[Due]:
    """The steps of projects under way."""
    rows = ProjectStep.objects.filter(
        project__in=plan.projects_visible_to(person).filter(state="going"),
        due__range=(first, last),
    ).exclude(state="not needed")
    ordered = rows.select_related("project", "owner").order_by("due", "pk")
    for one in ordered[:MOST]:
        yield Due(
            one.due,
            f"{one.project.title}: {one.title[0].lower()}{one.title[1:]}",
            reverse("plan.project_step", args=[one.project.reference, one.key]),
            "project",
            one.owner.name,
            one.owner_id == person.pk,
            one.state == "done",
            f"Phase: {plan_rules.PHASES[one.phase].lower()}",
            f"step-{one.project.reference}-{one.key}",
        )


def projects(person: Person, first: date, last: date) -> Iterator[Due]:
    """By when what follows from a project must be in place: its last gate before then."""
    rows = plan.projects_visible_to(person).filter(state="going", wanted_on__range=(first, last))
    for one in rows.select_related("owner").order_by("wanted_on", "pk")[:MOST]:
        assert one.wanted_on is not None  # the query says so
        yield Due(
            one.wanted_on,
            f"{one.title}: what follows must be in place",
            reverse("plan.project", args=[one.reference]),
            "project",
            one.owner.name,
            one.owner_id == person.pk,
            note=f"The next gate: {plan_rules.gate_after(one.phase).title.lower()}",
            key=f"project-{one.reference}",
        )


def to_decide(person: Person, first: date, last: date) -> Iterator[Due]:
    """The day by which it is decided what follows an agreement."""
    rows = agreements.visible_to(person).filter(
        status__in=LIVE, ends__isnull=False, decide_by__range=(first, last)
    )
    for one in rows.select_related("manager").order_by("decide_by", "pk")[:MOST]:
        assert one.decide_by is not None  # the query says so
        follows = CHOICES["what_follows"][one.what_follows] if one.what_follows else ""
        yield Due(
            one.decide_by,
            f"Decide what follows {one.reference} {one.title}",
            reverse("agreements.one", args=[one.reference]),
            "agreement",
            one.manager.name if one.manager else "Nobody",
            one.manager_id == person.pk,
            bool(one.what_follows),
            follows or (f"It ends on {spoken(one.ends)}" if one.ends else ""),
            f"decide-{one.reference}",
        )


def to_publish(person: Person, first: date, last: date) -> Iterator[Due]:
    """Signed agreements that the public register does not show: owed from the end of the month of signing."""
    rows = agreements.visible_to(person).filter(
        signed_on__range=(first - timedelta(days=31), last), published_version=0
    )
    for one in rows.select_related("manager").order_by("signed_on", "pk")[:MOST]:
        day = _month_end(one)
        if first <= day <= last:
            yield Due(
                day,
                f"Publish {one.reference} {one.title}",
                reverse("agreements.one", args=[one.reference]),
                "publish",
                one.manager.name if one.manager else "Who publishes the register",
                agreements.may_publish_register(person),
                note="Signed agreements are published as soon as practicable after the month’s end",
                key=f"publish-{one.reference}",
            )


def _month_end(one: Agreement) -> date:
    assert one.signed_on is not None  # the query says so
    return months_later(one.signed_on.replace(day=1), 1) - timedelta(days=1)


def improvements(person: Person, first: date, last: date) -> Iterator[Due]:
    """Improvement plans in force: the day by which things must be better, and the day of review."""
    rows = management.plans_for(person).filter(
        Q(by_when__range=(first, last)) | Q(review_on__range=(first, last)),
        state__in=managed.IN_FORCE,
    )
    for one in rows.select_related("owner", "agreement", "service").order_by("by_when", "pk")[
        :MOST
    ]:
        of = short_of(one.of)
        for day, words in ((one.by_when, "must be met"), (one.review_on, "is looked at again")):
            if day is not None and first <= day <= last:
                yield Due(
                    day,
                    f"{of}: the improvement plan “{one.title}” {words}",
                    reverse("management.plan", args=[one.reference]),
                    "improvement",
                    one.owner.name,
                    one.owner_id == person.pk,
                    key=f"improvement-{one.reference}-{words.replace(' ', '-')}",
                )


def meetings(person: Person, first: date, last: date) -> Iterator[Due]:
    """The meetings about agreements and joint services."""
    rows: list[Meeting] = list(
        management.meetings_for(person)
        .filter(on__range=(first, last))
        .exclude(state="cancelled")
        .select_related("agreement", "service", "called_by")
        .order_by("on", "pk")[:MOST]
    )
    for one in rows:
        yield Due(
            one.on,
            f"{managed.MEETING_KINDS[one.kind]}: {short_of(one.of)}",
            reverse("management.meeting", args=[one.reference]),
            "improvement",
            one.called_by.name,
            one.called_by_id == person.pk,
            one.state == "held",
            key=f"meeting-{one.reference}",
        )
