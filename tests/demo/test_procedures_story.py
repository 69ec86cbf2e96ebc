"""How things are let in the demonstration: approved and public, one reviewed in April, one version waiting."""

from typing import Any

import pytest
from django.test import Client

from precept.do.procedures import queries
from precept.do.procedures.models import Standard, StandardReview, StandardVersion
from precept.do.procedures.rules import starting
from precept.foundation import clock
from precept.foundation.publications.models import Publication
from tests.demo.reading import plan_of
from tests.demonstration import standing_demonstration
from tests.reading import words

STORY = plan_of("procedures")


def test_every_procedure_of_precept_is_told_once() -> None:
    told = [*STORY["procedures"], STORY["soon"], "grant-round"]

    assert sorted(told) == sorted(key for key, one in starting().items() if one.kind == "procedure")
    assert set(STORY["documents"]) <= set(starting())


@pytest.mark.django_db
@pytest.mark.xdist_group("demonstration")
def test_the_year_of_the_grant_round_is_whole() -> None:
    with standing_demonstration():
        today = clock.today()
        one = queries.standard("grant-round")
        review = StandardReview.objects.get()
        page: Any = Client().get("/how-we-commission/grant-round")
        waiting = StandardVersion.objects.get(state="waiting")

        assert queries.version_in_force(one, today) == queries.version_of(one, 2)
        assert (review.standard, review.held_on.month, review.outcome) == (one, 4, "changed")
        assert review.versions == [2]
        assert one.review_on == clock.months_later(review.held_on, 12)
        assert [row.state for row in queries.feedback_of(one)].count("waiting") == 1
        assert "At least 6 weeks" in words(page)
        assert "Reviewed 14 April" in words(page)
        for said in STORY["said"]:
            assert said["words"] not in words(page)
        assert waiting.standard.key == "small-grant"
        assert Publication.objects.filter(kind="procedure", is_latest=True).count() == 10
        assert all(row.is_invented for row in Standard.objects.all())
