"""What of bids waits on the desks of those who run a round."""

from collections.abc import Callable

from django.test import Client

from precept.do.bids import actions
from precept.do.opportunities.models import Call
from precept.foundation.people.models import Person
from tests.do.bids.test_bids_pages import page, rounds


def test_somebody_who_asks_for_another_way_stands_on_the_officer_s_desk_until_they_were_met(
    call: Call, runner: Person, client_as: Callable[[Person], Client]
) -> None:
    office = client_as(runner)
    way = actions.ask_other_way(
        by=None, call=call, channel="phone", name="Sam Example", contact="0116 496 0000"
    )
    asks = "1 person asks to apply in another way"

    shown = page(office, "/office/")
    assert asks in shown
    assert rounds(call, "/other-ways") in shown
    assert "Sam" not in shown

    actions.settle_other_way(by=runner, way=way, how="Sam found a friend who helps with the form.")
    assert asks not in page(office, "/office/")
