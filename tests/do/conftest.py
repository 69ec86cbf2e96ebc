"""What the tests of rounds and agreements lean on: funds, people, files as the office wrote them."""

from collections.abc import Callable
from importlib.resources import files
from typing import Any

import pytest
from django.test import Client

from precept.foundation.intake import actions as intake
from precept.foundation.intake.models import Intake
from precept.foundation.ledger.models import Event
from precept.foundation.people.models import Person
from precept.plan.models import Fund

FUNDS = (
    ("CORE", "Core budget", "OPCC", "core"),
    ("VRN", "Violence Reduction Network", "VRN", "partner"),
    ("CSF", "Commissioner's Safety Fund", "CSF", "ring-fenced"),
)
SOURCE = "Commissioning Strategy, 28 November 2022, Appendix"


@pytest.fixture
def funds(db: None) -> dict[str, Fund]:
    """The three funds of the strategy, by code."""
    return {
        code: Fund.objects.create(code=code, name=name, short_name=short_name, kind=kind)
        for code, name, short_name, kind in FUNDS
    }


@pytest.fixture
def keeper(person: Callable[..., Person]) -> Person:
    """Somebody who keeps and publishes the register, and loads files."""
    return person(role="commissioning-manager")


@pytest.fixture
def officer(person: Callable[..., Person]) -> Person:
    """Somebody who keeps the register and may not publish it."""
    return person(role="commissioning-officer")


@pytest.fixture
def reader(person: Callable[..., Person]) -> Person:
    """Somebody who works in the office and may change nothing."""
    return person(role="auditor")


def as_written(name: str) -> bytes:
    """A file of the demonstration office, byte for byte."""
    return files("precept.demo").joinpath("data", name).read_bytes()


@pytest.fixture
def give(keeper: Person) -> Callable[..., Intake]:
    """Give a file and answer its questions; nothing is loaded yet."""

    def given(kind: str, name: str, content: bytes | None = None, **answers: str) -> Intake:
        file = intake.begin(
            by=keeper,
            kind_name=kind,
            name=name,
            content=as_written(name) if content is None else content,
        )
        return intake.answer_options(by=keeper, intake=file, answers=answers)

    return given


@pytest.fixture
def load(give: Callable[..., Intake], keeper: Person) -> Callable[..., Intake]:
    """Give a file, answer its questions and load it."""

    def loaded(kind: str, name: str, content: bytes | None = None, **answers: str) -> Intake:
        file = give(kind, name, content, **answers)
        assert file.state == "ready", file.unsure
        return intake.confirm(by=keeper, intake=file, why=SOURCE, rows=file.rows_to_load)

    return loaded


CONTRACTS = {"year": "2022-23", "section": "core", "fund": "CORE"}
PERIODS = {"year": "2022-23", "section": "vrn", "fund": "VRN"}
ROUNDS = {
    "year": "2022-23",
    "section": "csf",
    "fund": "CSF",
    "own_fund": "CSF",
    "other_fund": "by-name",
}


@pytest.fixture
def appendix(funds: dict[str, Fund], load: Callable[..., Intake]) -> list[Intake]:
    """The three tables of the strategy's appendix, loaded as the office wrote them."""
    return [
        load("contracts", "contracts.csv", **CONTRACTS),
        load("contract periods", "violence-reduction-network.csv", **PERIODS),
        load("rounds", "safety-fund-rounds.csv", **ROUNDS),
    ]


@pytest.fixture
def event_types() -> Callable[[str], list[str]]:
    """The types of the events of a subject, in order."""

    def types(subject: str) -> list[str]:
        found = Event.objects.filter(subject=subject).order_by("place")
        return list(found.values_list("type", flat=True))

    return types


@pytest.fixture
def counted() -> Any:
    """How many queries a page takes."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    return lambda: CaptureQueriesContext(connection)


@pytest.fixture
def browser(keeper: Person, client_as: Callable[[Person], Client]) -> Client:
    """The browser of somebody who keeps the register."""
    return client_as(keeper)
