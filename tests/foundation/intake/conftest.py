"""What the tests of intake share: their kinds of file, a folder for the files, and a manager."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from precept.foundation.intake import actions, sheets
from precept.foundation.intake.models import Intake
from precept.foundation.people.models import Person
from tests.foundation.intake.example_sheets import CONTRACTS, NETWORK, ROUNDS


@pytest.fixture(autouse=True)
def example_sheets(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> None:
    """Only the kinds of file of these tests, and files that go away with the test."""
    monkeypatch.setattr(sheets, "_sheets", {})
    for kind in (CONTRACTS, NETWORK, ROUNDS):
        sheets.sign_up(kind)
    settings.MEDIA_ROOT = str(tmp_path / "files")


@pytest.fixture
def manager(person: Callable[..., Person]) -> Person:
    """Somebody who loads files and keeps the register."""
    return person(role="commissioning-manager", name="Ann Example")


@pytest.fixture
def given(manager: Person) -> Callable[..., Intake]:
    """Give a file of contracts, and answer its question."""

    def give(content: bytes, name: str = "contracts.csv", kind_name: str = "contracts") -> Intake:
        intake = actions.begin(by=manager, kind_name=kind_name, name=name, content=content)
        if kind_name == "contracts" and intake.state == "mapped":
            intake = actions.answer_options(by=manager, intake=intake, answers={"year": "2022-23"})
        return intake

    return give
