"""A form in the words that somebody chose: its task list, its pages, and what they say is wrong."""

from collections.abc import Callable

import pytest
from django.test import Client

from precept.do.bids import actions
from precept.do.bids.models import Bid
from precept.do.opportunities.models import Call, FrozenQuestions
from precept.foundation.people.models import Person
from precept.foundation.questions import rules
from precept.foundation.questions.sets import CheckWording, SectionWording
from tests.do.bids.conftest import small_set
from tests.do.bids.pages.test_own_pages import own, page


@pytest.fixture
def mine(bidder: Person, client_as: Callable[[Person], Client]) -> Client:
    """The browser of whoever bids."""
    return client_as(bidder)


@pytest.fixture
def welsh(call: Call, bidder: Person) -> Bid:
    """A bid in a round of which one section and the check are in Welsh too."""
    asked = small_set()
    title = SectionWording(language="cy", title="Yr arian", words="Gofynnwch am ddigon.")
    asked = rules.set_section_wording(asked, "money", title)
    check = CheckWording(language="cy", words="Dim mwy")
    for one in asked.checks:
        asked = rules.set_check_wording(asked, one.key, check)
    frozen = FrozenQuestions.objects.create(
        digest=asked.digest, content=asked.model_dump(mode="json")
    )
    Call.objects.filter(pk=call.pk).update(frozen=frozen)
    call.refresh_from_db()
    return actions.begin_bid(by=bidder, call=call)


def test_a_section_is_headed_and_begun_in_the_words_chosen(welsh: Bid, mine: Client) -> None:
    chosen = page(mine, own(welsh, "/answers/money?in=cy"))
    other = page(mine, own(welsh, "/answers/about"))

    assert '<h1 class="govuk-heading-l" lang="cy">Yr arian</h1>' in chosen
    assert '<p class="govuk-body" lang="cy">Gofynnwch am ddigon.</p>' in chosen
    assert '<h1 class="govuk-heading-l">About your project</h1>' in other


def test_the_task_list_names_sections_as_their_pages_do(welsh: Bid, mine: Client) -> None:
    before = page(mine, own(welsh))
    page(mine, own(welsh, "/answers/money?in=cy"))
    after = page(mine, own(welsh))

    assert "Yr arian" not in before
    assert '<span lang="cy">Yr arian</span>' in after
    assert "<span>About your project</span>" in after


def test_a_check_that_does_not_hold_says_so_in_the_words_chosen(welsh: Bid, mine: Client) -> None:
    page(mine, own(welsh, "/answers/money?in=cy"))
    said = mine.post(
        own(welsh, "/answers/money"),
        {"version": "0", "q-asked": "99000000", "onwards": "yes"},
    )

    assert "Dim mwy. £99,000,000 is " in said.content.decode()
