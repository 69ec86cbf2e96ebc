"""Papers that a round asks of everyone: without them nothing is submitted, and winners' papers wait."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from precept.do.bids import actions, queries, tasks
from precept.do.bids.actions import Incomplete
from precept.do.bids.models import Bid
from precept.do.opportunities.models import Call
from precept.foundation import clock
from precept.foundation.outbox.models import Mail
from precept.foundation.people.models import Person
from precept.parties import actions as parties
from precept.parties.models import Organisation, Paper
from tests.do.bids.conftest import DEADLINE, make_organisation, submit
from tests.do.bids.pages.test_own_pages import own, page

NOT_GIVEN = [
    "Add “Constitution or governing document” to the profile of Dusk Boxing Club (not given)",
    "Add “Insurance” to the profile of Dusk Boxing Club (not given)",
]


@pytest.fixture
def of_everyone(call: Call) -> Call:
    """The round asks everyone for a constitution and insurance."""
    Call.objects.filter(pk=call.pk).update(
        papers_asked_of="everyone", papers=["constitution", "insurance"]
    )
    call.refresh_from_db()
    return call


def give(by: Person, organisation: Organisation, kind: str, **dates: Any) -> Paper:
    """Give a paper on a profile."""
    return parties.give_paper(
        by=by, organisation=organisation, kind=kind, name=f"{kind}.txt", content=b"Ours.", **dates
    )


def refused(bid: Bid, by: Person, key: str) -> list[str]:
    """What is told to somebody who submits without the papers."""
    with pytest.raises(Incomplete) as refusal:
        submit(bid, by, key)
    return [one.told for one in refusal.value.problems]


def test_papers_asked_of_winners_do_not_stand_against_submitting(
    call: Call, complete: Bid, bidder: Person
) -> None:
    Call.objects.filter(pk=call.pk).update(papers=["constitution", "insurance"])

    assert queries.problems_of(complete, queries.call_of(complete)) == []
    assert submit(complete, bidder).number == 1


def test_papers_asked_of_everyone_do_until_each_is_given_and_in_date(
    of_everyone: Call,
    complete: Bid,
    bidder: Person,
    group: Organisation,
    clock_at: Callable[..., None],
) -> None:
    assert refused(complete, bidder, "key-1") == NOT_GIVEN
    give(bidder, group, "constitution")
    give(bidder, group, "insurance", expires=clock.today() + timedelta(days=1))
    assert queries.problems_of(complete, queries.call_of(complete)) == []

    clock_at(clock.now() + timedelta(days=3))

    expired = refused(complete, bidder, "key-2")
    assert len(expired) == 1
    assert expired[0] == NOT_GIVEN[1].replace("not given", "out of date")
    give(bidder, group, "insurance", expires=date(2027, 12, 31))
    assert submit(complete, bidder, "key-3").number == 1


def test_the_accountable_body_gives_them_where_it_holds_the_money(
    of_everyone: Call, complete: Bid, bidder: Person, group: Organisation
) -> None:
    trust = make_organisation("County Trust", bidder)
    actions.set_bidder(by=bidder, bid=complete, organisation=group, accountable_body=trust)

    assert refused(complete, bidder, "key-1") == [
        one.replace("Dusk Boxing Club", "County Trust") for one in NOT_GIVEN
    ]


def test_who_applies_in_another_way_need_not_send_files(
    of_everyone: Call, complete: Bid, bidder: Person
) -> None:
    Bid.objects.filter(pk=complete.pk).update(channel="phone")

    assert submit(complete, bidder).channel == "phone"


def test_a_rehearsal_asks_for_no_papers(of_everyone: Call, runner: Person) -> None:
    bid = actions.begin_bid(by=runner, call=of_everyone, is_rehearsal=True)

    assert queries.problems_around(bid) == []


def test_who_lacks_a_paper_is_not_told_that_the_bid_is_complete(
    of_everyone: Call, complete: Bid, clock_at: Callable[..., None]
) -> None:
    clock_at(DEADLINE - timedelta(days=2))
    tasks.remind()

    assert [one.subject for one in Mail.objects.all()] == [
        "Your bid for Keeping young people safe is not submitted yet"
    ]


def test_the_task_list_and_the_check_say_which_papers_and_where_they_are_given(
    of_everyone: Call,
    complete: Bid,
    bidder: Person,
    group: Organisation,
    client_as: Callable[[Person], Client],
) -> None:
    mine = client_as(bidder)
    there = f"/my/organisations/{group.reference}/papers?next=%2Fmy%2Fbids%2F{complete.reference}"
    constitution = there.replace("papers", "papers/constitution")
    shown = page(mine, own(complete))
    assert "Constitution or governing document: not given; Insurance: not given" in shown
    assert "Something to add" in shown
    assert f'href="{there}"' in shown
    assert "Nothing is missing" not in shown
    checked = page(mine, own(complete, "/check"))
    assert "2 things are still to do" in checked
    assert f'href="{constitution}"' in checked
    assert f'href="{there}"' in checked
    sent = mine.post(own(complete, "/check"), {"key": "key-1"})
    assert sent.status_code == 422
    assert f'<a href="{constitution}">{NOT_GIVEN[0]}</a>' in sent.content.decode()

    papers = page(mine, there)
    assert f'<a class="govuk-link" href="{own(complete)}">Go back to your bid</a>' in papers
    give(bidder, group, "constitution")
    give(bidder, group, "insurance", expires=date(2027, 12, 31))

    assert "All given by Dusk Boxing Club" in page(mine, own(complete))
    assert mine.post(own(complete, "/check"), {"key": "key-2"}).status_code == 302


def test_who_does_not_keep_the_profile_reads_who_adds_the_papers(
    of_everyone: Call,
    complete: Bid,
    bidder: Person,
    person: Callable[..., Person],
    client_as: Callable[[Person], Client],
) -> None:
    colleague = person()
    actions.invite(by=bidder, bid=complete, email=colleague.email, rights="edit")

    shown = page(client_as(colleague), own(complete))

    assert "Somebody who keeps the profile of Dusk Boxing Club adds them" in shown
    assert "/papers?next=" not in shown
