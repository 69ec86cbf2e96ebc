"""The office's pages of evidence: what is shown, to whom, what becomes of what is typed."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from precept.foundation.documents import actions as documents
from precept.foundation.documents.models import StoredFile
from precept.foundation.people.models import Person
from precept.understand import actions, queries
from precept.understand.models import CrimePlan, EvidenceSource
from tests.understand import knowing
from tests.understand.pages import breadcrumbs, day, ways, words

LIST = "/office/evidence"
TYPED = {
    "title": "Nine studies of courses",
    "publisher": "Westmarch Institute",
    "year": "",
    "link": "studies.example/nine",
    "kind": "own evaluation",
    "agreement": "core004",
    "strength": "0",
    "relevance": "4",
    "says": "Fewer calls.",
    "does_not_say": "How safe victims felt.",
    "priorities": ["support-for-victims"],
}


@pytest.fixture(autouse=True)
def store(tmp_path: Path, settings: Any) -> None:
    """A file store for one test alone, in an office that said it has no scanner."""
    settings.MEDIA_ROOT = str(tmp_path / "files")
    settings.PRECEPT_SCANNER = "none"


def test_an_empty_list_says_what_to_do(officers: Client, auditors: Client) -> None:
    page = officers.get(LIST)

    assert "No source is kept yet" in words(page)
    assert ways(page) == {f"{LIST}/new"}
    assert f"{LIST}/new" not in ways(auditors.get(LIST))


def test_a_source_is_typed_and_read(
    officers: Client,
    auditors: Client,
    plan_in_force: CrimePlan,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    knowing.with_register(monkeypatch)

    sent = officers.post(f"{LIST}/new", {**TYPED, **day("review_on", date(2023, 6, 1))})

    made = EvidenceSource.objects.get()
    assert (sent.status_code, sent["Location"]) == (302, f"{LIST}/{made.reference}")
    assert (made.strength, made.year, made.agreement) == (0, None, "CORE004")
    assert made.link == "https://studies.example/nine"
    page = auditors.get(sent["Location"])
    said = words(page)
    assert "What it does not say How safe victims felt." in said
    assert "0 Tells, does not measure." in said
    assert "4 Ours. Our own service" in said
    assert "Maryland Scientific Methods Scale" in said
    assert "Support for victims" in said
    assert ways(page) == {"/office/register/CORE004"}
    assert breadcrumbs(page) == ["Office", "Evidence", "Nine studies of courses"]


def test_what_is_wrong_stands_beside_its_field(
    officers: Client, plan_in_force: CrimePlan, monkeypatch: pytest.MonkeyPatch
) -> None:
    knowing.with_register(monkeypatch)
    typed = {**TYPED, "agreement": "CORE999", "strength": "7", "year": "MMXX"}

    page = officers.post(f"{LIST}/new", {**typed, **day("review_on", date(2023, 6, 1))})

    said = words(page)
    assert "Choose how strong it is" in said
    assert "Enter a whole number from 1900 to 2,100" in said
    page = officers.post(
        f"{LIST}/new", {**TYPED, "agreement": "CORE999", **day("review_on", date(2023, 6, 1))}
    )
    assert "The register has no agreement “CORE999”" in words(page)


def test_a_source_is_changed_looked_at_and_withdrawn(officers: Client, officer: Person) -> None:
    made = knowing.source(officer)
    here = f"{LIST}/{made.reference}"
    typed = {**TYPED, "kind": "trial", "agreement": "", "priorities": [], "version": "1"}

    assert officers.get(f"{here}/change").status_code == 200
    changed = officers.post(f"{here}/change", {**typed, "why": "Read again"})
    stale = officers.post(f"{here}/change", {**typed, "title": "Mine", "why": ""})
    looked = officers.post(
        f"{here}/look-again",
        {"words": "It holds", "version": "2", **day("review_on", date(2024, 1, 1))},
    )
    gone = officers.post(f"{here}/withdraw", {"why": "A later trial", "version": "3"})

    assert [one.status_code for one in (changed, stale, looked, gone)] == [302, 409, 302, 302]
    assert "Somebody else changed this" in words(stale)
    assert 'value="Mine"' in stale.content.decode()
    page = officers.get(here)
    assert "Withdrawn on 1 December 2022: A later trial" in words(page)
    assert f"{here}/change" not in ways(page)
    assert officers.get(f"{here}/nothing").status_code == 404
    assert officers.get(f"{LIST}/V0").status_code == 404


def test_a_file_of_a_source_is_opened_by_whoever_works_here(
    officers: Client, auditors: Client, officer: Person
) -> None:
    made = knowing.source(officer)
    given = SimpleUploadedFile("study.txt", b"The study")

    sent = officers.post(f"{LIST}/{made.reference}/file", {"file": given})
    file = StoredFile.objects.get()
    documents.scan(reference=file.reference)

    assert sent.status_code == 302
    assert f"/files/{file.reference}" in ways(auditors.get(f"{LIST}/{made.reference}"))
    assert auditors.get(f"/files/{file.reference}").status_code == 200
    nothing = officers.post(f"{LIST}/{made.reference}/file", {})
    assert "Choose a file" in words(nothing)


def test_the_list_is_searched_and_filtered(
    officers: Client, officer: Person, plan_in_force: CrimePlan
) -> None:
    knowing.source(officer, priorities=["support-for-victims"])
    knowing.source(officer, title="What people tell", kind="experience", strength=0)
    gone = knowing.source(officer, title="Old figures", kind="statistics", strength=1)
    actions.withdraw_source(by=officer, source=gone, version=1, why="x")

    def found(query: str) -> set[str]:
        titles = {"Nine studies of courses", "What people tell", "Old figures"}
        said = words(officers.get(f"{LIST}?{query}"))
        return {one for one in titles if one in said}

    assert found("") == {"Nine studies of courses", "What people tell", "Old figures"}
    assert found("words=people+tell") == {"What people tell"}
    assert found("kind=experience") == {"What people tell"}
    assert found("strength=1") == {"Nine studies of courses", "Old figures"}
    assert found("relevance=3") == set()
    assert found("priority=support-for-victims") == {"Nine studies of courses"}
    assert found("state=withdrawn") == {"Old figures"}
    assert found("state=look") == set()
    assert found("words=zzz") == set()


def test_the_list_costs_the_same_at_one_row_and_at_many(
    officers: Client, officer: Person, plan_in_force: CrimePlan
) -> None:
    knowing.source(officer, priorities=["support-for-victims"])
    officers.get(LIST)
    with CaptureQueriesContext(connection) as one:
        officers.get(LIST)
    for _ in range(60):
        knowing.source(officer, priorities=["support-for-victims"])
    with CaptureQueriesContext(connection) as many:
        page = officers.get(LIST)

    assert len(one) == len(many) <= 12
    assert len(page.content) < 60 * 1024


def test_one_page_costs_little(officers: Client, officer: Person, plan_in_force: CrimePlan) -> None:
    made = knowing.source(officer, priorities=["support-for-victims", "night-time-economy"])
    here = f"{LIST}/{made.reference}"
    officers.get(here)
    with CaptureQueriesContext(connection) as asked:
        officers.get(here)

    assert len(asked) <= 12
    assert queries.titles_of(made.priorities) == ["Support for victims", "Night-time economy"]


def test_a_source_whose_day_has_come_waits_on_the_desk_of_who_keeps_the_plan(
    officers: Client, auditors: Client, officer: Person, on: Any
) -> None:
    made = knowing.source(officer)
    assert f"{LIST}/{made.reference}" not in ways(officers.get("/office/"))

    on(date(2023, 12, 2))

    page = officers.get("/office/")
    assert f"{LIST}/{made.reference}" in ways(page)
    assert "this source is to be looked at again since 1 December 2023" in words(page)
    assert f"{LIST}/{made.reference}" not in ways(auditors.get("/office/"))
