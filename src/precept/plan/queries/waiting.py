"""What of projects waits for somebody: gates to sign, steps that they owe, assessments to agree or look at again."""

from collections.abc import Iterator

from django.urls import reverse

from precept.foundation import clock
from precept.foundation.clock.due import tone_of
from precept.foundation.people.models import Person
from precept.foundation.web.waits import Waits
from precept.plan import access, rules
from precept.plan.models import Assessment, Gate, ProjectStep

MOST = 20


def waits_for(person: Person) -> list[Waits]:
    """Every line, those that cost nothing to know first."""
    if not person.may("see the office"):
        return []
    return [*_gates(person), *_steps(person), *_assessments(person)]


def _gates(person: Person) -> Iterator[Waits]:
    keys = [one.key for one in rules.all_gates() if person.may(one.power)]
    if not keys:
        return
    rows = Gate.objects.filter(state="asked", key__in=keys).select_related("project", "asked_by")
    for one in rows.order_by("asked")[:MOST]:
        yield Waits(
            f"{one.project.title}: {rules.gate_named(one.key).title.lower()}",
            reverse("plan.gate", args=[one.project.reference, one.key, one.number]),
            "amber",
            f"{one.asked_by.name} asked for it {clock.spoken(clock.uk_date(one.asked))}",
        )


def _steps(person: Person) -> Iterator[Waits]:
    today = clock.today()
    rows = ProjectStep.objects.filter(owner=person, state="open", project__state="going")
    for one in rows.select_related("project").order_by("due", "pk")[:MOST]:
        tone = tone_of(one.due, today)
        if tone == "grey":
            return
        yield Waits(
            f"{one.project.title}: {one.title[0].lower()}{one.title[1:]}",
            reverse("plan.project_step", args=[one.project.reference, one.key]),
            tone,
            f"Due {clock.spoken(one.due)}",
        )


def _assessments(person: Person) -> Iterator[Waits]:
    if not access.may_keep_projects(person):
        return
    rows = Assessment.objects.filter(
        state="agreed", review_on__lte=clock.today(), project__state="going"
    )
    for one in rows.select_related("project").order_by("review_on")[:MOST]:
        title = rules.ASSESSMENT_KINDS[one.kind].lower()
        yield Waits(
            f"{one.project.title}: look at the assessment of {title} again",
            reverse("plan.assessment", args=[one.project.reference, one.kind]),
            "red",
            f"Its review was due {clock.spoken(one.review_on)}" if one.review_on else "",
        )
