"""What leaves the office of a needs assessment, and what stands on its desks."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from precept.foundation.ledger.actions import NotAllowed, Refused
from precept.foundation.people.models import Person
from precept.foundation.publications.models import Publication
from precept.foundation.search import queries as search
from precept.foundation.search.entries import Wanted
from precept.understand.actions import counts
from precept.understand.actions import needs as actions
from precept.understand.models import Area, NeedsAssessment
from precept.understand.published import NeedPublished
from precept.understand.queries import needs as queries
from precept.understand.rules import needs as rules
from tests.understand.needs.conftest import APRIL, FIGURE, MAY, REVIEW
from tests.understand.pages import words
from tests.understand.told import last

pytestmark = pytest.mark.django_db


def released(need: NeedsAssessment) -> NeedPublished:
    row = Publication.objects.get(kind="need", key=need.reference, is_latest=True)
    return NeedPublished.model_validate_json(row.payload)


def test_only_an_agreed_edition_is_published_by_who_may(
    agreed: NeedsAssessment, begun: NeedsAssessment, officer: Person, commissioner: Person
) -> None:
    with pytest.raises(NotAllowed):
        actions.publish_need(by=officer, need=agreed)
    fresh = actions.begin_need(by=officer, title="Another")
    with pytest.raises(Refused, match="Only an agreed edition"):
        actions.publish_need(by=commissioner, need=fresh)


def test_no_small_count_is_in_what_is_published(public: NeedsAssessment) -> None:
    said = released(public)
    (figure,) = said.figures

    assert {one.name: one.words for one in figure.areas} == {
        "Blaby": "not shown",
        "Leicester": "780",
        "North West Leicestershire": "310",
        "Rutland": "fewer than 5",
    }
    assert [one.tenths for one in figure.areas if one.count is None] == [None, None]
    assert figure.total == 1_151
    (rutland,) = [one for one in said.coverage if one.name == "Rutland"]
    assert (rutland.count, rutland.rate, rutland.need) == (
        "fewer than 5",
        "not known",
        "Not known",
    )
    assert [one.name for one in said.coverage if one.is_cold] == ["North West Leicestershire"]


def test_a_figure_that_would_give_itself_away_is_withheld_whole(
    draft: NeedsAssessment,
    officer: Person,
    manager: Person,
    commissioner: Person,
    counted: dict[str, Area],
) -> None:
    actions.set_figures(
        by=officer,
        need=draft,
        revision=draft.revision,
        areas=[counted["Rutland"]],
        figures=[FIGURE],
        first_month=APRIL,
        last_month=MAY,
    )
    now = queries.need(draft.reference)
    now = actions.agree_need(by=manager, need=now, revision=now.revision)
    actions.publish_need(by=commissioner, need=now)

    (figure,) = released(now).figures

    assert figure.is_withheld
    assert figure.total is None
    assert {one.count for one in (*figure.areas,)} == {None}
    assert {one.count for one in (*figure.months,)} == {None}


def test_a_published_assessment_is_found_by_search(public: NeedsAssessment) -> None:
    found = search.find(Wanted(scope="public", words="programme west"))

    assert [(one.href, one.title) for one in found.hits] == [
        (f"/needs/{public.reference}", "People who harm partners")
    ]
    assert found.hits[0].shown["cold_spots"] == ["North West Leicestershire"]


def test_reviews_that_are_due_and_drafts_stand_on_the_desk(
    agreed: NeedsAssessment, officer: Person, on: Callable[[date], None], officers: Client
) -> None:
    assert queries.needs_that_wait(date(2022, 12, 1)) == []
    assert queries.needs_that_wait(REVIEW) == [agreed]
    draft = actions.begin_need(by=officer, title="Another need")
    on(REVIEW)
    said = words(officers.get("/office/"))
    assert "Another need is being drafted" in said
    assert "People who harm partners: its review was due 1 December 2023" in said
    assert f"/office/needs/{draft.reference}" in officers.get("/office/").content.decode()
    assert rules.stands("agreed", REVIEW, date(2023, 12, 2)).text == "Review overdue"


def test_counts_are_kept_by_who_loads_files_and_keeps_the_plan(
    areas: dict[str, Area], auditor: Person, manager: Person
) -> None:
    said = {"kind": "Burglary", "month": APRIL, "area": areas["Blaby"], "count": 3}
    with pytest.raises(NotAllowed):
        counts.keep_count(by=auditor, **said)  # type: ignore[arg-type]
    for wrong, field in (
        ({"kind": " "}, "kind"),
        ({"month": date(2030, 1, 1)}, "month"),
        ({"count": -1}, "count"),
    ):
        with pytest.raises(Refused) as refusal:
            counts.keep_count(by=manager, **(said | wrong))  # type: ignore[arg-type]
        assert refusal.value.field == field

    kept = counts.keep_count(by=manager, **said)  # type: ignore[arg-type]

    assert last(kept.kind.subject)["after"]["count"] == 3
