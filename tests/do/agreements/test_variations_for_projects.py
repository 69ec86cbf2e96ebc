"""Variations on the thread of a commissioning project: begun for it, found, offered, and leading back."""

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace

import pytest
from django.test import Client

from precept.do.agreements import actions
from precept.do.agreements.models import Agreement, Variation
from precept.foundation.people.models import Person
from precept.plan import actions as projects
from precept.plan import queries as plan
from precept.plan import sign_ups as pieces
from precept.plan.models import Fund, Project, ProjectLink
from tests.do.agreements.signed import signed
from tests.reading import words

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def midday(on: Callable[[date], None]) -> None:
    on(date(2026, 11, 16))


@pytest.fixture
def agreement(funds: dict[str, Fund], cast: SimpleNamespace) -> Agreement:
    return signed(funds["CORE"], manager=cast.officer)


def project_of(cast: SimpleNamespace, agreement: Agreement) -> Project:
    """A project that the agreement is tied to."""
    made = projects.begin_project(
        by=cast.officer, title="Nights go on", purpose="Somebody answers.", owner=cast.officer
    )
    projects.tie(by=cast.officer, project=made, kind="agreement", typed=agreement.reference)
    return made


def test_a_variation_begun_for_a_project_is_tied_to_it_and_leads_back(
    cast: SimpleNamespace, agreement: Agreement, client_as: Callable[[Person], Client]
) -> None:
    project = project_of(cast, agreement)
    browser = client_as(cast.officer)
    begin = f"/office/register/{agreement.reference}/variations/new"
    page = f"{begin}?project={project.reference}"
    assert "It is tied to the project “Nights go on”." in words(browser.get(page))

    typed = {"kind": "extension", "reason": "It goes well."}
    assert browser.post(page, typed).status_code == 302

    made = Variation.objects.get()
    link = project.links.get(kind="variation")
    assert (link.subject, link.why) == (f"variation:{agreement.reference}-V1", "It goes well.")
    ((_, _), (kind, (tied,))) = plan.thread(cast.officer, project)
    assert (kind.title, tied.piece.title) == ("Variation", f"{made.reference} {agreement.title}")
    assert tied.piece.href == f"/office/register/{agreement.reference}/variations/1"
    assert tied.piece.public == ""
    assert "Commissioning project: Nights go on" in words(browser.get(tied.piece.href))
    story = words(browser.get(f"/office/projects/{project.reference}"))
    assert f"{made.reference} {agreement.title} Being drafted" in story


def test_a_variation_is_not_tied_to_a_project_that_is_over_or_has_nothing_to_do_with_it(
    cast: SimpleNamespace, agreement: Agreement, client_as: Callable[[Person], Client]
) -> None:
    over, other = project_of(cast, agreement), project_of(cast, agreement)
    projects.stop_project(by=cast.officer, project=over, version=1, words="No money.")
    other.links.all().delete()
    browser = client_as(cast.officer)
    for project in (over.reference, other.reference, "P0"):
        page = f"/office/register/{agreement.reference}/variations/new?project={project}"
        assert "It is tied to the project" not in words(browser.get(page))
        assert browser.post(page, {"kind": "extension", "reason": "Well."}).status_code == 302

    assert Variation.objects.count() == 3
    assert not ProjectLink.objects.filter(kind="variation").exists()


def test_variations_are_found_by_reference_and_offered_the_newest_first(
    cast: SimpleNamespace, agreement: Agreement, person: Callable[..., Person]
) -> None:
    first, second = (
        actions.draft_variation(
            by=cast.officer, agreement=agreement, kind="extension", reason="It goes well."
        )
        for _ in range(2)
    )
    kind = pieces.piece_kind("variation")
    assert kind is not None

    assert kind.find(cast.officer, f" {first.reference.lower()} ") == first.subject
    for typed in ("", "V1", agreement.reference, f"{agreement.reference}-V9", "-V1", "X-Vx"):
        assert kind.find(cast.officer, typed) == ""
    offered = [one.subject for one in kind.newest(cast.officer, 50)]
    assert offered == [second.subject, first.subject]
    assert [one.subject for one in kind.newest(cast.officer, 1)] == [second.subject]
    stranger = person()
    assert kind.newest(stranger, 50) == []
    assert kind.describe(stranger, [first.subject]) == {}
    assert kind.find(stranger, first.reference) == ""
