"""A framework writes itself: on any history its money is that of what stands behind it, counted once."""

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from precept.foundation.ledger.actions import Changed, Refused
from precept.foundation.money import Money
from precept.foundation.people.models import Person
from precept.plan import actions, queries, rules
from precept.plan.intended_spend import IntendedSpend, Source, intended_spend
from precept.plan.models import Framework, FrameworkLine, Fund, Project
from precept.plan.published import AmountPublished
from precept.understand.models import CrimePlan, ResourceArea

pytestmark = pytest.mark.django_db
YEAR = "2022-23"
AREAS = ("Supporting Victims of Crime", "Rural Policing")


@pytest.fixture
def areas() -> None:
    plan = CrimePlan.objects.create(
        reference="p",
        version=1,
        title="Plan",
        term="t",
        first_year=2021,
        last_year=2024,
        state="published",
    )
    for place, name in enumerate(AREAS):
        ResourceArea.objects.create(plan=plan, place=place, name=name)


def row(reference: str, pence: int | None, **fields: object) -> IntendedSpend:
    plain: dict[str, object] = {
        "section": "core",
        "kind": "contract",
        "name": f"Service {reference}",
    }
    return IntendedSpend(
        subject=f"agreement:{reference}",
        number=reference,
        fund="CORE",
        amounts=(AmountPublished(of=reference, pence=pence),),
        **{**plain, **fields},  # type: ignore[arg-type]
    )


def project(by: Person, **fields: object) -> Project:
    plain: dict[str, object] = {"title": "A new service", "purpose": "Less harm.", "owner": by}
    return actions.begin_project(by=by, **{**plain, **fields})  # type: ignore[arg-type]


def lines_of(framework: Framework) -> dict[str, FrameworkLine]:
    rows = FrameworkLine.objects.filter(section__framework=framework)
    return {one.name: one for one in rows.select_related("section")}


def test_a_project_gets_its_line_and_the_table_for_it(
    manager: Person, draft: Callable[..., Framework]
) -> None:
    framework = draft()
    project(manager, estimate=Money.of("240000"), wanted_on=date(2023, 3, 1))

    done = actions.refresh_from_register(by=manager, framework=framework)

    assert done.added == ("A new service",)
    line = lines_of(framework)["A new service"]
    assert (line.section.key, line.section.title, line.kind, line.when) == (
        "projects",
        "Commissioning projects of 2022–23",
        "project",
        "In place by 1 March 2023",
    )
    assert line.amounts == [{"of": "", "pence": 24_000_000}]


def test_a_project_that_led_to_a_line_is_counted_there_alone(
    manager: Person, draft: Callable[..., Framework], register: dict[str, Source]
) -> None:
    made = project(manager, estimate=Money.of("240000"))
    made.links.create(subject="agreement:NEW1", kind="agreement", added_by=manager)

    register["more"] = lambda _: [row("NEW1", 5, begins=date(2023, 1, 1))]
    assert "A new service" not in lines_of(draft())
    register["more"] = lambda _: [row("NEW1", 5, begins=date(2020, 1, 1))]
    assert "A new service" in {one.name for one in intended_spend(YEAR)} | {
        one.name
        for one in queries.intended_projects(YEAR, [row("NEW1", 5, begins=date(2020, 1, 1))])
    }, "what ran before the project began is not what it led to"


def test_an_ended_project_has_no_line(manager: Person) -> None:
    made = project(manager)
    assert [one.name for one in queries.intended_projects(YEAR, ())] == ["A new service"]

    actions.stop_project(by=manager, project=made, version=made.version, words="Not needed.")

    assert queries.intended_projects(YEAR, ()) == []


def test_what_the_register_changed_since_has_to_be_taken_in_before_approval(
    officer: Person,
    commissioner: Person,
    draft: Callable[..., Framework],
    register: dict[str, Source],
) -> None:
    framework = draft()
    register["more"] = lambda _: [row("NEW1", 700)]

    with pytest.raises(Refused, match="Refresh it"):
        actions.approve(by=commissioner, framework=framework, revision=framework.revision)

    actions.refresh_from_register(by=officer, framework=framework)
    framework.refresh_from_db()
    actions.approve(by=commissioner, framework=framework, revision=framework.revision)


def test_what_changed_between_approval_and_publishing_is_not_published(
    manager: Person,
    commissioner: Person,
    draft: Callable[..., Framework],
    register: dict[str, Source],
) -> None:
    framework = draft()
    approved = actions.approve(by=commissioner, framework=framework, revision=framework.revision)
    register["more"] = lambda _: [row("NEW1", 700)]

    with pytest.raises(Refused, match="Refresh it"):
        actions.publish_framework(by=manager, framework=approved)

    assert queries.published_of(YEAR) is None


