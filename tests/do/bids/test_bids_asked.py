"""Why people did not submit, as the yearly review of a procedure is led to it."""

from collections.abc import Callable

from precept.do.bids import queries
from precept.do.bids.models import Bid, WhyNot
from precept.do.opportunities.models import Call
from precept.foundation.people.models import Person


def test_a_review_is_led_to_rounds_whose_people_were_asked_once_they_are_open(
    draft: Bid, call: Call, runner: Person, person: Callable[..., Person]
) -> None:
    assert queries.asked_why_not(runner, "grant-round") == []
    WhyNot.objects.create(bid=draft)
    assert queries.asked_why_not(runner, "grant-round") == []

    Call.objects.filter(pk=call.pk).update(stage="opened")

    found = queries.asked_why_not(runner, "grant-round")
    assert [one.href for one in found] == [f"/office/rounds/{call.opportunity.reference}/reach"]
    assert found[0].words.startswith("Why people did not finish a bid to ")
    assert queries.asked_why_not(runner, "open") == []
    assert queries.asked_why_not(person(role="marker"), "grant-round") == []
