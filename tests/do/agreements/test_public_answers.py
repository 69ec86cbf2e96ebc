"""What a round says is published of an answer is published with the award, and nothing else is."""

from typing import Any

import pytest

from precept.do.agreements import queries
from precept.do.agreements.models import Award, Awarding
from precept.foundation.money import Money
from precept.foundation.questions.sets import QuestionSet
from precept.parties.models import Organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def marked(live_awards: Awarding, monkeypatch: pytest.MonkeyPatch) -> Award:
    """The first award of a live round whose set marks the title and the amount as public, and nothing else."""
    award = Award.objects.filter(result__awarding=live_awards).order_by("result__rank")[0]
    frozen = award.result.bid.questions
    said: dict[str, Any] = frozen.question_set.model_dump(mode="json")
    for section in said["sections"]:
        for question in section["questions"]:
            question["is_public"] = question["key"] in {"title", "amount"}
    monkeypatch.setattr(
        type(frozen), "question_set", property(lambda _: QuestionSet.model_validate(said))
    )
    return award


def answers(award: Award) -> dict[str, str]:
    results = queries.results(award.opportunity)
    assert results is not None
    (said,) = [one for one in results.awards if one.reference == award.reference]
    return {one.question: one.words for one in said.answers}


def test_only_what_is_marked_public_is_published(marked: Award) -> None:
    in_force = marked.result.bid.in_force
    assert in_force is not None

    assert answers(marked) == {"How much?": Money(in_force.answers["amount"]).short}


def test_nothing_of_a_protected_organisation_is_published(marked: Award) -> None:
    Organisation.objects.filter(pk=marked.recipient_id).update(is_protected=True)

    assert answers(marked) == {}


def test_earlier_results_lose_the_answers_of_an_organisation_that_is_protected_later(
    marked: Award,
) -> None:
    said = queries.results(marked.opportunity)
    assert said is not None

    without = queries.without_protected(said, [marked.reference], "Leicester")

    assert [one.answers for one in without.awards if one.reference == marked.reference] == [()]
    assert any(one.answers for one in said.awards)
