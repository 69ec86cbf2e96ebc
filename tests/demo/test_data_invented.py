"""The demonstration office's invented people, bodies, sums and years: linked and marked as such."""

import csv
import re
from collections import Counter
from datetime import date, datetime, timedelta

import holidays

from precept.demo.reading import path_of
from precept.foundation.money import Money, read_money
from tests.demo.reading import (
    FUNDS,
    ORGANISATIONS,
    PLANS,
    TABLES,
    every_text,
    later_lines,
    plan_of,
    pounds,
    rows_of,
)


def test_people_fill_every_role_of_the_story() -> None:
    assert Counter(person["role"] for person in plan_of("people")["person"]) == {
        "commissioner": 1,
        "deputy": 1,
        "chief-executive": 1,
        "chief-finance-officer": 1,
        "commissioning-manager": 1,
        "commissioning-officer": 2,
        "marker": 2,
        "external-expert": 2,
        "finance-officer": 1,
        "partner": 1,
        "provider": 3,
        "auditor": 1,
        "administrator": 1,
    }


def test_people_are_invented_with_an_address_that_cannot_be_delivered_to() -> None:
    people = plan_of("people")["person"]
    assert [person["slug"] for person in people if person["invented"] is not True] == []
    for person in people:
        dotted = person["name"].lower().replace(" ", ".")
        assert person["slug"] == dotted.replace(".", "-")
        assert re.fullmatch(rf"{re.escape(dotted)}@[a-z]+\.example", person["email"])
        assert person["story"].count(".") == 1
        assert person["story"].endswith(".")


def test_people_who_are_not_the_offices_belong_to_an_invented_organisation() -> None:
    office = "police-and-crime-commissioner-for-leicestershire"
    outside = {
        person["role"]: ORGANISATIONS[person["organisation"]]["invented"]
        for person in plan_of("people")["person"]
        if person["organisation"] != office
    }
    assert outside == {"external-expert": True, "partner": True, "provider": True}


def test_no_text_writes_to_anybody_outside_the_example_domain() -> None:
    found = [
        address
        for name in PLANS
        for text in every_text(plan_of(name))
        for address in re.findall(r"\S+@\S+", text)
        if not address.endswith(".example")
    ]
    assert found == []


def test_the_real_organisations_are_the_public_bodies_alone() -> None:
    assert {slug: body["kind"] for slug, body in ORGANISATIONS.items() if not body["invented"]} == {
        "police-and-crime-commissioner-for-leicestershire": "commissioning-body",
        "leicestershire-police": "police-force",
        "violence-reduction-network": "unit",
        "leicester-city-council": "council",
        "leicestershire-county-council": "council",
        "rutland-county-council": "council",
        "ministry-of-justice": "government-department",
        "home-office": "government-department",
    }


def test_only_the_commissioning_body_carries_a_real_identifier() -> None:
    real = [
        (slug, identifier["scheme"], identifier["id"])
        for slug, body in ORGANISATIONS.items()
        for identifier in body.get("identifiers", [])
        if not identifier["invented"]
    ]
    assert real == [
        ("police-and-crime-commissioner-for-leicestershire", "GB-PPON", "PXJR-8257-MYGR")
    ]


def test_identifiers_have_the_form_of_their_scheme_and_none_is_used_twice() -> None:
    letters = "BCDGHJLMNPQRTVWXYZ"
    form = {
        "GB-PPON": rf"P[{letters}]{{3}}-[1-9]{{4}}-[{letters}]{{3}}[{letters.removeprefix('B')}]",
        "GB-CHC": r"\d{7}",
        "GB-COH": r"(CE\d{6}|\d{8})",
    }
    pairs = [
        (identifier["scheme"], identifier["id"])
        for body in ORGANISATIONS.values()
        for identifier in body.get("identifiers", [])
    ]
    assert [pair for pair in pairs if not re.fullmatch(form[pair[0]], pair[1])] == []
    assert len(pairs) == len(set(pairs))


def test_the_protected_organisation_is_known_by_its_area_alone() -> None:
    [refuge] = [body for body in ORGANISATIONS.values() if body.get("protected_location")]
    assert refuge == {
        "slug": "larkmantle-refuge",
        "name": "Larkmantle Refuge",
        "kind": "charity",
        "does": "Gives shelter to people leaving abuse.",
        "area": "Leicestershire",
        "protected_location": True,
        "invented": True,
    }


def test_one_organisation_was_renamed_and_one_has_a_successor() -> None:
    assert [slug for slug, body in ORGANISATIONS.items() if "former_names" in body] == [
        "brindlewater-recovery"
    ]
    [merged] = [body for body in ORGANISATIONS.values() if "successor" in body]
    assert merged["slug"] == "fennelby-listening-service"
    assert merged["successor"] == "withywick-support"
    assert merged["ended"] + timedelta(days=1) == merged["succession_date"]


