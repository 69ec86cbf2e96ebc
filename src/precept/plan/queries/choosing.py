"""What pages read of options, the choice between them, and assessments."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse

from precept.foundation import clock
from precept.foundation.people.models import Person
from precept.plan import access, rules
from precept.plan.models import Assessment, Choice, Option, Project
from precept.plan.queries.facts import choice_of, chosen, names_of_funds, weighed

MOST_EARLIER = 50


def options_of(one: Project) -> list[Option]:
    """The options that a project weighs, in their order."""
    return list(one.options.all())


def option_of(one: Project, number: int) -> Option:
    """An option of a project, or 404."""
    found = one.options.select_related("project").filter(place=number).first()
    if found is None:
        raise Http404(f"no option {number} of {one.reference}")
    return found


@dataclass(frozen=True)
class AssessmentShown:
    """An assessment as its project's page shows it."""

    kind: str
    title: str
    state: str
    tag: str
    href: str
    review: str = ""


def assessments_shown(one: Project) -> list[AssessmentShown]:
    """Every assessment of a project, those not begun too."""
    rows = {row.kind: row for row in one.assessments.all()}
    return [_shown(one, kind, title, rows.get(kind)) for kind, title in rules.assessment_kinds]


def _shown(one: Project, kind: str, title: str, row: Assessment | None) -> AssessmentShown:
    href = reverse("plan.assessment", args=[one.reference, kind])
    if row is None:
        return AssessmentShown(kind, title, "Not begun", "govuk-tag--grey", href)
    if row.state == "draft":
        return AssessmentShown(kind, title, "Being written", "govuk-tag--blue", href)
    left = "Left out, agreed" if row.is_left_out else "Agreed"
    review = clock.spoken(row.review_on) if row.review_on else ""
    if row.review_on and row.review_on < clock.today():
        return AssessmentShown(kind, title, "Review overdue", "govuk-tag--red", href, review)
    return AssessmentShown(kind, title, left, "govuk-tag--green", href, review)


@dataclass(frozen=True)
class Choosing:
    """How a project's way was chosen: the options, what they lack, the choice and what that lacks."""

    options: list[Option]
    choice: Choice | None
    lacks: list[str]
    choice_lacks: list[str]
    assessments: list[AssessmentShown]
    funds: list[str]


def choosing_of(one: Project) -> Choosing:
    """Everything about how a project's way was chosen."""
    options, choice = options_of(one), choice_of(one)
    lacks = rules.options_missing(weighed(options))
    choice_lacks: list[str] = []
    if choice is not None:
        said = chosen(choice)
        choice_lacks = [*rules.term_missing(said), *rules.money_missing(said)]
        if not choice.value.strip():
            choice_lacks.insert(0, "why it is good value is not said")
        if one.is_for_perpetrators and not choice.victims.strip():
            choice_lacks.append("it is not said how the needs of victims were considered")
    return Choosing(
        options=options,
        choice=choice,
        lacks=lacks,
        choice_lacks=choice_lacks,
        assessments=assessments_shown(one),
        funds=names_of_funds(choice) if choice else [],
    )


def opened_by_choice(one: Project) -> rules.Opened | None:
    """What the chosen way opens now that the project may go ahead."""
    choice = choice_of(one)
    if choice is None or one.phase != "do":
        return None
    tied = [link.subject for link in one.links.all() if link.kind == "agreement"]
    agreements = [each.partition(":")[2] for each in tied]
    return rules.opened_by(choice.option.kind, one.reference, agreements)


def assessments_visible_to(person: Person) -> QuerySet[Assessment]:
    """The assessments of the projects that somebody may look up."""
    return Assessment.objects.filter(project__in=access.projects_visible_to(person))


def assessment_of(one: Project, kind: str) -> Assessment | None:
    """An assessment of a project; None where it is not begun. 404 for a kind that there is not."""
    if kind not in rules.ASSESSMENT_KINDS:
        raise Http404(f"no assessment {kind}")
    rows = one.assessments.select_related(
        "project__owner", "begun_by", "agreed_by", "carried_from__project"
    )
    return rows.filter(kind=kind).first()


def begun_assessment(one: Project, kind: str) -> Assessment:
    """An assessment of a project that is begun, or 404."""
    found = assessment_of(one, kind)
    if found is None:
        raise Http404(f"{one.reference} has no assessment of {kind}")
    return found


def earlier_assessments(person: Person, one: Project, kind: str) -> list[Assessment]:
    """Agreed assessments of this kind of other projects, the newest first: their answers can be carried over."""
    rows = assessments_visible_to(person).filter(kind=kind, state="agreed", is_left_out=False)
    rows = rows.exclude(project=one).select_related("project")
    return list(rows.order_by("-agreed")[:MOST_EARLIER])


def answers_shown(one: Assessment) -> list[tuple[str, str]]:
    """The questions of an assessment's template with what was answered."""
    template = rules.template_named(one.template)
    return [(ask.title, one.answers.get(ask.key, "")) for ask in template.questions]
