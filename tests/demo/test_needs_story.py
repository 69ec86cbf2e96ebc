"""The need behind the perpetrator service: three real figures, everything else invented and marked so."""

from datetime import date, timedelta

import pytest

from precept.demo.actions.cast import Cast
from precept.demo.actions.needs import assess_needs
from precept.foundation import clock
from precept.foundation.people.models import Person, RoleHeld
from precept.foundation.publications import queries as publications
from precept.understand import sign_ups
from precept.understand.models import CountKind, CrimePlan, NeedCount, NeedsAssessment, Priority
from precept.understand.published import NeedPublished
from precept.understand.rules.areas import standard_areas
from tests.demo.reading import plan_of

STORY = plan_of("needs")


def test_the_three_figures_of_people_helped_are_the_real_ones() -> None:
    agreed = STORY["agreed"]

    assert agreed["population"] == 189
    assert "188 victims and 341 secondary victims" in agreed["population_of"]
    assert "189 perpetrators, 188 victims and 341 secondary victims" in agreed["findings"]
    assert "Everything else here is invented" in agreed["findings"]


def test_every_count_and_service_says_that_it_is_invented() -> None:
    assert STORY["count"]["source"] == "Invented for the demonstration"
    assert all("(invented)" in one["title"] for one in STORY["count"]["kind"])
    named = [one["what"] for one in STORY["agreed"]["service"] if "what" in one]
    assert all(
        "(invented" in one for one in (*named, *(gap["what"] for gap in STORY["agreed"]["gap"]))
    )


def test_counts_are_of_areas_of_the_list_that_hold_no_other() -> None:
    listed = {one.code: one for one in standard_areas().areas}
    holders = {one.parent for one in listed.values()}
    for kind in STORY["count"]["kind"]:
        assert set(kind["by_area"]) == {one.code for one in listed.values() if one.row}
        assert not set(kind["by_area"]) & holders


@pytest.fixture
def cast(db: None) -> Cast:
    """The few who act in it, with a plan that has the priorities it serves."""
    people = {}
    for role in ("commissioning-manager", "commissioning-officer", "chief-executive"):
        people[role] = Person.objects.create(name=role, email=f"{role}@opcc.example")
        RoleHeld.objects.create(person=people[role], role=role, starts=date(2020, 1, 1))
    plan = CrimePlan.objects.create(
        reference="2021-24",
        version=1,
        title="Plan",
        first_year=2021,
        last_year=2024,
        state="published",
    )
    slugs = {*STORY["agreed"]["priorities"], *STORY["draft"]["priorities"]}
    for place, slug in enumerate(sorted(slugs), 1):
        Priority.objects.create(plan=plan, place=place, slug=slug, title=slug, text=slug)
    return Cast(people)


def test_one_assessment_is_agreed_and_published_and_one_is_a_draft(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = sign_ups.KnownService("agreement:DEMO-WORK-01", "Advocates", "Withywick", "/o", "/r")
    monkeypatch.setitem(sign_ups._finds, "agreement", lambda _: [known])

    assess_needs(cast)

    agreed = NeedsAssessment.objects.get(state="agreed")
    draft = NeedsAssessment.objects.get(state="draft")
    assert (agreed.is_invented, draft.is_invented) == (True, True)
    assert agreed.agreed_by == cast.manager
    assert agreed.exception == ""
    assert agreed.review_on == clock.today() + timedelta(days=STORY["agreed"]["review_days"])
    assert not CountKind.objects.filter(is_invented=False).exists()
    assert NeedCount.objects.count() == 2 * 9 * 12
    said: NeedPublished = publications.latest("need", agreed.reference).payload
    assert [one.name for one in said.coverage if one.is_cold] == ["North West Leicestershire"]
    recorded, referred = said.figures
    assert not any(one.count is None for one in recorded.areas)
    assert "fewer than 5" in {one.words for one in referred.areas}