def test_links_between_organisations_and_funds_resolve() -> None:
    named = [body["part_of"] for body in ORGANISATIONS.values() if "part_of" in body]
    named += [body["successor"] for body in ORGANISATIONS.values() if "successor" in body]
    named += [person["organisation"] for person in plan_of("people")["person"]]
    for fund in FUNDS.values():
        named += [fund[key] for key in ("held_by", "granted_by") if key in fund]
    for _, _, line in later_lines():
        named += [line[key] for key in ("provider", "lead") if key in line]
        named += line.get("partners", [])
    assert set(named) - set(ORGANISATIONS) == set()


def test_a_budget_has_a_public_source_or_says_that_it_is_invented() -> None:
    budgets = [(code, budget) for code, fund in FUNDS.items() for budget in fund["budget"]]
    assert [
        pair for pair in budgets if ("source" in pair[1]) == pair[1].get("invented", False)
    ] == []
    assert [
        (code, budget["year"], budget["amount"]) for code, budget in budgets if "source" in budget
    ] == [
        ("VRN", "2021-22", "£934,683"),
        ("CSF", "2021-22", "£250,000"),
        ("CSF", "2022-23", "£400,000"),
        ("CSF", "2023-24", "£400,000"),
        ("CSF", "2024-25", "£400,000"),
    ]
    assert all(pounds(budget["amount"]) > 0 for _, budget in budgets)


def test_a_fund_has_one_budget_a_year() -> None:
    years = [(code, budget["year"]) for code, fund in FUNDS.items() for budget in fund["budget"]]
    assert len(years) == len(set(years))


def test_later_frameworks_follow_each_other_without_a_gap_and_cover_the_day_it_was_built() -> None:
    frameworks = plan_of("later-years")["framework"]
    assert [framework["year"] for framework in frameworks] == [
        "2023-24",
        "2024-25",
        "2025-26",
        "2026-27",
    ]
    starts = [plan_of("framework-2022-23")["ends"] + timedelta(days=1)]
    starts += [framework["ends"] + timedelta(days=1) for framework in frameworks[:-1]]
    assert [framework["starts"] for framework in frameworks] == starts
    assert frameworks[-1]["ends"] == date(2027, 3, 31)


def test_everything_in_a_later_framework_is_marked_as_invented() -> None:
    for framework, section, line in later_lines():
        assert framework["invented"] is section["invented"] is line["invented"] is True
        assert framework["introduction"].startswith(
            "This framework is invented for demonstration. No office published it, "
            "and no contract, grant or provider in it is real.\n\n"
        )
        named = [line[key] for key in ("provider", "lead") if key in line] + line.get(
            "partners", []
        )
        assert [slug for slug in named if not ORGANISATIONS[slug]["invented"]] == []


def test_later_frameworks_have_four_sections_and_eight_to_fifteen_lines() -> None:
    for framework in plan_of("later-years")["framework"]:
        assert [section["kind"] for section in framework["section"]] == [
            "contracts",
            "projects",
            "rounds",
            "formula-funding",
        ]
        assert 8 <= sum(len(section["line"]) for section in framework["section"]) <= 15


def test_a_later_line_has_a_reference_of_its_own_in_the_order_of_its_year() -> None:
    for framework in plan_of("later-years")["framework"]:
        year = framework["year"][:4]
        found = [line["reference"] for section in framework["section"] for line in section["line"]]
        assert found == [f"DEMO-{year}-{place:02d}" for place in range(1, len(found) + 1)]
    real = {row[0] for name in TABLES for row in rows_of(name)}
    assert [line["reference"] for _, _, line in later_lines() if line["reference"] in real] == []


def test_a_later_line_has_a_sum_or_is_to_be_confirmed() -> None:
    unknown = Counter(
        framework["year"] for framework, _, line in later_lines() if line["value"] == "tbc"
    )
    assert unknown == {"2023-24": 1, "2024-25": 1, "2025-26": 1, "2026-27": 1}
    known = [line for _, _, line in later_lines() if line["value"] != "tbc"]
    assert all(0 < pounds(line["value"]) < 2_000_000 for line in known)
    assert {line["fund"] for line in known} - set(FUNDS) == set()


def test_shares_of_a_later_line_add_up_to_its_value() -> None:
    shared = [line for _, _, line in later_lines() if "shares" in line]
    assert [line["reference"] for line in shared] == ["DEMO-2024-08"]
    for line in shared:
        assert sum(pounds(share["value"]) for share in line["shares"]) == pounds(line["value"])
        assert {share["fund"] for share in line["shares"]} - set(FUNDS) == set()


