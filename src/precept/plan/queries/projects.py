"""What pages and gates read of commissioning projects."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.db.models import Count, OuterRef, Prefetch, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404
from django.urls import reverse

from precept.foundation import clock
from precept.foundation.money import Money
from precept.foundation.people.models import Person
from precept.law import rules as law
from precept.plan import access, rules, sign_ups
from precept.plan.models import CycleStep, Gate, Project, ProjectLink, ProjectStep
from precept.understand import queries as understand
from precept.understand.rules import TheoryOutcome

MOST_THEORIES = 5
MOST_OFFERED = 50
"""How many of the newest of a kind a project can be tied to by choosing: others are named."""
STATE_TAGS = {
    "going": "govuk-tag--blue",
    "finished": "govuk-tag--green",
    "stopped": "govuk-tag--grey",
}
GATE_TAGS = {
    "asked": "govuk-tag--yellow",
    "passed": "govuk-tag--green",
    "sent back": "govuk-tag--orange",
}


def first_cycle() -> list[CycleStep]:
    """The steps that an office begins with, as rows that are not written."""
    places: dict[str, int] = {}
    made = []
    for step in rules.first_steps():
        places[step.phase] = places.get(step.phase, 0) + 1
        made.append(
            CycleStep(
                key=step.key,
                phase=step.phase,
                place=places[step.phase],
                title=step.title,
                guidance=step.guidance,
                weeks=step.weeks,
                is_needed=step.is_needed,
            )
        )
    return made


def whole_cycle() -> list[CycleStep]:
    """Every step of the office's cycle, retired ones too, phase by phase."""
    rows = list(CycleStep.objects.all()) or first_cycle()
    return sorted(rows, key=lambda one: (rules.ORDER.index(one.phase), one.place, one.key))


def steps_of_the_office() -> list[CycleStep]:
    """The steps that a project which begins now takes."""
    return [one for one in whole_cycle() if one.retired is None]


def cycle_step(key: str) -> CycleStep:
    """A step of the office's cycle, or 404."""
    found = next((one for one in whole_cycle() if one.key == key), None)
    if found is None:
        raise Http404(f"no step {key} of the cycle")
    return found


def project(person: Person, reference: str) -> Project:
    """A project that this person may see, or 404."""
    rows = access.projects_visible_to(person).select_related("owner", "begun_by")
    found = rows.filter(reference=reference).first()
    if found is None:
        raise Http404(f"no project {reference}")
    return found


def whole_project(person: Person, reference: str) -> tuple[Project, int]:
    """A project with everything that its own page reads of it, and how many might bid, or 404: six queries.

    What is read of it by ``.all()`` is as it stood then: an action never acts on this one.
    """
    rows = access.projects_visible_to(person).select_related(
        "owner", "begun_by", "page", "choice__option", "choice__chosen_by"
    )
    interested = access.interests_visible_to(person).filter(project=OuterRef("pk")).order_by()
    counted = interested.values("project").annotate(many=Count("pk")).values("many")
    rows = rows.annotate(interested=Coalesce(Subquery(counted), 0))
    found = rows.prefetch_related(
        "links",
        "options",
        "assessments",
        Prefetch("steps", ProjectStep.objects.select_related("owner")),
        Prefetch("gates", Gate.objects.select_related("asked_by", "answered_by")),
    )
    one: Any = found.filter(reference=reference).first()
    if one is None:
        raise Http404(f"no project {reference}")
    return one, one.interested


def step_of(one: Project, key: str) -> ProjectStep:
    """A step of a project, or 404."""
    found = one.steps.select_related("project__owner", "owner").filter(key=key).first()
    if found is None:
        raise Http404(f"no step {key} of {one.reference}")
    return found


@dataclass(frozen=True)
class StepShown:
    """A step as its project's page shows it."""

    step: ProjectStep
    state: str
    tag: str
    href: str


@dataclass(frozen=True)
class PhaseShown:
    """A phase of a project: its steps, what it is tied to, the gate at its end and how that stands."""

    key: str
    title: str
    is_now: bool
    is_over: bool
    steps: list[StepShown]
    gate: rules.GateRule
    answers: list[Gate]


def steps_shown(steps: Collection[ProjectStep], one: Project, today: date) -> list[StepShown]:
    """Steps with how they stand."""
    return [
        StepShown(
            step,
            *rules.step_stands(step.state, step.due, today),
            reverse("plan.project_step", args=[one.reference, step.key]),
        )
        for step in steps
    ]


def phases_of(one: Project) -> list[PhaseShown]:
    """A whole project phase by phase: no query of its own."""
    shown = steps_shown(one.steps.all(), one, clock.today())
    gates = one.gates.all()
    at = rules.ORDER.index(one.phase)
    found = []
    for number, (key, title) in enumerate(rules.phases):
        rule = rules.gate_after(key)
        found.append(
            PhaseShown(
                key=key,
                title=title,
                is_now=number == at and one.state == "going",
                is_over=number < at or one.state == "finished",
                steps=[line for line in shown if line.step.phase == key],
                gate=rule,
                answers=[gate for gate in gates if gate.key == rule.key],
            )
        )
    return found


