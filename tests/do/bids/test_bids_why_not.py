"""Why those who started did not submit, as the office reads it."""

from collections.abc import Callable
from datetime import datetime

from django.test import Client

from precept.do.bids import actions, tasks
from precept.do.opportunities.models import Call
from precept.foundation.people.models import Person
from precept.parties.models import Organisation
from tests.do.bids.conftest import AFTER
from tests.do.bids.test_bids_pages import page, rounds


def test_why_some_did_not_submit_is_read_in_their_words_without_a_name(
    call: Call,
    bidder: Person,
    group: Organisation,
    runner: Person,
    client_as: Callable[[Person], Client],
    clock_at: Callable[[datetime], None],
) -> None:
    begun = [actions.begin_bid(by=bidder, call=call, organisation=group) for _ in range(3)]
    clock_at(AFTER)
    tasks.lapse()
    for bid, words in zip(begun, ("Too long at half-term.", "A trustee was ill.", ""), strict=True):
        actions.answer_why_not(by=bidder, bid=bid, reason="time", words=words)
    office = client_as(runner)
    assert "half-term" not in page(office, rounds(call, "/reach"))
    actions.open_bids(by=runner, call=call)

    shown = page(office, rounds(call, "/reach"))

    assert shown.index("A trustee was ill.") < shown.index("Too long at half-term.")
    assert "3 bidders were asked, each once; 3 answered." in shown
    assert bidder.name not in shown
    assert group.name not in shown
