"""What the demonstration office took from its strategy: whole, readable and word for word."""

import hashlib
import re
from collections import Counter
from datetime import date
from typing import Any

import pytest

from tests.demo.reading import (
    DATA,
    FUNDS,
    ORGANISATIONS,
    PLANS,
    PRIORITIES,
    TABLES,
    bullets_of,
    later_lines,
    plan_of,
    rows_of,
    section_of_strategy,
    text_of,
    words_of,
)

BOOKS = (
    "books.toml",
    "interests.toml",
    "procedures.toml",
    "projects.toml",
    "records.toml",
    "whole-cycle.toml",
    "year.toml",
)
"""What the office keeps and does beside the rounds: all of it invented."""
ROUNDS = ("finished-round.toml", "open-bids.toml", "open-round.toml", "people-zones-2024-25-2.csv")
"""Invented rounds: one that is open today, and one that is finished."""
MONEY = ("payments.toml",)
"""What was claimed and paid under an agreement of the finished one."""

DECIDED = ("decisions.toml",)
"""Invented decisions of which words are redacted."""


def test_data_holds_these_files_and_no_others() -> None:
    assert sorted(path.name for path in DATA.iterdir()) == sorted(
        [*(f"{name}.toml" for name in PLANS), *TABLES, *ROUNDS, *BOOKS, *MONEY, *DECIDED]
    )


@pytest.mark.parametrize(
    ("name", "digest"),
    [
        ("contracts.csv", "1a55a7a55e37be0d2ffeb821a6f1142302315c772b5c5c6f6e944731afa2121e"),
        (
            "safety-fund-rounds.csv",
            "4739c49f50d6ad659f26fae224d1c044a871f80c91a60449074f7c5a8d7037cd",
        ),
        (
            "violence-reduction-network.csv",
            "3cb5f719a7e99b238b49b7639ce3caa410eb28a45e888e736d342c56d234268f",
        ),
    ],
)
def test_a_table_is_byte_for_byte_what_the_office_wrote(name: str, digest: str) -> None:
    assert hashlib.sha256((DATA / name).read_bytes()).hexdigest() == digest


def test_tables_hold_seven_contracts_five_network_rows_and_six_rounds() -> None:
    assert {name: len(rows_of(name)) - 1 for name in TABLES} == {
        "contracts.csv": 7,
        "violence-reduction-network.csv": 5,
        "safety-fund-rounds.csv": 6,
    }


def test_the_words_of_the_strategy_are_those_compared_with_the_source() -> None:
    """The digest is of every heading and text, compared word by word with the source."""
    said = words_of(
        " ".join(part["heading"] + " " + part["text"] for part in plan_of("strategy")["section"])
    )
    assert len(said.split()) == 2368
    assert (
        hashlib.sha256(said.encode()).hexdigest()
        == "cc39fcb7d8317f21e76d87582b7b5a5b3a26e623da13f73078c3d6f31579ce5a"
    )


def test_the_strategy_keeps_its_order_and_its_date() -> None:
    strategy = plan_of("strategy")
    assert strategy["version_date"] == date(2022, 11, 28)
    assert [(part["level"], part["heading"]) for part in strategy["section"]] == [
        (2, "Introduction"),
        (2, "Commissioning Resources"),
        (2, "Commissioning Principles"),
        (3, "Evidence Based Commissioning"),
        (3, "Victim centred"),
        (3, "Openness and Transparency"),
        (3, "Value for Money"),
        (3, "Sustainability and Social Value"),
        (3, "Partnerships"),
        (2, "Commissioning Cycle"),
        (2, "Commissioning Cycle Process"),
        (2, "Commissioning Team"),
        (2, "Appendix - Police and Crime Priorities 2022-2023"),
        (3, "Commissioning Framework"),
        (3, "Victims of Crime"),
        (3, "Violence Against Women and Girls"),
        (3, "Upcoming Commissioning Activity for 2022 – 2023"),
        (3, "Upcoming Violence Reduction Network Commissioning 2022-2023"),
        (3, "Commissioners Safety Fund 2022 – 2023"),
    ]