@dataclass(frozen=True)
class Tied:
    """A thing that a project is tied to, as its page shows it."""

    link: ProjectLink
    kind: sign_ups.PieceKind
    piece: sign_ups.Piece


def link_of(one: Project, number: int) -> ProjectLink:
    """A tie of a project, or 404."""
    found = one.links.filter(pk=number).first()
    if found is None:
        raise Http404(f"no tie {number} of {one.reference}")
    return found


def subjects_of(one: Project) -> list[str]:
    """What a project is tied to, as the ledger calls it."""
    return [link.subject for link in one.links.all()]


def thread(person: Person, one: Project) -> list[tuple[sign_ups.PieceKind, list[Tied]]]:
    """Everything a project rests on and led to, kind by kind in the order of the cycle, as far as somebody may see."""
    links: dict[str, list[ProjectLink]] = {}
    for link in one.links.all():
        links.setdefault(link.kind, []).append(link)
    found = []
    for kind in sign_ups.piece_kinds():
        of_kind = links.get(kind.name)
        if not of_kind:
            continue
        pieces = kind.describe(person, [link.subject for link in of_kind])
        tied = [
            Tied(link, kind, pieces[link.subject]) for link in of_kind if link.subject in pieces
        ]
        if tied:
            found.append((kind, tied))
    return found


def to_tie(person: Person, one: Project, kind: sign_ups.PieceKind) -> list[sign_ups.Piece]:
    """The newest of a kind that somebody may see and the project is not tied to yet."""
    tied = set(subjects_of(one))
    newest = kind.newest(person, MOST_OFFERED)
    return [piece for piece in newest if piece.subject not in tied]


def projects_of(person: Person, subject: str) -> list[Project]:
    """The projects that are tied to a thing: the way back along the thread."""
    rows = access.projects_visible_to(person).filter(links__subject=subject)
    return list(rows.select_related("owner").distinct()[:10])


def way_back(person: Person, subject: str) -> list[tuple[str, str]]:
    """The projects that a thing belongs to, each with its page: what a page about the thing leads back to."""
    return [
        (one.title, reverse("plan.project", args=[one.reference]))
        for one in projects_of(person, subject)
    ]


def outcomes_of_thread(subject: str) -> tuple[str, list[TheoryOutcome]]:
    """The outcomes that a project's theory of change states for a thing it led to, and the theory's reference.

    Of the first theory that states any; "" and none where no project is tied to one.
    """
    projects = ProjectLink.objects.filter(subject=subject).values("project")
    theories = ProjectLink.objects.filter(project__in=projects, kind="theory").order_by("pk")
    for tied in theories.values_list("subject", flat=True)[:MOST_THEORIES]:
        reference = tied.partition(":")[2]
        if outcomes := understand.outcomes_of_theory(reference):
            return reference, outcomes
    return "", []


def conditions_of(one: Project) -> set[str]:
    """What holds of a project that a gate's list asks after."""
    holds = set()
    if one.is_for_perpetrators:
        holds.add("perpetrators")
    if one.estimate is not None and law.asks_social_value(one.estimate, on=clock.today()):
        holds.add("over social value")
    return holds


def gate_lines(one: Project, rule: rules.GateRule) -> list[rules.Shown]:
    """What a gate asks of a project, line by line, as it stands now."""
    return rules.listed(rule, sign_ups.facts_of(one, subjects_of(one)), conditions_of(one))


def lines_kept(lines: Sequence[rules.Shown]) -> list[dict[str, Any]]:
    """A gate's list as its row keeps it."""
    return [asdict(one) for one in lines]


def lines_told(lines: Sequence[rules.Shown]) -> list[str]:
    """A gate's list as the history tells it."""
    return [f"{one.title}: {'there' if one.is_met else 'not there'}" for one in lines]


def lines_shown(kept: Sequence[Mapping[str, Any]]) -> list[rules.Shown]:
    """A gate's list as its row kept it."""
    return [rules.Shown(**one) for one in kept]


def gate_waiting(one: Project) -> Gate | None:
    """The gate at which a project waits, if it does."""
    rows = one.gates.filter(state="asked").select_related("asked_by", "project__owner")
    return rows.first()


def fresh_version(one: Project) -> dict[str, int]:
    """The version of a project as it stands now."""
    return {"version": Project.objects.values_list("version", flat=True).get(pk=one.pk)}


def money_words(amount: Money | None) -> str:
    """An estimate in words."""
    return amount.short if amount is not None else "Not yet known"


def gate_of(one: Project, key: str, number: int) -> Gate:
    """A gate of a project as it was asked for, or 404."""
    rows = one.gates.select_related("asked_by", "answered_by", "project__owner")
    found = rows.filter(key=key, number=number).first()
    if found is None:
        raise Http404(f"no gate {key} {number} of {one.reference}")
    return found
