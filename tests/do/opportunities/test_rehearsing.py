"""Rehearsing a round: the pages that an applicant will read, and nothing left behind."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from precept.do.bids import queries as bids
from precept.do.opportunities import queries
from precept.do.opportunities.models import Call, TurnedAway
from precept.foundation.ledger.models import Event
from precept.foundation.people.models import Person
from precept.foundation.publications.models import Publication
from tests.public.reading import links, main

pytestmark = pytest.mark.django_db
HERE = "/office/rounds/CSF-2026-27-1/rehearse"
START = "/my/bids/start/CSF-2026-27-1?rehearse"


@pytest.fixture
def officer(runner: Person, client_as: Callable[[Person], Client]) -> Client:
    return client_as(runner)


def test_a_round_is_read_on_the_public_pages_before_it_is_published(
    complete: Call, officer: Client
) -> None:
    page = officer.get(HERE)

    said = main(page)
    assert "The round as an applicant will read it while it is open" in said
    for words in ("Start now", "Before you start", "£204,030.33", "OPCC £100,000.00"):
        assert words in said or words.removesuffix(".00") in said, words
    assert b"precept-public" in page.content
    assert {START, f"{HERE}/questions", f"{HERE}/marking", f"{HERE}/eligibility"} <= set(
        links(page)
    )
    assert f"/my/questions/{complete.opportunity.reference}" not in links(page)


def test_its_questions_and_its_marking_stand_as_they_will(complete: Call, officer: Client) -> None:
    asked, marked = officer.get(f"{HERE}/questions"), officer.get(f"{HERE}/marking")

    assert "What is the need? Say who it is for. Up to 300 words." in main(asked)
    assert "Outcomes" in main(marked)
    assert HERE in links(asked)
    assert HERE in links(marked)
    assert officer.get(f"{HERE}/results").status_code == 404


def test_the_check_counts_nobody_and_leads_to_a_bid_that_counts_nowhere(
    complete: Call, officer: Client
) -> None:
    rule = complete.eligibility.get()

    turned_away = officer.post(f"{HERE}/eligibility", {rule.key: "no"}, follow=True)
    passed = officer.post(f"{HERE}/eligibility", {rule.key: "yes"}, follow=True)

    assert f"{rule.asks} You answered no. {rule.reason}" in main(turned_away)
    assert "You may apply" in main(passed)
    assert START in links(passed)
    assert not TurnedAway.objects.exists()


def test_nothing_is_left_behind(complete: Call, runner: Person, officer: Client) -> None:
    events, publications = Event.objects.count(), Publication.objects.count()
    before = queries.call(complete.opportunity.reference).version

    for place in ("", "/questions", "/marking", "/eligibility"):
        assert officer.get(f"{HERE}{place}").status_code == 200
    began = officer.post(START, {"rehearse": "yes"})
    officer.post(f"{began['Location']}/end-rehearsal")

    assert (Event.objects.count(), Publication.objects.count()) == (events, publications)
    assert queries.call(complete.opportunity.reference).version == before
    assert not TurnedAway.objects.exists()
    assert not bids.rehearsals(runner)
    assert bids.reach(complete.opportunity).starts == 0


def test_who_does_not_run_rounds_reads_and_starts_nothing(
    complete: Call, person: Callable[..., Person], client_as: Callable[[Person], Client]
) -> None:
    page = client_as(person(role="finance-officer")).get(HERE)

    assert page.status_code == 200
    assert "Start now" not in main(page)


def test_nobody_outside_the_office_sees_it(
    complete: Call, client: Client, stranger: Person, client_as: Callable[[Person], Client]
) -> None:
    assert client.get(HERE).status_code == 302
    assert client_as(stranger).get(HERE).status_code == 403


def test_a_round_with_everything_still_to_say_is_shown_as_far_as_it_is(
    draft: Call, officer: Client
) -> None:
    assert officer.get(HERE).status_code == 200
    assert officer.get(f"{HERE}/eligibility").status_code == 404


def test_it_is_offered_where_the_round_is_set_up_and_until_it_closes(
    complete: Call, opened: Call, runner: Person
) -> None:
    offered = {one.text: one.href for one in queries.next_steps(runner, opened)}

    assert offered["Rehearse it as an applicant"] == reverse(
        "opportunities.rehearse", args=["CSF-2026-27-1"]
    )
