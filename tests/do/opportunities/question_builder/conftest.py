"""A round whose questions are being built."""

from collections.abc import Callable

import pytest
from django.test import Client

from precept.do.opportunities import actions
from precept.do.opportunities.models import Call
from precept.foundation.people.models import Person
from precept.foundation.questions.sets import QuestionSet
from precept.foundation.questions.starting import starting_sets
from precept.plan.models import Fund
from tests.do.opportunities.question_builder.doing import put


@pytest.fixture
def call(officer: Person, funds: dict[str, Fund]) -> Call:
    """A round that is being set up, asking nothing yet."""
    return actions.set_up_call(
        by=officer, fund=funds["CSF"], programme="Safety Fund", year="2026-27", theme="Rural safety"
    )


@pytest.fixture
def runner(officer: Person, client_as: Callable[[Person], Client]) -> Client:
    """The browser of somebody who runs rounds."""
    return client_as(officer)


@pytest.fixture
def asks(call: Call, officer: Person) -> QuestionSet:
    """The Safety Fund's questions, put into the draft."""
    asked = starting_sets()[0].question_set
    put(call, officer, asked)
    return asked