def test_a_section_without_text_says_why_or_names_its_table() -> None:
    empty = {
        part["slug"]: part["table"] if "table" in part else part["note"].split(".")[0]
        for part in plan_of("strategy")["section"]
        if not part["text"]
    }
    assert empty == {
        "commissioning-cycle": "This section was a drawing",
        "commissioning-cycle-process": "This section was a drawing",
        "commissioning-team": "This section was a drawing of the team",
        "upcoming-commissioning-activity": "contracts.csv",
        "upcoming-violence-reduction-network-commissioning": "violence-reduction-network.csv",
        "commissioners-safety-fund": "safety-fund-rounds.csv",
    }


def test_strategy_text_is_paragraphs_and_bullets_without_soft_line_breaks() -> None:
    broken = [
        (part["slug"], block)
        for part in plan_of("strategy")["section"]
        for block in part["text"].strip().split("\n\n")
        if "\n" in block and not all(line.startswith("- ") for line in block.splitlines())
    ]
    assert broken == []


@pytest.mark.parametrize(
    "name", [*(f"{name}.toml" for name in PLANS), *TABLES, *ROUNDS, *BOOKS, *MONEY, *DECIDED]
)
def test_no_file_holds_what_the_scan_garbled_or_who_typed_the_footer(name: str) -> None:
    # Case as in the scan: "Your Commissioner" is a page header, "your commissioner" would be prose.
    marks = r"Neighbourh\b|Ballings|inities - |Your Communit|Your Commissioner|\bPGO\b|\bCH \d"
    marks += r"|POLICE & CRIME|28112022|cocommissioning|[*#]{2,}|</?\w+>|[\ue000-\uf8ff\ufffd]|👼"
    text = "\n".join(line for line in text_of(name).splitlines() if not line.startswith("#"))
    assert re.findall(marks, text) == []


def test_the_plan_has_the_strategys_nine_priorities_in_its_words_and_order() -> None:
    texts = [priority["text"] for priority in plan_of("plan")["priority"]]
    assert len(texts) == 9
    assert texts == bullets_of(section_of_strategy("introduction"))[:9]


def test_the_plan_states_no_term_for_a_priority() -> None:
    assert {priority["term"] for priority in plan_of("plan")["priority"]} == {"not stated"}


def test_the_plan_has_the_areas_that_could_be_read_and_says_one_could_not() -> None:
    areas = plan_of("plan")["resource_areas"]
    assert [area["text"] for area in areas["area"]] == bullets_of(
        section_of_strategy("introduction")
    )[9:]
    assert len(areas["area"]) == 9
    assert areas["note"] == (
        "One line of this list, after High Tech Policing, could not be read in the source "
        "and is left out."
    )


def test_the_plan_quotes_the_strategy_word_for_word() -> None:
    plan = plan_of("plan")
    introduction = section_of_strategy("introduction")["text"]
    quoted = [plan["basis"]["text"], plan["term_text"].rstrip("."), plan["review_text"]]
    quoted.append(plan["resource_areas"]["introduction"])
    source = introduction + section_of_strategy("appendix")["text"]
    assert [words for words in quoted if words not in source] == []


@pytest.mark.parametrize("place", [0, 1])
def test_an_aim_is_in_the_strategys_words(place: int) -> None:
    aim = plan_of("aims")["aim"][place]
    section = section_of_strategy(aim["slug"])
    bullets = "\n".join(f"- {measure['text']}" for measure in aim["measure"])
    statement = f"Strategic Aim – {aim['statement']}"
    paragraphs = [statement, aim["introduction"], aim["lead"], f"{bullets}\n"]
    assert section["text"] == "\n\n".join(paragraphs)
    assert section["heading"] == aim["title"]


def test_measures_are_seven_and_four_each_a_deliverable_or_monitored() -> None:
    kinds = [[measure["kind"] for measure in aim["measure"]] for aim in plan_of("aims")["aim"]]
    assert kinds == [["deliverable"] * 3 + ["monitored"] * 4, ["deliverable"] * 3 + ["monitored"]]