@pytest.mark.usefixtures("areas")
def test_an_area_is_kept_over_refreshes_and_taken_over_by_next_year(
    officer: Person, draft: Callable[..., Framework], register: dict[str, Source]
) -> None:
    register["appendix"] = lambda year: [row("CORE004", 100 if year == YEAR else 200)]
    framework = draft()
    line = lines_of(framework)["Service CORE004"]

    actions.set_areas(
        by=officer,
        framework=framework,
        revision=framework.revision,
        areas={line.reference: AREAS[0]},
    )
    register["appendix"] = lambda year: [row("CORE004", 150 if year == YEAR else 200)]
    actions.refresh_from_register(by=officer, framework=framework)

    assert lines_of(framework)["Service CORE004"].area == AREAS[0]
    later = draft("2023-24")
    assert lines_of(later)["Service CORE004"].area == AREAS[0]
    assert [(one.name, one.total.pence) for one in queries.framework_payload(later).areas] == [
        (AREAS[0], 200)
    ]


@pytest.mark.usefixtures("areas")
def test_areas_that_the_plan_has_not_and_stale_readings_are_refused(
    officer: Person, auditor: Person, draft: Callable[..., Framework]
) -> None:
    framework = draft()
    line = next(iter(lines_of(framework).values()))

    with pytest.raises(Refused, match="resource areas"):
        actions.set_areas(
            by=officer,
            framework=framework,
            revision=framework.revision,
            areas={line.reference: "Elsewhere"},
        )
    with pytest.raises(Changed):
        actions.set_areas(
            by=officer,
            framework=framework,
            revision=framework.revision - 1,
            areas={line.reference: AREAS[0]},
        )
    with pytest.raises(Changed):
        actions.set_areas(
            by=officer, framework=framework, revision=framework.revision, areas={"none": AREAS[0]}
        )
    assert lines_of(framework)[line.name].area == ""


pence = st.one_of(st.none(), st.integers(0, 10**8))
step = st.one_of(
    st.tuples(
        st.just("register"), st.integers(0, 5), pence, st.sampled_from(["core", "vrn", "csf"])
    ),
    st.tuples(st.just("gone"), st.integers(0, 5)),
    st.tuples(st.just("project"), pence),
    st.tuples(st.just("tied"), st.integers(0, 5)),
    st.tuples(st.just("typed"), pence),
    st.tuples(st.just("unplaced"), pence),
    st.tuples(st.just("refresh")),
)


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(step, max_size=12))
def test_on_any_history_the_framework_is_the_money_behind_it(
    officer: Person,
    manager: Person,
    funds: dict[str, Fund],
    register: dict[str, Source],
    history: list[tuple[object, ...]],
) -> None:
    assert funds
    Framework.objects.all().delete()
    Project.objects.all().delete()
    agreements: dict[int, IntendedSpend] = {}
    elsewhere: list[IntendedSpend] = []
    projects: list[Project] = []
    typed: list[int | None] = []
    register.clear()
    register["all"] = lambda _: [*agreements.values(), *elsewhere]
    framework = actions.draft_framework(
        by=officer,
        year=YEAR,
        title="Framework",
        introduction="Words.",
        sections=[actions.NewSection(key, key, "contracts due") for key in ("core", "vrn", "csf")],
    )
    for move in [*history, ("refresh",)]:
        match move:
            case ("register", int(at), amount, str(key)):
                agreements[at] = row(f"A{at}", amount, section=key, begins=date(2022, 12, 31))  # type: ignore[arg-type]
            case ("gone", int(at)):
                agreements.pop(at, None)
            case ("project", amount):
                known = Money(amount) if isinstance(amount, int) else None
                projects.append(project(manager, estimate=known, title=f"P{len(projects)}"))
            case ("tied", int(at)):
                if projects:
                    projects[-1].links.get_or_create(
                        subject=f"agreement:A{at}", kind="agreement", added_by=manager
                    )
            case ("typed", amount):
                typed.append(amount if isinstance(amount, int) else None)
                actions.add_line(
                    by=officer,
                    section=queries.section_of(framework, "vrn"),
                    line=rules.TypedLine(
                        "project",
                        f"Typed {len(typed)}",
                        fund="VRN",
                        amount=rules.amount_of(typed[-1]),
                    ),
                )
            case ("unplaced", amount):
                elsewhere.append(row(f"X{len(elsewhere)}", amount, section="nowhere"))  # type: ignore[arg-type]
            case _:
                actions.refresh_from_register(by=officer, framework=framework)

    counted = {f"agreement:A{at}" for at in agreements}
    behind = [one.amounts[0].pence for one in agreements.values()] + typed
    behind += [
        one.estimate.pence if one.estimate is not None else None
        for one in projects
        if not counted.intersection(one.links.values_list("subject", flat=True))
    ]
    payload = queries.framework_payload(framework)
    assert payload.total.pence == sum(one for one in behind if one is not None)
    assert payload.total.unknown == behind.count(None)
    assert sum(one.total.pence for one in payload.sections) == payload.total.pence
    assert sum(one.total.pence for one in payload.slices) == payload.total.pence
    sections = queries.sections_with_lines(framework)
    assert not queries.refreshing(framework, sections).is_stale
