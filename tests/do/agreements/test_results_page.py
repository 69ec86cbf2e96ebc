"""The public page of what a round came to."""

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from precept.decisions import actions as decisions
from precept.decisions.models import Decision
from precept.do.agreements import actions, queries
from precept.do.agreements.models import Award, Awarding
from precept.do.agreements.published import reasons_words
from precept.foundation.people.models import Person
from precept.foundation.publications.models import Publication
from precept.parties import actions as parties
from precept.public.queries import leading

pytestmark = pytest.mark.django_db
PAGE = "/opportunities/PZ-2024-25-2/results"


@pytest.fixture
def published(past_awards: Awarding, cast: SimpleNamespace, on: Callable[[date], None]) -> Awarding:
    """The past round, told and published."""
    actions.record_letters_sent(
        by=cast.manager, awarding=past_awards, day=date(2024, 11, 28), why="In the paper file."
    )
    now = Decision.objects.get(pk=past_awards.decision_id)
    assert now.publish_on is not None
    on(now.publish_on)
    decisions.publish_decision(by=cast.manager, decision=now)
    return Awarding.objects.get(pk=past_awards.pk)


def test_anyone_reads_what_a_round_came_to(published: Awarding, client: Client) -> None:
    page = client.get(PAGE).content.decode()

    for words in (
        "6 of 12 bids that were ranked, 50 in 100",
        "£39,305.40",
        "Invented Group 0: Project 0",
        "65 or more out of 100. Good evidence against every criterion",
        "Awards by recipient",
        'href="/decisions/EXE-2024-PZ2"',
    ):
        assert words in page
    assert "Not stated" in page  # from when to when an award of the past pays
    assert "not stated" not in page
    for at in range(6, 12):
        assert f"Invented Group {at}" not in page


def test_the_round_itself_leads_to_its_results(published: Awarding) -> None:
    assert leading([PAGE]) == {PAGE}


def test_results_that_are_not_published_are_not_there(
    past_awards: Awarding, client: Client
) -> None:
    assert client.get(PAGE).status_code == 404
    assert not Publication.objects.filter(kind="round-results").exists()


def test_the_page_costs_five_queries_at_the_most(
    published: Awarding, client: Client, counted: Any
) -> None:
    client.get(PAGE)
    with counted() as asked:
        client.get(PAGE)

    assert len(asked) <= 5


def test_a_recipient_that_is_protected_later_is_named_by_its_area_alone(
    published: Awarding, client: Client, person: Callable[..., Person], cast: SimpleNamespace
) -> None:
    award = Award.objects.get(reference="PZ-2024-0001")
    assert award.recipient is not None
    parties.mark_protected(
        by=person(role="chief-executive"), organisation=award.recipient, why="A refuge"
    )
    page = client.get(PAGE).content.decode()

    assert "Invented Group 0" not in page
    assert "Project 0" not in page
    assert "Protected organisation" in page
    assert "Invented Group 1: Project 1" in page


def test_a_correction_is_a_new_version_with_its_reason(
    published: Awarding, client: Client, cast: SimpleNamespace
) -> None:
    award = Award.objects.get(reference="PZ-2024-0006")
    actions.record_decline(
        by=cast.officer, award=award, version=award.version, why="They have no room any more."
    )
    actions.correct_results(
        by=cast.manager,
        awarding=published,
        version=published.version,
        why="Award PZ-2024-0006 was declined.",
    )
    page = client.get(PAGE).content.decode()

    assert "Award PZ-2024-0006 was declined." in page
    assert "They have no room any more." not in page
    assert "£36,305.40" in page
    assert "£36,305.40" not in client.get(f"{PAGE}/1").content.decode()


def test_an_award_without_reasons_of_its_own_has_those_of_the_score_or_none(
    published: Awarding,
) -> None:
    said = queries.results(published.opportunity)
    award = said.awards[0].model_copy(update={"reasons": ""})
    unstated = said.model_copy(
        update={
            "decisions": tuple(one.model_copy(update={"cut_off": None}) for one in said.decisions)
        }
    )

    assert reasons_words(award, said) == "It scored 65 or more, the cut-off"
    assert reasons_words(award, unstated) == "Not stated"
    assert (
        reasons_words(award.model_copy(update={"reasons": "The panel agreed"}), said)
        == "The panel agreed"
    )
