"""How an agreement or a joint service is managed, in a few words and figures."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q
from django.urls import reverse

from precept.do.agreements.models import Agreement
from precept.do.partners.models import JointService
from precept.foundation import clock
from precept.foundation.people.models import Person
from precept.review.management import rules
from precept.review.management.models import (
    ActionPoint,
    ExitPlan,
    ImprovementPlan,
    Issue,
    Meeting,
    Risk,
    Thing,
)
from precept.review.management.queries.exits import exit_or_none, stands_of, tasks_of
from precept.review.management.queries.owed import of_thing
from precept.review.management.queries.things import address_of

MANAGED = "Meetings, actions, risks and exit"


@dataclass(frozen=True)
class Figures:
    """What stands at the head of the page of an agreement's management."""

    next_meeting: Meeting | None
    open_actions: int
    late_actions: int
    open_issues: int
    risks_above: int
    open_risks: int
    open_plans: int
    exit_plan: ExitPlan | None
    exit_stands: rules.Stands | None

    @property
    def exit_words(self) -> str:
        """How the exit stands, in words."""
        if self.exit_plan is None or self.exit_stands is None:
            return "Not begun"
        if self.exit_plan.done_on:
            return f"Done {clock.spoken(self.exit_plan.done_on)}"
        return self.exit_stands.words


def figures_of(of: Thing) -> Figures:
    """The figures of an agreement or a joint service: a query for each kind of thing."""
    today, about = clock.today(), of_thing(of)
    actions = ActionPoint.objects.filter(about, done_on=None).aggregate(
        every=Count("pk"), late=Count("pk", filter=Q(due__lt=today))
    )
    line = rules.scale_on(today).line
    risks = Risk.objects.filter(about, state="open").aggregate(
        every=Count("pk"), above=Count("pk", filter=Q(score__gte=line))
    )
    coming = Meeting.objects.filter(about, state="planned", on__gte=today)
    exit_plan = exit_or_none(of) if isinstance(of, Agreement) else None
    return Figures(
        next_meeting=coming.order_by("on", "at").first(),
        open_actions=actions["every"],
        late_actions=actions["late"],
        open_issues=Issue.objects.filter(about, state="open").count(),
        risks_above=risks["above"],
        open_risks=risks["every"],
        open_plans=ImprovementPlan.objects.filter(about).exclude(state__in=rules.PLAN_OVER).count(),
        exit_plan=exit_plan,
        exit_stands=None if exit_plan is None else stands_of(tasks_of(exit_plan), today),
    )


def lead_of_agreement(agreement: Agreement) -> list[tuple[str, str]]:
    """Where an agreement leads in the office: to its management, with what is late in a few words."""
    words = [*_open_of(agreement), *_exit_of(agreement, clock.today())]
    return [(address_of(agreement), f"{MANAGED}: {'; '.join(words) or 'nothing is open'}")]


def lead_of_service(service: JointService) -> list[tuple[str, str]]:
    """Where a joint service leads in the office: to its management, which all who commission it share."""
    words = "; ".join(_open_of(service)) or "nothing is open"
    return [(address_of(service), f"Meetings, actions, risks and improvement plans: {words}")]


def joint_service_of(of: Thing) -> JointService | None:
    """The joint service that an agreement delivers, where it does."""
    if not isinstance(of, Agreement):
        return None
    return JointService.objects.filter(lots__agreements__agreement=of).first()


def _open_of(of: Thing) -> list[str]:
    """What is open and late, in a few words: a query for actions, one for plans."""
    about, today = of_thing(of), clock.today()
    owed = ActionPoint.objects.filter(about, done_on=None).aggregate(
        every=Count("pk"), late=Count("pk", filter=Q(due__lt=today))
    )
    plans = ImprovementPlan.objects.filter(about)
    words = []
    if owed["every"]:
        late = f", {owed['late']} late" if owed["late"] else ""
        words.append(f"{_counted(owed['every'], 'action')} open{late}")
    if running := plans.exclude(state__in=rules.PLAN_OVER).count():
        words.append(f"{_counted(running, 'improvement plan')} open")
    return words


def _exit_of(agreement: Agreement, today: date) -> list[str]:
    """How an agreement's exit stands, in a few words; nothing where it is not time for one."""
    exit_plan = exit_or_none(agreement)
    if exit_plan is not None and exit_plan.done_on:
        return ["its exit is done"]
    if exit_plan is not None:
        return [f"exit: {stands_of(tasks_of(exit_plan), today).words}"]
    if agreement.status == "active" and rules.needs_plan(agreement.ends, today, has_plan=False):
        return ["it ends within half a year and has no exit plan"]
    return []


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def new_address(of: Thing, what: str) -> str:
    """Where a new thing of an agreement or a service is written down."""
    kind = "agreements" if isinstance(of, Agreement) else "services"
    return reverse("management.new", args=[kind, of.reference, what])


def all_open_risks(person: Person) -> list[tuple[int, int]]:
    """The likelihood and impact of every open risk, for the office's map (at most 1,000)."""
    if not person.may("see the office"):
        return []
    pairs = Risk.objects.filter(state="open").order_by("pk")
    return list(pairs.values_list("likelihood", "impact")[:1_000])
