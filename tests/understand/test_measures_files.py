"""The file itself beside what is said of a deliverable: kept, scanned, opened by whoever works here."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from precept.foundation.documents import actions as documents
from precept.foundation.documents.models import StoredFile
from precept.foundation.people.models import Person
from precept.understand import actions
from precept.understand.models import Measure


@pytest.fixture(autouse=True)
def store(tmp_path: Path, settings: Any) -> None:
    """A file store for one test alone, in an office that said it has no scanner."""
    settings.MEDIA_ROOT = str(tmp_path / "files")
    settings.PRECEPT_SCANNER = "none"


@pytest.fixture
def measure(person: Callable[..., Person]) -> Measure:
    """A deliverable of 2022–23."""
    keeper = person(role="commissioning-manager")
    aim = actions.add_aim(by=keeper, year="2022-23", title="Victims", statement="Help them.")
    return actions.add_measure(by=keeper, aim=aim, kind="deliverable", text="A written strategy")


def address(measure: Measure) -> str:
    return f"/office/measures/2022-23/{measure.slug}"


def test_a_file_is_kept_beside_a_measure_and_opened_by_whoever_works_here(
    measure: Measure, person: Callable[..., Person], client_as: Callable[[Person], Client]
) -> None:
    manager, auditor = person(role="commissioning-manager"), person(role="auditor")
    given = SimpleUploadedFile("strategy.txt", b"The strategy itself")

    sent = client_as(manager).post(f"{address(measure)}/file", {"file": given})
    file = StoredFile.objects.get()
    documents.scan(reference=file.reference)
    page = client_as(auditor).get(address(measure)).content.decode()
    opened = client_as(auditor).get(f"/files/{file.reference}")

    assert sent.status_code == 302
    assert (file.about, file.name) == (measure.subject, "strategy.txt")
    assert f"/files/{file.reference}" in page
    assert b"".join(opened) == b"The strategy itself"  # type: ignore[arg-type]


def test_a_file_we_do_not_take_is_refused_beside_its_field(
    measure: Measure, person: Callable[..., Person], client_as: Callable[[Person], Client]
) -> None:
    manager = person(role="commissioning-manager")
    given = SimpleUploadedFile("strategy.exe", b"MZ")

    page = client_as(manager).post(f"{address(measure)}/file", {"file": given})

    assert page.status_code == 422
    assert "strategy.exe" in page.content.decode()
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize("role", ["auditor", "provider"])
def test_only_people_who_ask_for_returns_add_files(
    role: str,
    measure: Measure,
    person: Callable[..., Person],
    client_as: Callable[[Person], Client],
) -> None:
    given = SimpleUploadedFile("strategy.txt", b"The strategy itself")

    page = client_as(person(role=role)).post(f"{address(measure)}/file", {"file": given})

    assert page.status_code == 403
    assert not StoredFile.objects.exists()


def test_somebody_outside_the_office_cannot_open_evidence(
    measure: Measure, person: Callable[..., Person], client_as: Callable[[Person], Client]
) -> None:
    manager = person(role="commissioning-manager")
    file = documents.keep(
        by=manager, about=measure.subject, name="strategy.txt", content=b"The strategy itself"
    )
    documents.scan(reference=file.reference)

    assert client_as(person(role="provider")).get(f"/files/{file.reference}").status_code == 404
