"""A protected organisation appears by its area alone: in the notice, the results and the register."""

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace

import pytest

from precept.decisions import queries as deciding
from precept.decisions.models import Decision
from precept.do.agreements import actions, queries
from precept.do.agreements.models import Award
from precept.do.assessment.models import Recommendation
from precept.foundation.people.models import Person
from precept.parties import actions as parties
from precept.parties.models import Organisation
from tests.do.agreements.awarding import drafted, signed

pytestmark = pytest.mark.django_db
NAME = "Invented Group 0"


def protect(person: Callable[..., Person]) -> None:
    parties.mark_protected(
        by=person(role="chief-executive"),
        organisation=Organisation.objects.get(name=NAME),
        area="Leicester",
        why="A refuge",
    )


def test_the_notice_and_the_results_name_its_area_alone(
    past: Recommendation, cast: SimpleNamespace, person: Callable[..., Person]
) -> None:
    protect(person)
    decision = drafted(cast, past)
    notice = deciding.notice(decision).model_dump_json()
    assert NAME not in notice
    assert "Project 0" not in notice
    assert "Protected organisation, Leicester" in notice
    awarding = signed(cast, decision)
    results = queries.results(awarding.opportunity)
    assert results is not None

    said = results.model_dump_json()
    assert NAME not in said
    assert "Project 0" not in said
    assert results.awards[0].recipient == "Protected organisation, Leicester"
    assert results.awards[0].recipient_reference is None


def test_its_purpose_is_public_only_in_the_words_that_an_officer_wrote(
    past: Recommendation, cast: SimpleNamespace, person: Callable[..., Person]
) -> None:
    protect(person)
    awarding = signed(cast, drafted(cast, past))
    one = Award.objects.get(recipient__name=NAME)
    assert one.purpose == ""
    actions.describe_award(
        by=cast.officer,
        award=one,
        version=one.version,
        purpose="Support for people at risk",
        summary="",
        starts=None,
        ends=None,
    )
    results = queries.results(awarding.opportunity)

    assert results is not None
    assert results.awards[0].purpose == "Support for people at risk"


def test_a_notice_that_names_what_is_protected_since_is_held(
    past: Recommendation, cast: SimpleNamespace, person: Callable[..., Person]
) -> None:
    awarding = signed(cast, drafted(cast, past))
    actions.record_letters_sent(
        by=cast.manager, awarding=awarding, day=date(2026, 11, 16), why="Posted today."
    )
    decision = Decision.objects.get(pk=awarding.decision_id)
    assert not any("protected" in one for one in deciding.not_yet(decision))
    protect(person)

    assert any("protected now" in one for one in deciding.not_yet(decision))
