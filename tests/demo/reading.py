"""Reads the demonstration office's data as its files hold it, for the tests that check them."""

import csv
import re
import tomllib
from collections.abc import Iterator
from decimal import Decimal
from importlib.resources import files
from typing import Any

DATA = files("precept.demo") / "data"
PLANS = (
    "agreements-at-work",
    "aims",
    "answers",
    "evidence",
    "framework-2022-23",
    "funds",
    "later-years",
    "managed",
    "needs",
    "organisations",
    "partners",
    "people",
    "succession",
    "plan",
    "strategy",
)
TABLES = ("contracts.csv", "safety-fund-rounds.csv", "violence-reduction-network.csv")

Table = dict[str, Any]


def text_of(name: str) -> str:
    return (DATA / name).read_text(encoding="utf-8")


def plan_of(name: str) -> Table:
    return tomllib.loads(text_of(f"{name}.toml"))


def rows_of(name: str) -> list[list[str]]:
    return list(csv.reader(text_of(name).splitlines()))


def words_of(text: str) -> str:
    return " ".join(text.split())


def bullets_of(section: Table) -> list[str]:
    return [line[2:] for line in section["text"].splitlines() if line.startswith("- ")]


def section_of_strategy(slug: str) -> Table:
    [section] = [part for part in plan_of("strategy")["section"] if part["slug"] == slug]
    return dict(section)


def every_text(thing: object) -> Iterator[str]:
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, list):
        for part in thing:
            yield from every_text(part)
    elif isinstance(thing, dict):
        for part in thing.values():
            yield from every_text(part)


def later_lines() -> list[tuple[Table, Table, Table]]:
    return [
        (framework, section, line)
        for framework in plan_of("later-years")["framework"]
        for section in framework["section"]
        for line in section["line"]
    ]


def pounds(text: str) -> Decimal:
    assert re.fullmatch(r"£\d{1,3}(,\d{3})*(\.\d\d)?", text), text
    return Decimal(text.removeprefix("£").replace(",", ""))


ORGANISATIONS: dict[str, Table] = {
    organisation["slug"]: organisation for organisation in plan_of("organisations")["organisation"]
}
FUNDS: dict[str, Table] = {fund["code"]: fund for fund in plan_of("funds")["fund"]}
PRIORITIES: list[str] = [priority["slug"] for priority in plan_of("plan")["priority"]]
