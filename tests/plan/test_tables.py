"""How the framework's tables are laid out and spelled."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from precept.foundation.money import Money
from precept.plan import rules
from precept.plan.published import LinePublished, LinkPublished, TotalPublished
from tests.plan.making import appendix_section, line, section


def test_the_contracts_of_the_appendix_print_row_by_row() -> None:
    table = rules.printed(appendix_section("core"))

    assert table.headings == ("Contract Number", "Contract Name", "Contract Due", "Contract Value")
    assert table.texts == (
        ("CORE018", "CARA", "01/04/2023", "£56,000"),
        ("CORE028", "Women's Out of Court Disposal Services", "01/04/2023", "£32,050"),
        ("CORE025", "Out of Court Disposal Education Services", "01/04/2023", "£20,767"),
        ("CORE026", "PAVE", "01/04/2023", "£105,000"),
        ("CORE004", "Victim First Services", "31/12/2023", "£2,800,000"),
        ("CORE005", "Target Hardening", "31/12/2023", "£572,798"),
        ("CORE027", "Substance Misuse Services", "01/04/2023", "Not yet known"),
    )
    assert table.foot == ("Total", "", "", "£3,586,615 plus 1 not yet known")


def test_the_networks_contracts_print_row_by_row() -> None:
    table = rules.printed(appendix_section("vrn"))

    assert table.headings == (
        "Contract Number",
        "Contract Name",
        "Contract Period",
        "Contract Value",
    )
    assert table.texts == (
        ("VRN003", "Violence Intervention Project", "01/11/2022-31/03/2024", "£701,000"),
        ("VRN001 and VRN002", "Specialist Providers", "08/08/2022 – 31/03/2024", "£83,500 £83,500"),
        ("VRN005", "Impact Evaluation of the VRN", "01/11/2022 – 31/03/2023", "£25,000"),
        (
            "VRN004",
            "Understanding Community Perceptions Project",
            "01/11/2022 - 30/04/2023",
            "£75,650",
        ),
        ("VRN006", "Trauma Informed Workforce Development", "01/05/2022 – 30/06/2023", "£149,683"),
    )
    assert table.foot == ("Total", "", "", "£1,118,333")


def test_the_rounds_of_the_appendix_print_with_pence_throughout() -> None:
    table = rules.printed(appendix_section("csf"))

    assert table.headings == (
        "Round Number",
        "Round Theme",
        "Round Deadline for Applications",
        "Value",
        "Total Round Spend",
    )
    assert [(row[0], row[2], row[3], row[4]) for row in table.texts] == [
        ("1", "10 January 2022", "£10,000 per contract", "£70,111.47"),
        ("2", "28 March 2022", "£10,000 per contract", "£104,780.00"),
        ("3", "30 May 2022", "£10,000 per contract", "£49,049.00"),
        ("4", "25 July 2022", "£10,000 per contract", "£65,474.00"),
        (
            "5",
            "24 October 2022",
            "£20,000 per contract",
            "£204,030.33 (OPCC £100,000.00) (VRN £104,030.33)",
        ),
        (
            "6",
            "9 December 2022",
            "£10,000 per contract",
            "Not yet known – £111,000.00 available to spend",
        ),
    ]
    assert table.foot == ("Total", "", "", "", "£493,444.80 plus 1 not yet known")


@pytest.mark.parametrize(
    ("spend", "words"),
    [
        (line(), "Not stated"),
        (line(available=5_000_000), "Not stated – £50,000 available to spend"),
        (line(5_600_000), "£56,000"),
        (line(5_600_050), "£56,000.50"),
        (line(None), "Not yet known"),
        (line(100, None), "£1 and not yet known"),
        (line(100, available=5_000_000), "£1"),
        (line(100, shares=[("CORE", "OPCC", 100)]), "£1"),
        (
            line(100, shares=[("CORE", "OPCC", None), ("VRN", "VRN", None)]),
            "£1 (OPCC and VRN, split not stated)",
        ),
        (
            line(None, shares=[("CORE", "OPCC", 100), ("VRN", "VRN", None)]),
            "Not yet known (OPCC £1) (VRN not yet known)",
        ),
    ],
)
def test_a_value_says_what_is_known_and_what_is_not(spend: LinePublished, words: str) -> None:
    assert rules.cell_text(spend, "value") == words


def test_a_column_keeps_one_style_whatever_a_single_line_needs() -> None:
    table = rules.printed(section(line(100), line(150)))

    assert [row[-1] for row in table.texts] == ["£1.00", "£1.50"]
    assert table.total == "£2.50"


def test_two_amounts_in_pence_that_make_whole_pounds_keep_their_pence_in_the_total() -> None:
    assert rules.printed(section(line(150), line(50))).total == "£2.00"


def test_the_fund_of_a_line_stands_by_its_name_else_as_its_shares_or_code_call_it() -> None:
    shared = line(100, shares=[("CORE", "OPCC", 50), ("VRN", "VRN", 50)])

    assert rules.cell_text(shared, "fund") == "OPCC and VRN"
    assert rules.cell_text(line(100), "fund") == "CORE"
    named = {"CORE": "Core budget"}
    assert rules.cell_text(line(100), "fund", funds=named) == "Core budget"
    assert rules.cell_text(shared, "fund", funds=named) == "OPCC and VRN"
    assert rules.cell_text(line(100, fund=""), "fund") == "Not stated"


def test_each_contract_of_a_row_leads_to_its_own_page() -> None:
    table = rules.printed(appendix_section("vrn"))

    assert table.rows[1][0] == (
        rules.Piece("VRN001", "/register/VRN001"),
        rules.Piece(" and "),
        rules.Piece("VRN002", "/register/VRN002"),
    )
    assert table.rows[1][1] == (rules.Piece("Specialist Providers"),)


def test_a_number_that_begins_another_is_not_linked_inside_it() -> None:
    links = (
        LinkPublished(text="VRN1", href="/register/VRN1"),
        LinkPublished(text="VRN10", href="/register/VRN10"),
    )
    cell = rules.cell_pieces(line(1, number="VRN10 and VRN1", links=links), "number")

    assert [piece.href for piece in cell] == ["/register/VRN10", "", "/register/VRN1"]


def test_a_line_without_a_number_is_linked_by_its_name() -> None:
    links = (LinkPublished(text="See it", href="/register/X1"),)

    cell = rules.cell_pieces(line(1, name="A service", links=links), "name")

    assert cell == (rules.Piece("A service", "/register/X1"),)


def test_every_layout_ends_with_its_value_and_can_print_a_line() -> None:
    assert set(rules.LAYOUTS) == {key for key, _ in rules.layout_choices}
    for layout in rules.LAYOUTS:
        table = rules.printed(section(line(100), layout=layout))
        assert table.columns[-1].key == "value"
        assert table.foot[-1] == "£1"
        assert rules.kind_in(layout) in dict(rules.line_kinds)
        assert len(table.foot) == len(table.columns) == len(table.texts[0])


@pytest.mark.parametrize(
    ("total", "words"),
    [
        (TotalPublished(pence=0, unknown=0), "£0"),
        (TotalPublished(pence=0, unknown=2), "Not yet known"),
        (TotalPublished(pence=100, unknown=2), "£1 plus 2 not yet known"),
    ],
)
def test_a_total_says_how_many_amounts_are_not_yet_known(total: TotalPublished, words: str) -> None:
    assert rules.total_text(total) == words


amounts = st.one_of(st.none(), st.integers(0, 10**12))


@given(st.lists(st.lists(amounts, max_size=3), max_size=8))
def test_a_total_is_the_known_amounts_and_the_number_of_others(
    rows: list[list[int | None]],
) -> None:
    total = rules.total_of([line(*row) for row in rows])

    flat = [pence for row in rows for pence in row]
    assert total.pence == sum(pence for pence in flat if pence is not None)
    assert total.unknown == flat.count(None)


@given(st.lists(st.integers(0, 10**12), min_size=1, max_size=8))
def test_a_column_has_pence_in_all_of_its_amounts_or_in_none(pences: list[int]) -> None:
    table = rules.printed(section(*(line(pence) for pence in pences)))

    assert {"." in row[-1] for row in table.texts} == {
        any(Money(pence).has_pence for pence in pences)
    }
