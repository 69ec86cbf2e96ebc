"""The board of projects by phase in a financial year, and the list of all of them."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, F, IntegerField, Min, Q, QuerySet, Value, When, Window
from django.db.models.functions import RowNumber
from django.http import QueryDict
from django.urls import reverse

from precept.foundation import clock
from precept.foundation.clock import FinancialYear
from precept.foundation.people.models import Person
from precept.foundation.web.tables import Cell, Column, Filter, Table, by_field, listing, words_in
from precept.plan import access, rules
from precept.plan.models import Project
from precept.plan.queries.projects import STATE_TAGS
from precept.understand import queries as understand

MOST_IN_PHASE = 20
"""How many projects of a phase stand on the board: the list has the rest."""
MOST_YEARS = 60
NOUN = ("project", "projects")


def _late(rows: QuerySet[Project]) -> QuerySet[Project]:
    today = clock.today()
    return rows.annotate(
        late=Count("steps", filter=Q(steps__state="open", steps__due__lt=today), distinct=True),
        left=Count("steps", filter=Q(steps__state="open"), distinct=True),
        settled=Count("steps", filter=~Q(steps__state="open"), distinct=True),
        waits=Count("gates", filter=Q(gates__state="asked"), distinct=True),
    )


def _stand(one: Any) -> Cell:
    if one.state != "going":
        ended = clock.spoken(one.ended_on)
        return Cell(rules.PROJECT_STATES[one.state], tag=STATE_TAGS[one.state], note=ended)
    if one.waits:
        title = rules.gate_after(one.phase).title
        return Cell("Waits for a signature", tag="govuk-tag--yellow", note=title)
    if one.late:
        words = "1 step late" if one.late == 1 else f"{one.late} steps late"
        return Cell(words, tag="govuk-tag--red")
    return Cell(rules.PROJECT_STATES[one.state], tag=STATE_TAGS[one.state])


def _row(one: Any) -> list[Cell]:
    return [
        Cell(one.title, reverse("plan.project", args=[one.reference]), note=_note(one)),
        Cell(rules.PHASES[one.phase]),
        Cell(one.owner.name),
        Cell(clock.spoken(one.wanted_on) if one.wanted_on else "Not stated"),
        Cell(one.estimate.short if one.estimate is not None else "Not yet known"),
        _stand(one),
    ]


def _note(one: Project) -> str:
    return f"{one.reference}, invented" if one.is_invented else one.reference


def years_of_projects(person: Person) -> list[FinancialYear]:
    """The years that a board can be asked for: from the first project's, or last year's, to next year's."""
    now = FinancialYear.of(clock.today())
    begun = access.projects_visible_to(person).aggregate(first=Min("begun_on"))["first"]
    first = now.previous() if begun is None else min(FinancialYear.of(begun), now.previous())
    return [FinancialYear(one) for one in range(now.first + 1, first.first - 1, -1)][:MOST_YEARS]


def _year_choices(person: Person) -> tuple[tuple[str, str], ...]:
    return tuple((one.label, one.spoken) for one in years_of_projects(person))


def _touching(rows: QuerySet[Project], year: str) -> QuerySet[Project]:
    """Those whose life touches a financial year: begun by its end, and not over before its start."""
    of = FinancialYear.parse(year)
    is_not_over = Q(ended_on__isnull=True) | Q(ended_on__gte=of.start)
    return rows.filter(is_not_over, begun_on__lte=of.end)


def projects_page(person: Person, query: QueryDict) -> Table:
    """Every project, those under way first asked for by their phase."""
    rows = _late(access.projects_visible_to(person).select_related("owner"))
    return listing(
        query,
        rows,
        caption="Commissioning projects",
        noun=NOUN,
        columns=(
            Column("title", "Project", order=("title", "id")),
            Column("phase", "Phase"),
            Column("owner", "Whose", order=("owner__name", "id")),
            Column("wanted", "Wanted by", order=("wanted_on", "id")),
            Column("estimate", "Estimate", numeric=True, order=("estimate", "id")),
            Column("state", "State"),
        ),
        filters=(
            Filter("phase", "Phase", tuple(rules.phases), by_field("phase")),
            Filter("state", "State", tuple(rules.project_states), by_field("state")),
            Filter("year", "Financial year", _year_choices(person), _touching),
            understand.priority_filter(),
        ),
        search=words_in("title", "reference", "purpose"),
        cells=_row,
        default="wanted",
        empty="No project has begun. A project is the thread from a need to what changed for people.",
    )


@dataclass(frozen=True)
class BoardCard:
    """A project on the board."""

    project: Project
    stand: Cell
    settled: int
    steps: int


@dataclass(frozen=True)
class BoardPhase:
    """A phase of the board: the projects in it, those under way first, and how many there are."""

    key: str
    title: str
    cards: list[BoardCard]
    count: int


@dataclass(frozen=True)
class Board:
    """The board of a year, with the years that can be asked for and those before and after it."""

    year: FinancialYear
    years: list[FinancialYear]
    phases: list[BoardPhase]

    @property
    def before(self) -> FinancialYear | None:
        """The year before it, where that can be asked for."""
        return next((one for one in self.years if one == self.year.previous()), None)

    @property
    def after(self) -> FinancialYear | None:
        """The year after it, where that can be asked for."""
        return next((one for one in self.years if one == self.year.next()), None)


def board(person: Person, asked: str = "") -> Board:
    """Every project whose life touches a year, by the phase in which it is or ended: four queries.

    At most twenty of each phase, those under way first. ``asked`` is a year's label; without one that can be
    asked for, this year.
    """
    years = years_of_projects(person)
    now = FinancialYear.of(clock.today())
    year = next((one for one in years if one.label == asked), now)
    touching = _touching(access.projects_visible_to(person), year.label)
    counts = dict(touching.order_by().values_list("phase").annotate(Count("pk")))
    over = Case(When(state="going", then=Value(0)), default=Value(1), output_field=IntegerField())
    order = (over.asc(), F("wanted_on").asc(nulls_last=True), "id")
    place = Window(RowNumber(), partition_by="phase", order_by=order)
    first = touching.annotate(place=place).filter(place__lte=MOST_IN_PHASE)
    shown = list(first.values_list("pk", flat=True))
    rows = _late(Project.objects.filter(pk__in=shown).select_related("owner"))
    cards: dict[str, list[BoardCard]] = {key: [] for key in rules.ORDER}
    found: list[Any] = list(rows.order_by(*order))
    for one in found:
        cards[one.phase].append(BoardCard(one, _stand(one), one.settled, one.settled + one.left))
    phases = [BoardPhase(key, title, cards[key], counts.get(key, 0)) for key, title in rules.phases]
    return Board(year, years, phases)
