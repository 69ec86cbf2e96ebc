"""The work with partners in the demonstration: the real service as its notice states it, the rest invented."""

from datetime import date

from precept.do.partners import rules
from precept.foundation.money import Money
from tests.demo.reading import ORGANISATIONS, later_lines, plan_of, pounds

STORY = plan_of("partners")


def test_the_domestic_abuse_services_stand_as_their_notice_states_them() -> None:
    said = STORY["domestic_abuse"]

    assert said["commissioners"] == [
        "leicester-city-council",
        "leicestershire-county-council",
        "rutland-county-council",
        "police-and-crime-commissioner-for-leicestershire",
    ]
    assert [(lot["title"], lot["value"], len(lot["contracts"])) for lot in said["lot"]] == [
        ("Leicester City", "£1,125,000", 1),
        ("Leicestershire County and Rutland", "£1,576,000", 2),
    ]
    assert (said["starts"], said["ends"]) == (date(2022, 4, 1), date(2025, 3, 31))
    assert said["longest"] == "At most five years"
    assert said["invented"] is False


def test_nothing_is_invented_of_it() -> None:
    said = STORY["domestic_abuse"]

    assert not {"lead", "contributions", "invoices", "underspend"} & set(said)
    for lot in said["lot"]:
        assert [set(contract) for contract in lot["contracts"]] == [
            {"reference", "title"} for _ in lot["contracts"]
        ]


def test_invoices_and_contracts_are_of_an_invented_service_and_provider() -> None:
    service = STORY["service"]

    assert service["source"] == "Invented for the demonstration"
    assert ORGANISATIONS[service["contract"]["provider"]]["invented"] is True
    partners = set(service["commissioners"]) - {"police-and-crime-commissioner-for-leicestershire"}
    assert [ORGANISATIONS[slug]["invented"] for slug in sorted(partners)] == [True, True]
    assert all(grant["programme"].endswith(", invented") for grant in STORY["grant"])


def test_the_formula_comes_to_what_the_framework_says_to_the_penny() -> None:
    year = STORY["formula"]["year"][0]
    lines = {
        line["provider"]: pounds(line["value"]) for _, _, line in later_lines() if in_2026(line)
    }

    found = rules.allocated(
        Money.of(pounds(year["value"])),
        [
            rules.AreaFigures(
                one["organisation"],
                one["organisation"],
                one["population"],
                one["crime"],
                one["demand"],
            )
            for one in year["areas"]
        ],
        STORY["formula"]["weights"],
        year["phase"],
    )

    assert {one.key: one.amount.pounds for one in found} == lines


def in_2026(line: dict[str, object]) -> bool:
    return line.get("reference") in {"DEMO-2026-12", "DEMO-2026-13"}
