"""Applicants and those in the office who check them."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from precept.foundation import clock
from precept.foundation.documents.models import StoredFile
from precept.foundation.people.models import Person
from precept.parties import actions
from precept.parties.models import Organisation, Paper


@pytest.fixture
def applicant(person: Callable[..., Person]) -> Person:
    """Somebody with nothing but an e-mail address."""
    return person(name="Asha Applicant")


@pytest.fixture
def stranger(person: Callable[..., Person]) -> Person:
    """Somebody else with nothing but an e-mail address."""
    return person(name="Sid Stranger")


@pytest.fixture
def finance(person: Callable[..., Person]) -> Person:
    """Somebody who approves bank details."""
    return person(role="finance-officer", name="Fay Finance")


@pytest.fixture
def chief_finance(person: Callable[..., Person]) -> Person:
    """Somebody else who approves bank details."""
    return person(role="chief-finance-officer", name="Cy Chief")


@pytest.fixture
def start(applicant: Person) -> Callable[..., Organisation]:
    """Start a profile: ``start("Oxenmere Boxing Club", by=somebody, kinds=["charity"])``."""

    def make(name: str = "Oxenmere Boxing Club", **given: Any) -> Organisation:
        return actions.start_profile(
            **{"by": applicant, "name": name, "kinds": ["community group"], **given}
        )

    return make


@pytest.fixture
def club(start: Callable[..., Organisation]) -> Organisation:
    """A group whose profile the applicant keeps and signs for."""
    return start(role="Chair", area="Rutland", telephone="0116 496 0321")


@pytest.fixture
def paper(club: Organisation, applicant: Person) -> Paper:
    """A constitution that the scanner found clean."""
    given = actions.give_paper(
        by=applicant,
        organisation=club,
        kind="constitution",
        name="rules.txt",
        content=b"These are our rules.",
    )
    StoredFile.objects.filter(reference=given.file).update(state="clean", settled=clock.now())
    return given


@pytest.fixture
def charity(start: Callable[..., Organisation]) -> Organisation:
    """A group that says it is a registered charity."""
    return start(scheme="GB-CHC", value="1234567", starts=date(2011, 5, 1))