def test_rounds_of_a_year_fit_the_funds_budget_and_spend_no_more_than_they_had() -> None:
    budget = {each["year"]: pounds(each["amount"]) for each in FUNDS["CSF"]["budget"]}
    drawn: Counter[str] = Counter()
    for framework, section, line in later_lines():
        if section["kind"] == "rounds":
            shares = line.get("shares", [{"fund": line["fund"], "value": line["value"]}])
            drawn[framework["year"]] += int(
                sum(pounds(share["value"]) for share in shares if share["fund"] == "CSF")
            )
            assert pounds(line["cap"]) < pounds(line["value"])
            if "spend" in line:
                assert pounds(line["spend"]) <= pounds(line["value"])
    assert drawn == {"2023-24": 370_000, "2024-25": 340_000, "2025-26": 370_000, "2026-27": 370_000}
    assert [year for year, sum_drawn in drawn.items() if sum_drawn > budget[year]] == []


def test_later_contracts_and_formula_funding_begin_in_their_year_and_end_after() -> None:
    for framework, section, line in later_lines():
        if section["kind"] in {"contracts", "formula-funding"}:
            assert framework["starts"] <= line["starts"] <= framework["ends"], line["reference"]
            assert line["starts"] < line["ends"], line["reference"]
            ended = ORGANISATIONS[line["provider"]].get("ended")
            assert ended is None or line["starts"] <= ended, line["reference"]


def test_later_projects_are_decided_on_a_working_day_of_their_year() -> None:
    bank_holidays = holidays.country_holidays("GB", subdiv="ENG", years=range(2023, 2028))
    for framework, section, line in later_lines():
        if section["kind"] == "projects":
            assert framework["starts"] <= line["decide_by"] <= framework["ends"], line["reference"]
            assert line["decide_by"].weekday() < 5, line["reference"]
            assert line["decide_by"] not in bank_holidays, line["reference"]


def test_later_rounds_open_before_they_close_on_working_days() -> None:
    bank_holidays = holidays.country_holidays("GB", subdiv="ENG", years=range(2023, 2028))
    dated = [line for _, _, line in later_lines() if "closes" in line]
    assert len(dated) == 11
    for line in dated:
        moments: list[datetime] = [line["opens"], line["closes"]]
        assert moments == sorted(moments)
        assert [moment for moment in moments if moment.weekday() > 4] == []
        assert [moment for moment in moments if moment.date() in bank_holidays] == []
        assert line["closes"].time().isoformat() == "17:00:00"


def test_one_round_is_open_on_whatever_day_the_office_is_built() -> None:
    [line] = [line for _, _, line in later_lines() if "closes_days_from_build" in line]
    assert line["reference"] == "DEMO-2026-10"
    assert (line["opens_days_from_build"], line["closes_days_from_build"]) == (-21, 28)


def test_the_finished_round_has_the_figures_of_the_published_one() -> None:
    # People Zones 2024–25, round 2: 12 bids; 2 at 70 or more, 5 at 60, 4 at 40, 1 below; six funded.
    with path_of("people-zones-2024-25-2.csv").open(encoding="utf-8") as file:
        bids = list(csv.DictReader(file))
    scores = [float(bid["Score"]) for bid in bids]
    weights = {"Criterion 1": 25, "Criterion 2": 30, "Criterion 3": 25, "Criterion 4": 20}
    assert scores == [sum(w * int(bid[name]) for name, w in weights.items()) / 5 for bid in bids]
    assert Counter(
        "2" if s >= 70 else "5" if s >= 60 else "4" if s >= 40 else "1" for s in scores
    ) == {
        "2": 2,
        "5": 5,
        "4": 4,
        "1": 1,
    }
    funded = [bid for bid in bids if bid["Outcome"] == "Funded"]
    assert [float(bid["Score"]) >= 65 for bid in bids] == [bid in funded for bid in bids]
    assert len(funded) == 6
    awarded = sum((read_money(bid["Amount awarded"]) for bid in funded), Money(0))
    assert awarded == Money(39_305_40)


def test_what_the_books_tell_is_invented_and_of_invented_agreements_alone() -> None:
    told = plan_of("books")
    invented = {line["reference"] for _, _, line in later_lines()}
    named = {one["agreement"] for one in told["forecast"]}
    named |= {reference for one in told["scenario"] for reference in one["choices"]}

    assert named <= invented
    for kind, words in (("authority", "why"), ("forecast", "why"), ("carry", "why")):
        assert all(one[words].startswith("Invented for the demonstration") for one in told[kind])
    assert {one["note"] for one in told["scenario"]} == {"Invented for the demonstration."}
