"""The office's approved conditions of grant are those that its awards bear, from the day of the version on."""

from collections.abc import Callable
from datetime import date

import pytest

from precept.do.agreements import queries as agreements
from precept.do.agreements import rules
from precept.do.procedures.models import Standard, StandardVersion
from tests.do.procedures.conftest import TODAY

pytestmark = pytest.mark.django_db


def test_without_a_document_of_its_own_the_file_holds() -> None:
    assert agreements.conditions_in_force("CSF", TODAY) == rules.standard_conditions("CSF", TODAY)


def test_an_approved_document_holds_from_its_day_on(document: Standard) -> None:
    found = agreements.conditions_in_force("CSF", TODAY)

    assert found is not None
    assert (found.applies_from, found.source) == (TODAY, "Conditions of grant, version 1")
    assert "Money that was not spent as agreed is paid back." in found.words
    assert found.words[0].startswith("The money is spent on the purpose of this award")
    before = date(2026, 3, 31)
    assert agreements.conditions_in_force("CSF", before) == rules.standard_conditions("CSF", before)


def test_the_version_of_the_day_holds_and_not_the_newest(
    document: Standard, next_version: Callable[..., StandardVersion]
) -> None:
    next_version(document.key, date(2026, 5, 1))

    sources = [
        found.source
        for day in (date(2026, 4, 30), date(2026, 5, 1))
        if (found := agreements.conditions_in_force("CSF", day))
    ]

    assert sources == ["Conditions of grant, version 1", "Conditions of grant, version 2"]