def test_measures_are_due_when_the_strategy_says_and_otherwise_state_no_date() -> None:
    victims, women_and_girls = plan_of("aims")["aim"]
    assert [measure.get("due") for measure in victims["measure"]] == [None] * 7
    assert {measure["timescale"] for measure in victims["measure"]} == {
        "within an agreed timescale"
    }
    assert [measure["due"] for measure in women_and_girls["measure"]] == [date(2023, 3, 31)] * 4


def test_only_the_forces_own_strategy_is_the_forces_to_write() -> None:
    names = {organisation["name"] for organisation in ORGANISATIONS.values()}
    responsible = {
        measure["slug"]: measure["responsible"]
        for aim in plan_of("aims")["aim"]
        for measure in aim["measure"]
        if "responsible" in measure
    }
    assert set(responsible.values()) - names == set()
    assert [slug for slug, who in responsible.items() if who == "Leicestershire Police"] == [
        "strategy-of-the-force"
    ]


def test_every_priority_that_is_named_is_in_the_plan() -> None:
    aims = plan_of("aims")["aim"]
    named = [slug for aim in aims for slug in aim["priorities"]]
    named += [slug for aim in aims for measure in aim["measure"] for slug in measure["priorities"]]
    named += [slug for _, _, line in later_lines() for slug in line["priorities"]]
    assert set(named) - set(PRIORITIES) == set()
    assert all(line["priorities"] for _, _, line in later_lines())


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("strategy", ("section",)),
        ("plan", ("priority",)),
        ("plan", ("resource_areas", "area")),
        ("aims", ("aim",)),
        ("people", ("person",)),
        ("organisations", ("organisation",)),
        ("funds", ("fund",)),
        ("framework-2022-23", ("section",)),
    ],
)
def test_every_slug_is_well_formed_and_unique(name: str, path: tuple[str, ...]) -> None:
    things: Any = plan_of(name)
    for key in path:
        things = things[key]
    slugs = [thing["slug"] for thing in things]
    assert [slug for slug in slugs if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)] == []
    assert [slug for slug, times in Counter(slugs).items() if times > 1] == []


def test_measure_slugs_are_unique_across_the_aims() -> None:
    slugs = [measure["slug"] for aim in plan_of("aims")["aim"] for measure in aim["measure"]]
    assert len(slugs) == len(set(slugs)) == 11


def test_the_framework_prints_the_titles_and_columns_of_the_appendix() -> None:
    sections = plan_of("framework-2022-23")["section"]
    assert [
        (part["title"], [column["title"] for column in part["columns"]]) for part in sections
    ] == [
        (
            "Upcoming Commissioning Activity for 2022 – 2023",
            ["Contract Number", "Contract Name", "Contract Due", "Contract Value"],
        ),
        (
            "Upcoming Violence Reduction Network Commissioning 2022-2023",
            ["Contract Number", "Contract Name", "Contract Period", "Contract Value"],
        ),
        (
            "Commissioners Safety Fund 2022 – 2023",
            [
                "Round Number",
                "Round Theme",
                "Round Deadline for Applications",
                "Value",
                "Total Round Spend",
            ],
        ),
    ]
    headings = {part.get("table"): part["heading"] for part in plan_of("strategy")["section"]}
    assert [headings[part["file"]] for part in sections] == [part["title"] for part in sections]


def test_the_framework_reads_every_column_of_its_files() -> None:
    for section in plan_of("framework-2022-23")["section"]:
        assert [column["key"] for column in section["columns"]] == rows_of(section["file"])[0]
        assert section["fund"] in FUNDS


def test_the_framework_is_introduced_in_the_strategys_words() -> None:
    framework = plan_of("framework-2022-23")
    assert framework["introduction"] == section_of_strategy("commissioning-framework")["text"]
    assert framework["review_text"] == "To be reviewed and updated – April 2023"
    assert (framework["starts"], framework["ends"]) == (date(2022, 4, 1), date(2023, 3, 31))
