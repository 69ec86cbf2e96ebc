"""The gaps and clashes of a framework, and its money by resource area."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from precept.foundation.money import TBC, Money
from precept.plan import rules
from precept.plan.published import AmountPublished, LinePublished
from tests.plan.making import framework, line, section

AREAS = ["Supporting Victims of Crime", "Urban Policing", "Rural Policing"]


def of(reference: str, *pence: int, **fields: object) -> LinePublished:
    amounts = tuple(AmountPublished(of=reference, pence=one) for one in pence or (100,))
    said = line(number=reference, **fields)
    return said.model_copy(update={"amounts": amounts})


def words(doubts: list[rules.Doubt]) -> list[tuple[str, str]]:
    return [(one.sort, one.words) for one in doubts]


def test_an_agreement_in_two_lines_is_counted_twice() -> None:
    contracts = section(of("CORE004", name="Victim First"), of("CORE018", name="CARA"))
    others = section(of("CORE004", name="Help"), key="vrn", title="The Network")

    assert words(rules.doubts_of_lines(framework(contracts, others))) == [
        (
            "clash",
            "CORE004 stands in “Contracts” and “The Network”: its money is counted more than once.",
        )
    ]


def test_a_typed_line_with_an_agreements_number_is_found() -> None:
    typed = line(100, number="CORE004", name="The same, typed")

    assert words(rules.doubts_of_lines(framework(section(of("CORE004", name="It"), typed)))) == [
        ("clash", "CORE004 stands 2 times in “Contracts”: its money is counted more than once.")
    ]


def test_rounds_of_the_same_number_are_no_clash() -> None:
    rounds = [line(100, kind="round", number="1", name=f"Theme {year}") for year in (1, 2)]

    assert rules.doubts_of_lines(framework(section(*rounds, layout="rounds"))) == []


def test_two_lines_of_one_name_are_asked_about() -> None:
    project = line(100, kind="project", name="PAVE ")
    table = section(of("CORE026", name="Pave"), project)

    assert words(rules.doubts_of_lines(framework(table))) == [
        ("clash", "CORE026 Pave and PAVE  have the same name: are they one thing?")
    ]


def test_areas_without_a_line_and_lines_without_an_area() -> None:
    lines = [line(100, name="One", area=AREAS[0]), line(50, name="Two")]
    said = framework(section(*lines))

    assert words(rules.doubts_of_areas(said, AREAS)) == [
        ("gap", "1 line states no resource area."),
        ("gap", "Nothing is intended on “Urban Policing”."),
        ("gap", "Nothing is intended on “Rural Policing”."),
    ]
    assert rules.doubts_of_areas(said, []) == []
    assert words(rules.doubts_of_areas(framework(section(line(1), line(1))), AREAS)) == [
        ("gap", "2 lines state no resource area.")
    ]


def test_a_priority_that_nothing_serves_is_a_gap() -> None:
    titles = {"estates": "Police estates", "domestic-abuse": "Domestic abuse"}

    assert words(rules.doubts_of_priorities(titles, ["domestic-abuse"])) == [
        ("gap", "No line serves the priority “Police estates”.")
    ]


def test_money_of_which_nothing_is_intended_is_a_gap() -> None:
    lines = [line(60_000, fund="CORE"), line(None, fund="VRN")]
    uses = rules.fund_uses(
        rules.slices(lines, {"CORE": "Core budget", "VRN": "The Network"}),
        {"CORE": Money(100_000), "VRN": Money(5_000)},
    )
    budgets = {"CORE": "Core budget", "VRN": "The Network", "CSF": "Safety Fund"}

    assert words(rules.doubts_of_funds(uses, budgets, "2026-27")) == [
        ("gap", "Core budget: £400 of its budget for 2026–27 is not intended yet."),
        ("gap", "Safety Fund has a budget for 2026–27 and nothing is intended of it."),
    ]


def test_a_fund_whose_budget_is_not_known_leaves_nothing_over() -> None:
    uses = rules.fund_uses(rules.slices([line(1)], {"CORE": "Core"}), {"CORE": TBC})

    assert rules.doubts_of_funds(uses, {}, "2026-27") == []


def test_a_project_is_undertaken_from_its_first_year_to_that_in_which_it_is_wanted() -> None:
    years = ["2025-26", "2026-27", "2027-28", "2028-29"]

    assert [rules.stands_in_year("2026-27", "2027-28", one) for one in years] == [
        False,
        True,
        True,
        False,
    ]
    assert [rules.stands_in_year("2026-27", None, one) for one in years] == [
        False,
        True,
        False,
        False,
    ]
    assert rules.in_place_words(date(2027, 4, 1)) == "In place by 1 April 2027"
    assert rules.in_place_words(None) == ""


amounts = st.lists(st.one_of(st.none(), st.integers(0, 10**9)), max_size=3)
lines = st.lists(
    st.tuples(amounts, st.sampled_from(["", *AREAS, "Dropped"])).map(
        lambda said: line(*said[0], area=said[1])
    ),
    max_size=12,
)


@given(lines)
def test_the_areas_together_are_the_lines(said: list[LinePublished]) -> None:
    whole = rules.total_of(said)
    found = rules.by_area(said, AREAS)

    if not any(one.area for one in said):
        assert found == ()
        return
    assert sum(one.total.pence for one in found) == whole.pence
    assert sum(one.total.unknown for one in found) == whole.unknown
    assert sum(one.lines for one in found) == len(said)
    names = [one.name for one in found]
    assert names == sorted(
        names, key=lambda name: (name == "", [*AREAS, "Dropped", ""].index(name))
    )
